/* test_chance_table.c - how often chances came true, as a table and in a sentence. */
#include <string.h>

#include "analysis/table/chance_table.h"
#include "tests/unit/assert.h"

/* 3 of 12 targets called 23 % were met, 4 of 5 of those called 71 %. */
static fc_calibration judged(void)
{
    fc_calibration c = {.periods = 12};

    for (size_t i = 0; i < 12; i++)
        fc_calibration_target(&c, 0.23, i < 3);
    for (size_t i = 0; i < 5; i++)
        fc_calibration_target(&c, 0.71, i > 0);
    return c;
}

static void a_row_a_tenth_and_one_for_all(void **state)
{
    const fc_calibration c = judged();
    an_table *t;

    (void)state;
    assert_ok(an_chance_table(&c, "en", &t));
    assert_int_equal(an_table_rows(t), 3);
    assert_string_equal(an_table_cell_text(t, 0, 0), "20-30 %");
    assert_close(an_table_cell_number(t, 0, 1), 12, 0);
    assert_close(an_table_cell_number(t, 0, 2), 0.23, 1e-12);
    assert_close(an_table_cell_number(t, 0, 3), 0.25, 1e-12);
    assert_string_equal(an_table_cell_text(t, 1, 0), "70-80 %");
    assert_close(an_table_cell_number(t, 1, 3), 0.8, 1e-12);
    assert_string_equal(an_table_cell_text(t, 2, 0), "all");
    assert_close(an_table_cell_number(t, 2, 1), 17, 0);
    assert_close(an_table_cell_number(t, 2, 2), (12 * 0.23 + 5 * 0.71) / 17, 1e-12);
    assert_close(an_table_cell_number(t, 2, 3), 7.0 / 17, 1e-12);
    assert_int_equal(an_table_n_notes(t), 2);
    assert_non_null(strstr(an_table_note_at(t, 1), "0.182 = reliability 0.003 - resolution 0.063"));
    an_table_free(t);
}

static void a_note_holds_all_tenths(void **state)
{
    static const an_column column = {"x", AN_TEXT};
    const fc_calibration c = judged();
    an_table *t;

    (void)state;
    assert_ok(an_table_new(&column, 1, &t));
    an_chance_note(&c, "en", t);
    an_chance_note(&c, "zh", t);
    assert_int_equal(an_table_n_notes(t), 2);
    assert_non_null(strstr(an_table_note_at(t, 0), "20–30%: 25% of 12, 70–80%: 80% of 5."));
    assert_non_null(strstr(an_table_note_at(t, 1), "20–30%：12 个中 25%，70–80%：5 个中 80%。"));
    an_table_free(t);
}

static void without_targets_nothing_is_told(void **state)
{
    const fc_calibration none = {.periods = 12};
    an_table *t;

    (void)state;
    assert_ok(an_chance_table(&none, "en", &t));
    an_chance_note(&none, "en", t);
    assert_int_equal(an_table_rows(t), 0);
    assert_int_equal(an_table_n_notes(t), 0);
    an_table_free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_a_tenth_and_one_for_all),
        cmocka_unit_test(a_note_holds_all_tenths),
        cmocka_unit_test(without_targets_nothing_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
