/* test_effects.c - planted effects of calendar and drivers: found, shared, judged, taken out. */
#include <gsl/gsl_errno.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/effects/shape.h"
#include "forecast/forecasts/forecasts_parts.h"
#include "tests/unit/company.h"

enum { LENGTH = 60, AHEAD = 12, FIRST = 2022 * 12, MANY = 30 };

/* Series that rise, have a season and 3 % of noise, times what is planted. */
typedef struct {
    double y[MANY][LENGTH], promotion[LENGTH + AHEAD], price[LENGTH + AHEAD];
    fc_series series[MANY];
    size_t level[MANY];
    fc_regressors *r;
    fc_effects *effects;
    size_t k;
} fixture_effects;

static const double PROMOTION = 0.012, ELASTICITY = -1.4, CLOSED = -1.1;

static size_t column(const fc_regressors *r, const char *name)
{
    for (size_t i = 0; i < fc_regressors_size(r); i++)
        if (!strcmp(fc_regressors_at(r, i)->name, name))
            return i;
    fail_msg("no column %s", name);
    return 0;
}

static fc_period month(int year, int m)
{
    fc_date date = 0;

    assert_true(fc_date_make(year, m, 1, &date));
    return fc_calendar_period(&months, date);
}

static fc_status add_driver(fc_regressors *r, const char *name, unsigned kind, const double *x)
{
    return fc_regressors_add(
        r, &(fc_regressor_spec){.name = name, .group = FC_FROM_DRIVERS, .kind = kind, .x = x});
}

static void plant(fixture_effects *f, size_t n_series, size_t n, double strength)
{
    uint32_t seed = 99;
    double price[LENGTH + AHEAD];

    memset(f, 0, sizeof *f);
    assert_ok(fc_regressors_new(&months, month(2020, 1), n + AHEAD, n, &f->r));
    assert_ok(fc_regressors_add_calendar(f->r, "cn"));
    for (size_t t = 0; t < n + AHEAD; t++) {
        f->promotion[t] = t % 7 == 3 ? 8 + 10 * noise(&seed) : 0;
        f->price[t] = 1 + 0.05 * (double)(t / 17) + 0.04 * (t % 11 == 5);
    }
    assert_ok(add_driver(f->r, "promotion", FC_PLAIN, f->promotion));
    assert_ok(fc_shape_price(f->price, n + AHEAD, price));
    assert_ok(add_driver(f->r, "price", FC_PRICE, price));
    f->k = fc_regressors_size(f->r);
    for (size_t i = 0; i < n_series; i++) {
        for (size_t t = 0; t < n; t++) {
            const double planted =
                CLOSED * fc_regressors_at(f->r, column(f->r, "chinese-new-year days"))->x[t] +
                PROMOTION * fc_regressors_at(f->r, column(f->r, "promotion"))->x[t] +
                ELASTICITY * fc_regressors_at(f->r, column(f->r, "price"))->x[t] +
                fc_regressors_at(f->r, column(f->r, "length"))->x[t];

            f->y[i][t] = (100 + 37 * (double)i) * (1 + 0.004 * (double)t) *
                         (1 + 0.25 * sin(0.5236 * (double)t)) * exp(strength * planted) *
                         (1 + (i == 0 ? 0.05 : 0.15) * noise(&seed));
        }
        f->series[i] = (fc_series){
            .key = "s", .y = f->y[i], .n = n, .season_length = 12, .start = month(2020, 1)};
        f->level[i] = i > 0;
    }
}

static void estimate(fixture_effects *f, size_t n_series, bool judge)
{
    const fc_effects_task task = {.regressors = f->r,
                                  .series = f->series,
                                  .level = f->level,
                                  .n_series = n_series,
                                  .judge = judge};

    fc_effects_free(f->effects);
    assert_ok(fc_effects_estimate(&task, &f->effects));
}

static void close_effects(fixture_effects *f)
{
    fc_effects_free(f->effects);
    fc_regressors_free(f->r);
}

