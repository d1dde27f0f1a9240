/* sight_fit.c - learns from days of the past: what was seen of open deals then, and what became of
 * them in each of the periods that followed.
 *
 * Landmarks: van Houwelingen (2007), Dynamic prediction by landmarking in event history analysis.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/pipeline/shrink.h"
#include "analysis/pipeline/sight.h"
#include "forecast/ranges/quantile.h"

enum { DAYS_MOST = 24, WATCHED_MOST = 3000000, CYCLES = 3, RATIOS_MOST = 512, QUARTERS_LEAST = 4 };

/* How much the amounts of so many deals, unchanged, are worth beside those seen. */
static const double RATIO_STRENGTH = 20, LARGEST_RATIO = 5;

/* An open deal in one period after a past day. */
typedef struct {
    float expected[AN_N_HAZARDS]; /* by age and traits */
    uint16_t levels[AN_N_SIGHTS];
    uint8_t outcome, lead;
    uint16_t day;
} watched;

typedef struct {
    an_learned *learned;
    watched *list;
    size_t n, room;
    double won[AN_LEADS_MAX], seen[AN_LEADS_MAX], wins[AN_LEADS_MAX];
    double *ratios;
    size_t n_ratios;
} watch;

static fc_status add(watch *w, const watched *one)
{
    if (w->n == w->room) {
        const size_t room = w->room ? 2 * w->room : 4096;
        watched *list = realloc(w->list, room * sizeof *list);

        if (!list)
            return fc_no_memory();
        w->list = list;
        w->room = room;
    }
    w->list[w->n++] = *one;
    return FC_OK;
}

static void note_amount(watch *w, const an_sight *sight, const an_deal_state *last, size_t lead)
{
    const double ratio = last->amount / sight->amount;

    if (!(sight->amount > 0) || isnan(last->amount))
        return;
    w->won[lead] += last->amount;
    w->seen[lead] += sight->amount;
    w->wins[lead]++;
    if (w->n_ratios < RATIOS_MOST * 64 && lead < AN_SIGHT_NEAR)
        w->ratios[w->n_ratios++] = ratio < LARGEST_RATIO ? ratio : LARGEST_RATIO;
}

