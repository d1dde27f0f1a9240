/* test_drivers.c - drivers files: long and wide, finer and coarser, scenarios, shapes, refusals;
 * and what was planted in the sample company. */
#include <gsl/gsl_errno.h>

#include "analysis/drivers/drivers.h"
#include "forecast/effects/effects.h"
#include "tests/unit/sales_case.h"

static const char *const SALES = "date,region,amount\n2024-01-15,East,10\n2024-02-15,East,20\n"
                                 "2024-03-31,East,30\n";

static fc_regressors *regressors;

static fc_status read_of(const char *company, const char *text, an_drivers_options options)
{
    fc_regressors_free(regressors);
    regressors = NULL;
    assert_ok(read_text(company, &MONTHS));
    if (text) {
        write_text("drivers.csv", text);
        options.file = "drivers.csv";
    }
    return an_drivers_read(&options, sales, 2, problems, &regressors);
}

static fc_status read_drivers(const char *text, an_drivers_options options)
{
    return read_of(SALES, text, options);
}

static int forget_drivers(void **state)
{
    fc_regressors_free(regressors);
    regressors = NULL;
    return forget(state);
}

static double at(size_t column, size_t node, const char *label)
{
    fc_period period;
    fc_unit unit;

    assert_true(fc_calendar_parse(&sales->calendar, label, &unit, &period));
    return fc_regressors_value(regressors, column, node, period);
}

static double change(size_t column, size_t node, const char *label, const char *before)
{
    return at(column, node, label) - at(column, node, before);
}

static double value(size_t column, const char *label)
{
    return at(column, 0, label);
}

static void long_and_wide_tables_say_the_same(void **state)
{
    const char *const texts[] = {
        "period,ads,price\n2024-01,3,1\n2024-02,5,1\n2024-03,3,1.1\n2024-04,4,1\n2024-05,9,1\n",
        "name,period,value\nads,2024-01,3\nads,2024-02,5\nads,2024-03,3\nads,2024-04,4\n"
        "ads,2024-05,9\nprice,2024-01,1\nprice,2024-02,1\nprice,2024-03,1.1\nprice,2024-04,1\n"
        "price,2024-05,1\n"};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        assert_ok(read_drivers(texts[i], (an_drivers_options){0}));
        assert_int_equal(fc_regressors_size(regressors), 2);
        assert_string_equal(fc_regressors_at(regressors, 0)->name, "ads");
        assert_close(value(0, "2024-05") - value(0, "2024-02"), 4, 1e-14);
        assert_close(value(1, "2024-03") - value(1, "2024-02"), log(1.1), 1e-14);
        assert_true(fc_regressors_at(regressors, 1)->never_positive);
        assert_false(fc_regressors_at(regressors, 0)->never_positive);
    }
}

static void finer_rows_count_by_their_mean_and_coarser_hold_within(void **state)
{
    (void)state;
    assert_ok(read_drivers(
        "period,rate\n2024-Q1,2.5\n2024-01,0.5\n2024-04-01,1\n2024-04-16,4\n2024-05,7\n",
        (an_drivers_options){0}));
    assert_close(value(0, "2024-02") - value(0, "2024-01"), 1, 1e-14);
    assert_close(value(0, "2024-03") - value(0, "2024-02"), 0, 0);
    assert_close(value(0, "2024-05") - value(0, "2024-02"), 4.5, 1e-14);
    assert_close(value(0, "2024-04") - value(0, "2024-03"), 0, 1e-14);
}

static void a_scenario_goes_before_what_holds_without_one(void **state)
{
    const char *text = "period,scenario,ads\n2024-01,,3\n2024-02,,5\n2024-03,,3\n2024-04,,4\n"
                       "2024-05,,9\n2024-05,bold,20\n";

    (void)state;
    assert_ok(read_drivers(text, (an_drivers_options){0}));
    assert_close(value(0, "2024-05") - value(0, "2024-04"), 5, 1e-14);
    assert_ok(read_drivers(text, (an_drivers_options){.scenario = "bold"}));
    assert_close(value(0, "2024-05") - value(0, "2024-04"), 16, 1e-14);
    assert_fails(read_drivers(text, (an_drivers_options){.scenario = "meek"}), FC_EUSAGE,
                 "--scenario: drivers.csv has no row with the scenario 'meek'");
    assert_fails(read_drivers(NULL, (an_drivers_options){.scenario = "meek"}), FC_EUSAGE,
                 "--scenario: scenarios are rows of a file; give it with --drivers");
}

