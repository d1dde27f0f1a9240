/* test_blend.c - history and deals in one forecast. */
#include "analysis/pipeline/blend_parts.h"
#include "forecast/forecasts/forecasts_parts.h"
#include "tests/unit/pipeline_case.h"

enum { MONTHS = 30, A_MONTH = 12 };

static an_sales sales;
static fc_forecasts *forecasts;
static an_blend *blend;

static int forget_blend(void **state)
{
    an_blend_free(blend);
    fc_forecasts_free(forecasts);
    fc_hierarchy_free(sales.hierarchy);
    fc_panel_free(sales.panel);
    memset(&sales, 0, sizeof sales);
    blend = NULL;
    forecasts = NULL;
    return forget_reports(state);
}

static unsigned dice_state;

static double dice(void)
{
    dice_state = dice_state * 1103515245u + 12345u;
    return (dice_state >> 16) % 1000 / 1000.0;
}

/* Deals that are won exactly 45 days after they were created, as many each month as chance wants:
 * they know the next month, which history cannot. Sales are `times` what they win. */
static void make_company(double times)
{
    static const char *const REGIONS[] = {"East", "West"};
    const fc_calendar months = {.unit = FC_MONTH, .fiscal_start = 1, .week_start = 1};
    const fc_period first = fc_calendar_period(&months, day_of("2024-01-01"));
    const an_deals_options options = {.as_of = FC_DATE_NONE, .by = "region", .calendar = months};
    static const char *const FILES[] = {"deals.csv"};
    FILE *file = fopen("deals.csv", "w");
    int n = 0;

    dice_state = 7;
    assert_non_null(file);
    sales.calendar = months;
    sales.n_keys = 1;
    sales.key_names[0] = (char *)"region";
    assert_ok(fc_panel_new(1, AN_N_MEASURES, &sales.panel));
    fputs("id,region,status,amount,created,closed\n", file);
    for (int month = 0; month < MONTHS; month++)
        for (int r = 0; r < 2; r++) {
            const int deals_now = (int)(A_MONTH * (0.2 + 1.6 * dice()));

            for (int i = 0; i < deals_now; i++) {
                const fc_date created =
                    fc_calendar_start(&months, first + month) + (int)(14 * dice());
                const fc_date closed = created + 45;
                const double value[AN_N_MEASURES] = {100 * times, 1};
                char day[11], end[11];
                size_t at;

                fc_date_format(created, day);
                fc_date_format(closed, end);
                if (closed <= fc_calendar_end(&months, first + MONTHS - 1)) {
                    assert_ok(fc_panel_cell(sales.panel, &REGIONS[r], NULL, &at));
                    assert_ok(
                        fc_panel_add(sales.panel, at, fc_calendar_period(&months, closed), value));
                    fprintf(file, "D%d,%s,Won,100,%s,%s\n", n++, REGIONS[r], day, end);
                } else {
                    fprintf(file, "D%d,%s,Open,100,%s,\n", n++, REGIONS[r], day);
                }
            }
        }
    fclose(file);
    assert_ok(fc_panel_sort(sales.panel));
    assert_ok(fc_hierarchy_new(sales.panel, &(fc_dimension){0, 1}, 1, &sales.hierarchy));
    sales.last_complete = first + MONTHS - 1;
    sales.last_date = fc_calendar_end(&months, sales.last_complete);
    assert_ok(read_deal_files(FILES, 1, &options));
}

static fc_status blend_them(size_t horizon)
{
    const fc_forecast_options options = {
        .model = "mean", .last = sales.last_complete, .horizon = horizon, .n_paths = 200};

    assert_ok(fc_forecasts_run(sales.hierarchy, &sales.calendar, &options, &forecasts));
    return an_blend_new(&sales, deals, &options, forecasts, &blend);
}

static void deals_that_know_the_next_month_get_the_weight(void **state)
{
    (void)state;
    make_company(1);
    assert_ok(blend_them(3));
    assert_int_equal(blend->n_origins, 12);
    assert_true(blend->weight[0] > 0.6);
    for (size_t i = 0; i < blend->n_nodes * blend->horizon; i++)
        assert_true(blend->weight[i] >= 0 && blend->weight[i] <= 1);
    assert_close(blend->ratio[0], 1, 1e-9);
}

static void amounts_are_brought_to_the_scale_of_sales(void **state)
{
    double one;

    (void)state;
    make_company(1);
    assert_ok(blend_them(3));
    one = blend->pipeline[0];
    forget_blend(NULL);
    make_company(4);
    assert_ok(blend_them(3));
    assert_close(blend->ratio[0], 4, 1e-9);
    assert_close(blend->pipeline[0], 4 * one, 1e-9);
}

