#!/usr/bin/env bats
# What surrounds the command: the sample files, installing, the library.

load helper

# As make itself names the folder: dependency files hold that name.
build=${GAPCAST%/gapcast}
build=${build#"$PWD"/}
unset MAKEFLAGS MAKELEVEL

@test "the generator writes the sample files again, byte for byte" {
    mkdir "$BATS_TEST_TMPDIR/deals_snapshots"
    "$build/datasets/generate" "$BATS_TEST_TMPDIR"
    n=0
    while read -r -d '' made; do
        cmp "$made" "$DATASETS/${made#"$BATS_TEST_TMPDIR"/}"
        n=$((n + 1))
    done < <(find "$BATS_TEST_TMPDIR" -name '*.csv' -print0)
    [ "$n" -eq "$(find "$DATASETS" -name '*.csv' -not -name messy.csv | wc -l)" ]
}

@test "the Chinese sales in GB18030 are the Chinese sales" {
    iconv -f GB18030 -t UTF-8 "$DATASETS/sales_zh_gb18030.csv" | cmp - "$DATASETS/sales_zh.csv"
}

@test "install and uninstall leave nothing behind" {
    make -s install DESTDIR="$BATS_TEST_TMPDIR" PREFIX=/usr BUILD="$build"
    "$BATS_TEST_TMPDIR/usr/bin/gapcast" --version
    [ -s "$BATS_TEST_TMPDIR/usr/share/man/man1/gapcast.1" ]
    [ -s "$BATS_TEST_TMPDIR/usr/share/bash-completion/completions/gapcast" ]
    make -s uninstall DESTDIR="$BATS_TEST_TMPDIR" PREFIX=/usr
    [ -z "$(find "$BATS_TEST_TMPDIR" -not -type d)" ]
}

@test "a program can be built with the installed library" {
    make -s install DESTDIR="$BATS_TEST_TMPDIR" PREFIX=/usr BUILD="$build"
    root=$BATS_TEST_TMPDIR/usr
    cat >"$BATS_TEST_TMPDIR/user.c" <<'C'
#include <stdio.h>
#include "forecast/model.h"
int main(void)
{
    puts(fc_model_at(0)->name);
    return fc_model_count() > 0 ? 0 : 1;
}
C
    gcc -I"$root/include/gapcast" "$BATS_TEST_TMPDIR/user.c" -L"$root/lib" -lgapcast -o "$BATS_TEST_TMPDIR/user"
    LD_LIBRARY_PATH=$root/lib "$BATS_TEST_TMPDIR/user"
    readelf -d "$root/lib/libgapcast.so.0" | grep -q 'SONAME.*libgapcast.so.0'
}

@test "two build folders give the same command" {
    for copy in a b; do
        mkdir "$BATS_TEST_TMPDIR/$copy"
        git ls-files --cached --others --exclude-standard forecast analysis cli Makefile |
            tar c -T - | tar x -C "$BATS_TEST_TMPDIR/$copy"
        make -s -C "$BATS_TEST_TMPDIR/$copy" CFLAGS=-O0
    done
    cmp "$BATS_TEST_TMPDIR/a/build/gapcast" "$BATS_TEST_TMPDIR/b/build/gapcast"
}

@test "the manual page and the completion name every command" {
    gapcast man
    exits_with 0
    man_page=$output
    gapcast completion
    exits_with 0
    for command in $("$GAPCAST" help | awk '/^  [a-z]+ /{ print $1 }'); do
        grep -q "^\.SH \"GAPCAST $command\"" <<<"$man_page"
        grep -qF " $command" <<<"$output"
    done
}

@test "the completion knows options and the words of choices" {
    run bash -c 'source <("$0" completion)
        COMP_WORDS=(gapcast forecast --period "") COMP_CWORD=3; _gapcast; echo "${COMPREPLY[*]}"
        COMP_WORDS=(gapcast forecast --hor) COMP_CWORD=2; _gapcast; echo "${COMPREPLY[*]}"' "$GAPCAST"
    [ "${lines[0]}" = 'day week month quarter year' ]
    [ "${lines[1]}" = --horizon ]
}
