#!/bin/bash
# What the benchmarks share: the rows of the table, and measuring a command. To be sourced.
# shellcheck disable=SC2034

build=${BUILD:-build}
gapcast=${GAPCAST:-$build/gapcast}
programs=$build/tests/bench
work=$build/bench
mkdir -p "$work"
trap 'rm -rf "$work"' EXIT

row() { # WHAT TOOL WALL CPU MEMORY RATE
    printf '| %-40s | %-22s | %8s | %8s | %10s | %-26s |\n' "$@"
}

header() {
    row what tool 'wall s' 'CPU s' 'peak MiB' rate
    row --- --- --- --- --- ---
}

rate() { # N SECONDS UNIT
    awk -v n="$1" -v s="$2" -v u="$3" 'BEGIN { r = n / (s > 0.005 ? s : 0.005)
        printf (r < 1000 ? "%.1f %s/s" : r < 1e6 ? "%.1f k%s/s" : "%.2f m%s/s"), r < 1000 ? r : r < 1e6 ? r / 1e3 : r / 1e6, u }'
}

# measured_times TIMES WHAT TOOL N UNIT COMMAND...: the best by wall time. Leaves wall, cpu and memory.
measured_times() {
    local times=$1 what=$2 tool=$3 n=$4 unit=$5
    shift 5
    read -r wall cpu memory <<<"$(for _ in $(seq "$times"); do "$programs/measure" "$@"; done | sort -n | head -n 1)"
    row "$what" "$tool" "$wall" "$cpu" "$memory" "$(rate "$n" "$wall" "$unit")"
}

measured() {
    measured_times 3 "$@"
}
