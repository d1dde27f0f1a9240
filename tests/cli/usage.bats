#!/usr/bin/env bats
# Usage: help, mistyped words, formats, configuration, exit codes.

load helper

@test "help lists every command, and each explains itself" {
    gapcast
    exits_with 0
    help=$output
    while read -r name; do
        gapcast "$name" --help
        exits_with 0
        prints "Usage: gapcast $name"
    done < <(awk '/^  [a-z]/ { print $1 }' <<<"$help")
    grep -q '^  review ' <<<"$help"
}

@test "a mistyped command or option is asked about" {
    gapcast forcast
    refuses_with 64 "did you mean forecast?"
    gapcast forecast --horizn 3 x.csv
    refuses_with 64 "did you mean --horizon?"
    gapcast forecast --model etts "$DATASETS/sales.csv"
    refuses_with 64 "did you mean ets?"
    gapcast forecast --period fortnight "$DATASETS/sales.csv"
    refuses_with 64 "--period: 'fortnight' is not"
}

@test "options may stand before and after files, whatever POSIX says" {
    gapcast forecast --horizon 1 "$DATASETS/sales.csv" --levels total --model naive
    exits_with 0
    before=$output
    POSIXLY_CORRECT=1 gapcast forecast "$DATASETS/sales.csv" --horizon 1 --levels total --model naive
    exits_with 0
    [ "$output" = "$before" ]
}

@test "standard input is a file" {
    gapcast forecast - --horizon 1 --levels total --model naive <"$DATASETS/sales.csv"
    exits_with 0
    prints "*,*,2026-07,"
}

@test "each format prints the same forecast" {
    for format in csv json md table; do
        gapcast forecast "$DATASETS/sales.csv" --by region --levels total --horizon 1 --model naive -f $format --unit 1
        exits_with 0
        prints 2026-07
    done
    gapcast forecast "$DATASETS/sales.csv" -f yaml
    refuses_with 64 "no format 'yaml'"
}

@test "the ending of -o picks the format" {
    gapcast forecast "$DATASETS/sales.csv" --levels total --horizon 1 -o "$BATS_TEST_TMPDIR/f.json"
    exits_with 0
    [ -z "$output" ]
    jq -e . "$BATS_TEST_TMPDIR/f.json" >/dev/null
}

@test "a configuration file fills what was not given" {
    file my.ini < <(printf 'model = naive\nhorizon = 2\n[forecast]\nlevels = total\n')
    gapcast forecast "$DATASETS/sales.csv" --config "$file" --horizon 1
    exits_with 0
    [ "$(wc -l <<<"$output")" -eq 2 ]
    prints naive
    file bad.ini < <(printf 'horizn = 2\n')
    gapcast forecast "$DATASETS/sales.csv" --config "$file"
    refuses_with 64 "bad.ini:1: no option 'horizn'; did you mean horizon?"
}

@test "the same bytes on any number of threads" {
    OMP_NUM_THREADS=1 gapcast forecast "$DATASETS/sales.csv" --threads 1
    one=$output
    OMP_NUM_THREADS=3 gapcast forecast "$DATASETS/sales.csv" --threads 3
    [ "$output" = "$one" ]
}

@test "a horizon beyond ten years of days, and too few or too many futures, are refused" {
    gapcast forecast "$DATASETS/sales.csv" --horizon 100000
    refuses_with 64 "--horizon: 100000 periods are too far ahead; at most 3660"
    gapcast forecast "$DATASETS/sales.csv" --paths 1
    refuses_with 64 "--paths: 1 simulated futures are too few"
    gapcast review "$DATASETS/sales.csv" --plan "$DATASETS/plan.csv" --paths 99
    refuses_with 64 "give 100 to 100000"
    gapcast forecast "$DATASETS/sales.csv" --paths 100001
    refuses_with 64 "too many"
    gapcast forecast "$DATASETS/sales.csv" --levels total --model naive --paths 100 -q
    exits_with 0
}

@test "quiet says nothing" {
    gapcast forecast "$DATASETS/sales.csv" --levels total --horizon 1 -q
    exits_with 0
    says_nothing
}

@test "children add up to parents" {
    gapcast forecast "$DATASETS/sales.csv" --by region/city,category --horizon 3
    exits_with 0
    awk -F, 'NR > 1 { key = $1 "|" $2 "|" $3; v[key "|" $4] = $5 }
        function sum(prefix_region, city, category, period,    k, p, s) {
            s = 0
            for (k in v) { split(k, p, "|")
                if (p[4] == period && (prefix_region == "*" ? p[1] != "*" : p[1] == prefix_region) &&
                    p[2] == city && p[3] == category) s += v[k] }
            return s }
        END { d = v["*|*|*|2026-08"] - sum("*", "*", "*", "2026-08"); if (d * d > 1e-6) exit 1 }' <<<"$output"
}

@test "json tells the parameters of each model" {
    gapcast forecast "$DATASETS/sales.csv" --levels total --horizon 1 --model ses -f json -q
    exits_with 0
    prints '"parameters": "alpha '
    grep -qE '"alpha 0\.[0-9]{8,}"' <<<"$output"
    gapcast forecast "$DATASETS/sales.csv" --levels total --horizon 1 --model ses -f csv -q
    prints_not alpha
}

@test "panel learning says what the holdouts said" {
    gapcast forecast "$DATASETS/sales.csv" --by city,product --horizon 3 --model naive --panel-learning auto
    exits_with 0
    says "panel learning"
    prints_not nan
    gapcast forecast "$DATASETS/sales.csv" --by region --horizon 1 --model naive --panel-learning auto
    exits_with 0
    says "panel learning not used: too few series with a long history; --panel-learning auto judges 100 or more"
}

@test "one model, and a preset that chooses it or not" {
    gapcast forecast "$DATASETS/sales.csv" --horizon 1 --model auto,ets
    refuses_with 64 "'auto,ets' are several models, but this command takes one; gapcast backtest takes several"
    gapcast forecast "$DATASETS/sales.csv" --horizon 1 --model ets --preset fast
    refuses_with 64 "--preset fast chooses a model, and so does --model ets; leave one of them out"
    gapcast forecast "$DATASETS/sales.csv" --horizon 1 --levels total --model naive --preset best -q
    exits_with 0
}

@test "an option whose value was forgotten does not take the next option for it" {
    cd "$BATS_TEST_TMPDIR"
    gapcast forecast "$DATASETS/sales.csv" --output --quiet
    refuses_with 64 "forecast: --output needs a value, and --quiet is an option"
    gapcast backtest "$DATASETS/sales.csv" --calibration --paths=200
    refuses_with 64 "backtest: --calibration needs a value, and --paths=200 is an option"
    gapcast forecast "$DATASETS/sales.csv" --horizon 1 --levels total --model naive --output=--quiet
    exits_with 0
    [ -f ./--quiet ]
}
