/* test_holdouts.c - ranges made wider or narrower by a panel's own past. */
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <stdlib.h>

#include "forecast/ranges/holdouts.h"
#include "tests/unit/assert.h"

enum { SERIES = 40, N = 96, HORIZON = 12 };

static double values[SERIES][N];

/* Levels with noise; in `wild` years a shock that no past noise foretold. */
static void make_panel(fc_series *series, double shock)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_taus2);

    gsl_rng_set(r, 7);
    for (size_t k = 0; k < SERIES; k++) {
        for (size_t t = 0; t < N; t++)
            values[k][t] = 500 + 40 * sin((double)t * 0.5235987756) + gsl_ran_gaussian(r, 12) +
                           (t / HORIZON % 2 ? shock * gsl_ran_laplace(r, 1) : 0);
        series[k] = (fc_series){.key = "s", .y = values[k], .n = N, .season_length = 12};
    }
    gsl_rng_free(r);
}

static void factors_of_a_panel_rest_on_its_errors(void **state)
{
    fc_series series[SERIES];
    fc_holdouts h;

    (void)state;
    make_panel(series, 0);
    assert_ok(fc_holdouts_judge(series, SERIES, HORIZON, &h));
    assert_int_equal(h.series, 20);
    assert_int_equal(h.origins, 4);
    assert_int_equal(h.errors, 20 * 4 * HORIZON);
    assert_int_equal(h.steps, HORIZON);
    assert_true(h.seen > 0.6 && h.seen < 1.2);
    assert_true(fc_holdouts_factor(&h, 0) > 0.7 && fc_holdouts_factor(&h, 0) < 1.1);
    assert_close(fc_holdouts_factor(&h, 3 * HORIZON), h.all * h.band[2], 0);
}

static void errors_that_were_larger_than_learned_make_ranges_wider(void **state)
{
    fc_series series[SERIES];
    fc_holdouts calm, wild;

    (void)state;
    make_panel(series, 0);
    assert_ok(fc_holdouts_judge(series, SERIES, HORIZON, &calm));
    for (size_t k = 0; k < SERIES; k++) /* a level that leaps at each origin */
        for (size_t t = 0; t < N; t++)
            values[k][t] += (t / HORIZON + k) % 2 ? 300 : 0;
    assert_ok(fc_holdouts_judge(series, SERIES, HORIZON, &wild));
    assert_true(wild.seen > 1.2 * calm.seen);
    assert_true(fc_holdouts_factor(&wild, 0) > fc_holdouts_factor(&calm, 0));
}

static void few_errors_change_nothing(void **state)
{
    fc_series series[SERIES];
    fc_holdouts h;

    (void)state;
    make_panel(series, 0);
    for (size_t n = 0; n <= 2; n++) {
        assert_ok(fc_holdouts_judge(series, n, HORIZON, &h));
        assert_int_equal(h.errors, 0);
        assert_close(fc_holdouts_factor(&h, 0), 1, 0);
        assert_close(fc_holdouts_factor(&h, 20), 1, 0);
        assert_close(fc_holdouts_tail(&h, 2.5), 1, 0);
    }
    for (size_t k = 0; k < SERIES; k++)
        series[k].n = 9;
    assert_ok(fc_holdouts_judge(series, SERIES, HORIZON, &h));
    assert_int_equal(h.errors, 0);
}

static void panels_without_errors_stay_as_learned(void **state)
{
    fc_series series[SERIES];
    fc_holdouts h;

    (void)state;
    make_panel(series, 0);
    for (size_t k = 0; k < SERIES; k++)
        for (size_t t = 0; t < N; t++)
            values[k][t] = 2.385;
    assert_ok(fc_holdouts_judge(series, SERIES, HORIZON, &h));
    assert_int_equal(h.errors, 0);
    for (size_t k = 0; k < SERIES; k++)
        for (size_t t = 0; t < N; t++)
            values[k][t] = t % 3 ? NAN : 1e300;
    assert_ok(fc_holdouts_judge(series, SERIES, HORIZON, &h));
    assert_true(isfinite(fc_holdouts_factor(&h, 0)));
}

static void the_same_panel_in_another_unit_asks_for_the_same(void **state)
{
    fc_series series[SERIES];
    fc_holdouts one, other;

    (void)state;
    make_panel(series, 30);
    assert_ok(fc_holdouts_judge(series, SERIES, HORIZON, &one));
    for (size_t k = 0; k < SERIES; k++)
        for (size_t t = 0; t < N; t++)
            values[k][t] *= 1024;
    assert_ok(fc_holdouts_judge(series, SERIES, HORIZON, &other));
    assert_close(other.seen, one.seen, 1e-6);
    assert_close(other.all, one.all, 1e-6);
    assert_close(other.tail, one.tail, 1e-6);
}

/* By numerical integration over the prior. */
static double posterior_mean(double mean, double noise, double far)
{
    double sum = 0, weight = 0;

    for (double x = -6; x <= 6; x += 1e-4) {
        const double w =
            (0.9 * gsl_ran_gaussian_pdf(x, 0.03) + 0.1 * gsl_ran_gaussian_pdf(x, far)) *
            gsl_ran_gaussian_pdf(mean - x, sqrt(noise));

        sum += w * x;
        weight += w;
    }
    return sum / weight;
}

static void estimates_are_drawn_to_the_usual_as_their_noise_asks(void **state)
{
    const double agree[] = {0.41, 0.37, 0.44, 0.4}, differ[] = {0.41, -0.37, 0.24, -0.2};
    const double prior = 0.12 * 0.12 + 0.45 / 100;

    (void)state;
    assert_close(fc_holdouts_draw(agree, 1, 100, 0.06, 0.5),
                 posterior_mean(0.35, 3 * prior / 3, 0.5), 1e-6);
    assert_close(fc_holdouts_draw(agree, 4, 100, 0, 0.5),
                 posterior_mean(0.405, (3 * prior + 0.0025) / 6 / 4, 0.5), 1e-6);
    assert_true(fc_holdouts_draw(agree, 4, 100, 0, 0.5) > 0.35);
    assert_true(fabs(fc_holdouts_draw(differ, 4, 100, 0, 0.5)) < 0.004);
    assert_true(fc_holdouts_draw(agree, 4, 2, 0, 0.5) < fc_holdouts_draw(agree, 4, 200, 0, 0.5));
    assert_true(isfinite(fc_holdouts_draw((double[]){-3.9, -3.9}, 2, 100, 0, 0.2)));
}

static void the_tail_begins_beyond_the_ranges_of_80_percent(void **state)
{
    const fc_holdouts h = {.steps = 1, .all = 1, .tail = 0.85, .band = {1, 1, 1}};

    (void)state;
    assert_close(fc_holdouts_tail(&h, 1.28), 1, 0);
    assert_close(fc_holdouts_tail(&h, -1.96), 0.85, 1e-4);
    assert_close(fc_holdouts_tail(&h, 3.5), 0.85, 1e-12);
    assert_true(fc_holdouts_tail(&h, 1.6) < 1 && fc_holdouts_tail(&h, 1.6) > 0.85);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(factors_of_a_panel_rest_on_its_errors),
        cmocka_unit_test(errors_that_were_larger_than_learned_make_ranges_wider),
        cmocka_unit_test(few_errors_change_nothing),
        cmocka_unit_test(panels_without_errors_stay_as_learned),
        cmocka_unit_test(the_same_panel_in_another_unit_asks_for_the_same),
        cmocka_unit_test(estimates_are_drawn_to_the_usual_as_their_noise_asks),
        cmocka_unit_test(the_tail_begins_beyond_the_ranges_of_80_percent),
    };

    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