static const char *const ADS =
    "period,ads\n2024-01,3\n2024-02,5\n2024-03,3\n2024-04,4\n2024-05,9\n";

static void shapes_and_events_are_applied(void **state)
{
    const char *lag = "ads=lag1", *stock = "ads=adstock0.5";
    const char *events[] = {"step:2024-03", "pulse:2024-02", "ramp:2024-02:2"};

    (void)state;
    assert_ok(read_drivers(ADS, (an_drivers_options){.shapes = &lag, .n_shapes = 1}));
    assert_close(value(0, "2024-03") - value(0, "2024-02"), 2, 1e-14);
    assert_ok(read_drivers(ADS, (an_drivers_options){.shapes = &stock, .n_shapes = 1}));
    assert_close(value(0, "2024-02") - value(0, "2024-01"), 1, 1e-14);
    assert_ok(read_drivers(NULL, (an_drivers_options){.events = events, .n_events = 3}));
    assert_int_equal(fc_regressors_size(regressors), 3);
    assert_close(value(0, "2024-03") - value(0, "2024-02"), 1, 1e-14);
    assert_close(value(2, "2024-02") - value(2, "2024-01"), 0.5, 1e-14);
}

/* Two regions with a driver of their own each: cells have theirs, the total the average by sales,
 * or the sum over its usual size. */
static void a_file_with_keys_gives_each_node_its_own(void **state)
{
    const char *company = "date,region,amount\n2024-01-15,East,10\n2024-02-15,East,20\n"
                          "2024-03-31,East,30\n2024-01-15,West,60\n2024-02-15,West,30\n"
                          "2024-03-31,West,30\n";
    const char *text = "period,region,ads,all\n2024-01,East,3,\n2024-02,East,5,\n2024-03,East,4,\n"
                       "2024-04,East,4,\n2024-05,East,9,\n2024-01,West,1,\n2024-02,West,0,\n"
                       "2024-03,West,2,\n2024-04,West,2,\n2024-05,West,7,\n2024-01,*,,1\n"
                       "2024-02,*,,2\n2024-03,,,5\n2024-04,,,4\n2024-05,,,4\n";
    const char *sum = "ads=sum";
    size_t east, west;

    (void)state;
    assert_ok(read_of(company, text, (an_drivers_options){0}));
    assert_int_equal(fc_regressors_size(regressors), 2);
    assert_int_equal(fc_regressors_at(regressors, 0)->pooling, FC_POOL_AVERAGE);
    assert_int_equal(fc_regressors_at(regressors, 1)->pooling, FC_POOL_COMMON);
    assert_string_equal(fc_regressors_part_name(regressors, 1), "all");
    east = fc_hierarchy_find(sales->hierarchy, (const char *const[]){"East"});
    west = fc_hierarchy_find(sales->hierarchy, (const char *const[]){"West"});
    assert_close(change(0, east, "2024-05", "2024-01"), 6, 1e-14);
    assert_close(change(0, west, "2024-05", "2024-01"), 6, 1e-14);
    assert_close(change(0, west, "2024-02", "2024-01"), -1, 1e-14);
    /* sales 60 and 120: a third and two thirds */
    assert_close(change(0, 0, "2024-02", "2024-01"), 2.0 / 3 - 2.0 / 3, 1e-14);
    assert_close(change(0, 0, "2024-03", "2024-01"), 1.0 / 3 + 2.0 / 3, 1e-14);
    assert_close(change(1, east, "2024-03", "2024-01"), 4, 1e-14);
    assert_ok(read_of(company, text, (an_drivers_options){.shapes = &sum, .n_shapes = 1}));
    assert_int_equal(fc_regressors_at(regressors, 0)->pooling, FC_POOL_SUM);
    /* 4, 5 and 6 in the history: 5 on the average */
    assert_close(change(0, 0, "2024-05", "2024-01"), (16.0 - 4) / 5, 1e-14);
}

