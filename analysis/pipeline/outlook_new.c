/* outlook_new.c - deals that the CRM does not have yet: as many as lately, with the same chances.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/pipeline/outlook.h"
#include "analysis/pipeline/shrink.h"

/* Periods over which creation is counted: whole ones, and at most these. Leads that tell of the
 * months of a quarter, whatever the horizon. */
enum { LATELY = 6, NEAR = AN_SIGHT_NEAR };

/* What was created lately in one cell. */
typedef struct {
    double n, factor[AN_N_HAZARDS];
} creation;

/* The factors of a deal, with that of its time of creation replaced by the newest. */
static double factor_now(const an_learned *l, an_hazard_kind kind, size_t i)
{
    const uint32_t *levels = an_cases_levels(&l->cases, i);
    const double product = an_hazard_factor(&l->hazard, kind, levels);
    const double *created = l->hazard.factors[kind][0];

    return created ? product / created[levels[0]] * l->hazard.newest[kind] : product;
}

/* Whole periods before the first one forecast, back to the first creation. */
static size_t lately(const an_learned *l)
{
    const fc_period n = l->now - l->cases.first;

    return n < 1 ? 0 : n > LATELY ? LATELY : (size_t)n;
}

static void count(const an_outlook *o, size_t periods, creation *cells, double *by_period)
{
    const an_learned *l = o->learned;
    const an_deals *deals = l->deals;

    for (size_t i = 0; i < deals->n; i++) {
        const fc_period created = fc_calendar_period(&deals->calendar, deals->deals[i].created);
        const fc_period back = l->now - 1 - created;
        creation *c;

        if (back < 0 || back >= (fc_period)periods)
            continue;
        by_period[back]++;
        c = &cells[an_book_cell(o->book, an_deals_last(deals, &deals->deals[i]))];
        c->n++;
        for (size_t k = 0; k < AN_N_HAZARDS; k++)
            c->factor[k] += factor_now(l, (an_hazard_kind)k, i);
    }
}

/* The share of the first period that is still ahead. */
static double rest_of_first(const an_learned *l)
{
    const fc_calendar *calendar = &l->deals->calendar;
    const fc_date start = fc_calendar_start(calendar, l->now),
                  end = fc_calendar_end(calendar, l->now);

    return (double)(end - l->deals->as_of) / (double)(end - start + 1);
}

/* Past days of the same place in their period as the as-of date, and what deals created after each
 * of them did bring in the periods that followed. */
typedef struct {
    size_t periods;   /* past days, the newest is one period back */
    double *brought;  /* of all these days together: cells x horizon */
    double factor[3]; /* of the months of a quarter */
} memory;

static size_t place_of(fc_period period)
{
    return (size_t)((period % 3 + 3) % 3);
}

/* Days before the first on which a deal ended tell nothing. */
static size_t days_of(const an_learned *l, size_t most)
{
    const fc_calendar *calendar = &l->deals->calendar;
    const fc_date into = l->deals->as_of + 1 - fc_calendar_start(calendar, l->now);
    size_t periods = 0;

    while (periods < most &&
           fc_calendar_start(calendar, l->now - 1 - (fc_period)periods) + into >= l->cases.watched)
        periods++;
    return periods;
}

/* totals[lead][back]: what deals created after a day brought `lead` periods on, in the period
 * `back` before now. Over the near leads for which it was seen, beside what such leads bring in the
 * mean.
 */
static void find_quarters(const an_learned *l, const double (*totals)[LATELY + 1], memory *m)
{
    double means[NEAR] = {0}, ratios[LATELY + 1];
    size_t groups[LATELY + 1], n = 0;

    for (size_t lead = 0; lead < NEAR && lead < m->periods; lead++)
        for (size_t back = 1; back + lead <= m->periods; back++)
            means[lead] += totals[lead][back] / (double)(m->periods - lead);
    for (size_t back = 1; back <= m->periods; back++) {
        double came = 0, mean = 0;

        for (size_t lead = 0; lead < NEAR && back + lead <= m->periods; lead++) {
            came += totals[lead][back];
            mean += means[lead];
        }
        groups[n] = place_of(l->now - (fc_period)back);
        if (mean > 0)
            ratios[n++] = came / mean;
    }
    for (size_t q = 0; q < 3; q++)
        m->factor[q] = 1;
    if (l->has_quarters)
        an_shrink_means(ratios, groups, n, m->factor, 3);
}

