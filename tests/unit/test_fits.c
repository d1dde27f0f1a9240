/* test_fits.c - nodes fitted in parts give the forecasts of one run, bit by bit. */
#include "forecast/forecasts/fits.h"
#include "forecast/forecasts/forecasts_parts.h"

#include <string.h>

#include "tests/unit/company.h"

enum { N = 47 };

static fixture f;

/* With a short, a sparse and a constant cell, and one that ended. */
static void open_company(void)
{
    close_fixture(&f);
    add_company(&f, N);
    for (fc_period p = 0; p < N; p++) {
        if (p >= N - 2)
            add(&f, "West", "short", p, 17.25 + p);
        if (p % 5 == 2)
            add(&f, "West", "sparse", p, 3 + p % 3);
        add(&f, "West", "constant", p, 42.5);
        if (p < 12)
            add(&f, "West", "ended", p, 11.5 + p);
    }
    assert_ok(fc_panel_sort(f.panel));
    assert_ok(fc_hierarchy_new(f.panel, region_by_product, 2, &f.hierarchy));
}

static fc_forecast_options options_of(const char *model, fc_levels levels_asked)
{
    fc_forecast_options o = defaults(5);

    o.model = model;
    o.levels = levels_asked;
    o.intervals = levels;
    o.n_intervals = 2;
    return o;
}

static void make_part(const fc_forecast_options *o, size_t part, size_t n_parts, fc_fits *fits)
{
    char *bytes;
    size_t size;

    assert_ok(fc_fits_make(f.hierarchy, &months, o, part, n_parts, &bytes, &size));
    assert_ok(fc_fits_add(fits, bytes, size));
}

static void assert_same(const fc_forecasts *a, const fc_forecasts *b, size_t node)
{
    double lo[2][5], hi[2][5];
    fc_parameter of_a[16], of_b[16];
    const size_t n = fc_forecasts_parameters(a, node, of_a, 16);

    assert_memory_equal(fc_forecasts_base(a, node), fc_forecasts_base(b, node), 5 * sizeof(double));
    assert_memory_equal(fc_forecasts_mean(a, node), fc_forecasts_mean(b, node), 5 * sizeof(double));
    assert_string_equal(fc_forecasts_model(a, node), fc_forecasts_model(b, node));
    assert_int_equal(fc_forecasts_replaced(a, node), fc_forecasts_replaced(b, node));
    for (size_t l = 0; l < 2; l++) {
        assert_ok(fc_forecasts_interval(a, node, levels[l], lo[0], hi[0]));
        assert_ok(fc_forecasts_interval(b, node, levels[l], lo[1], hi[1]));
        assert_memory_equal(lo[0], lo[1], sizeof lo[0]);
        assert_memory_equal(hi[0], hi[1], sizeof hi[0]);
    }
    assert_int_equal(fc_forecasts_parameters(b, node, of_b, 16), n);
    for (size_t i = 0; i < n; i++)
        assert_close(of_b[i].value, of_a[i].value, 0);
}

static void compare(const char *model, fc_levels levels_asked, size_t n_parts)
{
    fc_forecast_options o = options_of(model, levels_asked);
    fc_forecasts *whole, *joined;
    fc_fits *fits;

    open_company();
    assert_ok(fc_forecasts_run(f.hierarchy, &months, &o, &whole));
    assert_ok(fc_fits_new(&fits));
    for (size_t part = n_parts; part-- > 0;)
        make_part(&o, part, n_parts, fits);
    o.fits = fits;
    assert_ok(fc_forecasts_run(f.hierarchy, &months, &o, &joined));
    for (size_t i = 0; i < fc_hierarchy_size(f.hierarchy); i++)
        if (fc_forecasts_has(whole, i))
            assert_same(whole, joined, i);
    fc_forecasts_free(joined);
    fc_forecasts_free(whole);
    fc_fits_free(fits);
}

static void parts_together_are_the_whole(void **state)
{
    (void)state;
    compare("ets", FC_LEVELS_ALL, 3);
    compare("ets", FC_LEVELS_BOTTOM, 4);
    compare("fast", FC_LEVELS_ALL, 1);
    compare("snaive", FC_LEVELS_TOTAL, 2);
    compare("ses", FC_LEVELS_BOTTOM, 64); /* most parts have no node at all */
}

static void each_node_falls_to_one_part(void **state)
{
    const fc_forecast_options o = options_of("naive", FC_LEVELS_ALL);
    fc_fits *one, *all;

    (void)state;
    open_company();
    assert_ok(fc_fits_new(&one));
    assert_ok(fc_fits_new(&all));
    make_part(&o, 0, 1, one);
    for (size_t part = 0; part < 7; part++)
        make_part(&o, part, 7, all);
    assert_int_equal(fc_fits_size(one), fc_fits_size(all));
    fc_fits_free(all);
    fc_fits_free(one);
}

static void missing_and_double_parts_are_refused(void **state)
{
    fc_forecast_options o = options_of("naive", FC_LEVELS_ALL);
    fc_forecasts *forecasts;
    fc_fits *fits;
    char *bytes;
    size_t size;

    (void)state;
    open_company();
    assert_ok(fc_fits_new(&fits));
    o.fits = fits;
    assert_int_equal(fc_forecasts_run(f.hierarchy, &months, &o, &forecasts), FC_EDATA);
    o.fits = NULL;
    make_part(&o, 0, 2, fits);
    assert_ok(fc_fits_make(f.hierarchy, &months, &o, 0, 2, &bytes, &size));
    assert_fails(fc_fits_add(fits, bytes, size), FC_EDATA, "a node is fitted twice");
    o.fits = fits;
    assert_int_equal(fc_forecasts_run(f.hierarchy, &months, &o, &forecasts), FC_EDATA);
    assert_null(forecasts);
    fc_fits_free(fits);
}

/* A run with bytes that were cut or changed fails, or gives finite numbers: never more. */
static void damaged_fits_do_no_harm(void **state)
{
    fc_forecast_options o = options_of("ses", FC_LEVELS_ALL);
    uint32_t seed = 7;
    char *bytes;
    size_t size;

    (void)state;
    open_company();
    assert_ok(fc_fits_make(f.hierarchy, &months, &o, 0, 1, &bytes, &size));
    for (int i = 0; i < 300; i++) {
        const size_t at = (size_t)((noise(&seed) + 0.5) * (double)size), n = i % 2 ? at : size;
        char *copy = malloc(n + 1);
        fc_forecasts *forecasts = NULL;
        fc_fits *fits;

        memcpy(copy, bytes, n);
        if (i % 2 == 0)
            copy[at] = (char)(copy[at] ^ (1 << i % 8));
        assert_ok(fc_fits_new(&fits));
        o.fits = fits;
        if (fc_fits_add(fits, copy, n) == FC_OK &&
            fc_forecasts_run(f.hierarchy, &months, &o, &forecasts) != FC_OK)
            assert_null(forecasts);
        fc_forecasts_free(forecasts);
        fc_fits_free(fits);
    }
    free(bytes);
}

static int end(void **state)
{
    (void)state;
    close_fixture(&f);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_together_are_the_whole),
        cmocka_unit_test(each_node_falls_to_one_part),
        cmocka_unit_test(missing_and_double_parts_are_refused),
        cmocka_unit_test(damaged_fits_do_no_harm),
    };

    return cmocka_run_group_tests(tests, NULL, end);
}
