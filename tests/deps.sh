#!/bin/sh
# Installs what building ("build"), testing ("check") or "lint" needs and this machine lacks; quiet when nothing is missing.
# Debian and Ubuntu: by apt-get, as root or with sudo. Elsewhere: names the packages and exits with 69.
# The tests below are called by name from the lists.
# shellcheck disable=SC2317
set -eu

# Debian package, then how to see that it is there (any package that gives the same will do).
needs_build='
gcc                   program gcc
libc6-dev             links   stdlib.h
libgsl-dev            links   gsl/gsl_math.h -lgsl -lgslcblas
libcsv-dev            links   csv.h -lcsv
libunistring-dev      links   unistr.h -lunistring
libuchardet-dev       links   uchardet/uchardet.h -luchardet
libxlsxwriter-dev     links   xlsxwriter.h -lxlsxwriter
libjansson-dev        links   jansson.h -ljansson
libinih-dev           links   ini.h -linih
libsqlite3-dev        links   sqlite3.h -lsqlite3
nettle-dev            links   nettle/sha2.h -lnettle
gnuplot-nox           program gnuplot
fontconfig            program fc-match
fonts-noto-cjk        font    Noto Sans CJK SC
'
needs_check='
libpq-dev             links   postgresql/libpq-fe.h -lpq
libcmocka-dev         links   cmocka.h -lcmocka
bats                  program bats
clang                 program clang
libclang-rt-dev       compiles_with_clang -fsanitize=fuzzer-no-link,address
libomp-dev            compiles_with_clang -fopenmp
libxml2-utils         program xmllint
jq                    program jq
unzip                 program unzip
chromium              program chromium
'
needs_lint='
clang-format          program clang-format
clang-tidy            program clang-tidy
shellcheck            program shellcheck
'

program() { command -v "$1" >/dev/null; }

font() { fc-match "$*" 2>/dev/null | grep -q "$1 $2"; }

# links HEADER [-lLIBRARY]...: a program can be compiled with it and linked.
links() {
    header=$1
    shift
    printf '#include <%s>\n' stdarg.h stddef.h stdint.h stdio.h setjmp.h "$header" >"$scratch/probe.c"
    echo 'int main(void) { return 0; }' >>"$scratch/probe.c"
    "${CC:-gcc}" "$scratch/probe.c" -Wl,--no-as-needed "$@" -o "$scratch/probe" 2>/dev/null
}

compiles_with_clang() {
    echo 'int main(void) { return 0; }' >"$scratch/probe.c"
    clang "$@" "$scratch/probe.c" -o "$scratch/probe" 2>/dev/null
}

# The packages of a list of needs that are not there.
missing() {
    echo "$1" | while read -r package how what; do
        # shellcheck disable=SC2086
        [ -z "$package" ] || $how $what || echo "$package"
    done
}

# Leaves out what this release does not have under that name: the second look tells whether it matters.
known() {
    for package in "$@"; do
        if apt-cache show "$package" >/dev/null 2>&1; then echo "$package"; fi
    done
}

install_packages() {
    program apt-get || return 1
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        program sudo || return 1
        as_root=sudo
    fi
    echo "deps.sh: installing with apt-get: $*" >&2
    $as_root apt-get update -qq >"$scratch/log" 2>&1 || true # an old list may do
    # shellcheck disable=SC2046
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
        $(known "$@") >>"$scratch/log" 2>&1 </dev/null || tail -n 20 "$scratch/log" >&2
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
needs=
for part in "$@"; do
    case $part in
    build) needs="$needs$needs_build" ;;
    check) needs="$needs$needs_check" ;;
    lint) needs="$needs$needs_lint" ;;
    *)
        echo 'usage: deps.sh [build] [check] [lint]' >&2
        exit 64
        ;;
    esac
done

lacking=$(missing "$needs")
[ -n "$lacking" ] || exit 0
# shellcheck disable=SC2086
install_packages $lacking || true
lacking=$(missing "$needs")
[ -n "$lacking" ] || exit 0
# shellcheck disable=SC2086
echo "deps.sh: please install these (their Debian names):" $lacking >&2
exit 69
