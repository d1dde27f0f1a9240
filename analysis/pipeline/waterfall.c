/* waterfall.c - how the open pipeline came from one export to the next, to the cent.
 *
 * Money is whole cents here, so that start + new + pulled + increased - decreased - pushed - lost -
 * won + moved in - moved out = end holds exactly. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/pipeline/reports.h"

enum {
    START,
    NEW,
    PULLED,
    INCREASED,
    DECREASED,
    PUSHED,
    LOST,
    WON,
    MOVED_IN,
    MOVED_OUT,
    END,
    PARTS
};

typedef struct {
    const an_book *book;
    fc_date first, last; /* expected close dates that count */
    bool any;            /* all of them do */
    int64_t *parts;      /* cells x PARTS, of one step */
    int64_t *sums;       /* the same of all steps */
} fall;

static int64_t cents(const an_deal_state *state)
{
    return isnan(state->amount) ? 0 : (int64_t)llround(100 * state->amount);
}

static bool counts(const fall *f, fc_date close)
{
    return f->any || (close != FC_DATE_NONE && close >= f->first && close <= f->last);
}

static void add(fall *f, size_t cell, int part, int64_t amount)
{
    f->parts[cell * PARTS + (size_t)part] += amount;
}

static bool is_open(const an_deal_state *state)
{
    return state && state->outcome == AN_DEAL_OPEN;
}

/* What became of a deal that counts at the end of the step, with `amount` of it still before it. */
static void settle(fall *f, const an_deal_state *now, int64_t amount)
{
    static const int END_OF[] = {[AN_DEAL_OPEN] = END, [AN_DEAL_WON] = WON, [AN_DEAL_LOST] = LOST};
    const size_t cell = an_book_cell(f->book, now);
    const int64_t change = cents(now) - amount;

    add(f, cell, change > 0 ? INCREASED : DECREASED, change > 0 ? change : -change);
    add(f, cell, END_OF[now->outcome], cents(now));
}

/* One deal over one step: first it changes hands, then its date moves, then its amount, and then it
 * closes. A lost deal is lost where it stood. */
static void step(fall *f, const an_deal_state *was, const an_deal_state *now)
{
    const bool before = is_open(was) && counts(f, was->close);
    const bool lost = now && now->outcome == AN_DEAL_LOST;
    const size_t cell = now ? an_book_cell(f->book, now) : 0;
    bool after;

    if (!now || (was && !is_open(was) && !is_open(now)))
        return;
    after = lost && is_open(was) ? before : counts(f, now->close);
    if (!is_open(was)) {
        if (after)
            add(f, cell, NEW, cents(now));
        if (after)
            settle(f, now, cents(now));
        return;
    }
    if (before) {
        const size_t old = an_book_cell(f->book, was);

        add(f, old, START, cents(was));
        add(f, old, MOVED_OUT, old == cell ? 0 : cents(was));
        add(f, cell, MOVED_IN, old == cell ? 0 : cents(was));
    }
    if (before && !after)
        add(f, cell, PUSHED, cents(was));
    if (!before && after)
        add(f, cell, PULLED, cents(was));
    if (after)
        settle(f, now, cents(was));
}

static void write_row(const fall *f, size_t node, const int64_t *parts, fc_date from, fc_date to,
                      an_table *table)
{
    size_t n;
    const size_t *cells = fc_hierarchy_cells(f->book->won.hierarchy, node, &n);
    int64_t sums[PARTS] = {0};
    char days[2][11];

    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < PARTS; k++)
            sums[k] += parts[cells[i] * PARTS + k];
    fc_date_format(from, days[0]);
    fc_date_format(to, days[1]);
    an_book_keys(f->book, node, table);
    an_table_text(table, days[0]);
    an_table_text(table, days[1]);
    for (size_t k = 0; k < PARTS; k++)
        an_table_number(table, (double)sums[k] / 100);
    an_table_end(table);
}

/* The days between which a step lies: the exports', or the ends of periods where there is one. */
static fc_date *steps(const an_book *book, fc_date since, size_t *n)
{
    const an_deals *deals = book->deals;
    const fc_calendar *calendar = &deals->calendar;
    fc_date first = deals->as_of, *days;
    size_t most = deals->n_snapshots;

    for (size_t i = 0; i < deals->n; i++)
        if (deals->deals[i].created < first)
            first = deals->deals[i].created;
    if (deals->n_snapshots < 2)
        most = (size_t)(fc_calendar_period(calendar, deals->as_of) -
                        fc_calendar_period(calendar, first)) +
               2;
    days = malloc((most + 1) * sizeof *days);
    *n = 0;
    for (size_t i = 0; days && i < most; i++) {
        const fc_date end =
            fc_calendar_end(calendar, fc_calendar_period(calendar, first) + (fc_period)i - 1);
        const fc_date day = deals->n_snapshots > 1 ? deals->snapshots[i]
                            : end > deals->as_of   ? deals->as_of
                                                   : end;

        if (day <= deals->as_of && (since == FC_DATE_NONE || day >= since) &&
            (*n == 0 || day > days[*n - 1]))
            days[(*n)++] = day;
    }
    return days;
}

