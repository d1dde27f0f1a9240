/* test_habits.c - what prices and the coming and going of customers did to the last year. */
#include "analysis/target/habits.h"

#include "tests/unit/sales_case.h"

static an_habits habits;

static int forget_both(void **state)
{
    an_habits_clear(&habits);
    return forget(state);
}

/* 2024 against 2025: Gone leaves, Come arrives, Stay buys tea at 2.5 then 3, and in West cups at 4
 * then 3.5. */
static const char TWO_YEARS[] = "date,region,product,customer,quantity,amount\n"
                                "2024-01-02,East,Tea,Stay,10,25\n2024-05-02,East,Tea,Gone,4,10\n"
                                "2024-06-02,West,Cup,Stay,8,32\n2024-07-02,West,Cup,,2,8\n"
                                "2025-02-02,East,Tea,Stay,12,36\n2025-05-02,West,Cup,Come,6,18\n"
                                "2025-06-02,West,Cup,Stay,10,35\n2025-07-02,West,Cup,,2,7\n"
                                "2025-12-31,East,Tea,Stay,0,0\n";

static const an_sales_options *detailed(void)
{
    static an_sales_options options;

    options = MONTHS;
    options.by = "region";
    options.detail = true;
    return &options;
}

static void customers_come_and_go_and_prices_move_among_those_who_stay(void **state)
{
    (void)state;
    assert_ok(read_text(TWO_YEARS, detailed()));
    assert_ok(an_habits_learn(sales, AN_AMOUNT, true, &habits));
    assert_true(habits.has_customers && habits.has_prices);
    assert_close(habits.all.before, 75, 1e-12);
    assert_close(habits.cells[0].lost, -10, 1e-12);
    assert_close(habits.cells[0].won, 0, 0);
    assert_close(habits.cells[1].won, 18, 1e-12);
    assert_close(habits.cells[0].price, 12 * 0.5, 1e-12);
    /* Stay and nobody in particular together: 10 pieces at 40, then 12 at 42 */
    assert_close(habits.cells[1].price, 42 - 12 * 4.0, 1e-12);
    assert_close(habits.all.price, 0, 1e-9);
}

static void pieces_have_customers_but_no_prices(void **state)
{
    (void)state;
    assert_ok(read_text(TWO_YEARS, detailed()));
    assert_ok(an_habits_learn(sales, AN_QUANTITY, false, &habits));
    assert_true(habits.has_customers && !habits.has_prices);
    assert_close(habits.all.lost, -4, 1e-12);
    assert_close(habits.all.won, 6, 1e-12);
    assert_close(habits.all.price, 0, 0);
}

static void a_short_history_or_one_without_details_has_none(void **state)
{
    (void)state;
    assert_ok(read_text("date,region,customer,quantity,amount\n2024-08-02,East,A,1,5\n"
                        "2025-12-31,East,A,1,6\n",
                        detailed()));
    assert_ok(an_habits_learn(sales, AN_AMOUNT, true, &habits));
    assert_true(!habits.has_customers && !habits.has_prices);
    an_habits_clear(&habits);
    assert_ok(read_text(TWO_YEARS, &MONTHS));
    assert_ok(an_habits_learn(sales, AN_AMOUNT, true, &habits));
    assert_true(!habits.has_customers && !habits.has_prices);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(customers_come_and_go_and_prices_move_among_those_who_stay,
                                  forget_both),
        cmocka_unit_test_teardown(pieces_have_customers_but_no_prices, forget_both),
        cmocka_unit_test_teardown(a_short_history_or_one_without_details_has_none, forget_both),
    };

    return cmocka_run_group_tests(tests, written_begin, written_end);
}
