/* plan_coverage.c - what part of a node's sales a plan speaks of, and what it leaves out. */
#include "analysis/plan/plan_coverage.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/text/text.h"

enum { HOLES_TOLD = 20 };

/* Cells and their year. */
typedef struct {
    const an_plan_input *in;
    const an_plan *plan;
    fc_period first, last; /* of the year reviewed */
    size_t bottom;         /* the first cell among the nodes */
} year_of_cells;

static year_of_cells open_year(const an_plan_input *in, const an_plan *plan)
{
    const fc_hierarchy *h = in->sales->hierarchy;
    year_of_cells y = {
        .in = in, .plan = plan, .bottom = fc_hierarchy_size(h) - fc_hierarchy_n_bottom(h)};

    an_plan_periods(&in->sales->calendar, FC_YEAR, in->year, &y.first, &y.last);
    return y;
}

static bool is_planned(const year_of_cells *y, size_t node)
{
    for (fc_period p = y->first; p <= y->last; p++)
        if (!isnan(an_plan_value(y->plan, node, p)))
            return true;
    return false;
}

/* What the cell sold, or will sell, in a period of the year. */
static double outlook_in(const year_of_cells *y, size_t node, fc_period p)
{
    const fc_forecasts *forecasts = y->in->forecasts;
    const fc_period next = fc_forecasts_first(forecasts);
    double value = 0;

    if (p < next)
        fc_hierarchy_values(y->in->sales->hierarchy, node, AN_AMOUNT, p, 1, &value);
    else if (fc_forecasts_has(forecasts, node) &&
             p < next + (fc_period)fc_forecasts_horizon(forecasts))
        value = fc_forecasts_mean(forecasts, node)[p - next];
    return value;
}

/* In the whole year; nothing where that is below zero. */
static double outlook_of(const year_of_cells *y, size_t node)
{
    double sum = 0;

    for (fc_period p = y->first; p <= y->last; p++)
        sum += outlook_in(y, node, p);
    return sum > 0 ? sum : 0;
}

/* In the periods that anything is planned for, and in those of them that the cell is. */
static void outlook_of_planned(const year_of_cells *y, size_t node, double *all, double *planned)
{
    *all = *planned = 0;
    for (fc_period p = y->first; p <= y->last; p++) {
        const double outlook = an_plan_has(y->plan, p) ? outlook_in(y, node, p) : 0;

        *all += outlook;
        *planned += isnan(an_plan_value(y->plan, node, p)) ? 0 : outlook;
    }
    *all = *all > 0 ? *all : 0;
    *planned = *planned > 0 ? fmin(*planned, *all) : 0;
}

fc_status an_plan_coverage_measure(const an_plan_input *in, const an_plan *plan, double *share)
{
    const year_of_cells y = open_year(in, plan);
    const fc_hierarchy *h = in->sales->hierarchy;
    const size_t n = fc_hierarchy_n_bottom(h);
    double *outlook = malloc(2 * n * sizeof *outlook), *planned = outlook + n;

    if (!outlook)
        return fc_no_memory();
    for (size_t c = 0; c < n; c++)
        outlook_of_planned(&y, y.bottom + c, &outlook[c], &planned[c]);
    for (size_t i = 0; i < fc_hierarchy_size(h); i++) {
        double all = 0, with = 0;
        size_t n_cells;
        const size_t *cells = fc_hierarchy_cells(h, i, &n_cells);

        for (size_t c = 0; c < n_cells; c++) {
            all += outlook[cells[c]];
            with += planned[cells[c]];
        }
        share[i] = all > 0 ? with / all : 1;
    }
    free(outlook);
    return FC_OK;
}

/* There the year has no plan to be held against. */
static void report_periods(const year_of_cells *y)
{
    const fc_calendar *calendar = &y->in->sales->calendar;
    fc_period missing = FC_PERIOD_NONE, first, last;
    size_t n = 0;
    char label[FC_LABEL_SIZE], to[FC_LABEL_SIZE];

    for (fc_period p = y->last; p >= y->first; p--)
        if (!an_plan_has(y->plan, p)) {
            missing = p;
            n++;
        }
    if (n == 0)
        return;
    fc_calendar_label(calendar, missing, label);
    if (an_plan_covers_run(y->plan, y->first, y->last, &first, &last)) {
        fc_calendar_label(calendar, first, label);
        fc_calendar_label(calendar, last, to);
        an_problems_add(y->in->problems, AN_WARNING, y->in->file, 0, NULL,
                        "it plans %s to %s and not the rest of the year: sales of these periods "
                        "alone are held against it",
                        label, to);
        return;
    }
    an_problems_add(
        y->in->problems, AN_WARNING, y->in->file, 0, NULL,
        "%zu %ss of the year have no plan, the first of them %s; quarters and years with such "
        "holes are not held against a plan",
        n, fc_unit_name(calendar->unit), label);
}