static void assert_within(const fixture_effects *f, size_t series, const char *name, double planted)
{
    const size_t j = column(f->r, name);
    const double b = fc_effects_coefficients(f->effects, series)[j];
    const double e = fc_effects_errors(f->effects, series)[j];

    if (!(fabs(b - planted) <= 2 * e))
        fail_msg("%s is %g with the error %g, not %g", name, b, e, planted);
    assert_true(e < 0.6 * fmax(fabs(planted), 0.3));
}

static void planted_effects_are_found_within_two_errors(void **state)
{
    fixture_effects f;

    (void)state;
    plant(&f, 1, LENGTH, 1);
    estimate(&f, 1, false);
    assert_within(&f, 0, "chinese-new-year days", CLOSED);
    assert_within(&f, 0, "promotion", PROMOTION);
    assert_within(&f, 0, "price", ELASTICITY);
    close_effects(&f);
}

/* Each series by itself is noisy; what they share is not. */
static void series_of_a_level_help_each_other(void **state)
{
    fixture_effects f;
    double alone = 0, shared = 0;

    (void)state;
    plant(&f, MANY, LENGTH, 1);
    estimate(&f, MANY, false);

    const size_t j = column(f.r, "price");

    for (size_t i = 1; i < MANY; i++)
        shared += fabs(fc_effects_coefficients(f.effects, i)[j] - ELASTICITY);
    for (size_t i = 1; i < MANY; i++) {
        fc_effects *own;
        const size_t level = 0;
        const fc_effects_task task = {
            .regressors = f.r, .series = &f.series[i], .level = &level, .n_series = 1};

        assert_ok(fc_effects_estimate(&task, &own));
        alone += fabs(fc_effects_coefficients(own, 0)[j] - ELASTICITY);
        fc_effects_free(own);
    }
    assert_true(shared < 0.7 * alone);
    close_effects(&f);
}

static void a_short_series_takes_those_of_the_total(void **state)
{
    fixture_effects f;

    (void)state;
    plant(&f, 3, LENGTH, 1);
    f.series[2].y += LENGTH - 10;
    f.series[2].start += LENGTH - 10;
    f.series[2].n = 10;
    estimate(&f, 3, false);
    for (size_t j = 0; j < f.k; j++)
        assert_close(fc_effects_coefficients(f.effects, 2)[j],
                     fc_effects_coefficients(f.effects, 0)[j], 1e-12);
    close_effects(&f);
}

static void what_helps_is_kept_and_what_does_not_is_not(void **state)
{
    uint32_t seed_of[9] = {0, 11, 29, 353, 4001, 57, 601, 7919, 83};
    fixture_effects f;
    int kept = 0;

    (void)state;
    plant(&f, 6, LENGTH, 1);
    estimate(&f, 6, true);
    assert_true(fc_effects_kept(f.effects, 0, FC_FROM_CALENDAR));
    assert_true(fc_effects_kept(f.effects, 3, FC_FROM_DRIVERS));
    assert_true(fc_effects_ratio(f.effects, 0) < 0.95);
    close_effects(&f);
    for (uint32_t seed = 1; seed < 9; seed++) { /* nothing planted */
        plant(&f, 6, LENGTH, 0);
        for (size_t i = 0; i < 6; i++)
            for (size_t t = 0; t < LENGTH; t++)
                f.y[i][t] *= 1 + 0.1 * noise(&seed_of[seed]);
        estimate(&f, 6, true);
        kept += fc_effects_kept(f.effects, 0, FC_FROM_CALENDAR);
        kept += fc_effects_kept(f.effects, 0, FC_FROM_DRIVERS);
        close_effects(&f);
    }
    assert_true(kept <= 3); /* of 16 */
    plant(&f, 6, 20, 1);    /* too short to tell */
    estimate(&f, 6, true);
    assert_false(fc_effects_kept(f.effects, 0, FC_FROM_CALENDAR));
    assert_close(fc_effects_factor(f.effects, 0, f.series[0].start + 25), 1, 0);
    close_effects(&f);
}

