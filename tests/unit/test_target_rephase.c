/* test_target_rephase.c - a year under way: what came stays, the rest of the target is divided. */
#include "tests/unit/target_case.h"

/* 2025 is known to July: these months stay, and the rest of the target follows the forecast. */
static void a_year_under_way_is_rephased(void **state)
{
    target_case *c = *state;
    an_target_options options = goal(AN_GOAL_TOTAL, 330000);
    const size_t kettles = node(&c->company, "West", "Kettle");
    const double *mean = fc_forecasts_mean(c->company.forecasts, 0);
    double known = 0, left = 0;
    char basis[AN_BASIS_SIZE];

    options.rephase = true;
    assert_ok(an_target_spans(&c->company.sales, "2025", FC_MONTH, &c->spans));
    assert_ok(try_target(c, FC_MONTH, options));
    assert_adds_up(c);
    assert_int_equal(steps(c, 0, 0), 33000000);
    for (size_t m = 0; m < 7; m++) {
        assert_close(an_target_at(c->target, kettles, 5 + m)->target, sold(2, YEAR_START + (int)m),
                     1e-12);
        known += an_target_at(c->target, 0, 5 + m)->target;
    }
    for (size_t i = 0; i < 5; i++)
        left += mean[i];
    assert_true(fabs(an_target_at(c->target, 0, 16)->target - (330000 - known) * mean[4] / left) <
                0.1);
    an_target_basis(c->target, 0, 5, "en", basis);
    assert_string_equal(basis, "known to 2025-07");
    an_target_basis(c->target, 0, 16, "en", basis);
    assert_non_null(strstr(basis, "of what is left of 2025, by the forecast"));
}

static void nothing_to_rephase_is_refused(void **state)
{
    target_case *c = *state;
    an_target_options options = goal(AN_GOAL_TOTAL, 330000);

    options.rephase = true;
    assert_fails(try_target(c, FC_MONTH, options), FC_EUSAGE,
                 "--rephase: 2026 has not begun; rephase a year that is under way");
    assert_ok(an_target_spans(&c->company.sales, "2025", FC_MONTH, &c->spans));
    options.value = 1000;
    assert_int_equal(try_target(c, FC_MONTH, options), FC_EUSAGE);
    assert_non_null(strstr(fc_error_message(), "is exceeded already by"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_year_under_way_is_rephased, open_case, close_case),
        cmocka_unit_test_setup_teardown(nothing_to_rephase_is_refused, open_case, close_case),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
