/* hazard.c - fits the common curve and the factors in turn. */
#include "analysis/pipeline/hazard.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/pipeline/shrink.h"

enum { CYCLES = 5, STEPS_TO_MOST = 26, NEAR = 2 };

/* A step is worth so many watched steps of its neighbours, and these as many of all. */
static const double NEIGHBOURS = 20, ALL = 10;

/* The least strength of a trait; creation periods follow each other, so they are held tighter. */
static const double LEAST = 3, LEAST_CREATION = 5;

void an_hazard_free(an_hazard *hazard)
{
    for (size_t k = 0; k < AN_N_HAZARDS; k++)
        for (size_t f = 0; f < AN_FACTORS_MAX; f++)
            free(hazard->factors[k][f]);
    memset(hazard, 0, sizeof *hazard);
}

double an_hazard_factor(const an_hazard *hazard, an_hazard_kind kind, const uint32_t *levels)
{
    double product = 1;

    for (size_t f = 0; f < hazard->n_factors; f++)
        if (hazard->factors[kind][f])
            product *= hazard->factors[kind][f][levels[f]];
    return product;
}

/* The integral of the curve from birth to an age. */
static double until(const an_hazard *hazard, an_hazard_kind kind, double age)
{
    const double steps = age / hazard->width;
    const size_t step = steps < AN_HAZARD_STEPS - 1 ? (size_t)steps : (size_t)(AN_HAZARD_STEPS - 1);

    return hazard->sum[kind][step] +
           (age - (double)step * hazard->width) * hazard->rate[kind][step];
}

double an_hazard_between(const an_hazard *hazard, an_hazard_kind kind, double from, double to)
{
    return until(hazard, kind, to) - until(hazard, kind, from);
}

static size_t step_at(size_t width, int32_t days)
{
    const size_t step = (size_t)(days - 1) / width;

    return step < AN_HAZARD_STEPS ? step : AN_HAZARD_STEPS - 1;
}

static bool is_event(const an_case *c, an_hazard_kind kind)
{
    return c->outcome == (kind == AN_HAZARD_WIN ? AN_DEAL_WON : AN_DEAL_LOST);
}

/* A step's width: nine of ten deals that ended did so within 26 steps. */
static fc_status set_width(const an_cases *cases, an_hazard *hazard)
{
    size_t *counts, n = 0, seen = 0;
    int32_t longest = 1, days = 0;

    for (size_t i = 0; i < cases->n; i++)
        if (cases->cases[i].days > longest)
            longest = cases->cases[i].days;
    counts = calloc((size_t)longest + 1, sizeof *counts);
    if (!counts)
        return fc_no_memory();
    for (size_t i = 0; i < cases->n; i++)
        if (cases->cases[i].outcome != AN_DEAL_OPEN) {
            counts[cases->cases[i].days]++;
            n++;
        }
    while (days < longest && 10 * seen < 9 * n)
        seen += counts[++days];
    free(counts);
    hazard->width = days / STEPS_TO_MOST + 1;
    return FC_OK;
}

/* Adds what a deal is watched from birth to an age: in the step that it ends in; above[] holds
 * those that pass a step whole. */
static void take_exposure(double *exposure, double *ending, int32_t days, double width,
                          double weight)
{
    const size_t step = days > 0 ? step_at((size_t)width, days) : 0;

    ending[step] += weight;
    exposure[step] += weight * ((double)days - (double)step * width);
}

/* Events and exposure of each step; `weight` is the product of the factors of each case. */
static void set_curve(const an_cases *cases, an_hazard_kind kind, const double *weight,
                      an_hazard *hazard)
{
    double events[AN_HAZARD_STEPS] = {0}, ending[AN_HAZARD_STEPS] = {0};
    double exposure[AN_HAZARD_STEPS], all_events = 0, all_exposure = 0, above = 0;
    double *rate = hazard->rate[kind], *sum = hazard->sum[kind];
    const double width = hazard->width;

    memset(exposure, 0, sizeof exposure);
    for (size_t i = 0; i < cases->n; i++) {
        const an_case *c = &cases->cases[i];

        take_exposure(exposure, ending, c->days, width, weight[i]);
        take_exposure(exposure, ending, c->entry, width, -weight[i]);
        events[step_at((size_t)hazard->width, c->days)] += is_event(c, kind);
    }
    for (size_t s = AN_HAZARD_STEPS; s-- > 0; above += ending[s])
        exposure[s] += above * width;
    for (size_t s = 0; s < AN_HAZARD_STEPS; s++) {
        all_events += events[s];
        all_exposure += exposure[s];
    }
    for (size_t s = 0; s < AN_HAZARD_STEPS; s++) {
        const double common = all_exposure > 0 ? all_events / all_exposure : 0;
        double near_events = ALL * width * common, near_exposure = ALL * width;

        for (size_t t = s < NEAR ? 0 : s - NEAR; t <= s + NEAR && t < AN_HAZARD_STEPS; t++) {
            near_events += events[t];
            near_exposure += exposure[t];
        }
        rate[s] = (events[s] + NEIGHBOURS * width * near_events / near_exposure) /
                  (exposure[s] + NEIGHBOURS * width);
        sum[s + 1] = sum[s] + rate[s] * width;
    }
}

