/* test_arima.c - ARIMA against R's forecast package, Stata, and what must hold by definition. */
#include "forecast/arima/arima.h"
#include "forecast/model.h"
#include "tests/unit/reference.h"
#include "tests/unit/scratch.h"

enum { MAX_N = 1200, H = 12 };

static const fc_arma_effort thorough = {FC_ARMA_EXACT, 1e-10, 5};
static double y[MAX_N], fitted[MAX_N];
static const struct {
    const char *name;
    size_t m;
} sets[] = {{"AirPassengers", 12}, {"USAccDeaths", 12},   {"UKgas", 4}, {"co2", 12},
            {"gas", 12},           {"woolyrnq", 4},       {"lynx", 1},  {"ldeaths", 12},
            {"nottem", 12},        {"JohnsonJohnson", 4}, {"Nile", 1},  {"WWWusage", 1},
            {"gold", 1},           {"LakeHuron", 1}};

enum { N_SETS = sizeof sets / sizeof *sets };

/* The value of `key` of a model of params.csv; `absent` where there is none. */
static double r_value(const reference *params, const char *series, const char *model,
                      const char *key, double absent)
{
    for (size_t row = 1; row < params->n_rows; row++)
        if (reference_is(params, row, "series", series) &&
            reference_is(params, row, "model", model) && reference_is(params, row, "key", key))
            return reference_number(params, row, "value");
    return absent;
}

/* The likelihood that R's coefficients really have. */
static double likelihood_of_r(const reference *params, const char *series, const char *model,
                              const fc_arima_order *order, size_t n)
{
    static const char *const keys[] = {"ar", "sar", "ma", "sma"};
    const size_t size[] = {order->arma.p, order->arma.P, order->arma.q, order->arma.Q};
    fc_arma_estimate estimate = {0};
    fc_arma_data data;
    double beta, unit;
    size_t i = 0;

    for (size_t k = 0; k < 4; k++)
        for (size_t j = 1; j <= size[k]; j++) {
            char key[24];

            snprintf(key, sizeof key, "coef.%s%zu", keys[k], j);
            estimate.coefs[i++] = r_value(params, series, model, key, 0);
        }
    assert_ok(fc_arima_columns(y, n, order, 60, &data, &unit, scratch));
    assert_ok(fc_arma_evaluate(&order->arma, &data, FC_ARMA_EXACT, &estimate, &beta, scratch));
    return -estimate.deviance / 2 - (double)data.n * log(unit);
}

/* R starts differenced models with a diffuse prior of finite variance, which moves its likelihood
 * by up to 0.002; for AirPassengers as AR(1) it prints one that its coefficients do not have. */
static void likelihoods_are_never_below_those_of_r(void **state)
{
    static const struct {
        const char *name;
        fc_arima_order order;
    } models[] = {{"arima_100_ML", {.arma = {.p = 1}, .constant = true}},
                  {"arima_011_ML", {.arma = {.q = 1}, .d = 1}},
                  {"arima_111_ML", {.arma = {.p = 1, .q = 1}, .d = 1}},
                  {"arima_212_ML", {.arma = {.p = 2, .q = 2}, .d = 1}},
                  {"arima_011_011_ML", {.arma = {.q = 1, .Q = 1}, .d = 1, .D = 1}}};
    reference series = reference_open("reference/series.csv");
    reference params = reference_open("reference/params.csv");
    size_t compared = 0;

    (void)state;
    for (size_t i = 0; i < N_SETS * 5; i++) {
        const char *name = sets[i / 5].name;
        const char *model = models[i % 5].name;
        const double printed = r_value(&params, name, model, "loglik", NAN);
        const size_t n = reference_series(&series, "series", name, "value", y, MAX_N);
        fc_arima_order order = models[i % 5].order;
        fc_arima arima;

        if (isnan(printed))
            continue;
        order.arma.m = sets[i / 5].m;
        assert_ok(fc_arima_fit(y, n, &order, &thorough, &arima, fitted, scratch));
        if (-arima.estimate.deviance / 2 <
            fmin(printed, likelihood_of_r(&params, name, model, &order, n)) - 0.003)
            fail_msg("%s %s: %.6f, R has %.6f", name, model, -arima.estimate.deviance / 2, printed);
        fc_arima_release(&arima);
        compared++;
    }
    assert_int_equal(compared, 65);
    reference_close(&series);
    reference_close(&params);
}

