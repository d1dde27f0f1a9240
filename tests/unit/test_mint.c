/* test_mint.c - shrinking the covariance to a common factor, against its definition over all pairs.
 */
#include <string.h>

#include "tests/unit/reconcile_task.h"

enum { N = 16, BOTTOM = 9, PERIODS = 41 };

typedef struct {
    double deviation[N], r[N * N], common[N]; /* correlations, and those with the first component */
    double variances, squares, rest;          /* sums over pairs */
} pairs;

/* The first eigenvector of r by power iteration, in its own length. */
static void find_common(pairs *p)
{
    double v[N], w[N], length = 0;

    for (size_t i = 0; i < N; i++)
        v[i] = 1;
    for (size_t k = 0; k < 5000; k++) {
        length = 0;
        for (size_t i = 0; i < N; i++) {
            w[i] = 0;
            for (size_t j = 0; j < N; j++)
                w[i] += p->r[i * N + j] * v[j];
            length += w[i] * w[i];
        }
        length = sqrt(length);
        for (size_t i = 0; i < N; i++)
            v[i] = w[i] / length;
    }
    for (size_t i = 0; i < N; i++)
        p->common[i] = v[i] * sqrt(length);
}

static void look_at_pairs(const fixture *f, pairs *p)
{
    const double *e = f->residual_memory;

    *p = (pairs){0};
    for (size_t i = 0; i < N; i++) {
        for (size_t t = 0; t < PERIODS; t++)
            p->deviation[i] += e[i * PERIODS + t] * e[i * PERIODS + t] / PERIODS;
        p->deviation[i] = sqrt(p->deviation[i]);
    }
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N; j++)
            for (size_t t = 0; t < PERIODS; t++)
                p->r[i * N + j] += e[i * PERIODS + t] * e[j * PERIODS + t] /
                                   (PERIODS * p->deviation[i] * p->deviation[j]);
    find_common(p);
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N; j++) {
            const double r = p->r[i * N + j];
            double squares = 0;

            if (i == j)
                continue;
            for (size_t t = 0; t < PERIODS; t++)
                squares += pow(e[i * PERIODS + t] * e[j * PERIODS + t] /
                                   (p->deviation[i] * p->deviation[j]),
                               2);
            p->variances += (squares - PERIODS * r * r) / (PERIODS * (PERIODS - 1.0));
            p->squares += r * r;
            p->rest += pow(r - p->common[i] * p->common[j], 2);
        }
}

/* l l' = the covariance of correlations shrunk to those of the common factor. */
static void factorise(const pairs *p, double shrunk, double *l)
{
    memset(l, 0, N * N * sizeof *l);
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j <= i; j++) {
            double sum =
                i == j ? 1 : (1 - shrunk) * p->r[i * N + j] + shrunk * p->common[i] * p->common[j];

            sum *= p->deviation[i] * p->deviation[j];
            for (size_t k = 0; k < j; k++)
                sum -= l[i * N + k] * l[j * N + k];
            l[i * N + j] = i == j ? sqrt(sum) : sum / l[j * N + j];
        }
}

/* Errors with a part that all share. */
static void open_past(fixture *f)
{
    cross(&f->cells, 3, 3);
    open_fixture(f, N, BOTTOM, 2, PERIODS);
    fill(f, 5.0, PERIODS);
    for (size_t t = 0; t < PERIODS; t++) {
        const double shared = 3 * (uniform() - 0.5);

        for (size_t i = 0; i < N; i++)
            f->residual_memory[i * PERIODS + t] += shared * f->size[i] / 15;
    }
}

static void solve_by_pairs(fixture *f, double shrunk, bool keep_total, double *mean)
{
    double diagonal[N] = {0}, factor[N * N];
    const fc_covariance covariance = {diagonal, factor, N};
    pairs p;

    look_at_pairs(f, &p);
    factorise(&p, shrunk, factor);
    if (keep_total)
        memset(factor, 0, N * sizeof *factor);
    assert_ok(fc_reconciler_solve(&f->task, &covariance, mean));
}

static void correlations_are_shrunk_to_a_common_factor(void **state)
{
    double mean[N * 2], both[N * 2] = {0};
    pairs p;
    fixture f;

    (void)state;
    open_past(&f);
    look_at_pairs(&f, &p);
    const double far = fmin(1, p.variances / p.rest), near = p.variances / p.squares;

    assert_true(near < 0.9 * far && far < 1);
    solve_by_pairs(&f, far, false, mean);
    run(&f, "mint-factor");
    for (size_t i = 0; i < N * 2; i++) {
        assert_close(f.mean[i], mean[i], 1e-9);
        both[i] += mean[i] / 2;
    }
    solve_by_pairs(&f, near, true, mean);
    run(&f, "mint-total");
    for (size_t i = 0; i < N * 2; i++) {
        assert_close(f.mean[i], mean[i], 1e-9);
        both[i] += mean[i] / 2;
    }
    run(&f, "mint-mean");
    assert_coherent(&f);
    for (size_t i = 0; i < N * 2; i++)
        assert_close(f.mean[i], both[i], 1e-9);
    close_fixture(&f);
}

/* The variance of each node is the same whatever its correlations are shrunk to. */
static void variances_stay_whole(void **state)
{
    static const char *const names[] = {"mint-shrink", "mint-factor"};

    (void)state;
    for (size_t k = 0; k < 2; k++) {
        double diagonal[N] = {0}, variance[N];
        fc_covariance covariance = {diagonal, NULL, 0};
        fixture f;

        open_past(&f);
        f.n_residuals[5] = 20; /* begun lately */
        f.residual_memory[7 * PERIODS + 30] = NAN;
        assert_ok(fc_reconciler_variance(&f.task, variance));
        assert_ok(fc_reconciler_find(names[k])->covariance(&f.task, &covariance));
        for (size_t i = 0; i < N; i++) {
            double sum = diagonal[i];

            assert_true(diagonal[i] >= 0);
            for (size_t r = 0; r < covariance.rank; r++)
                sum += pow(covariance.factor[i * covariance.rank + r], 2);
            assert_close(sum, variance[i], 1e-12);
        }
        free(covariance.factor);
        close_fixture(&f);
    }
}

static void errors_that_are_all_alike_leave_nothing_to_shrink(void **state)
{
    fixture f;

    (void)state;
    open_past(&f);
    for (size_t i = 0; i < N; i++)
        for (size_t t = 0; t < PERIODS; t++)
            f.residual_memory[i * PERIODS + t] = f.size[i] * sin((double)t);
    run(&f, "mint-factor");
    assert_coherent(&f);
    run(&f, "mint-mean");
    assert_coherent(&f);
    close_fixture(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(correlations_are_shrunk_to_a_common_factor),
        cmocka_unit_test(variances_stay_whole),
        cmocka_unit_test(errors_that_are_all_alike_leave_nothing_to_shrink),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
