#!/usr/bin/env bats
# Simulated futures and their quantiles.

load helper

@test "paths go to a file and add up path by path" {
    gapcast forecast "$DATASETS/sales.csv" --by region --horizon 2 --paths 100 --model ses -q \
        --paths-out "$BATS_TEST_TMPDIR/p.csv" -o "$BATS_TEST_TMPDIR/f.csv"
    exits_with 0
    [ "$(head -1 "$BATS_TEST_TMPDIR/p.csv")" = "region,path,period,value" ]
    awk -F, 'NR > 1 { k = $2 "," $3; if ($1 == "*") total[k] = $4; else sum[k] += $4; n++ }
        END { for (k in total) { d = (total[k] - sum[k]) / total[k]; if (d * d > 1e-18) exit 1 }
              if (length(total) != 200) exit 1 }' "$BATS_TEST_TMPDIR/p.csv"
}

@test "a seed fixes the paths and another changes them" {
    local one=$BATS_TEST_TMPDIR/1.csv two=$BATS_TEST_TMPDIR/2.csv three=$BATS_TEST_TMPDIR/3.csv
    set -- forecast "$DATASETS/sales.csv" --levels total --horizon 1 --paths 100 --model ses -q -o "$BATS_TEST_TMPDIR/f.csv"
    gapcast "$@" --seed 7 --paths-out "$one"
    OMP_NUM_THREADS=1 gapcast "$@" --seed 7 --paths-out "$two"
    gapcast "$@" --seed 8 --paths-out "$three"
    exits_with 0
    cmp "$one" "$two"
    run ! cmp -s "$one" "$three"
}

@test "json holds the quantiles of 1 to 99 percent, rising" {
    gapcast forecast "$DATASETS/sales.csv" --by region --horizon 1 --model ses -f json -q
    exits_with 0
    [ "$(grep -o '"q[0-9]*"' <<<"$output" | sort -u | wc -l)" -eq 99 ]
    gapcast forecast "$DATASETS/sales.csv" --by region --horizon 1 --model ses -f csv -q
    [ "$(head -1 <<<"$output")" = "region,period,forecast,lo80,hi80,lo95,hi95,model" ]
}

@test "more paths than fit into a file are refused" {
    gapcast forecast "$DATASETS/sales.csv" --horizon 24 --paths 20000 --model naive --paths-out "$BATS_TEST_TMPDIR/x.csv"
    refuses_with 64 "--paths-out"
}
