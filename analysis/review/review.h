/* review.h - outlook against plan for every node and scope: how far off, how likely, and why. */
#ifndef ANALYSIS_REVIEW_H
#define ANALYSIS_REVIEW_H

#include "analysis/pipeline/blend.h"
#include "analysis/plan/plan.h"
#include "analysis/review/variance.h"
#include "forecast/calendar/workdays.h"

typedef enum {
    AN_SCOPE_MONTH,
    AN_SCOPE_QUARTER,
    AN_SCOPE_YEAR,
    AN_SCOPE_TO_DATE,
    AN_N_SCOPES
} an_scope;

typedef enum {
    AN_STATUS_BEHIND,
    AN_STATUS_AT_RISK,
    AN_STATUS_ON_TRACK,
    AN_STATUS_AHEAD,
    AN_STATUS_NO_PLAN
} an_status;

/* A period that is over is on track within this part of its plan, behind below it, ahead above it;
 * one that is still open by its chance: behind below 10 %, at risk below 50 %, ahead from 90 %. */
#define AN_REVIEW_ON_PLAN 0.01

enum { AN_REVIEW_QUANTILES = 99 };

/* One node in one scope and period. Money in the units of the input; gap = outlook - plan. */
typedef struct {
    size_t node;
    an_scope scope;
    char period[FC_LABEL_SIZE]; /* "2026-07", "2026-Q3", "2026"; to-date: the last complete one */
    double plan, actual, forecast_rest, outlook;
    double history_rest, pipeline_rest; /* of forecast_rest, where deals are blended in: what the
                                           history and what deals alone say; else NaN */
    double last_year;        /* actual of the same periods a year before; NaN before the history */
    double lo80, hi80;       /* of the outlook, from sums of simulated paths around it */
    const double *quantiles; /* of it, 1 to 99 %: AN_REVIEW_QUANTILES; NULL unless asked for */
    double gap, gap_pct;     /* gap_pct in percent of the plan; NaN where plan <= 0 */
    double p_attain;         /* share of futures (futures.h) that reach the plan; NaN without one */
    double required_run_rate; /* per working day left (see the options); NaN when it is over */
    double current_run_rate;  /* per working day to date; NaN before the period starts */
    size_t rank; /* 1 = worst gap among its level, scope and period; 0 without a plan */
    an_status status;
    char *why; /* one sentence */
} an_review_row;

/* One carrier of a node's gap. */
typedef struct {
    char *name;
    double amount;
} an_review_part;

typedef struct an_review an_review;

typedef struct {
    const char *year; /* "2026"; NULL: the year of the first period after the last complete one */
    const char *lang; /* "en" or "zh": sentences */
    const char *unit;
    bool quantiles; /* of every row; 800 bytes each */
    const fc_workdays
        *workdays;         /* that the run rates count, over the year; NULL: Monday to Friday */
    const an_blend *blend; /* what the forecasts were made of; borrowed; NULL: history alone */
    double
        at_risk; /* p_attain below this is at risk; 0 = .5; "behind" is below .1, "ahead" from .9 */
} an_review_options;

/* Needs forecasts of all levels that reach the end of the year; FC_EUSAGE where they do not. */
fc_status an_review_new(const an_sales *sales, const fc_forecasts *forecasts, const an_plan *plan,
                        const an_review_options *options, an_review **review) FC_CHECKED;
void an_review_free(an_review *review);

size_t an_review_size(const an_review *review);
const an_review_row *an_review_at(const an_review *review,
                                  size_t i); /* by scope, period, level, rank */

/* Whether run rates count the working days of a country. */
bool an_review_has_workdays(const an_review *review);

/* What history and deals each said; NULL where there are no deals. */
const an_blend *an_review_blend(const an_review *review);

/* The row of a node; NULL where there is none. `period` NULL: the one of that scope that holds the
 * last period with actuals. */
const an_review_row *an_review_find(const an_review *review, size_t node, an_scope scope,
                                    const char *period);

/* "2026"; or "2026-01–2026-06", where the plan covers these periods of it and no others: then the
 * year's rows, and those to date, are of these alone. And the year itself, in the calendar of
 * years.
 */
const char *an_review_year(const an_review *review);
fc_period an_review_year_period(const an_review *review);
fc_period an_review_now(const an_review *review); /* the last period with actuals */

/* Outlook of the year over all nodes in percent of its plan, for --fail-under; NaN without one. */
double an_review_attainment(const an_review *review);

/* Whether the file plans a node by periods no longer than the scope's: else a period's plan is a
 * split by the forecast's shape, and says nothing of that period alone. True without a plan. */
bool an_review_is_planned_by(const an_review *review, size_t node, an_scope scope);

/* Price, volume and mix of a node: the year to date against the same periods a year before. False
 * without quantities or a complete period. */
bool an_review_variance(const an_review *review, size_t node, an_variance *variance);

/* The bridge from plan to outlook of the year for a node along dimension d: its children, worst
 * first, and last what the node's own plan differs from the sum of theirs. None without a plan. */
fc_status an_review_bridge(const an_review *review, size_t node, size_t dimension,
                           an_review_part **parts, size_t *n_parts) FC_CHECKED;
void an_review_bridge_free(an_review_part *parts, size_t n_parts);

const char *an_scope_name(an_scope scope); /* "month" ... "to-date" */
const char *an_status_name(an_status status, const char *lang);

#endif
