/* test_launch.c - launches: Bass's curve found again, analogues by age, ramps to a share. */
#include <gsl/gsl_errno.h>

#include "forecast/effects/launch.h"
#include "tests/unit/company.h"

static void bass_is_found_again(void **state)
{
    const fc_bass planted = {.market = 52500, .p = 0.021, .q = 0.43};
    fc_bass found;
    double y[14], total = 0;
    uint32_t seed = 8;

    (void)state;
    for (size_t t = 0; t < 200; t++)
        total += fc_bass_sales(&planted, t);
    assert_close(total, planted.market, 1e-9);
    for (size_t t = 0; t < 14; t++)
        y[t] = fc_bass_sales(&planted, t);
    assert_ok(fc_bass_fit(y, 14, &found));
    assert_close(found.market, planted.market, 1e-4);
    assert_close(found.p, planted.p, 1e-4);
    assert_close(found.q, planted.q, 1e-4);
    for (size_t t = 0; t < 14; t++)
        y[t] *= 1 + 0.04 * noise(&seed);
    assert_ok(fc_bass_fit(y, 14, &found));
    assert_close(found.market, planted.market, 0.1);
}

/* Discrete adoption, step by step, is what the curve is the limit of. */
static void bass_is_near_its_slow_twin(void **state)
{
    const fc_bass bass = {.market = 1000, .p = 0.02, .q = 0.35};
    double bought = 0;

    (void)state;
    for (size_t t = 0; t < 20; t++) {
        const double before = bought;

        for (int i = 0; i < 20000; i++)
            bought += (bass.p + bass.q * bought / bass.market) * (bass.market - bought) / 20000;
        assert_close(fc_bass_sales(&bass, t), bought - before, 1e-3);
    }
}

static void what_is_no_launch_has_no_curve(void **state)
{
    const double short_one[] = {1, 2, 4}, none[] = {0, 0, 0, 0, 0, 0},
                 up[] = {1, 2, 4, 8, 16, 32, 64};
    fc_bass bass;

    (void)state;
    assert_fails(fc_bass_fit(short_one, 3, &bass), FC_EDATA,
                 "launch: 3 periods of sales do not settle a curve");
    assert_int_equal(fc_bass_fit(none, 6, &bass), FC_EDATA);
    assert_int_equal(fc_bass_fit(up, 7, &bass), FC_EDATA); /* its market lies nowhere */
}

static void analogues_count_by_their_age(void **state)
{
    const double shares[] = {1, 2, 3, 4, 4, 4, 2, 2, 6, 8, 0, 0};
    const size_t length[] = {6, 4};
    double out[5];

    (void)state;
    assert_true(fc_launch_by_analogy(shares, 6, length, 2, 2, 8, 5, out));
    assert_close(out[0], (3 / 1.5 + 6 / 2.0) / 2, 1e-14);
    assert_close(out[1], (4 / 1.5 + 8 / 2.0) / 2, 1e-14);
    assert_close(out[4], (4 / 1.5 + 7 / 2.0) / 2,
                 1e-14); /* beyond both: the mean of the last two */
    assert_false(fc_launch_by_analogy(shares, 6, length, 2, 6, 8, 5, out));
}

static void growth_fades(void **state)
{
    const double shares[] = {1, 2, 3, 4, 5, 6}, flat[] = {3, 3, 3, 3}, none[] = {0, 0, 0};
    double out[40];

    (void)state;
    assert_true(fc_launch_by_fading(shares, 6, 12, 40, out));
    assert_close(out[0], 6 + 0.75, 1e-14);
    assert_close(out[1], 6 + 0.75 + 0.5625, 1e-14);
    assert_close(out[39], 9, 1e-3); /* a slope of 1 and three periods of it */
    assert_true(fc_launch_by_fading(flat, 4, 12, 5, out));
    assert_close(out[4], 3, 1e-14);
    assert_false(fc_launch_by_fading(flat, 2, 12, 5, out));
    assert_false(fc_launch_by_fading(none, 3, 12, 5, out));
}

enum { LENGTH = 48, AHEAD = 12, RAMP = 9, AGE = 4, FIRST = 24000 };

static double season(size_t t)
{
    return 1 + 0.3 * sin(0.5236 * (double)t);
}

static double sales(size_t c, size_t t)
{
    static const size_t launched[] = {0, 0, 14, LENGTH - AGE};
    const double size = 100 + 60 * (double)c;

    if (t < launched[c])
        return 0;
    return size * season(t) * (launched[c] ? fmin(1, (double)(t - launched[c] + 1) / RAMP) : 1);
}

