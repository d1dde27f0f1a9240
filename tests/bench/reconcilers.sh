#!/bin/bash
# Every reconciliation method on the same forecasts of hierarchies in ../shared and of the sample company, from several origins:
# by how many percent the MASE over all nodes lies above that of the models' own forecasts, and that of the worst level.
#     tests/bench/reconcilers.sh [MODEL [temporal]]
set -eu

build=${BUILD:-build}
data=${DATA:-../shared/data}
method=("${1:-auto}" "${@:2}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

scored() { # NAME FILE DATE AMOUNT BY PERIOD HORIZON ORIGINS STEP
    [ -f "$2" ] || return 0
    "$build/tests/bench/reconcilers" "${@:2}" "${method[@]}" |
        awk -F '|' -v set="$1" '
            /\(/ {
                gsub(/ /, "", $2)
                worst = -1e9
                for (i = 3; i < NF; i++) {
                    match($i, /\([^)]*/)
                    share = substr($i, RSTART + 1, RLENGTH - 1) + 0
                    if (i < NF - 1 && share > worst) worst = share
                }
                printf "%s %s %.1f %.1f\n", set, $2, share, worst
            }' >>"$work/scores"
}

# shellcheck disable=SC2054 # commas belong to --by
retail=("$data/aus_retail/aus_retail.csv" month turnover_aud_million state,industry month)
# shellcheck disable=SC2054
tourism=("$data/tourism_au/tourism_au.csv" quarter trips state/region,purpose quarter)
sample=(datasets/sales.csv order_date amount)
scored retail-12 "${retail[@]}" 12 14 12
scored retail-24 "${retail[@]}" 24 8 12
scored tourism-4 "${tourism[@]}" 4 14 3
scored tourism-8 "${tourism[@]}" 8 8 4
scored sample "${sample[@]}" region/city,category month 6 6 3
scored weeks "${sample[@]}" region,category week 13 6 8
scored days "${sample[@]}" region,category day 28 6 20
scored superstore "$data/superstore_us/orders.csv" order_date sales region/state_province,category month 6 6 3
scored adventure "$data/adventureworks/monthly_revenue.csv" month revenue group/country,category month 6 4 3
scored walmart "$data/walmart/walmart_45_stores_weekly.csv" date weekly_sales store week 13 4 8
scored hotels "$data/aus_accommodation/aus_accommodation.csv" date takings state quarter 8 8 3

awk '
    !($1 in seen) { seen[$1]; sets[++n] = $1 }
    !($2 in known) { known[$2]; methods[++m] = $2 }
    { value[$1, $2] = sprintf("%+.1f (%+.1f)", $3, $4); all[$2] += $3; worst[$2] += $4 }
    END {
        printf "| method |"
        for (i = 1; i <= n; i++) printf " %s |", sets[i]
        printf " mean |\n|---|"
        for (i = 0; i <= n; i++) printf "---:|"
        for (k = 1; k <= m; k++) {
            printf "\n| %s |", methods[k]
            for (i = 1; i <= n; i++) printf " %s |", value[sets[i], methods[k]]
            printf " %+.1f (%+.1f) |", all[methods[k]] / n, worst[methods[k]] / n
        }
        print ""
    }' "$work/scores"
