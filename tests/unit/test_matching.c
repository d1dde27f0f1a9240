/* test_matching.c - sums of simulated parts are brought to their own ranges and stay sums. */
#include <gsl/gsl_errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/ranges/matching.h"
#include "tests/unit/assert.h"

/* Nine parts in a crossing of 3 x 3, groups: all, rows, columns. */
enum { PARTS = 9, GROUPS = 7, PATHS = 500 };

static const size_t level[] = {0, 1, 4, 7};
static const double weight[PARTS] = {1.3, 0.2, 2.1, 0.9, 1.7, 0.4, 3.2, 0.8, 1.1};

static bool holds(size_t group, size_t part)
{
    return group == 0 || (group < 4 ? part / 3 == group - 1 : part % 3 == group - 4);
}

static double outcome(void *data, size_t group, double score)
{
    const double *deviation = data;

    return 10.0 * (group == 0 ? 9 : 3) + deviation[group] * score;
}

typedef struct {
    double part[PARTS][PATHS], sums[GROUPS * PATHS], shift[GROUPS * PATHS];
    double overlap[GROUPS * GROUPS], deviation[GROUPS];
} fixture;

static fixture *new_fixture(double total, double group)
{
    fixture *f = calloc(1, sizeof *f);
    uint32_t seed = 77;

    for (size_t j = 0; j < PARTS; j++)
        for (size_t p = 0; p < PATHS; p++) {
            seed = seed * 1664525u + 1013904223u;
            f->part[j][p] = 10 + sqrt(12 * weight[j]) * ((seed >> 8) / 16777216.0 - 0.5);
        }
    for (size_t g = 0; g < GROUPS; g++) {
        f->deviation[g] = g == 0 ? total : group;
        for (size_t j = 0; j < PARTS; j++)
            for (size_t p = 0; holds(g, j) && p < PATHS; p++)
                f->sums[g * PATHS + p] += f->part[j][p];
        for (size_t k = 0; k < GROUPS; k++)
            for (size_t j = 0; j < PARTS; j++)
                f->overlap[g * GROUPS + k] += holds(g, j) && holds(k, j) ? weight[j] : 0;
    }
    return f;
}

static void match(fixture *f)
{
    const fc_matching m = {GROUPS, 3, PATHS, level, f->overlap, outcome, f->deviation};

    assert_ok(fc_matching_step(&m, f->sums, f->shift));
}

static double deviation_of(const double *x)
{
    double mean = 0, squares = 0;

    for (size_t p = 0; p < PATHS; p++)
        mean += x[p] / PATHS;
    for (size_t p = 0; p < PATHS; p++)
        squares += pow(x[p] - mean, 2) / PATHS;
    return sqrt(squares);
}

static void groups_get_their_range_and_the_coarsest_exactly(void **state)
{
    fixture *f = new_fixture(9, 4.5);

    (void)state;
    assert_true(deviation_of(f->sums) < 4);
    match(f);
    assert_close(deviation_of(f->sums), 9, 0.01);
    for (size_t g = 1; g < GROUPS; g++)
        assert_close(deviation_of(f->sums + g * PATHS), 4.5, 0.1);
    free(f);
}

static void shifted_parts_add_up_to_the_groups(void **state)
{
    fixture *f = new_fixture(2.5, 2);

    (void)state;
    match(f);
    for (size_t p = 0; p < PATHS; p++)
        for (size_t g = 0; g < GROUPS; g++) {
            double sum = 0;

            for (size_t j = 0; j < PARTS; j++)
                for (size_t k = 0; holds(g, j) && k <= GROUPS; k++)
                    sum += k == GROUPS   ? f->part[j][p]
                           : holds(k, j) ? weight[j] * f->shift[k * PATHS + p]
                                         : 0;
            assert_close(f->sums[g * PATHS + p], sum, 1e-12);
        }
    free(f);
}

static void the_order_of_the_paths_stays_in_the_total(void **state)
{
    fixture *f = new_fixture(6, 3);
    double before[PATHS];

    (void)state;
    memcpy(before, f->sums, sizeof before);
    match(f);
    size_t turned = 0;
    for (size_t p = 1; p < PATHS; p++)
        turned += (before[p] > before[0]) != (f->sums[p] > f->sums[0]);
    assert_true(turned < PATHS / 10);
    free(f);
}

static void groups_whose_parts_never_err_stay(void **state)
{
    fixture *f = new_fixture(3, 3);

    (void)state;
    memset(f->overlap, 0, sizeof f->overlap);
    match(f);
    for (size_t i = 0; i < GROUPS * PATHS; i++)
        assert_true(f->shift[i] == 0);
    free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_get_their_range_and_the_coarsest_exactly),
        cmocka_unit_test(shifted_parts_add_up_to_the_groups),
        cmocka_unit_test(the_order_of_the_paths_stays_in_the_total),
        cmocka_unit_test(groups_whose_parts_never_err_stay),
    };

    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
