/* target.h - next year's targets: an amount out of the forecast, brought down to every node and
 * period so that it adds up exactly, each with the chance to reach it. */
#ifndef ANALYSIS_TARGET_TARGET_H
#define ANALYSIS_TARGET_TARGET_H

#include "analysis/target/daily.h"
#include "analysis/target/habits.h"
#include "analysis/target/spans.h"
#include "forecast/forecasts/forecasts.h"

typedef enum {
    AN_GOAL_CONFIDENCE, /* value: percent; the amount reached with that probability */
    AN_GOAL_TOTAL,      /* value: the amount */
    AN_GOAL_GROWTH,     /* value: percent on the year before */
    AN_GOAL_SHARE       /* value: percent of the market */
} an_goal;

/* What a node must reach in a period. */
typedef struct {
    size_t node, span;  /* of an_target_spans */
    double lo, hi;      /* INFINITY where there is no bound; a lock has lo = hi */
    bool of_total;      /* lo and hi are shares, 0.3, of the total in the same period */
    const char *name;   /* for messages: "locks.csv:3 (East, 2027-Q1)" */
    const char *reason; /* NULL: a lock or bound; else what it comes from, which is its basis; then
                           it may bound nothing */
} an_target_bound;

typedef struct {
    an_goal goal;
    double value;
    double market;  /* its size in the year, where the goal is a share of it */
    double step;    /* targets are whole multiples of it: 0.01 for money, 1 for units */
    fc_unit down;   /* the finest period */
    size_t measure; /* of the sales' panel, which the forecasts are of as well */
    bool rephase;   /* what is known of the year stays as it came; the rest of the target is
                       divided over what is to come */
    an_daily daily;
    const an_habits *habits; /* borrowed; NULL: not learned */
    const double *speed;     /* borrowed; cells x periods of the year: how fast who sells it works
                                then, 0 to 1; NULL: always at 1 */
    const double *amounts;   /* borrowed; the year of each cell in steps, which its periods share by
                                their weights; NULL: the weights say that, too */
    const size_t *like; /* borrowed; with speed: the node that a cell which never sold is like */
    const an_target_bound *bounds;
    size_t n_bounds;
} an_target_options;

/* A node in a period of the year. */
typedef struct {
    double target;    /* children add up to parents, periods to the year: exactly in steps */
    double last_year; /* the same period a year before: actual, or the forecast where it is to
                         come; NaN before the history, and in periods finer than the sales' */
    double
        baseline; /* the forecast, or the actual where it is known; stretch = target - baseline */
    double p_attain; /* share of simulated futures that reach the target; NaN where last_year is
                        for its period, and where nothing was ever sold */
    double share; /* by weight: of the total for the year, else of the node's year, with `rephase`
                     of what is left of it */
    size_t bound; /* of the options, that is for this very node and period; SIZE_MAX: none */
    int held;     /* the target stands at that bound: -1 at its minimum, 1 at its maximum */
} an_target_row;

/* Owns its rows; borrows sales, forecasts and the bounds. */
typedef struct an_target an_target;

/* The year that is meant, and its periods down to `down`, before there is a target: bounds refer to
 * them. */
fc_status an_target_spans(const an_sales *sales, const char *year, fc_unit down,
                          an_spans *spans) FC_CHECKED;

/* Needs forecasts of all levels that reach the end of the year (an_review_horizon). Takes `spans`
 * over. FC_EUSAGE where the amount is no whole number of steps or there is no last year to grow
 * from; FC_EDATA where bounds clash (an_allot), or a bound
 * is a share of a total that is itself not fixed; FC_EUSAGE where
 * there is nothing left to rephase, or the target is exceeded already. */
fc_status an_target_new(const an_sales *sales, const fc_forecasts *forecasts, an_spans *spans,
                        const an_target_options *options, an_target **target) FC_CHECKED;
void an_target_free(an_target *target);

const an_sales *an_target_sales(const an_target *target);
const fc_forecasts *an_target_forecasts(const an_target *target);
const an_spans *an_target_periods(const an_target *target);
const an_target_options *an_target_made_by(const an_target *target);
const an_target_row *an_target_at(const an_target *target, size_t node, size_t span);

/* The year's sums of the simulated futures of the total, ascending: n of fc_forecasts_n_paths. */
const double *an_target_futures(const an_target *target);

/* The share of those that reach an amount. */
double an_target_chance(const an_target *target, double amount);

#endif
