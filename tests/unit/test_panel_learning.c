/* test_panel_learning.c - the network, its windows, and the gate before it. */
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <omp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/learning/net.h"
#include "forecast/learning/panel_learning.h"
#include "forecast/panel/panel_window.h"
#include "tests/unit/assert.h"

enum { N_SERIES = 130, LENGTH = 44, HORIZON = 6 };

static double values[N_SERIES][LENGTH];
static fc_series panel[N_SERIES];

/* A panel whose steps repeat: `memory` of the last step comes again. */
static void make_panel(double memory, unsigned long seed)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);

    gsl_rng_set(rng, seed);
    for (size_t i = 0; i < N_SERIES; i++) {
        double level = 6 + gsl_ran_gaussian(rng, 0.7), step = 0;

        for (size_t t = 0; t < LENGTH; t++) {
            step = memory * step + gsl_ran_gaussian(rng, 0.03);
            level += step;
            values[i][t] = exp(level);
        }
        panel[i] = (fc_series){.key = "s", .y = values[i], .n = LENGTH, .season_length = 1};
    }
    gsl_rng_free(rng);
}

static void learn(fc_panel_learning mode, double *forecasts, fc_panel_verdict *verdict)
{
    const fc_panel_learning_task task = {
        .panel = {.series = panel, .n_series = N_SERIES, .horizon = HORIZON, .seed = 7},
        .model = "naive",
        .mode = mode};

    for (size_t i = 0; i < N_SERIES * HORIZON; i++)
        forecasts[i] = values[i / HORIZON][LENGTH - 1];
    assert_ok(fc_panel_learning_mix(&task, forecasts, verdict));
}

static void a_network_learns_a_smooth_curve(void **state)
{
    enum { N = 4000 };
    float *x = malloc(N * sizeof *x), *y = malloc(N * sizeof *y), *w = malloc(N * sizeof *w),
          at[1] = {0.37f}, got[1];
    fc_net *net;

    (void)state;
    for (size_t i = 0; i < N; i++) {
        x[i] = -1 + 2 * (float)i / N;
        y[i] = i % 5 == 2 ? NAN : sinf(3 * x[i]); /* a target that is missing does not count */
        w[i] = 1;
    }
    assert_ok(fc_net_new(1, 24, 1, 20261122, &net));
    assert_ok(fc_net_train(net, &(fc_net_samples){N, x, y, w}, 60, NULL, NULL));
    fc_net_apply(net, at, got);
    assert_close(got[0], sin(3 * 0.37), 0.03);
    fc_net_free(net);
    free(x);
    free(y);
    free(w);
}

static void a_window_knows_neither_level_nor_scale(void **state)
{
    const fc_window_shape shape = fc_panel_window_shape(12);
    const size_t n = fc_panel_window_inputs(&shape);
    float *a = calloc(n, sizeof *a), *b = calloc(n, sizeof *b);
    double y[60], thousandfold[60];
    fc_window_series sa, sb;
    fc_scratch *scratch;

    (void)state;
    for (size_t t = 0; t < 60; t++) {
        y[t] = 83.7 + 11 * sin(0.5236 * (double)t) + 2.3 * cos(1.9 * (double)t) + 0.4 * (double)t;
        thousandfold[t] = 1000 * y[t];
    }
    assert_ok(fc_scratch_new(&scratch));
    assert_ok(fc_panel_window_series(&shape, &(fc_series){"a", y, 60, 12, 0}, &sa, scratch));
    assert_ok(
        fc_panel_window_series(&shape, &(fc_series){"b", thousandfold, 60, 12, 0}, &sb, scratch));
    fc_panel_window_inputs_at(&shape, &sa, 60, a);
    fc_panel_window_inputs_at(&shape, &sb, 60, b);
    for (size_t i = 0; i < n; i++)
        assert_true(fabs(a[i] - b[i]) < 1e-4);
    fc_scratch_free(scratch);
    free(a);
    free(b);
}

static void outputs_of_nothing_give_the_last_value_with_its_season(void **state)
{
    const fc_window_shape shape = fc_panel_window_shape(4);
    float *inputs = calloc(fc_panel_window_inputs(&shape), sizeof *inputs);
    const float nothing[4] = {0, 0, 0, 0};
    double y[40], mean[4];
    fc_window_series s;
    fc_window_frame frame;
    fc_scratch *scratch;

    (void)state;
    for (size_t t = 0; t < 40; t++)
        y[t] = (const double[]){80, 120, 95, 105}[t % 4];
    assert_ok(fc_scratch_new(&scratch));
    assert_ok(fc_panel_window_series(&shape, &(fc_series){"q", y, 40, 4, 0}, &s, scratch));
    frame = fc_panel_window_inputs_at(&shape, &s, 40, inputs);
    fc_panel_window_restore(&s, &frame, nothing, 4, mean);
    for (size_t h = 0; h < 4; h++)
        assert_close(mean[h], y[h], 0.02); /* the indices are shrunk a little */
    fc_scratch_free(scratch);
    free(inputs);
}

