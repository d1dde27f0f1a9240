/* deal_facts.c - counts deals and amounts by cell and period from their states. */
#include "analysis/watch/deal_facts.h"

#include <math.h>
#include <stdlib.h>

enum { DAYS = 28 }; /* that stand for a quarter where periods are days */

void an_deal_facts_clear(an_deal_facts *f)
{
    an_stage_order_free(&f->stages);
    free(f->cells);
    *f = (an_deal_facts){0};
}

/* The first period that began behind the first export, or behind the first new deal of one. */
static fc_period find_first(const an_deals *deals)
{
    fc_date from = deals->as_of;

    for (size_t i = 0; i < deals->n; i++)
        if (deals->deals[i].created < from)
            from = deals->deals[i].created;
    if (deals->has_close_history)
        from = deals->snapshots[0] + 1;

    const fc_period p = fc_calendar_period(&deals->calendar, from);

    return fc_calendar_start(&deals->calendar, p) < from ? p + 1 : p;
}

static double amount_of(const an_deal_state *s)
{
    return isnan(s->amount) ? 0 : s->amount;
}

static bool is_open(const an_deal_state *s)
{
    return s && s->outcome == AN_DEAL_OPEN;
}

static double *facts_of(const an_deal_facts *f, const an_deal_state *s, size_t t)
{
    return f->cells + (an_book_cell(f->book, s) * f->n + t) * f->width;
}

/* Whether what is open counts for the coverage of the quarter that follows `end`. */
static bool is_due_soon(const an_deal_facts *f, const an_deal_state *s, fc_date end)
{
    const fc_calendar *c = &f->book->deals->calendar;
    const fc_date last = fc_calendar_end(c, fc_calendar_period(c, end) + (fc_period)f->quarter);

    return !f->book->deals->has_close_history || (s->close != FC_DATE_NONE && s->close <= last);
}

/* What one period made of a deal that was in `was` before it and in `now` at its end. */
static void count(const an_deal_facts *f, const an_deal_state *was, const an_deal_state *now,
                  fc_date start, fc_date end, double *x)
{
    const bool closed = !is_open(now) && (!was || is_open(was));

    if (is_open(was) && was->close >= start && was->close <= end && was->close != FC_DATE_NONE) {
        x[AN_FACT_DUE]++;
        x[AN_FACT_DUE_AMOUNT] += amount_of(was);
        x[AN_FACT_PUSHED] += is_open(now);
        x[AN_FACT_PUSHED_AMOUNT] += is_open(now) ? amount_of(was) : 0;
    }
    if (is_open(now) && is_due_soon(f, now, end)) {
        x[AN_FACT_OPEN]++;
        x[AN_FACT_OPEN_AMOUNT] += amount_of(now);
    }
    x[AN_FACT_CLOSED] += closed;
    x[AN_FACT_CLOSED_AMOUNT] += closed ? amount_of(now) : 0;
    x[AN_FACT_WON_AMOUNT] += closed && now->outcome == AN_DEAL_WON ? amount_of(now) : 0;
}

/* Which stages the deal left in the period, and whether lost. */
static void follow(const an_deal_facts *f, const an_deal *deal, fc_date start, fc_date end,
                   double *x)
{
    const an_deal_state *states = f->book->deals->states + deal->first;
    size_t place = SIZE_MAX;

    for (size_t i = 0; i < deal->n && states[i].from <= end; i++) {
        const an_deal_state *s = &states[i];
        const size_t next = s->stage == AN_STAGE_NONE || s->outcome != AN_DEAL_OPEN
                                ? SIZE_MAX
                                : f->stages.place[s->stage];
        const bool closed = s->outcome != AN_DEAL_OPEN && (i == 0 || is_open(&states[i - 1]));
        const bool left = place != SIZE_MAX && (closed || (next != SIZE_MAX && next > place));

        if (left && s->from >= start) {
            x[an_fact_left(place)]++;
            x[an_fact_lost(place)] += s->outcome == AN_DEAL_LOST;
        }
        place = next != SIZE_MAX ? next : place;
    }
}

static void take(const an_deal_facts *f, const an_deal *deal)
{
    const an_deals *deals = f->book->deals;
    const fc_calendar *c = &deals->calendar;
    const an_deal_state *was = NULL;

    for (size_t t = 0; t < f->n; t++) {
        const fc_date start = fc_calendar_start(c, f->first + (fc_period)t),
                      end = fc_calendar_end(c, f->first + (fc_period)t);
        const an_deal_state *now = an_deals_state(deals, deal, end);

        was = an_deals_state(deals, deal, start - 1);
        if (!now || (was && !is_open(was) && !is_open(now)))
            continue;

        double *x = facts_of(f, now, t);

        if (deal->created >= start && deal->created <= end) {
            x[AN_FACT_CREATED]++;
            x[AN_FACT_CREATED_AMOUNT] += amount_of(now);
        }
        count(f, was, now, start, end, x);
        follow(f, deal, start, end, x);
    }
}

static double share_won(const an_deal_facts *f)
{
    double won = 0, closed = 0;

    for (size_t i = 0; i < f->book->n_cells * f->n; i++) {
        won += f->cells[i * f->width + AN_FACT_WON_AMOUNT];
        closed += f->cells[i * f->width + AN_FACT_CLOSED_AMOUNT];
    }
    return closed > 0 ? won / closed : 0;
}

fc_status an_deal_facts_make(const an_book *book, an_deal_facts *f)
{
    const size_t season = fc_calendar_season_length(&book->deals->calendar);
    fc_status status;

    *f = (an_deal_facts){.book = book, .first = find_first(book->deals)};
    f->n = book->now > f->first ? (size_t)(book->now - f->first) : 0;
    f->quarter = book->deals->calendar.unit == FC_DAY ? DAYS : season >= 4 ? season / 4 : 1;
    status = an_stage_order_find(book->deals, &f->stages);
    if (status != FC_OK)
        return status;
    f->width = AN_N_FACTS + 2 * f->stages.n;
    f->cells = calloc(book->n_cells * f->n * f->width + 1, sizeof *f->cells);
    if (!f->cells) {
        an_deal_facts_clear(f);
        return fc_no_memory();
    }
    for (size_t i = 0; i < book->deals->n; i++)
        take(f, &book->deals->deals[i]);
    f->won = share_won(f);
    return FC_OK;
}

void an_deal_facts_sum(const an_deal_facts *f, size_t node, double *out)
{
    an_book_sum(f->book, node, f->cells, f->n * f->width, out);
}
