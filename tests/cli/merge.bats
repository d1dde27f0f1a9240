#!/usr/bin/env bats
# Forecasts made in shards and joined: the bytes of one run.

load helper

setup() {
    cd "$BATS_TEST_TMPDIR" || exit 1
    cp "$DATASETS/sales.csv" "$DATASETS/drivers.csv" .
}

# Makes shards s1 .. sN of `forecast sales.csv OPTION...`.
shards() { # N OPTION...
    n=$1
    shift
    for i in $(seq "$n"); do
        gapcast forecast sales.csv "$@" --shard "$i/$n" -o "s$i" -q
        exits_with 0
    done
}

# Merging gives the bytes of one run.
joins() { # N OPTION...
    rm -f s?
    shards "$@"
    shift
    gapcast forecast sales.csv "$@" -o whole -q
    exits_with 0
    gapcast merge s? -o joined -q
    exits_with 0
    cmp whole joined
}

@test "a plain panel, and a reconciled hierarchy, are the bytes of one run" {
    joins 3 --by region,product --levels bottom --model ets --horizon 4
    joins 2 --by region/city --preset fast --horizon 3 --level 50,90
    joins 4 --by region --model ses --holidays cn --drivers drivers.csv --horizon 4 --format json --threads 1
    joins 3 --by region --levels total --model theta --horizon 2
}

@test "ranges that the models simulate are the bytes of one run" {
    joins 3 --by region,category --horizon 3 --model ses --ranges model
}

@test "deals are blended when shards are merged" {
    joins 2 --by region --model ses --pipeline "$DATASETS/deals_snapshots" --horizon 3
}

@test "a shard that is there is not made again; one that was half written is" {
    shards 2 --by region --model ses --horizon 2
    before=$(stat -c %Y.%i s1)
    gapcast forecast sales.csv --by region --model ses --horizon 2 --shard 1/2 -o s1
    exits_with 0
    says "s1: was made of the same data before; it stays as it is"
    [ "$(stat -c %Y.%i s1)" = "$before" ]
    head -c 1000 s1 >half
    mv half s1
    gapcast merge s1 s2
    refuses_with 65 "s1: the shard is damaged; make it again"
    gapcast forecast sales.csv --by region --model ses --horizon 2 --shard 1/2 -o s1 -q
    gapcast merge s1 s2 -q
    exits_with 0
    prints "*,2026-08,"
}

@test "the archive keeps the merged run as if it had been made at once" {
    shards 2 --by region --model ses --horizon 2 --archive a.db
    [ ! -e a.db ]
    gapcast merge s1 s2 -q
    gapcast archive list a.db -q
    [ "${#lines[@]}" -eq 2 ]
    prints "gapcast forecast "
}

@test "shards that do not belong together are refused" {
    shards 3 --by region --model ses --horizon 2
    gapcast merge s1 s3
    refuses_with 65 "1 of 3 shards is missing: 2; make it with --shard"
    gapcast merge s1 s2 s3 s2
    refuses_with 65 "s2: is shard 2/3, and so is s2; leave one out"
    gapcast forecast sales.csv --by region --model ses --horizon 3 --shard 2/3 -o other -q
    gapcast merge s1 other s3
    refuses_with 65 "other: is of another forecast, or of other data, than s1"
    gapcast merge sales.csv
    refuses_with 65 "sales.csv: is no shard; make one with forecast --shard i/N -o FILE"
    gapcast merge missing
    refuses_with 66 "missing: cannot be read"
    printf '2026-06-30,X,East,Shanghai,a,b,c,d,e,1,1,5\n' >>sales.csv
    gapcast merge s1 s2 s3
    refuses_with 65 "s1: sales.csv has changed since it was made; make the shards again"
    rm sales.csv
    gapcast merge s1 s2 s3
    refuses_with 66 "run merge in the folder in which the shards were made"
}

@test "what no shard can be made of is refused" {
    for bad in 0/3 4/3 1 a/b 1/0 -1/3 1/3x ''; do
        gapcast forecast sales.csv --shard "$bad" -o s
        refuses_with 64 "is not i/N with i from 1 to N"
    done
    gapcast forecast sales.csv --shard 1/2
    refuses_with 64 "--shard: give the file of the shard with -o"
    gapcast forecast - --shard 1/2 -o s </dev/null
    refuses_with 64 "give a file instead of -"
    gapcast forecast sales.csv --shard 1/2 -o s --scenario a,b --drivers drivers.csv
    refuses_with 64 "give one --scenario"
    gapcast merge
    refuses_with 64 "merge: no file given"
}
