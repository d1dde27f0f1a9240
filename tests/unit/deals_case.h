/* deals_case.h - small exports for tests of the pipeline. */
#ifndef TESTS_UNIT_DEALS_CASE_H
#define TESTS_UNIT_DEALS_CASE_H

#include "analysis/pipeline/deals_read.h"
#include "tests/unit/written.h"

static an_deals *deals;
static an_problems *problems;

static int forget_deals(void **state)
{
    (void)state;
    an_deals_free(deals);
    an_problems_free(problems);
    deals = NULL;
    problems = NULL;
    return 0;
}

static inline an_deals_options plain_deals(void)
{
    return (an_deals_options){.as_of = FC_DATE_NONE,
                              .calendar = {.unit = FC_MONTH, .fiscal_start = 1, .week_start = 1}};
}

static inline fc_status read_deal_files(const char *const *files, size_t n,
                                        const an_deals_options *options)
{
    forget_deals(NULL);
    assert_ok(an_problems_new(&problems));
    return an_deals_read(files, n, options, problems, &deals);
}

static inline fc_status read_deals(const char *text, const an_deals_options *options)
{
    static const char *const FILES[] = {"deals.csv"};

    write_text("deals.csv", text);
    return read_deal_files(FILES, 1, options);
}

static inline const an_deal *deal_of(const char *id)
{
    for (size_t i = 0; i < deals->n; i++)
        if (strcmp(an_deals_id(deals, &deals->deals[i]), id) == 0)
            return &deals->deals[i];
    fail_msg("no deal '%s'", id);
    return NULL;
}

static inline fc_date day_of(const char *text)
{
    fc_date day;

    assert_true(fc_date_parse(text, &day));
    return day;
}

/* The last state of a deal, as one line. */
static inline const char *told(const char *id)
{
    static const char *const OUTCOMES[] = {"open", "won", "lost"};
    static char text[256];
    const an_deal *deal = deal_of(id);
    const an_deal_state *s = an_deals_last(deals, deal);
    char created[11], close[11] = "-";

    fc_date_format(deal->created, created);
    if (s->close != FC_DATE_NONE)
        fc_date_format(s->close, close);
    snprintf(text, sizeof text, "%s %s %.2f p%.2f %s..%s", OUTCOMES[s->outcome],
             an_deals_stage(deals, s->stage), s->amount, s->probability, created, close);
    return text;
}

#endif
