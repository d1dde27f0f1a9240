/* test_deals_history.c - past states of deals, from dated exports and from dates. */
#include "tests/unit/deals_case.h"

#include <sys/stat.h>

#define HEADER "id,owner,region,stage,amount,created,close_date,closed\n"

static const char *const THREE[] = {"d_2026-01-31.csv", "d_20260228.csv", "d_2026_03_31.csv"};

static fc_status read_three(const char *a, const char *b, const char *c,
                            const an_deals_options *options)
{
    write_text(THREE[0], a);
    write_text(THREE[1], b);
    write_text(THREE[2], c);
    return read_deal_files(THREE, 3, options);
}

static void dated_exports_give_states(void **state)
{
    (void)state;
    const an_deals_options o = plain_deals();

    assert_ok(read_three(HEADER "A,Ann,East,Talk,100.5,2026-01-05,2026-03-15,\n"
                                "B,Bo,West,Talk,70,2026-01-06,2026-02-10,\n"
                                "C,Bo,West,Talk,30,2026-01-07,2026-02-10,\n",
                         HEADER "A,Ann,East,Offer,120.25,2026-01-05,2026-04-15,\n"
                                "B,Bo,West,Closed Won,75,2026-01-06,2026-02-10,2026-02-11\n",
                         HEADER "A,Cid,West,Offer,120.25,2026-01-05,2026-05-15,\n"
                                "E,Bo,East,Talk,9,2026-03-06,2026-08-10,\n",
                         &o));
    assert_int_equal(deals->n, 4);
    assert_int_equal(deals->n_snapshots, 3);
    assert_int_equal(deals->as_of, day_of("2026-03-31"));

    const an_deal *a = deal_of("A"), *b = deal_of("B"), *c = deal_of("C");
    const an_deal_state *s = an_deals_state(deals, a, day_of("2026-02-27"));

    assert_int_equal(s->close, day_of("2026-03-15"));
    assert_close(s->amount, 100.5, 0);
    s = an_deals_last(deals, a);
    assert_string_equal(an_deals_trait(deals, s, AN_TRAIT_OWNER), "Cid");
    assert_string_equal(an_deals_keys(deals, s)[0], "West");
    assert_int_equal(an_deals_pushes(deals, a, deals->as_of), 2);
    assert_int_equal(an_deals_pushes(deals, a, day_of("2026-03-30")), 1);
    assert_null(an_deals_state(deals, a, day_of("2026-01-04")));

    assert_int_equal(an_deals_state(deals, b, day_of("2026-02-10"))->outcome, AN_DEAL_OPEN);
    assert_int_equal(an_deals_state(deals, b, day_of("2026-02-11"))->outcome, AN_DEAL_WON);
    assert_int_equal(an_deal_ended(an_deals_last(deals, b)), day_of("2026-02-11"));
    assert_int_equal(an_deals_last(deals, c)->outcome, AN_DEAL_LOST);
    assert_true(an_deals_last(deals, c)->gone);
    assert_int_equal(deals->n_gone, 1);
}

static void later_exports_are_not_opened(void **state)
{
    an_deals_options o = plain_deals();

    (void)state;
    o.as_of = day_of("2026-03-01");
    assert_ok(read_three(HEADER "A,Ann,East,Talk,100.5,2026-01-05,2026-03-15,\n",
                         HEADER "A,Ann,East,Offer,120.25,2026-01-05,2026-04-15,\n",
                         "this is no export \"at all\n", &o));
    assert_int_equal(deals->n_snapshots, 2);
    assert_close(an_deals_last(deals, deal_of("A"))->amount, 120.25, 0);
}

static void a_snapshot_column_gives_the_same_in_any_order(void **state)
{
    (void)state;
    const an_deals_options o = plain_deals();

    assert_ok(read_deals("snapshot,id,stage,amount,created,close_date\n"
                         "2026-03-31,A,Offer,90,2026-01-02,2026-06-01\n"
                         "2026-01-31,A,Talk,70,2026-01-02,2026-04-01\n"
                         "2026-01-31,B,Talk,10,2026-01-02,2026-04-01\n"
                         "2026-02-28,A,Talk,80,2026-01-02,2026-05-01\n",
                         &o));
    assert_int_equal(deals->n_snapshots, 3);
    assert_int_equal(an_deals_pushes(deals, deal_of("A"), deals->as_of), 2);
    assert_close(an_deals_state(deals, deal_of("A"), day_of("2026-03-01"))->amount, 80, 0);
    assert_true(an_deals_last(deals, deal_of("B"))->gone);
    assert_int_equal(an_deal_ended(an_deals_last(deals, deal_of("B"))), day_of("2026-02-28"));
}

