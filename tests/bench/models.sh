#!/bin/bash
# Times the models beside R's forecast package, and how time and memory grow with the number of series; goes on with
# the table of run.sh. R is asked about every BENCH_STEP-th series only: its auto.arima takes seconds for one. BENCH_SERIES
# is the largest number of series.
# shellcheck disable=SC1091,SC2154
set -eu

. "$(dirname "$0")/table.sh"
m3=../shared/data/m3/data.csv.xz
step=${BENCH_STEP:-20}
most=${BENCH_SERIES:-100000}
months=120

# The training parts of M3's monthly series, as rows of series and value; every N-th series.
monthly_series() { # N
    xzcat "$m3" | awk -F, -v step="$1" '
        NR == FNR { if ($3 == "MONTHLY") wanted[$1] = n++ % step == 0; next }
        FNR == 1 { print "series,value" }
        $2 == "train" && wanted[$1] { print $1 "," $5 }' "${m3%data.csv.xz}series.csv" -
}

# Rows "model series seconds" of time_models as rows of the table; the rest of a line: what R took for as much.
print_times() { # WHAT
    local name n seconds r_seconds version per
    while read -r name n seconds r_seconds version; do
        per=$(awk -v s="$seconds" -v n="$n" -v r="${r_seconds:-0}" \
            'BEGIN { printf "%.3f ms/series", s / n * 1000; if (r) printf ", %.0f x R", r / s }')
        row "$1: $name" gapcast "" "$(printf %.3f "$seconds")" "" "$per"
        [ -z "$r_seconds" ] || row "$1: $name" "R forecast $version" "" "$(printf %.3f "$r_seconds")" "" \
            "$(awk -v s="$r_seconds" -v n="$n" 'BEGIN { printf "%.1f ms/series", s / n * 1000 }')"
    done
}

time_models() {
    monthly_series 1 >"$work/all.csv"
    "$programs/time_models" "$work/all.csv" 18 auto fast ets arima theta | print_times 'M3 monthly, all'
    monthly_series "$step" >"$work/some.csv"
    if Rscript -e 'library(forecast)' >/dev/null 2>&1; then
        "$programs/time_models" "$work/some.csv" 18 ets arima theta >"$work/own"
        Rscript "$(dirname "$0")/models.R" "$work/some.csv" 18 ets arima theta >"$work/r"
        paste -d ' ' "$work/own" <(cut -d ' ' -f 2- "$work/r") | print_times "M3 monthly, every ${step}th"
    fi
}

# One run each: a hundred thousand series take minutes.
growth() {
    local n alone
    for n in 1000 10000 100000; do
        [ "$n" -le "$most" ] || continue
        "$programs/generate_series" "$n" "$months" >"$work/series.csv"
        measured_times 1 "forecast $n series of $months months" gapcast "$n" series \
            "$gapcast" forecast "$work/series.csv" --by series --levels bottom --quiet
        [ "$n" -eq 10000 ] || continue
        alone=$wall
        OMP_NUM_THREADS=1 measured_times 1 'the same on one thread' gapcast "$n" series \
            "$gapcast" forecast "$work/series.csv" --by series --levels bottom --quiet
        row "$(nproc) processors instead of one" gapcast "" "" "" "$(awk -v a="$wall" -v b="$alone" \
            'BEGIN { printf "%.2f times as fast", a / b }')"
    done
}

if [ -r "$m3" ]; then time_models; fi
growth
