#!/usr/bin/env bats
# Runs that are kept: parallel writers, kills, and exact sums over many months.

load helper

setup() {
    db=$BATS_TEST_TMPDIR/a.db
}

keep() { # [OPTION]...
    gapcast forecast "$DATASETS/sales.csv" --by region --model ses --paths 100 --horizon 4 \
        --archive "$db" -q -o "$BATS_TEST_TMPDIR/out.csv" "$@"
}

# The causes of every node of a run add up to the cent; so does the gap where there is a plan.
adds_up() { # RUN SUMS
    gapcast archive changes "$db" --run "$1" --levels all -f csv -q
    exits_with 0
    awk -F, -v sums="$2" '$(NF - 1) ~ /^(outlook|gap) before$/ { sum = $NF; next }
        $(NF - 1) ~ /^(outlook|gap) after$/ { d = sum - $NF; if (d > 0.005 || d < -0.005) exit 1; n++; next }
        { sum += $NF } END { exit n != sums }' <<<"$output"
}

@test "24 archived months: what moved the outlook adds up to the cent for every node" {
    for year in 2024 2025; do
        for month in 01 02 03 04 05 06 07 08 09 10 11 12; do
            keep --as-of "$(date -d "$year-$month-01 +1 month -1 day" +%F)"
            exits_with 0
        done
    done
    for run in 2 7 13 18 24; do
        adds_up "$run" 8
    done
    gapcast archive list "$db" -q
    [ "${#lines[@]}" -eq 25 ]
    gapcast archive accuracy "$db"
    exits_with 0
    [ "${lines[0]}" = "lead,step,person,n,wape,bias,mae,crps,moved,fva,fva_crps,fva_bias,months,months_needed,verdict" ]
    prints "1,statistical,*,23,"
    gapcast archive show "$db" --run 3 --node region=East -q
    exits_with 0
    prints "East,2024-03,"
}

@test "24 archived months with drivers, overrides, moves and deals: every cause tells, and they add up" {
    file moves.csv <<<$'since,region,city,to_region\n2025-09-01,East,Hangzhou,South'
    moves=$file
    for month in $(seq 0 23); do
        day=$(date -d "2024-07-01 +$((month + 1)) month -1 day" +%F)
        next=$(date -d "2024-07-01 +$((month + 1)) month" +%Y-%m)
        file overrides.csv <<<$'region,period,percent,step,author\nNorth,'"$next,$((month % 5 - 2)),analyst,Li Na"
        set -- --holidays cn --drivers "$DATASETS/drivers.csv" --overrides "$file"
        [ "$month" -lt 15 ] || set -- "$@" --moves "$moves"
        [ "$month" -lt 20 ] || set -- "$@" --pipeline "$DATASETS/deals_snapshots"
        keep --as-of "$day" "$@"
        exits_with 0
    done
    gapcast archive list "$db" -q
    [ "${#lines[@]}" -eq 25 ]
    prints "moves moves.csv"
    prints "deals deals_2025-07-31.csv"
    for run in $(seq 2 24); do
        gapcast archive changes "$db" --run "$run" --levels all -f csv -q
        adds_up "$run" "$(grep -c ',outlook after,' <<<"$output")"
    done
    gapcast archive changes "$db" --run 16 --node region=South -f csv -q
    awk -F, '$2 == "hierarchy" && $3 > 1e5 { found = 1 } END { exit !found }' <<<"$output"
    gapcast archive changes "$db" --run 16 -f csv -q
    awk -F, '$2 == "hierarchy" && ($3 > 0.005 || $3 < -0.005) { exit 1 }' <<<"$output"
    gapcast archive changes "$db" --run 22 -f csv -q
    prints "*,deals,0" # which have not earned a weight here
    for cause in drivers analyst "new actuals" "new data"; do
        awk -F, -v cause="$cause" '$2 == cause && ($3 > 1 || $3 < -1) { found = 1 } END { exit !found }' <<<"$output"
    done
    gapcast archive accuracy "$db" -q
    prints "all,analyst,Li Na,"
}

