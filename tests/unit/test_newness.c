/* test_newness.c - customers won, counted once, and their sales as a key of their own. */
#include "analysis/target/newness.h"

#include "tests/unit/sales_case.h"

static an_sales *derived;

static int forget_both(void **state)
{
    an_sales_free(derived);
    derived = NULL;
    return forget(state);
}

static const an_sales_options *detailed(void)
{
    static an_sales_options options;

    options = MONTHS;
    options.detail = true;
    return &options;
}

static double of(const char *const *keys, const char *label)
{
    an_sales *kept = sales;
    double sum;

    sales = derived;
    sum = sum_of(keys, label, AN_AMOUNT);
    sales = kept;
    return sum;
}

#define OF(label, ...) of((const char *const[]){__VA_ARGS__}, label)

/* Old is there from the start; Back is away for 13 months; Late buys first in 2024-03, in two
 * regions; the last row makes 2026-01 the last month. */
static const char FOUR[] = "date,region,customer,amount\n"
                           "2022-01-05,East,Old,10\n2022-06-05,East,Back,20\n"
                           "2022-12-05,East,Old,11\n2023-07-05,East,Back,21\n"
                           "2023-11-05,East,Old,12\n2024-03-05,East,Late,30\n"
                           "2024-03-06,West,Late,40\n2024-10-05,East,Old,13\n"
                           "2025-02-05,West,Late,41\n2025-03-05,East,Late,31\n"
                           "2025-09-30,West,,7\n2026-01-31,East,Old,14\n";

static void a_customer_is_counted_once_where_most_is_bought(void **state)
{
    (void)state;
    assert_ok(read_text(FOUR, detailed()));
    assert_ok(an_newness_count(sales, &derived));
    assert_close(OF("2023-07", "East"), 1, 0); /* back after more than a year */
    assert_close(OF("2024-03", "West"), 1, 0);
    assert_close(OF("2024-03", "East"), 0, 0);
    assert_close(OF("2024-10", "*"), 0, 0);
    assert_close(OF("2025-09", "*"), 0, 0); /* nobody's purchase wins nobody */
    assert_close(OF("2026-01", "*"), 1, 0); /* Old stayed away for 14 months */
}

static void sales_are_new_for_a_year_and_add_up(void **state)
{
    (void)state;
    assert_ok(read_text(FOUR, detailed()));
    assert_ok(an_newness_split(sales, &derived));
    assert_int_equal(derived->n_keys, 2);
    assert_string_equal(derived->key_names[1], "business");
    assert_close(OF("2024-03", "East", "new"), 30, 0);
    assert_close(OF("2025-02", "West", "new"), 41, 0);
    assert_close(OF("2025-03", "East", "existing"), 31, 0);
    assert_close(OF("2025-03", "East", "new"), 0, 0);
    assert_close(OF("2025-09", "West", "existing"), 7, 0);
    assert_close(OF("2024-03", "*", "*"), 70, 0);
    assert_int_equal(fc_hierarchy_n_dimensions(derived->hierarchy), 2);
}

static void counts_can_stand_beside_the_split(void **state)
{
    (void)state;
    assert_ok(read_text(FOUR, detailed()));
    assert_ok(an_newness_count_split(sales, &derived));
    assert_close(OF("2024-03", "West", "new"), 1, 0);
    assert_int_equal(derived->n_keys, 2);
}

/* Bought in a period, and not in the twelve before it: by the definition. */
static void random_companies_agree_with_the_definition(void **state)
{
    enum { MONTHS_LONG = 50, CUSTOMERS = 12, YEAR = 12 };

    (void)state;
    srand(7);
    for (int company = 0; company < 20; company++) {
        bool bought[CUSTOMERS][MONTHS_LONG] = {{false}};
        char text[20000] = "date,region,customer,amount\n2020-01-01,East,C0,1\n";
        size_t n = strlen(text);

        bought[0][0] = true;
        for (int c = 0; c < CUSTOMERS; c++)
            for (int t = 0; t < MONTHS_LONG; t++)
                if ((bought[c][t] =
                         rand() % (3 + 2 * c) == 0 || bought[c][t] || t == MONTHS_LONG - 1))
                    n += (size_t)snprintf(text + n, sizeof text - n, "%d-%02d-28,%s,C%d,%d\n",
                                          2020 + t / YEAR, t % YEAR + 1,
                                          rand() % 2 ? "East" : "West", c, 1 + rand() % 9);
        assert_ok(read_text(text, detailed()));
        assert_ok(an_newness_count(sales, &derived));
        for (int t = YEAR; t < MONTHS_LONG; t++) {
            double won = 0, counted = 0;

            for (int c = 0; c < CUSTOMERS; c++) {
                bool before = false;

                for (int k = 1; k <= YEAR; k++)
                    before |= bought[c][t - k];
                won += bought[c][t] && !before;
            }
            fc_hierarchy_values(derived->hierarchy, 0, AN_AMOUNT, sales->first_complete + t, 1,
                                &counted);
            assert_close(counted, won, 0);
        }
        forget_both(NULL);
    }
}

static void refuses_what_cannot_tell(void **state)
{
    (void)state;
    assert_ok(read_text("date,region,amount\n2022-01-05,East,10\n2026-01-31,East,1\n", detailed()));
    assert_int_equal(an_newness_count(sales, &derived), FC_EDATA);
    assert_non_null(strstr(fc_error_message(), "customer, account"));
    assert_ok(read_text("date,region,customer,amount\n2025-01-05,East,A,10\n2026-01-31,East,A,1\n",
                        detailed()));
    assert_int_equal(an_newness_count(sales, &derived), FC_EDATA);
    assert_non_null(strstr(fc_error_message(), "longer time"));
    assert_null(derived);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_customer_is_counted_once_where_most_is_bought, forget_both),
        cmocka_unit_test_teardown(sales_are_new_for_a_year_and_add_up, forget_both),
        cmocka_unit_test_teardown(counts_can_stand_beside_the_split, forget_both),
        cmocka_unit_test_teardown(random_companies_agree_with_the_definition, forget_both),
        cmocka_unit_test_teardown(refuses_what_cannot_tell, forget_both),
    };

    return cmocka_run_group_tests(tests, written_begin, written_end);
}
