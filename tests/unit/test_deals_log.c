/* test_deals_log.c - logs of changes, alone and beside an export. */
#include "tests/unit/pipeline_case.h"

static const char *stage_on(const char *id, const char *day)
{
    const an_deal_state *s = an_deals_state(deals, deal_of(id), day_of(day));

    return s ? an_deals_stage(deals, s->stage) : "(not there)";
}

static const an_deal_state *on(const char *id, const char *day)
{
    return an_deals_state(deals, deal_of(id), day_of(day));
}

/* The newest first, as Salesforce lists them: two changes of one day stand in it the wrong way. */
static const char HISTORY[] =
    "Id,OpportunityId,StageName,Amount,ExpectedRevenue,CloseDate,Probability,ForecastCategory,"
    "CreatedById,CreatedDate\n"
    "h6,006B,Closed Lost,90.5,0,2026-03-02,0,Omitted,u,2026-03-02T10:00:00.000Z\n"
    "h5,006A,Closed Won,120,120,2026-02-20,100,Closed,u,2026-02-21T09:00:00.000Z\n"
    "h4,006A,Negotiation,120,96,2026-02-28,80,Commit,u,2026-02-05T16:00:00.000Z\n"
    "h3,006A,Proposal,100,50,2026-02-28,50,BestCase,u,2026-02-05T08:00:00.000Z\n"
    "h2,006B,Prospecting,90.5,9,2026-03-31,10,Pipeline,u,2026-01-20T08:00:00.000Z\n"
    "h1,006A,Prospecting,100,10,2026-01-31,10,Pipeline,u,2026-01-05T08:00:00.000Z\n";

static void opportunity_history_gives_every_state(void **state)
{
    an_deals_options o = plain_deals();

    (void)state;
    assert_ok(read_deals(HISTORY, &o));
    assert_int_equal(deals->n, 2);
    assert_int_equal(deals->as_of, day_of("2026-03-02"));
    assert_true(deals->has_close_history);
    assert_string_equal(stage_on("006A", "2026-02-04"), "Prospecting");
    assert_string_equal(stage_on("006A", "2026-02-05"), "Negotiation");
    assert_int_equal(on("006A", "2026-02-04")->close, day_of("2026-01-31"));
    assert_close(on("006A", "2026-02-10")->amount, 120, 0);
    assert_close(on("006A", "2026-02-10")->probability, 0.8, 1e-15);
    assert_int_equal(on("006A", "2026-02-10")->category, AN_CATEGORY_COMMIT);
    assert_int_equal(an_deals_pushes(deals, deal_of("006A"), deals->as_of), 1);
    assert_string_equal(told("006A"), "won Closed Won 120.00 pnan 2026-01-05..2026-02-20");
    assert_string_equal(told("006B"), "lost Closed Lost 90.50 pnan 2026-01-20..2026-03-02");
    o.as_of = day_of("2026-02-10");
    assert_ok(read_deals(HISTORY, &o));
    assert_string_equal(told("006A"), "open Negotiation 120.00 p0.80 2026-01-05..2026-02-28");
    assert_int_equal(an_problems_count(problems, AN_WARNING), 0);
}

static const char EXPORT[] =
    "Id,Name,StageName,Amount,Probability,CloseDate,IsClosed,IsWon,CreatedDate,LastModifiedDate,"
    "Territory\n"
    "006A,Pumps,Closed Won,120,100,2026-02-20,true,true,2026-01-02,2026-03-05,West\n"
    "006B,Taps,Closed Lost,90.5,0,2026-03-02,true,false,2026-01-20,2026-03-05,East\n"
    "006C,Seals,Proposal,70,50,2026-04-30,false,false,2026-02-02,2026-03-05,East\n";

static void beside_an_export_the_history_gets_its_keys(void **state)
{
    an_deals_options o = plain_deals();
    const an_deal_state *s;

    (void)state;
    write_text("history.csv", HISTORY);
    o.history = "history.csv";
    o.by = "region";
    assert_ok(read_deals(EXPORT, &o));
    assert_int_equal(deals->n, 3);
    assert_int_equal(deals->as_of, day_of("2026-03-05"));
    s = on("006A", "2026-01-15");
    assert_string_equal(an_deals_keys(deals, s)[0], "West");
    assert_string_equal(stage_on("006A", "2026-01-03"), "Prospecting"); /* created before the log */
    assert_int_equal(an_deal_ended(an_deals_last(deals, deal_of("006A"))), day_of("2026-02-20"));
    assert_string_equal(told("006C"), "open Proposal 70.00 p0.50 2026-02-02..2026-04-30");
    write_text("history.csv", "Id,OpportunityId,StageName,CreatedDate\nh,006Z,Talk,2026-01-05\n");
    assert_ok(read_deals(EXPORT, &o));
    assert_int_equal(deals->n, 3);
    assert_string_equal(an_problems_at(problems, 0)->text,
                        "1 deals of the history are in no export and are left out");
}

