/* test_temporal.c - forecasts of a series and of its longer sums that agree: against their
 * definition, against the thief model, and chosen only where they help. */
#include "forecast/temporal.h"

#include "tests/unit/company.h"

enum { N = 130, YEAR = 12, HORIZON = 17 };

static void fill_series(double *y, size_t n, size_t m)
{
    uint32_t seed = 77;

    for (size_t t = 0; t < n; t++)
        y[t] = (50.0 + 0.4 * (double)t) * (1.0 + 0.2 * sin(6.2832 * (double)t / (double)m)) +
               9.0 * noise(&seed);
}

/* mean[horizon] of the type, with longer spans; returns how many took part. */
static size_t forecast(const char *name, const fc_series *series, size_t horizon, double *mean)
{
    const fc_model_type *type = fc_model_find(name);
    fc_scratch *scratch;
    fc_model *model;
    size_t spans;

    assert_ok(fc_scratch_new(&scratch));
    assert_ok(fc_model_fit(type, series, scratch, &model));
    assert_ok(fc_temporal_forecast(type, series, model, scratch, horizon, mean, &spans));
    fc_model_free(model);
    fc_scratch_free(scratch);
    return spans;
}

static void alone(const char *name, const fc_series *series, size_t horizon, double *mean)
{
    fc_scratch *scratch;
    fc_model *model;

    assert_ok(fc_scratch_new(&scratch));
    assert_ok(fc_model_fit(fc_model_find(name), series, scratch, &model));
    assert_ok(fc_model_forecast(model, horizon, mean));
    fc_model_free(model);
    fc_scratch_free(scratch);
}

/* Solves a[4 x 4] x = b. */
static void solve_four(double a[4][4], double *b)
{
    for (size_t k = 0; k < 4; k++)
        for (size_t i = 0; i < 4; i++) {
            const double share = i == k ? 0 : a[i][k] / a[k][k];

            for (size_t j = 0; j < 4; j++)
                a[i][j] -= share * a[k][j];
            b[i] -= share * b[k];
        }
    for (size_t k = 0; k < 4; k++)
        b[k] /= a[k][k];
}

/* Quarters, half years and years of a quarterly series, a season at a time: the sum over all
 * forecasts of (forecast - sum of its quarters)^2 / span is least. */
static void forecasts_are_the_nearest_that_add_up(void **state)
{
    static const size_t spans[] = {1, 2, 4};
    double y[42], ahead[3][8], mean[7];
    const fc_series series = {"q", y, 42, 4, 0};

    (void)state;
    fill_series(y, 42, 4);
    for (size_t l = 0; l < 3; l++) {
        const size_t span = spans[l], n = 42 / span;
        double sums[42] = {0};
        const fc_series longer = {"q", sums, n, 4 / span, 0};

        for (size_t t = 0; t < n * span; t++)
            sums[t / span] += y[42 - n * span + t];
        alone("dotm", &longer, 8 / span, ahead[l]);
    }
    assert_int_equal(forecast("dotm", &series, 7, mean), 2);
    for (size_t season = 0; season < 2; season++) {
        double a[4][4] = {{0}}, b[4] = {0};

        for (size_t l = 0; l < 3; l++)
            for (size_t i = 0; i < 4; i++) {
                const size_t span = spans[l], block = i / span;

                b[i] += ahead[l][season * (4 / span) + block] / (double)span;
                for (size_t j = 0; j < 4; j++)
                    a[i][j] += j / span == block ? 1.0 / (double)span : 0.0;
            }
        solve_four(a, b);
        for (size_t i = 0; i < 4 && season * 4 + i < 7; i++)
            assert_close(mean[season * 4 + i], b[i], 1e-10);
    }
}

static void with_its_model_it_is_thief(void **state)
{
    double y[N], mean[HORIZON], thief[HORIZON];
    const fc_series series = {"m", y, N, YEAR, 0};

    (void)state;
    fill_series(y, N, YEAR);
    assert_int_equal(forecast("ets-sa", &series, HORIZON, mean), 5);
    alone("thief", &series, HORIZON, thief);
    for (size_t h = 0; h < HORIZON; h++)
        assert_close(mean[h], thief[h], 1e-8);
}

