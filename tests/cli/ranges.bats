#!/usr/bin/env bats
# Ranges: as learned, as corrected by the panel's own past, as each model sees them.

load helper

# A panel of 30 regions over six years of months, with noise.
panel() {
    awk 'BEGIN { srand(5); print "region,date,amount"
        for (r = 1; r <= 30; r++) for (t = 0; t < 72; t++)
            printf "R%d,%d-%02d-01,%d\n", r, 2019 + int(t / 12), t % 12 + 1, 900 + 200 * sin(t / 1.9) + 80 * (rand() + rand() - 1) }'
}

@test "a panel's own past corrects its ranges, and a note says from what" {
    file panel.csv < <(panel)
    gapcast forecast "$file" --by region --levels bottom --horizon 6 --model ses -f csv
    exits_with 0
    says "480 of this panel's own, of 20 series at 4 past origins"
    local own=$output
    gapcast forecast "$file" --by region --levels bottom --horizon 6 --model ses --ranges learned -f csv
    exits_with 0
    [ "$(grep -c "of this panel's own" <<<"$stderr")" -eq 0 ]
    [ "$own" != "$output" ]
    [ "$(cut -d, -f1-3 <<<"$own")" = "$(cut -d, -f1-3 <<<"$output")" ]
}

@test "the same bytes on one thread and on several" {
    file panel.csv < <(panel)
    OMP_NUM_THREADS=1 gapcast forecast "$file" --by region --levels bottom --horizon 6 --preset fast -f csv -q
    exits_with 0
    local one=$output
    OMP_NUM_THREADS=5 gapcast forecast "$file" --by region --levels bottom --horizon 6 --preset fast -f csv -q
    [ "$one" = "$output" ]
}

@test "one series has too few errors of its own to correct anything" {
    file one.csv < <(panel | grep -E '^(region|R1),')
    gapcast forecast "$file" --by region --levels bottom --horizon 6 -f csv
    exits_with 0
    [ "$(grep -c "of this panel's own" <<<"$stderr")" -eq 0 ]
}

@test "a model's own ranges are those of a random walk for the naive forecast" {
    file one.csv < <(panel | grep -E '^(region|R1),')
    gapcast forecast "$file" --by region --levels bottom --horizon 9 --model naive --ranges model --paths 20000 -f csv -q
    exits_with 0
    awk -F, 'NR > 1 { w[NR - 1] = $7 - $6 } END { r = w[9] / w[1]; exit !(r > 2.8 && r < 3.2) }' <<<"$output"
}

@test "what sells now and then in whole numbers has bounds that are whole, and never below zero" {
    file rare.csv < <(awk 'BEGIN { srand(3); print "region,date,amount"
        for (r = 1; r <= 6; r++) for (t = 0; t < 60; t++)
            printf "R%d,%d-%02d-01,%d\n", r, 2019 + int(t / 12), t % 12 + 1, rand() < 0.3 ? 1 + int(5 * rand()) : 0 }')
    for model in auto croston sba tsb; do
        gapcast forecast "$file" --by region --levels bottom --horizon 4 --model "$model" --level 50,80,95 -f json -q
        exits_with 0
        jq -e '[.rows[] | to_entries[] | select(.key | test("^(lo|hi|q)[0-9]+$")) | .value] |
            length == 6 * 4 * (6 + 99) and all(. >= 0 and . == floor) and any(. > 0)' <<<"$output" >/dev/null ||
            fail "$model: a bound is no whole number"
        jq -e '[.rows[] | .lo95 == 0 and .hi95 > .hi50] | all' <<<"$output" >/dev/null || fail "$model: odd ranges"
    done
}

@test "an unknown kind of ranges is refused" {
    gapcast forecast "$DATASETS/sales.csv" --horizon 2 --ranges bootstrap
    refuses_with 64 "--ranges"
}

# R 4.2.2, forecast 8.20: intervals of ../shared/reference. Its own are normal; ours are simulated from the residuals.
@test "a model's own ranges are those of R where the models are the same" {
    local reference=../shared/reference series model name ratio
    [ -r "$reference/forecasts.csv" ] || skip "no ../shared"
    while read -r series model name; do
        file one.csv < <(sed 's/"//g' "$reference/series.csv" | awk -F, -v s="$series" 'BEGIN { print "series,date,amount" }
            $1 == s { print s "," 1900 + $4 "-01-01," $5 }')
        gapcast forecast "$file" --by series --levels bottom --period year --horizon 6 --model "$model" --ranges model \
            --paths 20000 -f csv -q
        exits_with 0
        ratio=$(sed 's/"//g' "$reference/forecasts.csv" | awk -F, -v s="$series" -v m="$name" '
            FNR == NR { if (FNR > 1) own[FNR - 1] = $7 - $6; next }
            $1 == s && $2 == m && $3 <= 6 { k++; sum += own[$3] / ($8 - $7) } END { print sum / k }' <(printf '%s\n' "$output") -)
        awk -v r="$ratio" 'BEGIN { exit !(r > 0.85 && r < 1.15) }' || fail "$series $model: ranges are $ratio of those of R"
    done <<'CASES'
Nile naive naive
Nile ses ses_simple
Nile arima auto.arima_stepwise
Nile theta thetaf
LakeHuron naive naive
LakeHuron drift rwf_drift
LakeHuron ses ses_simple
LakeHuron ets ets_ZZZ
WWWusage drift rwf_drift
WWWusage arima auto.arima_stepwise
CASES
}

@test "every measure has the score of the whole distribution, below the mean error of its middle" {
    gapcast backtest "$DATASETS/sales.csv" --by region --horizon 3 --windows 6 --model ses --all-measures -f csv -q
    exits_with 0
    awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        { crps += $at["crps"]; mae += $at["mae"]; pinball += $at["pinball"]; if (!($at["crps"] > 0)) exit 1 }
        END { exit !(crps < 0.85 * mae && crps > 0.5 * mae && pinball < crps) }' <<<"$output"
    gapcast backtest "$DATASETS/sales.csv" --by region --horizon 3 --windows 2 --model ses -f csv -q
    prints_not crps
}

@test "levels are whole percents, rising, and between none and all" {
    for levels in 0 100 50,50 95,50 99.9 x -5; do
        gapcast forecast "$DATASETS/sales.csv" --level "$levels"
        refuses_with 64 "--level: '$levels' is not rising whole percents from 1 to 99, such as 80,95"
    done
}