static void a_field_history_fills_what_it_does_not_change(void **state)
{
    an_deals_options o = plain_deals();

    (void)state;
    write_text("history.csv", "OpportunityId,Field,OldValue,NewValue,CreatedDate\n"
                              "006A,created,,,2026-01-02\n"
                              "006A,StageName,Prospecting,Proposal,2026-01-20\n"
                              "006A,Amount,100,120,2026-02-01\n"
                              "006A,StageName,Proposal,Closed Won,2026-02-20\n"
                              "006A,NextStep,call,visit,2026-02-20\n"
                              "006C,CloseDate,2026-03-31,2026-04-30,2026-02-25\n");
    o.history = "history.csv";
    assert_ok(read_deals(EXPORT, &o));
    assert_string_equal(stage_on("006A", "2026-01-19"), "Prospecting");
    assert_string_equal(stage_on("006A", "2026-01-20"), "Proposal");
    assert_close(on("006A", "2026-01-31")->amount, 100, 0);
    assert_close(on("006A", "2026-02-01")->amount, 120, 0);
    assert_int_equal(on("006A", "2026-02-20")->outcome, AN_DEAL_WON);
    assert_int_equal(on("006C", "2026-02-24")->close, day_of("2026-03-31"));
    assert_string_equal(stage_on("006C", "2026-02-24"), "Proposal"); /* never changed */
    assert_int_equal(an_deals_pushes(deals, deal_of("006C"), deals->as_of), 1);
    assert_string_equal(told("006B"), "lost Closed Lost 90.50 pnan 2026-01-20..2026-03-02");
}

static void a_report_of_stages_from_and_to(void **state)
{
    const an_deals_options o = plain_deals();

    (void)state;
    assert_ok(read_deals("Opportunity Name,From Stage,To Stage,Amount,Probability (%),Close Date,"
                         "Last Modified,Last Modified By\n"
                         "Pumps,,Prospecting,100,10%,3/31/2026,1/13/2026,Kim\n"
                         "Pumps,Prospecting,Proposal,100,50%,4/30/2026,2/16/2026,Kim\n"
                         "Taps,Prospecting,Closed Lost,40,0%,2/20/2026,2/20/2026,Kim\n",
                         &o));
    assert_string_equal(stage_on("Pumps / ", "2026-02-15"), "Prospecting");
    assert_string_equal(told("Pumps / "), "open Proposal 100.00 p0.50 2026-01-13..2026-04-30");
    assert_string_equal(told("Taps / "), "lost Closed Lost 40.00 pnan 2026-02-19..2026-02-20");
}

/* A deal's states by its log are those by an export of each day on which something changed. */
static void a_log_tells_what_exports_of_every_day_tell(void **state)
{
    an_deals_options o = plain_deals();
    an_deals *by_log;
    an_problems *found;

    (void)state;
    assert_ok(read_deals(HISTORY, &o));
    by_log = deals;
    found = problems;
    deals = NULL;
    problems = NULL;
    assert_ok(read_deals("snapshot,id,stage,amount,close date,probability,forecast category\n"
                         "2026-01-05,006A,Prospecting,100,2026-01-31,10,Pipeline\n"
                         "2026-01-20,006A,Prospecting,100,2026-01-31,10,Pipeline\n"
                         "2026-01-20,006B,Prospecting,90.5,2026-03-31,10,Pipeline\n"
                         "2026-02-05,006A,Negotiation,120,2026-02-28,80,Commit\n"
                         "2026-02-05,006B,Prospecting,90.5,2026-03-31,10,Pipeline\n"
                         "2026-02-21,006A,Closed Won,120,2026-02-20,100,Closed\n"
                         "2026-02-21,006B,Prospecting,90.5,2026-03-31,10,Pipeline\n"
                         "2026-03-02,006A,Closed Won,120,2026-02-20,100,Closed\n"
                         "2026-03-02,006B,Closed Lost,90.5,2026-03-02,0,Omitted\n",
                         &o));
    for (size_t i = 0; i < 2; i++)
        for (fc_date day = day_of("2026-01-05"); day <= day_of("2026-03-02"); day++) {
            const an_deal_state *a = an_deals_state(by_log, &by_log->deals[i], day);
            const an_deal_state *b = an_deals_state(deals, &deals->deals[i], day);

            assert_int_equal(!a, !b);
            if (!a || day == day_of("2026-02-20")) /* the log knows of the end a day later */
                continue;
            assert_string_equal(an_deals_stage(by_log, a->stage), an_deals_stage(deals, b->stage));
            assert_int_equal(a->outcome, b->outcome);
            assert_int_equal(a->close, b->close);
            assert_close(a->amount, b->amount, 0);
        }
    an_deals_free(by_log);
    an_problems_free(found);
}

static void what_is_no_log_is_refused(void **state)
{
    an_deals_options o = plain_deals();

    (void)state;
    o.history = "history.csv";
    write_text("history.csv", "OpportunityId,StageName,Amount\n006A,Talk,5\n");
    assert_int_equal(read_deals(EXPORT, &o), FC_EDATA);
    assert_non_null(strstr(fc_error_message(), "history.csv:1: no column 'CreatedDate'"));
    write_text("history.csv", "OpportunityId,Amount,CreatedDate\n006A,5,2026-01-02\n");
    assert_int_equal(read_deals(EXPORT, &o), FC_EDATA);
    assert_non_null(strstr(fc_error_message(), "no column 'StageName'"));
    write_text("history.csv", "StageName,Amount,CreatedDate\nTalk,5,2026-01-02\n");
    assert_int_equal(read_deals(EXPORT, &o), FC_EDATA);
    assert_non_null(strstr(fc_error_message(), "no column 'OpportunityId'"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(opportunity_history_gives_every_state, forget_deals),
        cmocka_unit_test_teardown(beside_an_export_the_history_gets_its_keys, forget_deals),
        cmocka_unit_test_teardown(a_field_history_fills_what_it_does_not_change, forget_deals),
        cmocka_unit_test_teardown(a_report_of_stages_from_and_to, forget_deals),
        cmocka_unit_test_teardown(a_log_tells_what_exports_of_every_day_tell, forget_deals),
        cmocka_unit_test_teardown(what_is_no_log_is_refused, forget_deals),
    };

    return cmocka_run_group_tests(tests, written_begin, written_end);
}
