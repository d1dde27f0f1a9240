/* outlook_new.c - deals that the CRM does not have yet: as many as lately, with the same chances.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/pipeline/outlook.h"
#include "analysis/pipeline/shrink.h"

/* Periods over which creation is counted: whole ones, and at most these. */
enum { LATELY = 6 };

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

/* What deals created after each past day did bring, `lead` periods on: the mean over past days,
 * which lie in their period as the as-of date does. seen[horizon]: how many days told it. */
static void recall(const an_outlook *o, size_t periods, double *brought, double *seen)
{
    const an_learned *l = o->learned;
    const an_deals *deals = l->deals;
    const fc_calendar *calendar = &deals->calendar;
    const fc_date into = deals->as_of + 1 - fc_calendar_start(calendar, l->now);
    const fc_period last = fc_calendar_period(calendar, deals->as_of + 1) - 1;

    for (size_t lead = 0; lead < o->horizon; lead++)
        seen[lead] = periods > lead ? (double)(periods - lead) : 0;
    for (size_t i = 0; i < deals->n; i++) {
        const an_deal_state *state = an_deals_last(deals, &deals->deals[i]);
        const fc_period won = fc_calendar_period(calendar, state->close);
        const size_t cell = an_book_cell(o->book, state);

        if (state->outcome != AN_DEAL_WON || isnan(state->amount) || won > last)
            continue;
        for (size_t lead = 0; lead < o->horizon; lead++) {
            const fc_period now = won - (fc_period)lead;
            const fc_date day = fc_calendar_start(calendar, now) + into - 1;

            if (now < l->now - (fc_period)periods || deals->deals[i].created <= day)
                continue;
            brought[cell * o->horizon + lead] += state->amount / seen[lead];
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
    const size_t periods = lately(o->learned), n = o->book->n_cells * o->horizon;
    creation *cells = calloc(o->book->n_cells, sizeof *cells);
    double *brought = calloc(n, sizeof *brought), *out = o->parts[AN_OUTLOOK_FROM_NEW];
    double by_period[LATELY] = {0}, even[LATELY], total = 0, seen[AN_LEADS_MAX];

    if (!cells || !brought) {
        free(cells);
        free(brought);
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
    recall(o, periods, brought, seen);
    for (size_t i = 0; i < n; i++) /* the hazards count as one more past day */
        out[i] = (out[i] + seen[i % o->horizon] * brought[i]) / (1 + seen[i % o->horizon]);
    free(cells);
    free(brought);
    return FC_OK;
}
