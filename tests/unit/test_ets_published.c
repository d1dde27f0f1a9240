/* test_ets_published.c - exponential smoothing beside R's ets on oil and tourists: every form's
 * fitted values and forecasts from R's parameters, and likelihoods no worse than R's. */
#include <jansson.h>
#include <math.h>

#include "forecast/ets/ets.h"
#include "tests/unit/reference.h"
#include "tests/unit/scratch.h"

enum {
    LONGEST = 80,
    STEPS = 4,
};

typedef struct {
    const char *file, *series;
    size_t season_length;
} source;

static const source sources[] = {
    {"../shared/material/ets_r/expected_nonseasonal.json", "material/ets_r/data/oildata.csv", 1},
    {"../shared/material/ets_r/expected_seasonal.json", "material/ets_r/data/austourists.csv", 4},
};

static double first_of(const json_t *values, double otherwise)
{
    const json_t *value = json_is_array(values) ? json_array_get(values, 0) : values;

    return json_is_number(value) ? json_number_value(value) : otherwise;
}

static double number(const json_t *values, size_t i)
{
    const json_t *value = json_array_get(values, i);

    assert_true(json_is_number(value));
    return json_number_value(value);
}

/* "MAM" and whether its trend is damped; false for forms this library has not. */
static bool form_of(const char *name, bool damped, fc_ets_form *form)
{
    form->error = name[0] == 'A' ? FC_ETS_ADDITIVE : FC_ETS_MULTIPLICATIVE;
    form->trend = name[1] == 'N' ? FC_ETS_NONE : damped ? FC_ETS_DAMPED : FC_ETS_ADDITIVE;
    form->season = name[2] == 'N'   ? FC_ETS_NONE
                   : name[2] == 'A' ? FC_ETS_ADDITIVE
                                    : FC_ETS_MULTIPLICATIVE;
    return name[1] != 'M';
}

/* R lists the seasonal states from the latest backwards. */
static void start(const json_t *model, fc_ets_form form, size_t m, fc_ets *ets)
{
    const json_t *states = json_object_get(model, "initstate");
    size_t i = 0;

    *ets = (fc_ets){.form = form,
                    .alpha = first_of(json_object_get(model, "alpha"), 0),
                    .beta = first_of(json_object_get(model, "beta"), 0),
                    .gamma = first_of(json_object_get(model, "gamma"), 0),
                    .phi = first_of(json_object_get(model, "phi"), 1),
                    .season_length = form.season == FC_ETS_NONE ? 1 : m};
    ets->level = number(states, i++);
    if (form.trend != FC_ETS_NONE)
        ets->slope = number(states, i++);
    for (size_t s = 0; form.season != FC_ETS_NONE && s < m; s++)
        ets->season[m - 1 - s] = number(states, i++);
    if (form.season == FC_ETS_NONE)
        ets->season[0] = 0;
}

static void follows_r(const json_t *model, fc_ets_form form, const double *y, size_t n, size_t m)
{
    const json_t *fitted = json_object_get(model, "fitted");
    const json_t *forecast = json_object_get(model, "forecast");
    double mean[STEPS] = {0};
    fc_ets ets;

    start(model, form, m, &ets);
    for (size_t t = 0; t < n; t++) {
        assert_close(fc_ets_predict(&ets), number(fitted, t), 1e-6);
        fc_ets_update(&ets, y[t] - fc_ets_predict(&ets));
    }
    if (form.season == FC_ETS_MULTIPLICATIVE) /* R prints the mean of futures, not the point */
        return;
    fc_ets_add_forecast(&ets, 1, NULL, STEPS, mean);
    for (size_t h = 0; h < STEPS && h < json_array_size(forecast); h++)
        assert_close(mean[h], number(forecast, h), 1e-6);
}