static void blended_nodes_add_up_and_say_so(void **state)
{
    (void)state;
    make_company(2);
    assert_ok(blend_them(8));
    for (size_t h = 0; h < 8; h++)
        assert_close(fc_forecasts_mean(forecasts, 0)[h],
                     fc_forecasts_mean(forecasts, 1)[h] + fc_forecasts_mean(forecasts, 2)[h], 1e-9);
    assert_non_null(strstr(fc_forecasts_model(forecasts, 0), " + pipeline"));
    assert_true(blend->weight[7] < blend->weight[5]);
    assert_close(blend->weight[7], blend->weight[5] / 4, 1e-12);
}

/* The parts of a blended forecast still add up to it, and what deals added is their weight times
 * what they say more than the history. */
static void what_deals_add_is_a_part_of_the_forecast(void **state)
{
    (void)state;
    make_company(2);
    assert_ok(blend_them(3));
    for (size_t node = 0; node < blend->n_nodes; node++)
        for (size_t h = 0; h < 3; h++) {
            const fc_forecast_parts p = fc_forecasts_parts(forecasts, node, h);
            const size_t at = node * 3 + h;

            assert_close(p.blended, blend->weight[at] * (blend->pipeline[at] - blend->history[at]),
                         1e-9);
            assert_close(p.level + p.trend + p.season + p.effects + p.panel + p.blended +
                             p.reconciliation,
                         fc_forecasts_mean(forecasts, node)[h], 1e-12);
            assert_close(p.panel, 0, 1e-12);
        }
}

/* Without a past forecast of both, each counts one half. */
static void without_a_past_the_odds_are_even(void **state)
{
    (void)state;
    make_company(1);
    sales.last_complete -= MONTHS - 3;
    sales.last_date = fc_calendar_end(&sales.calendar, sales.last_complete);
    assert_ok(blend_them(2));
    assert_true(blend->n_origins <= 1);
    assert_true(blend->weight[0] > 0.2 && blend->weight[0] < 0.8);
}

static void what_became_known_later_changes_nothing(void **state)
{
    double before[9];

    (void)state;
    make_company(1);
    sales.last_complete -= 2;
    sales.last_date = fc_calendar_end(&sales.calendar, sales.last_complete);
    assert_ok(blend_them(3));
    memcpy(before, fc_forecasts_mean(forecasts, 0), 3 * sizeof *before);
    an_blend_free(blend);
    fc_forecasts_free(forecasts);
    blend = NULL;
    forecasts = NULL;
    for (size_t i = 0; i < deals->n_states; i++)
        if (deals->states[i].from > sales.last_date)
            deals->states[i].amount *= 7;
    assert_ok(blend_them(3));
    assert_memory_equal(before, fc_forecasts_mean(forecasts, 0), 3 * sizeof *before);
}

static void what_cannot_be_blended_is_refused(void **state)
{
    fc_forecast_options options = {.model = "mean", .horizon = 3, .levels = FC_LEVELS_BOTTOM};
    const an_deals_options plain = {
        .as_of = FC_DATE_NONE, .by = "", .calendar = {.unit = FC_MONTH, .fiscal_start = 1}};

    (void)state;
    make_company(1);
    options.last = sales.last_complete;
    assert_ok(fc_forecasts_run(sales.hierarchy, &sales.calendar, &options, &forecasts));
    assert_fails(an_blend_new(&sales, deals, &options, forecasts, &blend), FC_EUSAGE,
                 "--pipeline: it needs all levels, not --levels bottom or total");
    options.levels = FC_LEVELS_ALL;
    assert_ok(read_deals("id,status,amount,created,region\nA,Open,5,2024-01-02,East\n", &plain));
    assert_fails(an_blend_new(&sales, deals, &options, forecasts, &blend), FC_EUSAGE,
                 "--pipeline: the deals have 0 keys, the sales 1");
    assert_null(blend);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(deals_that_know_the_next_month_get_the_weight, forget_blend),
        cmocka_unit_test_teardown(amounts_are_brought_to_the_scale_of_sales, forget_blend),
        cmocka_unit_test_teardown(blended_nodes_add_up_and_say_so, forget_blend),
        cmocka_unit_test_teardown(what_deals_add_is_a_part_of_the_forecast, forget_blend),
        cmocka_unit_test_teardown(without_a_past_the_odds_are_even, forget_blend),
        cmocka_unit_test_teardown(what_became_known_later_changes_nothing, forget_blend),
        cmocka_unit_test_teardown(what_cannot_be_blended_is_refused, forget_blend),
    };

    return cmocka_run_group_tests(tests, written_begin, written_end);
}
