/* sight.c - the levels of what is seen, and the chances that follow. */
#include "analysis/pipeline/sight.h"

#include <math.h>
#include <stdlib.h>

#include "forecast/ranges/quantile.h"

void an_learned_free(an_learned *learned)
{
    if (!learned)
        return;
    for (size_t k = 0; k < AN_N_HAZARDS; k++)
        for (size_t s = 0; s < AN_N_SIGHTS; s++)
            free(learned->factors[k][s]);
    an_hazard_free(&learned->hazard);
    an_cases_free(&learned->cases);
    an_stage_order_free(&learned->order);
    free(learned->ratios);
    free(learned);
}

size_t an_sight_levels(an_sight_kind kind)
{
    static const size_t LEVELS[AN_N_SIGHTS] = {
        [AN_SIGHT_LEAD] = AN_LEADS_MAX,
        [AN_SIGHT_STAGE] = (size_t)AN_SIGHT_STAGES * AN_SIGHT_NEAR,
        [AN_SIGHT_DUE] = (size_t)AN_SIGHT_DUES * AN_SIGHT_NEAR,
        [AN_SIGHT_PUSH] = AN_SIGHT_PUSHES,
        [AN_SIGHT_BAND] = AN_SIGHT_BANDS,
        [AN_SIGHT_QUARTER] = 3,
    };

    return LEVELS[kind];
}

an_sight an_sight_of(const an_learned *learned, const an_deal *deal, const an_deal_state *state,
                     fc_date day, fc_period now)
{
    const fc_calendar *calendar = &learned->deals->calendar;
    const unsigned pushes = an_deals_pushes(learned->deals, deal, day);
    an_sight sight = {.amount = state->amount,
                      .has_due = state->close != FC_DATE_NONE,
                      .pushes = (uint8_t)(pushes < AN_SIGHT_PUSHES ? pushes : AN_SIGHT_PUSHES - 1)};

    if (state->stage != AN_STAGE_NONE && learned->order.place[state->stage] != SIZE_MAX)
        sight.stage = (uint8_t)(learned->order.place[state->stage] + 1);
    if (sight.has_due) {
        sight.due = fc_calendar_period(calendar, state->close) - now;
        sight.overdue = state->close <= day;
    }
    if (!isnan(state->amount))
        for (sight.band = 1; sight.band < 5 && state->amount > learned->bands[sight.band - 1];)
            sight.band++;
    return sight;
}

/* 0: not known; 1 .. 7: due three periods and more before this one .. after it; 8: overdue. */
static size_t due_level(const an_sight *sight, size_t lead)
{
    const int32_t off = sight->due - (int32_t)lead;

    if (!sight->has_due)
        return 0;
    if (sight->overdue)
        return 8;
    return (size_t)(4 + (off < -3 ? -3 : off > 3 ? 3 : off));
}

size_t an_sight_level(const an_learned *learned, an_sight_kind kind, const an_sight *sight,
                      fc_period now, size_t lead)
{
    const size_t near = lead < AN_SIGHT_NEAR ? lead : AN_SIGHT_NEAR - 1;

    (void)learned;
    switch (kind) {
    case AN_SIGHT_STAGE:
        return (size_t)sight->stage * AN_SIGHT_NEAR + near;
    case AN_SIGHT_DUE:
        return due_level(sight, lead) * AN_SIGHT_NEAR + near;
    case AN_SIGHT_PUSH:
        return sight->pushes;
    case AN_SIGHT_BAND:
        return sight->band;
    case AN_SIGHT_QUARTER:
        return (size_t)(((now + (fc_period)lead) % 3 + 3) % 3);
    default:
        return lead < AN_LEADS_MAX ? lead : AN_LEADS_MAX - 1;
    }
}

/* From the hazards of each period to the chances of each end in it. */
typedef struct {
    double alive;
} survivor;

static double pass(survivor *s, double win, double loss, double *won, double *lost)
{
    const double all = win + loss, ends = -expm1(-all), share = all > 0 ? win / all : 0;

    *won = s->alive * ends * share;
    *lost = s->alive * ends * (1 - share);
    s->alive *= 1 - ends;
    return s->alive;
}