static void a_cell_without_a_value_is_named(void **state)
{
    const char *company = "date,region,amount\n2024-01-15,East,10\n2024-02-15,East,20\n"
                          "2024-03-31,East,30\n2024-02-15,West,60\n2024-03-15,West,30\n";
    const char *zero = "ads=zero";
    char text[512] = "period,region,ads\n2024-01,East,3\n2024-02,East,5\n2024-03,East,4\n"
                     "2024-04,East,4\n2024-05,East,9\n2024-02,West,1\n2024-03,West,2\n"
                     "2024-04,West,2\n";

    (void)state;
    assert_fails(read_of(company, text, (an_drivers_options){0}), FC_EDATA,
                 "drivers.csv: ads has no value for 2024-05 of West; each period from 2024-01 to "
                 "2024-05 needs one: those to come too, as planned or in a --scenario; --shape "
                 "ads=zero counts it as 0");
    assert_ok(read_of(company, text, (an_drivers_options){.shapes = &zero, .n_shapes = 1}));
    strcat(text, "2024-05,West,8\n");
    assert_ok(read_of(company, text, (an_drivers_options){0})); /* January is before it began */
    assert_fails(read_of(company, "period,region,ads\n2024-Q1,East,3\n2024-Q2,East,4\n",
                         (an_drivers_options){0}),
                 FC_EDATA,
                 "drivers.csv: ads has no value for 2024-02 of West; each period from 2024-01 to "
                 "2024-05 needs one: those to come too, as planned or in a --scenario; --shape "
                 "ads=zero counts it as 0");
}

static void a_key_that_the_sales_do_not_have_is_told(void **state)
{
    (void)state;
    assert_ok(read_drivers("period,region,ads\n2024-Q1,East,3\n2024-03,East,9\n2024-Q2,East,4\n"
                           "2024-Q1,Eats,7\n2024-Q1,,1\n2024-Q1,Wets,7\n",
                           (an_drivers_options){0}));
    assert_int_equal(an_problems_count(problems, AN_NOTE), 1);
    assert_string_equal(an_problems_at(problems, 0)->text,
                        "2 values not in the sales, first 'Eats': such rows change nothing");
    assert_string_equal(an_problems_at(problems, 0)->column, "region");
}

/* The sales file itself may hold the drivers: its amount is none, nor is what holds no number. */
static void the_sales_file_may_hold_the_drivers(void **state)
{
    const char *text = "date,region,amount,kind,open\n2024-01-15,East,10,A,yes\n"
                       "2024-02-15,East,20,A,no\n2024-03-31,East,30,A,no\n2024-04-30,East,,A,yes\n"
                       "2024-05-31,East,,A,TRUE\n";

    (void)state;
    assert_ok(read_of(SALES, text, (an_drivers_options){0}));
    assert_int_equal(fc_regressors_size(regressors), 1);
    assert_string_equal(fc_regressors_at(regressors, 0)->name, "open");
    assert_close(change(0, 0, "2024-04", "2024-03"), 1, 1e-14);
    assert_int_equal(an_problems_count(problems, AN_NOTE), 2);
}

static void several_shapes_stand_side_by_side(void **state)
{
    const char *shapes[] = {"ads=level,lag1", "ads=log+lag1"};

    (void)state;
    assert_ok(read_drivers(ADS, (an_drivers_options){.shapes = shapes, .n_shapes = 2}));
    assert_int_equal(fc_regressors_size(regressors), 3);
    assert_int_equal(fc_regressors_parts(regressors), 1);
    assert_string_equal(fc_regressors_at(regressors, 0)->name, "ads");
    assert_string_equal(fc_regressors_at(regressors, 1)->name, "ads lag1");
    assert_close(value(2, "2024-03") - value(2, "2024-02"), log(5.0 / 3), 1e-14);
    shapes[0] = "ads=price+sum";
    assert_int_equal(read_drivers(ADS, (an_drivers_options){.shapes = shapes, .n_shapes = 1}),
                     FC_EUSAGE);
    shapes[0] = "ads=";
    assert_int_equal(read_drivers(ADS, (an_drivers_options){.shapes = shapes, .n_shapes = 1}),
                     FC_EUSAGE);
}

