/* test_pipeline_rolling.c - rolling as-of dates on two CRM data sets (../shared, skipped where
 * absent) and on the sample company. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analysis/pipeline/win_record.h"
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

/* The record that the report prints, against month ends gone through one by one. */
static void the_record_of_chances_is_that_of_the_long_way(void **state)
{
    static const char *const FILES[] = {"datasets/deals.csv"};
    const an_deals_options options = rolling_options("region", NULL);
    an_problems *found;
    an_deals *deals;
    an_book *book;
    an_win_record record;
    rolling r = {0};
    double deals_of[2] = {0}, won = 0;

    (void)state;
    assert_ok(an_problems_new(&found));
    assert_ok(an_deals_read(FILES, 1, &options, found, &deals));
    assert_ok(an_book_new(deals, &book));
    assert_ok(an_win_record_make(book, &record));
    assert_int_equal(record.n_days, 12);
    for (fc_period back = 1; back <= 12; back++) {
        const fc_period last = book->now - 1 - back;
        const an_outlook_options how = {.horizon = ROLLING_LEADS};
        an_deals view;
        an_outlook *o;

        assert_ok(an_deals_cut(deals, fc_calendar_end(&deals->calendar, last), &view));
        assert_ok(an_outlook_new(book, &view, &how, &o));
        rolling_score_deals(deals, o, last, back < 3 ? (size_t)back : 3, &r);
        an_outlook_free(o);
        free(view.deals);
    }
    for (size_t h = 0; h < ROLLING_LEADS; h++) {
        assert_close(record.deals[h], r.deals[h], 0);
        assert_close(record.brier[AN_SAID_LEARNED][h], r.brier[0][h] / r.deals[h], 1e-12);
        assert_close(record.brier[AN_SAID_BASE][h], r.brier[1][h] / r.deals[h], 1e-12);
        assert_true(record.brier[AN_SAID_LEARNED][h] < record.brier[AN_SAID_BASE][h]);
        assert_true(record.brier[AN_SAID_LEARNED][h] < record.brier[AN_SAID_CRM][h]);
    }
    for (size_t b = 0; b < ROLLING_BINS; b++)
        won += r.bins[b][2];
    for (size_t i = 0; i < book->n_cells * AN_RECORD_BINS; i++)
        for (size_t k = 0; k < 2; k++)
            deals_of[k] += record.bins[i * AN_RECORD_PARTS + k];
    assert_close(deals_of[0], record.deals[0], 0);
    assert_close(deals_of[1], won, 0);
    an_win_record_clear(&record);
    an_book_free(book);
    an_deals_free(deals);
    an_problems_free(found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(on_regional_sales_learning_beats_constant_rates),
        cmocka_unit_test(on_maven_learning_beats_constant_rates),
        cmocka_unit_test(the_record_of_chances_is_that_of_the_long_way),
        cmocka_unit_test(on_the_sample_company_learning_beats_the_crm),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
