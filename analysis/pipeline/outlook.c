/* outlook.c - adds up what open deals are worth in each period. */
#include "analysis/pipeline/outlook.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void an_outlook_free(an_outlook *o)
{
    if (!o)
        return;
    for (size_t p = 0; p < AN_N_OUTLOOKS; p++)
        free(o->parts[p]);
    free(o->lo);
    free(o->hi);
    free(o->paths);
    free(o->new_rate);
    free(o->typical);
    an_learned_free(o->learned);
    free(o);
}

double an_outlook_part_of(const an_outlook *o, size_t node, an_outlook_part part, size_t lead)
{
    size_t n;
    const size_t *cells = fc_hierarchy_cells(o->book->won.hierarchy, node, &n);
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += o->parts[part][cells[i] * o->horizon + lead];
    return sum;
}

double an_outlook_expected(const an_outlook *o, size_t node, size_t lead)
{
    return an_outlook_part_of(o, node, AN_OUTLOOK_WON, lead) +
           an_outlook_part_of(o, node, AN_OUTLOOK_FROM_OPEN, lead) +
           an_outlook_part_of(o, node, AN_OUTLOOK_FROM_NEW, lead);
}

/* Win rate and mean cycle of all; what a won deal of each cell is worth, drawn to that of all. */
static void find_rates(an_outlook *o)
{
    static const double STRENGTH = 5;
    const an_deals *deals = o->learned->deals;
    double won = 0, ended = 0, days = 0, amount = 0, counted = 0;
    double *sums = o->typical, *counts = o->new_rate; /* free until they are set */

    for (size_t i = 0; i < deals->n; i++) {
        const an_deal_state *last = an_deals_last(deals, &deals->deals[i]);
        const size_t cell = an_book_cell(o->book, last);

        if (last->outcome == AN_DEAL_OPEN)
            continue;
        ended++;
        days += last->close - deals->deals[i].created;
        won += last->outcome == AN_DEAL_WON;
        if (last->outcome == AN_DEAL_WON && !isnan(last->amount)) {
            amount += last->amount;
            counted++;
            sums[cell] += last->amount;
            counts[cell]++;
        }
    }
    o->win_rate = ended > 0 ? won / ended : 0;
    o->cycle = ended > 0 ? days / ended : 0;
    for (size_t c = 0; c < o->book->n_cells; c++) {
        const double common = counted > 0 ? amount / counted : 0;

        o->typical[c] = (sums[c] + STRENGTH * common) / (counts[c] + STRENGTH);
        o->new_rate[c] = 0;
    }
}

/* The lead in which a deal is due: by its close date, or by the mean cycle; overdue ones are due
 * now.
 */
size_t an_outlook_due(const an_outlook *o, const an_deal *deal, const an_deal_state *state)
{
    const an_deals *deals = o->learned->deals;
    const fc_date due =
        state->close != FC_DATE_NONE ? state->close : deal->created + (fc_date)nearbyint(o->cycle);
    const fc_period lead = fc_calendar_period(&deals->calendar, due) - o->learned->now;

    return lead < 0 ? 0 : (size_t)lead;
}

/* What the CRM says of a deal; the mean of its stage, or the win rate, where it says nothing. */
double an_outlook_stated(const an_outlook *o, const an_deal_state *state)
{
    const an_stage_order *order = &o->learned->order;
    const size_t place = state->stage == AN_STAGE_NONE ? SIZE_MAX : order->place[state->stage];

    if (!isnan(state->probability))
        return state->probability;
    return place != SIZE_MAX && !isnan(order->probability[place]) ? order->probability[place]
                                                                  : o->win_rate;
}

/* By the owner's word, or by probability as Oracle's default has it: commit from 60 %, best case
 * from 40 %. */
static an_category category(const an_deal_state *state, double probability)
{
    if (state->category != AN_CATEGORY_NONE)
        return (an_category)state->category;
    return probability >= 0.6   ? AN_CATEGORY_COMMIT
           : probability >= 0.4 ? AN_CATEGORY_BEST
                                : AN_CATEGORY_PIPELINE;
}