static void a_window_refuses_a_short_series(void **state)
{
    const fc_window_shape shape = fc_panel_window_shape(12);
    double y[12] = {0};
    fc_window_series s;
    fc_scratch *scratch;

    (void)state;
    assert_ok(fc_scratch_new(&scratch));
    assert_fails(fc_panel_window_series(&shape, &(fc_series){"x", y, 12, 12, 0}, &s, scratch),
                 FC_EDATA, "x: too short for panel learning");
    fc_scratch_free(scratch);
}

static void the_gate_opens_where_a_panel_has_something_to_teach(void **state)
{
    double *f = malloc(N_SERIES * HORIZON * sizeof *f);
    fc_panel_verdict v;

    (void)state;
    make_panel(0.85, 11);
    learn(FC_PANEL_LEARNING_AUTO, f, &v);
    assert_true(v.used);
    assert_int_equal(v.judged, N_SERIES);
    assert_true(v.gain > 2 * v.se);
    for (size_t i = 0; i < N_SERIES * HORIZON; i++)
        assert_true(isfinite(f[i]) && f[i] > 0);
    free(f);
}

static void the_gate_stays_shut_on_random_walks(void **state)
{
    double *f = malloc(N_SERIES * HORIZON * sizeof *f);
    fc_panel_verdict v;

    (void)state;
    make_panel(0, 12);
    learn(FC_PANEL_LEARNING_AUTO, f, &v);
    assert_false(v.used);
    for (size_t i = 0; i < N_SERIES * HORIZON; i++)
        assert_close(f[i], values[i / HORIZON][LENGTH - 1], 0);
    free(f);
}

static void the_same_bytes_on_any_number_of_threads(void **state)
{
    double *one = malloc(N_SERIES * HORIZON * sizeof *one),
           *three = malloc(N_SERIES * HORIZON * sizeof *three);
    const int threads = omp_get_max_threads();
    fc_panel_verdict v;

    (void)state;
    make_panel(0.8, 13);
    omp_set_num_threads(1);
    learn(FC_PANEL_LEARNING_ON, one, &v);
    omp_set_num_threads(3);
    learn(FC_PANEL_LEARNING_ON, three, &v);
    omp_set_num_threads(threads);
    assert_memory_equal(one, three, N_SERIES * HORIZON * sizeof *one);
    free(one);
    free(three);
}

static void a_panel_that_is_too_small_is_left_alone(void **state)
{
    double f[HORIZON] = {1, 2, 3, 4, 5, 6};
    fc_panel_verdict v;
    fc_panel_learning_task task = {.panel = {.series = panel, .n_series = 1, .horizon = HORIZON},
                                   .model = "naive",
                                   .mode = FC_PANEL_LEARNING_ON};

    (void)state;
    make_panel(0.5, 14);
    assert_ok(fc_panel_learning_mix(&task, f, &v));
    assert_false(v.used);
    assert_true(v.too_small);
    assert_close(f[3], 4, 0);
    task.panel.n_series = 0;
    assert_ok(fc_panel_learning_mix(&task, f, &v));
    assert_false(v.used);
    assert_true(v.too_small);
}

static void auto_says_that_it_judges_no_small_panel(void **state)
{
    double *f = calloc(N_SERIES * HORIZON, sizeof *f);
    fc_panel_verdict v;
    fc_panel_learning_task task = {.panel = {.series = panel, .horizon = HORIZON},
                                   .model = "naive",
                                   .mode = FC_PANEL_LEARNING_AUTO};
    const size_t sizes[] = {0, 1, FC_PANEL_LEARNING_SERIES - 1};

    (void)state;
    make_panel(0.5, 15);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        task.panel.n_series = sizes[i];
        assert_ok(fc_panel_learning_mix(&task, f, &v));
        assert_false(v.used);
        assert_int_equal(v.judged, 0);
        assert_true(v.too_small);
    }
    task.mode = FC_PANEL_LEARNING_OFF;
    assert_ok(fc_panel_learning_mix(&task, f, &v));
    assert_false(v.too_small);
    free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_network_learns_a_smooth_curve),
        cmocka_unit_test(a_window_knows_neither_level_nor_scale),
        cmocka_unit_test(outputs_of_nothing_give_the_last_value_with_its_season),
        cmocka_unit_test(a_window_refuses_a_short_series),
        cmocka_unit_test(the_gate_opens_where_a_panel_has_something_to_teach),
        cmocka_unit_test(the_gate_stays_shut_on_random_walks),
        cmocka_unit_test(the_same_bytes_on_any_number_of_threads),
        cmocka_unit_test(a_panel_that_is_too_small_is_left_alone),
        cmocka_unit_test(auto_says_that_it_judges_no_small_panel),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