/* The expected close dates that count. */
static fc_status set_window(fall *f, const an_pipeline_options *options, char label[FC_LABEL_SIZE])
{
    const an_deals *deals = f->book->deals;
    const fc_calendar quarters = fc_calendar_with(&deals->calendar, FC_QUARTER);
    fc_calendar cut = quarters;
    fc_period period = fc_calendar_period(&quarters, deals->as_of + 1);

    f->any = options->window ? strcmp(options->window, "all") == 0 : !deals->has_close_history;
    if (options->window && !f->any) {
        fc_unit unit;

        if (!fc_calendar_parse(&deals->calendar, options->window, &unit, &period))
            return fc_fail(FC_EUSAGE,
                           "--for: '%s' is no period; write 2026-Q3, 2026-07, 2026 or all",
                           options->window);
        cut = fc_calendar_with(&deals->calendar, unit);
    }
    f->first = fc_calendar_start(&cut, period);
    f->last = fc_calendar_end(&cut, period);
    fc_calendar_label(&cut, period, label);
    return FC_OK;
}

static const an_column COLUMNS[] = {
    {"from", AN_TEXT},    {"to", AN_TEXT},         {"start", AN_MONEY},     {"new", AN_MONEY},
    {"pulled", AN_MONEY}, {"increased", AN_MONEY}, {"decreased", AN_MONEY}, {"pushed", AN_MONEY},
    {"lost", AN_MONEY},   {"won", AN_MONEY},       {"moved_in", AN_MONEY},  {"moved_out", AN_MONEY},
    {"end", AN_MONEY},
};

/* The whole way: starts of the first step, ends of the last, all else added up. */
static void sum_up(fall *f, size_t n_cells, bool first)
{
    for (size_t c = 0; c < n_cells; c++)
        for (size_t k = 0; k < PARTS; k++) {
            int64_t *sum = &f->sums[c * PARTS + k];
            const int64_t part = f->parts[c * PARTS + k];

            *sum = k == END || (k == START && first) ? part : k == START ? *sum : *sum + part;
        }
}

static void note(const fall *f, const char *label, an_table *table)
{
    const an_deals *deals = f->book->deals;

    an_table_note(table,
                  "start + new + pulled + increased - decreased - pushed - lost - won + moved_in - "
                  "moved_out = end");
    if (f->any)
        an_table_note(table, "open deals whatever their expected close date");
    if (f->any && !deals->has_close_history)
        an_table_note(table,
                      "one export does not tell how dates moved, so none is pulled or pushed");
    if (!f->any)
        an_table_note(table,
                      "open deals expected to close in %s: pulled and pushed are moves of "
                      "that date into it and out of it",
                      label);
    if (deals->n_gone)
        an_table_note(table, "lost has %zu deals that later exports have no more", deals->n_gone);
    an_pipeline_notes(f->book, table);
}

fc_status an_report_waterfall(const an_book *book, const an_pipeline_options *options,
                              an_table **table)
{
    const an_deals *deals = book->deals;
    const size_t n_nodes = fc_hierarchy_size(book->won.hierarchy);
    fall f = {.book = book,
              .parts = calloc(book->n_cells * PARTS, sizeof *f.parts),
              .sums = calloc(book->n_cells * PARTS, sizeof *f.sums)};
    char label[FC_LABEL_SIZE];
    size_t n = 0;
    fc_date *days = steps(book, options->since, &n);
    fc_status status = f.parts && f.sums && days ? set_window(&f, options, label) : fc_no_memory();

    if (status == FC_OK && n < 2)
        status = fc_fail(FC_EDATA,
                         "waterfall: it needs exports of two days, or deals with dates; "
                         "%zu day%s found",
                         n, n == 1 ? " was" : "s were");
    if (status == FC_OK)
        status = an_book_table(book, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, table);
    for (size_t s = 1; status == FC_OK && s < n; s++) {
        memset(f.parts, 0, book->n_cells * PARTS * sizeof *f.parts);
        for (size_t i = 0; i < deals->n; i++)
            step(&f, an_deals_state(deals, &deals->deals[i], days[s - 1]),
                 an_deals_state(deals, &deals->deals[i], days[s]));
        for (size_t node = 0; node < n_nodes; node++)
            write_row(&f, node, f.parts, days[s - 1], days[s], *table);
        sum_up(&f, book->n_cells, s == 1);
    }
    for (size_t node = 0; status == FC_OK && n > 2 && node < n_nodes; node++)
        write_row(&f, node, f.sums, days[0], days[n - 1], *table);
    if (status == FC_OK) {
        note(&f, label, *table);
        status = an_table_status(*table);
    }
    free(f.parts);
    free(f.sums);
    free(days);
    return status;
}
