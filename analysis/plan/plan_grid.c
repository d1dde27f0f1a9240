/* plan_grid.c - sales periods cut where periods of a plan begin or end inside them. */
#include "analysis/plan/plan_grid.h"

#include <math.h>
#include <stdlib.h>

enum { SHORTEST_MONTH = 28 };

static int compare_spans(const void *a, const void *b)
{
    const an_plan_days *x = a, *y = b;

    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return x->last < y->last ? -1 : x->last > y->last;
}

static int compare_dates(const void *a, const void *b)
{
    const fc_date x = *(const fc_date *)a, y = *(const fc_date *)b;

    return x < y ? -1 : x > y;
}

/* Joins sorted spans that touch or overlap into covered[*n_covered]. */
static void unite(const an_plan_days *spans, size_t n, an_plan_days *covered, size_t *n_covered)
{
    *n_covered = 0;
    for (size_t i = 0; i < n; i++) {
        an_plan_days *last = *n_covered ? &covered[*n_covered - 1] : NULL;

        if (!last || spans[i].first > last->last + 1)
            covered[(*n_covered)++] = spans[i];
        else if (spans[i].last > last->last)
            last->last = spans[i].last;
    }
}

/* The first of sorted runs that does not end before `date`. */
static size_t first_run(const an_plan_days *covered, size_t n, fc_date date)
{
    size_t low = 0, high = n;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (covered[middle].last < date)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whether the plan goes on from the day before `date` to `date`. */
static bool goes_on(const an_plan_days *covered, size_t n, fc_date date)
{
    const size_t i = first_run(covered, n, date);

    return i < n && covered[i].first < date;
}

/* The days inside sales periods on which a slot begins: cuts[*n_cuts], sorted and distinct. */
static void find_cuts(const fc_calendar *calendar, const an_plan_days *spans, size_t n,
                      const an_plan_days *covered, size_t n_covered, fc_date *cuts, size_t *n_cuts)
{
    size_t found = 0;

    for (size_t i = 0; i < n; i++) {
        const fc_date ends[] = {spans[i].first, spans[i].last + 1};

        if (fc_calendar_period(calendar, spans[i].first) ==
            fc_calendar_period(calendar, spans[i].last))
            continue;
        for (size_t e = 0; e < 2; e++)
            if (fc_calendar_start(calendar, fc_calendar_period(calendar, ends[e])) != ends[e] &&
                goes_on(covered, n_covered, ends[e]))
                cuts[found++] = ends[e];
    }
    qsort(cuts, found, sizeof *cuts, compare_dates);
    *n_cuts = 0;
    for (size_t i = 0; i < found; i++)
        if (*n_cuts == 0 || cuts[i] != cuts[*n_cuts - 1])
            cuts[(*n_cuts)++] = cuts[i];
}

/* Days of a slot that the plan covers. */
static int count_covered(const an_plan_days *covered, size_t n, fc_date first, fc_date last)
{
    int days = 0;

    for (size_t i = first_run(covered, n, first); i < n && covered[i].first <= last; i++) {
        const fc_date from = covered[i].first > first ? covered[i].first : first;
        const fc_date to = covered[i].last < last ? covered[i].last : last;

        days += to - from + 1;
    }
    return days;
}

/* Makes the slots of all periods from that of the first day covered to that of the last. */
static fc_status make_slots(const fc_calendar *calendar, const an_plan_days *covered, size_t n,
                            const fc_date *cuts, size_t n_cuts, an_plan_grid *grid)
{
    const fc_period first = fc_calendar_period(calendar, covered[0].first);
    const fc_period last = fc_calendar_period(calendar, covered[n - 1].last);
    size_t c = 0;

    grid->slots = calloc((size_t)(last - first) + 1 + n_cuts, sizeof *grid->slots);
    if (!grid->slots)
        return fc_no_memory();
    for (fc_period p = first; p <= last; p++) {
        const fc_date start = fc_calendar_start(calendar, p), end = fc_calendar_end(calendar, p);

        for (fc_date from = start, to; from <= end; from = to + 1) {
            an_plan_slot *slot = &grid->slots[grid->n++];

            while (c < n_cuts && cuts[c] <= from)
                c++;
            to = c < n_cuts && cuts[c] <= end ? cuts[c] - 1 : end;
            *slot = (an_plan_slot){.period = p, .days = {from, to}, .stretch = 1};
            slot->share = (double)count_covered(covered, n, from, to) / (end - start + 1);
        }
    }
    return FC_OK;
}

/* Days of the longest span that touches a run of days; spans are in order. */
static int longest_span(const an_plan_days *spans, size_t n, fc_date first, fc_date last)
{
    int longest = 0;

    for (size_t i = 0; i < n && spans[i].first <= last; i++) {
        const int days = spans[i].last - spans[i].first + 1;

        if (spans[i].last >= first && days > longest)
            longest = days;
    }
    return longest;
}

/* What a period that has `covered` of its days in spans of up to `longest` days makes of them.
 * Fewer missing than a span has: only edges do not meet, and the rest stands for them. More: a
 * month or more is a hole; less may have been left out on purpose, as Sundays are, but the tail of
 * a span that belongs to the next period is no plan. */
static double stretch_of(int days, int covered, int longest)
{
    const int missing = days - covered;
    const bool few = 2 * covered < days;

    if (missing == 0)
        return 1;
    if (missing < longest)
        return few ? 0 : (double)days / covered;
    return longest >= SHORTEST_MONTH || (few && covered < longest) ? 0 : 1;
}

/* Stretches the plan of periods that it covers in part; not where nothing would be left of a plan
 * of less than a month. */
static void stretch_slots(const an_plan_days *spans, size_t n, an_plan_grid *grid)
{
    bool any = false, months = false;

    for (size_t from = 0, to; from < grid->n; from = to) {
        const fc_date start = grid->slots[from].days.first;
        double share = 0;

        for (to = from; to < grid->n && grid->slots[to].period == grid->slots[from].period; to++)
            share += grid->slots[to].share;

        const fc_date end = grid->slots[to - 1].days.last;
        const int days = end - start + 1, covered = (int)lround(share * days);
        const int longest = covered < days ? longest_span(spans, n, start, end) : 0;
        const double stretch = stretch_of(days, covered, longest);

        any |= stretch > 0;
        months |= longest >= SHORTEST_MONTH;
        for (size_t s = from; s < to; s++)
            grid->slots[s].stretch = stretch;
    }
    for (size_t s = 0; !any && !months && s < grid->n; s++)
        grid->slots[s].stretch = 1;
}

fc_status an_plan_grid_make(const fc_calendar *calendar, an_plan_days *spans, size_t n,
                            an_plan_grid *grid)
{
    an_plan_days *covered = malloc(n * sizeof *covered);
    fc_date *cuts = malloc(2 * n * sizeof *cuts);
    size_t n_covered, n_cuts;
    fc_status status;

    *grid = (an_plan_grid){0};
    if (!covered || !cuts) {
        status = fc_no_memory();
        goto done;
    }
    qsort(spans, n, sizeof *spans, compare_spans);
    unite(spans, n, covered, &n_covered);
    find_cuts(calendar, spans, n, covered, n_covered, cuts, &n_cuts);
    status = make_slots(calendar, covered, n_covered, cuts, n_cuts, grid);
    if (status == FC_OK)
        stretch_slots(spans, n, grid);
done:
    free(covered);
    free(cuts);
    return status;
}

void an_plan_grid_clear(an_plan_grid *grid)
{
    free(grid->slots);
    *grid = (an_plan_grid){0};
}

/* The slot of a day, which lies in the grid. */
static size_t slot_of(const an_plan_grid *grid, fc_date date)
{
    size_t low = 0, high = grid->n - 1;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (grid->slots[middle].days.last < date)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whether a span and a slot have more than half the days of the shorter of them in common, or the
 * slot has them by its share. */
static bool covers(an_plan_days span, const an_plan_slot *of)
{
    const an_plan_days slot = of->days;
    const fc_date first = span.first > slot.first ? span.first : slot.first;
    const fc_date last = span.last < slot.last ? span.last : slot.last;
    const int own = span.last - span.first + 1, other = slot.last - slot.first + 1;

    return of->stretch != 1 || 2 * (last - first + 1) > (own < other ? own : other);
}

void an_plan_grid_find(const an_plan_grid *grid, an_plan_days span, size_t *first, size_t *last)
{
    *first = slot_of(grid, span.first);
    *last = slot_of(grid, span.last);
    while (*first < *last && !covers(span, &grid->slots[*first]))
        ++*first;
    while (*last > *first && !covers(span, &grid->slots[*last]))
        --*last;
}
