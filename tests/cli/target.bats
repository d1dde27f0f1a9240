#!/usr/bin/env bats
# Next year's targets on the sample company.

load helper

target() {
    gapcast target "$DATASETS/sales.csv" --for 2027 --by region --preset fast "$@"
}

@test "the columns are those of the interface" {
    target -f csv -q
    exits_with 0
    [ "${lines[0]}" = "region,period,metric,target,last_year,baseline,stretch,p_attain,basis,locked" ]
}

@test "regions add up to the total and periods to the year, to the cent, down to the day" {
    target --down day --total 65000000.07 -f csv -q
    exits_with 0
    awk -F, 'NR > 1 { c = sprintf("%.0f", 100 * $4) + 0; u = length($2) == 4 ? "year" : $2 ~ /Q/ ? "quarter" : $2 ~ /W/ ? "week" : length($2) == 7 ? "month" : "day"
            if ($1 == "*") { total[$2] = c } else { parts[$2] += c }
            sums[$1, u] += c; nodes[$1] }
        END { if (total["2027"] != 6500000007) bad = 1
            for (p in total) if (total[p] != parts[p]) { print p, total[p], parts[p]; bad = 1 }
            n = split("quarter month week day", units, " ")
            for (r in nodes) for (k = 1; k <= n; k++) if (sums[r, units[k]] != sums[r, "year"]) { print r, units[k]; bad = 1 }
            exit bad }' <<<"$output"
}

@test "a confidence comes out as the chance of the total" {
    target --confidence 70 -f csv -q
    exits_with 0
    [ "$(awk -F, '$1 == "*" && $2 == "2027" { print $8 }' <<<"$output")" = 0.7 ]
}

@test "a flat rise is named as one, with its chance" {
    target --growth 8 -f md
    exits_with 0
    prints "+8.0% on last year is a flat rise that no evidence asks for"
}

@test "whole units stay whole" {
    target --metric quantity --total 100000 -f csv -q
    exits_with 0
    awk -F, 'NR > 1 && $4 != int($4) { print; bad = 1 } END { exit bad }' <<<"$output"
}

@test "steps of a thousand" {
    target --total 65000000 --step 1000 -f csv -q
    exits_with 0
    awk -F, 'NR > 1 && $4 % 1000 != 0 { print; bad = 1 } END { exit bad }' <<<"$output"
}

@test "locks hold and say where they stand" {
    file locks.csv <<<$'region,period,target,min\nEast,2027-Q1,4000000,\nNorth,2027,,11000000'
    target --growth 5 --lock "$file" -f csv -q
    exits_with 0
    grep -q "^East,2027-Q1,amount,4000000,.*locked by .*locks.csv:2 (East, 2027-Q1).*,yes$" <<<"$output" || fail "no lock"
    grep -q "^North,2027,amount,11000000,.*held at its minimum by .*,no$" <<<"$output" || fail "no minimum"
}

@test "locks that clash are named" {
    file locks.csv <<<$'region,period,target,min\nEast,2027,4000000,\nEast,2027-Q1,,3000000\nEast,2027-Q2,,2000000'
    target --growth 5 --lock "$file"
    refuses_with 65 "locks.csv:2 (East, 2027) is set to 4000000.00, but"
    says "locks.csv:3 (East, 2027-Q1)"
    says "locks.csv:4 (East, 2027-Q2) ask for at least 5000000.00"
}

@test "locks that cross are all kept: a region, a product, and a quarter of all" {
    file locks.csv <<<$'region,product,period,target,min\nEast,*,2027,20000000,\n*,Kettle,2027,,5000000\n*,*,2027-Q1,14000000,'
    gapcast target "$DATASETS/sales.csv" --for 2027 --preset fast --total 64000000 --lock "$file" -f csv -q
    exits_with 0
    grep -q "^East,\*,2027,amount,20000000," <<<"$output" || fail "East is not locked"
    grep -q "^\*,Kettle,2027,amount,5000000," <<<"$output" || fail "no minimum of kettles"
    grep -q "^\*,\*,2027-Q1,amount,14000000," <<<"$output" || fail "the quarter is not locked"
    grep -q "^\*,\*,2027,amount,64000000," <<<"$output" || fail "the total has changed"
}

@test "the Chinese company in Chinese" {
    gapcast target "$DATASETS/sales_zh.csv" --for 2027 --lang zh --preset fast -f md
    exits_with 0
    prints "按预测占2027的"
    prints "最小单位为0.01"
}