static void forecasts_are_those_of_r(void **state)
{
    static const fc_arima_order order = {.arma = {.q = 1, .Q = 1}, .d = 1, .D = 1};
    reference series = reference_open("reference/series.csv");
    reference expected = reference_open("reference/forecasts.csv");
    double mean[H];
    size_t compared = 0;

    (void)state;
    for (size_t i = 0; i < N_SETS; i++) {
        const size_t n = reference_series(&series, "series", sets[i].name, "value", y, MAX_N);
        fc_arima_order seasonal = order;
        fc_arima arima;

        seasonal.arma.m = sets[i].m;
        if (sets[i].m == 1)
            continue;
        assert_ok(fc_arima_fit(y, n, &seasonal, &thorough, &arima, fitted, scratch));
        fc_arima_follow(&arima, NULL, H, mean);
        for (size_t row = 1; row < expected.n_rows; row++) {
            if (!reference_is(&expected, row, "series", sets[i].name) ||
                !reference_is(&expected, row, "model", "arima_011_011_ML"))
                continue;
            assert_close(mean[(size_t)reference_number(&expected, row, "h") - 1],
                         reference_number(&expected, row, "mean"), 1e-4);
            compared++;
        }
        fc_arima_release(&arima);
    }
    assert_int_equal(compared, 9 * H);
    reference_close(&series);
    reference_close(&expected);
}

/* Chosen models are at least as good by the criterion as those of auto.arima. */
static void chosen_orders_are_at_least_as_good_as_those_of_r(void **state)
{
    reference series = reference_open("reference/series.csv");
    reference params = reference_open("reference/params.csv");

    (void)state;
    for (size_t i = 0; i < N_SETS; i++) {
        const double printed = r_value(&params, sets[i].name, "auto.arima_stepwise", "aicc", NAN);
        const fc_series train = {
            .key = sets[i].name,
            .y = y,
            .n = reference_series(&series, "series", sets[i].name, "value", y, MAX_N),
            .season_length = sets[i].m};
        fc_parameter list[32];
        fc_model *model;
        size_t n;

        assert_ok(fc_model_fit(fc_model_find("arima"), &train, scratch, &model));
        n = fc_model_parameters(model, list, 32);
        assert_string_equal(list[n - 1].name, "aicc");
        if (list[n - 1].value > printed + 0.2)
            fail_msg("%s: AICc %.4f, R has %.4f", sets[i].name, list[n - 1].value, printed);
        fc_model_free(model);
    }
    reference_close(&series);
    reference_close(&params);
}

/* Lines of the form "arima wpi, arima(3,2,0) sarima(1,0,0,4) noconstant vce(oim)". */
static bool read_stata(const char *line, fc_arima_order *o)
{
    const char *plain = strstr(line, " arima(");
    const char *seasonal = strstr(line, "sarima(");

    *o = (fc_arima_order){.arma = {.m = 1}};
    if (strncmp(line, "arima wpi, ", 11) || strstr(line, "diffuse"))
        return false;
    if (plain && sscanf(plain, " arima(%zu,%zu,%zu)", &o->arma.p, &o->d, &o->arma.q) != 3)
        return false;
    return !seasonal || sscanf(seasonal, "sarima(%zu,%zu,%zu,%zu)", &o->arma.P, &o->D, &o->arma.Q,
                               &o->arma.m) == 4;
}

static void likelihoods_are_never_below_those_of_stata(void **state)
{
    reference data = reference_open("material/arima_stata/data/wpi1.csv");
    reference expected = reference_open("material/arima_stata/expected_coverage.csv");
    const size_t n = reference_series(&data, NULL, NULL, "wpi", y, MAX_N);
    size_t compared = 0;

    (void)state;
    for (size_t row = 1; row < expected.n_rows; row++) {
        const double printed = reference_number(&expected, row, "llf");
        fc_arima_order order;
        fc_arima arima;

        if (!read_stata(reference_text(&expected, row, "mod"), &order))
            continue;
        assert_ok(fc_arima_fit(y, n, &order, &thorough, &arima, fitted, scratch));
        if (-arima.estimate.deviance / 2 < printed - 0.1)
            fail_msg("%s: %.4f", reference_text(&expected, row, "mod"),
                     -arima.estimate.deviance / 2);
        fc_arima_release(&arima);
        compared++;
    }
    assert_int_equal(compared, 20);
    reference_close(&data);
    reference_close(&expected);
}

