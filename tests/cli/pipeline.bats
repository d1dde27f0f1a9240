#!/usr/bin/env bats
# The pipeline of the sample company: twelve month ends of exports, and one export with dates.

load helper

pipeline() {
    gapcast pipeline "$DATASETS/deals_snapshots" "$@"
}

@test "the forecast has the columns of the contract, a row a node and period" {
    pipeline --by region
    exits_with 0
    [ "${lines[0]}" = "region,period,open,crm_weighted,expected,lo80,hi80,won,commit,best_case,from_new" ]
    [ "$(grep -c '^\*,2026-\(07\|08\|09\|10\|11\|12\),' <<<"$output")" -eq 6 ]
    says "as of 2026-06-30: 1135 deals"
    says "crm_weighted = won + open x the CRM's probability"
}

@test "expected lies within its range and nodes add up" {
    pipeline --by region,product -q
    exits_with 0
    awk -F, 'NR > 1 && !($7 <= $6 && $6 <= $8) { print; bad = 1 } END { exit bad }' <<<"$output"
    awk -F, '$1 == "*" && $2 == "*" { whole[$3] = $6 } $1 != "*" && $2 != "*" && NR > 1 { sum[$3] += $6 }
        END { for (p in whole) { d = whole[p] - sum[p]; if (d * d > 1e-6) exit 1 } }' <<<"$output"
}

@test "one export with dates gives its past too, in English and in Chinese" {
    gapcast pipeline "$DATASETS/deals.csv" --by region
    exits_with 0
    en=$(cut -d, -f2- <<<"${lines[1]}")
    gapcast pipeline "$DATASETS/deals_zh.csv" --by 区域
    exits_with 0
    [ "${lines[0]%%,*}" = "区域" ]
    [ "$(cut -d, -f2 <<<"${lines[1]}")" = "$(cut -d, -f1 <<<"$en")" ]
}

@test "the same bytes on any number of threads, other ones for another seed" {
    pipeline -q --threads 1
    one=$output
    pipeline -q --threads 4
    [ "$output" = "$one" ]
    pipeline -q --seed 5
    [ "$output" != "$one" ]
    cut -d, -f1-6 <<<"$one" >"$BATS_TEST_TMPDIR/one"
    cut -d, -f1-6 <<<"$output" | cmp - "$BATS_TEST_TMPDIR/one"
}

@test "an as-of date gives what was known then, whatever came later" {
    pipeline -q --as-of 2026-03-31
    full=$output
    mkdir "$BATS_TEST_TMPDIR/then"
    cp "$DATASETS"/deals_snapshots/deals_2025-*.csv "$DATASETS"/deals_snapshots/deals_2026-0[123]*.csv \
        "$BATS_TEST_TMPDIR/then"
    gapcast pipeline "$BATS_TEST_TMPDIR/then" -q
    [ "$output" = "$full" ]
}

