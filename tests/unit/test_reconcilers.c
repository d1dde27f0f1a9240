/* test_reconcilers.c - what every method of the table promises. */
#include <string.h>

#include "tests/unit/reconcile_task.h"

static void every_row_of_the_table_is_found_and_described(void **state)
{
    (void)state;
    for (size_t i = 0; i < fc_reconciler_count(); i++) {
        const fc_reconciler *r = fc_reconciler_at(i);

        assert_ptr_equal(fc_reconciler_find(r->name), r);
        assert_true(strlen(r->summary) > 10 && strlen(r->source) > 10);
        assert_int_equal((r->covariance != NULL) + (r->split != NULL) + (r->choose != NULL), 1);
    }
    assert_null(fc_reconciler_find("top-up"));
}

static void every_method_adds_up_at_any_size_of_numbers(void **state)
{
    static const double units[] = {1.0, 3.7e105, 2.9e-90, 1e9};

    (void)state;
    for (size_t u = 0; u < 4; u++) {
        fixture f;

        cross(&f.cells, 7, 5);
        open_fixture(&f, 48, 35, 3, 70);
        fill(&f, units[u], 70);
        for (size_t r = 0; r < fc_reconciler_count(); r++) {
            run(&f, fc_reconciler_at(r)->name);
            assert_coherent(&f);
        }
        close_fixture(&f);
    }
}

static void results_do_not_depend_on_the_unit_of_money(void **state)
{
    (void)state;
    for (size_t r = 0; r < fc_reconciler_count(); r++) {
        double first[48];

        for (int pass = 0; pass < 2; pass++) {
            const double unit = pass ? 1024.0 : 1.0;
            fixture f;

            seed = 99;
            cross(&f.cells, 7, 5);
            open_fixture(&f, 48, 35, 1, 40);
            fill(&f, unit, 40);
            run(&f, fc_reconciler_at(r)->name);
            for (size_t i = 0; i < 48; i++)
                if (pass)
                    assert_close(f.mean[i], unit * first[i], 1e-12);
                else
                    first[i] = f.mean[i];
            close_fixture(&f);
        }
    }
}

static void bottom_up_keeps_the_bottom(void **state)
{
    fixture f;

    (void)state;
    cross(&f.cells, 4, 6);
    open_fixture(&f, 35, 24, 2, 5);
    fill(&f, 17.0, 5);
    run(&f, "bottom-up");
    for (size_t i = 11 * 2; i < 35 * 2; i++)
        assert_true(f.mean[i] == f.base[i]);
    close_fixture(&f);
}

static void the_total_may_keep_its_forecast(void **state)
{
    static const char *const names[] = {"mint-total", "wls-total"};
    fixture f;

    (void)state;
    cross(&f.cells, 4, 6);
    open_fixture(&f, 35, 24, 3, 70);
    fill(&f, 17.0, 70);
    for (size_t k = 0; k < 2; k++) {
        run(&f, names[k]);
        assert_coherent(&f);
        for (size_t h = 0; h < 3; h++)
            assert_close(f.mean[h], f.base[h], 1e-12);
        assert_true(fabs(f.mean[3] / f.base[3] - 1) > 1e-3); /* which others do not */
    }
    close_fixture(&f);
}

static void auto_chooses_by_history_and_size(void **state)
{
    static const struct {
        size_t periods, nodes;
        const char *name;
    } cases[] = {{23, 9, "wls-total"},
                 {24, 9, "mint-mean"},
                 {0, 9, "wls-total"},
                 {400, 50000, "mint-mean"},
                 {400, 50001, "wls-total"}};

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        const fc_reconcile_task task = {.n_nodes = cases[i].nodes,
                                        .n_residuals = &cases[i].periods};

        assert_string_equal(fc_reconciler_find("auto")->choose(&task)->name, cases[i].name);
    }
}

