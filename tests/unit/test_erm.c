/* test_erm.c - what is learned from past forecasts of all nodes, against its definition. */
#include <string.h>

#include "tests/unit/reconcile_task.h"

enum { N = 12, BOTTOM = 6, FIRST = N - BOTTOM, PERIODS = 30, X = 2 * N };

/* Histories that add up and move, and forecasts that miss them in the same way again and again. */
static void open_past(fixture *f, size_t periods)
{
    cross(&f->cells, 2, 3);
    open_fixture(f, N, BOTTOM, 2, periods);
    fill(f, 5.0, periods);
    for (size_t t = 0; t < periods; t++)
        for (size_t i = N; i-- > 0;) {
            size_t n;
            const size_t *cells = fc_lists_get(&f->cells, i, &n);
            double *actual = f->actual_memory + i * periods + t;

            *actual = i < FIRST ? 0 : 20 + (double)i + 4 * sin((double)(t * (i + 2)) / 3);
            for (size_t c = 0; i < FIRST && c < n; c++)
                *actual += f->actual_memory[(FIRST + cells[c]) * periods + t];
            f->residual_memory[i * periods + t] *= 0.2;
            if (i == FIRST + 1) /* too high, by more the higher it is */
                f->residual_memory[i * periods + t] -= 0.3 * *actual;
        }
    for (size_t i = 0; i < N * 2; i++) {
        size_t n;

        fc_lists_get(&f->cells, i / 2, &n);
        f->size[i / 2] = 22 * (double)n;
        f->base[i] = (double)n * (20 + 4 * uniform());
    }
}

/* base[n_nodes x horizon] made coherent by WLS with the variances of past errors. */
static void by_variance(const fixture *f, const double *base, size_t horizon, double *variance,
                        double *coherent)
{
    const fc_covariance covariance = {variance, NULL, 0};
    fc_reconcile_task task = f->task;

    task.base = base;
    task.horizon = horizon;
    assert_ok(fc_reconciler_variance(&task, variance));
    assert_ok(fc_reconciler_solve(&task, &covariance, coherent));
}

/* One row of X: forecasts in units that make them alike. */
static void describe(const fixture *f, const double *variance, const double *base,
                     const double *coherent, size_t stride, double *x)
{
    for (size_t i = 0; i < N; i++) {
        x[i] = coherent[i * stride] / f->size[i];
        x[N + i] = (base[i * stride] - coherent[i * stride]) / sqrt(variance[i]);
    }
}

/* Solves a[X x X] b = y by elimination; a and y are used up. */
static void eliminate(double *a, double *y, double *b)
{
    for (size_t k = 0; k < X; k++)
        for (size_t i = k + 1; i < X; i++) {
            const double share = a[i * X + k] / a[k * X + k];

            for (size_t j = k; j < X; j++)
                a[i * X + j] -= share * a[k * X + j];
            y[i] -= share * y[k];
        }
    for (size_t i = X; i-- > 0;) {
        b[i] = y[i];
        for (size_t j = i + 1; j < X; j++)
            b[i] -= a[i * X + j] * b[j];
        b[i] /= a[i * X + i];
    }
}

/* What ridge regression of `missed` on the rows of x but one says of `ahead`. */
static double predict(const double *x, const double *missed, size_t without, double lambda,
                      const double *ahead)
{
    double a[X * X] = {0}, y[X] = {0}, b[X], sum = 0;

    for (size_t i = 0; i < X; i++)
        a[i * X + i] = lambda;
    for (size_t t = 0; t < PERIODS; t++)
        for (size_t i = 0; t != without && i < X; i++) {
            y[i] += x[t * X + i] * missed[t];
            for (size_t j = 0; j < X; j++)
                a[i * X + j] += x[t * X + i] * x[t * X + j];
        }
    eliminate(a, y, b);
    for (size_t i = 0; i < X; i++)
        sum += b[i] * ahead[i];
    return sum;
}

typedef struct {
    double variance[N], base[N * PERIODS], coherent[N * PERIODS], missed[N * PERIODS];
    double x[PERIODS * X], unit;
} twin;

static void open_twin(const fixture *f, twin *w)
{
    for (size_t i = 0; i < N * PERIODS; i++)
        w->base[i] = f->actual_memory[i] - f->residual_memory[i];
    by_variance(f, w->base, PERIODS, w->variance, w->coherent);
    for (size_t i = 0; i < N * PERIODS; i++)
        w->missed[i] = f->actual_memory[i] - w->coherent[i];
    w->unit = 0;
    for (size_t t = 0; t < PERIODS; t++) {
        describe(f, w->variance, w->base + t, w->coherent + t, PERIODS, w->x + t * X);
        for (size_t i = 0; i < X; i++)
            w->unit += w->x[t * X + i] * w->x[t * X + i] / PERIODS;
    }
}

