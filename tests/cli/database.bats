#!/usr/bin/env bats
# Sales out of SQLite and PostgreSQL: what the same rows give as a CSV file.

load helper

# A small sale a month and region, as a query that needs no table.
QUERY="WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 71)
    SELECT date('2023-01-31', 'start of month', '+' || (i / 2) || ' months', '+1 month', '-1 day') AS date,
        CASE i % 2 WHEN 0 THEN 'East' ELSE 'West, \"far\"' END AS region, 100.25 + (i * 37) % 23 AS amount FROM n"

setup() {
    cd "$BATS_TEST_TMPDIR" || exit 1
    gapcast forecast "$DATASETS/sales.csv" --by region --model naive --paths 100 --archive a.db -q -o x.csv
}

@test "a query of an SQLite file is read as the same rows of a CSV file are" {
    echo 'date,region,amount' >s.csv
    for i in $(seq 0 71); do
        region=East
        [ $((i % 2)) -eq 0 ] || region='"West, ""far"""'
        echo "$(date -d "2023-01-01 +$((i / 2 + 1)) month -1 day" +%F),$region,$((100 + (i * 37) % 23)).25" >>s.csv
    done
    gapcast forecast s.csv --model ses --horizon 3 -q -f csv
    exits_with 0
    expected=$output
    gapcast forecast "sqlite:a.db?query=$QUERY" --model ses --horizon 3 -q -f csv
    exits_with 0
    [ "$output" = "$expected" ]
    gapcast forecast sqlite:a.db --query "$QUERY" --model ses --horizon 3 -q -f csv --archive b.db
    [ "$output" = "$expected" ]
    gapcast archive list b.db -q
    prints "sales sqlite:a.db,"
    gapcast kpi sqlite:a.db --query "$QUERY" --kpi sales --levels total -q
    exits_with 0
}

@test "what cannot be read of a database is refused" {
    gapcast forecast sqlite:a.db
    refuses_with 64 "give --query 'SELECT ...' or sqlite:PATH?query=SELECT ..."
    gapcast forecast sqlite:none.db --query 'SELECT 1'
    refuses_with 66 "none.db: cannot be read"
    gapcast forecast sqlite:a.db --query 'SELECT nowhere'
    refuses_with 65 "no such column: nowhere"
    gapcast forecast sqlite:a.db --query 'DELETE FROM run'
    refuses_with 64 "does not only read; give a SELECT"
    gapcast forecast "$DATASETS/sales.csv" --query 'SELECT 1'
    refuses_with 64 "is no database without a query of its own"
    gapcast forecast a.db
    refuses_with 65 "give sqlite:FILE?query=SELECT ..."
    gapcast forecast sqlite:a.db --query "SELECT '2025-01-31' AS date, 'x' AS region, 1 AS amount WHERE 0"
    [ "$status" -eq 65 ]
    gapcast doctor
    prints "libpq"
}

@test "a server that is not there, or a password that all can see, is refused" {
    "$GAPCAST" doctor | grep -q 'libpq,ok' || skip "built without libpq"
    gapcast forecast postgresql://localhost:1/none --query 'SELECT 1'
    refuses_with 66 "postgresql://localhost:1/none: cannot be reached: "
    gapcast forecast postgresql://me:secret@localhost/none --query 'SELECT 1'
    refuses_with 64 "a password does not belong into a command line"
    [[ $stderr != *secret* ]]
    gapcast forecast postgresql://localhost/none
    refuses_with 64 "give --query 'SELECT ...'"
}

# As root, servers refuse to run: then as the user postgres.
as_server() {
    if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

@test "a query of a PostgreSQL server is read as the same rows of a CSV file are" {
    "$GAPCAST" doctor | grep -q 'libpq,ok' || skip "built without libpq"
    for bin in /usr/lib/postgresql/*/bin; do :; done # the newest
    [ -x "$bin/initdb" ] || skip "no PostgreSQL server"
    [ "$(id -u)" -ne 0 ] || id postgres >/dev/null 2>&1 || skip "no user to run it"
    home=$(mktemp -d)
    chmod 755 "$home"
    [ "$(id -u)" -ne 0 ] || chown postgres "$home"
    (cd "$home" && as_server "$bin/initdb" -A trust -U me "$home/data" >/dev/null)
    (cd "$home" && as_server "$bin/pg_ctl" -D "$home/data" -w -o "-c listen_addresses='' -c unix_socket_directories='$home' -c fsync=off" \
        -l "$home/log" start >/dev/null 3>&-)
    address="postgresql:///postgres?host=$home&user=me"
    select="SELECT (DATE '2023-01-01' + (i / 2 + 1) * INTERVAL '1 month' - INTERVAL '1 day')::date AS date,
        CASE i % 2 WHEN 0 THEN '华东' ELSE 'West' END AS region, 100.25 + (i * 37) % 23 AS amount FROM generate_series(0, 71) i;"
    echo 'date,region,amount' >s.csv
    for i in $(seq 0 71); do
        region=华东
        [ $((i % 2)) -eq 0 ] || region=West
        echo "$(date -d "2023-01-01 +$((i / 2 + 1)) month -1 day" +%F),$region,$((100 + (i * 37) % 23)).25" >>s.csv
    done
    gapcast forecast s.csv --model ses --horizon 3 -q -f csv
    expected=$output
    gapcast forecast "$address" --query "$select" --model ses --horizon 3 -q -f csv
    same=$([ "$status" -eq 0 ] && [ "$output" = "$expected" ] && echo yes || echo "$status $stderr")
    gapcast forecast "$address" --query 'SELECT nowhere'
    wrong="$status $stderr"
    gapcast forecast "$address" --query 'SELECT 1) TO STDOUT; DROP TABLE x; COPY (SELECT 1'
    injected="$status"
    gapcast forecast "$address" --query 'SELECT pg_terminate_backend(pg_backend_pid())'
    lost="$status $stderr"
    (cd "$home" && as_server "$bin/pg_ctl" -D "$home/data" -m immediate stop >/dev/null)
    rm -rf "$home"
    [ "$same" = yes ] || fail "$same"
    [[ $wrong == 65*"the query failed"*nowhere* ]] || fail "$wrong"
    [ "$injected" -ne 0 ]
    [[ $lost == 66*"connection was lost"* || $lost == 65* ]] || fail "$lost"
}
