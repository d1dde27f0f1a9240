/* test_reconcilers_exact.c - reconciled forecasts against exact fractions, definitions and optima.
 */
#include <jansson.h>
#include <string.h>

#include "tests/unit/reconcile_task.h"

#define EXACT "../shared/material/hierarchy/exact_reconciliation.json"
#define PROPERTIES "../shared/material/hierarchy/property_cases.json"

/* The lists of a summing matrix. */
static void lists_of(const json_t *rows, fc_lists *lists)
{
    const size_t n = json_array_size(rows), bottom = json_array_size(json_array_get(rows, 0));
    size_t *list_of = malloc(n * bottom * sizeof *list_of);

    for (size_t i = 0; i < n * bottom; i++)
        list_of[i] =
            json_number_value(json_array_get(json_array_get(rows, i / bottom), i % bottom)) != 0.0
                ? i / bottom
                : SIZE_MAX;
    assert_ok(fc_lists_fill(lists, n, list_of, n * bottom, 1, bottom));
    free(list_of);
}

/* Lower triangle L of W = L L'. */
static void cholesky(const json_t *w, size_t n, double *l)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            double sum = json_number_value(json_array_get(json_array_get(w, i), j));

            for (size_t k = 0; k < j; k++)
                sum -= l[i * n + k] * l[j * n + k];
            l[i * n + j] = i == j ? sqrt(sum) : sum / l[j * n + j];
        }
}

static void check_exact_case(const json_t *c)
{
    static const char *const names[][2] = {
        {"ols", "ols"}, {"wls_struct", "wls-structural"}, {"wls_var", "wls-variance"}};
    const json_t *s = json_object_get(c, "S"), *w = json_object_get(c, "W");
    const char *method = json_string_value(json_object_get(c, "method"));
    const size_t n = json_array_size(s);
    fixture f;

    lists_of(s, &f.cells);
    open_fixture(&f, n, json_array_size(json_array_get(s, 0)), 1, 4);
    for (size_t i = 0; i < n; i++) {
        f.base[i] = json_number_value(json_array_get(json_object_get(c, "base"), i));
        for (size_t t = 0; t < 4; t++) /* errors whose variance is that of W */
            f.residual_memory[i * 4 + t] =
                (t % 2 ? 1.0 : -1.0) *
                sqrt(json_number_value(json_array_get(json_array_get(w, i), i)));
    }
    if (strcmp(method, "mint_cov") == 0) {
        fc_covariance full = {calloc(n, sizeof(double)), calloc(n * n, sizeof(double)), n};

        cholesky(w, n, full.factor);
        assert_ok(fc_reconciler_solve(&f.task, &full, f.mean));
        free(full.diagonal);
        free(full.factor);
    }
    for (size_t k = 0; k < 3; k++)
        if (strcmp(method, names[k][0]) == 0)
            run(&f, names[k][1]);
    for (size_t i = 0; i < n; i++)
        assert_close(f.mean[i],
                     atof(json_string_value(json_array_get(json_object_get(c, "reconciled"), i))),
                     1e-10);
    close_fixture(&f);
}

static void agrees_with_exact_fractions(void **state)
{
    json_t *cases = json_load_file(EXACT, 0, NULL);

    (void)state;
    if (!cases)
        skip();
    assert_int_equal(json_array_size(cases), 7);
    for (size_t i = 0; i < json_array_size(cases); i++)
        check_exact_case(json_array_get(cases, i));
    json_decref(cases);
}

static void check_recovery(const json_t *s, const json_t *bottom)
{
    const size_t n = json_array_size(s), n_bottom = json_array_size(bottom), horizon = 2;
    fixture f;

    lists_of(s, &f.cells);
    open_fixture(&f, n, n_bottom, horizon, 30);
    fill(&f, 1.0, 30);
    for (size_t i = 0; i < n * horizon; i++) {
        size_t n_cells;
        const size_t *cells = fc_lists_get(&f.cells, i / horizon, &n_cells);

        f.base[i] = 0.0;
        for (size_t c = 0; c < n_cells; c++)
            f.base[i] +=
                json_number_value(json_array_get(json_array_get(bottom, cells[c]), i % horizon));
    }
    for (size_t r = 0; r < fc_reconciler_count(); r++) {
        if (strcmp(fc_reconciler_at(r)->name, "top-down-history") == 0)
            continue; /* it never looks at the bottom's own forecasts */
        if (strcmp(fc_reconciler_at(r)->name, "erm") == 0)
            continue; /* it leaves alone what was right in the past: see test_erm.c */
        run(&f, fc_reconciler_at(r)->name);
        for (size_t i = 0; i < n * horizon; i++)
            assert_close(f.mean[i], f.base[i], 1e-13);
    }
    close_fixture(&f);
}

static void leaves_coherent_forecasts_alone(void **state)
{
    json_t *cases = json_load_file(PROPERTIES, 0, NULL);

    (void)state;
    if (!cases)
        skip();
    check_recovery(json_object_get(cases, "S"), json_object_get(cases, "y_hat_bottom"));
    check_recovery(json_object_get(cases, "S_grouped"), json_object_get(cases, "y_hat_bottom"));
    json_decref(cases);
}

