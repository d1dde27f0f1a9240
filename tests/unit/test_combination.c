/* test_combination.c - the mean of several models, and the models that combine: against the members
 * by themselves. */
#include "forecast/combination.h"

#include <string.h>

#include "tests/unit/assert.h"

enum { N = 48, QUARTERS = 4, AHEAD = 10 };

static double y[N];
static fc_scratch *scratch;

static int make_scratch(void **state)
{
    uint32_t seed = 4;

    (void)state;
    for (size_t t = 0; t < N; t++) {
        seed = seed * 1664525 + 1013904223;
        y[t] = (120 + 1.7 * (double)t) * (t % QUARTERS == 2 ? 1.3 : 0.9) *
               (1 + 0.1 * (seed / 4294967296.0 - 0.5));
    }
    return fc_scratch_new(&scratch) == FC_OK ? 0 : -1;
}

static int free_scratch(void **state)
{
    (void)state;
    fc_scratch_free(scratch);
    return 0;
}

static fc_series quarters(size_t n)
{
    return (fc_series){.key = "q", .y = y, .n = n, .season_length = QUARTERS};
}

static void forecast_by(const char *name, const fc_series *train, double *mean, double *residuals)
{
    fc_model *model;

    assert_ok(fc_model_fit(fc_model_find(name), train, scratch, &model));
    assert_ok(fc_model_forecast(model, AHEAD, mean));
    if (residuals)
        memcpy(residuals, fc_model_residuals(model), train->n * sizeof *residuals);
    fc_model_free(model);
}

static const char *const members[] = {"naive", "ets", "drift", "theta"};

static void the_forecast_is_the_mean_of_the_members(void **state)
{
    const fc_series train = quarters(N);
    double own[4][AHEAD], residuals[4][N], mean[AHEAD], fitted[N];
    fc_combination c = {0};

    (void)state;
    for (size_t i = 0; i < 4; i++)
        forecast_by(members[i], &train, own[i], residuals[i]);
    assert_ok(fc_combination_fit(&c, members, 4, &train, fitted, scratch));
    assert_ok(fc_combination_forecast(&c, AHEAD, mean));
    for (size_t h = 0; h < AHEAD; h++)
        assert_close(mean[h], (own[0][h] + own[1][h] + own[2][h] + own[3][h]) / 4, 1e-14);
    for (size_t t = 5; t < N; t++)
        assert_close(y[t] - fitted[t],
                     (residuals[0][t] + residuals[1][t] + residuals[2][t] + residuals[3][t]) / 4,
                     1e-9);
    fc_combination_release(&c);
}

static void trimming_leaves_out_both_ends_of_each_step(void **state)
{
    const fc_series train = quarters(N);
    double own[4][AHEAD], mean[AHEAD], fitted[N];
    fc_combination c = {.trimmed = true};

    (void)state;
    for (size_t i = 0; i < 4; i++)
        forecast_by(members[i], &train, own[i], NULL);
    assert_ok(fc_combination_fit(&c, members, 4, &train, fitted, scratch));
    assert_ok(fc_combination_forecast(&c, AHEAD, mean));
    for (size_t h = 0; h < AHEAD; h++) {
        double sum = 0, low = own[0][h], high = own[0][h];

        for (size_t i = 0; i < 4; i++) {
            sum += own[i][h];
            low = fmin(low, own[i][h]);
            high = fmax(high, own[i][h]);
        }
        assert_close(mean[h], (sum - low - high) / 2, 1e-14);
    }
    fc_combination_release(&c);
}

static void members_that_need_more_history_are_left_out(void **state)
{
    const fc_series train = quarters(3);
    double fitted[N];
    char text[64];
    fc_combination c = {0};

    (void)state;
    assert_ok(fc_combination_fit(&c, (const char *const[]){"snaive", "naive", "drift"}, 3, &train,
                                 fitted, scratch));
    fc_combination_describe(&c, text, sizeof text);
    assert_string_equal(text, "mean(naive,drift)");
    fc_combination_release(&c);
    c = (fc_combination){0};
    assert_ok(fc_combination_fit(&c, (const char *const[]){"snaive", "naive"}, 2, &train, fitted,
                                 scratch));
    fc_combination_describe(&c, text, sizeof text);
    assert_string_equal(text, "naive");
    fc_combination_release(&c);
    c = (fc_combination){0};
    assert_fails(
        fc_combination_fit(&c, (const char *const[]){"snaive"}, 1, &train, fitted, scratch),
        FC_EDATA, "q: too short for any model of the combination");
}

