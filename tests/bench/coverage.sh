#!/bin/bash
# Measures how well ranges hold what they say, on the competitions' and Australian data in ../shared, where they are: a line a
# data set with the shares inside the 80 and 95 % ranges and MSIS, of the last periods of every series; then the calibration of
# sums and chances over many origins of the two hierarchies. Series are moved so that all end in the same period.
#     tests/bench/coverage.sh [MODEL]
set -eu

gapcast=${GAPCAST:-${BUILD:-build}/gapcast}
data=${DATA:-../shared/data}
model=${1:-auto}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

content() { # FILE, packed or not
    if [ -f "$1" ]; then cat "$1"; else xz -dc "$1.xz"; fi
}

# series,date,amount of the series of a period, each ending in December 2099.
aligned() { # SET PERIOD MONTHS
    { awk -F, -v p="$2" 'NR > 1 && tolower($3) == p { print "S," $1 }' "$data/$1/series.csv"; content "$data/$1/data.csv"; } |
        awk -F, -v step="$3" '
            $1 == "S" { wanted[$2] = 1; next }
            $1 in wanted { if (!($1 in n)) order[++k] = $1; y[$1, ++n[$1]] = $NF }
            END {
                print "series,date,amount"
                for (i = 1; i <= k; i++)
                    for (t = 1; t <= n[order[i]]; t++) {
                        m = 2400 - 1 - (n[order[i]] - t) * step
                        if (y[order[i], t] != "")
                            printf "%s,%d-%02d-01,%s\n", order[i], 1900 + int(m / 12), m % 12 + 1, y[order[i], t]
                    }
            }'
}

measured() { # NAME PERIOD HORIZON FILE
    "$gapcast" backtest "$4" --by series --levels bottom --period "$2" --horizon "$3" --windows 1 --model "$model" -q \
        --windows-out "$work/cases.csv" --calibration "$work/calibration.csv" -f csv -o "$work/accuracy.csv"
    awk -F, -v name="$1 $2" '
        FNR == NR { if (FNR > 1 && $12 != "") { score[$1] += $12; steps[$1]++ } next }
        FNR > 1 { n++; in80 += $6 >= $8 && $6 <= $9; in95 += $6 >= $10 && $6 <= $11 }
        END {
            for (s in score) { sum += score[s] / steps[s]; k++ }
            printf "%-24s %6d series %7d outcomes: 80 %% %.3f, 95 %% %.3f, MSIS %.2f\n", name, k, n, in80 / n, in95 / n, sum / k
        }' "$work/accuracy.csv" "$work/cases.csv"
}

competition() { # SET PERIOD UNIT MONTHS HORIZON
    [ -f "$data/$1/series.csv" ] || return 0
    aligned "$1" "$2" "$4" >"$work/series.csv"
    measured "$1" "$3" "$5" "$work/series.csv"
}

calibrated() { # NAME OPTION...
    local name=$1
    shift
    "$gapcast" backtest "$@" --model "$model" -q --calibration "$work/calibration.csv" -f csv -o "$work/accuracy.csv"
    awk -F, -v name="$name" 'NR > 1 && $3 ~ /^(range|chance|crps|brier)/ {
        printf "%-12s sums of %2d: %-14s %6d said %s came %.3f\n", name, $2, $3, $4, $5 == "" ? "-" : sprintf("%.3f", $5), $6 }' \
        "$work/calibration.csv"
}

competition m1 yearly year 12 6
competition m3 yearly year 12 6
competition tourism_comp yearly year 12 4
competition m1 quarterly quarter 3 8
competition m3 quarterly quarter 3 8
competition tourism_comp quarterly quarter 3 8
competition m1 monthly month 1 18
competition m3 monthly month 1 18
competition tourism_comp monthly month 1 24
if [ -f "$data/aus_retail/aus_retail.csv" ]; then
    calibrated aus_retail "$data/aus_retail/aus_retail.csv" --date month --amount turnover_aud_million --by state,industry \
        --horizon 12 --windows 16 --step 6
fi
if [ -f "$data/tourism_au/tourism_au.csv" ]; then
    calibrated tourism_au "$data/tourism_au/tourism_au.csv" --date quarter --amount trips --by state/region,purpose \
        --period quarter --horizon 4 --windows 12 --step 3
fi
