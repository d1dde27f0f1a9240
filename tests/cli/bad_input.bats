#!/usr/bin/env bats
# Bad input: an exit code, a message with file, line and remedy, and nothing half-written.

load helper
load thirty_months

@test "an empty file" {
    file empty.csv </dev/null
    gapcast forecast "$file"
    refuses_with 65 "empty.csv: the file is empty"
}

@test "a header without rows" {
    file header.csv < <(echo date,region,amount)
    gapcast forecast "$file"
    refuses_with 65 "header.csv: no row below the header"
}

@test "a missing file" {
    gapcast forecast "$BATS_TEST_TMPDIR/none.csv"
    refuses_with 66 "none.csv"
}

@test "a missing column names the nearest" {
    file missing.csv < <(printf 'date,region,amont\n2026-01-01,East,5\n')
    gapcast forecast "$file"
    refuses_with 65 "missing.csv:1: "
    says "did you mean 'amont'?"
    gapcast forecast "$file" --amount amont --by regin
    refuses_with 65 "did you mean 'region'?"
}

@test "an unclosed quote" {
    sales '2025-08-01,"East,5\n'
    gapcast forecast "$file"
    refuses_with 65 "sales.csv:32: "
}

@test "a wrong number of fields is set aside, or refused when strict" {
    sales '2025-08-01,East,5,9\n'
    gapcast forecast "$file"
    exits_with 0
    says "set aside: $file:32: "
    gapcast forecast "$file" --strict
    refuses_with 65 "sales.csv:32: "
    gapcast check "$file"
    exits_with 0
    prints "set aside,$file,32,"
}

@test "a NUL byte" {
    sales '2025-08-01,Ea\0000st,5\n'
    gapcast forecast "$file"
    refuses_with 65 "sales.csv:32: "
    says NUL
}

@test "half a UTF-8 character" {
    sales '2025-08-01,\xe5\x8d,5\n'
    gapcast forecast "$file"
    refuses_with 65 "sales.csv:32: "
    says "not UTF-8"
}

@test "GB18030 without being told, and told" {
    gapcast forecast "$DATASETS/sales_zh_gb18030.csv"
    refuses_with 65 "--encoding GB18030"
    gapcast forecast "$DATASETS/sales_zh_gb18030.csv" --encoding GB18030 --horizon 1 --levels total
    exits_with 0
    told=$output
    gapcast forecast "$DATASETS/sales_zh.csv" --horizon 1 --levels total
    [ "$output" = "$told" ]
}

@test "an ambiguous date is asked about, never guessed" {
    file dates.csv < <(printf 'date,amount\n03/04/2026,5\n05/06/2026,7\n')
    gapcast forecast "$file"
    refuses_with 65 "dates.csv:2: "
    says "--date-format dmy or mdy"
    gapcast forecast "$file" --date-format dmy --period day --horizon 1
    exits_with 0
    prints 2026-06-06
}

@test "1,234 under a decimal comma" {
    file comma.csv < <(printf 'date;amount\n2026-01-01;1,234\n2026-02-01;1,235\n')
    gapcast forecast "$file"
    refuses_with 65 "comma.csv:2: "
    says "--decimal"
    gapcast forecast "$file" --decimal , --model naive --horizon 1 --level 80
    exits_with 0
    prints 2026-03,1.235
    gapcast forecast "$file" --decimal . --model naive --horizon 1 --level 80
    prints 2026-03,1235
}

@test "30 February and infinity are set aside with their line" {
    sales '2025-02-30,East,5\n2025-08-01,East,inf\n'
    gapcast forecast "$file"
    exits_with 0
    says "$file:32: column 'date'"
    says "$file:33: column 'amount'"
    says "set aside: 2"
}

@test "one row, one period, all zeros still give a finite forecast" {
    file one.csv < <(printf 'date,region,amount\n2023-01-01,East,100\n')
    gapcast forecast "$file" --horizon 2
    exits_with 0
    prints "East,2023-03,100,"
    file period.csv < <(printf 'date,region,amount\n2023-01-01,East,100\n2023-01-01,West,7\n')
    gapcast forecast "$file" --horizon 2
    exits_with 0
    prints_not nan
    file zero.csv < <(printf 'date,region,amount\n2023-01-01,East,0\n2023-02-01,East,0\n2023-03-01,East,0\n')
    gapcast forecast "$file" --horizon 1
    exits_with 0
    prints "East,2023-04,0,0,0,0,0,"
}

