/* sight.h - what is seen of open deals on one day, and what it makes of their hazards in the
 * periods that follow. */
#ifndef ANALYSIS_PIPELINE_SIGHT_H
#define ANALYSIS_PIPELINE_SIGHT_H

#include "analysis/pipeline/hazard.h"
#include "analysis/pipeline/stage_order.h"

enum {
    AN_LEADS_MAX = 24,
    AN_SIGHT_STAGES = 201, /* place in the order of stages + 1; 0: not known */
    AN_SIGHT_DUES = 9,     /* how the expected close date lies to the period; 0: not known */
    AN_SIGHT_PUSHES = 4,
    AN_SIGHT_BANDS = 6, /* fifths of the amounts; 0: not known */
    AN_SIGHT_NEAR = 3,  /* leads 0, 1, 2 and more are told apart */
    AN_SIGHT_LEVELS_MOST = AN_SIGHT_STAGES * AN_SIGHT_NEAR
};

typedef enum {
    AN_SIGHT_LEAD,
    AN_SIGHT_STAGE,
    AN_SIGHT_DUE,
    AN_SIGHT_PUSH,
    AN_SIGHT_BAND,
    AN_SIGHT_QUARTER,
    AN_N_SIGHTS
} an_sight_kind;

/* Of one open deal on one day. */
typedef struct {
    double amount; /* NaN: not known */
    int32_t due;   /* the period of its close date less the first one forecast */
    bool has_due, overdue;
    uint8_t stage, pushes, band;
} an_sight;

/* What is learned from past days, on which the as-of date's place in its period was the same. */
typedef struct {
    const an_deals *deals; /* as they were known on the as-of date */
    an_cases cases;
    an_hazard hazard;
    an_stage_order order;
    size_t horizon;
    fc_period now;     /* the first period forecast */
    double bands[4];   /* between the fifths of the amounts */
    bool has_quarters; /* the months of a quarter are told apart */
    double *factors[AN_N_HAZARDS][AN_N_SIGHTS];
    size_t n_days; /* past days learned from */
    size_t n_wins;
    double ratio[AN_LEADS_MAX]; /* amount won / amount seen before */
    double *ratios;             /* sorted sample of these */
    size_t n_ratios;
    double noise; /* how many wins the expected number of a period is worth: beyond chance */
    double mean_probability; /* of a deal to be won at all, of those that ended */
} an_learned;

/* Owns what it holds, borrows the deals. Works with any number of deals; what has not been seen
 * leaves the common rates as they are. */
fc_status an_learned_new(const an_deals *deals, size_t horizon, an_learned **learned) FC_CHECKED;
void an_learned_free(an_learned *learned); /* NULL is fine */

/* win[horizon], loss[horizon]: the chances that the open deal i is won, or lost, in each period
 * from `now` on. */
void an_learned_chances(const an_learned *learned, size_t i, double *win, double *loss);

/* The same for a deal not created yet, with these factors, that is created in the middle of the
 * period of lead `from`. */
void an_learned_new_chances(const an_learned *learned, const double factor[AN_N_HAZARDS],
                            size_t from, double *win);

/* Private to sight*.c. */
an_sight an_sight_of(const an_learned *learned, const an_deal *deal, const an_deal_state *state,
                     fc_date day, fc_period now);
size_t an_sight_level(const an_learned *learned, an_sight_kind kind, const an_sight *sight,
                      fc_period now, size_t lead);
size_t an_sight_levels(an_sight_kind kind);
fc_status an_sight_fit(an_learned *learned) FC_CHECKED;

#endif
