#!/usr/bin/env bash
# Text to signature and index beside datasketch, rensa and gaoya, all in one run; CPU time of one pinned core.
# usage: cargo xtask slow peers trace CORPUS.jsonl --date DATE
set -euo pipefail
exec python3 "$(dirname "$0")/compare.py" "$@"
