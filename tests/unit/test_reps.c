/* test_reps.c - fair shares out of record, ramp and capacity. The company's regions stand for reps.
 */
#include "analysis/target/reps.h"
#include "tests/unit/target_case.h"

static fc_status try_reps(target_case *c, double total, const char *text, an_reps *reps)
{
    FILE *file = fopen(c->path, "w");

    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    if (!c->target)
        assert_ok(try_target(c, FC_MONTH, goal(AN_GOAL_TOTAL, total)));
    return an_reps_read(c->path, &(an_text_options){.encoding = NULL}, c->target, 5, "en",
                        c->company.problems, reps);
}

/* The last twelve complete months of two cells. */
static double last_year_of(size_t cell)
{
    double sum = 0;

    for (fc_period p = LAST_COMPLETE - 11; p <= LAST_COMPLETE; p++)
        sum += sold(cell, p) + sold(cell + 1, p);
    return sum;
}

static void shares_follow_the_record(void **state)
{
    target_case *c = *state;
    const double east = last_year_of(0), west = last_year_of(2);
    an_reps r;

    assert_ok(try_reps(c, 300000, "region,hired\nEast,\nWest,\n", &r));
    assert_int_equal(r.n, 2);
    assert_close(r.reps[0].target, 300000 * east / (east + west), 1e-6);
    assert_int_equal(llround(100 * (r.reps[0].target + r.reps[1].target)), 30000000);
    assert_close(r.reps[0].quota, 1.05 * r.reps[0].target, 1e-12);
    an_reps_clear(&r);
}

/* West was hired in April 2025 with a ramp of 8 months: 1/8 + 2/8 + 3/8 + 4/8 of a month so far,
 * too little for a record of its own; in 2026 it has full speed. */
static void a_newcomer_is_taken_for_the_median_peer(void **state)
{
    target_case *c = *state;
    an_reps r;

    assert_ok(try_reps(c, 300000,
                       "region,hired,ramp_months\nEast,2019-01-01,6\nWest,2025-04-15,8\n", &r));
    assert_close(r.reps[1].full_months, 10.0 / 8, 1e-12);
    assert_true(r.reps[1].borrowed);
    assert_close(r.reps[1].speed, r.reps[0].speed, 1e-12);
    assert_close(r.reps[1].months, 12, 1e-12);
    an_reps_clear(&r);
}

/* Hired in October 2025: 4/12 of the speed in January, all of it from September on. */
static void a_ramp_goes_on_in_the_year_of_the_target(void **state)
{
    target_case *c = *state;
    an_reps r;

    assert_ok(try_reps(c, 300000, "region,hired,ramp_months\nEast,,\nWest,2025-10-01,12\n", &r));
    assert_close(r.reps[1].months, (4 + 5 + 6 + 7 + 8 + 9 + 10 + 11) / 12.0 + 4, 1e-12);
    an_reps_clear(&r);
}

static void who_left_has_no_target(void **state)
{
    target_case *c = *state;
    an_reps r;

    assert_ok(try_reps(c, 300000, "region,left\nEast,\nWest,2025-07-31\n", &r));
    assert_close(r.reps[1].target, 0, 0);
    assert_close(r.reps[0].target, 300000, 1e-12);
    assert_string_equal(r.reps[1].reason, "gone by then");
    an_reps_clear(&r);
}

static void a_capacity_is_kept_and_too_little_is_refused(void **state)
{
    target_case *c = *state;
    an_reps r;

    assert_ok(try_reps(c, 300000, "region,capacity\nEast,120000\nWest,\n", &r));
    assert_close(r.reps[0].target, 120000, 1e-12);
    assert_close(r.reps[1].target, 180000, 1e-12);
    assert_non_null(strstr(r.reps[0].reason, "at the capacity given"));
    an_reps_clear(&r);
    assert_int_equal(try_reps(c, 300000, "region,capacity\nEast,120000\nWest,90000\n", &r),
                     FC_EDATA);
    assert_non_null(strstr(fc_error_message(),
                           "the capacities add up to 210000, less than the target of 300000"));
    an_reps_clear(&r);
}

static void what_no_peer_reached_is_said(void **state)
{
    target_case *c = *state;
    an_reps r;

    assert_ok(try_reps(c, 900000, "region\nEast\nWest\n", &r));
    assert_non_null(
        strstr(r.reps[0].reason, "above what any comparable peer reached in 12 months"));
    an_reps_clear(&r);
}

static void who_is_not_in_the_file_counts_at_full_speed(void **state)
{
    target_case *c = *state;
    an_reps r;

    assert_ok(try_reps(c, 300000, "region\nEast\nNobody\n", &r));
    assert_int_equal(r.n, 3);
    assert_true(r.reps[1].node == SIZE_MAX);
    assert_close(r.reps[1].target, 0, 0);
    assert_non_null(strstr(r.reps[1].reason, "no place among the sales"));
    assert_string_equal(r.reps[2].name, "West");
    assert_close(r.reps[2].months, 12, 1e-12);
    assert_int_equal(r.n_bounds, 2);
    an_reps_clear(&r);
}

static void files_that_cannot_be_are_refused(void **state)
{
    static const struct {
        const char *text, *says;
        fc_status status;
    } wrong[] = {
        {"person,hired\nEast,\n", "none of its columns is a key of the sales", FC_EUSAGE},
        {"region,hired\nEast,soon\n", ":2: column 'hired': 'soon'", FC_EDATA},
        {"region,capacity\nEast,-5\n", "it is below 0", FC_EDATA},
        {"region\nEast\nEast\n", ":3: column 'region': 'East': stands in the file twice", FC_EDATA},
        {"region\nNobody\n", "none of its reps has sales", FC_EDATA},
    };
    target_case *c = *state;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        an_reps r;

        assert_int_equal(try_reps(c, 300000, wrong[i].text, &r), wrong[i].status);
        if (!strstr(fc_error_message(), wrong[i].says))
            fail_msg("'%s' does not say '%s'", fc_error_message(), wrong[i].says);
        an_reps_clear(&r);
    }
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_case, close_case)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(shares_follow_the_record),
        CASE(a_newcomer_is_taken_for_the_median_peer),
        CASE(a_ramp_goes_on_in_the_year_of_the_target),
        CASE(who_left_has_no_target),
        CASE(a_capacity_is_kept_and_too_little_is_refused),
        CASE(what_no_peer_reached_is_said),
        CASE(who_is_not_in_the_file_counts_at_full_speed),
        CASE(files_that_cannot_be_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