@test "the meeting's folder holds table, workbook, page and charts, in both languages" {
    for lang in en zh; do
        target --growth 5 --report "$BATS_TEST_TMPDIR/$lang" --lang $lang --png -o "$BATS_TEST_TMPDIR/$lang.csv" -q
        exits_with 0
        for name in targets.csv targets.html targets.xlsx charts/{bridge,fan}.{svg,png}; do
            [ -s "$BATS_TEST_TMPDIR/$lang/$name" ] || fail "no $name"
        done
        xmllint --noout "$BATS_TEST_TMPDIR/$lang"/charts/*.svg
        unzip -tq "$BATS_TEST_TMPDIR/$lang/targets.xlsx" >/dev/null
        ! grep -q "<script" "$BATS_TEST_TMPDIR/$lang/targets.html" || fail "a script"
        cmp "$BATS_TEST_TMPDIR/$lang.csv" "$BATS_TEST_TMPDIR/$lang/targets.csv"
    done
    grep -q "What must come true" "$BATS_TEST_TMPDIR/en/targets.html"
    grep -q "必须实现什么" "$BATS_TEST_TMPDIR/zh/targets.html"
}

@test "names that other people write stay text on the page" {
    sed 's/Southwest/<b onclick=x>\&/; s/^region/region/' "$DATASETS/sales.csv" >"$BATS_TEST_TMPDIR/hostile.csv"
    gapcast target "$BATS_TEST_TMPDIR/hostile.csv" --for 2027 --by region --preset fast -q \
        --report "$BATS_TEST_TMPDIR/hostile" -o "$BATS_TEST_TMPDIR/h.csv"
    exits_with 0
    ! grep -q "<b onclick" "$BATS_TEST_TMPDIR/hostile/targets.html" || fail "a name became a tag"
    grep -q "&lt;b onclick" "$BATS_TEST_TMPDIR/hostile/targets.html"
}

@test "a plan is judged by what was known when it was set, and by what came" {
    gapcast target "$DATASETS/sales.csv" --as-of 2025-12-31 --for 2026 --check "$DATASETS/plan.csv" --preset fast \
        --report "$BATS_TEST_TMPDIR/check" -f csv -q
    exits_with 0
    [ "${lines[0]}" = "region,product,period,metric,target,last_year,baseline,stretch,p_attain,actual,attained,smart,finding" ]
    grep -q "^\*,\*,2026-01,amount,.*all together, 2026-01: " <<<"$output" || fail "the total is not judged"
    grep -q "what came was" <<<"$output" || fail "what came is not told"
    grep -q "targets for 2026 were out of reach when set" "$BATS_TEST_TMPDIR/check/check.html"
}

@test "quotas that exceed the sales by a fifth are shown with their chance" {
    quotas=../shared/data/adventureworks/sales_quota_quarterly.csv
    [ -r "$quotas" ] || skip "no ../shared"
    gapcast target ../shared/data/adventureworks/reseller_sales.csv --by employee_key --amount sales_amount --preset fast \
        --as-of 2018-12-31 --for 2019 --check "$quotas" -f csv -q
    exits_with 0
    grep -q "was out of reach when set: only .* of futures reached" <<<"$output" || fail "none is out of reach"
    grep -q "^\*,2019-Q3,amount,12395000,.*what came was 90.3% of it" <<<"$output" || fail "not all together"
}

@test "the band is the reader's to choose" {
    gapcast target "$DATASETS/sales.csv" --as-of 2025-12-31 --for 2026 --check "$DATASETS/plan.csv" --band 0,100 --preset fast -f csv -q
    exits_with 0
    ! grep -q ",achievable," <<<"$output" || fail "a band of all chances has nothing outside"
    gapcast target "$DATASETS/sales.csv" --for 2026 --check "$DATASETS/plan.csv" --band 70,40 --preset fast
    refuses_with 64 "--band"
}

@test "holidays of the target year: nothing is asked on days off where nothing was sold" {
    awk -F, 'NR == 1 || $1 !~ /-05-0[123]/' "$DATASETS/sales.csv" >"$BATS_TEST_TMPDIR/closed.csv"
    gapcast target "$BATS_TEST_TMPDIR/closed.csv" --for 2027 --by region --preset fast --holidays cn --down day -f csv -q
    exits_with 0
    awk -F, '$1 == "*" && $2 == "2027-02-09" { holiday = $4 } $1 == "*" && $2 == "2027-02-23" { plain = $4 }
        END { exit !(holiday > 0 && holiday < 0.7 * plain) }' <<<"$output"
}

@test "drafts of the regions are joined with the forecast, and the gaps listed" {
    file drafts.csv <<<$'region,period,draft,round\nEast,2027,19000000,1\nEast,2027,18000000,2\nNorth,2027,12000000,1\nNorth,2025,12000000,1\nNorth,2024,12000000,1'
    target --total 63000000 --bottom-up "$file" --report "$BATS_TEST_TMPDIR/drafts" -f csv -q
    exits_with 0
    grep -q '^North,2027,amount,.*joined from top-down .* and the draft 12.00 m; sales were -.*% on such drafts in 2 periods.*,no$' <<<"$output" ||
        fail "North's draft is not told"
    [ "$(awk -F, 'NR > 1 && $2 == "2027" && $1 != "*" { s += $4 } END { printf "%.2f", s }' <<<"$output")" = 63000000.00 ]
    [ "$(cut -d, -f1-2,6 "$BATS_TEST_TMPDIR/drafts/drafts.csv" | head -2 | tail -1)" = North,2027,1 ]
    grep -q "Drafts against the top-down figure" "$BATS_TEST_TMPDIR/drafts/targets.html"
}

@test "drafts of regions and products, in rounds with who and when, are joined at once" {
    file drafts.csv <<<$'region,category,period,draft,round,author,submitted
East,*,2027,19000000,1,Lin,2026-09-01
East,*,2027,18000000,2,Lin,2026-10-07
*,Kitchen,2027,30000000,1,Bo,2026-09-02
*,Kitchen,2025,30000000,1,Bo,2024-09-02
*,Climate,2024,9000000,1,Bo,2023-09-02'
    gapcast target "$DATASETS/sales.csv" --for 2027 --by region,category --preset fast --total 63000000 --bottom-up "$file" \
        --report "$BATS_TEST_TMPDIR/page" -f csv -q
    exits_with 0
    awk -F, '$3 == "2027" { c = sprintf("%.0f", 100 * $5) + 0; if ($1 == "*" && $2 == "*") all = c; else if ($1 == "*") p += c; else if ($2 == "*") r += c; else b += c }
        END { exit !(all == 6300000000 && p == all && r == all && b == all) }' <<<"$output"
    grep -q '^East,\*,2027,amount,.*joined from top-down .* and the draft 18.00 m' <<<"$output" || fail "East's draft is not told"
    grep -q '^\*,Kitchen,2027,.*on such drafts in 2 periods' <<<"$output" || fail "Bo's record is of both products"
    [ "$(cut -d, -f1-7 "$BATS_TEST_TMPDIR/page/rounds.csv" | grep -E '^(region|East)')" = \
        $'region,category,period,round,author,submitted,draft\nEast,*,2027,1,Lin,2026-09-01,19000000\nEast,*,2027,2,Lin,2026-10-07,18000000' ]
    grep -q "How the rounds went" "$BATS_TEST_TMPDIR/page/targets.html"
}

@test "a lock beside drafts holds" {
    file drafts.csv <<<$'region,period,draft\nEast,2027,19000000\nNorth,2027,12000000'
    printf 'region,period,target\nNorth,2027,11111111.11\n' >"$BATS_TEST_TMPDIR/locks.csv"
    target --total 63000000 --bottom-up "$file" --lock "$BATS_TEST_TMPDIR/locks.csv" -f csv -q
    exits_with 0
    grep -q '^North,2027,amount,11111111.11,.*,yes$' <<<"$output" || fail "the lock does not hold"
}

@test "fair shares of sales people: who left has none, quotas carry the padding apart" {
    gapcast target "$DATASETS/sales.csv" --by rep --for 2027 --preset fast --total 63000000 --capacity "$DATASETS/reps.csv" --padding 5 \
        --report "$BATS_TEST_TMPDIR/reps" --lang zh -f csv -q
    exits_with 0
    grep -q '^Wei Chen,2027,amount,0,.*届时已离职' <<<"$output" || fail "Wei Chen left"
    [ "$(awk -F, 'NR > 1 && $2 == "2027" && $1 != "*" { s += $4 } END { printf "%.2f", s }' <<<"$output")" = 63000000.00 ]
    awk -F, 'NR > 1 { t += $9; q += $10 } END { exit !(t > 62999999.99 && t < 63000000.01 && q > 1.0499 * t && q < 1.0501 * t) }' "$BATS_TEST_TMPDIR/reps/reps.csv"
    grep -q "每人可承担多少" "$BATS_TEST_TMPDIR/reps/targets.html"
}

@test "a newcomer has a target of the ramp and none before being hired; no chance is invented" {
    (cat "$DATASETS/reps.csv"; echo "Nora,East,Suzhou,2027-04-01,,6") >"$BATS_TEST_TMPDIR/reps.csv"
    gapcast target "$DATASETS/sales.csv" --by rep --for 2027 --preset fast --total 63000000 --capacity "$BATS_TEST_TMPDIR/reps.csv" -f csv -q
    exits_with 0
    grep -q '^Nora,2027,amount,[1-9][0-9.]*,0,0,[0-9.]*,,".* a month at full speed like the median peer.* 6.5 full months",no$' <<<"$output" ||
        fail "no target for Nora"
    awk -F, '$1 == "Nora" && length($2) == 7 && $2 !~ /Q/ { if ($2 < "2027-04" ? $4 != 0 : $4 <= last) bad = 1; if ($2 < "2027-07") last = $4; sum += $4 }
        $1 == "Nora" && $2 == "2027" { year = $4 } END { exit bad || sum < year - 0.01 || sum > year + 0.01 }' <<<"$output"
    [ "$(awk -F, 'NR > 1 && $2 == "2027" && $1 != "*" { s += $4 } END { printf "%.2f", s }' <<<"$output")" = 63000000.00 ]
    gapcast target "$DATASETS/sales.csv" --by region/rep --for 2027 --preset fast --total 63000000 --capacity "$BATS_TEST_TMPDIR/reps.csv" -f csv -q
    exits_with 0
    grep -q '^East,Nora,2027,' <<<"$output" || fail "Nora is not in East"
}

@test "what the targets need of the pipeline: deals to win and to create, meetings, customers" {
    file done.csv <<<$'date,kind\n2026-03-02,meeting\n2026-03-03,meeting\n2026-03-03,visit'
    target --growth 5 --pipeline "$DATASETS/deals_snapshots" --activities "$file" --report "$BATS_TEST_TMPDIR/page" -o "$BATS_TEST_TMPDIR/t.csv" -q
    exits_with 0
    [ "$(head -1 "$BATS_TEST_TMPDIR/page/effort.csv")" = \
        "region,period,plan,expected,gap,average_deal,win_rate,deals_to_win,deals_to_create,new_customers,meeting,visit" ]
    [ "$(grep -c '^\*,2027-' "$BATS_TEST_TMPDIR/page/effort.csv")" = 12 ]
    awk -F, 'NR > 1 { w = $5 / $6; if ($8 < w - 1e-6 || $8 > w + 1 || $9 < $8 / $7 - 1e-6 || $9 > $8 / $7 + 1) { print; bad = 1 } } END { exit bad }' \
        "$BATS_TEST_TMPDIR/page/effort.csv"
    awk -F, 'FNR == NR { if ($1 == "*" && $2 ~ /^2027-[01]/) t[$2] = $4; next } $1 == "*" { r = $3 / t[$2]; if (n++ && (r > last + 1e-9 || r < last - 1e-9)) bad = 1; last = r }
        END { exit bad || !(last > 0.1 && last < 0.9) }' "$BATS_TEST_TMPDIR/t.csv" "$BATS_TEST_TMPDIR/page/effort.csv"
    grep -q "What it takes" "$BATS_TEST_TMPDIR/page/targets.html"
    target --activities "$file" --report x
    refuses_with 64 "give --pipeline DEALS"
    target --pipeline "$DATASETS/deals.csv"
    refuses_with 64 "give --report DIR"
    target --pipeline "$BATS_TEST_TMPDIR/none.csv" --report "$BATS_TEST_TMPDIR/page2" -q -o "$BATS_TEST_TMPDIR/t.csv"
    exits_with 66
}

@test "last year's targets teach: what came, their chance at the start, the error of the forecast of then" {
    gapcast target "$DATASETS/sales.csv" --for 2027 --preset fast --growth 5 --lessons "$DATASETS/plan.csv" --report "$BATS_TEST_TMPDIR/page" \
        -o "$BATS_TEST_TMPDIR/t.csv" -q
    exits_with 0
    [ "$(head -1 "$BATS_TEST_TMPDIR/page/lessons.csv")" = "region,product,period,target,came,attained,p_attain,forecast,error,lesson" ]
    grep -q "^Southwest,\*,2026,.*was missed" "$BATS_TEST_TMPDIR/page/lessons.csv" || fail "Southwest"
    grep -q "What last year&#39;s targets teach" "$BATS_TEST_TMPDIR/page/targets.html" || fail "not on the page"
    gapcast target "$DATASETS/sales.csv" --for 2027 --preset fast --check "$BATS_TEST_TMPDIR/t.csv" --lessons "$DATASETS/plan.csv" -f csv -q
    exits_with 0
    grep -q '^Southwest,\*,2027,.*on the forecast; the target of 2026, given .* at its start, was missed' <<<"$output" || fail "not in the check"
    target --lessons "$DATASETS/plan.csv"
    refuses_with 64 "give --report DIR or --check PLAN"
}

@test "a year under way is rephased: what came stays, the rest still adds up" {
    gapcast target "$DATASETS/sales.csv" --for 2026 --by region --preset fast --total 60280000 --rephase --down week -f csv -q
    exits_with 0
    awk -F, '$1 == "*" && $2 == "2026" { year = $4 } $1 == "*" && $2 ~ /-Q/ { sum += $4 } END { exit !(year == 60280000 && sum > year - .001 && sum < year + .001) }' <<<"$output"
    grep -q '^\*,2026-03,amount,4634549.4,.*,known to 2026-06,no' <<<"$output" || fail "March is not as it came"
    target --rephase
    refuses_with 64 "has not begun"
}

@test "drafts and capacity that cannot be are refused" {
    target --bottom-up a.csv --capacity b.csv
    refuses_with 64 "one of them"
    file drafts.csv <<<$'region,period,draft\nEst,2027,5'
    target --bottom-up "$file"
    refuses_with 65 "did you mean 'East'?"
    target --capacity "$DATASETS/reps.csv" --total 5 --padding 200
    refuses_with 64 "--padding"
    gapcast target "$DATASETS/sales.csv" --by product --for 2027 --preset fast --capacity "$DATASETS/reps.csv"
    refuses_with 64 "add the rep to --by"
}

@test "a rep who left before the hire is refused" {
    file reps.csv <<<$'rep,hired,left\nLin Zhao,2024-01-01,2023-12-31'
    gapcast target "$DATASETS/sales.csv" --by rep --for 2027 --preset fast --capacity "$file"
    refuses_with 65 "reps.csv:2: column 'left': '2023-12-31': it is before the day of hire"
}

@test "chances are told with how often such chances came true, unless it is not to" {
    target -f md --report "$BATS_TEST_TMPDIR/out"
    exits_with 0
    prints "Were chances right? Past targets"
    grep -q 'id="extra-chances"' "$BATS_TEST_TMPDIR/out"/*.html
    target -f md --record off
    prints_not "Were chances right?"
    target --check "$DATASETS/plan.csv" --for 2026 -f md
    prints "Were chances right? Past targets"
}

@test "the same bytes on any number of threads" {
    OMP_NUM_THREADS=1 target --down day -f csv -q
    one=$output
    OMP_NUM_THREADS=7 target --down day -f csv -q
    [ "$output" = "$one" ]
}

@test "refusals" {
    target --total 5 --growth 3
    refuses_with 64 "one of --total, --growth and --confidence"
    target --confidence 120
    refuses_with 64 "between 0 and 100"
    target --step=-1
    refuses_with 64 "steps above 0"
    target --total 0.001
    refuses_with 64 "a total of 0.001 is no multiple of its step of 0.01"
    target --metric new-customers --goal new-customers=120.5
    refuses_with 64 "a total of 120.5 is no multiple of its step of 1; round it"
    target --growth=-101
    refuses_with 64 "--growth -101: no more than 100% can be lost"
    for loose in --png --pdf --padding=5 --band=30,60; do
        target "$loose"
        refuses_with 64 "${loose%%=*}"
    done
    file lock.csv <<<$'region,target\nEast,5'
    target --lock "$file"
    refuses_with 65 "name it with 'period' in the header line"
    gapcast target "$DATASETS/sales.csv" --for 2035
    refuses_with 65 "too early to forecast that year"
    gapcast target "$DATASETS/sales.csv" --for soon
    refuses_with 64 "no year"
    target --lock "$BATS_TEST_TMPDIR/none.csv"
    refuses_with 66 "none.csv"
    cut -d, -f1,3,12 "$DATASETS/sales.csv" >"$BATS_TEST_TMPDIR/short.csv"
    gapcast target "$BATS_TEST_TMPDIR/short.csv" --metric quantity
    refuses_with 65 "--quantity"
}