/* The totals above these look too good, or have no plan at all. */
static void report_cells(const year_of_cells *y)
{
    const fc_hierarchy *h = y->in->sales->hierarchy;
    const double share = an_plan_share(y->plan, 0);
    size_t n = 0, example = 0;

    for (size_t i = fc_hierarchy_size(h); i-- > y->bottom;)
        if (!is_planned(y, i) && outlook_of(y, i) > 0) {
            n++;
            example = i;
        }
    if (n == 0)
        return;
    if (an_plan_is_part(y->plan, 0))
        an_problems_add(
            y->in->problems, AN_WARNING, y->in->file, 0, NULL,
            "it plans %.0f%% of the year's sales: %zu of %zu cells, such as %s, have no plan; the "
            "total and other sums of planned and unplanned sales are not held against it; to "
            "review the planned part alone, keep it with --where",
            100 * share, n, fc_hierarchy_n_bottom(h), fc_hierarchy_name(h, example));
    else
        an_problems_add(
            y->in->problems, AN_WARNING, y->in->file, 0, NULL,
            "%zu of %zu cells sell in the year without a plan, such as %s; their sales count in "
            "the totals above them",
            n, fc_hierarchy_n_bottom(h), fc_hierarchy_name(h, example));
}

static size_t count_split(const year_of_cells *y, fc_unit by, size_t *example)
{
    size_t n = 0;

    for (size_t i = fc_hierarchy_size(y->in->sales->hierarchy); i-- > 0;)
        if (an_plan_unit(y->plan, i) == by && !isnan(an_plan_value(y->plan, i, y->first))) {
            *example = n == 0 ? i : *example;
            n++;
        }
    return n;
}

/* What is gapcast's own split, and so no plan that months or nodes could be judged by. */
static void report_splits(const year_of_cells *y)
{
    const fc_hierarchy *h = y->in->sales->hierarchy;
    size_t n, n_cut = 0, example = 0;

    if (y->in->sales->calendar.unit < FC_QUARTER && (n = count_split(y, FC_QUARTER, &example)) > 0)
        an_problems_add(y->in->problems, AN_NOTE, y->in->file, 0, NULL,
                        "%zu of %zu nodes, such as %s, are planned by quarter: their months have "
                        "it by the forecast's shape and are not judged one by one",
                        n, fc_hierarchy_size(h), fc_hierarchy_name(h, example));
    if (y->in->sales->calendar.unit < FC_YEAR && (n = count_split(y, FC_YEAR, &example)) > 0)
        an_problems_add(y->in->problems, AN_NOTE, y->in->file, 0, NULL,
                        "%zu of %zu nodes, such as %s, are planned by year: their months and "
                        "quarters have it by the forecast's shape and are not judged one by one",
                        n, fc_hierarchy_size(h), fc_hierarchy_name(h, example));
    for (size_t i = fc_hierarchy_size(h); i-- > 0;)
        if (an_plan_is_share_of(y->plan, i)) {
            example = n_cut == 0 ? i : example;
            n_cut++;
        }
    if (n_cut > 0)
        an_problems_add(y->in->problems, AN_NOTE, y->in->file, 0, NULL,
                        "%zu of %zu nodes, such as %s, have no plan of their own: theirs is a "
                        "share of a larger one by the forecast's shape",
                        n_cut, fc_hierarchy_size(h), fc_hierarchy_name(h, example));
}

/* Periods in which a cell that is planned in others sells without a plan. */
static size_t count_holes(const year_of_cells *y, size_t cell, fc_period *first, double *sold)
{
    size_t n = 0;

    *sold = 0;
    for (fc_period p = y->first; p <= y->last; p++) {
        const double outlook = outlook_in(y, cell, p);

        if (!(outlook > 0) || !an_plan_has(y->plan, p) || !isnan(an_plan_value(y->plan, cell, p)))
            continue;
        if (n++ == 0)
            *first = p;
        *sold += outlook;
    }
    return n;
}

/* No plan is not a plan of nothing: each such cell is named, as far as a reader may want. */
static void report_holes(const year_of_cells *y)
{
    const fc_hierarchy *h = y->in->sales->hierarchy;
    const char *unit = fc_unit_name(y->in->sales->calendar.unit);
    size_t n = 0;

    for (size_t i = y->bottom; i < fc_hierarchy_size(h); i++) {
        fc_period first;
        double sold;
        char label[FC_LABEL_SIZE], amount[64];
        const size_t holes = is_planned(y, i) ? count_holes(y, i, &first, &sold) : 0;

        if (holes == 0 || ++n > HOLES_TOLD)
            continue;
        fc_calendar_label(&y->in->sales->calendar, first, label);
        an_grouped(sold, 2, amount, sizeof amount);
        an_problems_add(y->in->problems, AN_WARNING, y->in->file, 0, NULL,
                        "%s has no plan in %zu %s%s in which others have one, the first of them "
                        "%s, but an outlook of %s; it is not held against a plan there, and counts "
                        "in the totals above it: give the plan, or 0",
                        fc_hierarchy_name(h, i), holes, unit, holes > 1 ? "s" : "", label, amount);
    }
    if (n > HOLES_TOLD)
        an_problems_add(y->in->problems, AN_WARNING, y->in->file, 0, NULL,
                        "%zu cells in all have such holes in their plan", n);
}

void an_plan_coverage_report(const an_plan_input *in, const an_plan *plan)
{
    const year_of_cells y = open_year(in, plan);

    report_periods(&y);
    report_cells(&y);
    report_splits(&y);
    report_holes(&y);
}
