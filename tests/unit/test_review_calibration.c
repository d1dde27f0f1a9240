/* test_review_calibration.c - the record of chances that a review tells. */
#include "analysis/review/review_calibration.h"
#include "tests/unit/assert.h"

static fc_calibration with(size_t bin, size_t n, size_t met, fc_calibration c)
{
    c.bins[bin].n = n;
    c.bins[bin].met = met;
    c.n_targets += n;
    return c;
}

static void a_tenth_with_enough_targets_speaks_for_itself(void **state)
{
    const fc_calibration c = with(7, 50, 37, with(2, 40, 9, (fc_calibration){.periods = 12}));
    const an_review_record r = an_review_record_of(&c, 0.76);

    (void)state;
    assert_true(r.n == 50 && r.met == 37 && r.low == 70 && r.high == 80);
}

static void thin_tenths_take_their_neighbours(void **state)
{
    const fc_calibration c =
        with(6, 20, 13, with(7, 9, 7, with(8, 11, 9, (fc_calibration){.periods = 12})));
    const an_review_record r = an_review_record_of(&c, 0.70);

    (void)state;
    assert_true(r.n == 40 && r.met == 29 && r.low == 60 && r.high == 90);
}

static void the_ends_stay_within_0_and_100(void **state)
{
    const fc_calibration c = with(0, 10, 1, with(1, 25, 3, (fc_calibration){.periods = 12}));
    const an_review_record low = an_review_record_of(&c, 0);
    const fc_calibration top = with(9, 31, 30, (fc_calibration){.periods = 12});
    const an_review_record high = an_review_record_of(&top, 1);

    (void)state;
    assert_true(low.n == 35 && low.met == 4 && low.low == 0 && low.high == 20);
    assert_true(high.n == 31 && high.low == 90 && high.high == 100);
}

static void too_few_targets_tell_nothing(void **state)
{
    const fc_calibration few = with(5, 29, 12, (fc_calibration){.periods = 12});
    const fc_calibration enough = with(5, 30, 12, (fc_calibration){.periods = 12});

    (void)state;
    assert_int_equal(an_review_record_of(&few, 0.5).n, 0);
    assert_int_equal(an_review_record_of(&enough, NAN).n, 0);
    assert_int_equal(an_review_record_of(&enough, 0.05).n, 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tenth_with_enough_targets_speaks_for_itself),
        cmocka_unit_test(thin_tenths_take_their_neighbours),
        cmocka_unit_test(the_ends_stay_within_0_and_100),
        cmocka_unit_test(too_few_targets_tell_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