/* The strength that leaves the least error where each period in turn is left out. */
static double best_lambda(const twin *w)
{
    double best = INFINITY, lambda = NAN;

    for (int k = 0; k < 17; k++) {
        const double own = pow(10, 4 - k / 2.0) * w->unit;
        double error = 0;

        for (size_t i = 0; i < N; i++)
            for (size_t t = 0; t < PERIODS; t++) {
                const double *missed = w->missed + i * PERIODS;

                error += pow(missed[t] - predict(w->x, missed, t, own, w->x + t * X), 2) /
                         w->variance[i];
            }
        if (error < best) {
            best = error;
            lambda = own;
        }
    }
    return lambda;
}

static void learns_as_ridge_regression_by_leaving_each_period_out(void **state)
{
    fixture f;
    twin w;
    double coherent[N * 2], variance[N], ahead[X], lambda;

    (void)state;
    open_past(&f, PERIODS);
    open_twin(&f, &w);
    lambda = best_lambda(&w);
    assert_true(lambda < 10 * w.unit); /* there is something to learn */
    by_variance(&f, f.base, 2, variance, coherent);
    run(&f, "erm");
    assert_coherent(&f);
    for (size_t h = 0; h < 2; h++) {
        describe(&f, w.variance, f.base + h, coherent + h, 2, ahead);
        for (size_t i = FIRST; i < N; i++)
            assert_close(f.mean[i * 2 + h],
                         coherent[i * 2 + h] +
                             predict(w.x, w.missed + i * PERIODS, SIZE_MAX, lambda, ahead),
                         1e-8);
    }
    close_fixture(&f);
}

/* All forecasts were a tenth too high, and all are again: they add up, so that no method which
 * takes them for unbiased would see it. */
static void what_was_always_too_high_is_brought_down(void **state)
{
    fixture f;

    (void)state;
    open_past(&f, PERIODS);
    for (size_t i = 0; i < N * PERIODS; i++)
        f.residual_memory[i] = 0.05 * f.residual_memory[i] - 0.1 * f.actual_memory[i];
    for (size_t i = 0; i < N * 2; i++) {
        const double truth = f.actual_memory[i / 2 * PERIODS + 17 + i % 2];

        f.base[i] = 1.1 * truth;
    }
    run(&f, "wls-variance");
    for (size_t i = 0; i < N * 2; i++)
        assert_close(f.mean[i], f.base[i], 1e-12);
    run(&f, "erm");
    for (size_t i = 0; i < N * 2; i++)
        assert_close(f.mean[i], f.base[i] / 1.1, 0.02);
    close_fixture(&f);
}

static void past_forecasts_without_a_miss_teach_nothing(void **state)
{
    fixture f;

    (void)state;
    open_past(&f, PERIODS);
    memset(f.residual_memory, 0, N * PERIODS * sizeof(double));
    for (size_t i = 0; i < N * 2; i++) {
        size_t n;

        fc_lists_get(&f.cells, i / 2, &n);
        f.base[i] = 23.5 * (double)n;
    }
    run(&f, "erm");
    for (size_t i = 0; i < N * 2; i++)
        assert_close(f.mean[i], f.base[i], 1e-12);
    close_fixture(&f);
}

static void with_a_short_past_it_is_wls(void **state)
{
    double wls[N * 2];
    fixture f;

    (void)state;
    open_past(&f, 3);
    run(&f, "wls-variance");
    memcpy(wls, f.mean, sizeof wls);
    run(&f, "erm");
    assert_memory_equal(f.mean, wls, sizeof wls);
    close_fixture(&f);
}

static void facts_stay_and_zero_is_a_floor(void **state)
{
    fixture f;

    (void)state;
    open_past(&f, PERIODS);
    f.fixed[FIRST] = true;
    for (size_t i = 0; i < N; i++)
        f.nonnegative[i] = true;
    for (size_t h = 0; h < 2; h++)
        f.base[(FIRST + 1) * 2 + h] = -60;
    for (size_t t = 0; t < PERIODS; t++) /* begun late, and a gap */
        f.residual_memory[(FIRST + 2) * PERIODS + t] =
            t < 9 || t == 15 ? NAN : f.residual_memory[(FIRST + 2) * PERIODS + t];
    f.actual_memory[(FIRST + 2) * PERIODS + 15] = NAN;
    run(&f, "erm");
    assert_coherent(&f);
    assert_close(f.mean[FIRST * 2], f.base[FIRST * 2], 0);
    for (size_t i = 0; i < N * 2; i++)
        assert_true(f.mean[i] >= 0);
    close_fixture(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(learns_as_ridge_regression_by_leaving_each_period_out),
        cmocka_unit_test(what_was_always_too_high_is_brought_down),
        cmocka_unit_test(past_forecasts_without_a_miss_teach_nothing),
        cmocka_unit_test(with_a_short_past_it_is_wls),
        cmocka_unit_test(facts_stay_and_zero_is_a_floor),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
