#!/bin/bash
# drivers.sh - rolling origins with and without calendar and drivers, on public panels and the
# sample company: WAPE in percent over all levels, of the total and of the cells, and what of it
# drivers take away. Panels of ../shared that are absent are left out.
#
#     tests/bench/drivers.sh [PANEL...]      GAPCAST, PRESET (default: auto)
set -euo pipefail
cd "$(dirname "$0")/../.."
gapcast=${GAPCAST:-build/gapcast}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
shared=../shared/data
preset=${PRESET:+--preset $PRESET}

# WAPE over the rows whose keys are all "*", none, or any; $1: a file of --windows-out, $2: how many keys
wape() {
    sed ':a; s/^\(\([^"]*"[^"]*"\)*[^"]*"[^",]*\),\([^"]*"\)/\1;\3/; ta' "$1" | awk -F, -v keys="$2" -v months="${3:-}" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        $(at["actual"]) != "" && $(at["model"]) != "snaive" && (months == "" || $(at["period"]) ~ months) {
            stars = 0
            for (k = 1; k <= keys; k++) stars += $k == "*"
            e = $(at["actual"]) - $(at["forecast"]); a = $(at["actual"])
            e = e < 0 ? -e : e; a = a < 0 ? -a : a
            error["all"] += e; size["all"] += a
            if (stars == keys) { error["total"] += e; size["total"] += a }
            if (stars == 0) { error["cells"] += e; size["cells"] += a }
        }
        END { printf "%.3f %.3f %.3f\n", 100 * error["all"] / size["all"],
              100 * error["total"] / size["total"], 100 * error["cells"] / size["cells"] }'
}

row() { # panel, keys, months, options of the panel and its drivers after "--"
    local name=$1 keys=$2 months=$3 plain with
    shift 3
    local -a sales=()
    while [ "$1" != -- ]; do sales+=("$1") && shift; done
    shift
    # shellcheck disable=SC2086
    [ -s "$work/$name.csv" ] || "$gapcast" backtest "${sales[@]}" $preset --quiet --windows-out "$work/$name.csv" -o "$work/out.csv"
    # shellcheck disable=SC2086
    "$gapcast" backtest "${sales[@]}" $preset --quiet --windows-out "$work/with.csv" -o "$work/out.csv" "$@"
    plain=$(wape "$work/$name.csv" "$keys" "$months")
    with=$(wape "$work/with.csv" "$keys" "$months")
    awk -v name="$name $months" -v drivers="${*//$shared\//}" -v plain="$plain" -v with="$with" 'BEGIN {
        split(plain, a); split(with, b)
        printf "| %-18s | %-70s |", name, drivers
        for (i = 1; i <= 3; i++) printf " %6.2f | %6.2f | %+6.1f %% |", a[i], b[i], 100 * (b[i] / a[i] - 1)
        printf "\n"
    }'
}

panel_company() {
    local -a sales=(datasets/sales.csv --by region --horizon 12 --windows 12)
    row company 1 "" "${sales[@]}" -- --holidays cn
    row company 1 "-0[12]$" "${sales[@]}" -- --holidays cn
    row company 1 "" "${sales[@]}" -- --holidays cn --drivers datasets/drivers.csv
    row company 1 "-0[12]$" "${sales[@]}" -- --holidays cn --drivers datasets/drivers.csv
}

panel_walmart() {
    local file=$shared/walmart/walmart_45_stores_weekly.csv
    local -a sales=("$file" --date date --amount weekly_sales --by store --period week --horizon 8 --windows 6 --step 4)
    row walmart 1 "" "${sales[@]}" -- --holidays us
    row walmart 1 "" "${sales[@]}" -- --drivers "$file"
    row walmart 1 "" "${sales[@]}" -- --holidays us --drivers "$file"
}

panel_walmart_depts() {
    local file=$shared/walmart/walmart_store1_7depts_weekly.csv
    local -a sales=("$file" --date date --amount weekly_sales --by dept --period week --horizon 8 --windows 6 --step 4)
    cut -d, -f 3,4,6,9,10,16,17 "$file" >"$work/depts.csv"
    row walmart_depts 1 "" "${sales[@]}" -- --holidays us
    row walmart_depts 1 "" "${sales[@]}" -- --holidays us --drivers "$work/depts.csv"
}

panel_aus_retail() {
    local by=${BY:-state,industry}
    local commas=${by//[!,]/}
    local -a sales=("$shared/aus_retail/aus_retail.csv" --date month --amount turnover_aud_million --by "$by" --horizon 12 --windows "${WINDOWS:-4}" --step 6)
    row aus_retail $((${#commas} + 1)) "" "${sales[@]}" -- --holidays au
}

echo '| panel | drivers | all: without | with | change | total: without | with | change | cells: without | with | change |'
echo '|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|'
[ $# -gt 0 ] || set -- company walmart walmart_depts aus_retail
for panel in "$@"; do
    case $panel in
    company) panel_company ;;
    *) [ -d "$shared/${panel%_depts}" ] && "panel_$panel" ;;
    esac
done
