/* test_pipeline_rolling.c - rolling as-of dates on two CRM data sets (../shared, skipped where
 * absent) and on the sample company. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/unit/pipeline_rolling.h"

static void assert_better_deal_by_deal(const rolling *r)
{
    for (size_t h = 0; h < ROLLING_LEADS; h++) {
        assert_true(r->brier[0][h] < r->brier[1][h]);
        assert_true(r->brier[0][h] < r->brier[2][h]);
    }
}

/* Bins with many deals lie near the diagonal. */
static void assert_reliable(const rolling *r, double off)
{
    for (size_t b = 0; b < ROLLING_BINS; b++)
        if (r->bins[b][0] > 200)
            assert_true(fabs(r->bins[b][1] - r->bins[b][2]) / r->bins[b][0] < off);
}

/* The least error of all methods that the blend is made of or held against. */
static double best_error(const rolling *r, int below, size_t lead)
{
    double best = INFINITY;

    for (int m = 0; m < ROLLING_METHODS; m++)
        if (m != ROLLING_BLEND && rolling_error(r, below, (rolling_method)m, lead) < best)
            best = rolling_error(r, below, (rolling_method)m, lead);
    return best;
}

static void on_regional_sales_learning_beats_constant_rates(void **state)
{
    const an_deals_options options = rolling_options("territory", NULL);
    rolling r;

    (void)state;
    if (access(ROLLING_MS, R_OK) != 0)
        skip();
    r = rolling_run(ROLLING_MS, &options, "fast", "2020-06", "2021-09");
    assert_true(r.n_days >= 6);
    for (int below = 0; below < 2; below++) {
        const double constant = rolling_error(&r, below, ROLLING_CONSTANT, 0);

        assert_true(rolling_error(&r, below, ROLLING_LEARNED, 0) < 0.85 * constant);
        for (size_t h = 0; h < ROLLING_LEADS; h++)
            assert_true(rolling_error(&r, below, ROLLING_BLEND, h) <=
                        1.02 * best_error(&r, below, h));
    }
    assert_better_deal_by_deal(&r);
    assert_reliable(&r, 0.15);
}

static void on_maven_learning_beats_constant_rates(void **state)
{
    const an_deals_options options = rolling_options("region", ROLLING_PRICES);
    char name[] = P_tmpdir "/gapcast-maven-XXXXXX";
    const int file = mkstemp(name);
    rolling r;
    bool joined;

    (void)state;
    assert_true(file >= 0);
    joined = rolling_join(name);
    if (joined)
        r = rolling_run(name, &options, "fast", "2017-04", "2017-11");
    close(file);
    unlink(name);
    if (!joined)
        skip();
    assert_true(r.n_days >= 6);
    for (int below = 0; below < 2; below++) {
        assert_true(rolling_error(&r, below, ROLLING_LEARNED, 0) <
                    0.85 * rolling_error(&r, below, ROLLING_CONSTANT, 0));
        assert_true(rolling_error(&r, below, ROLLING_BLEND, 0) <
                    rolling_error(&r, below, ROLLING_HISTORY, 0));
        assert_true(rolling_error(&r, below, ROLLING_BLEND, 1) <
                    rolling_error(&r, below, ROLLING_HISTORY, 1));
    }
    assert_true(rolling_error(&r, 1, ROLLING_BLEND, 0) <= 1.02 * best_error(&r, 1, 0));
    assert_true(rolling_error(&r, 1, ROLLING_BLEND, 1) <= 1.02 * best_error(&r, 1, 1));
    assert_better_deal_by_deal(&r);
}

static void on_the_sample_company_learning_beats_the_crm(void **state)
{
    const an_deals_options options = rolling_options("region", NULL);
    const rolling r =
        rolling_run("datasets/deals_snapshots", &options, "fast", "2025-12", "2026-05");

    (void)state;
    assert_int_equal(r.n_days, 6);
    assert_true(rolling_error(&r, 0, ROLLING_LEARNED, 0) <
                0.85 * rolling_error(&r, 0, ROLLING_WEIGHTED, 0));
    assert_better_deal_by_deal(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(on_regional_sales_learning_beats_constant_rates),
        cmocka_unit_test(on_maven_learning_beats_constant_rates),
        cmocka_unit_test(on_the_sample_company_learning_beats_the_crm),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
