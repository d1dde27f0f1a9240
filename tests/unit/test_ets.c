/* test_ets.c - exponential smoothing: derivatives, edges of the box, and R's likelihoods. */
#include <stdlib.h>

#include "forecast/ets/ets_private.h"
#include "tests/unit/reference.h"
#include "tests/unit/scratch.h"

enum { LONGEST = 600, FORMS = 18 };

static double noise(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return (double)(*state >> 8) / (1 << 24) - 0.5;
}

static void fill(double *y, size_t n)
{
    uint32_t seed = 2026;

    for (size_t t = 0; t < n; t++)
        y[t] = (1 + 0.01 * (double)t) * (1 + 0.2 * (t % 4 == 1) - 0.1 * (t % 4 == 3)) *
               (1 + 0.1 * noise(&seed));
}

static fc_ets_form form_number(size_t i)
{
    static const fc_ets_part errors[] = {FC_ETS_ADDITIVE, FC_ETS_MULTIPLICATIVE};
    static const fc_ets_part trends[] = {FC_ETS_NONE, FC_ETS_ADDITIVE, FC_ETS_DAMPED};
    static const fc_ets_part seasons[] = {FC_ETS_NONE, FC_ETS_ADDITIVE, FC_ETS_MULTIPLICATIVE};

    return (fc_ets_form){errors[i % 2], trends[i / 2 % 3], seasons[i / 6]};
}

static void derivatives_are_those_of_the_errors(void **state)
{
    enum { N = 24, STATES = 9 };
    static const double values[] = {0.31, 0.23, 0.93, 0.17, 0.97, 0.012, 1.06, 1.13, 0.95};
    double y[N], fitted[N], work[3 * N], errors[N], ahead[N], behind[N];
    double slopes[N * FC_ETS_WIDTH];

    (void)state;
    fill(y, N);
    y[7] = NAN;
    const fc_series train = {.key = "q", .y = y, .n = N, .season_length = 4};
    for (size_t f = 0; f < FORMS; f++) {
        fc_ets_estimation e = {.train = &train, .fitted = fitted, .work = work};
        double x[FC_ETS_WIDTH] = {0};
        e.first = (fc_ets){.form = form_number(f), .phi = 1, .season_length = 1};
        if (e.first.form.season != FC_ETS_NONE)
            e.first.season_length = 4;
        fc_ets_lay_out(&e, false);
        const size_t place[STATES] = {e.alpha, e.beta_share, e.phi,        e.gamma_share, e.level,
                                      e.slope, e.season,     e.season + 1, e.season + 2};
        for (size_t i = 0; i < STATES; i++)
            x[place[i]] = values[i];
        for (size_t i = 0; i < 3 && e.first.form.season == FC_ETS_ADDITIVE; i++)
            x[e.season + i] -= 1;
        assert_true(fc_ets_errors(x, errors, &e));
        fc_ets_slopes(x, errors, slopes, &e);
        for (size_t k = 0; k < e.n; k++) {
            const double at = x[k], step = 1e-5;
            x[k] = at + step;
            assert_true(fc_ets_errors(x, ahead, &e));
            x[k] = at - step;
            assert_true(fc_ets_errors(x, behind, &e));
            x[k] = at;
            for (size_t t = 0; t < N; t++)
                assert_true(fabs(slopes[k * N + t] - (ahead[t] - behind[t]) / (2 * step)) < 1e-6);
        }
    }
}

static void changes_that_go_on_take_the_largest_alpha(void **state)
{
    double y[120], fitted[120];
    uint32_t seed = 99;
    fc_ets ets;

    (void)state;
    y[0] = y[1] = 1;
    for (size_t t = 2; t < 120; t++)
        y[t] = y[t - 1] + 0.5 * (y[t - 1] - y[t - 2]) + 0.05 * noise(&seed);
    const fc_series train = {.key = "walk", .y = y, .n = 120, .season_length = 1};
    assert_ok(fc_ets_fit(&train, (fc_ets_form){FC_ETS_ADDITIVE, FC_ETS_NONE, FC_ETS_NONE},
                         FC_ETS_THOROUGH, fitted, scratch, &ets));
    assert_close(ets.alpha, 0.9999, 1e-9);
}

