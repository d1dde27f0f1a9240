#!/usr/bin/env bats
# Targets of other things than amounts: pieces, margin, visits, customers won, shares of new business and of a market.

load helper

# Four years of a company whose customers come and go: every month each region wins one customer, who buys for 20 months.
setup_file() {
    awk 'BEGIN {
        print "date,region,customer,quantity,amount,cost"
        srand(3)
        for (m = 0; m < 48; m++)
            for (c = m - 19; c <= m; c++)
                for (r = 0; r < 2; r++) {
                    if (c < m && rand() < 0.1)
                        continue
                    q = 1 + int(9 * rand())
                    printf "%d-%02d-%02d,%s,%s%d,%d,%d.%02d,%d\n", 2022 + int(m / 12), m % 12 + 1, 28, r ? "West" : "East", r ? "W" : "E",
                        c + 100, q, 10 * q, 37, 6 * q
                }
    }' >"$BATS_FILE_TMPDIR/sales.csv"
}

target() {
    gapcast target "$BATS_FILE_TMPDIR/sales.csv" --for 2026 --by region --preset fast "$@"
}

@test "each metric has its target, last year, forecast and chance, in rows of its own" {
    target --metric amount,quantity,margin,visits,new-customers -f csv -q
    exits_with 0
    for metric in amount quantity margin visits new-customers; do
        grep -q "^\*,2026,$metric,[0-9.]*,[0-9.]*,[0-9.]*,[-0-9.]*,[01][.0-9]*," <<<"$output" || fail "no $metric"
    done
    grep -q '^\*,2026,new-customers,[0-9]*,24,' <<<"$output" || fail "24 customers were won in 2025"
    rows=$(grep -c '^2025' "$BATS_FILE_TMPDIR/sales.csv")
    grep -q "^\*,2026,visits,[0-9]*,$rows," <<<"$output" || fail "$rows rows in 2025"
}

@test "a hundred new customers of the quarters, divided into whole ones that add up" {
    target --metric new-customers --total 100 --down week -f csv -q
    exits_with 0
    awk -F, 'NR > 1 { u = length($2) == 4 ? "year" : $2 ~ /Q/ ? "quarter" : $2 ~ /W/ ? "week" : "month"
            if ($4 != int($4)) bad = 1
            if ($1 == "*") all[u] += $4; else part[u] += $4 }
        END { for (u in all) if (all[u] != 100 || part[u] != 100) { print u, all[u], part[u]; bad = 1 } exit bad }' <<<"$output"
}

@test "goals of several metrics: an amount, a rise, a probability" {
    target --total 60000 --goal new-customers=36 --goal quantity=+10% --goal visits=p80 -f csv -q
    exits_with 0
    grep -q '^\*,2026,amount,60000,' <<<"$output" || fail "amount"
    grep -q '^\*,2026,new-customers,36,24,' <<<"$output" || fail "new customers"
    grep -q '^\*,2026,quantity,.*flat +10.0% on 2025' <<<"$output" || fail "quantity"
    grep -q '^\*,2026,visits,.*,0\.8[0-9]*,reached in' <<<"$output" || fail "visits"
}

@test "locks name their metric; rows without a name are the first's" {
    file locks.csv <<<$'region,period,metric,target\nEast,2026,new-customers,20\nEast,2026-Q1,,9000'
    target --goal new-customers=30 --lock "$file" -f csv -q
    exits_with 0
    grep -q '^East,2026,new-customers,20,.*,yes$' <<<"$output" || fail "not locked"
    grep -q '^West,2026,new-customers,10,' <<<"$output" || fail "the rest is West's"
    grep -q '^East,2026-Q1,amount,9000,.*,yes$' <<<"$output" || fail "the amount is not locked"
}

@test "a composite target: so much, and a share of it from new customers, to the cent" {
    target --total 60000.07 --new-share 30 -f csv
    exits_with 0
    says "new business has 30.0% of the target: reached in"
    says "together with the total in"
    grep -q '^\*,new,2026,amount,18000.02,.*locked by --new-share 30%.*,yes$' <<<"$output" || fail "no share"
    grep -q '^\*,existing,2026,amount,42000.05,' <<<"$output" || fail "the rest is not existing business"
}

@test "the share of one quarter, by a lock: 30% of 20,000 in the fourth" {
    file locks.csv <<<$'region,business,period,target\n*,*,2026-Q4,20000\n*,new,2026-Q4,30%'
    target --total 60000 --new-business --lock "$file" -f csv -q
    exits_with 0
    grep -q '^\*,\*,2026-Q4,amount,20000,' <<<"$output" || fail "the quarter"
    grep -q '^\*,new,2026-Q4,amount,6000,.*,yes$' <<<"$output" || fail "the share"
}

