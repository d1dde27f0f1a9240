#!/usr/bin/env bats
# Backtests on the sample company.

load helper

backtest() {
    gapcast backtest "$DATASETS/sales.csv" --levels total --horizon 3 --windows 4 "$@"
}

@test "the columns are those of the contract, a row a model and step" {
    backtest --model ses,snaive
    exits_with 0
    [ "${lines[0]}" = "region,product,model,step,n,mase,rmsse,smape,wape,bias,coverage80,coverage95,msis95,skill,p_value" ]
    [ "$(grep -c '^\*,\*,ses,[123],4,' <<<"$output")" -eq 3 ]
    [ "$(grep -c '^\*,\*,snaive,[123],4,' <<<"$output")" -eq 3 ]
    says "error = actual - forecast"
}

@test "the seasonal naive forecast has no skill over itself" {
    backtest --model snaive -f csv -q
    exits_with 0
    awk -F, 'NR > 1 && $14 * $14 > 1e-18 { print; bad = 1 } END { exit bad }' <<<"$output"
}

@test "each single forecast goes to a file, and the measures follow from it" {
    backtest --model ses --windows-out "$BATS_TEST_TMPDIR/cases.csv" -f csv
    exits_with 0
    head -1 "$BATS_TEST_TMPDIR/cases.csv" | grep -q \
        '^region,product,model,origin,step,period,actual,forecast,lo80,hi80,lo95,hi95,error,made_by$'
    [ "$(wc -l <"$BATS_TEST_TMPDIR/cases.csv")" -eq 13 ]
    wape=$(awk -F, '$5 == 2 { e += $13 < 0 ? -$13 : $13; a += $7 < 0 ? -$7 : $7 }
        END { printf "%.9f", e / a }' "$BATS_TEST_TMPDIR/cases.csv")
    awk -F, -v wape="$wape" '$4 == 2 { d = $9 - wape; if (d * d > 1e-16) exit 1 }' <<<"$output"
    awk -F, 'NR > 1 { d = $7 - $8 - $13; if (d * d > 1e-6) exit 1 }' "$BATS_TEST_TMPDIR/cases.csv"
}

@test "the fast preset is held beside the seasonal naive forecast" {
    backtest --preset fast -f csv -q
    exits_with 0
    [ "$(cut -d, -f3 <<<"$output" | sort -u | tr '\n' ' ')" = "fast model snaive " ]
}

@test "forecasts that another model made are counted, and told one by one" {
    file short.csv < <(echo date,amount; for m in {1..23}; do echo "$((2023 + m / 13))-$(printf %02d $(((m - 1) % 12 + 1))),$((100 + m * 7 % 13))"; done)
    gapcast backtest "$file" --horizon 1 --windows 4 --model stl-ets,auto,snaive --windows-out "$BATS_TEST_TMPDIR/made.csv"
    exits_with 0
    says "stl-ets: 4 of the 4 forecasts were made by another model, where the history was too short for stl-ets"
    [ "$(grep -cE '(auto|snaive): [0-9]+ of the' <<<"$stderr")" = 0 ]
    [ "$(grep -c '^stl-ets,.*(too short for stl-ets)' "$BATS_TEST_TMPDIR/made.csv")" -eq 4 ]
    [ "$(grep -cE '^(auto|snaive),.*,$' "$BATS_TEST_TMPDIR/made.csv")" -eq 8 ]
    backtest --model ses
    [ "$(grep -c 'by another model' <<<"$stderr")" = 0 ]
}

@test "what ended before the origins is told" {
    file ended.csv < <(echo date,product,amount; for y in 2022 2023 2024; do for m in 0{1..9} 10 11 12; do
        echo "$y-$m,b,$((100 + 10#$m))"; [ "$y" = 2024 ] || echo "$y-$m,a,$((50 + 10#$m))"; done; done)
    gapcast backtest "$file" --horizon 2 --windows 3 --levels bottom --model ses
    exits_with 0
    says "1 of 2 nodes have no forecast to judge, as they ended before the origins"
    grep -q '^a,ses,1,0,' <<<"$output"
    backtest --model ses
    [ "$(grep -c 'no forecast to judge' <<<"$stderr")" = 0 ]
}

@test "every measure can be asked for" {
    backtest --model naive --all-measures -f csv -q
    exits_with 0
    grep -q ',me,mae,rmse,mpe,mape,accuracy,cfe,tracking,' <<<"$output"
}

@test "more windows than there is history become fewer" {
    gapcast backtest "$DATASETS/sales.csv" --levels total --horizon 40 --windows 30 --model naive -q
    exits_with 0
    grep -q '^\*,\*,naive,1,8,' <<<"$output"
}

@test "what cannot be backtested is refused" {
    backtest --model ses,snaiv
    refuses_with 64 "did you mean snaive?"
    backtest --model ,
    refuses_with 64 "no model given"
    backtest --model ses,snaive,ses
    refuses_with 64 "--model: ses is there twice; name each model once"
    backtest --model ses,snaive --preset fast
    refuses_with 64 "--preset fast chooses a model, and so does --model ses"
    gapcast backtest "$DATASETS/sales.csv" --horizon 500
    refuses_with 65 "give a shorter --horizon"
}

@test "two runs give the same bytes on any number of threads" {
    backtest --model auto,arima -q
    one=$output
    OMP_NUM_THREADS=1 backtest --model auto,arima -q
    [ "$output" = "$one" ]
}

@test "ranges and chances are held against what came, in a table and a chart" {
    backtest --model ses,snaive --calibration "$BATS_TEST_TMPDIR/c.csv" --charts "$BATS_TEST_TMPDIR/charts"
    exits_with 0
    [ "$(head -1 "$BATS_TEST_TMPDIR/c.csv")" = "model,periods,measure,n,said,came" ]
    grep -q '^ses,1,range 80 %,12,0.8,' "$BATS_TEST_TMPDIR/c.csv"
    grep -q '^snaive,3,brier,4,,' "$BATS_TEST_TMPDIR/c.csv"
    says "ses, sums of 3 periods: the 50, 80 and 95 % ranges held"
    grep -q '<svg' "$BATS_TEST_TMPDIR/charts/reliability.svg"
    grep -q 'How often 4 past targets were met' "$BATS_TEST_TMPDIR/charts/reliability.svg" ||
        grep -q 'How often 12 past targets were met' "$BATS_TEST_TMPDIR/charts/reliability.svg"
}

@test "where no year before was above zero, there is no chance to judge, and no score of none" {
    file=$BATS_TEST_TMPDIR/returns.csv
    awk 'BEGIN { print "date,amount"; for (i = 0; i < 30; i++) printf "%d-%02d-01,%d\n", 2022 + int(i / 12), i % 12 + 1, -100 - i % 5 }' >"$file"
    gapcast backtest "$file" --model ses --windows 3 --horizon 2 --calibration "$BATS_TEST_TMPDIR/c.csv" -f csv
    exits_with 0
    says "outcomes; no chance to judge"
    [ "$(grep -ciw nan <<<"$stderr")" = 0 ]
    grep -q '^ses,1,brier,0,,$' "$BATS_TEST_TMPDIR/c.csv"
}
