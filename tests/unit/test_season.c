/* test_season.c - seasonal indices against R's, their shrinking, and filled gaps. */
#include <stdlib.h>

#include "forecast/season/season.h"
#include "tests/unit/reference.h"
#include "tests/unit/scratch.h"

enum { MONTHS = 12, LONGEST = 600 };

static fc_series monthly(const double *y, size_t n)
{
    return (fc_series){.key = "m", .y = y, .n = n, .season_length = MONTHS};
}

/* The same noise everywhere, in -0.5 .. 0.5. */
static double noise(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return (double)(*state >> 8) / (1 << 24) - 0.5;
}

static void decomposes_as_r_does(void **state)
{
    double y[LONGEST], index[MONTHS];
    reference series = reference_open("reference/series.csv");
    reference figures = reference_open("reference/params.csv");

    (void)state;
    const size_t n = reference_series(&series, "series", "AirPassengers", "value", y, LONGEST);
    const fc_series train = monthly(y, n);
    for (size_t kind = 0; kind < 2; kind++) {
        const char *const model = kind ? "decompose_mult" : "decompose_add";
        fc_season season = {.index = index};
        size_t phase = 0;
        assert_ok(fc_season_decompose(&train, kind, &season, scratch));
        for (size_t row = 1; row < figures.n_rows; row++)
            if (reference_is(&figures, row, "series", "AirPassengers") &&
                reference_is(&figures, row, "model", model))
                assert_close(index[phase++], reference_number(&figures, row, "value"), 1e-9);
        assert_int_equal(phase, MONTHS);
    }
    reference_close(&figures);
    reference_close(&series);
}

static void takes_out_what_it_puts_back(void **state)
{
    double y[60], index[MONTHS];
    uint32_t seed = 77;

    (void)state;
    for (size_t sign = 0; sign < 2; sign++) {
        for (size_t t = 0; t < 60; t++)
            y[t] = (sign ? -20 : 80) + 30 * sin((double)t * 0.52) + 3 * noise(&seed);
        const fc_series train = monthly(y, 60);
        fc_season season = {.index = index};
        assert_ok(fc_season_estimate(FC_SEASON_SHRUNKEN, &train, &season, scratch));
        assert_int_equal(season.length, MONTHS);
        assert_int_equal(season.multiplicative, !sign);
        for (size_t t = 0; t < 60; t++)
            assert_close(fc_season_restore(&season, t, fc_season_remove(&season, t, y[t])), y[t],
                         1e-12);
    }
}

static void noise_is_shrunk_to_little(void **state)
{
    double y[48], index[MONTHS];
    uint32_t seed = 4711;
    fc_season season = {.index = index};

    (void)state;
    for (size_t t = 0; t < 48; t++)
        y[t] = 100 + 20 * noise(&seed);
    const fc_series train = monthly(y, 48);
    assert_ok(fc_season_estimate(FC_SEASON_SHRUNKEN, &train, &season, scratch));
    for (size_t phase = 0; phase < season.length; phase++)
        assert_true(fabs(index[phase] - season.multiplicative) < 0.06);
    assert_ok(fc_season_estimate(FC_SEASON_CLASSICAL, &train, &season, scratch));
    assert_int_equal(season.length, 1);
}

static void a_recent_season_weighs_more(void **state)
{
    double y[96], index[MONTHS];
    fc_season season = {.index = index};

    (void)state;
    for (size_t t = 0; t < 96; t++)
        y[t] = 100 * (1 + (t < 48 ? 0.3 : -0.3) * cos((double)(t % MONTHS) * 0.5235988));
    const fc_series train = monthly(y, 96);
    assert_ok(fc_season_estimate(FC_SEASON_SHRUNKEN, &train, &season, scratch));
    assert_true(index[0] < 1);
}

static void too_short_a_series_has_no_season(void **state)
{
    double y[2 * MONTHS + 1], index[MONTHS];
    fc_season season = {.index = index};

    (void)state;
    for (size_t t = 0; t < 2 * MONTHS + 1; t++)
        y[t] = 10 + (double)(t % MONTHS);
    const fc_series train = monthly(y, 2 * MONTHS + 1);
    assert_ok(fc_season_estimate(FC_SEASON_SHRUNKEN, &train, &season, scratch));
    assert_int_equal(season.length, 1);
    assert_true(fc_season_remove(&season, 5, 3.7) == 3.7);
}

static void gaps_are_filled_with_the_season(void **state)
{
    double y[72], filled[72];

    (void)state;
    for (size_t t = 0; t < 72; t++)
        y[t] = (50 + (double)t) * (1 + 0.4 * sin((double)(t % MONTHS) * 0.5235988));
    const double hidden = y[39];
    y[39] = NAN;
    const fc_series train = monthly(y, 72);
    assert_ok(fc_season_fill(&train, filled, scratch));
    assert_close(filled[39], hidden, 0.02);
    assert_true(filled[38] == y[38]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decomposes_as_r_does),
        cmocka_unit_test(takes_out_what_it_puts_back),
        cmocka_unit_test(noise_is_shrunk_to_little),
        cmocka_unit_test(a_recent_season_weighs_more),
        cmocka_unit_test(too_short_a_series_has_no_season),
        cmocka_unit_test(gaps_are_filled_with_the_season),
    };
    return cmocka_run_group_tests(tests, make_scratch, free_scratch);
}
