# coherence.awk - does a table add up over its nodes and over time? Fails, telling where, unless it does to 1e-9 of the sum of sizes.
#     awk -f coherence.awk -v columns=forecast,plan [-v time=1] TABLE.csv
# Key columns stand before the first of scope, period and path; * sums over a key. Each node is held against the sum of its bottom
# nodes; with time=1, quarters and years against the sum of their months. Values may be empty in both, or in neither.

function wrong(what, sum, size) {
    return (sum - what) > 1e-9 * size || (what - sum) > 1e-9 * size
}

function complain(name, value, sum) {
    printf "%s: %.15g, its parts %.15g\n", name, value, sum
    bad = 1
}

# The quarter and the year of a month.
function spans(month, out) {
    out[1] = substr(month, 1, 4) "-Q" int((substr(month, 6, 2) + 2) / 3)
    out[2] = substr(month, 1, 4)
}

BEGIN { FS = ","; n_columns = split(columns, wanted, ",") }

NR == 1 {
    for (i = NF; i > 0; i--) {
        at[$i] = i
        if ($i == "scope" || $i == "period" || $i == "path") n_keys = i - 1
    }
    for (c = 1; c <= n_columns; c++)
        if (!(wanted[c] in at)) { print "no column " wanted[c]; bad = 1; exit }
    next
}

{
    key = place = ""
    stars = 0
    for (i = 1; i <= n_keys; i++) { key = key "," $i; stars += $i == "*" }
    place = ("scope" in at ? $at["scope"] : "") "," ("path" in at ? $at["path"] : "") "," ("metric" in at ? $at["metric"] : "") "," $at["period"]
    for (c = 1; c <= n_columns; c++) {
        v = $at[wanted[c]]
        if (v == "") continue
        value[key, place, c] = v
        size = v < 0 ? -v : v
        if (!stars) # add it to every node it is in
            for (mask = 0; mask < 2 ^ n_keys; mask++) {
                up = ""
                for (i = 1; i <= n_keys; i++) up = up "," (int(mask / 2 ^ (i - 1)) % 2 ? "*" : $i)
                sum[up, place, c] += v
                sizes[up, place, c] += size
                parts[up, place, c]++
            }
        if (time && $at["period"] ~ /^[0-9]+-[0-9]+$/ && (!("scope" in at) || $at["scope"] == "month")) {
            spans($at["period"], span)
            for (s = 1; s <= 2; s++) {
                long = ("scope" in at ? (s == 1 ? "quarter" : "year") : "") substr(place, index(place, ","))
                sub(/,[^,]*$/, "," span[s], long)
                later[key, long, c] += v
                later_size[key, long, c] += size
            }
        }
    }
}

END {
    if (bad) exit 1
    for (k in value) {
        if (k in parts) {
            nodes += parts[k] > 1
            if (wrong(value[k], sum[k], sizes[k])) complain(k, value[k], sum[k])
        } else complain(k " has no bottom nodes", value[k], 0)
        if (k in later) {
            times++
            if (wrong(value[k], later[k], later_size[k])) complain(k " over time", value[k], later[k])
        }
    }
    printf "%d sums over nodes, %d over time\n", nodes, times
    exit bad || nodes == 0 || (time && times == 0)
}
