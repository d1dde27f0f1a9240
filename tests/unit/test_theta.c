/* test_theta.c - theta against R's thetaf, and the optimised theta against a plain search. */
#include <stdlib.h>

#include "forecast/minimize.h"
#include "forecast/model.h"
#include "tests/unit/reference.h"
#include "tests/unit/scratch.h"

enum { LONGEST = 600, STEPS = 12, MAX_EVALUATIONS = 6000 };

static void forecast(const char *model, const fc_series *train, double *mean, fc_parameter *list)
{
    fc_model *fitted;

    assert_ok(fc_model_fit(fc_model_find(model), train, scratch, &fitted));
    assert_ok(fc_model_forecast(fitted, STEPS, mean));
    fc_model_parameters(fitted, list, 2);
    fc_model_free(fitted);
}

/* R's alpha is where its optimiser stopped, so the tolerance is that of alpha, not of arithmetic.
 */
static void forecasts_as_thetaf(void **state)
{
    static const char *const names[] = {"AirPassengers", "USAccDeaths", "Nile", "ldeaths",
                                        "nottem"};
    double y[LONGEST], expected[LONGEST], mean[STEPS], season[1] = {1};
    reference series = reference_open("reference/series.csv");
    reference figures = reference_open("reference/forecasts.csv");

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        fc_parameter list[2];
        size_t h = 0;
        const size_t n = reference_series(&series, "series", names[i], "value", y, LONGEST);
        reference_series(&series, "series", names[i], "frequency", season, 1);
        for (size_t row = 1; row < figures.n_rows && h < STEPS; row++)
            if (reference_is(&figures, row, "series", names[i]) &&
                reference_is(&figures, row, "model", "thetaf"))
                expected[h++] = reference_number(&figures, row, "mean");
        const fc_series train = {names[i], y, n, (size_t)season[0], 0};
        forecast("theta", &train, mean, list);
        assert_int_equal(h, STEPS);
        for (h = 0; h < STEPS; h++)
            assert_close(mean[h], expected[h], 2e-3);
    }
    reference_close(&figures);
    reference_close(&series);
}

typedef struct {
    const double *y;
    size_t n;
} walk;

/* The definition, word by word: Fiorucci et al. (2016), equations of the dynamic optimised theta
 * model; x is the first level, alpha and theta. */
static double slow_twin(const double *x, void *context)
{
    const walk *w = context;
    const double alpha = x[1], weight = 1 - 1 / x[2];
    double level = x[0], sum = 0;

    for (size_t t = 1; t <= w->n; t++) {
        double mean = 0, slope = 0;
        for (size_t i = 1; i < t; i++)
            mean += w->y[i - 1] / (double)(t - 1);
        for (size_t i = 1; i < t && t > 2; i++)
            slope += ((double)i - (double)t / 2) * w->y[i - 1] * 12 /
                     ((double)(t - 1) * ((double)(t - 1) * (double)(t - 1) - 1));
        const double fading = pow(1 - alpha, (double)(t - 1));
        const double line =
            fading * (mean - slope * (double)t / 2) + (1 - fading * (1 - alpha)) / alpha * slope;
        const double error = w->y[t - 1] - (t > 1 ? level + weight * line : level);
        sum += t > 2 ? error * error : 0;
        level += alpha * (w->y[t - 1] - level);
    }
    return sum;
}

static void finds_what_a_search_over_everything_finds(void **state)
{
    double y[40], mean[STEPS];
    fc_parameter list[2];
    uint32_t seed = 31;

    (void)state;
    for (size_t t = 0; t < 40; t++) {
        seed = seed * 1664525u + 1013904223u;
        y[t] =
            3 + 0.11 * (double)t + 1.3 * ((double)(seed >> 8) / (1 << 24)) + sin(0.2 * (double)t);
    }
    const fc_series train = {"q", y, 40, 1, 0};
    forecast("dotm", &train, mean, list);
    walk w = {y, 40};
    fc_unknown x[] = {{2, 1, -1e3, 1e3}, {0.5, -0.2, 0.1, 0.99}, {3, 2, 1, 100}};
    fc_minimize(slow_twin, &w, x, 3, MAX_EVALUATIONS, 1e-13);
    assert_close(list[0].value, x[1].value, 2e-3);
    assert_close(list[1].value, x[2].value, 2e-2);
}

static void a_straight_line_takes_the_largest_theta(void **state)
{
    double y[30], mean[STEPS];
    fc_parameter list[2];

    (void)state;
    for (size_t t = 0; t < 30; t++)
        y[t] = 12.7 + 0.83 * (double)t;
    const fc_series train = {"q", y, 30, 1, 0};
    forecast("otm", &train, mean, list);
    assert_close(list[1].value, 100, 1e-9);
    for (size_t h = 0; h < STEPS; h++)
        assert_close(mean[h], 12.7 + 0.83 * (double)(30 + h), 0.02);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forecasts_as_thetaf),
        cmocka_unit_test(finds_what_a_search_over_everything_finds),
        cmocka_unit_test(a_straight_line_takes_the_largest_theta),
    };
    return cmocka_run_group_tests(tests, make_scratch, free_scratch);
}
