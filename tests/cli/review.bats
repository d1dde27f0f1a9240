#!/usr/bin/env bats
# The monthly review on the sample company.

load helper

review() {
    gapcast review "$DATASETS/sales.csv" --plan "$DATASETS/plan.csv" "$@"
}

@test "the slipping region stands first" {
    review
    exits_with 0
    grep -q '^ 1\. Southwest' <<<"$output" || fail "Southwest is not first"
}

@test "the folder holds table, workbook, page and charts" {
    review -o "$BATS_TEST_TMPDIR/out" --png
    exits_with 0
    for name in review.csv report.html report.xlsx charts/{fan,heat,bridge,rank,small,bullet}.{svg,png}; do
        [ -s "$BATS_TEST_TMPDIR/out/$name" ] || fail "no $name"
    done
    head -1 "$BATS_TEST_TMPDIR/out/review.csv" | grep -q \
        '^region,product,scope,period,plan,actual,forecast_rest,outlook,gap,gap_pct,p_attain,required_run_rate,rank,status,why$'
    run ! grep -q "<script" "$BATS_TEST_TMPDIR/out/report.html"
}

@test "two runs give the same bytes" {
    review -o "$BATS_TEST_TMPDIR/a"
    review -o "$BATS_TEST_TMPDIR/b"
    diff -r "$BATS_TEST_TMPDIR/a" "$BATS_TEST_TMPDIR/b"
}

@test "outlook, gap and their sums hold in every row" {
    review -f csv --by region
    exits_with 0
    awk -F, 'NR > 1 && $4 != "" { d = $5 + $6 - $7; g = $7 - $4 - $8
        if (d * d > 1e-6 || g * g > 1e-6) { print; bad = 1 } } END { exit bad }' <<<"$output"
}

@test "the Chinese company in Chinese" {
    gapcast review "$DATASETS/sales_zh.csv" --plan "$DATASETS/plan_zh.csv" --lang zh -o "$BATS_TEST_TMPDIR/zh"
    exits_with 0
    prints 西南
    grep -q 'lang="zh' "$BATS_TEST_TMPDIR/zh/report.html"
}

@test "the wide plan says what the long one says" {
    review -f csv -q
    long=$output
    gapcast review "$DATASETS/sales.csv" --plan "$DATASETS/plan_wide.csv" -f csv -q
    exits_with 0
    [ "$(cut -d, -f1-9 <<<"$output")" = "$(cut -d, -f1-9 <<<"$long")" ]
}

@test "fail-under exits 1 below its percentage" {
    review --fail-under 99 -q
    exits_with 1
    review --fail-under 90 -q
    exits_with 0
}

@test "as of an earlier day nothing later is known" {
    review --as-of 2026-03-15 -f csv -q
    exits_with 0
    before=$output
    file cut.csv < <(awk -F, 'NR == 1 || $1 <= "2026-03-15"' "$DATASETS/sales.csv")
    gapcast review "$file" --plan "$DATASETS/plan.csv" --as-of 2026-03-15 -f csv -q
    [ "$output" = "$before" ]
}

@test "a review without a plan says what is missing" {
    gapcast review "$DATASETS/sales.csv"
    refuses_with 64 "--plan"
}

@test "a plan of half the year is not called no plan, nor its gaps no shortfall" {
    awk -F, 'NR == 1 || $3 < "2026-07"' "$DATASETS/plan.csv" >"$BATS_TEST_TMPDIR/half.csv"
    gapcast review "$DATASETS/sales.csv" --plan "$BATS_TEST_TMPDIR/half.csv" --by region
    exits_with 0
    prints "2026-01–2026-06 closed at 27.50 m, 1.7% under plan"
    prints " 1. Southwest"
    prints_not "No shortfall"
    says "it plans 2026-01 to 2026-06 and not the rest of the year"
}