/* On the scale of one, as models are fitted. */
static void no_less_likely_than_r(const json_t *model, fc_ets_form form, const double *y, size_t n,
                                  size_t m, const char *name)
{
    const double theirs = first_of(json_object_get(model, "loglik"), NAN);
    double scaled[LONGEST], fitted[LONGEST], size = 0, ours;
    const fc_series train = {.key = name, .y = scaled, .n = n, .season_length = m};
    fc_ets ets;

    for (size_t t = 0; t < n; t++)
        size += y[t] / (double)n;
    for (size_t t = 0; t < n; t++)
        scaled[t] = y[t] / size;
    assert_ok(fc_ets_fit(&train, form, FC_ETS_THOROUGH, fitted, scratch, &ets));
    ours = ets.log_likelihood - (double)n * log(size);
    if (!(ours >= theirs - 1e-3))
        fail_msg("%s: %.6f, R has %.6f", name, ours, theirs);
}

static size_t compare(const source *s, const json_t *root, const char *damped)
{
    reference table = reference_open(s->series);
    const json_t *models = json_object_get(root, damped), *model;
    double y[LONGEST];
    const size_t n = reference_series(&table, NULL, NULL, "y", y, LONGEST);
    size_t compared = 0;
    const char *name;

    json_object_foreach((json_t *)models, name, model)
    {
        fc_ets_form form;

        if (!form_of(name, damped[0] == 'T', &form) || !json_object_get(model, "fitted"))
            continue;
        follows_r(model, form, y, n, s->season_length);
        no_less_likely_than_r(model, form, y, n, s->season_length, name);
        compared++;
    }
    reference_close(&table);
    return compared;
}

static void every_form_is_as_in_r(void **state)
{
    size_t compared = 0;

    (void)state;
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        json_error_t error;
        json_t *root = json_load_file(sources[i].file, 0, &error);

        if (!root)
            skip();
        compared += compare(&sources[i], root, "TRUE") + compare(&sources[i], root, "FALSE");
        json_decref(root);
    }
    assert_true(compared >= 12);
}

/* Hyndman & Athanasopoulos, Forecasting: principles and practice, as statsmodels asserts them. */
static void levels_are_those_of_the_textbook(void **state)
{
    reference expected = reference_open("material/holt_winters_fpp/expected.csv");
    reference table = reference_open("material/holt_winters_fpp/data/oildata_oil.csv");
    const double alphas[] = {0.2, 0.6};
    double y[LONGEST];
    size_t compared = 0;

    (void)state;
    const size_t n = reference_series(&table, NULL, NULL, "y", y, LONGEST);
    for (size_t i = 0; i < 2; i++) {
        fc_ets ets = {.form = {FC_ETS_ADDITIVE, FC_ETS_NONE, FC_ETS_NONE},
                      .alpha = alphas[i],
                      .phi = 1,
                      .level = y[0],
                      .season_length = 1};
        for (size_t t = 0; t < n; t++) {
            fc_ets_update(&ets, y[t] - fc_ets_predict(&ets));
            for (size_t row = 1; row < expected.n_rows; row++)
                if (reference_is(&expected, row, "case", i ? "ses_0.6" : "ses_0.2") &&
                    reference_number(&expected, row, "index") == (double)t &&
                    reference_is(&expected, row, "quantity", "level")) {
                    assert_true(fabs(ets.level - reference_number(&expected, row, "value")) <=
                                reference_number(&expected, row, "abs_tol"));
                    compared++;
                }
        }
        for (size_t row = 1; row < expected.n_rows; row++)
            if (reference_is(&expected, row, "case", i ? "ses_0.6" : "ses_0.2") &&
                reference_is(&expected, row, "quantity", "forecast")) {
                assert_true(
                    fabs(fc_ets_predict(&ets) - reference_number(&expected, row, "value")) <=
                    reference_number(&expected, row, "abs_tol"));
                compared++;
            }
    }
    assert_true(compared >= 10);
    reference_close(&table);
    reference_close(&expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_form_is_as_in_r),
        cmocka_unit_test(levels_are_those_of_the_textbook),
    };
    return cmocka_run_group_tests(tests, make_scratch, free_scratch);
}
