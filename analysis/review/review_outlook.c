/* review_outlook.c - actual, rest of forecast, outlook and its chances, for every node and slot. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/first_failure.h"
#include "analysis/plan/plan_coverage.h"
#include "analysis/review/review_parts.h"
#include "forecast/forecasts/futures.h"
#include "forecast/ranges/quantile.h"
#include "forecast/ranges/quantile_range.h"

static const double LOW = 0.1, HIGH = 0.9; /* the central 80 % */

/* A thread's room for one node. */
typedef struct {
    double *actual, *before; /* of the year's periods, and of the same a year earlier */
    double *paths;           /* n_paths x horizon */
    double *sums;            /* n_paths */
    uint64_t *work;          /* 2 x n_paths */
} workspace;

static fc_status workspace_init(workspace *w, const an_review *r)
{
    const size_t n = (size_t)(r->last - r->first) + 1, n_paths = fc_forecasts_n_paths(r->forecasts);

    w->actual = malloc(n * sizeof *w->actual);
    w->before = malloc(n * sizeof *w->before);
    w->paths = calloc(n_paths * fc_forecasts_horizon(r->forecasts), sizeof *w->paths);
    w->sums = malloc(n_paths * sizeof *w->sums);
    w->work = malloc(2 * n_paths * sizeof *w->work);
    return w->actual && w->before && w->paths && w->sums && w->work ? FC_OK : fc_no_memory();
}

static void workspace_clear(workspace *w)
{
    free(w->actual);
    free(w->before);
    free(w->paths);
    free(w->sums);
    free(w->work);
}

/* The share of a period's forecast that is still to come. */
static double rest_of(const an_review *r, size_t node, fc_period period)
{
    return period == r->open ? r->open_rest[node] : 1;
}

static double sum_slot(const an_review *r, const an_review_slot *slot, const double *values)
{
    double sum = 0;

    for (fc_period p = slot->first; p <= slot->last; p++)
        sum += values[p - r->first];
    return sum;
}

/* What of a node's values[horizon] is still to come in a slot. */
static double sum_rest(const an_review *r, const an_review_slot *slot, size_t node,
                       const double *mean)
{
    double sum = 0;

    for (fc_period p = slot->first > r->open ? slot->first : r->open; p <= slot->last; p++)
        sum += mean[p - r->open] * rest_of(r, node, p);
    return sum;
}

/* What the node sells in a period of the slot. */
static double outlook_in(const an_review *r, size_t node, fc_period p, const workspace *w)
{
    const double rest =
        p < r->open ? 0 : fc_forecasts_mean(r->forecasts, node)[p - r->open] * rest_of(r, node, p);

    return w->actual[p - r->first] + rest;
}

/* NaN unless the plan covers every period of the slot for someone, and all but little of what this
 * node sells in it. */
static double plan_of(const an_review *r, const an_review_slot *slot, size_t node,
                      const workspace *w)
{
    double sum = NAN, outlook = 0, unplanned = 0;

    for (fc_period p = slot->first; r->plan && p <= slot->last; p++) {
        const double plan = an_plan_value(r->plan, node, p), sold = outlook_in(r, node, p, w);

        if (!an_plan_has(r->plan, p))
            return NAN;
        outlook += fabs(sold);
        if (isnan(plan))
            unplanned += fabs(sold);
        else
            sum = isnan(sum) ? plan : sum + plan;
    }
    return unplanned > AN_PLAN_MOST_UNPLANNED * outlook ? NAN : sum;
}

/* Whether an outlook reaches the plan, but for the rounding of sums. */
static bool reaches(double outlook, double plan)
{
    return outlook >= plan - 1e-9 * fabs(plan);
}

/* Of n sums, or of one that is certain. */
static void set_quantiles(double *sums, size_t n, uint64_t *work, double *quantiles)
{
    fc_quantile_sort(sums, n, work);
    for (size_t q = 0; q < AN_REVIEW_QUANTILES; q++)
        quantiles[q] = fc_quantile(sums, n, (double)(q + 1) / (AN_REVIEW_QUANTILES + 1));
}

/* Range and chance from the sums of the simulated futures over what is left of the slot. */
static void set_chances(const an_review *r, const an_review_slot *slot, workspace *w,
                        double *quantiles, an_review_row *row)
{
    const size_t n = fc_forecasts_n_paths(r->forecasts);
    const fc_period first = slot->first > r->open ? slot->first : r->open;
    size_t reached = 0;

    fc_futures_sum(r->forecasts, row->node, w->paths,
                   &(fc_futures_span){.first = (size_t)(first - r->open),
                                      .end = (size_t)(slot->last - r->open) + 1,
                                      .rest = rest_of(r, row->node, first),
                                      .known = row->actual},
                   w->sums);
    for (size_t i = 0; i < n; i++)
        reached += reaches(w->sums[i], row->plan);
    fc_quantile_range(w->sums, n, LOW, HIGH, &row->lo80, &row->hi80);
    row->p_attain = (double)reached / (double)n;
    if (quantiles)
        set_quantiles(w->sums, n, w->work, quantiles);
}

static void set_past(double *quantiles, an_review_row *row)
{
    row->lo80 = row->hi80 = row->outlook;
    row->p_attain = reaches(row->outlook, row->plan);
    for (size_t q = 0; quantiles && q < AN_REVIEW_QUANTILES; q++)
        quantiles[q] = row->outlook;
}