static void a_price_never_helps(void **state)
{
    fixture_effects f;

    (void)state;
    plant(&f, 1, LENGTH, -1); /* the wrong way round */
    estimate(&f, 1, false);
    assert_close(fc_effects_coefficients(f.effects, 0)[column(f.r, "price")], 0, 0);
    assert_within(&f, 0, "promotion", -PROMOTION);
    close_effects(&f);
}

static void factors_are_those_of_the_groups_multiplied(void **state)
{
    fixture_effects f;

    (void)state;
    plant(&f, 1, LENGTH, 1);
    estimate(&f, 1, false);
    for (fc_period p = f.series[0].start; p < f.series[0].start + LENGTH + AHEAD; p++)
        assert_close(fc_effects_factor(f.effects, 0, p),
                     fc_effects_factor_of(f.effects, 0, FC_FROM_CALENDAR, p) *
                         fc_effects_factor_of(f.effects, 0, FC_FROM_DRIVERS, p),
                     1e-12);
    close_effects(&f);
}

static void odd_series_make_no_trouble(void **state)
{
    fixture_effects f;

    (void)state;
    plant(&f, 5, LENGTH, 1);
    for (size_t t = 0; t < LENGTH; t++) {
        f.y[1][t] = 0;
        f.y[2][t] = 42.5;
        f.y[3][t] = t % 3 ? 0 : 17.25;
        f.y[4][t] = t % 5 ? f.y[4][t] * 1e200 : NAN;
    }
    estimate(&f, 5, true);
    for (size_t i = 0; i < 5; i++)
        for (size_t j = 0; j < f.k; j++)
            assert_true(isfinite(fc_effects_coefficients(f.effects, i)[j]));
    f.series[0].n = 0;
    f.series[1].n = 1;
    estimate(&f, 5, false);
    close_effects(&f);
}

/* A company whose sales move with a driver: with its future known, forecasts follow it. */
static void forecasts_take_the_driver_along(void **state)
{
    fixture f = {0};
    double driver[LENGTH + AHEAD], with = 0, without = 0;
    fc_forecast_options options = defaults(AHEAD);
    fc_regressors *r;
    uint32_t seed = 4;
    double to_come[AHEAD];

    (void)state;
    for (size_t t = 0; t < LENGTH + AHEAD; t++) {
        driver[t] = noise(&seed) * 2;
        for (size_t c = 0; c < 4; c++) {
            const double y = (50.0 + 25 * (double)c) * (1 + 0.2 * sin(0.5236 * (double)t)) *
                             exp(0.3 * driver[t]) * (1 + 0.04 * noise(&seed));

            if (t < LENGTH)
                add(&f, c < 2 ? "East" : "West", c % 2 ? "desk" : "lamp", FIRST + (fc_period)t, y);
            else
                to_come[t - LENGTH] = (c ? to_come[t - LENGTH] : 0) + y;
        }
    }
    assert_ok(fc_regressors_new(&months, FIRST, LENGTH + AHEAD, LENGTH, &r));
    assert_ok(add_driver(r, "driver", FC_PLAIN, driver));
    assert_ok(try_run(&f, options));
    for (size_t h = 0; h < AHEAD; h++)
        without += fabs(fc_forecasts_mean(f.forecasts, 0)[h] - to_come[h]);
    options.regressors = r;
    assert_ok(try_run(&f, options));
    assert_sound(&f);
    assert_coherent(&f);
    for (size_t h = 0; h < AHEAD; h++) {
        with += fabs(fc_forecasts_mean(f.forecasts, 0)[h] - to_come[h]);
        assert_true(fc_forecasts_factor(f.forecasts, 0, h) > 0);
    }
    assert_true(with < 0.4 * without);
    assert_close(fc_forecasts_history(f.forecasts, 0).n, LENGTH, 0);
    close_fixture(&f);
    fc_regressors_free(r);
}

