/* test_nonlinear.c - curves: NIST's nonlinear sets (../shared/material/nist_nonlinear, skipped
 * where absent) from both starts, a curve of our own, and what does not converge. */
#include "forecast/regression/nonlinear.h"
#include "tests/unit/nist_curves.h"
#include "tests/unit/reference.h"
#include <gsl/gsl_errno.h>

enum { MAX_N = 250, MAX_K = 9 };

typedef struct {
    nist_curve *curve;
    size_t n, k;
    double x[MAX_N], z[MAX_N], y[MAX_N];
    double start[2][MAX_K], certified[MAX_K], errors[MAX_K], rss;
} set;

static bool values(const double *b, double *value, void *context)
{
    const set *s = context;

    for (size_t t = 0; t < s->n; t++)
        value[t] = s->curve(b, s->x[t], s->z[t]);
    return true;
}

static void load_data(const char *name, set *s)
{
    char path[64];
    const bool nelson = !strcmp(name, "Nelson");

    snprintf(path, sizeof path, "material/nist_nonlinear/data/%s.csv", name);

    reference data = reference_open(path);

    s->n = reference_series(&data, NULL, NULL, "y", s->y, MAX_N);
    reference_series(&data, NULL, NULL, nelson ? "x1" : "x", s->x, MAX_N);
    if (nelson)
        reference_series(&data, NULL, NULL, "x2", s->z, MAX_N);
    for (size_t t = 0; nelson && t < s->n; t++)
        s->y[t] = log(s->y[t]);
    reference_close(&data);
}

static void load_certified(const reference *expected, const char *name, set *s)
{
    for (size_t r = 1; r < expected->n_rows; r++) {
        const char *what = reference_text(expected, r, "statistic");
        const double value = reference_number(expected, r, "certified");
        const size_t j = what[0] == 'b' ? strtoul(what + 1, NULL, 10) - 1 : 0;

        if (!reference_is(expected, r, "dataset", name))
            continue;
        if (strstr(what, "_estimate")) {
            s->certified[j] = value;
            s->start[0][j] = reference_number(expected, r, "start1");
            s->start[1][j] = reference_number(expected, r, "start2");
            s->k = j + 1 > s->k ? j + 1 : s->k;
        } else if (strstr(what, "_stderr")) {
            s->errors[j] = value;
        } else if (!strcmp(what, "rss")) {
            s->rss = value;
        }
    }
}

/* 1 where all is right to six digits, 0 where the fit said that it did not converge. A wrong answer
 * fails the test. */
static int fit(const char *name, set *s, const double *start)
{
    double b[MAX_K], errors[MAX_K];
    fc_nonlinear_result result = {.errors = errors};
    const fc_nonlinear problem = {.n = s->n, .k = s->k, .y = s->y, .curve = values, .context = s};

    memcpy(b, start, sizeof b);
    if (fc_nonlinear_fit(&problem, b, &result) != FC_OK) {
        print_message("%s from %g: %s\n", name, start[0], fc_error_message());
        return 0;
    }
    for (size_t j = 0; j < s->k; j++) {
        if (fabs(b[j] - s->certified[j]) > 1e-6 * fabs(s->certified[j])) {
            print_message("%s: b%zu is %.10g, not %.10g\n", name, j + 1, b[j], s->certified[j]);
            return -1;
        }
        if (s->rss > 1e-20) /* that of Lanczos1 is rounding */
            assert_close(errors[j], s->errors[j], 1e-4);
    }
    assert_true(fabs(result.rss - s->rss) <= 1e-6 * s->rss + 1e-20);
    return 1;
}

static void nist_sets_converge(void **state)
{
    reference expected = reference_open("material/nist_nonlinear/expected.csv");
    int right[2] = {0, 0}, wrong = 0;

    (void)state;
    for (size_t i = 0; i < sizeof nist_curves / sizeof *nist_curves; i++) {
        set s = {.curve = nist_curves[i].curve};

        load_data(nist_curves[i].name, &s);
        load_certified(&expected, nist_curves[i].name, &s);
        for (size_t start = 0; start < 2; start++) {
            const int found = fit(nist_curves[i].name, &s, s.start[start]);

            right[start] += found == 1;
            wrong += found < 0;
        }
    }
    reference_close(&expected);
    print_message("right to 6 digits: %d from start 1, %d from start 2\n", right[0], right[1]);
    assert_int_equal(wrong, 0);
    assert_true(right[0] >= 25);
    assert_int_equal(right[1], 27);
}

static void a_curve_is_found_again(void **state)
{
    const double planted[] = {238.5, 4.75, 0.62};
    set s = {.curve = rat42, .n = 20};
    double b[] = {100, 1, 1}, errors[3];
    fc_nonlinear_result result = {.errors = errors};
    const fc_nonlinear problem = {.n = 20, .k = 3, .y = s.y, .curve = values, .context = &s};

    (void)state;
    for (size_t t = 0; t < s.n; t++) {
        s.x[t] = (double)t;
        s.y[t] = rat42(planted, (double)t, 0) + (t % 2 ? 0.5 : -0.5);
    }
    assert_ok(fc_nonlinear_fit(&problem, b, &result));
    for (size_t j = 0; j < 3; j++)
        assert_true(fabs(b[j] - planted[j]) < 2 * errors[j]);
    assert_non_null(result.search);
}

/* A parameter that changes nothing has no value to be found. */
static double without_effect(const double *b, double x, double z)
{
    return b[0] * x + 0 * b[1] + z;
}

static void what_is_not_settled_does_not_converge(void **state)
{
    set s = {.curve = without_effect, .n = 5};
    double b[] = {1, 1};
    fc_nonlinear_result result = {.errors = NULL};
    fc_nonlinear problem = {.n = 5, .k = 2, .y = s.y, .curve = values, .context = &s};

    (void)state;
    for (size_t t = 0; t < s.n; t++) {
        s.x[t] = (double)t + 1;
        s.y[t] = 2.5 * (double)t + (t % 2 ? 0.25 : -0.75);
    }
    assert_fails(fc_nonlinear_fit(&problem, b, &result), FC_EDATA,
                 "curve: the fit did not converge from where it started");
    assert_close(b[1], 1, 0);
    problem.n = 1;
    assert_fails(fc_nonlinear_fit(&problem, b, &result), FC_EDATA,
                 "curve: 1 observations do not settle 2 parameters");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nist_sets_converge),
        cmocka_unit_test(a_curve_is_found_again),
        cmocka_unit_test(what_is_not_settled_does_not_converge),
    };

    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