static void add_stated(an_outlook *o, const an_deal *deal, const an_deal_state *state, size_t cell,
                       double amount)
{
    const size_t lead = an_outlook_due(o, deal, state), at = cell * o->horizon + lead;
    const double probability = an_outlook_stated(o, state);
    const an_category sure = category(state, probability);

    if (lead >= o->horizon || sure == AN_CATEGORY_OMITTED)
        return;
    o->parts[AN_OUTLOOK_OPEN][at] += amount;
    o->parts[AN_OUTLOOK_WEIGHTED][at] += amount * probability;
    o->parts[AN_OUTLOOK_CONSTANT][at] += amount * o->win_rate;
    if (sure == AN_CATEGORY_COMMIT)
        o->parts[AN_OUTLOOK_COMMIT][at] += amount;
    if (sure == AN_CATEGORY_COMMIT || sure == AN_CATEGORY_BEST)
        o->parts[AN_OUTLOOK_BEST][at] += amount;
}

/* What is won in the period that is running counts for all ways of looking ahead. */
static void add_won(an_outlook *o, const an_deal_state *state, size_t cell, double amount)
{
    static const an_outlook_part ALL[] = {AN_OUTLOOK_WON, AN_OUTLOOK_WEIGHTED, AN_OUTLOOK_CONSTANT,
                                          AN_OUTLOOK_COMMIT, AN_OUTLOOK_BEST};
    const fc_period period = fc_calendar_period(&o->learned->deals->calendar, state->close);

    if (period != o->learned->now)
        return;
    for (size_t i = 0; i < sizeof ALL / sizeof *ALL; i++)
        o->parts[ALL[i]][cell * o->horizon] += amount;
}

static void add_deals(an_outlook *o)
{
    const an_deals *deals = o->learned->deals;
    double win[AN_LEADS_MAX], loss[AN_LEADS_MAX];

    for (size_t i = 0; i < deals->n; i++) {
        const an_deal_state *last = an_deals_last(deals, &deals->deals[i]);
        const size_t cell = an_book_cell(o->book, last);
        const double amount = isnan(last->amount) ? o->typical[cell] : last->amount;

        if (last->outcome == AN_DEAL_WON && !isnan(last->amount))
            add_won(o, last, cell, amount);
        if (last->outcome != AN_DEAL_OPEN)
            continue;
        add_stated(o, &deals->deals[i], last, cell, isnan(last->amount) ? 0 : amount);
        an_learned_chances(o->learned, i, win, loss);
        for (size_t lead = 0; lead < o->horizon; lead++)
            o->parts[AN_OUTLOOK_FROM_OPEN][cell * o->horizon + lead] +=
                win[lead] * amount * o->learned->ratio[lead];
    }
}

fc_status an_outlook_new(const an_book *book, const an_deals *deals,
                         const an_outlook_options *options, an_outlook **outlook)
{
    an_outlook *o = calloc(1, sizeof *o);
    fc_status status;

    *outlook = NULL;
    if (!o)
        return fc_no_memory();
    o->book = book;
    o->n_paths = options->n_paths ? options->n_paths : 1000;
    status = an_learned_new(deals, options->horizon, &o->learned);
    if (status != FC_OK)
        goto done;
    o->horizon = o->learned->horizon;
    for (size_t p = 0; p < AN_N_OUTLOOKS && status == FC_OK; p++) {
        o->parts[p] = calloc(book->n_cells * o->horizon, sizeof(double));
        status = o->parts[p] ? FC_OK : fc_no_memory();
    }
    o->new_rate = calloc(book->n_cells, sizeof *o->new_rate);
    o->typical = calloc(book->n_cells, sizeof *o->typical);
    if (status == FC_OK && (!o->new_rate || !o->typical))
        status = fc_no_memory();
    if (status != FC_OK)
        goto done;
    find_rates(o);
    add_deals(o);
    status = an_outlook_add_new(o);
    if (status == FC_OK && options->ranges)
        status = an_outlook_simulate(o, options->seed);
done:
    if (status != FC_OK) {
        an_outlook_free(o);
        return status;
    }
    *outlook = o;
    return FC_OK;
}
