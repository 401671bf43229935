#!/usr/bin/env bash
# Reading beside spaCy and UDPipe 1 on the same data and core; see reading.py.
exec python3 "$(dirname "$0")/reading.py" "$@"
