/* test_regression.c - linear regression by its definition, its variants and its refusals. */
#include <gsl/gsl_errno.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/regression/regression.h"
#include "tests/unit/assert.h"

enum { N = 60, K = 3 };

static double noise(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) / 16777216.0 - 0.5;
}

/* y = 4.25 + 1.5 a - 0.8 b + noise; columns 1, a, b. */
typedef struct {
    double x[N * K], y[N], w[N];
    double b[K], errors[K], covariance[K * K], residuals[N];
    fc_regression problem;
    fc_regression_result result;
} fixture;

static void make(fixture *f, double size)
{
    uint32_t seed = 77;

    for (size_t t = 0; t < N; t++) {
        f->x[t] = 1;
        f->x[N + t] = noise(&seed) * 5 + 0.03 * (double)t;
        f->x[2 * N + t] = noise(&seed) * 3;
        f->y[t] = 4.25 + 1.5 * f->x[N + t] - 0.8 * f->x[2 * N + t] + size * noise(&seed);
        f->w[t] = 0.5 + (double)(t % 7);
    }
    f->problem = (fc_regression){.n = N, .k = K, .x = f->x, .y = f->y};
    f->result = (fc_regression_result){.coefficients = f->b,
                                       .errors = f->errors,
                                       .covariance = f->covariance,
                                       .residuals = f->residuals};
}

/* X'W(y - Xb) = penalty (b - centre): what the least sum of squares satisfies. */
static void assert_normal_equations(const fixture *f)
{
    const fc_regression *p = &f->problem;

    for (size_t j = 0; j < K; j++) {
        double left = 0, size = 0;
        const double pull =
            p->penalty ? p->penalty[j] * (f->b[j] - (p->centre ? p->centre[j] : 0)) : 0;

        for (size_t t = 0; t < N; t++) {
            left += (p->weights ? p->weights[t] : 1) * f->x[j * N + t] * f->residuals[t];
            size += fabs(f->x[j * N + t] * f->y[t]);
        }
        assert_true(fabs(left - pull) <
                    1e-12 * size + 1e-15 * (p->penalty ? p->penalty[j] : 0) * 4);
    }
}

static void the_fit_satisfies_the_normal_equations(void **state)
{
    fixture f;

    (void)state;
    make(&f, 2.0);
    assert_ok(fc_regression_fit(&f.problem, &f.result));
    assert_normal_equations(&f);
    assert_close(f.b[1], 1.5, 0.1);
    assert_close(f.errors[2] * f.errors[2], f.covariance[2 * K + 2], 1e-12);
    assert_close(f.result.freedom, N - K, 0);
    assert_close(f.result.sigma, sqrt(f.result.rss / (N - K)), 1e-14);
}

static void weights_count_as_repetitions(void **state)
{
    fixture f, twice;
    fc_regression_result result;
    double x[2 * N * K], y[2 * N];

    (void)state;
    make(&f, 2.0);
    for (size_t t = 0; t < N; t++)
        f.w[t] = t % 2 ? 2 : 1;
    f.problem.weights = f.w;
    assert_ok(fc_regression_fit(&f.problem, &f.result));
    assert_normal_equations(&f);
    for (size_t j = 0; j <= K; j++) {
        size_t n = 0;

        for (size_t t = 0; t < N; t++)
            for (double w = 0; w < f.w[t]; w++)
                (j < K ? x + j * (N + N / 2) : y)[n++] = j < K ? f.x[j * N + t] : f.y[t];
    }
    result = (fc_regression_result){.coefficients = twice.b};
    assert_ok(fc_regression_fit(&(fc_regression){.n = N + N / 2, .k = K, .x = x, .y = y}, &result));
    for (size_t j = 0; j < K; j++)
        assert_close(f.b[j], twice.b[j], 1e-13);
}

