#!/bin/bash
# Scores a model on every data set of ../shared as one table, beside what its prototype reached.
#   accuracy.sh [MODEL]      default auto; ONLY=m3,m4 picks sets, OPTIONS adds to the command
# Competitions are scored by ../shared/score/competition.py, apart from our own code; the others by
# gapcast backtest, against the seasonal naive forecast.
set -eu

build=${BUILD:-build}
gapcast=${GAPCAST:-$build/gapcast}
model=${1:-auto}
shared=${SHARED:-../shared}
only=${ONLY:-}
read -r -a options <<<"${OPTIONS:-}"
work=$(mktemp -d "${TMPDIR:-/tmp}/gapcast-accuracy.XXXXXX")
trap 'rm -rf "$work"' EXIT

if [ ! -d "$shared/score" ]; then
    echo "accuracy: $shared/score is not there: nothing to measure" >&2
    exit 0
fi

line() {
    printf '| %-17s | %5s | %8s | %7s | %7s | %9s | %6s | %8s | %7s | %5s | %6s |\n' "$@"
}

is_wanted() {
    [ -z "$only" ] || [[ ,$only, == *,${1%% *},* ]]
}

# The value of NAME in what the scorer printed.
scored() {
    sed -n "s/.* $2=\([^ ]*\).*/\1/p" <<<"$1" | tail -n 1
}

# CPU milliseconds of the command, which writes $work/forecast.csv.
cpu() {
    local seconds
    seconds=$("$build/tests/bench/measure" "$gapcast" "$@" --model "$models" --format csv --quiet \
        -o "$work/forecast.csv" "${options[@]}")
    awk '{ print 1000 * $2 }' <<<"$seconds"
}

per() { # A B
    awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'
}

# competition NAME DATA PERIOD CALENDAR HORIZON PROTOTYPE GOAL
competition() {
    local prepared n result ms models=$model
    if ! is_wanted "$1" || { [ ! -e "$shared/data/$2" ] && [ ! -e "$shared/data/$2.xz" ]; }; then return; fi
    prepared=$(python3 "$shared/score/competition.py" prepare "$shared/data/$2" "$3" "$work/train.csv")
    n=${prepared%% *}
    ms=$(cpu forecast "$work/train.csv" --by series --levels bottom --period "$4" --horizon "$5")
    result=$(python3 "$shared/score/competition.py" score "$shared/data/$2" "$3" "$work/forecast.csv" | tail -n 1)
    line "$1 $3" "$n" "$(scored "$result" sMAPE)" "$(scored "$result" MASE)" "$(scored "$result" OWA)" "$6" "$7" \
        "$(scored "$result" coverage95)" "$(scored "$result" MSIS)" "$(scored "$result" rank)" "$(per "$ms" "$n")"
}

# means MODEL: number of nodes, then means of these measures over the nodes and steps of a backtest.
means() {
    awk -F, -v model="$1" -v list='mase rmsse coverage95 msis95' '
        BEGIN { n_names = split(list, names, " ") }
        NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        $at["step"] != "all" && $at["model"] == model {
            for (i = 1; i <= n_names; i++)
                if ($at[names[i]] != "") { sum[i] += $at[names[i]]; count[i]++ }
            key = ""
            for (i = 1; i < at["model"]; i++) key = key "," $i
            if (!(key in seen)) { seen[key]; n++ }
        }
        END { printf "%d", n
              for (i = 1; i <= n_names; i++) printf " %.4f", count[i] ? sum[i] / count[i] : 0 }' "$work/forecast.csv"
}

# backtest NAME FILE OPTION...
backtest() {
    local name=$1 file=$2 models=$model,snaive ms result n mase rmsse cover msis naive_mase naive_rmsse
    shift 2
    if ! is_wanted "$name" || [ ! -e "$file" ]; then return; fi
    ms=$(cpu backtest "$file" --all-measures "$@")
    result=$(means "$model")
    read -r n mase rmsse cover msis <<<"$result"
    result=$(means snaive)
    read -r _ naive_mase naive_rmsse _ <<<"$result"
    line "$name" "$n" - "$mase" "$(per "$mase" "$naive_mase")" "$rmsse" "$(per "$rmsse" "$naive_rmsse")" "$cover" "$msis" \
        - "$(per "$ms" "$n")"
}

header() {
    line "$@"
    line --- --- --- --- --- --- --- --- --- --- ---
}

echo "$model on the competitions; prototype: OWA in accuracy.md; CPU a series"
echo
header 'data set' n sMAPE MASE OWA prototype goal 'cover 95' MSIS rank 'CPU ms'
competition m3 m3 yearly year 6 .857 .84
competition m3 m3 quarterly quarter 8 .886 .895
competition m3 m3 monthly month 18 .786 .785
competition m3 m3 other year 8 .693 -
competition tourism tourism_comp yearly year 4 .873 .87
competition tourism tourism_comp quarterly quarter 8 .841 .84
competition tourism tourism_comp monthly month 24 .774 .775
competition m1 m1 yearly year 6 .756 -
competition m1 m1 quarterly quarter 8 .834 -
competition m1 m1 monthly month 18 .850 -
competition m4 m4/monthly_200.csv monthly month 18 .816 .815
competition m4 m4/weekly.csv weekly week 13 .762 .76
competition m4 m4/daily_72.csv daily day 14 - 1

echo
echo "$model from past origins; ratios to the seasonal naive forecast; CPU a node, all origins, both models"
echo
header 'data set' nodes - MASE ratio RMSSE ratio 'cover 95' MSIS - 'CPU ms'
if is_wanted carparts && [ -e "$shared/data/carparts/data.csv.xz" ]; then
    { echo series,date,amount && xzcat "$shared/data/carparts/data.csv.xz" |
        awk -F, 'NR > 1 && $4 != "" { print $1 "," $3 "," $4 }'; } >"$work/carparts.csv"
    backtest carparts "$work/carparts.csv" --by series --levels bottom --horizon 6 --windows 2 --step 6
fi
backtest infants "$shared/data/infantgts/infantgts.csv" --date year --amount value --by series_id --levels bottom \
    --period year --horizon 5 --windows 4 --step 3
backtest walmart "$shared/data/walmart/walmart_45_stores_weekly.csv" --date date --amount weekly_sales --by store \
    --levels bottom --period week --horizon 13 --windows 3 --step 8
backtest days datasets/sales.csv --by region --period day --horizon 28 --windows 25 --step 20
backtest weeks datasets/sales.csv --by region --period week --horizon 26 --windows 3 --step 13
