/* review.c - outlook against plan for every node and scope: how far off, how likely, and why. */
#include "analysis/review/review.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/review/review_parts.h"
#include "analysis/text/text.h"

static const double AT_RISK = 0.5;

enum { AN_HALF_LABEL = FC_LABEL_SIZE / 2 - 2 }; /* two, a dash and the end */

const char *an_status_name(an_status status, const char *lang)
{
    static const char *const ids[] = {
        [AN_STATUS_BEHIND] = "status-behind",     [AN_STATUS_AT_RISK] = "status-at-risk",
        [AN_STATUS_ON_TRACK] = "status-on-track", [AN_STATUS_AHEAD] = "status-ahead",
        [AN_STATUS_NO_PLAN] = "status-no-plan",
    };

    return an_text(lang, ids[status]);
}

/* The year, and where today stands in it. */
static fc_status set_time(an_review *r, const char *year)
{
    const fc_calendar *calendar = &r->sales->calendar;
    const fc_calendar years = fc_calendar_with(calendar, FC_YEAR);
    fc_period history, unused;
    fc_status status = an_plan_year(r->sales, year, &r->year);

    if (status != FC_OK)
        return status;
    fc_calendar_label(&years, r->year, r->year_name);
    an_plan_periods(calendar, FC_YEAR, r->year, &r->first, &r->last);
    r->open = r->sales->last_complete + 1;
    r->now = r->sales->last_complete + r->sales->last_incomplete;
    r->today = fc_calendar_end(calendar, r->sales->last_complete);
    if (r->sales->last_incomplete && r->sales->last_date > r->today)
        r->today = r->sales->last_date;
    fc_panel_span(r->sales->panel, &history, &unused);
    if (r->last < history)
        return fc_fail(FC_EDATA, "--for %s: the sales begin later; there is nothing to review",
                       r->year_name);
    return FC_OK;
}

/* Where the plan covers one run of the year's periods, the year and what is behind are held against
 * it over these alone, and called by them. */
static void keep_to_plan(an_review *r)
{
    const fc_calendar *calendar = &r->sales->calendar;
    fc_period first, last;
    char from[FC_LABEL_SIZE], to[FC_LABEL_SIZE];

    if (!r->plan || !an_plan_covers_run(r->plan, r->first, r->last, &first, &last))
        return;
    fc_calendar_label(calendar, first, from);
    fc_calendar_label(calendar, last, to);
    snprintf(r->year_name, sizeof r->year_name, "%.*s–%.*s", AN_HALF_LABEL, from, AN_HALF_LABEL,
             to);
    for (size_t s = 0; s < r->n_slots; s++) {
        an_review_slot *slot = &r->slots[s];

        if (slot->scope < AN_SCOPE_YEAR || slot->last < first)
            continue;
        slot->first = first;
        slot->last = slot->last < last ? slot->last : last;
        if (slot->scope == AN_SCOPE_YEAR)
            memcpy(slot->label, r->year_name, sizeof slot->label);
        else
            fc_calendar_label(calendar, slot->last, slot->label);
    }
}

/* The forecasts must be of all nodes, start where the actuals end, and reach the year's end. */
static fc_status check_forecasts(const an_review *r)
{
    const fc_period first = fc_forecasts_first(r->forecasts);
    const fc_period end = first + (fc_period)fc_forecasts_horizon(r->forecasts);

    if (!fc_forecasts_has(r->forecasts, 0) || !fc_forecasts_has(r->forecasts, r->n_nodes - 1))
        return fc_fail(FC_EUSAGE, "a review needs forecasts of all levels");
    if (first != r->open)
        return fc_fail(FC_EUSAGE,
                       "a review needs forecasts that start after the last complete period");
    if (r->last < end)
        return FC_OK;
    return fc_fail(FC_EUSAGE, "a review of %s needs a horizon of at least %d periods, not %zu",
                   r->year_name, (int)(r->last - first + 1), fc_forecasts_horizon(r->forecasts));
}

