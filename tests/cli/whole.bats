#!/usr/bin/env bats
# Outputs: all files of a run are whole and of that run, or untouched.
# shellcheck disable=SC2154 # the helper sets file, bats stderr and status

load helper
load thirty_months

@test "an output that cannot be created or written" {
    sales
    gapcast forecast "$file" -o "$BATS_TEST_TMPDIR/no/such/folder.csv"
    refuses_with 73 "cannot be created"
    [ -e /dev/full ] || skip "no /dev/full"
    gapcast forecast "$file" -o /dev/full
    refuses_with 74 "/dev/full: writing failed: No space left on device; make room or give another place"
    run --separate-stderr bash -c '"$1" forecast "$2" >/dev/full' - "$GAPCAST" "$file"
    refuses_with 74 "standard output: writing failed: No space left on device; make room or give another place"
}

@test "a full disk leaves the old output untouched" {
    sales
    echo precious >"$BATS_TEST_TMPDIR/old.csv"
    run --separate-stderr bash -c 'ulimit -f 1; "$1" forecast "$2" --horizon 60 -o "$3"' - \
        "$GAPCAST" "$file" "$BATS_TEST_TMPDIR/old.csv"
    exits_with 74
    [ "$(cat "$BATS_TEST_TMPDIR/old.csv")" = precious ]
    [ "$(find "$BATS_TEST_TMPDIR" -maxdepth 1 -name '*.tmp' -o -maxdepth 1 -name '.gapcast*' | wc -l)" -eq 0 ]
}

