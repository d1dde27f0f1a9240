#!/usr/bin/env bats
# gapcast explain: the parts of one number add up to it, to the cent.

load helper

# Sum of the amounts of the components of what was printed as CSV, and the total, in cents.
parts_of() {
    awk -F, '$1 == "component" || $1 == "source" { sum += $3 } $1 == "total" { total = $3 }
             END { printf "%.0f %.0f\n", 100 * sum, 100 * total }' <<<"$output"
}

@test "a forecast's parts add up to the printed forecast to the cent" {
    options=("--by" "region,product" --preset fast --holidays cn --drivers "$DATASETS/drivers.csv")
    gapcast forecast "$DATASETS/sales.csv" "${options[@]}" --format csv
    exits_with 0
    printed=$output
    for cell in '*,*,2026-07' 'East,*,2027-02' '*,Heater,2026-12' 'West,Kettle,2027-01' 'Southwest,Robot vacuum,2026-09'; do
        IFS=, read -r region product period <<<"$cell"
        nodes=()
        [ "$region" = '*' ] || nodes+=(--node "region=$region")
        [ "$product" = '*' ] || nodes+=(--node "product=$product")
        expected=$(awk -F, -v r="$region" -v p="$product" -v t="$period" \
            '$1 == r && $2 == p && $3 == t { printf "%.0f", 100 * $4 }' <<<"$printed")
        [ -n "$expected" ] || continue
        gapcast explain "$DATASETS/sales.csv" "${options[@]}" "${nodes[@]}" --at "$period" --format csv
        exits_with 0
        [ "$(parts_of)" = "$expected $expected" ] || fail "$cell: $(parts_of), not $expected"
    done
}

@test "an actual's parts are the cells it is the sum of" {
    gapcast explain "$DATASETS/sales.csv" --node region=East --at 2026-03 --format csv
    exits_with 0
    prints "source,East/Rice cooker,"
    prints "12 rows"
    east=$(awk -F, '/^2026-03/ && $3 == "East" { sum += $NF } END { printf "%.0f", 100 * sum }' "$DATASETS/sales.csv")
    [ "$(parts_of)" = "$east $east" ] || fail "$(parts_of), not $east"
}

@test "an actual's rows are those of the files, with their lines" {
    gapcast explain "$DATASETS/sales.csv" --node region=East --node "product=Heater" --at 2026-03 --where channel=Dealer --format csv
    exits_with 0
    sum=$(awk -F, '$1 == "row" { sum += $3 } END { printf "%.0f", 100 * sum }' <<<"$output")
    [ "$(parts_of)" = "$sum $sum" ] || fail "rows add up to $sum"
    line=$(awk -F, '$1 == "row" { sub(/.*:/, "", $2); print $2; exit }' <<<"$output")
    sed -n "${line}p" "$DATASETS/sales.csv" | grep -q '^2026-03.*East.*Heater.*Dealer'
}

@test "the story: rows, model, parameters, effects with their errors, ranges, a sentence" {
    gapcast explain "$DATASETS/sales.csv" --by region --node region=East --at 2027-01 --holidays cn --format table --unit k
    exits_with 0
    prints "East is forecast at "
    prints "history     rows"
    prints "kept: value is the error with it over that without, at past origins"
    prints "chinese-new-year days"
    prints "(standard error"
    prints "range       hi95"
    gapcast explain "$DATASETS/sales.csv" --at 2026-08 --format json
    exits_with 0
    jq -e '.rows | length > 10' <<<"$output" >/dev/null || jq -e 'length > 0' <<<"$output" >/dev/null
}

@test "what has ended is told as ended" {
    gapcast explain "$DATASETS/sales.csv" --node "product=Steam mop" --at 2026-09 --preset fast --format csv
    exits_with 0
    prints "*/Steam mop is forecast at 0.00 for 2026-09: ended."
    prints "total,forecast,0,"
}

@test "the sentence speaks Chinese" {
    gapcast explain "$DATASETS/sales_zh.csv" --at 2026-08 --lang zh --format csv
    exits_with 0
    prints "合计 2026-08 预测为"
}

@test "the parts are drawn" {
    command -v gnuplot >/dev/null || skip "no gnuplot"
    gapcast explain "$DATASETS/sales.csv" --by region --at 2026-08 --charts "$BATS_TEST_TMPDIR/c" --format csv
    exits_with 0
    grep -q '</svg>' "$BATS_TEST_TMPDIR/c/explain.svg"
    grep -q 'Level and trend' "$BATS_TEST_TMPDIR/c/decomposition.svg"
    grep -q '</svg>' "$BATS_TEST_TMPDIR/c/decomposition.svg"
}

@test "what is no node and no period is refused" {
    gapcast explain "$DATASETS/sales.csv" --node region=Est --at 2026-09
    refuses_with 65 "--node: no region is called 'Est'; did you mean East?"
    gapcast explain "$DATASETS/sales.csv" --node regoin=East --at 2026-09
    refuses_with 64 "'regoin=East' is not KEY=VALUE with one of the keys of --by; did you mean region?"
    gapcast explain "$DATASETS/sales.csv"
    refuses_with 64 "no period given; usage: gapcast explain SALES --node"
    gapcast explain "$DATASETS/sales.csv" --at 2026-Q1
    refuses_with 64 "--at: '2026-Q1' is no month"
    gapcast explain "$DATASETS/sales.csv" --at 2001-01
    refuses_with 65 "2001-01 lies outside what is known or forecast, 2022-07 to"
}

@test "what was changed by hand is told step by step, and adds up to the printed forecast" {
    file=$BATS_TEST_TMPDIR/overrides.csv
    printf '%s\n' region,period,percent,step,author,note East,2026-09,5,sales,Li\ Na,new\ dealer '*,2026-09,-2,management,Wang,caution' >"$file"
    options=(--by region --preset fast --overrides "$file" --format csv)
    gapcast forecast "$DATASETS/sales.csv" "${options[@]}"
    exits_with 0
    expected=$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "forecast") c = i }
        $1 == "East" && $2 == "2026-09" { printf "%.0f", 100 * $c }' <<<"$output")
    gapcast explain "$DATASETS/sales.csv" "${options[@]}" --node region=East --at 2026-09
    exits_with 0
    prints "component,by hand: sales,"
    prints "overrides.csv:2 Li Na: new dealer"
    prints "spread from another node, in proportion"
    [ "$(parts_of)" = "$expected $expected" ] || fail "$(parts_of), not $expected"
    gapcast explain "$DATASETS/sales.csv" --by region --at 2026-09 --overrides none.csv
    exits_with 66
}

@test "a forecast names the first rows that it comes from, as many as asked for" {
    gapcast explain "$DATASETS/sales.csv" --by region --preset fast --node region=South --at 2026-09 --rows 4 --format csv
    exits_with 0
    [ "$(grep -c '^row,' <<<"$output")" = 4 ]
    says "the first 4 of"
    line=$(awk -F, '$1 == "row" { sub(/.*:/, "", $2); print $2; exit }' <<<"$output")
    sed -n "${line}p" "$DATASETS/sales.csv" | grep -q ',South,'
    [ "$line" = "$(grep -n ',South,' "$DATASETS/sales.csv" | head -1 | cut -d: -f1)" ]
}