/* A season, a slow trend, errors of an autoregression and a driver of no regularity. */
typedef struct {
    double y[LENGTH];
    fc_regressors *r;
} one_series;

static void make_one(one_series *s, uint32_t *seed, double rho, double effect)
{
    double error = 0, column[LENGTH];

    for (int burn = 0; burn < 50; burn++)
        error = rho * error + 0.05 * noise(seed);
    for (size_t t = 0; t < LENGTH; t++) {
        error = rho * error + 0.05 * noise(seed);
        column[t] = (t % 9 < 3 ? 1 : 0) + 0.3 * noise(seed); /* comes in spells */
        s->y[t] = 50 * exp(0.004 * (double)t + 0.2 * cos(0.5236 * (double)t) + effect * column[t] +
                           error);
    }
    assert_ok(fc_regressors_new(&months, month(2020, 1), LENGTH, LENGTH, &s->r));
    assert_ok(add_driver(s->r, "spells", FC_PLAIN, column));
}

static fc_effects *estimate_one(const one_series *s, fc_effects_options options)
{
    const fc_series series = {
        .key = "s", .y = s->y, .n = LENGTH, .season_length = 12, .start = month(2020, 1)};
    const size_t level = 0;
    const fc_effects_task task = {
        .regressors = s->r, .series = &series, .level = &level, .n_series = 1, .options = options};
    fc_effects *e;

    assert_ok(fc_effects_estimate(&task, &e));
    return e;
}

/* How often of 200 the planted effect lies within two standard errors. */
static int covered(double rho, fc_effects_options options)
{
    int n = 0;
    uint32_t seed = 20261126;

    for (int i = 0; i < 200; i++) {
        one_series s;
        fc_effects *e;

        make_one(&s, &seed, rho, 0.1);
        e = estimate_one(&s, options);
        n += fabs(fc_effects_coefficients(e, 0)[0] - 0.1) <= 2 * fc_effects_errors(e, 0)[0];
        fc_effects_free(e);
        fc_regressors_free(s.r);
    }
    return n;
}

/* Of a right standard error 191 of 200; errors taken as independent give 179 at .3. */
static void errors_are_right_where_errors_go_on(void **state)
{
    static const double rho[] = {0, 0.3, 0.6, 0.85};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        const int n = covered(rho[i], (fc_effects_options){0});

        print_message("autocorrelation %g: %d of 200\n", rho[i], n);
        assert_true(n >= 182 && n <= 199);
    }
    assert_true(covered(0.3, (fc_effects_options){.ridge = FC_RIDGE_GCV}) >= 176);
    assert_true(covered(0.3, (fc_effects_options){.robust = FC_ROBUST_BISQUARE}) >= 180);
    assert_true(covered(0.3, (fc_effects_options){.robust = FC_ROBUST_OFF}) >= 182);
}

/* A value ten times as large as the others where the driver is at work. */
static void outliers_are_bounded(void **state)
{
    uint32_t seed = 5;
    one_series s;
    double b[3];

    (void)state;
    make_one(&s, &seed, 0.2, 0.1);
    s.y[20] *= 8;
    for (int robust = FC_ROBUST_HUBER; robust <= FC_ROBUST_OFF; robust++) {
        fc_effects *e = estimate_one(&s, (fc_effects_options){.robust = (fc_effects_robust)robust});

        b[robust] = fc_effects_coefficients(e, 0)[0];
        fc_effects_free(e);
    }
    assert_true(fabs(b[FC_ROBUST_HUBER] - 0.1) < 0.5 * fabs(b[FC_ROBUST_OFF] - 0.1));
    assert_true(fabs(b[FC_ROBUST_BISQUARE] - 0.1) < 0.5 * fabs(b[FC_ROBUST_OFF] - 0.1));
    fc_regressors_free(s.r);
}

