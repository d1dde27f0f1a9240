/* test_moves.c - reorganisations: sales as the structure is, and as it was. */
#include "analysis/read/moves.h"

#include "tests/unit/sales_case.h"

static const char SALES[] = "date,region,city,amount\n"
                            "2025-01-10,East,Nanjing,7.5\n"   /* before the move */
                            "2025-03-10,East,Nanjing,11.25\n" /* recorded the old way */
                            "2025-03-11,North,Nanjing,2.5\n"  /* recorded the new way */
                            "2025-01-12,North,Nanjing,1.75\n" /* restated by the source */
                            "2025-01-12,North,Beijing,100\n"
                            "2025-03-12,East,Shanghai,200\n"
                            "2025-03-13,West,Xi'an,50\n";

static fc_status read_moved(const char *text, const char *by, bool was)
{
    an_sales_options options = MONTHS;
    const an_text_options plain = {0};
    an_moves *moves = NULL;
    an_problems *own;
    fc_status status;

    write_text("moves.csv", text);
    assert_ok(an_problems_new(&own));
    status = an_moves_read("moves.csv", &plain, was, own, &moves);
    an_problems_free(own);
    options.by = by;
    options.moves = moves;
    if (status == FC_OK)
        status = read_text(SALES, &options);
    an_moves_free(moves);
    return status;
}

#define NANJING "since,region,city,to_region\n2025-03-01,East,Nanjing,North\n"

static void as_it_is_all_of_it_belongs_to_the_new_one(void **state)
{
    (void)state;
    assert_ok(read_moved(NANJING, "region/city", false));
    assert_amount("2025-01", 109.25, "North", "*");
    assert_amount("2025-01", 9.25, "North", "Nanjing");
    assert_amount("2025-03", 13.75, "North", "Nanjing");
    assert_amount("2025-03", 200, "East", "*");
}

static void as_it_was_each_row_stands_where_it_did(void **state)
{
    (void)state;
    assert_ok(read_moved(NANJING, "region/city", true));
    assert_amount("2025-01", 9.25, "East", "Nanjing");
    assert_amount("2025-01", 100, "North", "*");
    assert_amount("2025-03", 13.75, "North", "Nanjing");
}

/* The city says which rows move, though it is no key. */
static void a_condition_need_not_be_a_key(void **state)
{
    (void)state;
    assert_ok(read_moved("since,city,to_region\n2025-03-01,Nanjing,North\n", "region", false));
    assert_amount("2025-01", 109.25, "North");
    assert_amount("2025-03", 200, "East");
}

/* East goes to North, which then becomes Centre. */
static void moves_follow_one_another(void **state)
{
    (void)state;
    assert_ok(read_moved("since,region,to_region\n2025-06-01,North,Centre\n2025-03-01,East,North\n",
                         "region", false));
    assert_amount("2025-01", 109.25 + 0, "Centre");
    assert_amount("2025-03", 213.75, "Centre");
    assert_ok(read_moved("since,region,to_region\n2025-06-01,North,Centre\n2025-03-01,East,North\n",
                         "region", true));
    assert_amount("2025-01", 7.5, "East");
    assert_amount("2025-03", 213.75, "North");
}

static void the_total_never_changes(void **state)
{
    (void)state;
    for (int was = 0; was < 2; was++) {
        assert_ok(read_moved(NANJING, "region/city", was));
        assert_amount("2025-01", 109.25, "*", "*");
        assert_amount("2025-03", 263.75, "*", "*");
    }
}

static void what_is_no_move_is_refused(void **state)
{
    static const struct {
        const char *text, *message;
    } CASES[] = {
        {"region,to_region\nEast,North\n",
         "moves.csv:1: no column since: the day from which on a move holds"},
        {"since,region,to_region\n,East,North\n", "moves.csv:2: since: is empty"},
        {"since,region,to_region\n2025-03-01,*,North\n",
         "moves.csv:2: nothing says which rows move"},
        {"since,region,to_region\n2025-03-01,East,\n",
         "moves.csv:2: nothing says where to; fill a column such as to_region"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_fails(read_moved(CASES[i].text, "region", false), FC_EDATA, CASES[i].message);
    assert_int_equal(read_moved("since,branch,to_branch\n2025-03-01,a,b\n", "region", false),
                     FC_EDATA);
    assert_non_null(strstr(fc_error_message(), "branch"));
}

static int end(void **state)
{
    forget(state);
    return written_end(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_it_is_all_of_it_belongs_to_the_new_one),
        cmocka_unit_test(as_it_was_each_row_stands_where_it_did),
        cmocka_unit_test(a_condition_need_not_be_a_key),
        cmocka_unit_test(moves_follow_one_another),
        cmocka_unit_test(the_total_never_changes),
        cmocka_unit_test(what_is_no_move_is_refused),
    };

    return cmocka_run_group_tests(tests, written_begin, end);
}
