#!/bin/bash
# Runs the commands of the README's console blocks and compares what comes out with what stands there.
# With --update it writes what came out into the README instead.
set -u
cd "$(dirname "$0")/.." || exit 1

PATH=${GAPCAST:+${GAPCAST%/*}:}$PWD/build:$PATH
export TERM=dumb COLUMNS=80 LC_ALL=C.UTF-8
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT

# A block holds commands behind "$ ", each followed by its output; "-o out" goes to a folder of this run.
awk -v out="-o $made/out" '
    /^```console$/ { block = 1; print; next }
    /^```$/ { block = 0 }
    !block { print; next }
    /^\$ / {
        print
        fflush()
        sub(/^\$ /, "")
        gsub(/-o out/, out)
        system("(" $0 ") 2>&1 </dev/null")
    }' README.md >"$made/README.md"

if [ "${1-}" = --update ]; then
    cp "$made/README.md" README.md
else
    diff -u README.md "$made/README.md"
fi
