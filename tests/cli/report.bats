#!/usr/bin/env bats
# What a review leaves in its folder, and tables that are safe to open.
# shellcheck disable=SC2154 # the helper sets file

load helper

@test "early warning stands in the page, the report and the workbook" {
    gapcast review "$DATASETS/sales.csv" --plan "$DATASETS/plan.csv" --preset fast --by region \
        -o "$BATS_TEST_TMPDIR/out"
    exits_with 0
    prints "Early warning"
    prints "such an alarm is"
    grep -q '<h2 id="warnings">Early warning</h2>' "$BATS_TEST_TMPDIR/out/report.html"
    grep -q '<svg class="spark" .*<polyline class="expected"' "$BATS_TEST_TMPDIR/out/report.html"
    unzip -p "$BATS_TEST_TMPDIR/out/report.xlsx" xl/workbook.xml | grep -q 'name="Early warning"'
    gapcast review "$DATASETS/sales_zh.csv" --plan "$DATASETS/plan_zh.csv" --preset fast --by 区域 --lang zh
    prints "预警"
}

setup_file() {
    "$GAPCAST" review "$DATASETS/sales.csv" --plan "$DATASETS/plan.csv" -o "$BATS_FILE_TMPDIR/out" >/dev/null
    mkdir "$BATS_FILE_TMPDIR/book"
    unzip -q "$BATS_FILE_TMPDIR/out/report.xlsx" -d "$BATS_FILE_TMPDIR/book"
}

sheet() { # NUMBER
    cat "$BATS_FILE_TMPDIR/book/xl/worksheets/sheet$1.xml"
}

@test "every part of the workbook is well-formed XML without a number Excel cannot read" {
    find "$BATS_FILE_TMPDIR/book" -type f -exec xmllint --noout {} +
    run ! grep -rilE '<v>-?(nan|inf)' "$BATS_FILE_TMPDIR/book"
}

@test "the workbook computes: outlook, gap and gap % are formulas, and there are native charts" {
    [ "$(sheet 2 | grep -oE '<f>F2\+G2</f>|<f>IF\(ISNUMBER\(E2\),H2-E2,""\)</f>|<f>IF\(N\(E2\)&gt;0,I2/E2,""\)</f>' | wc -l)" -eq 3 ]
    sheet 2 | grep -q '<conditionalFormatting'
    [ "$(find "$BATS_FILE_TMPDIR/book/xl/charts" -name 'chart*.xml' | wc -l)" -eq 2 ]
}

@test "a formula carries the value it has" {
    # The first row of the review sheet against the same row of the table.
    local keys='^\*,\*,year,'
    outlook=$(grep "$keys" "$BATS_FILE_TMPDIR/out/review.csv" | cut -d, -f8)
    cell=$(sheet 2 | grep -oE '<f>F2\+G2</f><v>[^<]*' | sed 's/.*<v>//')
    awk -v a="$outlook" -v b="$cell" 'BEGIN { d = a - b; exit !(d * d < 1e-6) }'
}

@test "the report tells how it was made, without what does not change it" {
    "$GAPCAST" review "$DATASETS/sales.csv" --plan="$DATASETS/plan.csv" --by region --where "city=Xi'an" --threads 1 \
        -q -o "$BATS_TEST_TMPDIR/out" >/dev/null
    grep -qF "Made by: gapcast review sales.csv --plan=plan.csv --by region --where &#39;city=Xi&#39;\&#39;&#39;an&#39;" \
        "$BATS_TEST_TMPDIR/out/report.html"
}

@test "the report is the same on one thread and on two" {
    "$GAPCAST" review "$DATASETS/sales.csv" --plan "$DATASETS/plan.csv" --threads 1 -o "$BATS_TEST_TMPDIR/one" >/dev/null
    diff -r "$BATS_FILE_TMPDIR/out" "$BATS_TEST_TMPDIR/one"
}

@test "no cell of a table begins like a formula, and the keys come back" {
    file sales.csv <<'CSV'
date,product,amount
2024-01-31,=1+1,41.7
2024-02-29,"@SUM(1,1)",37.3
2024-03-31,-x,29.3
CSV
    gapcast forecast "$file" --by product --levels bottom --horizon 1 -f csv -q
    exits_with 0
    prints "'=1+1,"
    prints "\"'@SUM(1,1)\","
    prints "'-x,"
    again=$BATS_TEST_TMPDIR/again.csv
    sed 's/,forecast,/,amount,/; s/,period,/,date,/' <<<"$output" >"$again"
    gapcast forecast "$again" --by product --levels bottom --horizon 1 -f json -q
    exits_with 0
    prints '"product": "=1+1"'
    prints '"product": "@SUM(1,1)"'
    prints '"product": "-x"'
}
