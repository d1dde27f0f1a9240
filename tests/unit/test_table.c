/* test_table.c - a result keeps its cells, texts and notes. */
#include "analysis/table/table.h"

#include <stdio.h>

#include "tests/unit/assert.h"

static const an_column columns[] = {{"region", AN_TEXT}, {"plan", AN_MONEY}, {"status", AN_TEXT}};

static an_table *new_table(void)
{
    an_table *table;

    assert_ok(an_table_new(columns, 3, &table));
    return table;
}

static void keeps_cells_in_the_order_they_came(void **state)
{
    an_table *table = new_table();

    (void)state;
    an_table_text(table, "华东");
    an_table_number(table, 2.385e6);
    an_table_text(table, "behind");
    an_table_end(table);
    an_table_text(table, NULL);
    an_table_number(table, NAN);
    an_table_text(table, "behind");
    an_table_end(table);
    assert_ok(an_table_status(table));

    assert_int_equal(an_table_rows(table), 2);
    assert_int_equal(an_table_n_columns(table), 3);
    assert_string_equal(an_table_column(table, 1)->name, "plan");
    assert_string_equal(an_table_cell_text(table, 0, 0), "华东");
    assert_close(an_table_cell_number(table, 0, 1), 2.385e6, 0);
    assert_string_equal(an_table_cell_text(table, 1, 0), "");
    assert_true(isnan(an_table_cell_number(table, 1, 1)));
    assert_string_equal(an_table_cell_text(table, 1, 2), "behind");
    an_table_free(table);
}

static void keeps_a_thousand_rows(void **state)
{
    an_table *table = new_table();
    char key[16];

    (void)state;
    for (int i = 0; i < 1000; i++) {
        snprintf(key, sizeof key, "store-%d", i / 7);
        an_table_text(table, key);
        an_table_number(table, 31.7 * i);
        an_table_text(table, i % 3 ? "ahead" : "behind");
        an_table_end(table);
    }
    assert_ok(an_table_status(table));
    assert_int_equal(an_table_rows(table), 1000);
    for (size_t i = 0; i < 1000; i++) {
        snprintf(key, sizeof key, "store-%zu", i / 7);
        assert_string_equal(an_table_cell_text(table, i, 0), key);
        assert_close(an_table_cell_number(table, i, 1), 31.7 * (double)i, 1e-15);
        assert_string_equal(an_table_cell_text(table, i, 2), i % 3 ? "ahead" : "behind");
    }
    an_table_free(table);
}

static void keeps_notes_apart_from_rows(void **state)
{
    an_table *table = new_table();

    (void)state;
    an_table_note(table, "%d rows set aside", 17);
    an_table_note(table, "gap = outlook - plan");
    assert_int_equal(an_table_n_notes(table), 2);
    assert_string_equal(an_table_note_at(table, 0), "17 rows set aside");
    assert_string_equal(an_table_note_at(table, 1), "gap = outlook - plan");
    assert_int_equal(an_table_rows(table), 0);
    an_table_free(table);
    an_table_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_cells_in_the_order_they_came),
        cmocka_unit_test(keeps_a_thousand_rows),
        cmocka_unit_test(keeps_notes_apart_from_rows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
