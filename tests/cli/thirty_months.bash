# thirty_months.bash - a small sales file, a plan for it and their review. Load it after helper.
# shellcheck disable=SC2154 # the helper sets file

# Thirty months of one region, then the lines given.
sales() { # LINE...
    file sales.csv < <(
        echo date,region,amount
        for i in $(seq 0 29); do
            printf '%d-%02d-01,East,%d\n' $((2023 + i / 12)) $((i % 12 + 1)) $((100 + 7 * i % 31))
        done
        printf '%b' "$@"
    )
}

plan() { # LINE...
    { echo region,period,plan; printf '%s\n' "$@"; } >"$BATS_TEST_TMPDIR/plan.csv"
}

review() {
    gapcast review "$file" --plan "$BATS_TEST_TMPDIR/plan.csv" "$@"
}
