/* test_archive.c - runs that are kept, looked at again, and brought along from older files. */
#include "analysis/archive/archive.h"

#include "analysis/archive/hash.h"
#include "tests/unit/archive_case.h"

/* What a file of version 1 could hold: a run with a past, a forecast and a plan. */
static const char OLD_RUN[] =
    "INSERT INTO scope VALUES(1, 'region' || char(9) || 'product', 2, 0, 1, 1, 'amount', '');"
    "INSERT INTO run VALUES(1, 1, '2026-01-02T03:04:05Z', 'forecast', 'gapcast forecast', '0.0.9', "
    "600, 629, 3, 9, 'mint', '');"
    "INSERT INTO input VALUES(1, 'sales', 'sales.csv', 17, 'abc');"
    "INSERT INTO node VALUES(1, 1, '*' || char(9) || '*', 0, 0);"
    "INSERT INTO actual VALUES(1, 628, 1, 101.5), (1, 629, 1, 103.25);"
    "INSERT INTO plan VALUES(1, 630, 1, 110);"
    "INSERT INTO forecast(run, node, period, naive, base, statistical, final, lo80, hi80) VALUES"
    "(1, 1, 630, 103.25, 104.5, 105.75, 107.5, 95, 116), (1, 1, 631, 103.25, 104.75, 106, 106, "
    "94, 118), (1, 1, 632, 103.25, 105, 106.25, 106.25, 93, 120);"
    "INSERT INTO model VALUES(1, 1, 'ses');";

static void put_old_run(int version)
{
    an_database *database;

    assert_ok(an_database_open("old.db", false, &database));
    assert_ok(an_database_run(database, OLD_RUN));
    if (version > 1)
        assert_ok(an_database_run(
            database, "INSERT INTO adjustment VALUES(1, 1, 630, 0, 'analyst', 'Li', '', 1.75)"));
    an_database_close(database);
}

/* All that was kept is told, and what was not kept then is told from what is nothing. */
static void assert_old_run_is_told(const an_table *table, int version)
{
    assert_int_equal(an_table_rows(table), 5);
    assert_close(an_table_cell_number(table, 1, column(table, "actual_then")), 103.25, 0);
    assert_close(an_table_cell_number(table, 2, column(table, "final")), 107.5, 0);
    assert_close(an_table_cell_number(table, 2, column(table, "lo80")), 95, 0);
    assert_close(an_table_cell_number(table, 2, column(table, "plan")), 110, 0);
    assert_true(isnan(an_table_cell_number(table, 2, column(table, "drivers"))));
    assert_true(isnan(an_table_cell_number(table, 2, column(table, "lo95"))));
    assert_string_equal(an_table_cell_text(table, 2, column(table, "model")), "ses");
    assert_string_equal(an_table_cell_text(table, 2, column(table, "adjustments")),
                        version > 1 ? "analyst Li +1.75" : "");
}

static void an_older_archive_is_brought_up_to_date(void **state)
{
    an_archive *archive;
    an_table *table;
    int64_t version;

    (void)state;
    for (int v = 1; v < an_archive_version(); v++) {
        assert_ok(an_archive_make_old("old.db", v));
        put_old_run(v);
        assert_ok(an_archive_open("old.db", false, &archive));
        assert_ok(
            an_database_number(an_archive_database(archive), "PRAGMA user_version", &version));
        assert_int_equal(version, an_archive_version());
        assert_ok(an_archive_show(archive, &(an_archive_query){.run = 1}, &table));
        assert_old_run_is_told(table, v);
        an_table_free(table);
        an_archive_close(archive);
        keep_company("old.db", 31, 2);
        ask("old.db", an_archive_changes, &(an_archive_query){0}, &table);
        an_table_free(table);
        ask("old.db", an_archive_accuracy, &(an_archive_query){0}, &table);
        assert_string_equal(an_table_cell_text(table, 1, 1), "statistical");
        an_table_free(table);
        remove("old.db");
    }
}

/* A node and period a row, as an_target_table has them. */
static an_table *targets_of_company(void)
{
    static const an_column columns[] = {
        {"region", AN_TEXT},    {"product", AN_TEXT},  {"period", AN_TEXT},
        {"metric", AN_TEXT},    {"target", AN_MONEY},  {"last_year", AN_MONEY},
        {"baseline", AN_MONEY}, {"stretch", AN_MONEY}, {"p_attain", AN_SHARE},
        {"basis", AN_TEXT},     {"locked", AN_TEXT}};
    an_table *table;

    assert_ok(an_table_new(columns, sizeof columns / sizeof *columns, &table));
    for (size_t i = 0; i < 9; i++)
        for (int quarter = 0; quarter < 2; quarter++) {
            an_table_text(table, fc_hierarchy_key(f.hierarchy, i, 0));
            an_table_text(table, fc_hierarchy_key(f.hierarchy, i, 1));
            an_table_text(table, quarter ? "2020-Q3" : "2020");
            an_table_text(table, "amount");
            for (int c = 0; c < 5; c++)
                an_table_number(table, c == 1 && quarter ? NAN : 1.125 * (double)i + c);
            an_table_text(table, "by hand; 10% \"more\"");
            an_table_text(table, quarter ? "yes" : "no");
            an_table_end(table);
        }
    assert_ok(an_table_status(table));
    return table;
}