static void noise_around_a_level_takes_the_least_alpha(void **state)
{
    double y[120], fitted[120];
    fc_ets ets;

    (void)state;
    for (size_t t = 0; t < 120; t++)
        y[t] = 1 + (t % 2 ? 0.1 : -0.1) + (t % 3 ? 0.03 : -0.06);
    const fc_series train = {.key = "noise", .y = y, .n = 120, .season_length = 1};
    assert_ok(fc_ets_fit(&train, (fc_ets_form){FC_ETS_ADDITIVE, FC_ETS_NONE, FC_ETS_NONE},
                         FC_ETS_THOROUGH, fitted, scratch, &ets));
    assert_close(ets.alpha, 1e-4, 1e-9);
}

static fc_ets_part part_of(const char *letters)
{
    return !strcmp(letters, "A")    ? FC_ETS_ADDITIVE
           : !strcmp(letters, "Ad") ? FC_ETS_DAMPED
           : !strcmp(letters, "M")  ? FC_ETS_MULTIPLICATIVE
                                    : FC_ETS_NONE;
}

/* From "ETS(M,Ad,M)". */
static fc_ets_form form_of(const char *method)
{
    char error[4], trend[4], season[4];

    assert_int_equal(sscanf(method, "ETS(%3[^,],%3[^,],%3[^)])", error, trend, season), 3);
    return (fc_ets_form){part_of(error), part_of(trend), part_of(season)};
}

/* The likelihood of a series scaled to mean size 1, in the units of the series. */
static double likelihood(const char *name, fc_ets_form form, const reference *series)
{
    double y[LONGEST], fitted[LONGEST], size = 0, season[1] = {1};
    const size_t n = reference_series(series, "series", name, "value", y, LONGEST);
    fc_ets ets;

    reference_series(series, "series", name, "frequency", season, 1);
    for (size_t t = 0; t < n; t++)
        size += fabs(y[t]) / (double)n;
    for (size_t t = 0; t < n; t++)
        y[t] /= size;
    const fc_series train = {.key = name, .y = y, .n = n, .season_length = (size_t)season[0]};
    assert_ok(fc_ets_fit(&train, form, FC_ETS_THOROUGH, fitted, scratch, &ets));
    return ets.log_likelihood - (double)n * log(size);
}

static void likelihoods_are_never_below_r(void **state)
{
    reference series = reference_open("reference/series.csv");
    reference figures = reference_open("reference/params.csv");
    fc_ets_form form = {0};
    size_t compared = 0;

    (void)state;
    for (size_t row = 1; row < figures.n_rows; row++) {
        if (strncmp(reference_text(&figures, row, "model"), "ets_", 4))
            continue;
        if (reference_is(&figures, row, "key", "method"))
            form = form_of(reference_text(&figures, row, "value"));
        if (!reference_is(&figures, row, "key", "loglik"))
            continue;
        const char *const name = reference_text(&figures, row, "series");
        const double theirs = reference_number(&figures, row, "value");
        const double ours = likelihood(name, form, &series);
        if (ours < theirs - 0.1)
            fail_msg("%s %s: %.3f, R has %.3f", name, reference_text(&figures, row, "model"), ours,
                     theirs);
        compared++;
    }
    assert_true(compared > 100);
    reference_close(&figures);
    reference_close(&series);
}

/* Without errors the likelihood has no bound; the average of forms still has weights. */
static void what_repeats_exactly_goes_on_so(void **state)
{
    double y[40], mean[4];
    const fc_series train = {.key = "saw", .y = y, .n = 40, .season_length = 4};
    fc_model *model;
    char text[64];

    (void)state;
    for (size_t t = 0; t < 40; t++)
        y[t] = t % 2 ? 1.5 : 103.75;
    assert_ok(fc_model_fit(fc_model_find("ets-aicw"), &train, scratch, &model));
    fc_model_describe(model, text, sizeof text);
    assert_null(strstr(text, "failed"));
    assert_ok(fc_model_forecast(model, 4, mean));
    for (size_t h = 0; h < 4; h++)
        assert_close(mean[h], y[h], 1e-6);
    fc_model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(derivatives_are_those_of_the_errors),
        cmocka_unit_test(changes_that_go_on_take_the_largest_alpha),
        cmocka_unit_test(noise_around_a_level_takes_the_least_alpha),
        cmocka_unit_test(likelihoods_are_never_below_r),
        cmocka_unit_test(what_repeats_exactly_goes_on_so),
    };
    return cmocka_run_group_tests(tests, make_scratch, free_scratch);
}