@test "telling new business apart leaves the forecast of all as it is" {
    target -f csv -q
    whole=$(grep '^\*,2026,' <<<"$output" | cut -d, -f6)
    target --new-business -f csv -q
    split=$(grep '^\*,\*,2026,' <<<"$output" | cut -d, -f7)
    awk -v a="$whole" -v b="$split" 'BEGIN { exit !(a > 0 && a / b > 0.9999999 && a / b < 1.0000001) }'
}

@test "a share of a market" {
    file market.csv <<<$'period,market\n2026-Q1,50000\n2026-Q2,50000\n2026-Q3,60000\n2026-Q4,40000'
    target --market "$file" --market-share 30 -f csv -q
    exits_with 0
    grep -q '^\*,2026,amount,60000,.*30.0% of a market of 200.00 k: reached in' <<<"$output" || fail "not 30% of it"
}

@test "the page shows all metrics beside each other" {
    target --metric amount,margin,new-customers --report "$BATS_TEST_TMPDIR/page" -o "$BATS_TEST_TMPDIR/t.csv" --lang zh -q
    exits_with 0
    cmp "$BATS_TEST_TMPDIR/t.csv" "$BATS_TEST_TMPDIR/page/targets.csv"
    grep -q "各项指标" "$BATS_TEST_TMPDIR/page/targets.html"
    grep -q "^\*,新客户数,24," "$BATS_TEST_TMPDIR/page/metrics.csv"
}

@test "how much of a rep's target is to be new business" {
    file reps.csv <<<$'region,new_share\nEast,40%\nWest,'
    target --total 60000 --new-business --capacity "$file" --report "$BATS_TEST_TMPDIR/page" -f csv -q
    exits_with 0
    east=$(grep '^East,\*,2026,' <<<"$output" | cut -d, -f5)
    grep '^East,new,2026,' <<<"$output" | awk -F, -v e="$east" '{ exit !($5 > 0.4 * e - 0.01 && $5 < 0.4 * e + 0.01) }'
    head -1 "$BATS_TEST_TMPDIR/page/reps.csv" | grep -q ",quota,new_business,reason"
    target --total 60000 --capacity "$file"
    refuses_with 64 "needs --new-business"
}

@test "the bridge tells customers lost and won and prices apart, and adds up to the cent at every node" {
    target --growth 5 --report "$BATS_TEST_TMPDIR/page" -o "$BATS_TEST_TMPDIR/t.csv" -q
    exits_with 0
    [ "$(head -1 "$BATS_TEST_TMPDIR/page/bridge.csv")" = "region,last_year,calendar,drivers,price,lost,won,trend,launched,ended,stretch,target" ]
    awk -F, 'NR > 1 { s = 0; for (i = 2; i <= 11; i++) s += sprintf("%.0f", 100 * $i)
            if (s != sprintf("%.0f", 100 * $12) || !($6 < 0) || !($7 > 0)) { print; bad = 1 } }
        END { exit bad || NR != 4 }' "$BATS_TEST_TMPDIR/page/bridge.csv"
    grep -q "Lost customers" "$BATS_TEST_TMPDIR/page/targets.html"
    target --metric quantity --report "$BATS_TEST_TMPDIR/pieces" -o "$BATS_TEST_TMPDIR/t.csv" -q
    awk -F, 'NR > 1 && $5 != "" { exit 1 }' "$BATS_TEST_TMPDIR/pieces/bridge.csv"
}

@test "refusals" {
    target --metric orders
    refuses_with 64 "metric 'orders': there is none of that name"
    target --metric amount,amount
    refuses_with 64 "stands twice"
    run --separate-stderr bash -c '"$0" target - --preset fast --metric amount,quantity <"$1"' "$GAPCAST" "$BATS_FILE_TMPDIR/sales.csv"
    refuses_with 64 "give a file in the place of standard input"
    target --goal 5
    refuses_with 64 "not METRIC=GOAL"
    target --goal quantity=8%
    refuses_with 64 "is no goal"
    target --goal quantity=8 --goal quantity=9
    refuses_with 64 "there is a goal of quantity already"
    target --total 5 --goal amount=5
    refuses_with 64 "there is a goal of amount already"
    target --new-share 130
    refuses_with 64 "--new-share"
    target --market-share 30
    refuses_with 64 "needs --market FILE"
    file market.csv <<<$'period,market\n2026-Q1,50000'
    target --market "$file" --market-share 30
    refuses_with 65 "does not cover all of 2026"
    cut -d, -f1,2,5 "$BATS_FILE_TMPDIR/sales.csv" >"$BATS_TEST_TMPDIR/plain.csv"
    gapcast target "$BATS_TEST_TMPDIR/plain.csv" --metric new-customers --preset fast
    refuses_with 65 "plain.csv: new customers cannot be told: no column"
    gapcast target "$BATS_TEST_TMPDIR/plain.csv" --metric margin --preset fast
    refuses_with 65 "no column is called margin, cost or unit cost"
    gapcast target "$BATS_TEST_TMPDIR/plain.csv" --metric margin --cost none --preset fast
    refuses_with 65 "no column is called none"
}