static void without_longer_spans_it_is_the_model(void **state)
{
    static const struct {
        size_t n, season;
    } cases[] = {{40, 1}, {13, 12}, {9, 4}};

    (void)state;
    for (size_t c = 0; c < 3; c++) {
        double y[N], mean[5], own[5];
        const fc_series series = {"s", y, cases[c].n, cases[c].season, 0};

        fill_series(y, cases[c].n, 6);
        assert_int_equal(forecast("ses", &series, 5, mean), 0);
        alone("ses", &series, 5, own);
        assert_memory_equal(mean, own, sizeof own);
    }
}

static void odd_histories_stay_sound(void **state)
{
    static double y[N];
    const fc_series series = {"odd", y, N, YEAR, 0};
    double mean[HORIZON];

    (void)state;
    for (size_t c = 0; c < 5; c++) {
        fill_series(y, N, YEAR);
        for (size_t t = 0; t < N; t++)
            y[t] = c == 0   ? 0
                   : c == 1 ? 7.25
                   : c == 2 ? fmax(y[t] - 100, 0) * (double)(t % 5 == 0)
                   : c == 3 ? (t % 17 == 3 ? NAN : y[t])
                            : y[t] * 1e200;
        forecast("auto", &series, HORIZON, mean);
        for (size_t h = 0; h < HORIZON; h++)
            assert_true(isfinite(mean[h]) && mean[h] >= 0);
        for (size_t h = 0; c < 2 && h < HORIZON; h++)
            assert_close(mean[h], y[0], 1e-12);
    }
}

static void a_company_adds_up_over_nodes_and_time(void **state)
{
    fc_forecast_options options = defaults(14);
    fixture f = {0};

    (void)state;
    options.temporal = FC_TEMPORAL_ON;
    add_company(&f, 60);
    assert_ok(try_run(&f, options));
    assert_coherent(&f);
    assert_sound(&f);
    assert_true(fc_forecasts_temporal(f.forecasts)->used);
    for (size_t i = 0; i < 20; i++)
        assert_non_null(strstr(fc_forecasts_model(f.forecasts, i), " + longer spans"));
    close_fixture(&f);
}

/* 12 cells of a constant and noise, or of a random walk: sums average noise out, but of a walk they
 * only blur what is known best, its last value. */
static void add_cells(fixture *f, bool walk)
{
    static const char *const names[] = {"a", "b", "c", "d"};

    for (size_t c = 0; c < 12; c++) {
        uint32_t seed = (uint32_t)c * 104729u + 11u;
        double level = 100;

        for (fc_period p = 0; p < 96; p++) {
            const double shock = 20 * noise(&seed);

            level += walk ? shock : 0;
            add(f, names[c / 4], names[c % 4], 600 + p, walk ? level : level + shock);
        }
    }
}

static void longer_spans_are_chosen_where_they_helped(void **state)
{
    (void)state;
    for (size_t walk = 0; walk < 2; walk++) {
        fc_forecast_options options = defaults(6);
        const fc_temporal_verdict *verdict;
        fixture f = {0};

        options.model = "naive";
        options.temporal = FC_TEMPORAL_AUTO;
        add_cells(&f, walk == 1);
        assert_ok(try_run(&f, options));
        verdict = fc_forecasts_temporal(f.forecasts);
        assert_int_equal(verdict->origins, 4);
        assert_int_equal(verdict->series, 20);
        assert_true(walk ? verdict->won < 3 : verdict->won >= 3);
        assert_true(verdict->used == (walk == 0));
        assert_true(walk ? verdict->ratio > 1.02 : verdict->ratio < 0.9);
        assert_true((strstr(fc_forecasts_model(f.forecasts, 0), "longer") != NULL) == (walk == 0));
        close_fixture(&f);
    }
}

static void short_histories_are_not_judged(void **state)
{
    fc_forecast_options options = defaults(12);
    fixture f = {0};

    (void)state;
    options.temporal = FC_TEMPORAL_AUTO;
    add_company(&f, 30);
    assert_ok(try_run(&f, options));
    assert_false(fc_forecasts_temporal(f.forecasts)->used);
    assert_int_equal(fc_forecasts_temporal(f.forecasts)->origins, 0);
    close_fixture(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forecasts_are_the_nearest_that_add_up),
        cmocka_unit_test(with_its_model_it_is_thief),
        cmocka_unit_test(without_longer_spans_it_is_the_model),
        cmocka_unit_test(odd_histories_stay_sound),
        cmocka_unit_test(a_company_adds_up_over_nodes_and_time),
        cmocka_unit_test(longer_spans_are_chosen_where_they_helped),
        cmocka_unit_test(short_histories_are_not_judged),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
