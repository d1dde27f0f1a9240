/* test_plan_spread.c - amounts planned anywhere reach every node and period, to the cent. */
#include "analysis/plan/plan_spread.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/assert.h"

/* Two regions by two products, four months from 2026-01. Node and cell numbers are found by keys.
 */
typedef struct {
    fc_panel *panel;
    fc_hierarchy *hierarchy;
    an_problems *problems;
    an_plan_grid grid;
    an_plan_field field;
    int64_t *values;
} fixture;

static const fc_calendar months = {FC_MONTH, FC_GREGORIAN, 1, 1};

enum { FIRST = 2026 * 12, N_PERIODS = 4 };

/* East sells three times what West does, Kettle as much as Toaster; later months more. */
static double weight(const void *data, size_t node, fc_period period)
{
    const fixture *f = data;
    const double region = strcmp(fc_hierarchy_key(f->hierarchy, node, 0), "West") == 0 ? 1 : 3;

    return region * (1 + 0.5 * (period - FIRST));
}

static fc_date day(int year, int month, int d)
{
    fc_date date;

    assert_true(fc_date_make(year, month, d, &date));
    return date;
}

static int set_up(void **state)
{
    static const char *const cells[][2] = {
        {"East", "Kettle"}, {"East", "Toaster"}, {"West", "Kettle"}, {"West", "Toaster"}};
    const fc_dimension dimensions[] = {{0, 1}, {1, 1}};
    fixture *f = calloc(1, sizeof *f);
    size_t cell;

    assert_ok(fc_panel_new(2, 1, &f->panel));
    for (size_t i = 0; i < 4; i++)
        assert_ok(fc_panel_cell(f->panel, cells[i], NULL, &cell));
    assert_ok(fc_panel_sort(f->panel));
    assert_ok(fc_hierarchy_new(f->panel, dimensions, 2, &f->hierarchy));
    assert_ok(an_problems_new(&f->problems));
    assert_ok(an_plan_grid_make(&months, &(an_plan_days){day(2026, 1, 1), day(2026, 4, 30)}, 1,
                                &f->grid));
    f->field = (an_plan_field){.hierarchy = f->hierarchy,
                               .calendar = &months,
                               .grid = &f->grid,
                               .weight = weight,
                               .data = f,
                               .cents_of_unit = 100,
                               .file = "plan.csv",
                               .problems = f->problems};
    f->values = calloc(fc_hierarchy_size(f->hierarchy) * N_PERIODS, sizeof *f->values);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;

    free(f->values);
    an_plan_grid_clear(&f->grid);
    an_problems_free(f->problems);
    fc_hierarchy_free(f->hierarchy);
    fc_panel_free(f->panel);
    free(f);
    return 0;
}

static size_t node(const fixture *f, const char *region, const char *product)
{
    const char *keys[] = {region, product};
    const size_t found = fc_hierarchy_find(f->hierarchy, keys);

    assert_true(found != SIZE_MAX);
    return found;
}

static an_plan_amount amount(const fixture *f, const char *region, const char *product, int from,
                             int to, int64_t cents)
{
    return (an_plan_amount){.node = node(f, region, product),
                            .unit = from == to ? FC_MONTH : FC_QUARTER,
                            .first = from,
                            .last = to,
                            .cents = cents,
                            .line = 7};
}

static int64_t value(const fixture *f, const char *region, const char *product, int period)
{
    return f->values[node(f, region, product) * N_PERIODS + (size_t)period];
}

static const char *problem(const fixture *f, size_t i)
{
    return an_problems_at(f->problems, i)->text;
}

static void a_total_goes_down_by_the_weights(void **state)
{
    fixture *f = *state;
    an_plan_amount amounts[] = {amount(f, "*", "*", 0, 0, 80008)};

    assert_ok(an_plan_spread(&f->field, amounts, 1, f->values));
    assert_int_equal(value(f, "East", "Kettle", 0), 30003);
    assert_int_equal(value(f, "West", "Toaster", 0), 10001);
    assert_int_equal(value(f, "East", "*", 0), 60006);
    assert_int_equal(value(f, "*", "Toaster", 0), 40004);
    assert_true(value(f, "*", "*", 1) == AN_PLAN_NONE);
}