@test "an open period is not called the last complete one" {
    review --by region --as-of 2026-04-15
    exits_with 0
    prints "the last complete period is 2026-03."
    prints "2026-04 is not complete"
}

@test "a sales file named twice is warned of" {
    gapcast review "$DATASETS/sales.csv" "$DATASETS/../datasets/sales.csv" \
        --plan "$DATASETS/plan.csv" --by region
    exits_with 0
    says "its rows count twice"
}

@test "a fiscal year says which days it is" {
    review --by region --fiscal-start 4 --for 2026
    exits_with 0
    prints "The year 2026 runs from 2025-04-01 to 2026-03-31."
    review --by region
    prints_not "The year 2026 runs"
}

@test "a first period that is not complete is left out of fitting and said so everywhere" {
    {
        echo date,region,amount
        for day in {12..30}; do echo "2024-09-$day,East,10"; done
        for month in 10 11 12; do for day in {01..30}; do echo "2024-$month-$day,East,10"; done; done
        for month in {01..12}; do for day in {01..28}; do echo "2025-$month-$day,East,10"; done; done
    } >"$BATS_TEST_TMPDIR/late.csv"
    printf 'period,plan\n2026,3700\n' >"$BATS_TEST_TMPDIR/plan.csv"
    gapcast review "$BATS_TEST_TMPDIR/late.csv" --plan "$BATS_TEST_TMPDIR/plan.csv"
    exits_with 0
    says "2024-09 is not complete, its first row is of 2024-09-12"
    prints "2024-09 is not complete (its first sale is of 2024-09-12)"
    gapcast forecast "$BATS_TEST_TMPDIR/late.csv" -f json -q --model naive
    exits_with 0
    prints "2024-09 is not complete before 2024-09-12: left out of fitting"
    gapcast review "$BATS_TEST_TMPDIR/late.csv" --plan "$BATS_TEST_TMPDIR/plan.csv" -f json -q
    exits_with 0
}

@test "a plan for one region is not held against the sales of all" {
    grep -E '^region|^East' "$DATASETS/plan.csv" >"$BATS_TEST_TMPDIR/east.csv"
    gapcast review "$DATASETS/sales.csv" --plan "$BATS_TEST_TMPDIR/east.csv" --by region -o "$BATS_TEST_TMPDIR/out"
    exits_with 0
    grep -qE '^2026 is heading for .* m; the plan covers [0-9.]+% of that, so the total is not held against it$' \
        <<<"${lines[0]}" || fail "no sentence on the part"
    prints "Where there is a plan: "
    grep -q "Planned part" "$BATS_TEST_TMPDIR/out/report.html"
    [ "$(grep '^\*,year,' "$BATS_TEST_TMPDIR/out/review.csv" | cut -d, -f4,8)" = "," ]
    [ -n "$(grep '^East,year,' "$BATS_TEST_TMPDIR/out/review.csv" | cut -d, -f4)" ]
    gapcast review "$DATASETS/sales.csv" --plan "$BATS_TEST_TMPDIR/east.csv" --by region --fail-under 90
    exits_with 65
    says "--fail-under: the total has no plan for all of 2026"
    gapcast review "$DATASETS/sales.csv" --plan "$BATS_TEST_TMPDIR/east.csv" --by region --where region=East \
        --fail-under 50
    exits_with 0
}

# Sales of two years, one region and one product, 10 a day at most; the amounts as given.
single() { # AMOUNT PLAN OPTION...
    {
        echo date,region,product,amount
        for year in 2024 2025; do for month in {01..12}; do echo "$year-$month-05,East,Kettle,$1"; done; done
    } >"$BATS_TEST_TMPDIR/single.csv"
    printf 'period,plan\n2026,%s\n' "$2" >"$BATS_TEST_TMPDIR/plan.csv"
    gapcast review "$BATS_TEST_TMPDIR/single.csv" --plan "$BATS_TEST_TMPDIR/plan.csv" "${@:3}"
}