static void targets_come_back_as_they_were(void **state)
{
    an_archive_run run;
    an_table *targets, *table;

    (void)state;
    open_company(30);
    targets = targets_of_company();
    run = run_of_company();
    run.targets = targets;
    keep("a.db", &run, 1);
    ask("a.db", an_archive_show, &(an_archive_query){.all = true}, &table);
    assert_int_equal(an_table_rows(table), an_table_rows(targets));
    for (size_t r = 0; r < an_table_rows(table); r++)
        for (size_t c = 0; c < an_table_n_columns(table); c++)
            if (an_table_column(targets, c)->kind == AN_TEXT)
                assert_string_equal(an_table_cell_text(table, r, c),
                                    an_table_cell_text(targets, r, c));
            else if (!isnan(an_table_cell_number(targets, r, c)))
                assert_close(an_table_cell_number(table, r, c), an_table_cell_number(targets, r, c),
                             0);
            else
                assert_true(isnan(an_table_cell_number(table, r, c)));
    an_table_free(table);
    ask("a.db", an_archive_show, &(an_archive_query){.forecasts = true}, &table);
    assert_string_equal(an_table_column(table, 3)->name, "actual_then");
    an_table_free(table);
    an_table_free(targets);
    remove("a.db");
}

static void make_database(const char *sql)
{
    an_database *database;

    assert_ok(an_database_open("other.db", true, &database));
    assert_ok(an_database_run(database, sql));
    an_database_close(database);
}

static void what_is_no_archive_is_refused_untouched(void **state)
{
    an_archive *archive;
    char before[AN_HASH_SIZE], after[AN_HASH_SIZE];
    int64_t bytes;

    (void)state;
    make_database("CREATE TABLE t(x); INSERT INTO t VALUES(7)");
    assert_ok(an_hash_file("other.db", before, &bytes));
    assert_fails(an_archive_open("other.db", true, &archive), FC_EDATA,
                 "other.db: is a database of another program; give another file");
    assert_ok(an_hash_file("other.db", after, &bytes));
    assert_string_equal(before, after);
    make_database("PRAGMA application_id = 1734566256; PRAGMA user_version = 99");
    assert_fails(an_archive_open("other.db", true, &archive), FC_EDATA,
                 "other.db: was written by a newer gapcast (version 99 of the archive, this one "
                 "knows 3); update gapcast");
    write_text("other.db", "hello, this is no database at all, but a text of some length\n");
    assert_int_equal(an_archive_open("other.db", true, &archive), FC_EDATA);
    assert_int_equal(an_archive_open("missing.db", false, &archive), FC_ENOINPUT);
    assert_int_equal(an_archive_open("no/such/folder.db", true, &archive), FC_ECANTCREAT);
    remove("other.db");
}

static void questions_without_an_answer_are_refused(void **state)
{
    an_archive *archive;
    an_table *table;

    (void)state;
    assert_ok(an_archive_open("a.db", true, &archive));
    assert_fails(an_archive_show(archive, &(an_archive_query){0}, &table), FC_EDATA,
                 "the archive has no run yet; make one with --archive FILE.db");
    an_archive_close(archive);
    keep_company("a.db", 30, 1);
    assert_ok(an_archive_open("a.db", false, &archive));
    assert_fails(an_archive_changes(archive, &(an_archive_query){0}, &table), FC_EDATA,
                 "run 1 is the first of its series: there is none before it");
    assert_int_equal(an_archive_accuracy(archive, &(an_archive_query){0}, &table), FC_EDATA);
    assert_fails(an_archive_show(archive, &(an_archive_query){.run = 7}, &table), FC_EDATA,
                 "the archive has no run 7; gapcast archive list FILE.db shows them");
    assert_fails(
        an_archive_show(archive,
                        &(an_archive_query){.node = (const char *[]){"city=Ulm"}, .n_node = 1},
                        &table),
        FC_EUSAGE, "--node: the archived runs have no key 'city'");
    assert_int_equal(
        an_archive_show(archive,
                        &(an_archive_query){.node = (const char *[]){"region=Ulm"}, .n_node = 1},
                        &table),
        FC_EDATA);
    an_table_free(table);
    an_archive_close(archive);
    remove("a.db");
}

/* FIPS 180-4 and NIST's examples. */
static void hashes_are_sha256(void **state)
{
    char hex[AN_HASH_SIZE];
    int64_t bytes;

    (void)state;
    write_text("abc", "abc");
    assert_ok(an_hash_file("abc", hex, &bytes));
    assert_int_equal(bytes, 3);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    write_text("abc", "");
    assert_ok(an_hash_file("abc", hex, &bytes));
    assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_int_equal(an_hash_file("nowhere", hex, &bytes), FC_ENOINPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_older_archive_is_brought_up_to_date),
        cmocka_unit_test(targets_come_back_as_they_were),
        cmocka_unit_test(what_is_no_archive_is_refused_untouched),
        cmocka_unit_test(questions_without_an_answer_are_refused),
        cmocka_unit_test(hashes_are_sha256),
    };

    return cmocka_run_group_tests(tests, written_begin, end);
}
