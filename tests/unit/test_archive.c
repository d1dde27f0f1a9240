/* test_archive.c - runs that are kept, looked at again, and explained. */
#include "analysis/archive/archive.h"

#include "analysis/archive/hash.h"
#include "tests/unit/company.h"
#include "tests/unit/written.h"

/* Two regions x two products, 30 months and more; what a run knows ends with `last`. */
static fixture f;
static an_sales sales;

static void sell(fc_period n)
{
    static const char *const regions[] = {"East", "West"}, *const products[] = {"bed", "lamp"};

    for (size_t c = 0; c < 4; c++) {
        uint32_t seed = (uint32_t)c * 71u + 5u;

        for (fc_period p = 0; p < n; p++) {
            const double value = 40.0 + 11.3 * (double)c + 0.4 * p + 9.0 * noise(&seed);

            add(&f, regions[c / 2], products[c % 2], 600 + p, value);
        }
    }
}

static void close_company(void)
{
    close_fixture(&f);
}

static void open_company(fc_period n)
{
    fc_forecast_options options = defaults(3);

    close_company();
    sell(n);
    options.model = "ses";
    assert_ok(try_run(&f, options));
    sales = (an_sales){.panel = f.panel,
                       .hierarchy = f.hierarchy,
                       .calendar = months,
                       .n_keys = 2,
                       .key_names = {"region", "product"},
                       .amount_name = "amount",
                       .last_complete = 600 + n - 1};
}

static an_archive_run run_of_company(void)
{
    return (an_archive_run){.command = "forecast",
                            .options = "gapcast forecast",
                            .version = "0",
                            .sales = &sales,
                            .forecasts = f.forecasts};
}

static void keep(const char *path, const an_archive_run *run, int64_t expected)
{
    an_archive *archive;
    int64_t id;

    assert_ok(an_archive_open(path, true, &archive));
    assert_ok(an_archive_store(archive, run, &id));
    assert_int_equal(id, expected);
    an_archive_close(archive);
}

static void keep_company(const char *path, fc_period n, int64_t expected)
{
    open_company(n);

    const an_archive_run run = run_of_company();

    keep(path, &run, expected);
}

static double cell(const an_table *table, const char *cause)
{
    for (size_t r = 0; r < an_table_rows(table); r++)
        if (strcmp(an_table_cell_text(table, r, 2), cause) == 0)
            return an_table_cell_number(table, r, 3);
    return NAN;
}

static void changes_of(const char *path, const an_archive_query *query, an_table **table)
{
    an_archive *archive;

    assert_ok(an_archive_open(path, false, &archive));
    assert_ok(an_archive_changes(archive, query, table));
    an_archive_close(archive);
}

/* outlook before + causes = outlook after, for every node. */
static void assert_adds_up(const an_table *table)
{
    double sum = 0;
    size_t nodes = 0;

    for (size_t r = 0; r < an_table_rows(table); r++) {
        const char *cause = an_table_cell_text(table, r, 2);
        const double amount = an_table_cell_number(table, r, 3);

        assert_true(isfinite(amount));
        if (strcmp(cause, "outlook before") == 0)
            sum = amount;
        else if (strcmp(cause, "outlook after") == 0) {
            assert_true(fabs(sum - amount) < 0.005);
            nodes++;
        } else if (strcmp(cause, "plan") != 0 && strcmp(cause, "gap") != 0) {
            sum += amount;
        }
    }
    assert_true(nodes > 0);
}

static void a_new_month_is_told_from_a_new_forecast(void **state)
{
    an_table *table;
    double before[3], actual = 0;
    const size_t east = 1;

    (void)state;
    keep_company("a.db", 30, 1);
    for (size_t h = 0; h < 3; h++)
        before[h] = fc_forecasts_mean(f.forecasts, east)[h];
    assert_string_equal(fc_hierarchy_name(f.hierarchy, east), "East/*");
    keep_company("a.db", 31, 2);
    fc_hierarchy_values(f.hierarchy, east, 0, 630, 1, &actual);
    changes_of("a.db", &(an_archive_query){.node = (const char *[]){"region=East"}, .n_node = 1},
               &table);
    assert_adds_up(table);
    assert_close(cell(table, "new actuals"), actual - before[0], 1e-9);
    assert_close(cell(table, "revised history"), 0, 1e-12);
    assert_close(cell(table, "model") + cell(table, "new data") + cell(table, "reconciliation"),
                 fc_forecasts_mean(f.forecasts, east)[0] + fc_forecasts_mean(f.forecasts, east)[1] -
                     before[1] - before[2],
                 1e-9);
    an_table_free(table);
    remove("a.db");
}

static void revised_history_is_told(void **state)
{
    an_table *table;

    (void)state;
    keep_company("a.db", 30, 1);
    open_company(30);
    close_company();
    sell(30);
    add(&f, "West", "lamp", 600 + 27, -6.25);
    assert_ok(
        try_run(&f, (fc_forecast_options){
                        .model = "ses", .horizon = 3, .last = FC_PERIOD_NONE, .n_paths = 200}));
    sales.panel = f.panel;
    sales.hierarchy = f.hierarchy;

    const an_archive_run run = run_of_company();

    keep("a.db", &run, 2);
    changes_of("a.db", &(an_archive_query){.all = true}, &table);
    assert_adds_up(table);
    assert_close(cell(table, "revised history"), -6.25, 1e-9);
    an_table_free(table);
    remove("a.db");
}