static const char ONE[] =
    "id,stage,status,amount,created,proposal_entered,negotiation_entered,close_date,closed\n"
    "A,Negotiation,Open,50,2026-01-05,2026-01-20,2026-02-10,2026-04-30,\n"
    "B,Closed Won,Won,80,2026-01-02,2026-01-10,2026-02-02,2026-02-20,2026-02-20\n"
    "C,Qualification,Open,20,2026-02-25,,,2026-05-31,\n"
    "D,Proposal,Open,25,2026-02-15,2026-02-22,,2026-05-31,\n";

static void one_export_with_dates_gives_past_states(void **state)
{
    (void)state;
    const an_deals_options o = plain_deals();

    assert_ok(read_deals(ONE, &o));
    assert_int_equal(deals->as_of, day_of("2026-02-25"));

    const an_deal *a = deal_of("A"), *b = deal_of("B");
    const an_deal_state *s = an_deals_state(deals, b, day_of("2026-01-05"));

    assert_string_equal(an_deals_stage(deals, s->stage), "Qualification");
    assert_int_equal(s->close, FC_DATE_NONE);
    assert_string_equal(
        an_deals_stage(deals, an_deals_state(deals, b, day_of("2026-02-19"))->stage),
        "Negotiation");
    assert_int_equal(an_deals_state(deals, b, day_of("2026-02-20"))->outcome, AN_DEAL_WON);
    assert_string_equal(
        an_deals_stage(deals, an_deals_state(deals, a, day_of("2026-01-31"))->stage), "Proposal");
    assert_int_equal(an_deals_last(deals, a)->close, day_of("2026-04-30"));
}

static void an_as_of_date_hides_what_came_after_it(void **state)
{
    an_deals_options o = plain_deals();

    (void)state;
    o.as_of = day_of("2026-02-15");
    assert_ok(read_deals(ONE, &o));
    assert_int_equal(deals->n, 3);
    for (size_t i = 0; i < deals->n_states; i++)
        assert_true(deals->states[i].from <= o.as_of);
    assert_int_equal(an_deals_last(deals, deal_of("B"))->outcome, AN_DEAL_OPEN);
    assert_int_equal(an_deals_last(deals, deal_of("A"))->close, FC_DATE_NONE);
}

static void a_deal_that_stands_twice_counts_once(void **state)
{
    (void)state;
    const an_deals_options o = plain_deals();

    assert_ok(read_deals("id,stage,amount,created\nA,Talk,5,2026-01-02\nB,Talk,7,2026-01-03\n"
                         "A,Offer,6,2026-01-02\n",
                         &o));
    assert_int_equal(deals->n, 2);
    assert_close(an_deals_last(deals, deal_of("A"))->amount, 6, 0);
    assert_int_equal(an_problems_count(problems, AN_WARNING), 1);
}

/* The last day that stands in an export is taken for its own: a mistyped year would move it. */
static void a_day_far_behind_all_others_is_asked_about(void **state)
{
    const an_deals_options o = plain_deals();

    (void)state;
    assert_ok(read_deals("id,stage,amount,created\nA,Talk,5,2026-01-02\nB,Talk,7,2029-01-03\n"
                         "C,Offer,6,2026-02-02\n",
                         &o));
    assert_int_equal(an_problems_count(problems, AN_WARNING), 1);
    assert_string_equal(an_problems_at(problems, 0)->text,
                        "the day 2029-01-03 is 1066 days after any other; is its year right?");
    assert_int_equal(an_problems_at(problems, 0)->line, 3);
}

static void currencies_need_rates(void **state)
{
    static const char TEXT[] = "id,stage,amount,currency,created\nA,Talk,5,EUR,2026-01-02\n"
                               "B,Talk,700,JPY,2026-01-03\nC,Talk,9,,2026-01-03\n";
    an_deals_options o = plain_deals();

    (void)state;
    assert_ok(read_deals(TEXT, &o));
    assert_int_equal(an_problems_count(problems, AN_SET_ASIDE), 1);
    assert_non_null(strstr(an_problems_at(problems, 0)->text, "--rates"));
    assert_string_equal(an_problems_at(problems, 0)->column, "currency");
    write_text("rates.csv",
               "currency,rate,date\nEUR,1.5,2026-01-01\nEUR,1.25,2026-02-01\nJPY,0.01,\n");
    o.rates = "rates.csv";
    assert_ok(read_deals(TEXT, &o));
    assert_close(an_deals_last(deals, deal_of("A"))->amount, 6.25, 1e-15);
    assert_close(an_deals_last(deals, deal_of("B"))->amount, 7, 1e-15);
    o.as_of = day_of("2026-01-31");
    assert_ok(read_deals(TEXT, &o));
    assert_close(an_deals_last(deals, deal_of("A"))->amount, 7.5, 1e-15);
}

