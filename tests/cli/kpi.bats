#!/usr/bin/env bats
# Measures of the sample company.

load helper

kpi() {
    gapcast kpi "$DATASETS/sales.csv" "$@"
}

@test "the columns are those of the contract, and each measure has its definition" {
    kpi -q
    exits_with 0
    [ "${lines[0]}" = "region,product,kpi,period,value,previous,change,definition" ]
    prints "*,*,sales,2026-06,"
    prints "East,Kettle,mat_growth,2026-06,"
    [ "$(grep -ciE ',(nan|inf|-nan)' <<<"$output")" = 0 ]
    awk -F, 'NR > 1 && length($8) < 5 { exit 1 }' <<<"$output"
}

@test "what the file cannot tell is not measured" {
    file plain.csv <<<$'date,amount\n2025-01-01,3.5\n2025-02-01,4.25'
    gapcast kpi "$file" -q
    exits_with 0
    prints "sales,2025-02,4.25,"
    for absent in customers reps quantity bridge_change attainment mat; do
        ! grep -q "^$absent," <<<"$output"
    done
}

@test "a measure that is asked for and cannot be is told with what it lacks" {
    file plain.csv <<<$'date,amount\n2025-01-01,3.5\n2025-02-01,4.25'
    gapcast kpi "$file" --kpi churn --kpi sales
    exits_with 0
    prints "sales,2025-02,4.25,"
    says "not here without a customer column: churn"
    ! grep -q "quantity column" <<<"$stderr" || fail "what was not asked for is told"
}

@test "the bridge adds up to the change of the year to date" {
    kpi --kpi bridge_change --kpi bridge_price --kpi bridge_volume --kpi bridge_mix --kpi bridge_new \
        --kpi bridge_ended -q
    exits_with 0
    awk -F, 'NR > 1 { key = $1 "," $2; if ($3 == "bridge_change") change[key] = $5; else sum[key] += $5 }
        END { for (k in change) { d = change[k] - sum[k]; if (d * d > 1e-6) exit 1; n++ } exit n < 100 }' \
        <<<"$output"
}

@test "shares of regions add up to one" {
    kpi --by region --kpi share_of_parent -q
    exits_with 0
    awk -F, 'NR > 1 { sum += $4 } END { exit (sum - 1) ^ 2 > 1e-18 }' <<<"$output"
}

@test "with a plan there are attainment and pace" {
    kpi --by region --plan "$DATASETS/plan.csv" --preset fast --kpi attainment_to_date -q
    exits_with 0
    grep -q '^Southwest,attainment_to_date,2026-06,0.89' <<<"$output"
}

@test "a month that is not over is compared up to the same working day" {
    kpi --by region --levels total --as-of 2026-06-10 --kpi mtd --kpi ytd
    exits_with 0
    grep -q '^\*,mtd,2026-06,' <<<"$output"
    says "sums to date are compared up to 2025-06-11"
    mtd=$(awk -F, '$1 ~ /^2026-06-0[1-9]|^2026-06-10/ { s += $NF } END { printf "%.2f", s }' "$DATASETS/sales.csv")
    before=$(awk -F, '$1 ~ /^2025-06-0[1-9]|^2025-06-1[01]/ { s += $NF } END { printf "%.2f", s }' "$DATASETS/sales.csv")
    awk -F, -v a="$mtd" -v b="$before" '$2 == "mtd" && ($4 - a) ^ 2 + ($5 - b) ^ 2 > 1e-4 { exit 1 }' <<<"$output"
}

@test "weeks of a 53-week year: restated 364 days apart, the 53rd has none of its name" {
    kpi --by "" --period week --as-of 2027-01-03 --kpi yoy --kpi yoy_restated -q
    exits_with 0
    kpi --by "" --period week --as-of 2026-06-28 --kpi yoy --kpi yoy_restated -q
    exits_with 0
    [ "$(grep -c 2026-W26 <<<"$output")" -eq 2 ]
}

@test "deals give measures of the pipeline, as a count of the file gives them" {
    kpi --by region --pipeline "$DATASETS/deals.csv" --plan "$DATASETS/plan.csv" --preset fast -q
    exits_with 0
    awk -F, -v deals="$DATASETS/deals.csv" '
        BEGIN { while ((getline line < deals) > 0) { k = split(line, f, ",") # from the end: a name holds a comma
            if (f[k - 2] >= "2025-07-01" && f[k - 2] <= "2026-06-30") { n[f[k - 12]]++; won[f[k - 12]] += f[k - 9] == "Won" } } }
        $2 == "win_rate" && $1 in n { d = $4 - won[$1] / n[$1]; if (d * d > 1e-18) exit 1; seen++ }
        END { exit seen < 7 }' <<<"$output"
    prints "*,open_pipeline,2026-06,9838730,"
    prints "East,coverage,2026-06,"
    prints "Southwest,attainment_against_peers,2026-06,-0.1"
    [ "$(grep -c push_rate <<<"$output")" -eq 0 ] # one export does not tell what was expected
    kpi --by region --pipeline "$DATASETS/deals_snapshots" --kpi push_rate --kpi weighted_pipeline -q
    exits_with 0
    [ "$(grep -c ",push_rate,2026-06,[01]" <<<"$output")" -eq 8 ]
    grep -q '^\*,weighted_pipeline,2026-06,4225354,,' <<<"$output" # nothing is known of the year before
}

@test "costs and receipts stand in files of their own" {
    costs=$BATS_TEST_TMPDIR/costs.csv
    { echo date,amount
      for y in 2024 2025 2026; do for m in 01 02 03 04 05 06 07 08 09 10 11 12; do echo "$y-$m-15,100000.5"; done; done; } >"$costs"
    kpi --by "" --costs "$costs" --receipts "$costs" --kpi acquisition_cost --kpi expense_ratio \
        --kpi collection_rate --kpi mat -q
    exits_with 0
    awk -F, '{ v[$1] = $3 } END { d = v["expense_ratio"] - 1200006 / v["mat"]; e = v["collection_rate"] - v["expense_ratio"]
        exit !(d * d < 1e-18 && e == 0) }' <<<"$output"
    kpi --by region --costs "$costs"
    refuses_with 65 "region"
    kpi --levels total
    exits_with 0
    says "not here without --costs: expense_ratio"
}

@test "definitions come in Chinese" {
    gapcast kpi "$DATASETS/sales_zh.csv" --kpi churn --lang zh -q
    exits_with 0
    prints "前一年的客户中"
}

@test "standard input is read once and is enough" {
    run --separate-stderr bash -c '"$0" kpi - -q < "$1"' "$GAPCAST" "$DATASETS/sales.csv"
    exits_with 0
    prints "top10_share"
}

@test "what cannot be measured is refused" {
    kpi --kpi profit
    refuses_with 64 "no measure 'profit'"
    kpi --levels bottom
    exits_with 64
    gapcast kpi
    refuses_with 64 "kpi"
    gapcast kpi missing.csv
    refuses_with 66 "missing.csv"
}

@test "the same bytes on any number of threads" {
    kpi -q
    one=$output
    OMP_NUM_THREADS=1 kpi -q --threads 1
    [ "$output" = "$one" ]
}
