/* test_forecasts.c - forecasts of a whole company: coherent, repeatable, complete. */
#include <gsl/gsl_errno.h>
#include <omp.h>
#include <stdio.h>

#include "forecast/reconciler.h"
#include "tests/unit/company.h"

static void every_reconciler_makes_a_company_add_up(void **state)
{
    fixture f = {0};

    (void)state;
    add_company(&f, 40);
    for (size_t r = 0; r < fc_reconciler_count(); r++) {
        const char *name = fc_reconciler_at(r)->name;
        fc_forecast_options options = defaults(7);

        options.reconciler = name;
        assert_ok(try_run(&f, options));
        assert_string_equal(fc_forecasts_reconciler(f.forecasts), r ? name : "mint-mean");
        assert_coherent(&f);
        assert_sound(&f);
        assert_int_equal(fc_forecasts_first(f.forecasts), 640);
        assert_int_equal(fc_forecasts_horizon(f.forecasts), 7);
        assert_int_equal(fc_forecasts_n_paths(f.forecasts), 200);
    }
    close_fixture(&f);
}

static void paths_of_children_add_up_to_their_parents(void **state)
{
    static double paths[20][1400];
    fixture f = {0};

    (void)state;
    add_company(&f, 40);
    assert_ok(try_run(&f, defaults(7)));
    for (size_t i = 0; i < 20; i++)
        assert_ok(fc_forecasts_paths(f.forecasts, i, paths[i]));
    for (size_t i = 0; i < 20; i++)
        for (size_t d = 0; d < 2; d++) {
            size_t n;
            const size_t *children = fc_hierarchy_children(f.hierarchy, i, d, &n);

            for (size_t v = 0; n > 0 && v < 1400; v++) {
                double sum = 0;

                for (size_t c = 0; c < n; c++)
                    sum += paths[children[c]][v];
                assert_close(paths[i][v], sum, 1e-12);
            }
        }
    close_fixture(&f);
}

static void copy_results(const fixture *f, double *out, double *paths)
{
    for (size_t i = 0; i < 20; i++) {
        memcpy(out + i * 5, fc_forecasts_mean(f->forecasts, i), 5 * sizeof *out);
        assert_ok(fc_forecasts_paths(f->forecasts, i, paths + i * 1000));
    }
}

static void any_number_of_threads_gives_the_same_bytes(void **state)
{
    static double one[100], other[100], paths[20000], other_paths[20000];
    const int before = omp_get_max_threads();
    fixture f = {0};

    (void)state;
    add_company(&f, 37);
    for (int threads = 1; threads <= 5; threads += 2) {
        omp_set_num_threads(threads);
        assert_ok(try_run(&f, defaults(5)));
        copy_results(&f, threads == 1 ? one : other, threads == 1 ? paths : other_paths);
        if (threads == 1)
            continue;
        assert_memory_equal(one, other, sizeof one);
        assert_memory_equal(paths, other_paths, sizeof paths);
    }
    omp_set_num_threads(before);
    close_fixture(&f);
}

static void prepared_intervals_are_those_of_the_paths(void **state)
{
    double lo[6], hi[6], lo_ready[6], hi_ready[6];
    fc_forecast_options options = defaults(6);
    fixture f = {0}, ready = {0};

    (void)state;
    add_company(&f, 30);
    add_company(&ready, 30);
    assert_ok(try_run(&f, options));
    options.intervals = levels;
    options.n_intervals = 2;
    assert_ok(try_run(&ready, options));
    for (size_t i = 0; i < 20; i++)
        for (size_t k = 0; k < 2; k++) {
            assert_ok(fc_forecasts_interval(f.forecasts, i, levels[k], lo, hi));
            assert_ok(fc_forecasts_interval(ready.forecasts, i, levels[k], lo_ready, hi_ready));
            assert_memory_equal(lo, lo_ready, sizeof lo);
            assert_memory_equal(hi, hi_ready, sizeof hi);
        }
    close_fixture(&f);
    close_fixture(&ready);
}

