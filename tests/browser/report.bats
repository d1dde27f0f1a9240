#!/usr/bin/env bats
# The report in a real browser: what axe-core finds in it, in light and dark, wide and narrow.
# Skipped without Chromium or without axe-core, which npm puts beside the build.

load ../cli/helper

AXE_VERSION=4.10.3

setup_file() {
    bats_require_minimum_version 1.5.0
    export BROWSER AXE
    BROWSER=$(command -v chromium chromium-browser google-chrome | head -n 1) || return 0
    AXE=$(dirname "$GAPCAST")/browser/node_modules/axe-core/axe.min.js
    if [ ! -s "$AXE" ]; then
        timeout 120 npm install --silent --no-audit --no-fund --prefix "$(dirname "$GAPCAST")/browser" \
            "axe-core@$AXE_VERSION" >&2 || return 0
    fi
    for lang in en zh; do
        suffix=${lang#en}
        "$GAPCAST" review "$DATASETS/sales${suffix:+_$suffix}.csv" --plan "$DATASETS/plan${suffix:+_$suffix}.csv" \
            --lang $lang -o "$BATS_FILE_TMPDIR/$lang" >/dev/null
    done
}

setup() {
    [ -n "$BROWSER" ] || skip "no Chromium"
    [ -s "$AXE" ] || skip "axe-core could not be installed"
}

# Prints the page as the browser has it after its scripts ran.
browse() {
    local page=$1
    shift
    timeout 100 "$BROWSER" --headless --no-sandbox --disable-gpu --user-data-dir="$BATS_TEST_TMPDIR/profile" \
        --virtual-time-budget=30000 "$@" --dump-dom "file://$page" 2>/dev/null
}

# Fails with the rules broken and where: axe REPORT [BROWSER OPTION]...
axe() {
    local page=$BATS_TEST_TMPDIR/axe.html found
    cat "$1" - >"$page" <<HTML
<script>$(cat "$AXE")</script>
<script>
axe.run().then(result => {
    const list = document.createElement("pre");
    list.id = "findings";
    list.textContent = result.violations.flatMap(rule => rule.nodes.map(
        node => "violation: " + rule.id + " at " + node.target)).concat(
        "axe: " + result.violations.length + " violations").join("\n");
    document.body.append(list);
});
</script>
HTML
    found=$(browse "$page" "${@:2}" | sed -n '/<pre id="findings">/,$ { s/.*<pre id="findings">//; s/<.*//; p }')
    [ "$found" = "axe: 0 violations" ] || { echo "${found:-axe did not finish}"; return 1; }
}

@test "the English report is accessible on a wide light screen" {
    axe "$BATS_FILE_TMPDIR/en/report.html" --window-size=1280,900
}

@test "the Chinese report is accessible on a narrow dark screen" {
    axe "$BATS_FILE_TMPDIR/zh/report.html" --window-size=390,844 --blink-settings=preferredColorScheme=0
}

@test "names in the data cannot become part of the page" {
    # A region in quotes as CSV has it; & stands for itself in sed's replacement.
    local name='"<img src=x onerror=""document.title=1""> \&lt;b\&gt; --> {1}"'
    for file in sales plan; do
        sed "s|,Southwest,|,$name,|; s|^Southwest,|$name,|" "$DATASETS/$file.csv" >"$BATS_TEST_TMPDIR/$file.csv"
    done
    "$GAPCAST" review "$BATS_TEST_TMPDIR/sales.csv" --plan "$BATS_TEST_TMPDIR/plan.csv" -o "$BATS_TEST_TMPDIR/out" >/dev/null
    axe "$BATS_TEST_TMPDIR/out/report.html"
    run browse "$BATS_TEST_TMPDIR/out/report.html"
    [[ $output == *'&lt;img src=x onerror="document.title=1"&gt; &amp;lt;b&amp;gt; --&gt; {1}'* ]]
    [[ $output != *"<img"* && $output != *"<title>1</title>"* ]]
}

@test "the page needs nothing from elsewhere and runs no script" {
    for lang in en zh; do
        run ! grep -nP '<(script|link|img|iframe|object|embed)|(src|href)="?(https?:)?//|url\((?!#)|@import' \
            "$BATS_FILE_TMPDIR/$lang/report.html"
    done
}
