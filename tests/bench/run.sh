#!/bin/bash
# Measures speed and memory, beside other tools where they are installed, as one table.
# Big files are made under $BUILD/bench and removed at the end.
# shellcheck disable=SC1091,SC2154
set -eu

. "$(dirname "$0")/table.sh"
mkdir -p "$work/charts"

sum_with_mlr() {
    # shellcheck disable=SC2016
    measured "sum $2 rows by region, product, month" "mlr $(mlr --version | awk '{print $NF}')" "$2" rows \
        mlr --icsv --ocsv --from "$1" put '$month = $order_date[1:7]' 'then' stats1 -a sum -f amount -g region,product,month
}

sum_with_fread() {
    measured "sum $2 rows by region, product, month" "R data.table::fread" "$2" rows Rscript -e \
        "library(data.table); fread('$1')[, sum(amount), by = .(region, product, substr(order_date, 1, 7))]"
}

header

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
for size in 10x88 11x900 50x1000; do
    nodes=$((1 + ${size%x*} + ${size#*x} + ${size%x*} * ${size#*x}))
    for method in mint-shrink mint-mean wls-variance erm; do
        measured "$method, $nodes nodes x 24" gapcast "$nodes" nodes \
            "$programs/reconcile" "$method" "${size%x*}" "${size#*x}" 24
    done
done
measured "12 drivers of each of 10000 nodes, 60 months" gapcast 10000 nodes "$programs/fit_effects" 10000 60 12
measured "draw 100 fan charts, SVG, one process" "$(gnuplot --version)" 100 charts \
    "$programs/draw_charts" "$work/charts" 100
measured "review the sample company" gapcast 1 reviews \
    "$gapcast" review datasets/sales.csv --plan datasets/plan.csv -o "$work/out" --quiet
