/* test_archive_changes.c - why an outlook moved, cause by cause, adding up. */
#include "analysis/archive/archive.h"
#include "forecast/forecasts/forecasts_parts.h"

#include "tests/unit/archive_case.h"

static double cell(const an_table *table, const char *cause)
{
    for (size_t r = 0; r < an_table_rows(table); r++)
        if (strcmp(an_table_cell_text(table, r, 2), cause) == 0)
            return an_table_cell_number(table, r, 3);
    return NAN;
}

static void changes_of(const char *path, const an_archive_query *query, an_table **table)
{
    ask(path, an_archive_changes, query, table);
}

/* outlook before + causes = outlook after, for every node; and gap before + outlook + plan = gap
 * after. */
static void assert_adds_up(const an_table *table)
{
    double sum = 0;
    size_t sums = 0;

    for (size_t r = 0; r < an_table_rows(table); r++) {
        const char *cause = an_table_cell_text(table, r, 2);
        const double amount = an_table_cell_number(table, r, 3);

        assert_true(isfinite(amount));
        if (strcmp(cause, "outlook before") == 0 || strcmp(cause, "gap before") == 0) {
            sum = amount;
        } else if (strcmp(cause, "outlook after") == 0 || strcmp(cause, "gap after") == 0) {
            assert_true(fabs(sum - amount) < 0.005);
            sums++;
        } else {
            sum += amount;
        }
    }
    assert_true(sums > 0);
}