/* Two old products, one launched before, one four months ago. */
static void add_launches(fixture *f)
{
    static const char *const products[] = {"bed", "chair", "desk", "lamp"};

    for (size_t c = 0; c < 4; c++)
        for (size_t t = 0; t < LENGTH; t++)
            if (sales(c, t) > 0)
                add(f, "East", products[c], FIRST + (fc_period)t, sales(c, t));
}

static double error_of(const fixture *f, const char *product, size_t c)
{
    const double *mean = fc_forecasts_mean(f->forecasts, node(f, "East", product));
    double error = 0, all = 0;

    for (size_t h = 0; h < AHEAD; h++) {
        error += fabs(mean[h] - sales(c, LENGTH + h));
        all += sales(c, LENGTH + h);
    }
    return error / all;
}

static void a_launch_goes_the_way_of_those_before(void **state)
{
    const fc_launch_options launch = {.automatic = true};
    fixture f = {0};
    fc_forecast_options options = defaults(AHEAD);
    double without;

    (void)state;
    add_launches(&f);
    assert_ok(try_run(&f, options));
    without = error_of(&f, "lamp", 3);
    options.launch = &launch;
    assert_ok(try_run(&f, options));
    assert_sound(&f);
    assert_coherent(&f);
    assert_true(error_of(&f, "lamp", 3) < 0.5 * without);
    assert_true(error_of(&f, "chair", 1) < 0.1);
    assert_string_equal(fc_forecasts_model(f.forecasts, node(&f, "East", "lamp")),
                        "launch like another");
    close_fixture(&f);
}

/* A product that regions take up one after another: all of them ramp from its launch on. */
static void a_region_that_follows_grows_with_the_product(void **state)
{
    const fc_launch_options launch = {.like_key = 1, .like = "bed", .ramp = RAMP};
    static const char *const regions[] = {"East", "North", "South"};
    fixture f = {0};
    fc_forecast_options options = defaults(AHEAD);
    double total = 0;

    (void)state;
    for (size_t r = 0; r < 3; r++)
        for (size_t t = 0; t < LENGTH; t++) {
            const size_t age = t + AGE + 1 - LENGTH;

            add(&f, regions[r], "bed", FIRST + (fc_period)t, 200 * season(t));
            if (t + AGE >= LENGTH && age > r) /* the first sales come r months later */
                add(&f, regions[r], "lamp", FIRST + (fc_period)t,
                    100 * season(t) * (double)age / RAMP);
        }
    options.launch = &launch;
    options.reconciler = "bottom-up";
    assert_ok(try_run(&f, options));
    assert_sound(&f);
    for (size_t r = 0; r < 3; r++)
        total += fc_forecasts_mean(f.forecasts, node(&f, regions[r], "lamp"))[AHEAD - 1];
    assert_true(total > 0.75 * 300 * season(LENGTH + AHEAD - 1));
    assert_true(total < 1.05 * 300 * season(LENGTH + AHEAD - 1));
    close_fixture(&f);
}

static void a_ramp_leads_to_a_share_of_what_it_is_like(void **state)
{
    const fc_launch_options launch = {.like_key = 1, .like = "chair", .ramp = RAMP};
    fixture f = {0};
    fc_forecast_options options = defaults(AHEAD);

    (void)state;
    add_launches(&f);
    options.launch = &launch;
    options.reconciler = "bottom-up";
    assert_ok(try_run(&f, options));
    assert_sound(&f);
    assert_true(error_of(&f, "lamp", 3) < 0.1);
    assert_string_equal(fc_forecasts_model(f.forecasts, node(&f, "East", "lamp")),
                        "launch like chair, ramp 9");
    close_fixture(&f);
}

/* What is sold from the start of the data on is no launch, nor is what is a year old. */
static void others_stay_as_they_are(void **state)
{
    const fc_launch_options launch = {.automatic = true, .bass = true};
    fixture f = {0};
    fc_forecast_options options = defaults(AHEAD);

    (void)state;
    add_company(&f, 30);
    options.launch = &launch;
    assert_ok(try_run(&f, options));
    for (size_t i = 0; i < fc_hierarchy_size(f.hierarchy); i++)
        assert_true(strncmp(fc_forecasts_model(f.forecasts, i), "launch", 6) != 0);
    close_fixture(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bass_is_found_again),
        cmocka_unit_test(bass_is_near_its_slow_twin),
        cmocka_unit_test(what_is_no_launch_has_no_curve),
        cmocka_unit_test(analogues_count_by_their_age),
        cmocka_unit_test(growth_fades),
        cmocka_unit_test(a_region_that_follows_grows_with_the_product),
        cmocka_unit_test(a_launch_goes_the_way_of_those_before),
        cmocka_unit_test(a_ramp_leads_to_a_share_of_what_it_is_like),
        cmocka_unit_test(others_stay_as_they_are),
    };

    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
