/* test_futures.c - sums of simulated futures lie around the forecast, and only where they can. */
#include <gsl/gsl_errno.h>

#include "forecast/forecasts/futures.h"
#include "tests/unit/company.h"

enum { N = 200, HORIZON = 7 };

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

static double median_of(const double *values)
{
    double sorted[N];

    memcpy(sorted, values, sizeof sorted);
    qsort(sorted, N, sizeof *sorted, compare);
    return (sorted[N / 2 - 1] + sorted[N / 2]) / 2;
}

/* Slow twin: the same paths summed one by one, and moved as a whole. */
static void sums_are_those_of_the_paths_around_the_mean(void **state)
{
    static const fc_futures_span spans[] = {
        {0, 7, 1, 0}, {0, 3, 0.385, 512.25}, {4, 5, 1, 0}, {2, 7, 1, -31.5}};
    double paths[N * HORIZON], sums[N], twin[N];
    fixture f = {0};

    (void)state;
    add_company(&f, 40);
    assert_ok(try_run(&f, defaults(HORIZON)));
    for (size_t node = 0; node < 20; node++)
        for (size_t s = 0; s < 4; s++) {
            const double *mean = fc_forecasts_mean(f.forecasts, node);
            double expected = spans[s].known, move;

            assert_ok(fc_forecasts_paths(f.forecasts, node, paths));
            for (size_t i = 0; i < N; i++) {
                twin[i] = spans[s].known + spans[s].rest * paths[i * HORIZON + spans[s].first];
                for (size_t h = spans[s].first + 1; h < spans[s].end; h++)
                    twin[i] += paths[i * HORIZON + h];
            }
            expected += spans[s].rest * mean[spans[s].first];
            for (size_t h = spans[s].first + 1; h < spans[s].end; h++)
                expected += mean[h];
            move = expected - median_of(twin);
            for (size_t i = 0; i < N; i++)
                twin[i] += move;
            fc_futures_sum(f.forecasts, node, paths, &spans[s], sums);
            qsort(sums, N, sizeof *sums, compare);
            qsort(twin, N, sizeof *twin, compare);
            assert_close(fc_futures_mean(f.forecasts, node, &spans[s]), expected, 1e-12);
            for (size_t i = 0; i < N; i++)
                assert_close(sums[i], twin[i], 1e-9);
        }
    close_fixture(&f);
}

/* What hardly sells is not pulled below nothing, and what is known already stays. */
static void what_cannot_be_negative_does_not_become_so(void **state)
{
    const fc_futures_span span = {0, HORIZON, 1, 2.5};
    double paths[N * HORIZON], sums[N];
    uint32_t seed = 11;
    fixture f = {0};

    (void)state;
    for (fc_period p = 0; p < 40; p++)
        add(&f, "East", "bed", 600 + p, fmax(0.2, 2 + 9 * noise(&seed)));
    assert_ok(try_run(&f, defaults(HORIZON)));
    assert_ok(fc_forecasts_paths(f.forecasts, node(&f, "East", "bed"), paths));
    fc_futures_sum(f.forecasts, node(&f, "East", "bed"), paths, &span, sums);
    for (size_t i = 0; i < N; i++)
        assert_true(sums[i] >= 2.5);
    close_fixture(&f);
}

/* Mostly none is sold: half of all futures cannot lie above the mean, which is between none and
 * one, and no chance is told as if they did. */
static void those_of_an_intermittent_node_stay(void **state)
{
    const fc_futures_span span = {1, 2, 1, 0};
    double paths[N * HORIZON], sums[N];
    uint32_t seed = 5;
    size_t sold = 0;
    fixture f = {0};

    (void)state;
    for (fc_period p = 0; p < 60; p++)
        add(&f, "East", "bed", 600 + p, noise(&seed) > 0.2 ? 3 : 0);
    assert_ok(try_run(&f, defaults(HORIZON)));
    assert_ok(fc_forecasts_paths(f.forecasts, node(&f, "East", "bed"), paths));
    fc_futures_sum(f.forecasts, node(&f, "East", "bed"), paths, &span, sums);
    for (size_t i = 0; i < N; i++) {
        assert_close(sums[i], paths[i * HORIZON + 1], 0);
        sold += sums[i] >= fc_futures_mean(f.forecasts, node(&f, "East", "bed"), &span);
    }
    assert_true(sold > N / 10 && sold < N / 2);
    close_fixture(&f);
}

/* Days of a shop that is often closed: what moves the others leaves these at nothing. */
static void where_nothing_is_sold_nothing_is(void **state)
{
    const fc_futures_span span = {2, 3, 1, 0};
    double paths[N * HORIZON], sums[N];
    size_t none = 0;
    fixture f = {0};

    (void)state;
    add_company(&f, 40);
    assert_ok(try_run(&f, defaults(HORIZON)));
    assert_ok(fc_forecasts_paths(f.forecasts, 3, paths));
    for (size_t i = 0; i < N; i++)
        paths[i * HORIZON + 2] = i % 4 == 0 ? 0 : 0.5 * paths[i * HORIZON + 2];
    fc_futures_sum(f.forecasts, 3, paths, &span, sums);
    for (size_t i = 0; i < N; i++)
        none += sums[i] == 0;
    assert_int_equal(none, N / 4);
    assert_close(median_of(sums), fc_forecasts_mean(f.forecasts, 3)[2], 1e-12);
    for (size_t i = 0; i < N; i++)
        paths[i * HORIZON + 2] = i % 3 == 0 ? 5.25 : 0;
    fc_futures_sum(f.forecasts, 3, paths, &span, sums);
    assert_close(median_of(sums), 0, 0);
    close_fixture(&f);
}

static void nothing_ahead_is_what_is_known(void **state)
{
    double paths[N * HORIZON], sums[N];
    fixture f = {0};

    (void)state;
    add_company(&f, 30);
    assert_ok(try_run(&f, defaults(HORIZON)));
    assert_ok(fc_forecasts_paths(f.forecasts, 4, paths));
    fc_futures_sum(f.forecasts, 4, paths, &(fc_futures_span){.rest = 1, .known = 73.25}, sums);
    for (size_t i = 0; i < N; i++)
        assert_close(sums[i], 73.25, 0);
    close_fixture(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_are_those_of_the_paths_around_the_mean),
        cmocka_unit_test(what_cannot_be_negative_does_not_become_so),
        cmocka_unit_test(those_of_an_intermittent_node_stay),
        cmocka_unit_test(where_nothing_is_sold_nothing_is),
        cmocka_unit_test(nothing_ahead_is_what_is_known),
    };

    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