static double stata(const reference *expected, const char *name, const char *quantity, int index)
{
    for (size_t row = 1; row < expected->n_rows; row++)
        if (reference_is(expected, row, "case", name) &&
            reference_is(expected, row, "quantity", quantity) &&
            (int)reference_number(expected, row, "index") == index)
            return reference_number(expected, row, "value");
    fail_msg("no %s of %s", quantity, name);
    return NAN;
}

static void parameters_are_those_of_stata(void **state)
{
    reference data = reference_open("material/arima_stata/data/wpi1.csv");
    reference expected = reference_open("material/arima_stata/expected.csv");
    const fc_arima_order order = {.arma = {.p = 1, .q = 1, .m = 1}, .d = 1, .constant = true};
    const size_t n = reference_series(&data, NULL, NULL, "wpi", y, MAX_N);
    const char *name = "wpi1_stationary";
    fc_arima arima;

    (void)state;
    assert_ok(fc_arima_fit(y, n, &order, &thorough, &arima, fitted, scratch));
    assert_close(-arima.estimate.deviance / 2, stata(&expected, name, "loglike", 0), 1e-6);
    assert_close(arima.estimate.coefs[0], stata(&expected, name, "params_ar", 0), 1e-3);
    assert_close(arima.estimate.coefs[1], stata(&expected, name, "params_ma", 0), 1e-3);
    assert_close(arima.estimate.sigma2, stata(&expected, name, "params_variance", 0), 1e-3);
    assert_close(arima.mean, stata(&expected, name, "params_mean", 0), 1e-3);
    fc_arima_release(&arima);
    reference_close(&data);
    reference_close(&expected);
}

/* Differenced logarithms with a mean and moving averages at lags 1 and 4 only. */
static void the_likelihood_at_given_coefficients_is_that_of_stata(void **state)
{
    reference data = reference_open("material/arima_stata/data/wpi1.csv");
    reference expected = reference_open("material/arima_stata/expected.csv");
    const fc_arima_order order = {.arma = {.p = 1, .q = 4, .m = 1}, .d = 1, .constant = true};
    const char *name = "wpi1_seasonal";
    const size_t n = reference_series(&data, NULL, NULL, "wpi", y, MAX_N);
    fc_arma_estimate estimate = {.coefs = {stata(&expected, name, "params_ar", 0),
                                           stata(&expected, name, "params_ma", 0), 0, 0,
                                           stata(&expected, name, "params_ma", 1)}};
    fc_arma_data d;
    double mean, unit;

    (void)state;
    for (size_t t = 0; t < n; t++)
        y[t] = log(y[t]);
    assert_ok(fc_arima_columns(y, n, &order, 4, &d, &unit, scratch));
    assert_ok(fc_arma_evaluate(&order.arma, &d, FC_ARMA_EXACT, &estimate, &mean, scratch));
    assert_close(-estimate.deviance / 2 - (double)d.n * log(unit),
                 stata(&expected, name, "loglike", 0), 1e-6);
    assert_close(mean * unit, stata(&expected, name, "params_mean", 0), 1e-3);
    reference_close(&data);
    reference_close(&expected);
}