static void a_penalty_draws_to_its_centre(void **state)
{
    fixture f;
    double penalty[K] = {0, 35.5, 1e7}, centre[K] = {0, 0.7, -3.25};

    (void)state;
    make(&f, 2.0);
    f.problem.penalty = penalty;
    f.problem.centre = centre;
    assert_ok(fc_regression_fit(&f.problem, &f.result));
    assert_normal_equations(&f);
    assert_true(f.b[1] > 0.7 && f.b[1] < 1.5);
    assert_close(f.b[2], -3.25, 1e-4);
    assert_true(f.result.freedom > N - 3 && f.result.freedom < N - 1);
}

/* Leaving out each observation in turn, averaged over rotations, is what GCV stands for; here the
 * criterion itself on a grid. */
static double criterion(fixture *f, double lambda, const double *penalty)
{
    double scaled[K];

    for (size_t j = 0; j < K; j++)
        scaled[j] = penalty[j] * lambda;
    f->problem.penalty = scaled;
    assert_ok(fc_regression_fit(&f->problem, &f->result));
    f->problem.penalty = NULL;
    return f->result.rss / pow(f->result.freedom + 1, 2); /* the mean is taken out beforehand */
}

static void cross_validation_finds_the_least_of_its_criterion(void **state)
{
    fixture f;
    double penalty[K], best;

    (void)state;
    make(&f, 30.0);
    assert_ok(fc_regression_gcv(&f.problem, penalty));
    assert_true(penalty[0] == 0 && penalty[1] > 0);
    best = criterion(&f, 1.0, penalty);
    for (double lambda = 0.01; lambda < 100; lambda *= 1.3)
        assert_true(criterion(&f, lambda, penalty) > best * (1 - 1e-4));
}

static void robust_fits_shrug_off_outliers(void **state)
{
    static const fc_loss losses[] = {FC_HUBER, FC_BISQUARE};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        fixture f;
        double plain;

        make(&f, 0.5);
        for (size_t t = 0; t < N; t += 9)
            f.y[t] += 55;
        assert_ok(fc_regression_fit(&f.problem, &f.result));
        assert_true(fabs(f.b[0] - 4.25) > 3);
        plain = f.errors[1];
        assert_ok(fc_regression_robust(&f.problem, losses[i], &f.result));
        assert_close(f.b[0], 4.25, 0.05);
        assert_close(f.b[1], 1.5, 0.1);
        assert_true(f.errors[1] > 0 && f.errors[1] < 0.6 * plain);
    }
}

static void a_robust_fit_of_exact_data_is_exact(void **state)
{
    fixture f;

    (void)state;
    make(&f, 0.0);
    assert_ok(fc_regression_robust(&f.problem, FC_BISQUARE, &f.result));
    assert_close(f.b[2], -0.8, 1e-10);
}

static void inflation_is_one_over_the_share_of_its_own(void **state)
{
    fixture f;
    double vif[K];
    fc_regression_result result;
    double b[2];

    (void)state;
    make(&f, 1.0);
    for (size_t t = 0; t < N; t++)
        f.x[2 * N + t] += 0.9 * f.x[N + t];
    assert_ok(fc_regression_vif(&f.problem, vif));
    result = (fc_regression_result){.coefficients = b};
    assert_ok(
        fc_regression_fit(&(fc_regression){.n = N, .k = 2, .x = f.x, .y = f.x + 2 * N}, &result));
    assert_close(vif[2], 1 / (1 - result.r_squared), 1e-12);
    assert_close(vif[1], vif[2], 1e-12);
    assert_close(vif[0], 1, 0);
}

static void arma_errors_are_recovered(void **state)
{
    enum { LONG = 600 };
    static double x[LONG * 2], y[LONG];
    const fc_arma_order order = {.p = 1, .m = 1};
    double b[2], errors[2], coefs[FC_ARMA_COEFS], e = 0, plain;
    uint32_t seed = 5;
    fc_regression_result result = {.coefficients = b, .errors = errors};
    const fc_regression problem = {.n = LONG, .k = 2, .x = x, .y = y};

    (void)state;
    for (size_t t = 0; t < LONG; t++) {
        e = 0.7 * e + noise(&seed);
        x[t] = 1;
        x[LONG + t] = sin(0.01 * (double)t);
        y[t] = 2.385 + 1.25 * x[LONG + t] + e;
    }
    assert_ok(fc_regression_fit(&problem, &result));
    plain = errors[1];
    assert_ok(fc_regression_arma(&problem, &order, coefs, &result));
    assert_close(coefs[0], 0.7, 0.15);
    assert_true(fabs(b[1] - 1.25) < 2.5 * errors[1]);
    assert_true(errors[1] > 1.7 * plain); /* plain least squares is too sure of itself */
}