static void descriptions_and_parameters_keep_to_their_room(void **state)
{
    const fc_series train = quarters(N);
    double fitted[N];
    char text[16];
    fc_parameter list[20];
    fc_combination c = {.trimmed = true};

    (void)state;
    assert_ok(fc_combination_fit(&c, (const char *const[]){"ces", "ets", "dotm"}, 3, &train, fitted,
                                 scratch));
    fc_combination_describe(&c, text, sizeof text);
    assert_string_equal(text, "trimmed(ces,ets");
    assert_int_equal(fc_combination_parameters(&c, list, 1), 1);
    assert_string_equal(list[0].name, "ces alpha");
    assert_true(fc_combination_parameters(&c, list, 20) > 3);
    assert_string_equal(list[1].name, "ces alpha i");
    fc_combination_release(&c);
}

static void comb_is_the_mean_of_three_smoothings(void **state)
{
    const fc_series train = quarters(N);
    double ses[AHEAD], holt[AHEAD], damped[AHEAD], comb[AHEAD];

    (void)state;
    forecast_by("ses", &train, ses, NULL);
    forecast_by("holt", &train, holt, NULL);
    forecast_by("damped", &train, damped, NULL);
    forecast_by("comb", &train, comb, NULL);
    for (size_t h = 0; h < AHEAD; h++)
        assert_close(comb[h], (ses[h] + holt[h] + damped[h]) / 3, 1e-14);
}

/* Quarters, halves and years by ets-sa, and the least squares of their differences by gradient
 * descent: forecasts x that minimise the sum over means F of k periods of k (F - mean of x)^2. */
static void thief_brings_quarters_halves_and_years_together(void **state)
{
    static const size_t spans[] = {1, 2, 4};
    const fc_series train = quarters(N);
    double base[3][AHEAD], x[QUARTERS] = {0}, thief[AHEAD];

    (void)state;
    for (size_t l = 0; l < 3; l++) {
        double sums[N];
        const size_t k = spans[l], n = N / k;

        for (size_t t = 0; t < n; t++) {
            sums[t] = 0;
            for (size_t i = 0; i < k; i++)
                sums[t] += y[t * k + i] / (double)k;
        }
        const fc_series level = {.key = "l", .y = sums, .n = n, .season_length = QUARTERS / k};
        forecast_by("ets-sa", &level, base[l], NULL);
    }
    for (size_t step = 0; step < 20000; step++)
        for (size_t l = 0; l < 3; l++)
            for (size_t j = 0; j < QUARTERS / spans[l]; j++) {
                double mean = 0;

                for (size_t i = 0; i < spans[l]; i++)
                    mean += x[j * spans[l] + i] / (double)spans[l];
                for (size_t i = 0; i < spans[l]; i++)
                    x[j * spans[l] + i] += 0.001 * (base[l][j] - mean);
            }
    forecast_by("thief", &train, thief, NULL);
    for (size_t i = 0; i < QUARTERS; i++)
        assert_close(thief[i], x[i], 1e-3);
}

/* The definition, run once more with the parameters it tells. */
static void ces_continues_its_recursion(void **state)
{
    fc_series train = quarters(N);
    double mean[AHEAD], a0 = 0, a1 = 0;
    fc_parameter list[2];
    fc_model *model;

    (void)state;
    train.season_length = 1;
    assert_ok(fc_model_fit(fc_model_find("ces"), &train, scratch, &model));
    assert_int_equal(fc_model_parameters(model, list, 2), 2);
    a0 = list[0].value;
    a1 = list[1].value;
    assert_ok(fc_model_forecast(model, AHEAD, mean));
    const double *residuals = fc_model_residuals(model);
    double level = y[0] - residuals[0], hidden = 0;
    /* The hidden state follows from the first two fitted values. */
    const double e = residuals[0], next = y[1] - residuals[1];
    hidden = (level + (a0 - a1) * e - next) / (1 - a1);
    for (size_t t = 0; t < N; t++) {
        const double error = y[t] - level;

        assert_close(error + 1e3, residuals[t] + 1e3, 1e-9);
        const double old = level;
        level += (a0 - a1) * error - (1 - a1) * hidden;
        hidden = old + (1 - a0) * hidden + (a0 + a1) * error;
    }
    for (size_t h = 0; h < AHEAD; h++) {
        assert_close(mean[h], level, 1e-6);
        const double old = level;
        level -= (1 - a1) * hidden;
        hidden = old + (1 - a0) * hidden;
    }
    fc_model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_forecast_is_the_mean_of_the_members),
        cmocka_unit_test(trimming_leaves_out_both_ends_of_each_step),
        cmocka_unit_test(members_that_need_more_history_are_left_out),
        cmocka_unit_test(descriptions_and_parameters_keep_to_their_room),
        cmocka_unit_test(comb_is_the_mean_of_three_smoothings),
        cmocka_unit_test(thief_brings_quarters_halves_and_years_together),
        cmocka_unit_test(ces_continues_its_recursion),
    };

    return cmocka_run_group_tests(tests, make_scratch, free_scratch);
}