/* Weights of three months are 1, 1.5 and 2. */
static void a_quarter_goes_to_its_months_by_the_weights(void **state)
{
    fixture *f = *state;
    an_plan_amount amounts[] = {amount(f, "West", "Kettle", 0, 2, 90000)};

    assert_ok(an_plan_spread(&f->field, amounts, 1, f->values));
    assert_int_equal(value(f, "West", "Kettle", 0), 20000);
    assert_int_equal(value(f, "West", "Kettle", 1), 30000);
    assert_int_equal(value(f, "West", "Kettle", 2), 40000);
    assert_true(value(f, "West", "Kettle", 3) == AN_PLAN_NONE);
}

static void children_sum_to_their_parents(void **state)
{
    fixture *f = *state;
    an_plan_amount amounts[] = {amount(f, "East", "Kettle", 1, 1, 31415),
                                amount(f, "West", "Kettle", 1, 1, 2718),
                                amount(f, "East", "Toaster", 1, 1, 577)};

    assert_ok(an_plan_spread(&f->field, amounts, 3, f->values));
    assert_int_equal(value(f, "*", "Kettle", 1), 34133);
    assert_int_equal(value(f, "East", "*", 1), 31992);
    assert_int_equal(value(f, "*", "*", 1), 34710);
    assert_true(value(f, "West", "Toaster", 1) == AN_PLAN_NONE);
}

static void a_node_without_a_plan_gets_what_the_others_leave(void **state)
{
    fixture *f = *state;
    an_plan_amount amounts[] = {amount(f, "*", "*", 0, 0, 100000),
                                amount(f, "East", "*", 0, 0, 40000)};

    assert_ok(an_plan_spread(&f->field, amounts, 2, f->values));
    assert_int_equal(value(f, "West", "*", 0), 60000);
    assert_int_equal(value(f, "West", "Kettle", 0), 30000);
    assert_int_equal(value(f, "*", "Kettle", 0), 50000);
    assert_int_equal(an_problems_size(f->problems), 0);
}

static void a_parent_that_is_not_the_sum_keeps_its_own_plan(void **state)
{
    fixture *f = *state;
    an_plan_amount amounts[] = {amount(f, "East", "*", 0, 0, 40000),
                                amount(f, "East", "Kettle", 0, 0, 25050),
                                amount(f, "East", "Toaster", 0, 0, 17500)};

    assert_ok(an_plan_spread(&f->field, amounts, 3, f->values));
    assert_int_equal(value(f, "East", "*", 0), 40000);
    assert_int_equal(value(f, "East", "Kettle", 0), 25050);
    assert_int_equal(value(f, "*", "*", 0), 42550);
    assert_int_equal(an_problems_count(f->problems, AN_WARNING), 1);
    assert_string_equal(
        problem(f, 0),
        "East/* is planned at 400.00 for 2026-01, but its parts add up to 425.50 (+25.50); "
        "both stand, each held against its own plan");
}

static void planned_children_may_exceed_their_parent(void **state)
{
    fixture *f = *state;
    an_plan_amount amounts[] = {amount(f, "*", "*", 3, 3, 30000),
                                amount(f, "West", "*", 3, 3, 30550)};

    assert_ok(an_plan_spread(&f->field, amounts, 2, f->values));
    assert_int_equal(value(f, "East", "*", 3), 0);
    assert_string_equal(
        problem(f, 0),
        "*/* is planned at 300.00 for 2026-04, but its planned parts alone add up to 305.50 "
        "(+5.50); both stand, each held against its own plan");
}

/* The quarter is cut as the regions' months are, not by the weights: so nothing disagrees. */
static void a_quarter_follows_the_months_planned_below_it(void **state)
{
    fixture *f = *state;
    an_plan_amount amounts[] = {
        amount(f, "*", "*", 0, 2, 66000),   amount(f, "East", "*", 0, 0, 30000),
        amount(f, "East", "*", 1, 1, 5000), amount(f, "East", "*", 2, 2, 10000),
        amount(f, "West", "*", 0, 0, 3000), amount(f, "West", "*", 1, 1, 6000),
        amount(f, "West", "*", 2, 2, 12000)};

    assert_ok(an_plan_spread(&f->field, amounts, 7, f->values));
    assert_int_equal(value(f, "*", "*", 0), 33000);
    assert_int_equal(value(f, "*", "*", 1), 11000);
    assert_int_equal(value(f, "*", "*", 2), 22000);
    assert_int_equal(an_problems_size(f->problems), 0);
}

