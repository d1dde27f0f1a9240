#!/bin/bash
# Checks what can be checked without running: form, layering, names, lengths, headers, scripts.
# Prints file:line: what is wrong; exit 1 if anything is.
# The checks are called by name from the loop at the end.
# shellcheck disable=SC2317
set -u
cd "$(dirname "$0")/.." || exit 1

mapfile -t sources < <(git ls-files --cached --others --exclude-standard '*.c' '*.h')
rooms=()
for file in "${sources[@]}"; do
    case $file in forecast/* | analysis/* | cli/*) rooms+=("$file") ;; esac
done

form() {
    clang-format --dry-run -Werror "${sources[@]}" 2>&1 | grep error: | sort -t: -k1,1 -u |
        sed 's/: error:.*/: not in the project form; run make format/'
}

# cli -> analysis -> forecast -> GSL; what a room never does.
layers() {
    grep -rnE '#include "(analysis|cli)/' forecast | sed 's/$/ -- forecast\/ includes neither analysis\/ nor cli\//'
    grep -rn '#include "cli/' analysis | sed 's/$/ -- analysis\/ does not include cli\//'
    grep -rnE '\b(printf|puts|putchar|perror|fopen|open|exit|abort)\(' forecast |
        sed 's/$/ -- forecast\/ never prints, opens a path or exits/'
    grep -rnE '\b(exit|abort|getopt_long|setlocale)\(' analysis | sed 's/$/ -- that belongs to cli\//'
    grep -rn 'setlocale(LC_NUMERIC\|setlocale(LC_ALL' cli | sed 's/$/ -- numbers are read and written in the C locale/'
    grep -rnE '<gsl/gsl_[a-z_]*\.h>' cli | grep -v gsl_errno.h | sed 's/$/ -- arithmetic belongs to analysis\//'
}

# Each of these libraries has one door.
doors() {
    local header files
    for header in csv.h iconv.h uchardet/uchardet.h ini.h gsl/gsl_multimin.h sqlite3.h; do
        files=$(grep -rlE "#include [<\"]$header" forecast analysis cli | tr '\n' ' ')
        if [ "$(wc -w <<<"$files")" -gt 1 ]; then
            echo "<$header> is included by more than one file: $files"
        fi
    done
}

# Prefix = folder, for everything that other files can see.
names() {
    local room prefix
    for room in forecast:fc_ analysis:an_ cli:cli_; do
        prefix=${room#*:}
        find "build/${room%:*}" -name '*.o' -print0 2>/dev/null | xargs -0 -r nm -A --defined-only --extern-only |
            awk -v prefix="$prefix" '$NF !~ "^" prefix && $NF !~ /^main$|^[.]gomp/ { print $1 " " $NF " does not start with " prefix }'
    done
}

# Files that may be long, with the reason.
may_be_long='
analysis/text/problem_words.c a table of words
analysis/text/text_en.c a table of words
analysis/text/text_zh.c a table of words
'
lengths() {
    local file lines limit
    for file in "${rooms[@]}"; do
        lines=$(wc -l <"$file")
        limit=300
        case $file in *.h) limit=120 ;; esac
        if [ "$lines" -gt "$limit" ] && ! grep -q "^$file " <<<"$may_be_long"; then
            echo "$file:1: $lines lines, more than $limit"
        fi
        # A function's body stands between braces in the first column.
        awk -v file="$file" '
            /^{/ { start = NR }
            /^}/ { if (start && NR - start - 1 > 40)
                       print file ":" start ": a function of " NR - start - 1 " lines, more than 40"
                   start = 0 }' "$file"
    done
}

headers() {
    local header
    for header in "${rooms[@]}"; do
        case $header in *.h) ;; *) continue ;; esac
        gcc -std=gnu11 -D_GNU_SOURCE -I. -Wall -Wextra -fsyntax-only -x c "$header" 2>&1 | grep -E 'error|warning'
    done
}

leftovers() {
    grep -nE '\b(TODO|FIXME|XXX|HACK)\b' "${sources[@]}"
    grep -nE '"/(work|tmp|home|root)/' "${rooms[@]}" | sed 's/$/ -- a path of one machine/'
    grep -nE '[[:space:]]+$' "${sources[@]}" | sed 's/$/ -- blanks at the end/'
}

mistakes() {
    # shellcheck disable=SC2016
    printf '%s\n' "${rooms[@]}" | grep '\.c$' |
        xargs -P "$(nproc)" -n 4 bash -c 'clang-tidy --quiet "$@" -- -std=gnu11 -D_GNU_SOURCE -I. -fopenmp' tidy 2>/dev/null |
        grep -E '(error|warning):' | sed "s|^$PWD/||; s|^\./||"
}

# bats sets status, output and stderr, and runs functions by name.
scripts() {
    git ls-files --cached --others --exclude-standard '*.sh' '*.bash' .ci/run | xargs shellcheck --format=gcc
    git ls-files --cached --others --exclude-standard '*.bats' |
        xargs shellcheck --format=gcc --exclude=SC2016,SC2119,SC2120,SC2154
}

status=0
for check in form layers doors names lengths headers leftovers mistakes scripts; do
    lines=$("$check")
    [ -z "$lines" ] || status=1
    printf '%s' "${lines:+$lines$'\n'}"
done
exit "$status"