static void what_does_not_vary_is_told(void **state)
{
    (void)state;
    assert_ok(
        read_drivers("period,ads\n2024-Q1,3\n2024-04,3\n2024-05,9\n", (an_drivers_options){0}));
    assert_int_equal(fc_regressors_size(regressors), 0);
    assert_int_equal(an_problems_count(problems, AN_WARNING), 1);
}

static void own_days_count_by_their_share(void **state)
{
    (void)state;
    write_text("days.csv", "date,kind\n2024-02-05,off\n2024-02-06,off\n2024-03-09,work\n");
    assert_ok(read_drivers(NULL, (an_drivers_options){.days = "days.csv"}));
    assert_close(value(0, "2024-02"), 2.0 / 29, 1e-14);
    assert_close(value(0, "2024-03"), -1.0 / 31, 1e-14);
    write_text("days.csv", "date,kind\n2024-02-05,maybe\n");
    assert_fails(read_drivers(NULL, (an_drivers_options){.days = "days.csv"}), FC_EDATA,
                 "days.csv:2: 'maybe' is neither off nor work");
}

static void what_is_wrong_is_said(void **state)
{
    const char *shape = "ads=square", *nothing = "rain=lag1", *event = "step:2030-01";

    (void)state;
    assert_fails(
        read_drivers("period,ads\n2024-01,3\n2024-02,5\n2024-03,3\n", (an_drivers_options){0}),
        FC_EDATA,
        "drivers.csv: ads has no value for 2024-04; each period from 2024-01 to 2024-05 "
        "needs one: those to come too, as planned or in a --scenario; --shape ads=zero counts it "
        "as 0");
    assert_fails(read_drivers("ads,place\n3,x\n", (an_drivers_options){0}), FC_EDATA,
                 "drivers.csv:1: no column is called period; drivers are name, period, value or "
                 "period and a column each");
    assert_int_equal(read_drivers("period,name\n2024-01,ads\n", (an_drivers_options){0}), FC_EDATA);
    assert_fails(read_drivers("period,ads\n", (an_drivers_options){0}), FC_EDATA,
                 "drivers.csv: no driver has a value in it");
    assert_fails(read_drivers(ADS, (an_drivers_options){.shapes = &shape, .n_shapes = 1}),
                 FC_EUSAGE,
                 "--shape: 'square' is none of level, price, free-price, log, lag1 ..., adstock0.5 "
                 "..., sum, zero");
    assert_fails(read_drivers(ADS, (an_drivers_options){.shapes = &nothing, .n_shapes = 1}),
                 FC_EUSAGE, "--shape: 'rain=lag1' is not DRIVER=SHAPE of a driver in drivers.csv");
    assert_fails(read_drivers(NULL, (an_drivers_options){.events = &event, .n_events = 1}),
                 FC_EUSAGE,
                 "--event: 'step:2030-01' is not step:PERIOD, pulse:PERIOD or ramp:PERIOD:LENGTH "
                 "with a period of the sales or the forecast");
    assert_int_equal(
        read_drivers("period,price\n2024-01,0\n2024-02,1\n2024-03,1\n2024-04,1\n2024-05,1\n",
                     (an_drivers_options){0}),
        FC_EDATA);
    assert_int_equal(read_drivers(NULL, (an_drivers_options){.holidays = "xx"}), FC_EUSAGE);
    assert_ok(read_drivers(NULL, (an_drivers_options){0}));
    assert_null(regressors);
}

/* What datasets/README.md says was planted, as a factor of each month: orders around New Year's Day
 * by days from it, the weight of each weekday evened out. */
static double planted_new_year(const fc_calendar *calendar, fc_period month)
{
    static const struct {
        int first, last;
        double factor;
    } steps[] = {{-24, -9, 1.35}, {-8, -5, 0.90}, {-4, -2, 0.50},
                 {-1, 7, 0.08},   {8, 14, 0.60},  {15, 24, 1.12}};
    static const char *const days[] = {"2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17"};
    const fc_date first = fc_calendar_start(calendar, month),
                  last = fc_calendar_end(calendar, month);
    double sum = 0;

    for (fc_date day = first; day <= last; day++) {
        double factor = 1;

        for (size_t i = 0; i < 4; i++) {
            fc_date new_year;

            assert_true(fc_date_parse(days[i], &new_year));
            for (size_t s = 0; s < 6; s++)
                if (day - new_year >= steps[s].first && day - new_year <= steps[s].last)
                    factor = steps[s].factor;
        }
        sum += factor;
    }
    return sum / (last - first + 1);
}

