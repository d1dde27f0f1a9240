/* sight_factors.c - what each thing seen makes of the hazards: events beside what all else makes
 * expect, in turn. */
#include <stdlib.h>
#include <string.h>

#include "analysis/pipeline/shrink.h"
#include "analysis/pipeline/sight_parts.h"

enum { CYCLES = 3 };

/* What moves a day's deals moves them all: 1 counts as so many days beside those seen. */
static const double DAYS_STRENGTH = 1;

/* A period with fewer expected events tells nothing about the months of a quarter. */
static const double EXPECTED_LEAST = 5;

/* Of how many past days each level is. */
static void count_days(const an_watch *w, size_t f, size_t n, uint8_t *n_days)
{
    uint32_t days[AN_SIGHT_LEVELS_MOST] = {0};

    for (size_t i = 0; i < w->n; i++)
        days[w->list[i].levels[f]] |= (uint32_t)1 << w->list[i].day;
    for (size_t l = 0; l < n; l++)
        n_days[l] = (uint8_t)__builtin_popcount(days[l]);
}

/* The factor of one thing seen: events beside what all else makes expect. */
static void set_factor(an_watch *w, size_t kind, size_t f, float *weight, double *room)
{
    const size_t n = an_sight_levels((an_sight_kind)f);
    double *factor = w->learned->factors[kind][f], *events = room, *expected = room + n, strength;
    const uint8_t event = kind == AN_HAZARD_WIN ? AN_DEAL_WON : AN_DEAL_LOST;
    uint8_t n_days[AN_SIGHT_LEVELS_MOST];

    count_days(w, f, n, n_days);
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
    for (size_t l = 0; l < n; l++) {
        const double by_days = DAYS_STRENGTH * expected[l] / (double)(n_days[l] ? n_days[l] : 1);
        const double drawn = by_days > strength ? by_days : strength;

        factor[l] = (events[l] + drawn) / (expected[l] + drawn);
    }
    for (size_t i = 0; i < w->n; i++)
        weight[i] = (float)(weight[i] * factor[w->list[i].levels[f]]);
}

/* The months of a quarter, by what each past period was beside what all else makes expect: a period
 * counts once, however many deals it had, since what moves it moves them all. */
static void set_quarters(an_watch *w, size_t kind, float *weight)
{
    const an_learned *l = w->learned;
    double *factor = w->learned->factors[kind][AN_SIGHT_QUARTER];
    double events[AN_WATCH_DAYS + 1] = {0}, expected[AN_WATCH_DAYS + 1] = {0},
                                  ratios[AN_WATCH_DAYS + 1];
    const uint8_t event = kind == AN_HAZARD_WIN ? AN_DEAL_WON : AN_DEAL_LOST;
    size_t groups[AN_WATCH_DAYS + 1], n = 0;

    for (size_t i = 0; i < w->n; i++) {
        const size_t back = (size_t)w->list[i].day + 1 - w->list[i].lead;
        const size_t level = w->list[i].levels[AN_SIGHT_QUARTER];

        weight[i] = (float)(weight[i] / factor[level]);
        expected[back] += (double)(weight[i] * w->list[i].expected[kind]);
        events[back] += w->list[i].outcome == event;
    }
    for (size_t back = 0; back <= AN_WATCH_DAYS; back++)
        if (expected[back] >= EXPECTED_LEAST) {
            groups[n] = (size_t)(((l->now - (fc_period)back) % 3 + 3) % 3);
            ratios[n++] = events[back] / expected[back];
        }
    an_shrink_means(ratios, groups, n, factor, 3);
    for (size_t i = 0; i < w->n; i++)
        weight[i] = (float)(weight[i] * factor[w->list[i].levels[AN_SIGHT_QUARTER]]);
}

/* Whether anything is told apart: more than one level with deals. */
static bool differs(const an_watch *w, size_t f)
{
    for (size_t i = 1; i < w->n; i++)
        if (w->list[i].levels[f] != w->list[0].levels[f])
            return true;
    return f == AN_SIGHT_LEAD && w->n > 0;
}

fc_status an_sight_factors(an_watch *w, size_t kind, float *weight, double *room)
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
            if (l->factors[kind][f] && f == AN_SIGHT_QUARTER)
                set_quarters(w, kind, weight);
            else if (l->factors[kind][f])
                set_factor(w, kind, f, weight, room);
    return FC_OK;
}
