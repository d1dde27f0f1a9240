#!/usr/bin/env bats
# Every output adds up: children to parents, months to quarters and years, to 1e-9, whatever the options.
# shellcheck disable=SC2154 # bats sets status

load helper

out=$BATS_TEST_TMPDIR/out.csv

# TABLE COLUMN,... [AWK OPTION]...
adds_up() {
    local table=$1 columns=$2
    shift 2
    run awk -f tests/cli/coherence.awk -v columns="$columns" "$@" "$table"
    [ "$status" -eq 0 ] || fail "$table does not add up: $(head -5 <<<"$output")"
}

forecast() { # OPTION...
    gapcast forecast "$DATASETS/sales.csv" --by region/city,category --horizon 14 -q -o "$out" "$@"
    exits_with 0
    adds_up "$out" forecast
}

# Shops and goods with returns, a good that ended, one that began lately and one sold now and then.
odd_sales() {
    file=$BATS_TEST_TMPDIR/odd.csv
    awk 'BEGIN {
        print "date,region,city,product,amount"
        split("bed,chair,desk,lamp", goods, ",")
        for (m = 0; m < 60; m++)
            for (c = 0; c < 6; c++)
                for (g = 1; g <= 4; g++) {
                    if (g == 3 && m > 40 || g == 4 && m < 52) continue
                    v = 100 + 30 * c + m + 20 * sin(m * 0.5236 + c) + (m * 7919 + c * 104729 + g * 31) % 41
                    if (g == 2) v = (m + c) % 5 ? 0 : 3 * v
                    printf "%d-%02d-15,r%d,c%d,%s,%.2f\n", 2020 + m / 12, m % 12 + 1, c / 2, c, goods[g], v
                    if ((m + c) % 7 == 0) printf "%d-%02d-20,r%d,c%d,%s,%.2f\n", 2020 + m / 12, m % 12 + 1, c / 2, c, goods[g], -1.2 * v
                }
    }' >"$file"
}

@test "the check itself finds what does not add up" {
    printf '%s\n' region,period,forecast '*,2026-01,3' 'a,2026-01,1' 'b,2026-01,2' >"$out"
    adds_up "$out" forecast
    printf '%s\n' region,period,forecast '*,2026-01,3.00000001' 'a,2026-01,1' 'b,2026-01,2' >"$out"
    run ! awk -f tests/cli/coherence.awk -v columns=forecast "$out"
    printf '%s\n' region,period,forecast '*,2026,3' 'a,2026,1' 'b,2026,2' '*,2026-01,2' 'a,2026-01,1' 'b,2026-01,1' >"$out"
    run ! awk -f tests/cli/coherence.awk -v columns=forecast -v time=1 "$out"
    run ! awk -f tests/cli/coherence.awk -v columns=plan "$out"
    head -2 "$out" >"$out.short"
    run ! awk -f tests/cli/coherence.awk -v columns=forecast "$out.short"
}

@test "forecasts by every method of reconciliation" {
    for method in auto bottom-up top-down top-down-history middle-out ols wls-structural wls-variance wls-total \
        mint-shrink mint-factor mint-total mint-mean erm; do
        forecast --model fast --reconcile "$method"
    done
}

@test "forecasts with longer spans, in years, quarters, weeks and days" {
    forecast --temporal on
    grep -q ' + longer spans' "$out"
    for period in year quarter week day; do
        forecast --model dotm --period "$period" --temporal on
    done
    forecast --model ets --calendar 4-4-5 --gaps missing
}

@test "longer spans are judged at past origins, and the output tells" {
    gapcast forecast "$DATASETS/sales.csv" --by region --horizon 6 --model dotm --temporal auto -f md
    exits_with 0
    grep -qE 'longer spans (not )?used: forecasts of 8 series from 4 past origins had [0-9.]+ % (more|less) error' <<<"$output$stderr"
    gapcast forecast "$DATASETS/sales.csv" --by region --temporal maybe
    refuses_with 64 "--temporal: 'maybe' is not off|on|auto"
}

@test "forecasts with calendar, drivers, launches and overrides" {
    forecast --holidays cn --drivers "$DATASETS/drivers.csv" --horizon 6 --model dotm
    forecast --launch auto --model dotm
    printf '%s\n' 'region,city,category,period,percent' 'North,*,*,2026-09,-12.5' '*,*,Kitchen,2026-10,7' >"$BATS_TEST_TMPDIR/o.csv"
    forecast --model dotm --overrides "$BATS_TEST_TMPDIR/o.csv"
    adds_up "$out" statistical,override
}

@test "forecasts with deals" {
    gapcast forecast "$DATASETS/sales.csv" --by region,category --horizon 6 --pipeline "$DATASETS/deals_snapshots" -q -o "$out"
    exits_with 0
    adds_up "$out" forecast
    gapcast pipeline "$DATASETS/deals_snapshots" --by region --horizon 6 -q -o "$out"
    exits_with 0
    adds_up "$out" open,crm_weighted,expected,won,commit,best_case
}

@test "returns, endings, launches and intermittent demand" {
    odd_sales
    for option in --reconcile=auto --reconcile=erm --temporal=on --model=ets --launch=auto; do
        gapcast forecast "$file" --by region/city,product --horizon 14 "$option" -q -o "$out"
        exits_with 0
        adds_up "$out" forecast
    done
}

@test "each simulated future, over nodes" {
    odd_sales
    for data in "$file" "$DATASETS/sales.csv"; do
        gapcast forecast "$data" --by region/city,product --horizon 2 --paths 100 --model dotm -q -o "$out" --paths-out "$out.paths.csv"
        exits_with 0
        adds_up "$out.paths.csv" value
    done
}

@test "a review, over nodes, months, quarters and the year" {
    gapcast review "$DATASETS/sales.csv" --plan "$DATASETS/plan.csv" -q -o "$BATS_TEST_TMPDIR/review"
    exits_with 0
    adds_up "$BATS_TEST_TMPDIR/review/review.csv" plan,actual,forecast_rest,outlook,gap -v time=1
    gapcast review "$DATASETS/sales.csv" --plan "$DATASETS/plan.csv" --pipeline "$DATASETS/deals_snapshots" --temporal on -q \
        -o "$BATS_TEST_TMPDIR/deals"
    exits_with 0
    adds_up "$BATS_TEST_TMPDIR/deals/review.csv" plan,actual,forecast_rest,outlook,gap -v time=1
}

@test "targets, over nodes, months, quarters and the year" {
    for kind in --growth=8 --confidence=70; do
        gapcast target "$DATASETS/sales.csv" --for 2027 --by region/city,category "$kind" --down month -q -o "$out"
        exits_with 0
        adds_up "$out" target,last_year,baseline -v time=1
    done
}