static void auto_tells_what_it_used(void **state)
{
    static const size_t periods[] = {0, 23, 24};
    static const char *const names[] = {"wls-total", "wls-total", "mint-mean"};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        const fc_reconciler *used;
        fixture f;

        cross(&f.cells, 2, 2);
        open_fixture(&f, 9, 4, 1, periods[i]);
        fill(&f, 1.0, periods[i]);
        assert_ok(fc_reconciler_run(fc_reconciler_find("auto"), &f.task, f.mean, &used));
        assert_string_equal(used->name, names[i]);
        assert_coherent(&f);
        close_fixture(&f);
    }
}

static void fixed_nodes_and_those_without_errors_stay(void **state)
{
    (void)state;
    for (size_t r = 0; r < fc_reconciler_count(); r++) {
        fixture f;

        cross(&f.cells, 4, 3);
        open_fixture(&f, 20, 12, 2, 66);
        fill(&f, 2.5, 66);
        for (size_t j = 0; j < 3; j++) /* row 2 of the crossing and its three cells have ended */
            for (size_t h = 0; h < 2; h++)
                f.base[(8 + 2 * 3 + j) * 2 + h] = f.base[(1 + 2) * 2 + h] = 0.0;
        f.fixed[3] = f.fixed[14] = f.fixed[15] = f.fixed[16] = true;
        f.n_residuals[14] = f.n_residuals[3] = 0;
        run(&f, fc_reconciler_at(r)->name);
        assert_coherent(&f);
        for (size_t h = 0; h < 2; h++)
            assert_true(f.mean[3 * 2 + h] == 0.0 && f.mean[15 * 2 + h] == 0.0);
        close_fixture(&f);
    }
}

static void short_and_patchy_histories_borrow_a_variance(void **state)
{
    fixture f;
    double variance[20];

    (void)state;
    cross(&f.cells, 4, 3);
    open_fixture(&f, 20, 12, 1, 80);
    fill(&f, 2.5, 80);
    f.n_residuals[19] = 0;
    f.n_residuals[18] = 2;
    for (size_t t = 0; t < 80; t += 2)
        f.residual_memory[17 * 80 + t] = NAN;
    memset(f.residual_memory + 16 * 80, 0, 80 * sizeof(double)); /* forecast without any error */
    assert_ok(fc_reconciler_variance(&f.task, variance));
    for (size_t i = 0; i < 20; i++)
        assert_true(variance[i] > 0.0 && isfinite(variance[i]));
    assert_close(variance[18] / variance[19], 1.0, 1e-12);
    assert_true(variance[16] < 1e-5 * variance[15]);
    for (size_t r = 0; r < fc_reconciler_count(); r++) {
        run(&f, fc_reconciler_at(r)->name);
        assert_coherent(&f);
    }
    close_fixture(&f);
}

static void fifty_thousand_nodes_take_seconds(void **state)
{
    static const char *const names[] = {"bottom-up", "ols", "wls-variance", "mint-shrink"};
    fixture f;

    (void)state;
    cross(&f.cells, 50, 1000);
    open_fixture(&f, 51051, 50000, 2, 24);
    fill(&f, 3.0, 24);
    for (size_t i = 0; i < 51051; i++)
        f.nonnegative[i] = true;
    for (size_t r = 0; r < 4; r++) {
        run(&f, names[r]);
        assert_coherent(&f);
    }
    close_fixture(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_of_the_table_is_found_and_described),
        cmocka_unit_test(every_method_adds_up_at_any_size_of_numbers),
        cmocka_unit_test(results_do_not_depend_on_the_unit_of_money),
        cmocka_unit_test(bottom_up_keeps_the_bottom),
        cmocka_unit_test(the_total_may_keep_its_forecast),
        cmocka_unit_test(auto_chooses_by_history_and_size),
        cmocka_unit_test(auto_tells_what_it_used),
        cmocka_unit_test(fixed_nodes_and_those_without_errors_stay),
        cmocka_unit_test(short_and_patchy_histories_borrow_a_variance),
        cmocka_unit_test(fifty_thousand_nodes_take_seconds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