static void list_prices_stand_for_missing_amounts(void **state)
{
    an_deals_options o = plain_deals();

    (void)state;
    write_text("prices.csv", "product,list price\nGTX Pro,4821\nMG,55\n");
    o.prices = "prices.csv";
    assert_ok(read_deals("id,stage,product,engage_date,close_date,close_value\n"
                         "A,Talk,GTXPro,2026-01-02,,\nB,Won,MG,2026-01-02,2026-02-01,49.5\n",
                         &o));
    assert_close(an_deals_last(deals, deal_of("A"))->amount, 4821, 0);
    assert_close(an_deals_state(deals, deal_of("B"), day_of("2026-01-31"))->amount, 55, 0);
    assert_close(an_deals_last(deals, deal_of("B"))->amount, 49.5, 0);
}

static void renamed_columns_and_words_are_mapped(void **state)
{
    static const char *const COLUMNS[] = {"stage=Fase", "amount=Importe"}, *const WON[] = {
                                                                               "Ganada"};
    an_deals_options o = plain_deals();

    (void)state;
    o.columns = COLUMNS;
    o.n_columns = 2;
    o.words = (an_deal_words){.won = WON, .n_won = 1};
    assert_ok(
        read_deals("id,Fase,Importe,created,close date\nA,Ganada,5,2026-01-02,2026-02-03\n", &o));
    assert_string_equal(told("A"), "won Ganada 5.00 pnan 2026-01-02..2026-02-03");
}

static void what_cannot_be_used_is_refused_with_its_column(void **state)
{
    static const char *const MIXED[] = {"deals.csv", "d_2026-01-31.csv"}, *const NONE[] = {
                                                                              "no.csv"};
    static const char *const BAD[] = {"stag=Fase"};
    an_deals_options o = plain_deals();

    (void)state;
    assert_int_equal(read_deals("id,phse,amount\nA,Talk,1\n", &o), FC_EDATA);
    assert_non_null(strstr(fc_error_message(), "deals.csv:1: no column 'stage'; "));
    assert_non_null(strstr(fc_error_message(), "columns are: id, phse, amount"));
    assert_int_equal(read_deals("id,stage,created\nA,Talk,2026-01-02\n", &o), FC_EDATA);
    assert_non_null(strstr(fc_error_message(), "no column 'amount'"));
    assert_int_equal(read_deals("id,stage,amount\nA,Talk,1\n", &o), FC_EDATA);
    assert_non_null(strstr(fc_error_message(), "put the day into its name"));
    assert_int_equal(read_deals("id,stage,amount,amount,created\nA,Talk,1,2,2026-01-02\n", &o),
                     FC_EDATA);
    assert_non_null(strstr(fc_error_message(), "columns 3 and 4 are both called 'amount'"));
    assert_int_equal(read_deals("id,stage,amount,created\nA,Talk,n/a,2026-01-02\n", &o), FC_EDATA);
    assert_non_null(strstr(fc_error_message(), "no deal that could be used"));
    assert_string_equal(an_problems_at(problems, 0)->column, "amount");
    assert_int_equal(read_deals("id,status,amount,created\nA,Limbo,1,2026-01-02\n", &o), FC_EDATA);
    assert_string_equal(an_problems_at(problems, 0)->column, "status");
    assert_int_equal(
        read_deals("id,stage,amount,created\nA,Talk,1,03/04/2026\nB,Talk,1,04/03/2026\n", &o),
        FC_EDATA);
    assert_non_null(strstr(fc_error_message(), "column 'created'"));
    write_text(MIXED[1], "id,stage,amount,created\nA,Talk,1,2026-01-02\n");
    assert_int_equal(read_deal_files(MIXED, 2, &o), FC_EDATA);
    assert_non_null(strstr(fc_error_message(), "no day in the file's name"));
    assert_int_equal(read_deal_files(NONE, 1, &o), FC_ENOINPUT);
    o.columns = BAD;
    o.n_columns = 1;
    assert_int_equal(read_deals("id,stage,amount,created\nA,Talk,1,2026-01-02\n", &o), FC_EUSAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(dated_exports_give_states, forget_deals),
        cmocka_unit_test_teardown(later_exports_are_not_opened, forget_deals),
        cmocka_unit_test_teardown(a_snapshot_column_gives_the_same_in_any_order, forget_deals),
        cmocka_unit_test_teardown(one_export_with_dates_gives_past_states, forget_deals),
        cmocka_unit_test_teardown(an_as_of_date_hides_what_came_after_it, forget_deals),
        cmocka_unit_test_teardown(a_deal_that_stands_twice_counts_once, forget_deals),
        cmocka_unit_test_teardown(a_day_far_behind_all_others_is_asked_about, forget_deals),
        cmocka_unit_test_teardown(currencies_need_rates, forget_deals),
        cmocka_unit_test_teardown(list_prices_stand_for_missing_amounts, forget_deals),
        cmocka_unit_test_teardown(renamed_columns_and_words_are_mapped, forget_deals),
        cmocka_unit_test_teardown(what_cannot_be_used_is_refused_with_its_column, forget_deals),
    };

    return cmocka_run_group_tests(tests, written_begin, written_end);
}
