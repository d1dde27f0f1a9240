/* sight_fit.c - learns from what was seen of open deals on days of the past: factors, amounts and
 * noise. */
#include <math.h>
#include <stdlib.h>

#include "analysis/pipeline/shrink.h"
#include "analysis/pipeline/sight_parts.h"
#include "forecast/ranges/quantile.h"

enum { RATIOS_MOST = 512, PERIODS_LEAST = 4 };

/* How much the amounts of so many deals, unchanged, are worth beside those seen. */
static const double RATIO_STRENGTH = 20;

/* How far the wins of whole periods spread around what is expected, beyond chance. */
static void set_noise(an_watch *w, const float *weight)
{
    enum { PERIODS = AN_WATCH_DAYS * AN_SIGHT_NEAR };
    double events[PERIODS] = {0}, expected[PERIODS] = {0};

    for (size_t i = 0; i < w->n; i++) {
        const an_watched *one = &w->list[i];
        const size_t at = (size_t)one->day * AN_SIGHT_NEAR + one->lead;

        if (one->lead >= AN_SIGHT_NEAR)
            continue;
        expected[at] += (double)(weight[i] * one->expected[AN_HAZARD_WIN]);
        events[at] += one->outcome == AN_DEAL_WON;
    }
    w->learned->noise = an_shrink_events(events, expected, PERIODS);
}

static fc_status set_ratios(an_watch *w)
{
    an_learned *l = w->learned;
    double won = 0, seen = 0, wins = 0, common;
    uint64_t *work = malloc((2 * w->n_ratios + 1) * sizeof *work);

    for (size_t k = 0; k < AN_LEADS_MAX; k++) {
        won += w->won[k];
        seen += w->seen[k];
        wins += w->wins[k];
    }
    l->n_wins = (size_t)wins;
    common =
        wins > 0 ? (won + RATIO_STRENGTH * seen / wins) / (seen + RATIO_STRENGTH * seen / wins) : 1;
    for (size_t k = 0; k < AN_LEADS_MAX; k++) {
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
    an_watch w = {.learned = learned, .ratios = malloc(AN_WATCH_RATIOS * sizeof(double))};
    double *room = malloc(2 * an_sight_levels(AN_SIGHT_STAGE) * sizeof *room);
    float *weight = NULL;
    fc_status status = w.ratios && room ? an_sight_watch(&w) : fc_no_memory();

    learned->has_quarters = calendar->unit == FC_MONTH && learned->n_days >= PERIODS_LEAST;
    weight = status == FC_OK ? malloc((w.n + 1) * sizeof *weight) : NULL;
    if (status == FC_OK && !weight)
        status = fc_no_memory();
    for (size_t k = AN_N_HAZARDS; k-- > 0 && status == FC_OK;)
        status = an_sight_factors(&w, k, weight, room);
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