static void regression_with_arma_errors_is_that_of_stata(void **state)
{
    static double columns[3 * MAX_N];
    reference data = reference_open("material/arima_stata/data/friedman2.csv");
    reference expected = reference_open("material/arima_stata/expected.csv");
    const fc_arma_order order = {.p = 1, .q = 1, .m = 1};
    const char *name = "friedman2_mle";
    fc_arma_data d = {.columns = columns, .n_columns = 3, .stride = MAX_N};
    fc_arma_estimate estimate;
    double beta[2];

    (void)state;
    d.n = reference_series(&data, NULL, NULL, "consump", columns, MAX_N);
    reference_series(&data, NULL, NULL, "m2", columns + 2 * MAX_N, MAX_N);
    d.n = 92; /* to 1981-Q4 */
    for (size_t t = 0; t < d.n; t++)
        columns[MAX_N + t] = 1;
    assert_ok(fc_arma_fit(&order, &d, &thorough, &estimate, beta, scratch));
    assert_close(-estimate.deviance / 2, stata(&expected, name, "loglike", 0), 1e-5);
    assert_close(estimate.coefs[0], stata(&expected, name, "params_ar", 0), 1e-3);
    assert_close(estimate.coefs[1], stata(&expected, name, "params_ma", 0), 1e-3);
    assert_close(beta[1], stata(&expected, name, "params_exog", 1), 1e-3);
    reference_close(&data);
    reference_close(&expected);
}

/* Numbers without a pattern, the same on every run. */
static void noise(double *x, size_t n)
{
    unsigned long long s = 20260315;

    for (size_t t = 0; t < n; t++) {
        s = s * 6364136223846793005ULL + 1442695040888963407ULL;
        x[t] = (double)(s >> 40) / (double)(1 << 23) - 1;
    }
}

/* White noise differenced once too often is a moving average with a unit root. */
static void finds_an_optimum_on_the_boundary(void **state)
{
    const fc_arima_order order = {.arma = {.q = 1, .m = 1}, .d = 1};
    fc_arima arima;

    (void)state;
    noise(y, 83);
    assert_ok(fc_arima_fit(y, 83, &order, &thorough, &arima, fitted, scratch));
    assert_close(arima.estimate.coefs[0], -1, 1e-3);
    fc_arima_release(&arima);
}

/* With a period of its own, a value continues by the same difference equation that made it. */
static void a_future_follows_the_difference_equation(void **state)
{
    const fc_arima_order order = {
        .arma = {.p = 2, .P = 1, .q = 1, .Q = 1, .m = 4}, .d = 1, .D = 1, .constant = false};
    double path[H], mean[H], errors[H] = {0};
    fc_arima arima;

    (void)state;
    noise(y, 61);
    for (size_t t = 1; t < 61; t++)
        y[t] += y[t - 1] + (double)(t % 4);
    assert_ok(fc_arima_fit(y, 61, &order, &thorough, &arima, fitted, scratch));
    fc_arima_follow(&arima, NULL, H, mean);
    fc_arima_follow(&arima, errors, H, path);
    for (size_t i = 0; i < H; i++)
        assert_close(path[i], mean[i], 1e-12);
    errors[0] = 1.25; /* now its weights: 1, then psi_1 = phi_1 + 1 + theta_1, ... */
    fc_arima_follow(&arima, errors, H, path);
    assert_close(path[0] - mean[0], 1.25, 1e-9);
    assert_close(path[1] - mean[1], 1.25 * (arima.estimate.coefs[0] + 1 + arima.estimate.coefs[3]),
                 1e-9);
    fc_arima_release(&arima);
}

static void fitted_values_start_after_the_differences(void **state)
{
    const fc_arima_order order = {.arma = {.p = 1, .m = 4}, .d = 1, .D = 1};
    fc_arima arima;

    (void)state;
    noise(y, 40);
    assert_ok(fc_arima_fit(y, 40, &order, &thorough, &arima, fitted, scratch));
    for (size_t t = 0; t < 40; t++)
        assert_int_equal(isnan(fitted[t]), t < 5);
    fc_arima_release(&arima);
}