static void collinear_columns_are_refused(void **state)
{
    static const char *const names[] = {"constant", "a", "b"};
    fixture f;
    double vif[K];

    (void)state;
    make(&f, 1.0);
    for (size_t t = 0; t < N; t++)
        f.x[2 * N + t] = 3.1 * f.x[N + t] - 0.7;
    assert_int_equal(fc_regression_fit(&f.problem, &f.result), FC_EDATA);
    assert_non_null(strstr(fc_error_message(), "is collinear with the others"));
    assert_int_equal(fc_regression_vif(&f.problem, vif), FC_EDATA);
    memset(f.x + N, 0, N * sizeof *f.x);
    f.problem.names = names;
    assert_fails(fc_regression_fit(&f.problem, &f.result), FC_EDATA,
                 "regression: column 'a' is collinear with the others; leave it out");
}

static void what_settles_nothing_is_refused(void **state)
{
    fixture f;

    (void)state;
    make(&f, 1.0);
    f.problem.n = 2;
    assert_fails(fc_regression_fit(&f.problem, &f.result), FC_EDATA,
                 "regression: 2 observations do not settle 3 coefficients");
    make(&f, 1.0);
    f.y[7] = NAN;
    assert_fails(fc_regression_fit(&f.problem, &f.result), FC_EDATA,
                 "regression: a value is not finite");
    f.problem.k = 0;
    assert_fails(fc_regression_fit(&f.problem, &f.result), FC_EDATA,
                 "regression: there is no column");
}

static void as_many_observations_as_columns_leave_no_freedom(void **state)
{
    fixture f;
    double x[] = {1, 1, 2.5, 4.75}, y[] = {3.25, -1};
    const fc_regression problem = {.n = 2, .k = 2, .x = x, .y = y};

    (void)state;
    make(&f, 1.0);
    assert_ok(fc_regression_fit(&problem, &f.result));
    assert_close(f.b[1], (-1 - 3.25) / 2.25, 1e-15);
    assert_true(isinf(f.errors[0]) && f.result.sigma == 0);
}

static void size_does_not_matter(void **state)
{
    static const double sizes[] = {1e-150, 1e-30, 1e30, 1e150};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        fixture f, g;

        make(&f, 1.0);
        make(&g, 1.0);
        for (size_t t = 0; t < N; t++) {
            g.y[t] *= sizes[i];
            g.x[N + t] *= sizes[3 - i];
        }
        assert_ok(fc_regression_fit(&f.problem, &f.result));
        assert_ok(fc_regression_fit(&g.problem, &g.result));
        assert_close(g.b[1] / sizes[i] * sizes[3 - i], f.b[1], 1e-12);
        assert_close(g.errors[2] / sizes[i], f.errors[2], 1e-12);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_fit_satisfies_the_normal_equations),
        cmocka_unit_test(weights_count_as_repetitions),
        cmocka_unit_test(a_penalty_draws_to_its_centre),
        cmocka_unit_test(cross_validation_finds_the_least_of_its_criterion),
        cmocka_unit_test(robust_fits_shrug_off_outliers),
        cmocka_unit_test(a_robust_fit_of_exact_data_is_exact),
        cmocka_unit_test(inflation_is_one_over_the_share_of_its_own),
        cmocka_unit_test(arma_errors_are_recovered),
        cmocka_unit_test(collinear_columns_are_refused),
        cmocka_unit_test(what_settles_nothing_is_refused),
        cmocka_unit_test(as_many_observations_as_columns_leave_no_freedom),
        cmocka_unit_test(size_does_not_matter),
    };

    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
