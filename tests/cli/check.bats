#!/usr/bin/env bats
# gapcast check: what it lists, in which words, and what messages of other commands promise of it.
# shellcheck disable=SC2154 # the helper sets file, bats stderr and status

load helper

# Thirty months of two regions, then the lines given; and a plan, one of whose regions is new.
sales() { # LINE...
    file sales.csv < <(
        echo date,region,amount
        for i in $(seq 0 29); do
            for region in East West; do
                printf '%d-%02d-01,%s,%d\n' $((2024 + i / 12)) $((i % 12 + 1)) $region $((100 + 7 * i % 31))
            done
        done
        printf '%b' "$@"
    )
    plan=$BATS_TEST_TMPDIR/plan.csv
    printf 'region,period,plan\nEast,2026,1217\nWest,2026,1463\n' >"$plan"
}

@test "an error stands in the file and the line it is about" {
    printf 'date,region,amount\n2026-01-01,\x8a\x9e\xd6\xd0\xb9\xfa,5\n' >"$BATS_TEST_TMPDIR/gb.csv"
    gapcast check "$BATS_TEST_TMPDIR/gb.csv" -f json
    exits_with 65
    says "gb.csv:"
    [ "$(jq -r '.rows[-1] | .kind + " " + .file' <<<"$output")" = "error $BATS_TEST_TMPDIR/gb.csv" ]
    [[ $(jq -r '.rows[-1].text' <<<"$output") != *gb.csv* ]]
    file quote.csv < <(printf 'date,region,amount\n2026-01-01,East,5\n2026-02-01,"West,5\n')
    gapcast check "$file" -f json
    exits_with 65
    [ "$(jq -r '.rows[-1] | "\(.kind) \(.file) \(.line)"' <<<"$output")" = "error $file 3" ]
    gapcast check "$BATS_TEST_TMPDIR/none.csv" -f json
    exits_with 66
    [ "$(jq -r '.rows[-1] | "\(.kind) \(.file) \(.line) \(.text)"' <<<"$output")" = \
        "error $BATS_TEST_TMPDIR/none.csv null cannot be read: No such file or directory" ]
}

@test "what a review says check lists, it lists: the problems of the plan with --plan" {
    sales
    for i in $(seq 10 22); do echo "New$i,2026,$i"; done >>"$plan"
    gapcast review "$file" --plan "$plan"
    exits_with 0
    says "warning: 14 in all; gapcast check lists them, those of a plan with --plan"
    prints " more: 'gapcast check' lists them, those of the plan with --plan."
    gapcast check "$file" --plan "$plan" -f csv
    exits_with 0
    [ "$(grep -c "^warning,$plan," <<<"$output")" -eq 14 ]
    prints "warning,$plan,16,,\"no sales of region 'New22'; its plan, 22.00, counts in the totals above it\""
    gapcast check "$file" -f csv
    exits_with 0
    prints_not "$plan"
}

@test "a plan that cannot be used is an error of its line" {
    sales
    printf 'West,2026,11\n' >>"$plan"
    gapcast check "$file" --plan "$plan" -f json
    exits_with 65
    [ "$(jq -r '.rows[-1] | "\(.kind) \(.file) \(.line)"' <<<"$output")" = "error $plan 4" ]
    [ "$(jq -r '.rows[0] | "\(.column) \(.text)"' <<<"$output")" = "score 100.0" ]
    gapcast check "$file" --plan "$BATS_TEST_TMPDIR/none.csv"
    exits_with 66
}

@test "problems are told in Chinese where the reader asks for it" {
    sales '2026-02-30,East,5\n' '2026-06-02,East,n/a\n'
    printf 'C,2026,20\n' >>"$plan"
    gapcast check "$file" --plan "$plan" --lang zh -f csv
    exits_with 0
    prints "set aside,$file,62,date,'2026-02-30' 不是日历上的日期"
    prints "warning,$plan,4,,region 'C' 没有销售；其计划 20.00 计入上级合计"
    gapcast review "$file" --plan "$plan" --lang zh -o "$BATS_TEST_TMPDIR/zh"
    exits_with 0
    says "搁置: $file:62: 列 'date'：'2026-02-30' 不是日历上的日期"
    says "警告: $plan:4: region 'C' 没有销售；其计划 20.00 计入上级合计"
    prints "region 'C' 没有销售；其计划 20.00 计入上级合计"
    run ! grep -q "no sales of" "$BATS_TEST_TMPDIR/zh/report.html"
    run ! grep -E "set aside:|warning:|note:" <<<"$stderr"
}

@test "one row is not all rows" {
    file one.csv < <(printf 'date,region,amount\n2025-12-31,East,41.7\n')
    printf 'region,period,plan\nEast,2026,12\n' >"$BATS_TEST_TMPDIR/plan.csv"
    gapcast review "$file" --plan "$BATS_TEST_TMPDIR/plan.csv" -q
    exits_with 0
    prints "The only row was used."
    prints_not "All 1 rows"
    gapcast review "$file" --plan "$BATS_TEST_TMPDIR/plan.csv" -q --lang zh
    prints "仅有一行，已采用。"
}

@test "doctor names every library and its version" {
    gapcast doctor -f csv
    for part in GSL OpenMP libxlsxwriter jansson libcsv libunistring uchardet inih SQLite nettle; do
        grep -qE "^$part,ok," <<<"$output" || fail "no $part"
    done
    grep -qE '^SQLite,ok,3\.[0-9]+' <<<"$output"
    grep -qE '^nettle,ok,[0-9]+\.[0-9]+,' <<<"$output"
}
