#!/usr/bin/env bats
# Reorganisations: the structure as it is and as it was.

load helper

setup() {
    file moves.csv <<<$'since,city,to_region\n2025-07-01,Chengdu,Central'
}

sales() { # [OPTION]...
    gapcast kpi "$DATASETS/sales.csv" --by region --kpi mat -q "$@"
}

value() { # REGION COLUMN
    awk -F, -v r="$1" -v c="$2" '$1 == r { print $c }' <<<"$output"
}

same() { # NUMBER NUMBER: to the cent
    awk -v a="$1" -v b="$2" 'BEGIN { d = a - b; exit d * d > 1e-4 }'
}

@test "a city that moves takes its history along, or leaves it where it was" {
    sales
    total=$(value '*' 4)
    sales --moves "$file"
    exits_with 0
    same "$(value '*' 4)" "$total"
    is=$(value Central 5)
    sales --moves "$file" --structure was
    exits_with 0
    same "$(value '*' 4)" "$total"
    was=$(value Central 5) # of the year before the move
    chengdu=$(awk -F, '$4 == "Chengdu" && $1 >= "2024-07-01" && $1 <= "2025-06-30" { s += $NF }
        END { printf "%.2f", s }' "$DATASETS/sales.csv")
    awk -v is="$is" -v was="$was" -v c="$chengdu" 'BEGIN { d = is - was - c; exit d * d > 1e-4 }'
}

@test "what is no move is refused" {
    sales --structure was
    refuses_with 64 "--structure"
    sales --moves missing.csv
    refuses_with 66 "missing.csv"
    file moves.csv <<<$'since,branch,to_region\n2025-07-01,x,Central'
    sales --moves "$file"
    refuses_with 65 "branch"
}