fc_status an_review_new(const an_sales *sales, const fc_forecasts *forecasts, const an_plan *plan,
                        const an_review_options *options, an_review **review)
{
    an_review *r = calloc(1, sizeof *r);
    fc_status status;

    *review = NULL;
    if (!r)
        return fc_no_memory();
    r->sales = sales;
    r->forecasts = forecasts;
    r->plan = plan;
    r->n_nodes = fc_hierarchy_size(sales->hierarchy);
    r->at_risk = options->at_risk > 0 ? options->at_risk : AT_RISK;
    r->has_quantiles = options->quantiles;
    r->has_unit = options->unit != NULL;
    r->workdays = options->workdays;
    r->blend = options->blend;
    snprintf(r->unit, sizeof r->unit, "%s", options->unit ? options->unit : "");
    snprintf(r->lang, sizeof r->lang, "%s", options->lang ? options->lang : "en");
    status = set_time(r, options->year);
    if (status == FC_OK)
        status = check_forecasts(r);
    if (status == FC_OK)
        status = an_review_scope_slots(&sales->calendar, r->year, sales->last_complete, &r->slots,
                                       &r->n_slots);
    if (status == FC_OK)
        keep_to_plan(r);
    if (status == FC_OK)
        status = an_review_open(r);
    if (status == FC_OK)
        status = an_review_outlook(r);
    if (status == FC_OK)
        status = an_review_compare(r);
    if (status == FC_OK)
        status = an_review_rank(r);
    if (status == FC_OK)
        status = an_review_explain(r);
    if (status == FC_OK)
        *review = r;
    else
        an_review_free(r);
    return status;
}

void an_review_free(an_review *r)
{
    if (!r)
        return;
    for (size_t i = 0; r->rows && i < r->n_rows; i++)
        free(r->rows[i].why);
    free(r->rows);
    free(r->row_of);
    free(r->quantiles);
    free(r->items);
    free(r->planned);
    free(r->open_rest);
    free(r->slots);
    free(r);
}

size_t an_review_size(const an_review *r)
{
    return r->n_rows;
}

const an_review_row *an_review_at(const an_review *r, size_t i)
{
    return &r->rows[i];
}

/* The slot of a scope that holds the last period with actuals, or comes nearest to it. */
static size_t current_slot(const an_review *r, an_scope scope)
{
    size_t found = SIZE_MAX;

    for (size_t s = 0; s < r->n_slots; s++)
        if (r->slots[s].scope == scope && (found == SIZE_MAX || r->slots[s].first <= r->now))
            found = s;
    return found;
}

const an_review_row *an_review_find(const an_review *r, size_t node, an_scope scope,
                                    const char *period)
{
    size_t slot = period ? SIZE_MAX : current_slot(r, scope);

    for (size_t s = 0; period && s < r->n_slots; s++)
        if (r->slots[s].scope == scope && strcmp(r->slots[s].label, period) == 0)
            slot = s;
    return slot == SIZE_MAX ? NULL : an_review_in_slot(r, slot, node);
}

const char *an_review_year(const an_review *r)
{
    return r->year_name;
}

fc_period an_review_year_period(const an_review *r)
{
    return r->year;
}

fc_period an_review_now(const an_review *r)
{
    return r->now;
}

double an_review_attainment(const an_review *r)
{
    const an_review_row *row = an_review_find(r, 0, AN_SCOPE_YEAR, NULL);

    return row && row->plan > 0 ? 100 * row->outlook / row->plan : NAN;
}

/* The unit of periods that a slot is a sum of. */
static fc_unit unit_of(const an_review *r, an_scope scope)
{
    static const fc_unit units[] = {
        [AN_SCOPE_MONTH] = FC_MONTH, [AN_SCOPE_QUARTER] = FC_QUARTER, [AN_SCOPE_YEAR] = FC_YEAR};
    fc_unit unit = FC_MONTH;

    if (scope != AN_SCOPE_TO_DATE)
        return units[scope];
    for (size_t s = 0; s < r->n_slots; s++) /* to date may end with a quarter, or with the year */
        if (r->slots[s].scope != AN_SCOPE_TO_DATE && r->slots[s].last == r->open - 1 &&
            units[r->slots[s].scope] > unit)
            unit = units[r->slots[s].scope];
    return unit;
}

bool an_review_is_planned_by(const an_review *r, size_t node, an_scope scope)
{
    return !r->plan || (!an_plan_is_share_of(r->plan, node) &&
                        an_plan_unit(r->plan, node) <= unit_of(r, scope));
}

const an_blend *an_review_blend(const an_review *r)
{
    return r->blend;
}

bool an_review_has_workdays(const an_review *review)
{
    return review->workdays != NULL;
}
