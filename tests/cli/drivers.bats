#!/usr/bin/env bats
# --holidays, --drivers and --scenario: what moves sales enters forecast, backtest and review.

load helper

@test "the calendar is kept where it forecasts better, and the note says by how much" {
    gapcast forecast "$DATASETS/sales.csv" --by region --horizon 3 --holidays cn --format table
    exits_with 0
    prints "holidays: kept for 2 of 2 levels of nodes; alone it changes the error of the coarsest at past origins by -"
    prints "trading days: kept for"
}

@test "a New Year that moves month takes its sales along" {
    share() { # of January in January and February 2027, of the total
        awk -F, '$1 == "*" && /2027-01/ { j = $3 } $1 == "*" && /2027-02/ { f = $3 } END { print (j / (j + f) > .66) }' <<<"$output"
    }
    gapcast forecast "$DATASETS/sales.csv" --by region --horizon 8 --format csv
    [ "$(share)" = 0 ]
    gapcast forecast "$DATASETS/sales.csv" --by region --horizon 8 --format csv --holidays cn
    [ "$(share)" = 1 ] # New Year's Day 2027 is 6 February: the rush before it lies in January
}

@test "drivers need their values to come" {
    file=$BATS_TEST_TMPDIR/drivers.csv
    head -40 "$DATASETS/drivers.csv" >"$file"
    gapcast forecast "$DATASETS/sales.csv" --by region --horizon 3 --drivers "$file"
    refuses_with 65 "promotion_days has no value for 2025-10; each period from 2022-07 to 2026-09 needs one"
}

@test "a scenario is a row of the drivers that goes before the others" {
    file=$BATS_TEST_TMPDIR/drivers.csv
    sed 's/$/,/; 1s/,$/,scenario/; $a 2026-08,30,1.05,bold' "$DATASETS/drivers.csv" >"$file"
    gapcast forecast "$DATASETS/sales.csv" --by region --horizon 2 --drivers "$file" --format csv
    exits_with 0
    august=$(awk -F, '$1 == "*" && $2 == "2026-08" { print int($3) }' <<<"$output")
    gapcast forecast "$DATASETS/sales.csv" --by region --horizon 2 --drivers "$file" --scenario bold --format csv
    exits_with 0
    [ "$(awk -F, '$1 == "*" && $2 == "2026-08" { print int($3) }' <<<"$output")" -gt "$august" ]
    gapcast forecast "$DATASETS/sales.csv" --drivers "$file" --scenario shy
    refuses_with 64 "has no row with the scenario 'shy'"
    gapcast forecast "$DATASETS/sales.csv" --drivers "$file" --scenario base,bold,base
    refuses_with 64 "--scenario: 'base' is named twice"
}

@test "wrong countries, shapes and events are refused" {
    gapcast forecast "$DATASETS/sales.csv" --holidays cn,zz
    refuses_with 64 "no holidays are known for 'zz'; there are cn, us, gb, de"
    gapcast forecast "$DATASETS/sales.csv" --scenario bold
    refuses_with 64 "--scenario: scenarios are rows of a file; give it with --drivers"
    gapcast forecast "$DATASETS/sales.csv" --drivers "$DATASETS/drivers.csv" --shape price_index=cube
    refuses_with 64 "--shape: 'cube' is none of level, price"
    gapcast forecast "$DATASETS/sales.csv" --event leap:2026-01
    refuses_with 64 "--event: 'leap:2026-01' is none of step:PERIOD"
    gapcast forecast "$DATASETS/sales.csv" --drivers "$BATS_TEST_TMPDIR/none.csv"
    refuses_with 66 "none.csv"
}

@test "backtest and review take them too" {
    gapcast backtest "$DATASETS/sales.csv" --by region --model snaive --windows 2 --horizon 2 --holidays cn \
        --drivers "$DATASETS/drivers.csv" --levels total --format csv
    exits_with 0
    gapcast review "$DATASETS/sales.csv" --plan "$DATASETS/plan.csv" --holidays cn \
        --drivers "$DATASETS/drivers.csv" --preset fast
    exits_with 0
    prints "2026 is heading for"
}

