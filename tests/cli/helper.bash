# helper.bash - what the command-line cases share. Load it first: load helper
# shellcheck disable=SC2154 # bats sets status, output and stderr
#
# A case runs in the project's folder; its private folder is $BATS_TEST_TMPDIR. `gapcast` runs the
# command and leaves $status, $output and $stderr; what a case asks of them has a word below.

bats_require_minimum_version 1.5.0

GAPCAST=${GAPCAST:-$PWD/build/gapcast}
export DATASETS=$PWD/datasets
unset NO_COLOR GNUTERM COLUMNS
export LC_ALL=C TERM=dumb

gapcast() {
    run --separate-stderr "$GAPCAST" "$@"
}

fail() {
    printf '%s\n' "$@" "status: $status" "stdout: $(head -c 2000 <<<"$output")" \
        "stderr: $(head -c 2000 <<<"$stderr")" >&2
    return 1
}

exits_with() { # STATUS
    [ "$status" -eq "$1" ] || fail "expected exit status $1"
}

prints() { # TEXT
    grep -qF -- "$1" <<<"$output" || fail "standard output lacks '$1'"
}

prints_not() { # TEXT
    ! grep -qF -- "$1" <<<"$output" || fail "standard output has '$1'"
}

says() { # TEXT: on standard error
    grep -qF -- "$1" <<<"$stderr" || fail "standard error lacks '$1'"
}

says_nothing() {
    [ -z "$stderr" ] || fail "standard error is not empty"
}

# A refusal: this exit status, nothing on standard output, and a message that starts with the name.
refuses_with() { # STATUS TEXT
    exits_with "$1"
    [ -z "$output" ] || fail "a refusal prints nothing on standard output"
    grep -q '^gapcast: ' <<<"$stderr" || fail "a message starts with 'gapcast: '"
    says "$2"
}

# Writes standard input to a file of this case and puts its path into $file.
file() { # NAME
    file=$BATS_TEST_TMPDIR/$1
    cat >"$file"
}