static void months_of_a_node_count_before_its_quarter(void **state)
{
    fixture *f = *state;
    an_plan_amount amounts[] = {amount(f, "West", "Kettle", 0, 2, 90000),
                                amount(f, "West", "Kettle", 1, 1, 60000)};

    assert_ok(an_plan_spread(&f->field, amounts, 2, f->values));
    assert_int_equal(value(f, "West", "Kettle", 1), 60000);
    assert_int_equal(value(f, "West", "Kettle", 0), 10000);
    assert_int_equal(value(f, "West", "Kettle", 2), 20000);
    assert_int_equal(an_problems_size(f->problems), 0);
}

static void months_that_do_not_add_up_to_their_quarter_are_told(void **state)
{
    fixture *f = *state;
    an_plan_amount amounts[] = {amount(f, "West", "Kettle", 0, 1, 90000),
                                amount(f, "West", "Kettle", 0, 0, 41000),
                                amount(f, "West", "Kettle", 1, 1, 41000)};

    assert_ok(an_plan_spread(&f->field, amounts, 3, f->values));
    assert_string_equal(
        problem(f, 0),
        "West/Kettle is planned at 900.00 for 2026-01 to 2026-02, but its shorter periods add "
        "up to 820.00 (-80.00); both stand, each held against its own plan");
}

/* By region and by product: both keep their own sums, and that the cells cannot meet both is told.
 */
static void crossing_plans_both_stand(void **state)
{
    fixture *f = *state;
    an_plan_amount amounts[] = {
        amount(f, "East", "*", 0, 0, 60000), amount(f, "West", "*", 0, 0, 40000),
        amount(f, "*", "Kettle", 0, 0, 70000), amount(f, "*", "Toaster", 0, 0, 30000)};

    assert_ok(an_plan_spread(&f->field, amounts, 4, f->values));
    assert_int_equal(value(f, "East", "*", 0), 60000);
    assert_int_equal(value(f, "*", "Kettle", 0), 70000);
    assert_int_equal(value(f, "*", "*", 0), 100000);
    assert_int_equal(an_problems_count(f->problems, AN_WARNING), 0);
    assert_int_equal(an_problems_count(f->problems, AN_NOTE), 1);
}

static void a_negative_plan_is_spread_too(void **state)
{
    fixture *f = *state;
    an_plan_amount amounts[] = {amount(f, "*", "*", 0, 0, -8000)};

    assert_ok(an_plan_spread(&f->field, amounts, 1, f->values));
    assert_int_equal(value(f, "East", "Kettle", 0), -3000);
    assert_int_equal(value(f, "West", "*", 0), -2000);
}

/* Whatever is planned where, cells below one plan add up to it to the cent. */
static void what_is_split_adds_up_to_the_cent(void **state)
{
    fixture *f = *state;

    srand(77);
    for (int round = 0; round < 200; round++) {
        const int64_t cents = (int64_t)rand() * (1 + rand() % 5000);
        an_plan_amount amounts[] = {amount(f, "*", "*", 0, 3, cents)};
        int64_t sum = 0, below = 0;

        assert_ok(an_plan_spread(&f->field, amounts, 1, f->values));
        for (int p = 0; p < N_PERIODS; p++) {
            sum += value(f, "*", "*", p);
            below += value(f, "East", "Kettle", p) + value(f, "East", "Toaster", p) +
                     value(f, "West", "*", p);
        }
        assert_int_equal(sum, cents);
        assert_int_equal(below, cents);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_total_goes_down_by_the_weights, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_quarter_goes_to_its_months_by_the_weights, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(children_sum_to_their_parents, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_node_without_a_plan_gets_what_the_others_leave, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_parent_that_is_not_the_sum_keeps_its_own_plan, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(planned_children_may_exceed_their_parent, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_quarter_follows_the_months_planned_below_it, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(months_of_a_node_count_before_its_quarter, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(months_that_do_not_add_up_to_their_quarter_are_told, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(crossing_plans_both_stand, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_negative_plan_is_spread_too, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_split_adds_up_to_the_cent, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