@test "the same bytes on any number of threads, drivers included" {
    OMP_NUM_THREADS=1 gapcast forecast "$DATASETS/sales.csv" --by region --preset fast --holidays cn --drivers "$DATASETS/drivers.csv" --format csv
    one=$output
    OMP_NUM_THREADS=3 gapcast forecast "$DATASETS/sales.csv" --by region --preset fast --holidays cn --drivers "$DATASETS/drivers.csv" --format csv
    [ "$one" = "$output" ]
}

@test "scenarios stand side by side" {
    file=$BATS_TEST_TMPDIR/drivers.csv
    sed 's/$/,/; 1s/,$/,scenario/; $a 2026-08,30,1.05,bold' "$DATASETS/drivers.csv" >"$file"
    gapcast forecast "$DATASETS/sales.csv" --by region --horizon 2 --preset fast --drivers "$file" --scenario base,bold --format csv
    exits_with 0
    prints "region,period,base,bold,largest_difference"
    awk -F, '$1 == "*" && $2 == "2026-08" { exit !($4 > 1.1 * $3) }' <<<"$output"
    gapcast forecast "$DATASETS/sales.csv" --drivers "$file" --scenario base,,bold
    refuses_with 64 "--scenario: 'base,,bold' is no list of scenarios"
}

@test "--effects writes each coefficient with its error, inflation and a sentence" {
    gapcast forecast "$DATASETS/sales.csv" --by region --horizon 2 --preset fast --holidays cn --drivers "$DATASETS/drivers.csv" \
        --effects "$BATS_TEST_TMPDIR/effects.csv" --format csv
    exits_with 0
    output=$(cat "$BATS_TEST_TMPDIR/effects.csv")
    prints "region,effect,group,coefficient,error,lo95,hi95,vif,kept,text"
    prints "one more of promotion_days moves sales by +0.8%"
    gapcast forecast "$DATASETS/sales.csv" --by region --horizon 2 --preset fast --effects "$BATS_TEST_TMPDIR/none.csv" --format csv
    exits_with 64
    says "--effects: there are none; give --holidays, --drivers or --event"
}

@test "what was launched lately goes the way of another, or along a ramp to its share" {
    fryer() { # the year ahead of the total of a product launched in March 2025
        awk -F, '$1 == "*" && $2 == "Air fryer" { sum += $4 } END { print int(sum / 1000) }' <<<"$output"
    }
    as_of=(--as-of 2025-05-31 --preset fast --format csv)
    gapcast forecast "$DATASETS/sales.csv" "${as_of[@]}"
    before=$(fryer)
    gapcast forecast "$DATASETS/sales.csv" "${as_of[@]}" --like "product=Rice cooker" --ramp 8
    exits_with 0
    prints "launch like Rice cooker, ramp 8"
    came=$(awk -F, '$6 == "Air fryer" && $1 >= "2025-06" && $1 < "2026-06" { sum += $NF } END { print int(sum / 1000) }' "$DATASETS/sales.csv")
    [ "$before" -lt $((came * 6 / 10)) ]
    [ "$(fryer)" -gt $((came * 8 / 10)) ] && [ "$(fryer)" -lt $((came * 11 / 10)) ]
    gapcast forecast "$DATASETS/sales.csv" "${as_of[@]}" --launch bass
    exits_with 0
    for option in --like=region=East --launch=auto; do # all regions are as old as the company
        gapcast forecast "$DATASETS/sales.csv" --by region --horizon 1 --model snaive "$option"
        exits_with 0
        says "--like and --launch change nothing: no node that they know how to forecast was launched"
    done
    gapcast forecast "$DATASETS/sales.csv" --like "product=Toaster 9"
    refuses_with 64 "--like: no product is called 'Toaster 9'"
    gapcast forecast "$DATASETS/sales.csv" --like "Toaster"
    refuses_with 64 "--like: 'Toaster' is not KEY=VALUE"
    gapcast forecast "$DATASETS/sales.csv" --ramp 8
    refuses_with 64 "--ramp: a ramp to a share of what?"
}

