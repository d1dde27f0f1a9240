/* hygiene.c - open deals whose entries cannot be right, the largest first. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/pipeline/reports.h"

typedef enum { PAST_DATE, NO_DATE, NO_AMOUNT, STALE, PUSHED, MONTH_END, ISSUES } issue;

static const struct {
    const char *name, *text;
} NAMES[2][ISSUES] = {
    {
        [PAST_DATE] = {"past close date", "days ago"},
        [NO_DATE] = {"no close date", ""},
        [NO_AMOUNT] = {"no amount", ""},
        [STALE] = {"stale", "days without activity"},
        [PUSHED] = {"pushed", "times to a later date"},
        [MONTH_END] = {"default close date", "the last day of the month in which it was created"},
    },
    {
        [PAST_DATE] = {"已逾期", "天前"},
        [NO_DATE] = {"无预计成交日期", ""},
        [NO_AMOUNT] = {"无金额", ""},
        [STALE] = {"停滞", "天无活动"},
        [PUSHED] = {"多次推迟", "次改为更晚日期"},
        [MONTH_END] = {"默认成交日期", "创建当月的最后一天"},
    }};

static bool is_chinese(const an_book *book)
{
    return book->lang && strcmp(book->lang, "zh") == 0;
}

enum { STALE_DAYS = 30, PUSHES = 3 };

typedef struct {
    const an_deal *deal;
    const an_deal_state *state;
    issue issue;
    double number; /* NaN: none */
} finding;

typedef struct {
    const an_book *book;
    long stale_days;
    bool has_dates;
    finding *list;
    size_t n, room;
} search;

static fc_status add(search *s, const an_deal *deal, const an_deal_state *state, issue which,
                     double number)
{
    if (s->n == s->room) {
        const size_t room = s->room ? 2 * s->room : 256;
        finding *list = realloc(s->list, room * sizeof *list);

        if (!list)
            return fc_no_memory();
        s->list = list;
        s->room = room;
    }
    s->list[s->n++] = (finding){deal, state, which, number};
    return FC_OK;
}

static bool is_default(const an_deal *deal, const an_deal_state *state)
{
    const fc_calendar months = {.unit = FC_MONTH, .fiscal_start = 1, .week_start = 1};

    return state->close == fc_calendar_end(&months, fc_calendar_period(&months, deal->created));
}

static fc_status look(search *s, const an_deal *deal)
{
    const an_deals *deals = s->book->deals;
    const an_deal_state *state = an_deals_last(deals, deal);
    const unsigned pushes = an_deals_pushes(deals, deal, deals->as_of);
    const long quiet = state->activity == FC_DATE_NONE ? 0 : deals->as_of - state->activity;
    fc_status status = FC_OK;

    if (state->outcome != AN_DEAL_OPEN)
        return FC_OK;
    if (state->close != FC_DATE_NONE && state->close < deals->as_of)
        status = add(s, deal, state, PAST_DATE, deals->as_of - state->close);
    if (status == FC_OK && s->has_dates && state->close == FC_DATE_NONE)
        status = add(s, deal, state, NO_DATE, NAN);
    if (status == FC_OK && (isnan(state->amount) || state->amount <= 0))
        status = add(s, deal, state, NO_AMOUNT, NAN);
    if (status == FC_OK && quiet > s->stale_days)
        status = add(s, deal, state, STALE, (double)quiet);
    if (status == FC_OK && pushes >= PUSHES)
        status = add(s, deal, state, PUSHED, pushes);
    if (status == FC_OK && state->close != FC_DATE_NONE && is_default(deal, state))
        status = add(s, deal, state, MONTH_END, NAN);
    return status;
}

static double amount_of(const finding *f)
{
    return isnan(f->state->amount) ? 0 : f->state->amount;
}

/* The largest first; a deal's findings stay together, deals in their order. */
static int by_amount(const void *a, const void *b)
{
    const finding *x = a, *y = b;

    if (amount_of(x) != amount_of(y))
        return amount_of(x) < amount_of(y) ? 1 : -1;
    if (x->deal != y->deal)
        return x->deal < y->deal ? -1 : 1;
    return (int)x->issue - (int)y->issue;
}

static const an_column COLUMNS[] = {
    {"deal", AN_TEXT},    {"name", AN_TEXT},    {"account", AN_TEXT},    {"owner", AN_TEXT},
    {"stage", AN_TEXT},   {"amount", AN_MONEY}, {"close_date", AN_TEXT}, {"issue", AN_TEXT},
    {"number", AN_COUNT}, {"meaning", AN_TEXT},
};

static void write_finding(const an_book *book, const finding *f, an_table *table)
{
    const an_deals *deals = book->deals;
    const char *const *keys = an_deals_keys(deals, f->state);
    char close[11] = "";

    if (f->state->close != FC_DATE_NONE)
        fc_date_format(f->state->close, close);
    for (size_t k = 0; k < deals->n_keys; k++)
        an_table_text(table, keys[k]);
    an_table_text(table, an_deals_id(deals, f->deal));
    an_table_text(table, an_deals_name(deals, f->deal));
    an_table_text(table, an_deals_account(deals, f->deal));
    an_table_text(table, an_deals_trait(deals, f->state, AN_TRAIT_OWNER));
    an_table_text(table, an_deals_stage(deals, f->state->stage));
    an_table_number(table, f->state->amount);
    an_table_text(table, close);
    an_table_text(table, NAMES[is_chinese(book)][f->issue].name);
    an_table_number(table, f->number);
    an_table_text(table, NAMES[is_chinese(book)][f->issue].text);
    an_table_end(table);
}

static void note(const search *s, an_table *table)
{
    size_t counts[ISSUES] = {0}, open = 0;

    for (size_t i = 0; i < s->book->deals->n; i++)
        open += an_deals_last(s->book->deals, &s->book->deals->deals[i])->outcome == AN_DEAL_OPEN;
    for (size_t i = 0; i < s->n; i++)
        counts[s->list[i].issue]++;
    for (size_t i = 0; i < ISSUES; i++)
        if (counts[i])
            an_table_note(table, "%s: %zu of %zu open deals", NAMES[is_chinese(s->book)][i].name,
                          counts[i], open);
    an_table_note(table, "stale: no activity for more than %ld days; pushed: %d times or more",
                  s->stale_days, PUSHES);
    an_pipeline_notes(s->book, table);
}

fc_status an_report_hygiene(const an_book *book, const an_pipeline_options *options,
                            an_table **table)
{
    search s = {.book = book, .stale_days = options->stale_days ? options->stale_days : STALE_DAYS};
    fc_status status = an_book_table(book, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, table);

    for (size_t i = 0; i < book->deals->n && !s.has_dates; i++) {
        const an_deal_state *last = an_deals_last(book->deals, &book->deals->deals[i]);

        s.has_dates = last->outcome == AN_DEAL_OPEN && last->close != FC_DATE_NONE;
    }
    for (size_t i = 0; status == FC_OK && i < book->deals->n; i++)
        status = look(&s, &book->deals->deals[i]);
    if (status == FC_OK) {
        if (s.n > 0)
            qsort(s.list, s.n, sizeof *s.list, by_amount);
        for (size_t i = 0; i < s.n; i++)
            write_finding(book, &s.list[i], *table);
        note(&s, *table);
        status = an_table_status(*table);
    }
    free(s.list);
    return status;
}