@test "one region with one product is one shortfall" {
    single 1000 14000
    exits_with 0
    [ "$(grep -cE '^ *[0-9]+\. ' <<<"$output")" -eq 1 ] || fail "the same shortfall is listed twice"
}

@test "tiny amounts are shown with the digits that tell, and split as finely" {
    single 0.0004 0.006
    exits_with 0
    grep -qE '^2026 +0\.0060 +0\.0000 +0\.0048 +-0\.0012 ' <<<"$output" || fail "zeros instead of digits"
    single 0.0004 0.006 -f csv
    grep -qE '^\*,\*,month,2026-01,0\.0005,' <<<"$output" || fail "no plan of the month"
}

@test "a period that is not complete is told once, and in the language of the report" {
    printf 'period,plan\n2026,9000\n' >"$BATS_TEST_TMPDIR/plan.csv"
    gapcast review "$DATASETS/messy.csv" --plan "$BATS_TEST_TMPDIR/plan.csv" -q
    [ "$(grep -c '2026-04 is not complete' <<<"$output")" -eq 1 ] || fail "told twice"
    gapcast review "$DATASETS/messy.csv" --plan "$BATS_TEST_TMPDIR/plan.csv" -q --lang zh
    prints "2026-04 尚不完整"
    prints "'n/a' 不是数字"
    prints_not "is not complete"
    prints_not "is no number"
}

@test "a part of the sales for a part of the year is called that" {
    grep -E '^region|^East.*2026-(0[1-6])' "$DATASETS/plan.csv" >"$BATS_TEST_TMPDIR/east.csv"
    gapcast review "$DATASETS/sales.csv" --plan "$BATS_TEST_TMPDIR/east.csv" --by region -q
    exits_with 0
    prints "2026-01–2026-06"
    prints "No shortfall where there is a plan."
}

@test "a plan of the total given twice is called that" {
    printf 'period,plan\n2026-01,5\n2026-01,6\n' >"$BATS_TEST_TMPDIR/plan.csv"
    gapcast review "$DATASETS/sales.csv" --plan "$BATS_TEST_TMPDIR/plan.csv" -q
    refuses_with 65 "plan.csv:3: the total is planned for 2026-01 here and in line 2"
}

@test "the page names files without their folders" {
    printf 'period,plan\n2026-01,5\n' >"$BATS_TEST_TMPDIR/plan.csv"
    gapcast review "$DATASETS/sales.csv" --plan "$BATS_TEST_TMPDIR/plan.csv" -q
    prints "- plan.csv: it plans 2026-01 to 2026-01 and not the rest of the year"
    prints_not "$BATS_TEST_TMPDIR"
}

@test "the page tells how often such chances came true, unless it is not to" {
    gapcast review "$DATASETS/sales.csv" --plan "$DATASETS/plan.csv" --by region --model ses -q
    exits_with 0
    prints "Were chances right? Of "
    gapcast review "$DATASETS/sales.csv" --plan "$DATASETS/plan.csv" --by region --model ses -q --record off
    exits_with 0
    prints_not "Were chances right?"
}

@test "the folder, the workbook and the page hold how often chances came true; JSON says it row by row, with quantiles" {
    gapcast review "$DATASETS/sales.csv" --plan "$DATASETS/plan.csv" --by region --model ses -q -o "$BATS_TEST_TMPDIR/out" -f json
    exits_with 0
    head -1 "$BATS_TEST_TMPDIR/out/calibration.csv" | grep -qx 'chance,targets,mean_chance,met'
    awk -F, '$1 == "all" { all = $2 } NR > 1 && $1 != "all" { n += $2 } END { exit !(n > 30 && n == all) }' "$BATS_TEST_TMPDIR/out/calibration.csv"
    grep -q 'id="chances"' "$BATS_TEST_TMPDIR/out/report.html"
    unzip -p "$BATS_TEST_TMPDIR/out/report.xlsx" xl/workbook.xml | grep -q 'name="Chances"'
    head -1 "$BATS_TEST_TMPDIR/out/review.csv" | grep -q ',status,why$'
    jq -e '.rows | map(select(.scope == "year")) | all(.q1 < .q50 and .q50 < .q99 and (.outlook - .q50 | fabs) < 1 and .p_attain_n >= 30)' <<<"$output"
    jq -e '.rows | map(select(.period == "2026-01")) | all(.q1 == .outlook and .p_attain_met == null)' <<<"$output"
}