/* A region that comes new is the hierarchy's change, at its own nodes. */
static void a_new_node_is_the_hierarchys(void **state)
{
    an_table *table;
    double hierarchy = 0;

    (void)state;
    keep_company("a.db", 30, 1);
    close_company();
    sell(30);
    add(&f, "South", "bed", 600 + 29, 17.5);
    assert_ok(
        try_run(&f, (fc_forecast_options){
                        .model = "ses", .horizon = 3, .last = FC_PERIOD_NONE, .n_paths = 200}));
    sales.panel = f.panel;
    sales.hierarchy = f.hierarchy;

    const an_archive_run run = run_of_company();

    keep("a.db", &run, 2);
    changes_of("a.db", &(an_archive_query){.all = true}, &table);
    assert_adds_up(table);
    for (size_t r = 0; r < an_table_rows(table); r++)
        if (strcmp(an_table_cell_text(table, r, 0), "South") == 0 &&
            strcmp(an_table_cell_text(table, r, 2), "hierarchy") == 0)
            hierarchy = an_table_cell_number(table, r, 3);
    assert_true(hierarchy > 17);
    an_table_free(table);
    remove("a.db");
}

static void adjustments_are_steps_with_their_own_worth(void **state)
{
    an_archive *archive;
    an_table *table;
    double *final, actual = 0;
    size_t seen = 0;

    (void)state;
    open_company(30);
    final = malloc(9 * 3 * sizeof *final);
    for (size_t i = 0; i < 9; i++)
        memcpy(final + 3 * i, fc_forecasts_mean(f.forecasts, i), 3 * sizeof *final);
    final[0] += 4.5 - 1.25;

    const an_archive_adjustment adjustments[] = {{0, 630, "analyst", "Li Na", "campaign", 4.5},
                                                 {0, 630, "manager", "Wang", "", -1.25}};
    const double statistical = fc_forecasts_mean(f.forecasts, 0)[0];
    an_archive_run run = run_of_company();

    run.final = final;
    run.adjustments = adjustments;
    run.n_adjustments = 2;
    keep("a.db", &run, 1);
    keep_company("a.db", 31, 2);
    fc_hierarchy_values(f.hierarchy, 0, 0, 630, 1, &actual);
    assert_ok(an_archive_open("a.db", false, &archive));
    assert_ok(an_archive_accuracy(archive, &(an_archive_query){0}, &table));
    for (size_t r = 0; r < an_table_rows(table); r++) {
        const char *step = an_table_cell_text(table, r, 1),
                   *person = an_table_cell_text(table, r, 2);
        const double mae = an_table_cell_number(table, r, 6),
                     fva = an_table_cell_number(table, r, 7);

        if (strcmp(step, "analyst") == 0) {
            assert_close(mae, fabs(actual - statistical - 4.5), 1e-9);
            assert_close(fva, (fabs(actual - statistical) - mae) / actual, 1e-9);
        } else if (strcmp(step, "manager") == 0 || strcmp(step, "final") == 0) {
            assert_close(mae, fabs(actual - statistical - 3.25), 1e-9);
        }
        seen += strcmp(person, "Li Na") == 0 || strcmp(person, "Wang") == 0;
        assert_string_not_equal(an_table_cell_text(table, r, 10), "adds value"); /* one month */
    }
    assert_int_equal(seen, 2);
    an_table_free(table);
    assert_ok(an_archive_show(archive, &(an_archive_query){.run = 1}, &table));
    assert_string_equal(an_table_cell_text(table, 30, 13),
                        "analyst Li Na +4.5: campaign; manager Wang -1.25");
    assert_close(an_table_cell_number(table, 30, 8), statistical + 3.25, 1e-12);
    assert_close(an_table_cell_number(table, 30, 4), actual, 1e-12);
    assert_true(isnan(an_table_cell_number(table, 30, 3)));
    an_table_free(table);
    assert_ok(an_archive_changes(archive, &(an_archive_query){0}, &table));
    assert_adds_up(table);
    an_table_free(table);
    an_archive_close(archive);
    free(final);
    remove("a.db");
}

static void an_older_archive_is_brought_up_to_date(void **state)
{
    an_archive *archive;
    int64_t version;

    (void)state;
    for (int v = 1; v < an_archive_version(); v++) {
        assert_ok(an_archive_make_old("old.db", v));
        assert_ok(an_archive_open("old.db", false, &archive));
        assert_ok(
            an_database_number(an_archive_database(archive), "PRAGMA user_version", &version));
        assert_int_equal(version, an_archive_version());
        an_archive_close(archive);
        keep_company("old.db", 30, 1);
        remove("old.db");
    }
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
                 "knows 2); update gapcast");
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

static int end(void **state)
{
    close_company();
    return written_end(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_month_is_told_from_a_new_forecast),
        cmocka_unit_test(revised_history_is_told),
        cmocka_unit_test(a_new_node_is_the_hierarchys),
        cmocka_unit_test(adjustments_are_steps_with_their_own_worth),
        cmocka_unit_test(an_older_archive_is_brought_up_to_date),
        cmocka_unit_test(what_is_no_archive_is_refused_untouched),
        cmocka_unit_test(questions_without_an_answer_are_refused),
        cmocka_unit_test(hashes_are_sha256),
    };

    return cmocka_run_group_tests(tests, written_begin, end);
}