@test "a plan that was changed is a cause of the gap" {
    awk -F, -v OFS=, 'NR > 1 && $3 == "2026-09" { $4 *= 1.1 } 1' "$DATASETS/plan.csv" >"$BATS_TEST_TMPDIR/plan2.csv"
    for plan in "$DATASETS/plan.csv" "$BATS_TEST_TMPDIR/plan2.csv"; do
        gapcast review "$DATASETS/sales.csv" --by region --plan "$plan" --model ses --paths 100 --record off \
            --archive "$db" -q
        exits_with 0
    done
    adds_up 2 16
    gapcast archive changes "$db" -f csv -q
    more=$(awk -F, 'NR > 1 && $3 == "2026-09" { sum += $4 } END { print sum / 10 }' "$DATASETS/plan.csv")
    awk -F, -v more="$more" '$2 == "plan" { exit ($3 + more) ^ 2 > 1 }' <<<"$output"
}

@test "targets are kept, and shown again byte for byte" {
    target() { gapcast target "$DATASETS/sales.csv" --for 2027 --by region --growth 8 --model ses --paths 100 "$@"; }
    for lang in en zh; do
        target --lang "$lang" --archive "$db" -q -o "$BATS_TEST_TMPDIR/$lang.csv"
        exits_with 0
        gapcast archive show "$db" --levels all -q -f csv -o "$BATS_TEST_TMPDIR/shown.csv"
        exits_with 0
        cmp "$BATS_TEST_TMPDIR/shown.csv" "$BATS_TEST_TMPDIR/$lang.csv"
    done
    gapcast archive list "$db" -q
    prints ",target,"
    gapcast archive show "$db" --forecasts -q
    prints "*,2027-03,"
    target --check "$DATASETS/plan.csv" --archive "$db"
    refuses_with 64 "--archive: --check sets no targets"
    gapcast forecast "$DATASETS/sales.csv" --scenario a,b --drivers "$DATASETS/drivers.csv" --archive "$db"
    refuses_with 64 "--archive: it keeps one forecast"
    gapcast forecast - --moves "$DATASETS/plan.csv" --archive "$db" </dev/null
    [ "$status" -ne 0 ]
}

@test "show gives back what forecast printed" {
    keep --level 80,95
    exits_with 0
    gapcast archive show "$db" --levels all -q -f csv
    awk -F, 'NR == FNR { if (FNR > 1) seen[$1 "," $2] = $3 "," $4 "," $5 "," $6 "," $7; next }
        FNR > 1 && ($1 "," $2) in seen { n++; if (seen[$1 "," $2] != $10 "," $13 "," $14 "," $15 "," $16) exit 1 }
        END { exit n != 32 }' "$BATS_TEST_TMPDIR/out.csv" - <<<"$output"
}

@test "the review's plan is kept with it" {
    gapcast review "$DATASETS/sales.csv" --plan "$DATASETS/plan.csv" --preset fast --archive "$db" -q
    exits_with 0
    gapcast archive list "$db" -q
    prints "plan plan.csv"
    gapcast archive show "$db" -q
    awk -F, '$1 == "*" && $2 == "*" && $3 == "2026-07" && $18 > 0 { found = 1 } END { exit !found }' <<<"$output"
}

@test "what goes to standard output does not depend on the archive" {
    gapcast forecast "$DATASETS/sales.csv" --by region --model ses -q
    plain=$output
    gapcast forecast "$DATASETS/sales.csv" --by region --model ses -q --archive "$db"
    [ "$output" = "$plain" ]
}

@test "32 writers at once: no run is lost" {
    for _ in $(seq 32); do
        "$GAPCAST" forecast "$DATASETS/sales.csv" --by region --model naive --paths 100 --horizon 2 \
            --archive "$db" -q -f csv >/dev/null &
        jobs="$jobs $!"
    done
    for job in $jobs; do wait "$job"; done
    gapcast archive list "$db" -q
    [ "${#lines[@]}" -eq 33 ]
}