/* One driver moves sales, the other is noise: each is judged by itself, on six companies. */
static void parts_are_judged_by_themselves(void **state)
{
    uint32_t seed = 77;
    int kept = 0;

    (void)state;
    for (int company = 0; company < 6; company++) {
        fixture_effects f;
        double other[LENGTH + AHEAD];
        size_t promotion, noise_part;

        plant(&f, 6, LENGTH, 1);
        for (size_t t = 0; t < LENGTH + AHEAD; t++)
            other[t] = noise(&seed);
        assert_ok(add_driver(f.r, "other", FC_PLAIN, other));
        f.k = fc_regressors_size(f.r);
        estimate(&f, 6, true);
        noise_part = fc_regressors_at(f.r, column(f.r, "other"))->part;
        promotion = fc_regressors_at(f.r, column(f.r, "promotion"))->part;
        assert_true(fc_effects_part_kept(f.effects, 0, promotion));
        assert_true(fc_effects_part_kept(f.effects, 3, promotion));
        kept += fc_effects_part_kept(f.effects, 0, noise_part);
        close_effects(&f);
    }
    print_message("noise kept %d times of 6\n", kept);
    assert_true(kept <= 1);
}

/* Each series has a driver of its own; the columns are found by node. */
static void nodes_have_columns_of_their_own(void **state)
{
    enum { NODES = 3 };
    double y[NODES][LENGTH], x[NODES * LENGTH];
    fc_series series[NODES];
    const size_t level[NODES] = {0, 0, 0}, node[NODES] = {2, 0, 1};
    const fc_effects_task task = {
        .series = series, .level = level, .node = node, .n_series = NODES};
    fc_effects_task own = task;
    uint32_t seed = 8;
    fc_regressors *r;
    fc_effects *e;

    (void)state;
    for (size_t i = 0; i < NODES * LENGTH; i++)
        x[i] = noise(&seed);
    for (size_t i = 0; i < NODES; i++) {
        for (size_t t = 0; t < LENGTH; t++)
            y[i][t] = 30 * exp(0.25 * x[node[i] * LENGTH + t] + 0.01 * noise(&seed));
        series[i] = (fc_series){
            .key = "s", .y = y[i], .n = LENGTH, .season_length = 12, .start = month(2020, 1)};
    }
    assert_ok(fc_regressors_new(&months, month(2020, 1), LENGTH, LENGTH, &r));
    assert_ok(fc_regressors_add(r, &(fc_regressor_spec){.name = "own",
                                                        .group = FC_FROM_DRIVERS,
                                                        .pooling = FC_POOL_AVERAGE,
                                                        .nodes = NODES,
                                                        .x = x}));
    own.regressors = r;
    assert_ok(fc_effects_estimate(&own, &e));
    for (size_t i = 0; i < NODES; i++) {
        assert_close(fc_effects_coefficients(e, i)[0], 0.25, 0.03);
        assert_close(
            log(fc_effects_factor(e, i, month(2020, 7)) / fc_effects_factor(e, i, month(2020, 8))),
            fc_effects_coefficients(e, i)[0] * (x[node[i] * LENGTH + 6] - x[node[i] * LENGTH + 7]),
            1e-9);
    }
    fc_effects_free(e);
    fc_regressors_free(r);
}

/* A season and a level that stays: the member finds both; and says what it cannot do. */
static void the_member_continues_season_and_level(void **state)
{
    double y[LENGTH + AHEAD], mean[AHEAD];
    uint32_t seed = 3;
    fc_series s = {.key = "s", .y = y, .n = LENGTH, .season_length = 12, .start = month(2020, 4)};
    fc_scratch *scratch;

    (void)state;
    for (size_t t = 0; t < LENGTH + AHEAD; t++)
        y[t] = 80 * exp(0.4 * sin(0.5236 * (double)t) + 0.004 * noise(&seed));
    assert_ok(fc_scratch_new(&scratch));
    assert_ok(fc_effects_continue(&s, AHEAD, scratch, mean));
    for (size_t h = 0; h < AHEAD; h++)
        assert_close(mean[h], y[LENGTH + h], 0.03);
    s.n = 20;
    assert_int_equal(fc_effects_continue(&s, AHEAD, scratch, mean), FC_EDATA);
    s.n = LENGTH;
    y[7] = 0;
    assert_int_equal(fc_effects_continue(&s, AHEAD, scratch, mean), FC_EDATA);
    fc_scratch_free(scratch);
}