static void recall(const an_outlook *o, memory *m)
{
    const an_learned *l = o->learned;
    const an_deals *deals = l->deals;
    const fc_calendar *calendar = &deals->calendar;
    const fc_date into = deals->as_of + 1 - fc_calendar_start(calendar, l->now);
    const fc_period last = fc_calendar_period(calendar, deals->as_of + 1) - 1;
    double totals[NEAR][LATELY + 1] = {{0}};

    for (size_t i = 0; i < deals->n; i++) {
        const an_deal_state *state = an_deals_last(deals, &deals->deals[i]);
        const fc_period won = fc_calendar_period(calendar, state->close);
        const size_t cell = an_book_cell(o->book, state);

        if (state->outcome != AN_DEAL_WON || isnan(state->amount) || won > last)
            continue;
        for (size_t lead = 0; lead < o->horizon || lead < NEAR; lead++) {
            const fc_period now = won - (fc_period)lead;
            const fc_date day = fc_calendar_start(calendar, now) + into - 1;

            if (now < l->now - (fc_period)m->periods || deals->deals[i].created <= day)
                continue;
            if (lead < o->horizon)
                m->brought[cell * o->horizon + lead] += state->amount;
            if (lead < NEAR)
                totals[lead][l->now - won] += state->amount;
        }
    }
    find_quarters(l, (const double(*)[LATELY + 1]) totals, m);
}

/* The mean of what was brought, and of what the hazards expect as if it were one more past day,
 * brought to the place of the period in its quarter. */
static void combine(const an_outlook *o, const memory *m, double *out)
{
    const fc_period now = o->learned->now;

    for (size_t lead = 0; lead < o->horizon; lead++) {
        double seen = 1;

        for (size_t back = 1; back + lead <= m->periods; back++)
            seen += m->factor[place_of(now - (fc_period)back)];
        for (size_t c = 0; c < o->book->n_cells; c++) {
            const size_t at = c * o->horizon + lead;

            out[at] =
                m->factor[place_of(now + (fc_period)lead)] * (out[at] + m->brought[at]) / seen;
        }
    }
}

/* By the hazards of a new deal, which holds where no past day tells what such deals bring. */
static void expect(const an_outlook *o, const creation *cells, double *out)
{
    const an_learned *l = o->learned;
    double win[AN_LEADS_MAX];

    for (size_t c = 0; c < o->book->n_cells; c++)
        for (size_t from = 0; from < o->horizon && cells[c].n > 0; from++) {
            const double created = o->new_rate[c] * (from == 0 ? rest_of_first(l) : 1);
            const double factor[] = {cells[c].factor[0] / cells[c].n,
                                     cells[c].factor[1] / cells[c].n};

            an_learned_new_chances(l, factor, from, win);
            for (size_t lead = from; lead < o->horizon; lead++)
                out[c * o->horizon + lead] += created * win[lead] * o->typical[c];
        }
}

fc_status an_outlook_add_new(an_outlook *o)
{
    const size_t periods = lately(o->learned);
    creation *cells = calloc(o->book->n_cells, sizeof *cells);
    double *out = o->parts[AN_OUTLOOK_FROM_NEW];
    double by_period[LATELY] = {0}, even[LATELY], total = 0;
    memory m = {.periods = days_of(o->learned, periods),
                .brought = calloc(o->book->n_cells * o->horizon, sizeof *m.brought)};

    if (!cells || !m.brought) {
        free(cells);
        free(m.brought);
        return fc_no_memory();
    }
    if (periods > 0)
        count(o, periods, cells, by_period);
    for (size_t p = 0; p < periods; p++)
        total += by_period[p] / (double)periods;
    for (size_t p = 0; p < periods; p++)
        even[p] = total;
    o->new_spread = periods > 1 ? an_shrink_events(by_period, even, periods) : 1e6;
    for (size_t c = 0; c < o->book->n_cells; c++)
        o->new_rate[c] = periods > 0 ? cells[c].n / (double)periods : 0;
    expect(o, cells, out);
    recall(o, &m);
    combine(o, &m, out);
    free(cells);
    free(m.brought);
    return FC_OK;
}