/* Nothing was observed at the end: the same as not having waited for it. */
static void missing_values_at_the_end_are_forecast_through(void **state)
{
    const fc_arima_order order = {.arma = {.q = 1, .Q = 1, .m = 4}, .d = 1, .D = 1};
    double mean[H], later[H];
    fc_arima arima;

    (void)state;
    noise(y, 64);
    for (size_t t = 1; t < 64; t++)
        y[t] = y[t] + 0.9 * y[t - 1] + 20 + 5 * (double)(t % 4);
    assert_ok(fc_arima_fit(y, 60, &order, &thorough, &arima, fitted, scratch));
    fc_arima_follow(&arima, NULL, H, mean);
    fc_arima_release(&arima);
    for (size_t t = 60; t < 64; t++)
        y[t] = NAN;
    assert_ok(fc_arima_fit(y, 64, &order, &thorough, &arima, fitted, scratch));
    fc_arima_follow(&arima, NULL, H, later);
    fc_arima_release(&arima);
    for (size_t i = 4; i < H; i++)
        assert_close(later[i - 4], mean[i], 1e-4);
    assert_true(isnan(fitted[62]) && isfinite(fitted[59]));
}

/* A missing value costs its share of the likelihood and no more. */
static void gaps_inside_count_as_not_observed(void **state)
{
    const fc_arima_order order = {.arma = {.p = 1, .m = 1}, .constant = true};
    fc_arima whole, gaps;

    (void)state;
    noise(y, 90);
    for (size_t t = 1; t < 90; t++)
        y[t] = 0.6 * y[t - 1] + y[t] + 1.5;
    assert_ok(fc_arima_fit(y, 90, &order, &thorough, &whole, fitted, scratch));
    for (size_t t = 11; t < 90; t += 10)
        y[t] = NAN;
    assert_ok(fc_arima_fit(y, 90, &order, &thorough, &gaps, fitted, scratch));
    assert_int_equal(whole.estimate.n, 90);
    assert_int_equal(gaps.estimate.n, 82);
    assert_close(gaps.estimate.coefs[0], whole.estimate.coefs[0], 0.3);
    assert_close(gaps.mean, whole.mean, 0.1);
    fc_arima_release(&whole);
    fc_arima_release(&gaps);
}

static void an_exact_line_is_continued(void **state)
{
    const fc_series train = {.key = "line", .y = y, .n = 24, .season_length = 4};
    double mean[H];
    fc_model *model;
    char text[64];

    (void)state;
    for (size_t t = 0; t < 24; t++)
        y[t] = 12.5 + 0.75 * (double)t;
    assert_ok(fc_model_fit(fc_model_find("arima"), &train, scratch, &model));
    assert_ok(fc_model_forecast(model, H, mean));
    fc_model_describe(model, text, sizeof text);
    assert_string_equal(text, "arima(0,1,0) with drift");
    for (size_t i = 0; i < H; i++)
        assert_close(mean[i], 12.5 + 0.75 * (double)(24 + i), 1e-9);
    fc_model_free(model);
}

static void four_positive_values_keep_their_mean(void **state)
{
    static const double few[] = {512.4, 897.1, 403.8, 611.5};
    const fc_series train = {.key = "few", .y = few, .n = 4, .season_length = 12};
    double mean[H];
    fc_model *model;

    (void)state;
    assert_ok(fc_model_fit(fc_model_find("arima"), &train, scratch, &model));
    assert_ok(fc_model_forecast(model, H, mean));
    for (size_t i = 0; i < H; i++)
        assert_true(mean[i] > 403 && mean[i] < 898);
    fc_model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(likelihoods_are_never_below_those_of_r),
        cmocka_unit_test(forecasts_are_those_of_r),
        cmocka_unit_test(chosen_orders_are_at_least_as_good_as_those_of_r),
        cmocka_unit_test(likelihoods_are_never_below_those_of_stata),
        cmocka_unit_test(parameters_are_those_of_stata),
        cmocka_unit_test(the_likelihood_at_given_coefficients_is_that_of_stata),
        cmocka_unit_test(regression_with_arma_errors_is_that_of_stata),
        cmocka_unit_test(finds_an_optimum_on_the_boundary),
        cmocka_unit_test(a_future_follows_the_difference_equation),
        cmocka_unit_test(fitted_values_start_after_the_differences),
        cmocka_unit_test(missing_values_at_the_end_are_forecast_through),
        cmocka_unit_test(gaps_inside_count_as_not_observed),
        cmocka_unit_test(an_exact_line_is_continued),
        cmocka_unit_test(four_positive_values_keep_their_mean),
    };

    return cmocka_run_group_tests(tests, make_scratch, free_scratch);
}