@test "a plan for unknown nodes is told and counted; for none that is known, refused" {
    sales
    plan Wset,2025-09,100 East,2025-09,100
    review
    exits_with 0
    says "plan.csv:2: no sales of region 'Wset'"
    plan Wset,2025-09,100
    review
    refuses_with 65 "plan.csv:2: no sales of region 'Wset'"
}

@test "a plan for the wrong year" {
    sales
    plan East,2031-09,100
    review
    refuses_with 65 "it plans 2031 and not 2025"
}

@test "duplicate plan rows name both lines" {
    sales
    plan East,2025-09,100 East,2025-09,120
    review
    refuses_with 65 "plan.csv:3: "
    says "line 2"
}

@test "a hundred thousand products" {
    file products.csv < <(
        echo date,product,amount
        seq 1 100000 | awk '{ printf "2026-%02d-01,P%06d,%d\n2026-05-01,P%06d,%d\n", $1 % 4 + 1, $1, $1 % 97 + 1, $1, $1 % 89 + 1 }'
    )
    # What each of them, and all together, sold in May, by another way.
    seq 1 100000 | awk '{ printf "P%06d,2026-06,%d\n", $1, $1 % 89 + 1 }' >"$BATS_TEST_TMPDIR/may.csv"
    gapcast forecast "$file" --levels total --horizon 1 --model naive
    exits_with 0
    prints "*,2026-06,$(awk -F, '{ sum += $3 } END { print sum }' "$BATS_TEST_TMPDIR/may.csv"),"
    gapcast forecast "$file" --levels bottom --horizon 1 --model naive -q -o "$BATS_TEST_TMPDIR/bottom.csv"
    exits_with 0
    cut -d, -f 1-3 "$BATS_TEST_TMPDIR/bottom.csv" | tail -n +2 | cmp - "$BATS_TEST_TMPDIR/may.csv"
    awk -F, 'NR > 1 && !($4 <= $3 && $3 <= $5) { exit 1 }' "$BATS_TEST_TMPDIR/bottom.csv"
}

@test "a column name with quotes and backticks is taken literally" {
    cd "$BATS_TEST_TMPDIR"
    printf 'date,"it'"'"'s `touch PWN` ""x""",amount\n2026-01-01,$(touch PWN),5\n2026-02-01,"a`touch PWN`b",6\n' >hostile.csv
    gapcast forecast hostile.csv --by "it's \`touch PWN\` \"x\"" --horizon 1 --charts charts
    exits_with 0
    prints '$(touch PWN)'
    [ ! -e PWN ] && [ ! -e charts/PWN ]
}

@test "sales in UTF-8 beside a plan in GB18030, and the other way round" {
    iconv -f UTF-8 -t GB18030 "$DATASETS/plan_zh.csv" >"$BATS_TEST_TMPDIR/plan_gb.csv"
    gapcast review "$DATASETS/sales_zh.csv" --plan "$DATASETS/plan_zh.csv" --by 区域 -f csv -q
    exits_with 0
    expected=$output
    gapcast review "$DATASETS/sales_zh.csv" --plan "$BATS_TEST_TMPDIR/plan_gb.csv" --by 区域
    refuses_with 65 "--encoding GB18030"
    says plan_gb.csv
    gapcast review "$DATASETS/sales_zh.csv" --plan "$BATS_TEST_TMPDIR/plan_gb.csv" --by 区域 --encoding GB18030 -f csv
    exits_with 0
    says "sales_zh.csv: it is UTF-8"
    [ "$output" = "$expected" ]
    gapcast review "$DATASETS/sales_zh_gb18030.csv" --plan "$DATASETS/plan_zh.csv" --by 区域 --encoding GB18030 -f csv -q
    exits_with 0
    [ "$output" = "$expected" ]
    gapcast review "$DATASETS/sales_zh.csv" --plan "$DATASETS/plan_zh.csv" --encoding NOSUCH
    refuses_with 64 "'NOSUCH' is not known here"
}

@test "a mistyped year is told by every command that reads sales" {
    sales "2062-06-30,East,5\\n"
    gapcast forecast "$file" --horizon 2
    exits_with 0
    says "the last sales, of 2062-06-30, are 13543 days after any others; is their year right?"
    plan East,2026-01,3000
    review
    says "is their year right?"
    gapcast check "$file"
    prints "is its year right?"
    sales "1925-06-30,East,5\\n"
    gapcast kpi "$file"
    says "the first sales, of 1925-06-30, are"
}

@test "dates and amounts are no keys" {
    sales
    gapcast forecast "$file" --by date
    refuses_with 64 "--by: 'date' is the column of the date"
}