@test "a run that is killed is there as a whole or not at all" {
    keep
    exits_with 0
    kept=1
    for i in $(seq 12); do
        "$GAPCAST" forecast "$DATASETS/sales.csv" --by region --model ses --paths 100 --horizon 4 \
            --archive "$db" -q -o "$BATS_TEST_TMPDIR/out.csv" &
        job=$!
        sleep "0.0$((i * 7 % 10))"
        kill -9 "$job" 2>/dev/null || true
        wait "$job" || true
    done
    gapcast archive list "$db" -q
    exits_with 0
    kept=$((${#lines[@]} - 1))
    [ "$kept" -ge 1 ]
    for run in $(seq "$kept"); do
        gapcast archive show "$db" --run "$run" --levels all -q
        exits_with 0
        [ "${#lines[@]}" -eq 417 ]
    done
}

@test "what cannot be answered is refused" {
    gapcast archive list missing.db
    refuses_with 66 "missing.db: cannot be read"
    gapcast archive lst "$db"
    refuses_with 64 "did you mean list?"
    gapcast archive list
    refuses_with 64 "archive"
    keep
    gapcast archive changes "$db"
    refuses_with 65 "the first of its series"
    gapcast archive show "$db" --node East
    refuses_with 64 "is not COLUMN=VALUE"
    file text.db <<<"this is no database, only a text that is long enough to be looked at"
    gapcast archive list "$file"
    refuses_with 65 "no sound SQLite database"
    keep --archive "$BATS_TEST_TMPDIR/no/such/a.db"
    refuses_with 73 "cannot be written"
}

@test "overrides: moved, kept apart, adding up, and judged when the actual has come" {
    file overrides.csv <<'CSV'
region,period,change,step,author,note
Southwest,2026-06,-60000,analyst,Li Na,Chengdu is without a rep
*,2026-06,100000,manager,Wang,
CSV
    keep --as-of 2026-05-31 --overrides "$file" -o "$BATS_TEST_TMPDIR/o.csv"
    exits_with 0
    head -1 "$BATS_TEST_TMPDIR/o.csv" | grep -q ',model,statistical,override$'
    awk -F, '$2 == "2026-06" { d = $3 - $(NF - 1) - $NF; if (d * d > 1e-9) exit 1
            if ($1 == "*") total = $3; else sum += $3 }
        END { exit (total - sum) ^ 2 > 1e-6 }' "$BATS_TEST_TMPDIR/o.csv"
    keep --as-of 2026-06-30
    gapcast archive accuracy "$db" --levels all -q
    exits_with 0
    prints "all,analyst,Li Na,2,"
    prints "all,manager,Wang,8,"
    gapcast archive show "$db" --run 1 --node region=Southwest -q
    prints "analyst Li Na -60000: Chengdu is without a rep; manager Wang +"
    gapcast archive changes "$db" -q
    prints "*,manager,0"
    file bad.csv <<<$'region,period,change\nNowhere,2026-07,5'
    gapcast forecast "$DATASETS/sales.csv" --by region --model ses --overrides "$file"
    refuses_with 65 "bad.csv:2: no such node is forecast"
    gapcast forecast "$DATASETS/sales.csv" --by region --levels bottom --overrides "$file"
    refuses_with 64 "--overrides"
    gapcast forecast "$DATASETS/sales.csv" --overrides missing.csv --model ses --by region
    refuses_with 66 "missing.csv"
}

@test "the review tells why the outlook moved, how good forecasts were, and key figures" {
    for month in 02-28 03-31 04-30 05-31; do
        keep --as-of "2026-$month" --horizon 12
        exits_with 0
    done
    gapcast review "$DATASETS/sales.csv" --by region --plan "$DATASETS/plan.csv" --model ses --paths 100 --record off \
        --archive "$db" -o "$BATS_TEST_TMPDIR/r" -q
    exits_with 0
    prints "Why the outlook of 2026 moved since 2026-05"
    prints "since run 4 of the archive"
    prints "How good past forecasts were"
    prints "Key figures"
    steps=$(awk '/^Outlook then/ { on = 1; sum = $NF; next } /^Outlook now/ { print sum - $NF; exit } on { sum += $NF }' <<<"$output")
    awk -v d="$steps" 'BEGIN { exit !(d < 1e-9 && d > -1e-9) }'
    for id in moved figures record; do
        grep -q "<h2 id=\"$id\">" "$BATS_TEST_TMPDIR/r/report.html"
        grep -q "href=\"#$id\"" "$BATS_TEST_TMPDIR/r/report.html"
    done
    unzip -p "$BATS_TEST_TMPDIR/r/report.xlsx" xl/workbook.xml >"$BATS_TEST_TMPDIR/sheets"
    for sheet in "Key figures" Changes Accuracy; do grep -q "name=\"$sheet\"" "$BATS_TEST_TMPDIR/sheets"; done
    gapcast review "$DATASETS/sales.csv" --by region --plan "$DATASETS/plan.csv" --model ses --paths 100 --record off \
        --archive "$db" --lang zh -q
    prints "2026 年预计自 2026-05 以来为何变动"
    prints "以往预测的准确度"
    gapcast review "$DATASETS/sales.csv" --by region --plan "$DATASETS/plan.csv" --model ses --paths 100 --record off -q
    prints_not "archive"
}