/* The amount of a cause for one node. */
static double cause_of(const an_table *table, const char *region, const char *product,
                       const char *cause)
{
    for (size_t r = 0; r < an_table_rows(table); r++)
        if (strcmp(an_table_cell_text(table, r, 0), region) == 0 &&
            strcmp(an_table_cell_text(table, r, 1), product) == 0 &&
            strcmp(an_table_cell_text(table, r, 2), cause) == 0)
            return an_table_cell_number(table, r, 3);
    return NAN;
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

/* What deals added to a run's forecasts, and what the run before had none of. */
static void deals_are_a_step_of_their_own(void **state)
{
    an_archive_run run;
    an_table *table;
    double *history;
    const size_t n = 9 * 3;

    (void)state;
    keep_company("a.db", 30, 1);
    history = malloc(n * sizeof *history);
    for (size_t i = 0; i < n; i++)
        history[i] = fc_forecasts_mean(f.forecasts, i / 3)[i % 3] - 2.5 - (double)(i % 3);
    run = run_of_company();
    run.history = history;
    keep("a.db", &run, 2);
    changes_of("a.db", &(an_archive_query){.all = true}, &table);
    assert_adds_up(table);
    assert_close(cause_of(table, "*", "*", "deals"), 3 * 2.5 + 3, 1e-9);
    assert_close(cause_of(table, "East", "bed", "reconciliation"), -(3 * 2.5 + 3), 1e-9);
    assert_close(cause_of(table, "East", "bed", "new data"), 0, 1e-9);
    an_table_free(table);
    free(history);
    remove("a.db");
}

enum { N_LONG = 60 };

/* Every fifth month has a promotion, and so has the first one that is forecast. */
static fc_regressors *promotions(void)
{
    fc_regressors *regressors;
    double x[N_LONG + 3];

    for (size_t t = 0; t < N_LONG + 3; t++)
        x[t] = t % 5 == 0;
    assert_ok(fc_regressors_new(&months, 600, N_LONG + 3, N_LONG, &regressors));
    assert_ok(fc_regressors_add(
        regressors, &(fc_regressor_spec){.name = "promotion", .group = FC_FROM_DRIVERS, .x = x}));
    return regressors;
}

static void sell_with_promotions(void)
{
    close_company();
    sell(N_LONG);
    for (fc_period p = 0; p < N_LONG; p += 5)
        for (size_t c = 0; c < 4; c++)
            add(&f, c / 2 ? "West" : "East", c % 2 ? "lamp" : "bed", 600 + p, 55 + 2.5 * (double)c);
}

static void keep_forecast(const fc_regressors *regressors, int64_t expected)
{
    fc_forecast_options options = defaults(3);

    options.model = "ses";
    options.regressors = regressors;
    assert_ok(try_run(&f, options));
    sales.panel = f.panel;
    sales.hierarchy = f.hierarchy;

    const an_archive_run run = run_of_company();

    keep("a.db", &run, expected);
}

static void drivers_are_a_step_of_their_own(void **state)
{
    fc_regressors *regressors = promotions();
    an_table *table;
    double effects = 0;

    (void)state;
    open_company(30); /* names of the keys */
    sell_with_promotions();
    keep_forecast(NULL, 1);
    keep_forecast(regressors, 2);
    for (size_t h = 0; h < 3; h++)
        effects += fc_forecasts_parts(f.forecasts, 0, h).effects;
    changes_of("a.db", &(an_archive_query){.all = true}, &table);
    assert_adds_up(table);
    assert_true(effects > 50);
    assert_close(cause_of(table, "*", "*", "drivers"), effects, 1e-9);
    assert_true(cause_of(table, "East", "bed", "drivers") > 10);
    an_table_free(table);
    fc_regressors_free(regressors);
    remove("a.db");
}

/* With a revision; `moved` gives half of East's beds to the West. */
static void sell_and_run(bool moved)
{
    const size_t east_bed = 0;

    close_company();
    sell(30);
    add(&f, "East", "lamp", 627, 3.25);
    for (fc_period p = 0; moved && p < 30; p++) {
        double half = 0;

        fc_panel_accumulate(f.panel, east_bed, 0, 600 + p, 1, &half);
        half /= 2;
        add(&f, "East", "bed", 600 + p, -half);
        add(&f, "West", "bed", 600 + p, half);
    }
    assert_ok(
        try_run(&f, (fc_forecast_options){
                        .model = "ses", .horizon = 3, .last = FC_PERIOD_NONE, .n_paths = 200}));
}

/* From the second run on, half of what was East's beds belongs to the West. */
static void what_was_moved_is_the_hierarchys_and_no_revision(void **state)
{
    fixture old;
    an_sales unmoved;
    an_archive_run run;
    an_table *table;
    double bed[30];

    (void)state;
    keep_company("a.db", 30, 1);
    sell_and_run(false);
    old = f;
    unmoved = sales;
    unmoved.panel = old.panel;
    unmoved.hierarchy = old.hierarchy;
    f = (fixture){NULL, NULL, NULL};
    sell_and_run(true);
    fc_hierarchy_values(old.hierarchy, node(&old, "East", "bed"), 0, 600, 30, bed);
    sales.panel = f.panel;
    sales.hierarchy = f.hierarchy;
    run = run_of_company();
    run.unmoved = &unmoved;
    keep("a.db", &run, 2);
    changes_of("a.db", &(an_archive_query){.all = true}, &table);
    assert_adds_up(table);
    assert_close(cause_of(table, "*", "*", "hierarchy"), 0, 1e-9);
    assert_close(cause_of(table, "*", "*", "revised history"), 3.25, 1e-9);
    assert_true(cause_of(table, "East", "bed", "hierarchy") <
                -(bed[24] + bed[25] + bed[26] + bed[27] + bed[28] + bed[29]) / 2);
    assert_true(cause_of(table, "West", "*", "hierarchy") > 0);
    assert_close(cause_of(table, "East", "lamp", "hierarchy"), 0, 1e-12);
    assert_close(cause_of(table, "East", "*", "revised history"), 3.25, 1e-9);
    an_table_free(table);
    close_fixture(&old);
    remove("a.db");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_month_is_told_from_a_new_forecast),
        cmocka_unit_test(revised_history_is_told),
        cmocka_unit_test(a_new_node_is_the_hierarchys),
        cmocka_unit_test(deals_are_a_step_of_their_own),
        cmocka_unit_test(drivers_are_a_step_of_their_own),
        cmocka_unit_test(what_was_moved_is_the_hierarchys_and_no_revision),
    };

    return cmocka_run_group_tests(tests, written_begin, end);
}