static void a_seed_changes_the_paths_and_nothing_else(void **state)
{
    fc_forecast_options options = defaults(4);
    double paths[800], other[800], mean[4];
    fixture f = {0};

    (void)state;
    add_company(&f, 30);
    assert_ok(try_run(&f, options));
    assert_ok(fc_forecasts_paths(f.forecasts, 3, paths));
    memcpy(mean, fc_forecasts_mean(f.forecasts, 3), sizeof mean);
    options.seed = 77;
    assert_ok(try_run(&f, options));
    assert_ok(fc_forecasts_paths(f.forecasts, 3, other));
    assert_memory_not_equal(paths, other, sizeof paths);
    assert_memory_equal(mean, fc_forecasts_mean(f.forecasts, 3), sizeof mean);
    close_fixture(&f);
}

static void single_levels_are_not_reconciled(void **state)
{
    fc_forecast_options options = defaults(3);
    fixture f = {0};

    (void)state;
    add_company(&f, 30);
    options.levels = FC_LEVELS_BOTTOM;
    assert_ok(try_run(&f, options));
    assert_string_equal(fc_forecasts_reconciler(f.forecasts), "none");
    for (size_t i = 0; i < 20; i++)
        assert_int_equal(fc_forecasts_has(f.forecasts, i), i >= 8);
    assert_memory_equal(fc_forecasts_mean(f.forecasts, 11), fc_forecasts_base(f.forecasts, 11), 24);
    assert_sound(&f);
    options.levels = FC_LEVELS_TOTAL;
    assert_ok(try_run(&f, options));
    for (size_t i = 0; i < 20; i++)
        assert_int_equal(fc_forecasts_has(f.forecasts, i), i == 0);
    assert_true(fc_forecasts_mean(f.forecasts, 0)[0] > 0.0);
    assert_sound(&f);
    close_fixture(&f);
}

static void a_series_by_itself_goes_on_from_its_own_last_row(void **state)
{
    fc_forecast_options options = defaults(3);
    fixture f = {0};

    (void)state;
    for (fc_period p = 0; p < 40; p++)
        add(&f, "long", "bed", 600 + p, 30.0 + (p * 7) % 11);
    for (fc_period p = 0; p < 23; p++)
        add(&f, "short", "bed", 600 + p, 71.0 + (p * 5) % 7);
    add(&f, "late", "bed", 630, 4.5);
    add(&f, "late", "bed", 639, 4.5);
    options.levels = FC_LEVELS_BOTTOM;
    options.last = 637;
    assert_ok(try_run(&f, options));
    assert_int_equal(fc_forecasts_first_of(f.forecasts, node(&f, "long", "bed")), 638);
    assert_int_equal(fc_forecasts_first_of(f.forecasts, node(&f, "short", "bed")), 623);
    assert_int_equal(fc_forecasts_first_of(f.forecasts, node(&f, "late", "bed")), 631);
    assert_int_equal(fc_forecasts_history(f.forecasts, node(&f, "short", "bed")).n, 23);
    assert_true(fc_forecasts_mean(f.forecasts, node(&f, "short", "bed"))[0] > 60.0);
    options.levels = FC_LEVELS_ALL;
    assert_ok(try_run(&f, options));
    for (size_t i = 0; i < fc_hierarchy_size(f.hierarchy); i++)
        assert_int_equal(fc_forecasts_first_of(f.forecasts, i), 638);
    close_fixture(&f);
}