void an_learned_chances(const an_learned *learned, size_t i, double *win, double *loss)
{
    const an_deals *deals = learned->deals;
    const an_deal *deal = &deals->deals[i];
    const an_sight sight =
        an_sight_of(learned, deal, an_deals_last(deals, deal), deals->as_of, learned->now);
    const uint32_t *levels = an_cases_levels(&learned->cases, i);
    const double traits[] = {an_hazard_factor(&learned->hazard, AN_HAZARD_WIN, levels),
                             an_hazard_factor(&learned->hazard, AN_HAZARD_LOSS, levels)};
    double from = deals->as_of - deal->created;
    survivor s = {1};

    for (size_t lead = 0; lead < learned->horizon; lead++) {
        const double to =
            fc_calendar_end(&deals->calendar, learned->now + (fc_period)lead) - deal->created;
        double hazard[AN_N_HAZARDS];

        for (size_t k = 0; k < AN_N_HAZARDS; k++) {
            hazard[k] =
                traits[k] * an_hazard_between(&learned->hazard, (an_hazard_kind)k, from, to);
            for (size_t f = 0; f < AN_N_SIGHTS; f++)
                if (learned->factors[k][f])
                    hazard[k] *= learned->factors[k][f][an_sight_level(learned, (an_sight_kind)f,
                                                                       &sight, learned->now, lead)];
        }
        pass(&s, hazard[AN_HAZARD_WIN], hazard[AN_HAZARD_LOSS], &win[lead], &loss[lead]);
        from = to;
    }
}

void an_learned_new_chances(const an_learned *learned, const double factor[AN_N_HAZARDS],
                            size_t from, double *win)
{
    const fc_calendar *calendar = &learned->deals->calendar;
    const fc_date start = fc_calendar_start(calendar, learned->now + (fc_period)from);
    const double middle =
        ((double)start + fc_calendar_end(calendar, learned->now + (fc_period)from)) / 2;
    survivor s = {1};
    double age = 0, lost;

    for (size_t lead = 0; lead < learned->horizon; lead++) {
        const double to =
            (double)fc_calendar_end(calendar, learned->now + (fc_period)lead) - middle;
        double hazard[AN_N_HAZARDS];

        win[lead] = 0;
        if (lead < from)
            continue;
        for (size_t k = 0; k < AN_N_HAZARDS; k++)
            hazard[k] = factor[k] * an_hazard_between(&learned->hazard, (an_hazard_kind)k, age, to);
        pass(&s, hazard[AN_HAZARD_WIN], hazard[AN_HAZARD_LOSS], &win[lead], &lost);
        age = to;
    }
}

/* Fifths of the amounts that deals had when they were seen first. */
static fc_status find_bands(an_learned *learned)
{
    const an_deals *deals = learned->deals;
    double *amounts = malloc((deals->n + 1) * sizeof *amounts);
    uint64_t *work = malloc((2 * deals->n + 1) * sizeof *work);
    size_t n = 0;

    for (size_t i = 0; amounts && work && i < deals->n; i++) {
        const an_deal_state *first = &deals->states[deals->deals[i].first];

        if (!isnan(first->amount))
            amounts[n++] = first->amount;
    }
    if (amounts && work && n > 0)
        fc_quantile_sort(amounts, n, work);
    for (size_t b = 0; amounts && b < 4; b++)
        learned->bands[b] = n > 0 ? fc_quantile(amounts, n, 0.2 * (double)(b + 1)) : 0;
    free(work);
    if (!amounts || !work) {
        free(amounts);
        return fc_no_memory();
    }
    free(amounts);
    return FC_OK;
}

fc_status an_learned_new(const an_deals *deals, size_t horizon, an_learned **learned)
{
    an_learned *new = calloc(1, sizeof *new);
    fc_status status;

    *learned = NULL;
    if (!new)
        return fc_no_memory();
    new->deals = deals;
    new->horizon = horizon < AN_LEADS_MAX ? horizon : AN_LEADS_MAX;
    new->now = fc_calendar_period(&deals->calendar, deals->as_of + 1);
    status = an_cases_new(deals, &new->cases);
    if (status == FC_OK)
        status = an_hazard_fit(&new->cases, &new->hazard);
    if (status == FC_OK)
        status = an_stage_order_find(deals, &new->order);
    if (status == FC_OK)
        status = find_bands(new);
    if (status == FC_OK)
        status = an_sight_fit(new);
    if (status != FC_OK) {
        an_learned_free(new);
        return status;
    }
    *learned = new;
    return FC_OK;
}