static size_t workdays(const an_review *r, fc_date first, fc_date last)
{
    if (!r->workdays)
        return an_review_scope_workdays(first, last);
    return last < first ? 0 : (size_t)fc_workdays_count(r->workdays, first, last);
}

static void set_run_rates(const an_review *r, const an_review_slot *slot, an_review_row *row)
{
    const fc_date start = fc_calendar_start(&r->sales->calendar, slot->first);
    const fc_date end = fc_calendar_end(&r->sales->calendar, slot->last);
    const size_t gone = workdays(r, start, r->today < end ? r->today : end);
    const size_t left = workdays(r, r->today < start ? start : r->today + 1, end);
    const double missing = row->plan - row->actual;

    row->current_run_rate = gone > 0 ? row->actual / (double)gone : NAN;
    row->required_run_rate = left > 0 ? (missing < 0 ? 0 : missing) / (double)left : NAN;
}

static an_status status_of(const an_review *r, const an_review_row *row, bool is_over)
{
    const double p_attain = row->p_attain;

    if (isnan(p_attain))
        return AN_STATUS_NO_PLAN;
    if (is_over && fabs(row->gap) <= AN_REVIEW_ON_PLAN * fabs(row->plan))
        return AN_STATUS_ON_TRACK;
    if (p_attain < LOW)
        return AN_STATUS_BEHIND;
    if (p_attain < r->at_risk)
        return AN_STATUS_AT_RISK;
    return p_attain < HIGH ? AN_STATUS_ON_TRACK : AN_STATUS_AHEAD;
}

static void set_row(const an_review *r, const an_review_slot *slot, size_t node, workspace *w,
                    double *quantiles, an_review_row *row)
{
    fc_period history, unused;

    fc_panel_span(r->sales->panel, &history, &unused);
    *row = (an_review_row){.node = node, .scope = slot->scope};
    memcpy(row->period, slot->label, sizeof row->period);
    row->plan = plan_of(r, slot, node, w);
    row->actual = sum_slot(r, slot, w->actual);
    row->forecast_rest = sum_rest(r, slot, node, fc_forecasts_mean(r->forecasts, node));
    row->history_rest = row->pipeline_rest = NAN;
    if (r->blend) {
        const size_t at = node * r->blend->horizon;

        row->history_rest = sum_rest(r, slot, node, r->blend->history + at);
        row->pipeline_rest = sum_rest(r, slot, node, r->blend->pipeline + at);
    }
    row->outlook = row->actual + row->forecast_rest;
    row->last_year = an_plan_year_before(&r->sales->calendar, slot->first) < history
                         ? NAN
                         : sum_slot(r, slot, w->before);
    row->gap = row->outlook - row->plan;
    row->gap_pct = row->plan > 0 ? 100 * row->gap / row->plan : NAN;
    if (slot->last < r->open)
        set_past(quantiles, row);
    else
        set_chances(r, slot, w, quantiles, row);
    row->quantiles = quantiles;
    if (isnan(row->plan))
        row->p_attain = NAN;
    row->status = status_of(r, row, slot->last < r->open);
    set_run_rates(r, slot, row);
}

static double *quantiles_of(const an_review *r, size_t row)
{
    return r->quantiles ? r->quantiles + row * AN_REVIEW_QUANTILES : NULL;
}

/* All rows of one node. */
static fc_status set_node(an_review *r, size_t node, workspace *w)
{
    const fc_calendar *calendar = &r->sales->calendar;
    const size_t n = (size_t)(r->last - r->first) + 1;
    fc_status status = FC_OK;

    fc_hierarchy_values(r->sales->hierarchy, node, AN_AMOUNT, r->first, n, w->actual);
    for (fc_period p = r->now < r->first ? r->first : r->now + 1; p <= r->last; p++)
        w->actual[p - r->first] = 0; /* rows dated ahead are no actuals yet */
    fc_hierarchy_values(r->sales->hierarchy, node, AN_AMOUNT,
                        an_plan_year_before(calendar, r->first), n, w->before);
    if (r->last >= r->open)
        status = fc_forecasts_paths(r->forecasts, node, w->paths);
    for (size_t s = 0; status == FC_OK && s < r->n_slots; s++)
        set_row(r, &r->slots[s], node, w, quantiles_of(r, s * r->n_nodes + node),
                &r->rows[s * r->n_nodes + node]);
    return status;
}

fc_status an_review_outlook(an_review *r)
{
    an_first_failure failure = {FC_OK, ""};

    r->n_rows = r->n_nodes * r->n_slots;
    r->rows = calloc(r->n_rows, sizeof *r->rows);
    if (r->has_quantiles)
        r->quantiles = malloc((r->n_rows * AN_REVIEW_QUANTILES + 1) * sizeof *r->quantiles);
    if (!r->rows || (r->has_quantiles && !r->quantiles))
        return fc_no_memory();

#pragma omp parallel if (r->n_nodes > 64)
    {
        workspace w;
        fc_status status = workspace_init(&w, r);

#pragma omp for schedule(dynamic, 16)
        for (size_t i = 0; i < r->n_nodes; i++)
            if (status == FC_OK)
                status = set_node(r, i, &w);
        if (status != FC_OK)
            an_first_failure_note(&failure, status);
        workspace_clear(&w);
    }
    return an_first_failure_tell(&failure);
}