/* The same regression on the planted factors alone says what the coefficients should be. */
static void planted_effects_of_the_company_are_recovered(void **state)
{
    const char *file = "sales.csv";
    const an_drivers_options options = {.holidays = "cn", .file = "drivers.csv"};
    double y[48], planted[48];
    fc_series series[2];
    const size_t level = 0;
    fc_effects *found, *expected;
    size_t compared = 0;

    (void)state;
    forget_drivers(NULL);
    assert_ok(an_problems_new(&problems));
    if (chdir(written_home) != 0 || chdir("datasets") != 0)
        fail();
    assert_ok(an_sales_read(&file, 1, &MONTHS, problems, &sales));
    assert_ok(an_drivers_read(&options, sales, 12, problems, &regressors));
    assert_int_equal(chdir(written_folder), 0);

    const fc_period first = fc_regressors_first(regressors);

    fc_hierarchy_values(sales->hierarchy, 0, AN_AMOUNT, first, 48, y);
    for (size_t t = 0; t < 48; t++)
        planted[t] = planted_new_year(&sales->calendar, first + (fc_period)t) *
                     exp(0.001 * sin(12.9898 * (double)t)); /* a little noise, to have errors */
    for (size_t i = 0; i < 2; i++)
        series[i] = (fc_series){
            .key = "s", .y = i ? planted : y, .n = 48, .season_length = 12, .start = first};
    assert_ok(fc_effects_estimate(
        &(fc_effects_task){
            .regressors = regressors, .series = &series[0], .level = &level, .n_series = 1},
        &found));
    assert_ok(fc_effects_estimate(
        &(fc_effects_task){
            .regressors = regressors, .series = &series[1], .level = &level, .n_series = 1},
        &expected));
    for (size_t j = 0; j < fc_regressors_size(regressors); j++) {
        const char *name = fc_regressors_at(regressors, j)->name;
        const double b = fc_effects_coefficients(found, 0)[j], e = fc_effects_errors(found, 0)[j];
        double truth = fc_effects_coefficients(expected, 0)[j];

        if (!strcmp(name, "promotion_days")) /* +30 % at -6 % on these days of the month */
            truth = log(1.30 * 0.94) / 30.4;
        else if (!strcmp(name, "price_index")) /* units -1.2, times the price itself */
            truth = -1.2 + 1;
        else if (strncmp(name, "chinese-new-year", 16) != 0)
            continue;
        if (fabs(b - truth) > 2 * e)
            fail_msg("%s is %g with the error %g, planted was %g", name, b, e, truth);
        print_message("%s: found %g +- %g, planted %g\n", name, b, e, truth);
        compared++;
    }
    assert_int_equal(compared, 5);
    fc_effects_free(found);
    fc_effects_free(expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(long_and_wide_tables_say_the_same, forget_drivers),
        cmocka_unit_test_teardown(finer_rows_count_by_their_mean_and_coarser_hold_within,
                                  forget_drivers),
        cmocka_unit_test_teardown(a_scenario_goes_before_what_holds_without_one, forget_drivers),
        cmocka_unit_test_teardown(shapes_and_events_are_applied, forget_drivers),
        cmocka_unit_test_teardown(a_file_with_keys_gives_each_node_its_own, forget_drivers),
        cmocka_unit_test_teardown(a_cell_without_a_value_is_named, forget_drivers),
        cmocka_unit_test_teardown(a_key_that_the_sales_do_not_have_is_told, forget_drivers),
        cmocka_unit_test_teardown(the_sales_file_may_hold_the_drivers, forget_drivers),
        cmocka_unit_test_teardown(several_shapes_stand_side_by_side, forget_drivers),
        cmocka_unit_test_teardown(what_does_not_vary_is_told, forget_drivers),
        cmocka_unit_test_teardown(own_days_count_by_their_share, forget_drivers),
        cmocka_unit_test_teardown(what_is_wrong_is_said, forget_drivers),
        cmocka_unit_test_teardown(planted_effects_of_the_company_are_recovered, forget_drivers),
    };

    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, written_begin, written_end);
}