# Deals that ended after the as-of date get each other's end, status, stage and reason; those created
# after it get each other's everything.
@test "shuffling all that is dated after the as-of date changes no byte" {
    awk -F, -v OFS=, 'NR == 1 { print; next }
        { n++; line[n] = $0; late[n] = $15 == "" || $15 > "2025-12-31"; born[n] = $11 > "2025-12-31" }
        END {
            srand(7)
            for (i = n; i > 0; i--) {
                if (!late[i] && !born[i]) continue
                j = int(rand() * n) + 1
                while (!(late[j] || born[j]) || born[j] != born[i]) j = j % n + 1
                if (i == j) continue
                if (born[i]) { t = line[i]; line[i] = line[j]; line[j] = t; continue }
                split(line[i], a, ","); split(line[j], b, ",")
                if (a[12] > "2025-12-31" || a[13] > "2025-12-31" || b[12] > "2025-12-31" || b[13] > "2025-12-31") continue
                for (k = 14; k <= 17; k++) { t = a[k]; a[k] = b[k]; b[k] = t }
                for (k = 7; k <= 10; k++) if (k != 9) { t = a[k]; a[k] = b[k]; b[k] = t }
                line[i] = a[1]; line[j] = b[1]
                for (k = 2; k <= 17; k++) { line[i] = line[i] "," a[k]; line[j] = line[j] "," b[k] }
            }
            for (i = 1; i <= n; i++) print line[i]
        }' <(grep -v '"' "$DATASETS/deals.csv") >"$BATS_TEST_TMPDIR/shuffled.csv"
    grep -v '"' "$DATASETS/deals.csv" >"$BATS_TEST_TMPDIR/plain.csv"
    run ! cmp -s "$BATS_TEST_TMPDIR/plain.csv" "$BATS_TEST_TMPDIR/shuffled.csv"
    gapcast pipeline "$BATS_TEST_TMPDIR/plain.csv" -q --as-of 2025-12-31
    exits_with 0
    plain=$output
    gapcast pipeline "$BATS_TEST_TMPDIR/shuffled.csv" -q --as-of 2025-12-31
    exits_with 0
    [ "$output" = "$plain" ]
    gapcast forecast "$DATASETS/sales.csv" --by region --model naive --horizon 3 --as-of 2025-12-31 -q \
        --pipeline "$BATS_TEST_TMPDIR/plain.csv"
    exits_with 0
    plain=$output
    grep -q pipeline_weight <<<"$plain"
    gapcast forecast "$DATASETS/sales.csv" --by region --model naive --horizon 3 --as-of 2025-12-31 -q \
        --pipeline "$BATS_TEST_TMPDIR/shuffled.csv"
    [ "$output" = "$plain" ]
    gapcast pipeline "$BATS_TEST_TMPDIR/plain.csv" -q --as-of 2025-12-31 --report calibration
    plain=$output
    gapcast pipeline "$BATS_TEST_TMPDIR/shuffled.csv" -q --as-of 2025-12-31 --report calibration
    [ "$output" = "$plain" ]
}

@test "the waterfall balances to the cent and goes on where it stopped" {
    pipeline -q --report waterfall --by region,owner --for 2026-Q2
    exits_with 0
    [ "${lines[0]}" = "region,owner,from,to,start,new,pulled,increased,decreased,pushed,lost,won,moved_in,moved_out,end" ]
    awk -F, 'NR > 1 { d = $5 + $6 + $7 + $8 - $9 - $10 - $11 - $12 + $13 - $14 - $15
        if (d > 0.001 || d < -0.001) { print; bad = 1 }
        if ($4 != "2026-06-30" || $3 == "2026-05-31") { if (last[$1 $2] != "" && last[$1 $2] != $5) bad = 1; last[$1 $2] = $15 } }
        END { exit bad }' <<<"$output"
}

