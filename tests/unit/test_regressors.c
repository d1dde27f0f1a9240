/* test_regressors.c - columns of calendar and drivers: what they hold and what they leave out. */
#include <stdlib.h>
#include <string.h>

#include "forecast/effects/regressors.h"
#include "forecast/effects/shape.h"
#include "tests/unit/assert.h"

static const fc_calendar months = {FC_MONTH, FC_GREGORIAN, 1, 1};
static const fc_calendar weeks = {FC_WEEK, FC_GREGORIAN, 1, 1};
static const fc_calendar days = {FC_DAY, FC_GREGORIAN, 1, 1};

static fc_period at(const fc_calendar *calendar, const char *label)
{
    fc_unit unit;
    fc_period period = 0;

    assert_true(fc_calendar_parse(calendar, label, &unit, &period));
    if (unit == calendar->unit)
        return period;

    const fc_calendar cut = fc_calendar_with(calendar, unit);

    return fc_calendar_period(calendar, fc_calendar_start(&cut, period));
}

static fc_regressors *make(const fc_calendar *calendar, const char *first, size_t n,
                           const char *countries)
{
    fc_regressors *r;

    assert_ok(fc_regressors_new(calendar, at(calendar, first), n, n, &r));
    assert_ok(fc_regressors_add_calendar(r, countries));
    return r;
}

static fc_status add_driver(fc_regressors *r, const char *name, unsigned kind, const double *x)
{
    return fc_regressors_add(
        r, &(fc_regressor_spec){.name = name, .group = FC_FROM_DRIVERS, .kind = kind, .x = x});
}

static size_t find(const fc_regressors *r, const char *name)
{
    for (size_t i = 0; i < fc_regressors_size(r); i++)
        if (!strcmp(fc_regressors_at(r, i)->name, name))
            return i;
    return SIZE_MAX;
}

/* In 2026 New Year's Eve is 16 February: the eight days lie in February, in 2025 (28 January) half
 * in each month. The difference of two Februaries is that of the shares. */
static void a_holiday_is_the_share_of_days_in_its_window(void **state)
{
    fc_regressors *r = make(&months, "2024-01", 36, "cn");
    const size_t i = find(r, "chinese-new-year days");

    (void)state;
    assert_int_not_equal(i, SIZE_MAX);
    assert_close(fc_regressors_value(r, i, 0, at(&months, "2026-02")) -
                     fc_regressors_value(r, i, 0, at(&months, "2025-02")),
                 8.0 / 28 - 4.0 / 28, 1e-12);
    assert_close(fc_regressors_value(r, i, 0, at(&months, "2026-01")) -
                     fc_regressors_value(r, i, 0, at(&months, "2025-01")),
                 -4.0 / 31, 1e-12);
    assert_close(fc_regressors_value(r, i, 0, at(&months, "2026-07")), 0, 1e-12);
    fc_regressors_free(r);
}

static void what_stays_in_its_period_makes_no_column(void **state)
{
    fc_regressors *r = make(&months, "2020-01", 48, "cn");

    (void)state;
    assert_int_equal(find(r, "national-day days"), SIZE_MAX);
    assert_int_equal(find(r, "singles-day days"), SIZE_MAX);
    assert_int_not_equal(find(r, "mid-autumn before"), SIZE_MAX);
    fc_regressors_free(r);
}

/* Over the years of reference each place of the season adds up to nothing, so a year does. */
static void years_add_up_to_nothing(void **state)
{
    fc_regressors *r = make(&months, "1990-01", 71 * 12, "cn us gb in");

    (void)state;
    assert_true(fc_regressors_size(r) > 8);
    for (size_t i = 0; i < fc_regressors_size(r); i++) {
        double year = 0, most = 0;

        for (size_t place = 0; place < 12; place++) {
            double sum = 0;

            for (size_t t = place; t < 71 * 12; t += 12) {
                sum += fc_regressors_at(r, i)->x[t];
                most = fmax(most, fabs(fc_regressors_at(r, i)->x[t]));
            }
            assert_true(fabs(sum) < 1e-9);
            year += sum;
        }
        assert_true(fabs(year) < 1e-8 && most > 0);
    }
    fc_regressors_free(r);
}