static void history_ends_with_the_last_complete_period(void **state)
{
    fc_forecast_options options = defaults(3);
    fixture f = {0};

    (void)state;
    add_company(&f, 30);
    add(&f, "West", "bed", 628, 3.5); /* begins in what is not complete */
    options.last = 627;
    assert_ok(try_run(&f, options));
    const fc_series total = fc_forecasts_history(f.forecasts, 0);

    assert_int_equal(total.n, 28);
    assert_int_equal(total.start, 600);
    assert_int_equal(total.season_length, 12);
    assert_string_equal(total.key, "*/*");
    assert_int_equal(fc_forecasts_first(f.forecasts), 628);
    assert_int_equal(fc_forecasts_history(f.forecasts, node(&f, "West", "bed")).n, 0);
    assert_string_equal(fc_forecasts_model(f.forecasts, node(&f, "West", "bed")), "not begun");
    assert_true(fc_forecasts_mean(f.forecasts, node(&f, "West", "*"))[1] == 0.0);
    assert_coherent(&f);
    assert_sound(&f);
    close_fixture(&f);
}

static void history_begins_with_the_first_complete_period(void **state)
{
    fc_forecast_options options = defaults(3);
    fixture f = {0};

    (void)state;
    add_company(&f, 30);
    add(&f, "West", "bed", 600, 3.5); /* lived in what is not complete only */
    options.has_first = true;
    options.first = 601;
    assert_ok(try_run(&f, options));
    assert_int_equal(fc_forecasts_history(f.forecasts, 0).start, 601);
    assert_int_equal(fc_forecasts_history(f.forecasts, 0).n, 29);
    assert_true(fc_forecasts_mean(f.forecasts, node(&f, "West", "bed"))[0] == 0.0);
    assert_coherent(&f);
    assert_sound(&f);
    options.levels = FC_LEVELS_BOTTOM;
    assert_ok(try_run(&f, options));
    assert_int_equal(fc_forecasts_history(f.forecasts, node(&f, "West", "bed")).start, 600);
    close_fixture(&f);
}

static void count_progress(void *data, size_t done, size_t total)
{
    size_t *seen = data;

    assert_true(done > seen[0] && done <= total);
    seen[0] = done;
    seen[1] = total;
}

static void progress_reaches_the_end(void **state)
{
    size_t seen[2] = {0, 0};
    fc_forecast_options options = defaults(2);
    fixture f = {0};

    (void)state;
    add_company(&f, 12);
    options.progress = count_progress;
    options.progress_data = seen;
    assert_ok(try_run(&f, options));
    assert_true(seen[1] > 0);
    assert_int_equal(seen[0], seen[1]);
    close_fixture(&f);
}

static void fifty_thousand_nodes_take_seconds(void **state)
{
    fc_forecast_options options = defaults(6);
    char region[16], product[16];
    fixture f = {0};

    (void)state;
    for (int r = 0; r < 50; r++)
        for (int p = 0; p < 1000; p++)
            for (fc_period t = 0; t < 8; t++) {
                snprintf(region, sizeof region, "r%d", r);
                snprintf(product, sizeof product, "p%d", p);
                add(&f, region, product, 600 + t, 5.0 + (r * 31 + p * 17 + t * 7) % 23);
            }
    options.model = "naive";
    assert_ok(try_run(&f, options));
    assert_int_equal(fc_hierarchy_size(f.hierarchy), 51051);
    assert_coherent(&f);
    close_fixture(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_reconciler_makes_a_company_add_up),
        cmocka_unit_test(paths_of_children_add_up_to_their_parents),
        cmocka_unit_test(any_number_of_threads_gives_the_same_bytes),
        cmocka_unit_test(prepared_intervals_are_those_of_the_paths),
        cmocka_unit_test(a_seed_changes_the_paths_and_nothing_else),
        cmocka_unit_test(single_levels_are_not_reconciled),
        cmocka_unit_test(a_series_by_itself_goes_on_from_its_own_last_row),
        cmocka_unit_test(history_ends_with_the_last_complete_period),
        cmocka_unit_test(history_begins_with_the_first_complete_period),
        cmocka_unit_test(progress_reaches_the_end),
        cmocka_unit_test(fifty_thousand_nodes_take_seconds),
    };

    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
