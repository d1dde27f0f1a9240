/* test_overrides.c - changes by hand: spread in proportion, adding up, refused where they conflict.
 */
#include "analysis/overrides/overrides.h"

#include "analysis/archive/archive.h"
#include "tests/unit/sales_case.h"

static fc_forecasts *forecasts;
static an_overrides overrides;

/* East sells twice what West does, x thrice what y does: 60, 20, 30, 10; the same every month. */
static int open_company(void **state)
{
    an_sales_options options = MONTHS;
    char text[8192] = "date,region,product,amount\n";

    (void)state;
    for (int t = 0; t < 24; t++)
        sprintf(text + strlen(text),
                "%d-%02d-01,East,x,60\n%d-%02d-01,East,y,20\n%d-%02d-01,West,x,30\n"
                "%d-%02d-01,West,y,10\n",
                2024 + t / 12, t % 12 + 1, 2024 + t / 12, t % 12 + 1, 2024 + t / 12, t % 12 + 1,
                2024 + t / 12, t % 12 + 1);
    options.by = "region,product";
    assert_ok(read_text(text, &options));
    assert_ok(fc_forecasts_run(
        sales->hierarchy, &sales->calendar,
        &(fc_forecast_options){
            .model = "naive", .horizon = 6, .last = sales->last_complete, .n_paths = 100},
        &forecasts));
    return 0;
}

static int close_company(void **state)
{
    an_overrides_clear(&overrides);
    fc_forecasts_free(forecasts);
    forecasts = NULL;
    return forget(state);
}

static fc_status apply(const char *text)
{
    const an_text_options options = {0};

    an_overrides_clear(&overrides);
    write_text("overrides.csv", text);
    return an_overrides_read("overrides.csv", &options, sales, forecasts, problems, &overrides);
}

static double value(const char *region, const char *product, size_t step)
{
    const size_t node = fc_hierarchy_find(sales->hierarchy, (const char *[]){region, product});

    assert_true(node != SIZE_MAX);
    return an_overrides_final(&overrides, forecasts, node, step);
}

static void assert_coherent(void)
{
    for (size_t h = 0; h < 6; h++) {
        assert_close(value("*", "*", h), value("East", "*", h) + value("West", "*", h), 1e-12);
        assert_close(value("*", "*", h), value("*", "x", h) + value("*", "y", h), 1e-12);
        assert_close(value("East", "*", h), value("East", "x", h) + value("East", "y", h), 1e-12);
    }
}

static void a_region_is_spread_over_its_products(void **state)
{
    (void)state;
    assert_ok(apply("region,period,forecast,author,note\nEast,2026-02,100,Li Na,campaign\n"));
    assert_close(value("East", "x", 1), 75, 1e-9);
    assert_close(value("East", "y", 1), 25, 1e-9);
    assert_close(value("*", "*", 1), 140, 1e-9);
    assert_close(value("*", "x", 1), 105, 1e-9);
    assert_close(value("East", "*", 0), 80, 1e-9);
    assert_coherent();
}

static void amounts_percents_and_quarters(void **state)
{
    (void)state;
    assert_ok(apply("region,product,period,change,percent\nWest,*,2026-Q1,12,\n"
                    "*,y,2026-05,,-50%\n*,x,2026-06,,10\n"));
    assert_close(value("West", "*", 0), 44, 1e-9);
    assert_close(value("West", "x", 2), 33, 1e-9);
    assert_close(value("*", "y", 4), 15, 1e-9);
    assert_close(value("East", "y", 4), 10, 1e-9);
    assert_close(value("*", "x", 5), 99, 1e-9);
    assert_coherent();
}

/* Both hold at once: the region has its sum and the product its own. */
static void crossing_overrides_hold_together(void **state)
{
    (void)state;
    assert_ok(apply("region,product,period,forecast\nEast,,2026-01,90\n,x,2026-01,85\n"
                    "*,*,2026-01,131\n"));
    assert_close(value("East", "*", 0), 90, 1e-8);
    assert_close(value("*", "x", 0), 85, 1e-8);
    assert_close(value("*", "*", 0), 131, 1e-8);
    assert_coherent();
}

static void a_later_step_sees_the_earlier_one(void **state)
{
    (void)state;
    assert_ok(apply("region,period,percent,step,author\nEast,2026-01,50,analyst,Li\n"
                    "*,2026-01,-10,manager,Wang\n"));
    assert_int_equal(overrides.n_steps, 2);
    assert_close(overrides.values[0][0], 160, 1e-9);
    assert_close(value("*", "*", 0), 144, 1e-9);
    assert_close(value("East", "*", 0), 108, 1e-9);
}

static void adjustments_are_changes_of_every_node(void **state)
{
    an_archive_adjustment *list;
    size_t n;
    double total = 0;

    (void)state;
    assert_ok(apply("region,period,change,author,note\nEast,2026-01,8,Li,why\n"));
    assert_ok(an_archive_adjustments(&overrides, forecasts, &list, &n));
    assert_int_equal(n, 6); /* East, its two products, both products, the total */
    for (size_t i = 0; i < n; i++) {
        assert_string_equal(list[i].author, "Li");
        assert_string_equal(list[i].step, "override");
        total += list[i].node == 0 ? list[i].amount : 0;
    }
    assert_close(total, 8, 1e-9);
    free(list);
}

static void what_cannot_be_applied_is_refused(void **state)
{
    static const struct {
        const char *text, *message;
    } CASES[] = {
        {"region,period,forecast\nEast,2026-01,90\nWest,2026-01,20\n*,2026-01,200\n",
         "overrides.csv:2: cannot hold together with the other rows of step 'override'; change "
         "one, "
         "or give it another step"},
        {"region,period,forecast\nNorth,2026-01,90\n",
         "overrides.csv:2: no such node is forecast; its keys must be those of the sales"},
        {"region,period,forecast\nEast,2025-12,90\n",
         "overrides.csv:2: 2025-12 is not forecast as a whole; overrides are for what is to come, "
         "up to --horizon"},
        {"region,period,forecast\nEast,2026,90\n",
         "overrides.csv:2: 2026 is not forecast as a whole; overrides are for what is to come, up "
         "to --horizon"},
        {"region,period,forecast\nEast,2026-01-05,90\n",
         "overrides.csv:2: '2026-01-05' is no month or longer period"},
        {"region,period,forecast,change\nEast,2026-01,90,3\n",
         "overrides.csv:2: more than one of forecast, change and percent"},
        {"region,period,forecast,change\nEast,2026-01,,\n",
         "overrides.csv:2: none of forecast, change and percent is given"},
        {"region,period,forecast\nEast,2026-01,many\n", "overrides.csv:2: 'many' is no number"},
        {"region,period,amount\nEast,2026-01,3\n",
         "overrides.csv:1: no column says what is overridden; name it forecast, change or percent"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_fails(apply(CASES[i].text), FC_EDATA, CASES[i].message);
}

static int begin(void **state)
{
    return written_begin(state) || open_company(state);
}

static int end(void **state)
{
    return close_company(state) || written_end(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_region_is_spread_over_its_products),
        cmocka_unit_test(amounts_percents_and_quarters),
        cmocka_unit_test(crossing_overrides_hold_together),
        cmocka_unit_test(a_later_step_sees_the_earlier_one),
        cmocka_unit_test(adjustments_are_changes_of_every_node),
        cmocka_unit_test(what_cannot_be_applied_is_refused),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