/* May 2026 has 5 Fridays and 5 Sundays, May 2025 5 and 4. */
static void weekdays_are_held_against_sundays(void **state)
{
    fc_regressors *r = make(&months, "1990-01", 71 * 12, "");
    const size_t fridays = find(r, "Fridays"), length = find(r, "length");

    (void)state;
    assert_int_equal(fc_regressors_size(r), 7);
    assert_close(fc_regressors_value(r, fridays, 0, at(&months, "2026-05")) -
                     fc_regressors_value(r, fridays, 0, at(&months, "2025-05")),
                 -1.0 / 31, 1e-12);
    assert_close(fc_regressors_value(r, length, 0, at(&months, "2024-02")) -
                     fc_regressors_value(r, length, 0, at(&months, "2025-02")),
                 log(29.0 / 28), 1e-12);
    assert_close(fc_regressors_value(r, length, 0, at(&months, "2024-03")), 0, 1e-12);
    assert_close(fc_regressors_at(r, length)->prior, 1, 0);
    fc_regressors_free(r);
}

static void weeks_and_days_have_their_own_columns(void **state)
{
    fc_regressors *r = make(&weeks, "2010-W05", 140, "us");

    (void)state;
    assert_int_equal(find(r, "Mondays"), SIZE_MAX); /* each week has the same */
    assert_int_not_equal(find(r, "easter before"), SIZE_MAX);
    assert_int_not_equal(find(r, "christmas days"), SIZE_MAX);
    fc_regressors_free(r);
    r = make(&days, "2024-01-01", 730, "us");

    const size_t i = find(r, "thanksgiving days");

    assert_close(fc_regressors_value(r, i, 0, at(&days, "2024-11-28")) -
                     fc_regressors_value(r, i, 0, at(&days, "2024-11-27")),
                 1, 1e-12);
    fc_regressors_free(r);
}

static void a_country_without_holidays_is_refused(void **state)
{
    fc_regressors *r;

    (void)state;
    assert_ok(fc_regressors_new(&months, 24000, 12, 12, &r));
    assert_int_equal(fc_regressors_add_calendar(r, "cn,atlantis"), FC_EUSAGE);
    assert_non_null(strstr(fc_error_message(), "no holidays are known for 'atlanti'"));
    fc_regressors_free(r);
}

static void constants_and_copies_add_nothing(void **state)
{
    const double x[] = {2.5, 2.5, 2.5, 2.5}, y[] = {1, 4, 2, 8.5}, z[] = {2, 5, 3, 9.5};
    fc_regressors *r;

    (void)state;
    assert_ok(fc_regressors_new(&months, 24000, 4, 4, &r));
    assert_ok(add_driver(r, "flat", FC_PLAIN, x));
    assert_int_equal(fc_regressors_size(r), 0);
    assert_ok(add_driver(r, "driver", FC_PRICE, y));
    assert_ok(add_driver(r, "the same and one", FC_PLAIN, z));
    assert_int_equal(fc_regressors_size(r), 1);
    assert_close(fc_regressors_value(r, 0, 0, 24003), 8.5 - 15.5 / 4, 1e-15);
    assert_true(fc_regressors_at(r, 0)->never_positive);
    fc_regressors_free(r);
}

static void shapes_are_what_they_say(void **state)
{
    const double x[] = {4, 4, 10, 4, 4, 4};
    double out[6], total = 0;

    (void)state;
    fc_shape_lag(x, 6, 2, out);
    assert_close(out[4], 10, 0);
    assert_close(out[0], 4, 0);
    fc_shape_adstock(x, 6, 0.5, out);
    assert_close(out[1], 4, 0);
    assert_close(out[2], 7, 1e-15);
    assert_close(out[4], 4 + 0.75, 1e-15);
    for (size_t t = 0; t < 6; t++)
        total += out[t];
    assert_close(total, 24 + 3 + 1.5 + 0.75 + 0.375, 1e-15);
    assert_ok(fc_shape_price(x, 6, out));
    assert_close(out[2] - out[1], log(2.5), 1e-14);
    assert_close(out[0] + out[1] + out[2] + out[3] + out[4] + out[5], 0, 1e-14);
    assert_int_equal(fc_shape_price((const double[]){1, 0}, 2, out), FC_EDATA);
    fc_shape_pulse(6, 3, out);
    assert_close(out[2] + 10 * out[3] + 100 * out[4], 10, 0);
    fc_shape_step(6, 3, out);
    assert_close(out[2] + 10 * out[3] + 100 * out[5], 110, 0);
    fc_shape_ramp(6, 2, 4, out);
    assert_close(out[1], 0, 0);
    assert_close(out[3], 0.5, 0);
    assert_close(out[5], 1, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_holiday_is_the_share_of_days_in_its_window),
        cmocka_unit_test(what_stays_in_its_period_makes_no_column),
        cmocka_unit_test(years_add_up_to_nothing),
        cmocka_unit_test(weekdays_are_held_against_sundays),
        cmocka_unit_test(weeks_and_days_have_their_own_columns),
        cmocka_unit_test(a_country_without_holidays_is_refused),
        cmocka_unit_test(constants_and_copies_add_nothing),
        cmocka_unit_test(shapes_are_what_they_say),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