@test "run rates of the review count the working days of the country" {
    gapcast review "$DATASETS/sales.csv" --plan "$DATASETS/plan.csv" --preset fast --format csv
    plain=$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "required_run_rate") c = i }
        $1 == "*" && $2 == "*" && $3 == "month" && $4 == "2026-10" { print $c }' <<<"$output")
    gapcast review "$DATASETS/sales.csv" --plan "$DATASETS/plan.csv" --preset fast --format csv --holidays cn
    exits_with 0
    says "no weekends and public holidays"
    country=$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "required_run_rate") c = i }
        $1 == "*" && $2 == "*" && $3 == "month" && $4 == "2026-10" { print $c }' <<<"$output")
    # October 2026 has 22 days from Monday to Friday; 5 of them are off, one Saturday is worked.
    awk -v a="$plain" -v b="$country" 'BEGIN { exit !(a > 0 && b / a > 22 / 18 - .001 && b / a < 22 / 18 + .001) }'
}

@test "a drivers file with the keys of the nodes gives each its own" {
    file=$BATS_TEST_TMPDIR/drivers.csv
    awk -F, 'NR == 1 { print "period,region,spend"; next }
        { for (r = 1; r <= 2; r++) print $1 "," (r == 1 ? "East" : "North") "," 10 + r * (NR * 7 % 5) }' "$DATASETS/drivers.csv" >"$file"
    gapcast forecast "$DATASETS/sales.csv" --by region --horizon 3 --preset fast --drivers "$file" --format csv
    refuses_with 65 "spend has no value for 2022-07 of Central"
    echo "2022,,1" >>"$file"
    for year in 2022 2023 2024 2025 2026; do echo "$year,*,12"; done >>"$file"
    gapcast forecast "$DATASETS/sales.csv" --by region --horizon 3 --preset fast --drivers "$file" \
        --effects "$BATS_TEST_TMPDIR/effects.csv" --format csv
    exits_with 0
    says "spend: kept for"
    output=$(cat "$BATS_TEST_TMPDIR/effects.csv")
    prints "East,spend,drivers,"
    says "spend: each node has its own; aggregates the average of their cells, weighted by sales"
    gapcast forecast "$DATASETS/sales.csv" --by region --horizon 3 --preset fast --drivers "$file" --shape spend=sum \
        --effects "$BATS_TEST_TMPDIR/effects.csv" --format csv
    exits_with 0
    output=$(cat "$BATS_TEST_TMPDIR/effects.csv")
    prints "as much again as usual of spend moves sales by"
    gapcast forecast "$DATASETS/sales.csv" --by region --drivers "$file" --shape spend=price+sum
    refuses_with 64 "'price+sum' adds logarithms up"
}

@test "outliers and shrinkage of effects are chosen" {
    for options in "--robust bisquare" "--robust off" "--ridge gcv"; do
        # shellcheck disable=SC2086
        gapcast forecast "$DATASETS/sales.csv" --by region --horizon 2 --preset fast --holidays cn $options \
            --effects "$BATS_TEST_TMPDIR/effects.csv" --format csv
        exits_with 0
        awk -F, '$1 == "*" && $2 == "chinese-new-year days" { exit !($4 < -1 && $4 > -3) }' "$BATS_TEST_TMPDIR/effects.csv"
    done
    gapcast forecast "$DATASETS/sales.csv" --robust median
    refuses_with 64 "--robust"
}

@test "several shapes of a driver stand side by side, and events are drivers" {
    gapcast forecast "$DATASETS/sales.csv" --by region --horizon 2 --preset fast --drivers "$DATASETS/drivers.csv" \
        --shape promotion_days=level,lag1 --shape price_index=free-price --event step:2025-03 --event ramp:2024-02:6 --event pulse:2023-06 \
        --effects "$BATS_TEST_TMPDIR/effects.csv" --format csv
    exits_with 0
    output=$(cut -d, -f 2 "$BATS_TEST_TMPDIR/effects.csv" | head -7 | paste -sd ' ')
    prints "effect promotion_days promotion_days lag1 price_index step:2025-03 ramp:2024-02:6 pulse:2023-06"
}

@test "what the forecast notes is told in Chinese where the reader asks for it" {
    gapcast forecast "$DATASETS/sales.csv" --by region --horizon 2 --model snaive --launch auto --drivers "$DATASETS/drivers.csv" \
        --levels total --lang zh -f csv
    exits_with 0
    says "使用 15462 行，从 2022-07-01 到 2026-06-30"
    says "promotion_days：1 个节点层级中有"
    says "--like 与 --launch 不起作用"
    [ "$(grep -cE "rows used|kept for|change nothing" <<<"$stderr")" = 0 ]
}
