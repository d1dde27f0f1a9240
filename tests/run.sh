#!/bin/bash
# Runs tests and counts them: cmocka programs, bats files, fuzz targets and plain scripts.
# Quiet about what passes; the last line is the sum. A crash, and a program without tests, is a failure.
set -u
export LSAN_OPTIONS=suppressions=tests/leaks.supp:print_suppressions=0

# Writes the output of one test in the Test Anything Protocol.
run_one() {
    case $1 in
    *.bats) bats --formatter tap "$1" ;;
    *.sh) as_one_test "$1" ;;
    */fuzz/fuzz_*) as_one_test "$1" -max_total_time="${FUZZ_SECONDS:-60}" -timeout=20 -rss_limit_mb=1024 \
        -artifact_prefix="${1%/*}/" "$(corpus "$1")" ;;
    *) CMOCKA_MESSAGE_OUTPUT=tap "$1" ;;
    esac
}

as_one_test() {
    local output
    echo 1..1
    if output=$("$@" 2>&1); then
        echo "ok 1 - $1"
    else
        printf '%s\n' "$output"
        echo "not ok 1 - $1"
    fi
}

# What a fuzz target learned is kept between runs; it starts from the seeds of its name.
corpus() {
    local seeds=tests/fuzz/seeds/${1##*/fuzz_} found=$1.corpus
    mkdir -p "$found"
    [ -d "$seeds" ] && cp -n "$seeds"/* "$found"/
    echo "$found"
}

# Prints "passed failed skipped" of one log: what was planned and did not report has failed.
count() {
    awk -v status="$2" '
        /^[ \t]*1\.\.[0-9]+/ { split($1, plan, "[.][.]"); planned += plan[2] }
        /^ok .*# (skip|SKIP)/ || /^not ok .*# SKIP/ { skipped++; next }
        /^ok / { passed++ }
        /^not ok [0-9]/ { failed++ }
        END {
            missing = planned - passed - failed - skipped
            if (missing > 0)
                failed += missing
            if ((status != 0 || planned == 0) && failed == 0)
                failed = 1
            print passed + 0, failed + 0, skipped + 0
        }' "$1"
}

# One test in a child of its own, so that xargs can run several at once.
if [ "${1-}" = --one ]; then
    log=$2/$(echo "$3" | tr / _)
    run_one "$3" >"$log" 2>&1 </dev/null
    count "$log" $? >"$log.count"
    read -r _ failed _ <"$log.count"
    if [ "$failed" -gt 0 ]; then
        { echo "--- $3"; grep -v '^ok ' "$log"; } >&2
    fi
    exit 0
fi

[ $# -gt 0 ] || { echo "run.sh: no tests named" >&2; exit 1; }
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
printf '%s\0' "$@" | xargs -0 -P "$(nproc)" -n 1 "$0" --one "$logs"
cat "$logs"/*.count | awk -v expected=$# '
    { passed += $1; failed += $2; skipped += $3 }
    END {
        failed += expected - NR
        printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
        exit failed > 0 || passed == 0
    }'
