/* sight_watch.c - what was seen of open deals on days of the past, and what became of them in each
 * of the periods that followed.
 *
 * Landmarks: van Houwelingen (2007), Dynamic prediction by landmarking in event history analysis.
 */
#include <math.h>
#include <stdlib.h>

#include "analysis/pipeline/sight_parts.h"

enum { WATCHED_MOST = 3000000, LEADS_WATCHED = AN_SIGHT_NEAR };

static const double LARGEST_RATIO = 5;

static fc_status add(an_watch *w, const an_watched *one)
{
    if (w->n == w->room) {
        const size_t room = w->room ? 2 * w->room : 4096;
        an_watched *list = realloc(w->list, room * sizeof *list);

        if (!list)
            return fc_no_memory();
        w->list = list;
        w->room = room;
    }
    w->list[w->n++] = *one;
    return FC_OK;
}

static void note_amount(an_watch *w, const an_sight *sight, const an_deal_state *last, size_t lead)
{
    const double ratio = last->amount / sight->amount;

    if (!(sight->amount > 0) || isnan(last->amount))
        return;
    w->won[lead] += last->amount;
    w->seen[lead] += sight->amount;
    w->wins[lead]++;
    if (w->n_ratios < AN_WATCH_RATIOS && lead < AN_SIGHT_NEAR)
        w->ratios[w->n_ratios++] = ratio < LARGEST_RATIO ? ratio : LARGEST_RATIO;
}

/* What became of a deal that was open on `day`, period by period. */
static fc_status watch_deal(an_watch *w, size_t i, fc_date day, fc_period now, size_t number)
{
    const an_learned *l = w->learned;
    const an_deals *deals = l->deals;
    const an_deal *deal = &deals->deals[i];
    const an_deal_state *state = an_deals_state(deals, deal, day);
    const an_deal_state *last = an_deals_last(deals, deal);
    const uint32_t *levels = an_cases_levels(&l->cases, i);
    const fc_date end = last->outcome == AN_DEAL_OPEN ? deals->as_of : last->close;
    fc_status status = FC_OK;
    fc_date from = day;
    an_sight sight;
    double traits[AN_N_HAZARDS];

    if (!state || state->outcome != AN_DEAL_OPEN || end <= day)
        return FC_OK;
    sight = an_sight_of(l, deal, state, day, now);
    for (size_t k = 0; k < AN_N_HAZARDS; k++)
        traits[k] = an_hazard_factor(&l->hazard, (an_hazard_kind)k, levels);
    for (size_t lead = 0; status == FC_OK && lead < LEADS_WATCHED && from < end; lead++) {
        const fc_date last_day = fc_calendar_end(&deals->calendar, now + (fc_period)lead);
        const fc_date to = last_day < end ? last_day : end;
        an_watched one = {.outcome = end <= last_day ? last->outcome : AN_DEAL_OPEN,
                          .lead = (uint8_t)lead,
                          .day = (uint16_t)number};

        for (size_t k = 0; k < AN_N_HAZARDS; k++)
            one.expected[k] =
                (float)(traits[k] * an_hazard_between(&l->hazard, (an_hazard_kind)k,
                                                      from - deal->created, to - deal->created));
        for (size_t f = 0; f < AN_N_SIGHTS; f++)
            one.levels[f] = (uint16_t)an_sight_level(l, (an_sight_kind)f, &sight, now, lead);
        if (one.outcome == AN_DEAL_WON)
            note_amount(w, &sight, last, lead);
        status = add(w, &one);
        from = to;
    }
    return status;
}

fc_status an_sight_watch(an_watch *w)
{
    an_learned *l = w->learned;
    const an_deals *deals = l->deals;
    const fc_calendar *calendar = &deals->calendar;
    const fc_date into = deals->as_of + 1 - fc_calendar_start(calendar, l->now);
    fc_status status = FC_OK;

    for (size_t back = 1; back <= AN_WATCH_DAYS && status == FC_OK && w->n < WATCHED_MOST; back++) {
        const fc_period now = l->now - (fc_period)back;
        const fc_date start = fc_calendar_start(calendar, now),
                      end = fc_calendar_end(calendar, now);
        const fc_date day = start + into - 1 < end ? start + into - 1 : end - 1;
        const size_t before = w->n;

        if (day < l->cases.watched - 1)
            break;
        for (size_t i = 0; i < deals->n && status == FC_OK; i++)
            if (deals->deals[i].created <= day)
                status = watch_deal(w, i, day, now, back - 1);
        if (w->n == before)
            break;
        l->n_days = back;
    }
    return status;
}
