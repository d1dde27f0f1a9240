/* test_signal.c - falls in a node's errors: seen where they are, not seen where there are none. */
#include "analysis/watch/signal.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/assert.h"

enum { N = 60, SEASON = 12 };

static double noise(uint32_t *seed)
{
    double sum = 0;

    for (int i = 0; i < 12; i++) {
        *seed = *seed * 1664525u + 1013904223u;
        sum += (*seed >> 8) / 16777216.0;
    }
    return sum - 6; /* nearly normal, standard deviation 1 */
}

/* Seasonal sales with a noise of 3 %, less by `part` from period `at` on. */
static void sell(double *y, uint32_t seed, double part, size_t at)
{
    for (size_t t = 0; t < N; t++)
        y[t] = 812.5 * exp(0.25 * sin(0.5236 * (double)t) + 0.03 * noise(&seed)) *
               (t < at ? 1 : 1 - part);
}

static double score_of(const double *y, size_t n, an_fall fall, size_t t)
{
    an_signal s;
    double score;

    assert_ok(an_signal_make(y, NULL, 0, n, SEASON, &s));
    score = an_signal_fall(&s, fall, t, 12).score;
    assert_true(isfinite(score) && score >= 0);
    an_signal_clear(&s);
    return score;
}

static void a_fall_of_a_fifth_is_seen_at_once(void **state)
{
    double y[N];
    an_signal s;
    an_evidence e;

    (void)state;
    sell(y, 5, 0.2, 50);
    assert_ok(an_signal_make(y, NULL, 0, N, SEASON, &s));
    assert_true(an_signal_fall(&s, AN_FALL_STEP, 49, 12).score < 3);
    e = an_signal_fall(&s, AN_FALL_STEP, 52, 12);
    assert_true(e.score > 5);
    assert_int_equal(e.since, 3);
    assert_true(fabs(exp(e.size) - 0.8) < 0.09);
    assert_true(an_signal_fall(&s, AN_FALL_SPIKE, 50, 12).score > 4);
    assert_true(an_signal_fall(&s, AN_FALL_YEAR, 52, 12).score > 3);
    an_signal_clear(&s);
}

static void a_slow_fall_is_a_slope(void **state)
{
    double y[N];
    an_signal s;

    (void)state;
    sell(y, 9, 0, N);
    for (size_t t = 48; t < N; t++)
        y[t] *= pow(0.97, (double)(t - 47));
    assert_ok(an_signal_make(y, NULL, 0, N, SEASON, &s));
    assert_true(an_signal_fall(&s, AN_FALL_SLOPE, N - 1, 12).score > 4);
    assert_true(an_signal_fall(&s, AN_FALL_SLOPE, N - 1, 12).score >
                an_signal_fall(&s, AN_FALL_SPIKE, N - 1, 12).score);
    an_signal_clear(&s);
}

static void a_rise_is_no_fall(void **state)
{
    double y[N];

    (void)state;
    sell(y, 7, -0.3, 50);
    assert_true(score_of(y, N, AN_FALL_STEP, 51) < 2.5);
    assert_close(score_of(y, N, AN_FALL_SPIKE, 50), 0, 0);
}

/* What moves all alike is none of the node's doing; what only the node loses is. */
static void peers_take_out_what_moves_all(void **state)
{
    double y[N], rest[N];
    const double *peers[] = {rest};
    an_signal s;
    uint32_t seed = 77;

    (void)state;
    sell(y, 3, 0, N);
    sell(rest, 4, 0, N);
    for (size_t t = 0; t < N; t++) {
        const double common = exp(0.2 * noise(&seed));

        y[t] *= common * (t < 54 ? 1 : 0.85);
        rest[t] *= 6 * common;
    }
    assert_ok(an_signal_make(y, peers, 1, N, SEASON, &s));
    assert_int_equal(s.peers, 0);
    assert_true(an_signal_fall(&s, AN_FALL_STEP, 56, 12).score > 4);
    an_signal_clear(&s);
    assert_true(score_of(y, N, AN_FALL_STEP, 56) < 4);
}

