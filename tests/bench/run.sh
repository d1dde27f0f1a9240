#!/bin/bash
# Measures speed and memory, beside other tools where they are installed, as one table.
# Big files are made under $BUILD/bench and removed at the end.
set -eu

build=${BUILD:-build}
gapcast=${GAPCAST:-$build/gapcast}
programs=$build/tests/bench
work=$build/bench
mkdir -p "$work/charts"
trap 'rm -rf "$work"' EXIT

row() { # WHAT TOOL WALL CPU MEMORY RATE
    printf '| %-38s | %-22s | %8s | %8s | %10s | %-18s |\n' "$@"
}

# measured WHAT TOOL N UNIT COMMAND...: the best of three by wall time.
measured() {
    local what=$1 tool=$2 n=$3 unit=$4 best
    shift 4
    best=$(for _ in 1 2 3; do "$programs/measure" "$@"; done | sort -n | head -n 1)
    read -r wall cpu memory <<<"$best"
    row "$what" "$tool" "$wall" "$cpu" "$memory" "$(awk -v n="$n" -v s="$wall" -v u="$unit" \
        'BEGIN { r = n / (s > 0.005 ? s : 0.005); printf (r < 1000 ? "%.1f %s/s" : r < 1e6 ? "%.1f k%s/s" : "%.2f m%s/s"),
            r < 1000 ? r : r < 1e6 ? r / 1e3 : r / 1e6, u }')"
}

sum_with_mlr() {
    # shellcheck disable=SC2016
    measured "sum $2 rows by region, product, month" "mlr $(mlr --version | awk '{print $NF}')" "$2" rows \
        mlr --icsv --ocsv --from "$1" put '$month = $order_date[1:7]' 'then' stats1 -a sum -f amount -g region,product,month
}

sum_with_fread() {
    measured "sum $2 rows by region, product, month" "R data.table::fread" "$2" rows Rscript -e \
        "library(data.table); fread('$1')[, sum(amount), by = .(region, product, substr(order_date, 1, 7))]"
}

row what tool 'wall s' 'CPU s' 'peak MiB' rate
row --- --- --- --- --- ---

for n in 100000 1000000 5000000 10000000; do
    file=$work/rows.csv
    "$programs/generate_rows" "$n" 7 40 >"$file"
    measured "sum $n rows by region, product, month" gapcast "$n" rows "$programs/sum_rows" "$file"
    if [ "$n" -eq 5000000 ]; then
        OMP_NUM_THREADS=1 measured "the same on one thread" gapcast "$n" rows "$programs/sum_rows" "$file"
        if command -v mlr >/dev/null; then sum_with_mlr "$file" "$n"; fi
        if Rscript -e 'library(data.table)' >/dev/null 2>&1; then sum_with_fread "$file" "$n"; fi
    fi
done

"$programs/generate_rows" 500000 20 50 >"$work/rows.csv"
nodes=$((21 * 51))
measured "forecast $nodes nodes, 48 months, 12 ahead" gapcast "$nodes" nodes \
    "$gapcast" forecast "$work/rows.csv" --by region,product --horizon 12 --quiet
measured "draw 100 fan charts, SVG, one process" "$(gnuplot --version)" 100 charts \
    "$programs/draw_charts" "$work/charts" 100
measured "review the sample company" gapcast 1 reviews \
    "$gapcast" review datasets/sales.csv --plan datasets/plan.csv -o "$work/out" --quiet