@test "a stage renamed from one export to the next is one, or as --stage and the INI say" {
    mkdir "$BATS_TEST_TMPDIR/renamed"
    cp "$DATASETS"/deals_snapshots/*.csv "$BATS_TEST_TMPDIR/renamed"
    sed -i 's/,Proposal,/,Offer,/' "$BATS_TEST_TMPDIR"/renamed/deals_2026-*.csv
    pipeline --report stages --by '' -q
    before=$output
    gapcast pipeline "$BATS_TEST_TMPDIR/renamed" --report stages --by ''
    exits_with 0
    says "the stage 'Proposal' is called 'Offer' from 2026-01-31 on"
    [ "$(cut -d, -f1 <<<"$output" | tr '\n' ' ')" = "stage Qualification Offer Negotiation " ]
    [ "$(grep ^Offer <<<"$output" | cut -d, -f2-10)" = "$(grep ^Proposal <<<"$before" | cut -d, -f2-10)" ]
    gapcast pipeline "$BATS_TEST_TMPDIR/renamed" --report stages --by '' --lang zh
    says "改称 'Offer'"
    file mapped.ini < <(printf '[pipeline]\nstage = Offer=Proposal\nby =\nreport = stages\n')
    gapcast pipeline "$BATS_TEST_TMPDIR/renamed" --config "$file" -q
    [ "$output" = "$before" ]
    gapcast pipeline "$BATS_TEST_TMPDIR/renamed" --report stages --by '' --stage Offer=Offer -q
    grep -q '^Proposal,' <<<"$output"
    gapcast pipeline "$BATS_TEST_TMPDIR/renamed" --stage Offer
    refuses_with 64 "is not OLD=NEW"
}

@test "a log of changes stands alone or beside an export" {
    grep -v '"' "$DATASETS/deals.csv" >"$BATS_TEST_TMPDIR/export.csv"
    awk -F, -v OFS=, 'NR == 1 { print "Id,OpportunityId,StageName,Amount,CloseDate,CreatedDate"; next }
        { print "a" NR, $1, "Qualification", $9, $14, $11 }
        $12 != "" { print "b" NR, $1, "Proposal", $9, $14, $12 }
        $13 != "" { print "c" NR, $1, "Negotiation", $9, $14, $13 }
        $15 != "" { print "d" NR, $1, $7, $9, $15, $15 }' "$BATS_TEST_TMPDIR/export.csv" >"$BATS_TEST_TMPDIR/log.csv"
    gapcast pipeline "$BATS_TEST_TMPDIR/log.csv" --report stages --by ''
    exits_with 0
    [ "$(cut -d, -f1 <<<"$output" | tr '\n' ' ')" = "stage Qualification Proposal Negotiation " ]
    alone=$output
    gapcast pipeline "$BATS_TEST_TMPDIR/export.csv" --history "$BATS_TEST_TMPDIR/log.csv" --report stages --by '' -q
    exits_with 0
    [ "$(cut -d, -f1-10 <<<"$output")" = "$(cut -d, -f1-10 <<<"$alone")" ]
    gapcast pipeline "$BATS_TEST_TMPDIR/export.csv" --history "$BATS_TEST_TMPDIR/log.csv" --by region -q
    exits_with 0
    [ "$(grep -c '^East,' <<<"$output")" -eq 6 ]
    gapcast pipeline "$BATS_TEST_TMPDIR/export.csv" --history nowhere.csv
    refuses_with 66 "nowhere.csv"
    gapcast pipeline "$BATS_TEST_TMPDIR/export.csv" --history "$DATASETS/plan.csv"
    refuses_with 65 "no column 'OpportunityId'"
}

@test "several pipelines are told apart by --by and --where" {
    awk -F, -v OFS=, 'NR == 1 { print $0, "pipeline"; next } !/"/ { print $0, NR % 3 ? "Direct" : "Partner" }' \
        "$DATASETS/deals.csv" >"$BATS_TEST_TMPDIR/two.csv"
    gapcast pipeline "$BATS_TEST_TMPDIR/two.csv" --by pipeline --report stages -q
    exits_with 0
    [ "$(cut -d, -f1 <<<"$output" | sort -u | tr '\n' ' ')" = "* Direct Partner pipeline " ]
    direct=$(grep '^Direct,Negotiation' <<<"$output" | cut -d, -f3-9)
    gapcast pipeline "$BATS_TEST_TMPDIR/two.csv" --by '' --where pipeline=Direct --report stages -q
    [ "$(grep '^Negotiation' <<<"$output" | cut -d, -f2-8)" = "$direct" ]
}

@test "the three definitions of win rate differ as they say" {
    file three.csv <<<$'id,stage,amount,created,closed\nA,Closed Won,5,2025-11-02,2026-01-20\nB,Closed Lost,5,2026-01-05,2026-02-03\nC,Closed Won,5,2026-01-06,2026-02-03\nD,Talk,5,2026-01-07,\nE,Talk,5,2026-02-08,'
    for rate in closed=0.667 cohort=0.5 all=0.25; do
        gapcast pipeline "$file" --by '' --report velocity --since 2026-01-01 --win-rate "${rate%=*}" -f csv
        exits_with 0
        says "drawn to ${rate#*=}"
    done
}

@test "columns and words of one's own come from the INI" {
    sed '1s/stage/Phase/; 1s/,amount,/,Worth,/; 1s/,status,/,Kind,/; s/Closed Won/Signed/' \
        "$DATASETS/deals.csv" >"$BATS_TEST_TMPDIR/renamed.csv"
    file own.ini < <(printf '[pipeline]\ncolumn = stage=Phase\ncolumn = amount=Worth\nwon = Signed\n')
    gapcast pipeline "$BATS_TEST_TMPDIR/renamed.csv" --config "$file" -q
    exits_with 0
    own=$output
    gapcast pipeline "$DATASETS/deals.csv" -q
    [ "$output" = "$own" ]
}

@test "every report prints its convention" {
    pipeline --report stages --by ''
    exits_with 0
    [ "${lines[0]%%,*}" = "stage" ]
    [ "$(cut -d, -f1 <<<"$output" | tr '\n' ' ')" = "stage Qualification Proposal Negotiation " ]
    says "conversion: reached a later stage or won"
    pipeline --report velocity
    says "velocity = open deals x win rate"
    pipeline --report velocity --win-rate all
    says "won / all deals created"
    pipeline --report hygiene
    says "past close date: 12 of 158 open deals"
    pipeline --report calibration --by region
    says "difference = actual - stated, so optimism is negative"
    grep -q '^\*,80-90%,.*,crm$' <<<"$output"
    grep -q '^\*,0-10%,.*,learned$' <<<"$output"
    says "won in period 1 ahead, 1771 deals judged: Brier score learned"
    pipeline --report coverage --plan "$DATASETS/plan.csv"
    exits_with 0
    says "missing = to_go x required - open"
    grep -q '^\*,\*,2026-07,[0-9]' <<<"$output"
}

@test "every report tells its convention in Chinese, too" {
    for report in forecast stages waterfall velocity coverage hygiene calibration; do
        pipeline --report "$report" --lang zh
        exits_with 0
        says "截至 2026-06-30：12 个导出的"
        run ! grep -aE '^gapcast: note: [ -~]*$' <<<"$stderr"
    done
}

@test "all forms of output" {
    pipeline --by region -f table
    prints "crm_weighted"
    pipeline --by region -f json
    prints '"notes"'
    pipeline --by region -o "$BATS_TEST_TMPDIR/pipeline.xlsx"
    exits_with 0
    [ -s "$BATS_TEST_TMPDIR/pipeline.xlsx" ]
}

@test "--quantity names the column that list prices are multiplied by" {
    file prices.csv <<<$'product,price\nA,10'
    prices=$file
    file pieces.csv <<<$'id,stage,product,amount,pieces,created,close_date\n1,Talk,A,,7,2026-01-05,2026-01-20'
    gapcast pipeline "$file" --prices "$prices" --quantity pieces --by product --horizon 1 -q
    exits_with 0
    [ "$(cut -d, -f3 <<<"${lines[1]}")" = 70 ]
}

@test "rows that contradict themselves are told, with the first line of each kind" {
    file odd.csv <<<$'id,stage,status,amount,created,closed\nA,Closed Won,Won,5,2026-03-05,2026-01-05\nB,Closed Won,Open,5,2026-01-05,\nC,Talk,Zombie,5,2026-01-05,\nD,Talk,Zombie,5,2026-03-05,'
    gapcast pipeline "$file"
    exits_with 0
    says "odd.csv:2: column 'closed': the deal ended before it was created in 1 row, first here"
    says "odd.csv:3: column 'status': status and stage contradict each other in 1 row, first here"
    says "odd.csv:4: column 'status': neither won, lost nor open in 2 rows, first here"
    pipeline --report hygiene --lang zh --format table
    prints "已逾期"
    pipeline --report stages --lang zh --format table
    prints "是"
}

@test "what cannot be done is refused" {
    gapcast pipeline
    refuses_with 64 "pipeline"
    gapcast pipeline nowhere.csv
    refuses_with 66 "nowhere.csv"
    pipeline --report colours
    refuses_with 64 "colours"
    pipeline --column colour=Stage
    refuses_with 64 "there is no role 'colour'"
    pipeline --column stage=Phase
    refuses_with 65 "no column 'Phase'"
    pipeline --report waterfall --for soon
    refuses_with 64 "--for: 'soon' is no period"
    pipeline --plan "$DATASETS/plan.csv"
    refuses_with 64 "--plan: only --report coverage and activity"
    pipeline --moves nowhere.csv
    refuses_with 64 "--moves and --structure"
    pipeline --by colour
    refuses_with 65 "no column 'colour'"
    pipeline --as-of 2020-01-01
    refuses_with 65 "no deal was there yet on the day of --as-of"
    gapcast pipeline "$DATASETS/deals.csv" --as-of 2020-01-01
    refuses_with 65 "no deal was there yet on the day of --as-of"
    file header.csv <<<'id,stage,amount,created'
    gapcast pipeline "$file"
    refuses_with 65 "there is no deal in it, only a header"
    gapcast pipeline "$DATASETS/sales.csv"
    refuses_with 65 "no column 'stage'"
    mkdir "$BATS_TEST_TMPDIR/empty"
    gapcast pipeline "$BATS_TEST_TMPDIR/empty"
    refuses_with 66 "the folder has no"
    file calibration.csv <<<$'id,stage,amount,created\nA,Talk,5,2026-01-02'
    gapcast pipeline "$file" --report calibration
    refuses_with 65 "no open deal has a probability"
    file one.csv <<<$'id,amount,created,is won\nA,5,2026-01-02,true'
    gapcast pipeline "$file" --report stages
    refuses_with 65 "deal"
}

@test "forecast --pipeline keeps what history and deals each said" {
    gapcast forecast "$DATASETS/sales.csv" --by region --pipeline "$DATASETS/deals.csv" --horizon 4 \
        --model naive --level 80 -f csv
    exits_with 0
    [ "${lines[0]}" = "region,period,forecast,lo80,hi80,model,history,pipeline,pipeline_weight" ]
    says "what deals say has the weight"
    says "forecast = history + pipeline_weight x (pipeline - history), then made coherent"
    awk -F, 'NR > 1 && !($9 >= 0 && $9 <= 1 && $4 <= $3 && $3 <= $5) { print; bad = 1 }
        NR > 1 { if ($1 == "*") whole[$2] = $3; else sum[$2] += $3 }
        END { for (p in whole) { d = whole[p] - sum[p]; if (d * d > 1e-6) bad = 1 } exit bad }' <<<"$output"
    grep -q ' + pipeline,' <<<"$output"
    one=$output
    gapcast forecast "$DATASETS/sales.csv" --by region --pipeline "$DATASETS/deals.csv" --horizon 4 \
        --model naive --level 80 -f csv --threads 1
    [ "$output" = "$one" ]
}

@test "explain takes the deals' part of a forecast apart, in English and Chinese" {
    gapcast explain "$DATASETS/sales.csv" --by region --node region=East --at 2026-09 --model naive \
        --pipeline "$DATASETS/deals.csv" -f csv -q
    exits_with 0
    awk -F, '$1 == "component" { sum += $3 } $1 == "total" { total = $3 }
        $2 == "history" && $1 == "deals" { h = $3 } $2 == "pipeline" { p = $3 } $2 == "weight" { w = $4 }
        $1 == "component" && $2 == "deals" { part = $3 }
        END { d = sum - total; e = part - w * (p - h); exit !(d * d < 1e-6 && e * e < 1e-4 && part != 0) }' <<<"$output"
    prints "deals,past forecasts,,12"
    gapcast explain "$DATASETS/sales.csv" --by region --at 2026-09 --model naive --lang zh \
        --pipeline "$DATASETS/deals.csv" -f csv -q
    prints "权重"
    gapcast explain "$DATASETS/sales.csv" --by region --at 2026-09 --model naive -f csv -q
    run ! grep -q deals <<<"$output"
}

@test "sales in one language and deals in the other have the same keys" {
    gapcast forecast "$DATASETS/sales_zh.csv" --by 区域 --pipeline "$DATASETS/deals_zh.csv" --horizon 2 \
        --model naive -q -f csv
    exits_with 0
    [ "${lines[0]%%,*}" = "区域" ]
    gapcast forecast "$DATASETS/sales_zh.csv" --by 区域 --pipeline "$DATASETS/deals.csv" --horizon 2 \
        --model naive -f csv
    exits_with 0
    says "7 of 7 combinations of keys do not stand in the sales"
}

@test "review --pipeline judges the plan by both" {
    gapcast review "$DATASETS/sales.csv" --plan "$DATASETS/plan.csv" --by region --model fast -f csv -q
    exits_with 0
    without=$output
    gapcast review "$DATASETS/sales.csv" --plan "$DATASETS/plan.csv" --by region --model fast -f csv \
        --pipeline "$DATASETS/deals_snapshots"
    exits_with 0
    [ "$output" != "$without" ]
    says "what deals say has the weight"
    says "Deals: of the total, what they say has the weights"
    [[ ${lines[0]} = *,status,why,history_rest,pipeline_rest ]]
    [[ $without != *pipeline_rest* ]]
    gapcast review "$DATASETS/sales.csv" --plan "$DATASETS/plan.csv" --by region --model fast -q --lang zh \
        --pipeline "$DATASETS/deals_snapshots"
    prints "商机：合计中商机预测"
}

@test "deals that do not fit the forecast are refused" {
    gapcast forecast "$DATASETS/sales.csv" --by region,channel --pipeline "$DATASETS/deals.csv"
    refuses_with 65 "no column 'channel'"
    gapcast forecast "$DATASETS/sales.csv" --levels bottom --pipeline "$DATASETS/deals.csv"
    refuses_with 64 "it needs all levels"
    gapcast forecast "$DATASETS/sales.csv" --pipeline nowhere.csv
    refuses_with 66 "nowhere.csv"
    gapcast forecast "$DATASETS/sales.csv" --by region --as-of 2024-07-03 --pipeline "$DATASETS/deals.csv"
    refuses_with 65 "fewer than 30 deals"
}

@test "a gap is turned into deals, customers and activities" {
    file activities.csv <<<$'日期,类型\n2026-05-04,拜访\n2026-05-05,拜访\n2026-06-01,电话'
    pipeline --report activity --plan "$DATASETS/plan.csv" --by region --activities "$file"
    exits_with 0
    [ "${lines[0]}" = "region,period,plan,expected,gap,average_deal,win_rate,deals_to_win,deals_to_create,new_customers,拜访,电话" ]
    awk -F, 'NR > 1 { d = $8 - $5 / $6; e = $9 - $8 / $7
        if (d < -1e-6 || d >= 1 || e < -1e-6 || e >= 1) { print; bad = 1 } } END { exit bad }' <<<"$output"
    says "deals_to_win = gap / average deal won"
    pipeline --report activity
    refuses_with 64 "no plan given"
    file none.csv <<<$'when,what\n2026-05-04,x'
    pipeline --report activity --plan "$DATASETS/plan.csv" --activities "$file"
    refuses_with 65 "a file of activities has the columns date and kind"
}
