/* test_newcomers.c - sales people without sales get cells of their own; the others stay as they
 * are. */
#include "analysis/target/newcomers.h"

#include "tests/unit/sales_case.h"

static const char SALES[] = "date,region,rep,product,amount,quantity\n"
                            "2026-01-03,East,Lin,Tea,12.5,5\n2026-01-09,East,Lin,Cup,3,1\n"
                            "2026-02-03,West,Bo,Tea,7.25,2\n2026-03-31,West,Bo,Tea,-1,0\n";

static fc_status add(const char *by, const char *reps)
{
    an_sales_options options = MONTHS;

    options.by = by;
    assert_ok(read_text(SALES, &options));
    write_text("reps.csv", reps);
    return an_newcomers_add("reps.csv", &(an_text_options){.encoding = NULL}, problems, sales);
}

static void a_newcomer_gets_a_cell_and_nothing_else_changes(void **state)
{
    fc_period first, last;
    size_t node;

    (void)state;
    assert_ok(add("rep", "rep,hired\nLin,\nNora,2026-05-01\n"));
    assert_int_equal(fc_hierarchy_n_bottom(sales->hierarchy), 3);
    node = fc_hierarchy_find(sales->hierarchy, (const char *[]){"Nora"});
    assert_true(node != SIZE_MAX);
    assert_amount("2026-01", 15.5, "Lin");
    assert_amount("2026-02", 7.25, "Bo");
    assert_amount("2026-03", -1, "*");
    assert_amount("2026-01", 0, "Nora");
    assert_close(sum_of((const char *[]){"Lin"}, "2026-01", AN_QUANTITY), 6, 0);
    fc_panel_span(sales->panel, &first, &last);
    assert_int_equal(last - first, 2);
}

static void days_of_sales_are_kept(void **state)
{
    (void)state;
    assert_ok(add("rep", "rep\nNora\n"));
    for (size_t c = 0; c < fc_panel_size(sales->panel); c++) {
        const char *rep = fc_panel_key(sales->panel, c, 0);
        const fc_panel_rhythm rhythm =
            fc_panel_days_rhythm(fc_panel_cell_days(sales->panel, c), sales->last_date);

        assert_int_equal(rhythm.n, strcmp(rep, "Nora") == 0 ? 0 : 2);
    }
}

static void what_a_newcomer_nests_in_is_in_the_file(void **state)
{
    (void)state;
    assert_ok(add("region/rep,product", "rep,region\nNora,West\n"));
    assert_int_equal(fc_hierarchy_n_bottom(sales->hierarchy), 3 + 2);
    assert_true(fc_hierarchy_find(sales->hierarchy, (const char *[]){"West", "Nora", "Cup"}) !=
                SIZE_MAX);
    assert_true(fc_hierarchy_find(sales->hierarchy, (const char *[]){"East", "Nora", "Cup"}) ==
                SIZE_MAX);
    assert_int_equal(add("region/rep", "rep\nNora\n"), FC_EDATA);
    assert_string_equal(fc_error_message(),
                        "reps.csv:2: 'Nora' has no sales yet, so the file must say its region");
}

static void without_newcomers_the_panel_stays(void **state)
{
    const fc_panel *panel;

    (void)state;
    assert_ok(add("rep", "rep\nLin\n"));
    panel = sales->panel;
    assert_ok(an_newcomers_add("reps.csv", &(an_text_options){.encoding = NULL}, problems, sales));
    assert_ptr_equal(sales->panel, panel);
    assert_int_equal(add("product", "rep\nLin\n"), FC_EUSAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_newcomer_gets_a_cell_and_nothing_else_changes, forget),
        cmocka_unit_test_teardown(days_of_sales_are_kept, forget),
        cmocka_unit_test_teardown(what_a_newcomer_nests_in_is_in_the_file, forget),
        cmocka_unit_test_teardown(without_newcomers_the_panel_stays, forget),
    };

    return cmocka_run_group_tests(tests, written_begin, written_end);
}