/* Each period of creation is drawn to the one before it, which says more about it than all do. */
static double follow(const double *events, const double *expected, size_t n, double strength,
                     double *factor)
{
    double before = 1;

    for (size_t l = 0; l < n; l++) {
        factor[l] = (events[l] + strength * before) / (expected[l] + strength);
        before = factor[l];
    }
    return before;
}

/* Renews one factor: weight[i] holds the product of all of them before and after. room: 2 x levels.
 */
static void set_factor(const an_cases *cases, an_hazard_kind kind, size_t f, an_hazard *hazard,
                       double *weight, const double *base, double *room)
{
    const size_t n = cases->n_levels[f];
    double *factor = hazard->factors[kind][f], *events = room, *expected = room + n, strength;

    memset(room, 0, 2 * n * sizeof *room);
    for (size_t i = 0; i < cases->n; i++) {
        const size_t level = an_cases_levels(cases, i)[f];

        weight[i] /= factor[level];
        expected[level] += weight[i] * base[i];
        events[level] += is_event(&cases->cases[i], kind);
    }
    strength = an_shrink_events(events, expected, n);
    if (strength < (f == 0 ? LEAST_CREATION : LEAST))
        strength = f == 0 ? LEAST_CREATION : LEAST;
    hazard->strength[kind][f] = strength;
    if (f == 0)
        hazard->newest[kind] = follow(events, expected, n, strength, factor);
    for (size_t l = 0; f > 0 && l < n; l++)
        factor[l] = (events[l] + strength) / (expected[l] + strength);
    for (size_t i = 0; i < cases->n; i++)
        weight[i] *= factor[an_cases_levels(cases, i)[f]];
}

static void fit_kind(const an_cases *cases, an_hazard_kind kind, an_hazard *hazard, double *weight,
                     double *base, double *room)
{
    for (size_t i = 0; i < cases->n; i++)
        weight[i] = 1;
    set_curve(cases, kind, weight, hazard);
    for (int cycle = 0; cycle < CYCLES; cycle++) {
        for (size_t i = 0; i < cases->n; i++)
            base[i] = an_hazard_between(hazard, kind, cases->cases[i].entry, cases->cases[i].days);
        for (size_t f = cases->n_factors; f-- > 0;)
            if (hazard->factors[kind][f])
                set_factor(cases, kind, f, hazard, weight, base, room);
        set_curve(cases, kind, weight, hazard);
    }
}

static fc_status make_factors(const an_cases *cases, an_hazard *hazard, size_t *most)
{
    *most = 1;
    for (size_t k = 0; k < AN_N_HAZARDS; k++)
        for (size_t f = 0; f < cases->n_factors; f++) {
            const size_t n = cases->n_levels[f];

            if (n < 2)
                continue;
            hazard->factors[k][f] = malloc(n * sizeof(double));
            if (!hazard->factors[k][f])
                return fc_no_memory();
            for (size_t l = 0; l < n; l++)
                hazard->factors[k][f][l] = 1;
            *most = n > *most ? n : *most;
        }
    return FC_OK;
}

fc_status an_hazard_fit(const an_cases *cases, an_hazard *hazard)
{
    double *weight = malloc((cases->n + 1) * sizeof *weight);
    double *base = malloc((cases->n + 1) * sizeof *base), *room = NULL;
    size_t most;
    fc_status status;

    *hazard = (an_hazard){.n_factors = cases->n_factors, .newest = {1, 1}};
    status = weight && base ? set_width(cases, hazard) : fc_no_memory();
    if (status == FC_OK)
        status = make_factors(cases, hazard, &most);
    if (status == FC_OK) {
        room = malloc(2 * most * sizeof *room);
        status = room ? FC_OK : fc_no_memory();
    }
    for (size_t k = 0; status == FC_OK && k < AN_N_HAZARDS; k++)
        fit_kind(cases, (an_hazard_kind)k, hazard, weight, base, room);
    free(weight);
    free(base);
    free(room);
    if (status != FC_OK)
        an_hazard_free(hazard);
    return status;
}