/* What became of a deal that was open on `day`, period by period. */
static fc_status watch_deal(watch *w, size_t i, fc_date day, fc_period now, size_t number)
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
    for (size_t lead = 0; status == FC_OK && lead < l->horizon && from < end; lead++) {
        const fc_date last_day = fc_calendar_end(&deals->calendar, now + (fc_period)lead);
        const fc_date to = last_day < end ? last_day : end;
        watched one = {.outcome = end <= last_day ? last->outcome : AN_DEAL_OPEN,
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

/* Past days that lie in their period as the as-of date does, the newest first. */
static fc_status watch_all(watch *w)
{
    an_learned *l = w->learned;
    const an_deals *deals = l->deals;
    const fc_calendar *calendar = &deals->calendar;
    const fc_date into = deals->as_of + 1 - fc_calendar_start(calendar, l->now);
    fc_status status = FC_OK;

    for (size_t back = 1; back <= DAYS_MOST && status == FC_OK && w->n < WATCHED_MOST; back++) {
        const fc_period now = l->now - (fc_period)back;
        const fc_date start = fc_calendar_start(calendar, now),
                      end = fc_calendar_end(calendar, now);
        const fc_date day = start + into - 1 < end ? start + into - 1 : end - 1;
        const size_t before = w->n;

        for (size_t i = 0; i < deals->n && status == FC_OK; i++)
            if (deals->deals[i].created <= day)
                status = watch_deal(w, i, day, now, back - 1);
        if (w->n == before)
            break;
        l->n_days = back;
    }
    return status;
}

/* The factor of one thing seen: events beside what all else makes expect. */
static void set_factor(watch *w, size_t kind, size_t f, float *weight, double *room)
{
    const size_t n = an_sight_levels((an_sight_kind)f);
    double *factor = w->learned->factors[kind][f], *events = room, *expected = room + n, strength;
    const uint8_t event = kind == AN_HAZARD_WIN ? AN_DEAL_WON : AN_DEAL_LOST;

    memset(room, 0, 2 * n * sizeof *room);
    for (size_t i = 0; i < w->n; i++) {
        const size_t level = w->list[i].levels[f];

        weight[i] = (float)(weight[i] / factor[level]);
        expected[level] += (double)(weight[i] * w->list[i].expected[kind]);
        events[level] += w->list[i].outcome == event;
    }
    strength = an_shrink_events(events, expected, n);
    if (strength < 5)
        strength = 5;
    for (size_t l = 0; l < n; l++)
        factor[l] = (events[l] + strength) / (expected[l] + strength);
    for (size_t i = 0; i < w->n; i++)
        weight[i] = (float)(weight[i] * factor[w->list[i].levels[f]]);
}

/* Whether anything is told apart: more than one level with deals. */
static bool differs(const watch *w, size_t f)
{
    for (size_t i = 1; i < w->n; i++)
        if (w->list[i].levels[f] != w->list[0].levels[f])
            return true;
    return f == AN_SIGHT_LEAD && w->n > 0;
}

static fc_status fit_kind(watch *w, size_t kind, float *weight, double *room)
{
    an_learned *l = w->learned;

    for (size_t f = 0; f < AN_N_SIGHTS; f++) {
        const size_t n = an_sight_levels((an_sight_kind)f);

        if ((f == AN_SIGHT_QUARTER && !l->has_quarters) || !differs(w, f))
            continue;
        l->factors[kind][f] = malloc(n * sizeof(double));
        if (!l->factors[kind][f])
            return fc_no_memory();
        for (size_t level = 0; level < n; level++)
            l->factors[kind][f][level] = 1;
    }
    for (size_t i = 0; i < w->n; i++)
        weight[i] = 1;
    for (int cycle = 0; cycle < CYCLES; cycle++)
        for (size_t f = AN_N_SIGHTS; f-- > 0;)
            if (l->factors[kind][f])
                set_factor(w, kind, f, weight, room);
    return FC_OK;
}

/* How far the wins of whole periods spread around what is expected, beyond chance. */
static void set_noise(watch *w, const float *weight)
{
    enum { PERIODS = DAYS_MOST * AN_SIGHT_NEAR };
    double events[PERIODS] = {0}, expected[PERIODS] = {0};

    for (size_t i = 0; i < w->n; i++) {
        const watched *one = &w->list[i];
        const size_t at = (size_t)one->day * AN_SIGHT_NEAR + one->lead;

        if (one->lead >= AN_SIGHT_NEAR)
            continue;
        expected[at] += (double)(weight[i] * one->expected[AN_HAZARD_WIN]);
        events[at] += one->outcome == AN_DEAL_WON;
    }
    w->learned->noise = an_shrink_events(events, expected, PERIODS);
}

static fc_status set_ratios(watch *w)
{
    an_learned *l = w->learned;
    double won = 0, seen = 0, wins = 0, common;
    uint64_t *work = malloc((2 * w->n_ratios + 1) * sizeof *work);

    for (size_t k = 0; k < l->horizon; k++) {
        won += w->won[k];
        seen += w->seen[k];
        wins += w->wins[k];
    }
    l->n_wins = (size_t)wins;
    common =
        wins > 0 ? (won + RATIO_STRENGTH * seen / wins) / (seen + RATIO_STRENGTH * seen / wins) : 1;
    for (size_t k = 0; k < l->horizon; k++) {
        const double weight = wins > 0 ? RATIO_STRENGTH * seen / wins : 1;

        l->ratio[k] = (w->won[k] + weight * common) / (w->seen[k] + weight);
    }
    l->ratios = malloc((RATIOS_MOST + 1) * sizeof *l->ratios);
    if (!work || !l->ratios) {
        free(work);
        return fc_no_memory();
    }
    if (w->n_ratios > 0)
        fc_quantile_sort(w->ratios, w->n_ratios, work);
    l->n_ratios = w->n_ratios < RATIOS_MOST ? w->n_ratios : RATIOS_MOST;
    for (size_t i = 0; i < l->n_ratios; i++)
        l->ratios[i] = fc_quantile(w->ratios, w->n_ratios, ((double)i + 0.5) / (double)l->n_ratios);
    free(work);
    return FC_OK;
}

fc_status an_sight_fit(an_learned *learned)
{
    const an_deals *deals = learned->deals;
    const fc_calendar *calendar = &deals->calendar;
    watch w = {.learned = learned, .ratios = malloc(RATIOS_MOST * 64 * sizeof(double))};
    double *room = malloc(2 * an_sight_levels(AN_SIGHT_STAGE) * sizeof *room);
    float *weight = NULL;
    fc_status status = w.ratios && room ? watch_all(&w) : fc_no_memory();

    learned->has_quarters = calendar->unit == FC_MONTH && learned->n_days >= 3 * QUARTERS_LEAST;
    weight = status == FC_OK ? malloc((w.n + 1) * sizeof *weight) : NULL;
    if (status == FC_OK && !weight)
        status = fc_no_memory();
    for (size_t k = AN_N_HAZARDS; k-- > 0 && status == FC_OK;)
        status = fit_kind(&w, k, weight, room);
    if (status == FC_OK) {
        set_noise(&w, weight);
        status = set_ratios(&w);
    }
    free(weight);
    free(room);
    free(w.ratios);
    free(w.list);
    return status;
}
