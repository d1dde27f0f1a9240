/* test_regression_nist.c - the linear sets of NIST's Statistical Reference Datasets
 * (../shared/material/nist_linear, skipped where absent): digits that are right. */
#include "forecast/regression/regression.h"
#include "tests/unit/reference.h"

enum { MAX_N = 100, MAX_K = 11 };

typedef struct {
    const char *name;
    double digits; /* of every coefficient, standard error, residual deviation and R squared */
} set;

static const set sets[] = {{"Norris", 11},  {"Pontius", 11}, {"NoInt1", 11},  {"NoInt2", 11},
                           {"Longley", 11}, {"Filip", 7},    {"Wampler1", 9}, {"Wampler2", 9},
                           {"Wampler3", 9}, {"Wampler4", 7}, {"Wampler5", 6}};

/* Absolute where the certified value is 0, as NIST's judge has it. */
static void assert_digits(double value, double certified, double digits, const char *what)
{
    const double scale = certified == 0 ? 1 : fabs(certified);

    if (!(fabs(value - certified) <= pow(10, -digits) * scale))
        fail_msg("%s is %.17g, not %.17g", what, value, certified);
}

/* The columns of the set's model; returns how many. */
static size_t columns_of(const char *name, const reference *data, size_t k, double *x)
{
    const size_t n = data->n_rows - 1;
    const bool intercept = strncmp(name, "NoInt", 5) != 0;

    for (size_t j = 0; j < k; j++)
        for (size_t t = 0; t < n; t++) {
            char column[24] = "x";

            if (!strcmp(name, "Longley") && j > 0)
                snprintf(column, sizeof column, "x%zu", j);
            if (intercept && j == 0)
                x[t] = 1;
            else if (!strcmp(name, "Longley"))
                x[j * n + t] = reference_number(data, t + 1, column);
            else
                x[j * n + t] =
                    (double)powl(reference_number(data, t + 1, "x"), (long double)j + !intercept);
        }
    return n;
}

static void judge(const reference *expected, const set *s)
{
    double x[MAX_N * MAX_K], y[MAX_N], b[MAX_K], errors[MAX_K];
    char path[64];
    fc_regression_result result = {.coefficients = b, .errors = errors};
    fc_regression problem = {.x = x, .y = y};

    for (size_t r = 1; r < expected->n_rows; r++)
        problem.k += reference_is(expected, r, "dataset", s->name) &&
                     strstr(reference_text(expected, r, "statistic"), "_estimate");
    snprintf(path, sizeof path, "material/nist_linear/data/%s.csv", s->name);

    reference data = reference_open(path);

    problem.n = columns_of(s->name, &data, problem.k, x);
    assert_int_equal(reference_series(&data, NULL, NULL, "y", y, MAX_N), problem.n);
    assert_ok(fc_regression_fit(&problem, &result));
    for (size_t r = 1; r < expected->n_rows; r++) {
        const char *what = reference_text(expected, r, "statistic");
        const double certified = reference_number(expected, r, "certified");
        const size_t j =
            what[0] == 'B' ? strtoul(what + 1, NULL, 10) - (strncmp(s->name, "NoInt", 5) == 0) : 0;
        const bool coefficient = what[0] == 'B';

        if (!reference_is(expected, r, "dataset", s->name))
            continue;
        if (coefficient && strstr(what, "_estimate"))
            assert_digits(b[j], certified, s->digits, what);
        else if (coefficient)
            assert_digits(errors[j], certified, s->digits, what);
        else if (!strcmp(what, "residual_sd"))
            assert_digits(result.sigma, certified, s->digits, what);
        else if (!strcmp(what, "r_squared"))
            assert_digits(result.r_squared, certified, s->digits, what);
        else if (!strcmp(what, "resid_df"))
            assert_digits(result.freedom, certified, 15, what);
    }
    reference_close(&data);
}

static void certified_digits_are_met(void **state)
{
    reference expected = reference_open("material/nist_linear/expected.csv");

    (void)state;
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        judge(&expected, &sets[i]);
    reference_close(&expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(certified_digits_are_met)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