/* The shrunk covariance by its definition: loops over pairs of nodes, as R's hts does. */
static void shrunk_covariance(const fixture *f, size_t periods, double *w)
{
    const size_t n = f->task.n_nodes;
    const double T = (double)periods;
    double variances = 0.0, squares = 0.0;
    const double *e = f->residual_memory;

    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            double covariance = 0.0, product = 0.0, si = 0.0, sj = 0.0;

            for (size_t t = 0; t < periods; t++) {
                si += e[i * periods + t] * e[i * periods + t] / T;
                sj += e[j * periods + t] * e[j * periods + t] / T;
                covariance += e[i * periods + t] * e[j * periods + t] / T;
            }
            for (size_t t = 0; t < periods; t++)
                product += pow(e[i * periods + t] * e[j * periods + t], 2) / (si * sj);
            w[i * n + j] = covariance;
            if (i != j) {
                const double r = covariance / sqrt(si * sj);

                squares += r * r;
                variances += (product - T * r * r) / (T * (T - 1.0));
            }
        }
    const double lambda = fmin(1.0, variances / squares);

    assert_true(lambda > 0.0 && lambda < 1.0);
    for (size_t i = 0; i < n * n; i++)
        w[i] *= i % (n + 1) == 0 ? 1.0 : 1.0 - lambda;
}

static void mint_uses_the_shrunk_covariance(void **state)
{
    enum { N = 16, PERIODS = 33 };
    double w[N * N], direct[N];
    json_t *matrix = json_array();
    fc_covariance full = {calloc(N, sizeof(double)), calloc(N * N, sizeof(double)), N};
    fixture f;

    (void)state;
    cross(&f.cells, 3, 3);
    open_fixture(&f, N, 9, 1, PERIODS);
    fill(&f, 5.0, PERIODS);
    run(&f, "mint-shrink");
    memcpy(direct, f.mean, sizeof direct);
    shrunk_covariance(&f, PERIODS, w);
    for (size_t i = 0; i < N; i++) {
        json_t *row = json_array();

        for (size_t j = 0; j < N; j++)
            json_array_append_new(row, json_real(w[i * N + j]));
        json_array_append_new(matrix, row);
    }
    cholesky(matrix, N, full.factor);
    assert_ok(fc_reconciler_solve(&f.task, &full, f.mean));
    for (size_t i = 0; i < N; i++)
        assert_close(direct[i], f.mean[i], 1e-9);
    json_decref(matrix);
    free(full.diagonal);
    free(full.factor);
    close_fixture(&f);
}

/* r' W^-1 r for W = diagonal + factor factor', of rank 1 (Sherman & Morrison). */
static double objective(const fixture *f, const fc_covariance *w)
{
    double own = 0.0, cross = 0.0, factor = 0.0;

    for (size_t i = 0; i < f->task.n_nodes; i++) {
        const double r = f->mean[i] - f->base[i], c = w->rank ? w->factor[i] : 0.0;

        own += r * r / w->diagonal[i];
        cross += c * r / w->diagonal[i];
        factor += c * c / w->diagonal[i];
    }
    return own - cross * cross / (1.0 + factor);
}

/* At the best point no bottom node could be moved, upwards or where it is not at zero, to gain.
 * Returns how many are at zero. */
static size_t assert_optimal(fixture *f, const fc_covariance *w)
{
    const double best = objective(f, w);
    size_t at_zero = 0;

    for (size_t j = 0; j < 12; j++) {
        const bool zero = f->mean[8 + j] == 0.0;

        at_zero += zero;
        assert_true(f->mean[8 + j] >= 0.0);
        for (int sign = zero ? 1 : -1; sign <= 1; sign += 2) {
            const double step = 1e-4 * sign;
            double *touched[] = {f->mean, f->mean + 1 + j / 3, f->mean + 5 + j % 3,
                                 f->mean + 8 + j};

            for (size_t k = 0; k < 4; k++)
                *touched[k] += step;
            assert_true(objective(f, w) > best);
            for (size_t k = 0; k < 4; k++)
                *touched[k] -= step;
        }
    }
    return at_zero;
}

/* Crossings of 4 x 3 with base forecasts that pull many nodes below zero; errors independent, and
 * with a common part. */
static void zero_is_a_floor_and_the_rest_is_still_optimal(void **state)
{
    size_t most = 0;

    (void)state;
    for (size_t c = 0; c < 300; c++) {
        double diagonal[20], factor[20];
        const fc_covariance w = {diagonal, factor, c % 2};
        fixture f;

        cross(&f.cells, 4, 3);
        open_fixture(&f, 20, 12, 1, 0);
        for (size_t i = 0; i < 20; i++) {
            f.nonnegative[i] = true;
            f.base[i] = (i < 8 ? 4.0 : 2.0) * (uniform() - 0.4);
            diagonal[i] = 0.3 + uniform();
            factor[i] = (i == 0 ? 4.0 : i < 8 ? 2.0 : 1.0) * uniform();
        }
        assert_ok(fc_reconciler_solve(&f.task, &w, f.mean));
        assert_coherent(&f);
        const size_t at_zero = assert_optimal(&f, &w);

        most = at_zero > most ? at_zero : most;
        close_fixture(&f);
    }
    assert_true(most >= 9);
}

static void aggregates_that_may_not_be_negative_are_lifted(void **state)
{
    fixture f;

    (void)state;
    cross(&f.cells, 2, 2);
    open_fixture(&f, 9, 4, 1, 0);
    memcpy(f.base, (double[]){0.5, 0.1, 0.4, 0.2, 0.3, -4.0, 1.0, 0.5, -1.0}, 9 * sizeof(double));
    for (size_t i = 0; i < 5; i++)
        f.nonnegative[i] = true;
    run(&f, "bottom-up");
    assert_coherent(&f);
    for (size_t i = 0; i < 5; i++)
        assert_true(f.mean[i] >= -1e-15);
    assert_true(f.mean[5] < 0.0);
    close_fixture(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_exact_fractions),
        cmocka_unit_test(leaves_coherent_forecasts_alone),
        cmocka_unit_test(mint_uses_the_shrunk_covariance),
        cmocka_unit_test(zero_is_a_floor_and_the_rest_is_still_optimal),
        cmocka_unit_test(aggregates_that_may_not_be_negative_are_lifted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