/* History and forecast are what their components add up to, with drivers and without. */
static void components_add_up_to_history_and_forecast(void **state)
{
    fixture f = {0};
    double x[LENGTH + AHEAD], memory[FC_COMPONENTS][LENGTH + AHEAD], *out[FC_COMPONENTS];
    fc_forecast_options options = defaults(AHEAD);
    fc_scratch *scratch;
    fc_regressors *r;
    uint32_t seed = 6;

    (void)state;
    for (size_t c = 0; c < FC_COMPONENTS; c++)
        out[c] = memory[c];
    for (size_t t = 0; t < LENGTH + AHEAD; t++)
        x[t] = noise(&seed);
    for (size_t c = 0; c < 3; c++)
        for (size_t t = c == 2 ? LENGTH - 9 : 0; t < LENGTH; t++) /* the last one is short */
            add(&f, "East",
                c == 0   ? "bed"
                : c == 1 ? "desk"
                         : "lamp",
                FIRST + (fc_period)t, 80 * (1 + 0.2 * sin(0.5236 * (double)t)) * exp(0.5 * x[t]));
    assert_ok(fc_regressors_new(&months, FIRST, LENGTH + AHEAD, LENGTH, &r));
    assert_ok(add_driver(r, "driver", FC_PLAIN, x));
    assert_ok(fc_scratch_new(&scratch));
    options.regressors = r;
    assert_ok(try_run(&f, options));
    for (size_t i = 0; i < fc_hierarchy_size(f.hierarchy); i++) {
        const fc_series y = fc_forecasts_history(f.forecasts, i);
        double drivers = 0;

        assert_ok(fc_forecasts_decompose(f.forecasts, i, scratch, out));
        for (size_t t = 0; t < y.n + AHEAD; t++) {
            double sum = 0;

            for (size_t c = 0; c < FC_COMPONENTS; c++)
                sum += memory[c][t];
            assert_close(sum, t < y.n ? y.y[t] : fc_forecasts_mean(f.forecasts, i)[t - y.n], 1e-9);
            assert_close(memory[FC_COMPONENT_CALENDAR][t], 0, 1e-9);
            drivers += fabs(memory[FC_COMPONENT_DRIVERS][t]) / (double)(y.n + AHEAD);
        }
        assert_true(drivers > 2);
    }
    fc_scratch_free(scratch);
    fc_regressors_free(r);
    close_fixture(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(planted_effects_are_found_within_two_errors),
        cmocka_unit_test(series_of_a_level_help_each_other),
        cmocka_unit_test(a_short_series_takes_those_of_the_total),
        cmocka_unit_test(what_helps_is_kept_and_what_does_not_is_not),
        cmocka_unit_test(a_price_never_helps),
        cmocka_unit_test(factors_are_those_of_the_groups_multiplied),
        cmocka_unit_test(odd_series_make_no_trouble),
        cmocka_unit_test(errors_are_right_where_errors_go_on),
        cmocka_unit_test(outliers_are_bounded),
        cmocka_unit_test(parts_are_judged_by_themselves),
        cmocka_unit_test(nodes_have_columns_of_their_own),
        cmocka_unit_test(the_member_continues_season_and_level),
        cmocka_unit_test(components_add_up_to_history_and_forecast),
        cmocka_unit_test(forecasts_take_the_driver_along),
    };

    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
