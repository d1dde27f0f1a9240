/* sight_parts.h - what the files of sight_fit share: deals watched from days of the past. */
#ifndef ANALYSIS_PIPELINE_SIGHT_PARTS_H
#define ANALYSIS_PIPELINE_SIGHT_PARTS_H

#include "analysis/pipeline/sight.h"

enum { AN_WATCH_DAYS = 24, AN_WATCH_RATIOS = 512 * 64 };

/* An open deal in one period after a past day. */
typedef struct {
    float expected[AN_N_HAZARDS]; /* by age and traits */
    uint16_t levels[AN_N_SIGHTS];
    uint8_t outcome, lead;
    uint16_t day;
} an_watched;

typedef struct {
    an_learned *learned;
    an_watched *list;
    size_t n, room;
    double won[AN_LEADS_MAX], seen[AN_LEADS_MAX], wins[AN_LEADS_MAX];
    double *ratios;
    size_t n_ratios;
} an_watch;

/* Past days that lie in their period as the as-of date does, the newest first, and what became of
 * each deal that was open then in the near leads, whatever the horizon. watch->ratios holds
 * AN_WATCH_RATIOS. */
fc_status an_sight_watch(an_watch *watch) FC_CHECKED;

/* The factors of winning, or of losing; weight[n] ends as the product of those of each watched one,
 * room[2 x AN_SIGHT_LEVELS_MOST]. */
fc_status an_sight_factors(an_watch *watch, size_t kind, float *weight, double *room) FC_CHECKED;

#endif
