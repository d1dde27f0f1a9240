/* test_harmonics.c - sines and cosines are found where they are, and nowhere else. */
#include "forecast/season/harmonics.h"
#include "tests/unit/assert.h"
#include "tests/unit/scratch.h"

#include <string.h>

enum { MAX_N = 1200, H = 60 };

static const fc_arma_effort quick = {FC_ARMA_CONDITIONAL, 1e-6, 1};
static double y[MAX_N];
static double noise(unsigned long long *s)
{
    *s = *s * 6364136223846793005ULL + 1442695040888963407ULL;
    return (double)(*s >> 40) / (double)(1 << 23) - 1;
}

/* A year of one pair and a week of its first and third, around 250. */
static double pattern(double t)
{
    return 250 + 40 * sin(2 * M_PI * t / 365.25 + 0.4) + 12 * cos(2 * M_PI * t / 7) +
           7 * sin(2 * M_PI * 3 * t / 7);
}

static fc_series days(size_t n)
{
    unsigned long long seed = 7;
    double error = 0;

    for (size_t t = 0; t < n; t++) {
        error = 0.5 * error + noise(&seed);
        y[t] = pattern((double)t) + 3 * error;
    }
    return (fc_series){.key = "d", .y = y, .n = n, .season_length = 7};
}

static bool has(const fc_harmonics *h, double frequency)
{
    for (size_t i = 0; i < h->n; i++)
        if (fabs(h->frequency[i] - frequency) < 1e-9)
            return true;
    return false;
}

static void the_pairs_that_are_there_are_found(void **state)
{
    const fc_series train = days(1100);
    fc_harmonics h;

    (void)state;
    assert_ok(fc_harmonics_choose(&train, &quick, &h, scratch));
    assert_true(has(&h, 1 / 365.25) && has(&h, 1 / 7.0) && has(&h, 3 / 7.0));
    assert_true(h.n <= 6);
    for (size_t i = 0; i < h.n; i++)
        if (fabs(h.frequency[i] - 1 / 7.0) < 1e-9)
            assert_close(hypot(h.beta[2 * i], h.beta[2 * i + 1]), 12, 0.05);
}

static void pairs_that_are_put_back_cancel_those_taken_out(void **state)
{
    const fc_harmonics h = {.n = 2, .frequency = {0.1, 0.25}, .beta = {1.5, -2.25, 0.75, 3}};
    double values[9] = {4, 3, 2, 1, 0, -1, -2, -3, -4}, copy[9];

    (void)state;
    memcpy(copy, values, sizeof copy);
    fc_harmonics_add(&h, 1, 100, 9, values);
    assert_close(values[0] - copy[0], -2.25 + 3, 1e-9); /* whole cycles: cosines are 1 */
    fc_harmonics_add(&h, -1, 100, 9, values);
    for (size_t t = 0; t < 9; t++)
        assert_true(fabs(values[t] - copy[t]) < 1e-12);
}

static void the_model_carries_the_year_on(void **state)
{
    const fc_series train = days(1100);
    double mean[H], worst = 0;
    fc_parameter list[40];
    fc_model *model;
    char text[64];

    (void)state;
    assert_ok(fc_model_fit(fc_model_find("harmonic"), &train, scratch, &model));
    assert_ok(fc_model_forecast(model, H, mean));
    fc_model_describe(model, text, sizeof text);
    assert_true(!strncmp(text, "harmonic(", 9) && strstr(text, ")+arima("));
    for (size_t i = 0; i < H; i++)
        worst = fmax(worst, fabs(mean[i] - pattern((double)(1100 + i))));
    assert_true(worst < 4);
    assert_true(fc_model_parameters(model, list, 40) > 5);
    assert_true(!strncmp(list[0].name, "cycle of ", 9));
    fc_model_free(model);
}

static const fc_parameter *named(const fc_parameter *list, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].name, name) == 0)
            return &list[i];
    return NULL;
}

/* Amplitudes and level are in the units of the series, a variance in their square. */
static void parameters_have_the_units_of_the_series(void **state)
{
    const fc_series s = days(800);
    fc_parameter list[40];
    fc_model *model;
    double mean = 0;
    size_t n;

    (void)state;
    for (size_t t = 0; t < s.n; t++)
        mean += y[t] / (double)s.n;
    assert_ok(fc_model_fit(fc_model_find("harmonic"), &s, scratch, &model));
    n = fc_model_parameters(model, list, 40);
    assert_close(named(list, n, "cycle of 7")->value, 12, 0.05);
    assert_true(fabs(named(list, n, "sigma2")->value - 3) < 0.5); /* 9 of a third */
    assert_null(named(list, n, "aicc")); /* of the scaled values: comparable with nothing */
    assert_ok(fc_model_settle(model, false));
    assert_close(fc_model_parameters(model, list, 40), (double)n, 0);
    assert_close(named(list, n, "cycle of 7")->value, 12, 0.05);
    fc_model_free(model);
    assert_ok(fc_model_fit(fc_model_find("ar"), &s, scratch, &model));
    n = fc_model_parameters(model, list, 40);
    assert_close(named(list, n, "mean")->value, mean, 1e-12);
    fc_model_free(model);
}

/* Of the shortest cycle there is, up and down in turn, only the cosine is told apart. */
static void a_cycle_of_two_has_its_own_size(void **state)
{
    unsigned long long seed = 5;
    fc_series s = {.key = "m", .y = y, .n = 120, .season_length = 4};
    fc_parameter list[40];
    fc_model *model;
    size_t n;

    (void)state;
    for (size_t t = 0; t < s.n; t++)
        y[t] = 300 + (t % 2 ? -40 : 40) + 25 * sin(2 * M_PI * (double)t / 4) + noise(&seed);
    assert_ok(fc_model_fit(fc_model_find("harmonic"), &s, scratch, &model));
    n = fc_model_parameters(model, list, 40);
    assert_non_null(named(list, n, "cycle of 2"));
    assert_close(named(list, n, "cycle of 2")->value, 40, 0.02);
    assert_close(named(list, n, "cycle of 4")->value, 25, 0.02);
    fc_model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_pairs_that_are_there_are_found),
        cmocka_unit_test(pairs_that_are_put_back_cancel_those_taken_out),
        cmocka_unit_test(the_model_carries_the_year_on),
        cmocka_unit_test(a_cycle_of_two_has_its_own_size),
        cmocka_unit_test(parameters_have_the_units_of_the_series),
    };

    return cmocka_run_group_tests(tests, make_scratch, free_scratch);
}
