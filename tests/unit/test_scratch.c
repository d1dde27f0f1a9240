/* test_scratch.c - memory taken and given back like a stack stays in place and is used again. */
#include "forecast/scratch.h"

#include "tests/unit/assert.h"

static void what_was_taken_keeps_its_values_while_more_is_taken(void **state)
{
    enum { BLOCKS = 40 };
    double *taken[BLOCKS];
    fc_scratch *scratch;

    (void)state;
    assert_ok(fc_scratch_new(&scratch));
    for (size_t k = 0; k < BLOCKS; k++) { /* ever larger, so that it must grow */
        const size_t n = 1 + k * k * k;

        taken[k] = fc_scratch_take(scratch, n);
        assert_non_null(taken[k]);
        for (size_t i = 0; i < n; i++)
            taken[k][i] = (double)(k * 1000 + i % 1000);
    }
    for (size_t k = 0; k < BLOCKS; k++)
        for (size_t i = 0; i < 1 + k * k * k; i++)
            assert_true(taken[k][i] == (double)(k * 1000 + i % 1000));
    fc_scratch_free(scratch);
}

static void what_was_given_back_is_taken_again(void **state)
{
    fc_scratch *scratch;

    (void)state;
    assert_ok(fc_scratch_new(&scratch));
    double *kept = fc_scratch_take(scratch, 3);
    const fc_scratch_mark mark = fc_scratch_here(scratch);
    double *first = fc_scratch_take(scratch, 100);

    kept[2] = 2.385;
    for (size_t k = 0; k < 1000; k++) {
        assert_non_null(fc_scratch_take(scratch, 50000));
        fc_scratch_release(scratch, mark);
        assert_ptr_equal(fc_scratch_take(scratch, 100), first);
        fc_scratch_release(scratch, mark);
    }
    assert_true(kept[2] == 2.385);
    fc_scratch_free(scratch);
}

static void marks_nest(void **state)
{
    fc_scratch *scratch;

    (void)state;
    assert_ok(fc_scratch_new(&scratch));
    const fc_scratch_mark outer = fc_scratch_here(scratch);
    double *a = fc_scratch_take(scratch, 7);
    const fc_scratch_mark inner = fc_scratch_here(scratch);
    double *b = fc_scratch_take(scratch, 1 << 20); /* a block of its own */

    b[(1 << 20) - 1] = 1;
    fc_scratch_release(scratch, inner);
    assert_ptr_equal(fc_scratch_take(scratch, 1 << 20), b);
    fc_scratch_release(scratch, outer);
    assert_ptr_equal(fc_scratch_take(scratch, 7), a);
    fc_scratch_free(scratch);
    fc_scratch_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_taken_keeps_its_values_while_more_is_taken),
        cmocka_unit_test(what_was_given_back_is_taken_again),
        cmocka_unit_test(marks_nest),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
