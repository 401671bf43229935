#!/usr/bin/env bash
# The report in a real browser. Needs node, an installed Chromium and the packages of web/; installs
# nothing. Pages and pictures are kept in build/browser.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ -d web/node_modules ] || { echo "web/node_modules not found; npm ci --prefix web gets it" >&2; exit 2; }
(cd web && npx tsc --noEmit && node build.mjs --check)
cargo build --quiet --package sayso-cli
cargo test --quiet --package sayso --test report overlapping
target="${CARGO_TARGET_DIR:-target}"
node web/tests/make.mjs "$target/debug/sayso" "$target/tmp/overlapping.html"
exec node --test --test-concurrency=1 web/tests/*.test.mjs