# A folder with every program of PATH but gnuplot, and a gnuplot of our own if text is given.
without_gnuplot() { # [SCRIPT]
    mkdir -p "$BATS_TEST_TMPDIR/bin"
    ln -s "$(command -v cat)" "$(command -v sh)" "$BATS_TEST_TMPDIR/bin/" 2>/dev/null || true
    if [ $# -gt 0 ]; then
        printf '#!/bin/sh\n%s\n' "$1" >"$BATS_TEST_TMPDIR/bin/gnuplot"
        chmod +x "$BATS_TEST_TMPDIR/bin/gnuplot"
    fi
    run --separate-stderr env PATH="$BATS_TEST_TMPDIR/bin" "$GAPCAST" review "$DATASETS/sales.csv" \
        --plan "$DATASETS/plan.csv" -o "$BATS_TEST_TMPDIR/out"
}

@test "without gnuplot all but the charts is written, and the remedy is told" {
    without_gnuplot
    exits_with 69
    says "apt-get install gnuplot-nox"
    prints "Largest shortfalls of 2026"
    [ -s "$BATS_TEST_TMPDIR/out/review.csv" ] && [ -s "$BATS_TEST_TMPDIR/out/report.xlsx" ]
    grep -q "The charts are missing because gnuplot is not installed" "$BATS_TEST_TMPDIR/out/report.html"
    grep -q "Southwest" "$BATS_TEST_TMPDIR/out/report.html"
    run ! grep -q "<figure" "$BATS_TEST_TMPDIR/out/report.html"
    [ -z "$(ls -A "$BATS_TEST_TMPDIR/out/charts")" ]
}

@test "a gnuplot that dies half-way leaves no half picture, and what a missing one leaves" {
    without_gnuplot 'read -r a; read -r b; kill -9 $$'
    exits_with 69
    says gnuplot
    prints "Largest shortfalls of 2026"
    [ -s "$BATS_TEST_TMPDIR/out/review.csv" ] && [ -s "$BATS_TEST_TMPDIR/out/report.xlsx" ]
    grep -q "The charts are missing" "$BATS_TEST_TMPDIR/out/report.html"
    [ -z "$(ls -A "$BATS_TEST_TMPDIR/out/charts")" ]
}

# A folder of a good run against a plan of all 11s, with pictures; what is in it goes to old/.
reviewed_before() {
    awk -F, 'NR > 1 { $NF = 11 } 1' OFS=, "$DATASETS/plan.csv" >"$BATS_TEST_TMPDIR/other.csv"
    "$GAPCAST" review "$DATASETS/sales.csv" --plan "$BATS_TEST_TMPDIR/other.csv" --png \
        -o "$BATS_TEST_TMPDIR/out" -q >/dev/null
    [ -s "$BATS_TEST_TMPDIR/out/charts/fan.png" ]
    cp -r "$BATS_TEST_TMPDIR/out" "$BATS_TEST_TMPDIR/old"
}

@test "a run whose gnuplot is missing or dies leaves an earlier one's files, all of them" {
    command -v gnuplot >/dev/null || skip "no gnuplot"
    for script in '' 'read -r a; read -r b; kill -9 $$'; do
        rm -rf "$BATS_TEST_TMPDIR/out" "$BATS_TEST_TMPDIR/old"
        reviewed_before
        without_gnuplot ${script:+"$script"}
        exits_with 69
        says "no file is written, as charts of an earlier run are there"
        prints "Largest shortfalls of 2026"
        diff -r "$BATS_TEST_TMPDIR/old" "$BATS_TEST_TMPDIR/out"
        rm "$BATS_TEST_TMPDIR/bin/gnuplot" 2>/dev/null || true
    done
    # Where there are no charts to fall behind, the new numbers replace the old ones.
    rm "$BATS_TEST_TMPDIR"/out/charts/*
    without_gnuplot
    exits_with 69
    for name in review.csv report.xlsx report.html; do
        run ! cmp -s "$BATS_TEST_TMPDIR/out/$name" "$BATS_TEST_TMPDIR/old/$name"
    done
    run ! grep -q "<figure" "$BATS_TEST_TMPDIR/out/report.html"
}

@test "pictures that are not asked for again go with the numbers they show" {
    command -v gnuplot >/dev/null || skip "no gnuplot"
    reviewed_before
    echo mine >"$BATS_TEST_TMPDIR/out/charts/mine.png"
    gapcast review "$DATASETS/sales.csv" --plan "$DATASETS/plan.csv" -q -o "$BATS_TEST_TMPDIR/out"
    exits_with 0
    [ "$(cd "$BATS_TEST_TMPDIR/out/charts" && echo *)" = \
        "bridge.svg bullet.svg fan.svg heat.svg mine.png rank.svg small.svg" ]
}

@test "a disk that fills up on the way leaves every file of an earlier run" {
    command -v gnuplot >/dev/null || skip "no gnuplot"
    reviewed_before
    for blocks in 8 32 64; do
        run --separate-stderr bash -c 'ulimit -f "$4"; "$1" review "$2/sales.csv" --plan "$2/plan.csv" -o "$3"' - \
            "$GAPCAST" "$DATASETS" "$BATS_TEST_TMPDIR/out" "$blocks"
        exits_with 74
        says "$BATS_TEST_TMPDIR/out/"
        diff -r "$BATS_TEST_TMPDIR/old" "$BATS_TEST_TMPDIR/out"
    done
    run --separate-stderr bash -c 'ulimit -f 8; "$1" review "$2/sales.csv" --plan "$2/plan.csv" -o "$3"' - \
        "$GAPCAST" "$DATASETS" "$BATS_TEST_TMPDIR/new"
    exits_with 74
    [ ! -e "$BATS_TEST_TMPDIR/new" ]
}

@test "a place for a folder that looks like a file is refused, and a picture for a table" {
    sales
    plan East,2025,2000
    for name in r.csv r.json r.html r.XLSX r.md r.svg; do
        review --for 2025 -o "$BATS_TEST_TMPDIR/$name"
        refuses_with 64 "$name: review writes a folder"
        [ ! -e "$BATS_TEST_TMPDIR/$name" ]
    done
    mkdir "$BATS_TEST_TMPDIR/2025.csv"
    review --for 2025 -q -o "$BATS_TEST_TMPDIR/2025.csv"
    exits_with 0
    for name in x.png x.html x.pdf x.svg x.txt; do
        gapcast forecast "$file" -o "$BATS_TEST_TMPDIR/$name"
        case $name in
        x.txt) exits_with 0 ;;
        *) refuses_with 64 "$name: no table has this ending; give .csv, .json, .md or .xlsx, or --format" ;;
        esac
    done
    gapcast forecast "$file" -f csv -o "$BATS_TEST_TMPDIR/x.png"
    exits_with 0
}