/* The score by its definition, over every start. */
static void the_score_is_the_likelihood_ratio(void **state)
{
    double y[N], best = 0;
    an_signal s;
    const size_t t = 47;

    (void)state;
    sell(y, 21, 0.06, 44);
    assert_ok(an_signal_make(y, NULL, 0, N, SEASON, &s));
    for (size_t k = 1; k <= 9; k++) {
        const double sd = s.scale[t + 1 - k];
        double up = 0, down = 0;

        for (size_t j = 0; j < k; j++) {
            const double w = pow(1 - s.alpha, (double)j), e = s.error[t + 1 - k + j];

            up += w * (e < -3.5 * sd ? -3.5 * sd : e > 3.5 * sd ? 3.5 * sd : e);
            down += w * w;
        }
        best = fmax(best, -up / sqrt(down) / sd);
    }
    assert_close(an_signal_fall(&s, AN_FALL_STEP, t, 9).score, best, 1e-12);
    an_signal_clear(&s);
}

static void the_unit_of_money_does_not_matter(void **state)
{
    double y[N], cents[N];

    (void)state;
    sell(y, 13, 0.1, 52);
    for (size_t t = 0; t < N; t++)
        cents[t] = 1e9 * y[t];
    for (int f = 0; f < AN_N_FALLS; f++)
        assert_close(score_of(cents, N, f, 55), score_of(y, N, f, 55), 1e-6);
}

static void odd_series_give_no_alarm_and_no_nan(void **state)
{
    double zeros[N] = {0}, constant[N], one[1] = {3.7}, mixed[N], rare[N] = {0}, gap[N];

    (void)state;
    for (size_t t = 0; t < N; t++) {
        constant[t] = 12.5;
        mixed[t] = t % 2 ? -1e-9 : 1e12;
    }
    sell(gap, 3, 0, N);
    gap[20] = gap[N - 2] = NAN;
    rare[7] = rare[31] = 4.25;
    for (int f = 0; f < AN_N_FALLS; f++) {
        assert_close(score_of(zeros, N, f, N - 1), 0, 0);
        assert_true(score_of(constant, N, f, N - 1) < 1e-6);
        assert_close(score_of(one, 1, f, 0), 0, 0);
        score_of(mixed, N, f, N - 1);
        score_of(rare, N, f, N - 1);
        for (size_t t = 0; t < N; t++)
            score_of(gap, N, f, t);
        for (size_t n = 1; n < 30; n++)
            score_of(gap, n, f, n - 1);
    }
}

static void wide_siblings_make_an_error_count_less(void **state)
{
    double y[N], center[N] = {0}, spread[N];
    an_signal s;
    double before;

    (void)state;
    sell(y, 5, 0.2, 50);
    for (size_t t = 0; t < N; t++)
        spread[t] = t == 50 ? 4 : 1;
    assert_ok(an_signal_make(y, NULL, 0, N, SEASON, &s));
    before = an_signal_fall(&s, AN_FALL_SPIKE, 50, 12).score;
    assert_ok(an_signal_adjust(&s, center, spread));
    assert_close(an_signal_fall(&s, AN_FALL_SPIKE, 50, 12).score, before / 4, 1e-9);
    an_signal_clear(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fall_of_a_fifth_is_seen_at_once),
        cmocka_unit_test(a_slow_fall_is_a_slope),
        cmocka_unit_test(a_rise_is_no_fall),
        cmocka_unit_test(peers_take_out_what_moves_all),
        cmocka_unit_test(the_score_is_the_likelihood_ratio),
        cmocka_unit_test(the_unit_of_money_does_not_matter),
        cmocka_unit_test(odd_series_give_no_alarm_and_no_nan),
        cmocka_unit_test(wide_siblings_make_an_error_count_less),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