@test "a plan below nothing is held against what comes, and is no missing plan" {
    cd "$BATS_TEST_TMPDIR"
    awk 'BEGIN { print "date,region,amount"; for (y = 2024; y <= 2025; y++) for (m = 1; m <= 12; m++)
        printf "%d-%02d-28,East,%d\n%d-%02d-28,West,%d\n", y, m, 100 + m, y, m, 60 + m % 5 }' >s.csv
    printf 'region,period,plan\nEast,2026,-5760\nWest,2026,0\n' >p.csv
    gapcast review s.csv --plan p.csv --by region
    exits_with 0
    grep -q 'against a plan of -5,760' <<<"$output" || fail "$output"
    [ "$(grep -c 'no plan to compare' <<<"$output")" = 0 ]
}

@test "one row is warned of: nothing tells that its month is complete, and history is too short" {
    cd "$BATS_TEST_TMPDIR"
    printf 'date,region,amount\n2026-01-05,East,100\n' >s.csv
    printf 'region,period,plan\nEast,2026,6000\n' >p.csv
    gapcast review s.csv --plan p.csv --by region -o out
    exits_with 0
    for words in "the only period and its last row is of 2026-01-05" "too little history: 1 complete month;"; do
        grep -q "warning.*$words" <<<"$stderr" || fail "not told: $stderr"
        tr '\n' ' ' <<<"$output" | tr -s ' ' | grep -q "$words" || fail "not on the page: $output"
        grep -q "$words" out/report.html || fail "not in the report"
    done
    gapcast review s.csv --plan p.csv --by region --lang zh
    grep -q '历史太短' <<<"$output" || fail "$output"
}

@test "a year of history is enough to say nothing of it" {
    review --quiet
    [ "$(grep -c 'too little history' <<<"$output$stderr")" = 0 ]
}

@test "quarterly quotas are judged by quarters" {
    cd "$BATS_TEST_TMPDIR"
    awk -F, 'NR > 1 { split($3, d, "-"); q = d[1] "-Q" int((d[2] + 2) / 3); sum[$1 "," $2 "," q] += $4 }
        END { print "region,product,period,plan"; for (k in sum) print k "," sum[k] }' \
        "$DATASETS/plan.csv" >p.csv
    gapcast review "$DATASETS/sales.csv" --plan p.csv
    exits_with 0
    grep -q 'planned by quarter' <<<"$stderr" || fail "not told"
    grep -q 'below plan 2 quarters in' <<<"$(tr '\n' ' ' <<<"$output" | tr -s ' ')" || fail "$output"
    ! grep -q 'months in a' <<<"$output" || fail "counts months nobody planned"
    ! grep -q '^2026-06 ' <<<"$output" || fail "judges a month nobody planned"
}

@test "days of whole months are named by the months, and chances never speak against the outlook" {
    review -p day --by region --model ses --record off -q
    exits_with 0
    grep -q 'Jan–Jun' <<<"$output" || fail "$output"
    review -p day --by region --model ses --record off -q -f csv
    awk -F, 'NR > 1 && $8 != "" && $10 > 0 && $10 < 1 && (($8 < 0 && $10 > 0.5) || ($8 > 0 && $10 < 0.5)) {
        print; bad = 1 } END { exit bad }' <<<"$output" || fail "chance against gap"
}
