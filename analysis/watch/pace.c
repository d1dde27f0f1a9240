/* pace.c - cumulative shares of past periods at the same working day, and their spread. */
#include "analysis/watch/pace.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "analysis/plan/plan.h"
#include "analysis/review/review_scope.h"

enum { LEAST_SAME = 2, LEAST = 6, LEAST_ERRORS = 3, MOST = 36, YEAR = 364 };

static const double BAND = 0.05, LEAST_SPREAD = 0.01;

void an_pace_clock_clear(an_pace_clock *c)
{
    free(c->list);
    *c = (an_pace_clock){0};
}

/* The first day of the span by which the share of its working days is gone. */
static fc_date day_at(fc_date start, fc_date end, double share)
{
    const size_t wanted = (size_t)lround(share * (double)an_review_scope_workdays(start, end));
    fc_date day = start;

    while (day < end && an_review_scope_workdays(start, day) < wanted)
        day++;
    return day;
}

static an_pace_span span_of(const fc_calendar *own, const fc_calendar *coarse, fc_period at)
{
    const fc_calendar years = fc_calendar_with(own, FC_YEAR);
    an_pace_span s = {0};
    fc_period first, last;

    an_plan_periods(own, coarse->unit, at, &s.first, &s.last);
    an_plan_periods(own, FC_YEAR, fc_calendar_within(&years, own, s.first), &first, &last);
    s.start = fc_calendar_start(own, s.first);
    s.end = fc_calendar_end(own, s.last);
    s.season = at - fc_calendar_within(coarse, own, first);
    return s;
}

fc_status an_pace_clock_make(const an_replay *r, fc_unit unit, fc_date today, an_pace_clock *c)
{
    const fc_calendar *own = &r->sales->calendar, coarse = fc_calendar_with(own, unit);
    const fc_period from = fc_calendar_within(&coarse, own, r->first),
                    now = fc_calendar_within(&coarse, own, fc_calendar_period(own, today));
    an_pace_span running;
    double share;

    *c = (an_pace_clock){.unit = unit};
    if (unit < own->unit)
        return FC_OK;
    running = span_of(own, &coarse, now);
    if (today >= running.end || today < running.start)
        return FC_OK;
    share = (double)an_review_scope_workdays(running.start, today) /
            (double)an_review_scope_workdays(running.start, running.end);
    c->list = malloc(((size_t)(now - from) + 1) * sizeof *c->list);
    if (!c->list)
        return fc_no_memory();
    for (fc_period p = from; p <= now; p++) {
        an_pace_span s = span_of(own, &coarse, p);

        s.day = p == now ? today : day_at(s.start, s.end, share);
        if (s.first >= r->first)
            c->list[c->n++] = s;
    }
    return FC_OK;
}

static void add_days(const an_replay *r, size_t node, const size_t *cell_days, an_pace_sums *s)
{
    const fc_panel *days = r->sales->detail.days;
    size_t n;
    const size_t *cells = fc_hierarchy_cells(r->sales->hierarchy, node, &n);

    for (size_t c = 0; c < n; c++)
        fc_panel_accumulate(days, cell_days[cells[c]], AN_AMOUNT, (fc_period)s->first, s->n,
                            s->cum);
}

static void add_periods(const an_replay *r, size_t node, an_pace_sums *s)
{
    for (size_t t = 0; t < r->n; t++) {
        const fc_date end = fc_calendar_end(&r->sales->calendar, r->first + (fc_period)t);

        if (end >= s->first && (size_t)(end - s->first) < s->n)
            s->cum[end - s->first] += r->amount[node * r->n + t];
    }
}

void an_pace_sums_fill(const an_replay *r, size_t node, const size_t *cell_days, an_pace_sums *s)
{
    for (size_t i = 0; i < s->n; i++)
        s->cum[i] = 0;
    if (cell_days)
        add_days(r, node, cell_days, s);
    else
        add_periods(r, node, s);
    for (size_t i = 1; i < s->n; i++)
        s->cum[i] += s->cum[i - 1];
    s->begin = fc_calendar_start(&r->sales->calendar, r->first + (fc_period)r->start[node]);
}

double an_pace_sum(const an_pace_sums *s, fc_date from, fc_date to)
{
    const fc_date last = s->first + (fc_date)s->n - 1;

    if (to > last)
        to = last;
    if (to < s->first || to < from)
        return 0;
    return s->cum[to - s->first] - (from > s->first ? s->cum[from - s->first - 1] : 0);
}

/* Shares reached of the spans before j: those of its season alone, or all of them. */
static void gather(const an_pace_clock *c, const an_pace_sums *s, size_t j, bool same, an_pace *out)
{
    double sum = 0, squares = 0;

    out->n = 0;
    for (size_t i = j > MOST ? j - MOST : 0; i < j; i++) {
        const an_pace_span *b = &c->list[i];
        const double whole = an_pace_sum(s, b->start, b->end);

        if (b->start < s->begin || !(whole > 0) || (same && b->season != c->list[j].season))
            continue;

        const double share = an_pace_sum(s, b->start, b->day) / whole;

        sum += share;
        squares += share * share;
        out->n++;
    }
    out->mean = out->n ? sum / (double)out->n : NAN;
    out->spread =
        out->n > 1 ? sqrt(fmax(0, squares - sum * out->mean) / (double)(out->n - 1)) : NAN;
}

double an_pace_expected(const an_pace_clock *c, const an_pace_sums *s, size_t j)
{
    const fc_date start = c->list[j].start;
    const double year = an_pace_sum(s, start - YEAR, start - 1),
                 year0 = an_pace_sum(s, start - 2 * YEAR, start - YEAR - 1);
    size_t i = j;
    double base;

    while (i-- > 0 && c->list[i].season != c->list[j].season)
        ;
    if (i >= j || c->list[i].start < s->begin)
        return NAN;
    base = an_pace_sum(s, c->list[i].start, c->list[i].end) *
           (double)an_review_scope_workdays(start, c->list[j].end) /
           (double)an_review_scope_workdays(c->list[i].start, c->list[i].end);
    return base * (start - 2 * YEAR >= s->begin && year0 > 0 ? year / year0 : 1);
}

/* Root mean square of what the spans before j brought beside what was expected of them, in parts of
 * it; NaN of fewer than three. */
static double error_of_expected(const an_pace_clock *c, const an_pace_sums *s, size_t j)
{
    double sum = 0;
    size_t n = 0;

    for (size_t i = j > MOST ? j - MOST : 0; i < j; i++) {
        const double off =
            an_pace_sum(s, c->list[i].start, c->list[i].end) / an_pace_expected(c, s, i) - 1;

        n += isfinite(off);
        sum += isfinite(off) ? off * off : 0;
    }
    return n < LEAST_ERRORS ? NAN : sqrt(sum / (double)n);
}

an_pace an_pace_of(const an_pace_clock *c, const an_pace_sums *s, size_t j, double target,
                   bool expected)
{
    const an_pace_span *now = &c->list[j];
    const bool by_season = c->unit >= FC_QUARTER;
    an_pace pace = {.p = NAN};
    double off;

    if (!(target > 0) || now->start < s->begin)
        return pace;
    pace.reached = an_pace_sum(s, now->start, now->day) / target;
    gather(c, s, j, by_season, &pace);
    if (by_season && pace.n < LEAST_SAME && c->unit < FC_YEAR)
        gather(c, s, j, false, &pace);
    off = expected ? pace.mean * error_of_expected(c, s, j) : 0;
    if (pace.n < (by_season ? LEAST_SAME : LEAST) || !(pace.mean > 0) || isnan(off))
        return pace;
    pace.spread = fmax(pace.spread, LEAST_SPREAD * pace.mean) * sqrt(1 + 1 / (double)pace.n);
    pace.spread = sqrt(pace.spread * pace.spread + off * off);
    pace.p = gsl_cdf_tdist_P((pace.reached - pace.mean) / pace.spread, (double)pace.n - 1);
    return pace;
}

double an_pace_bound(const an_pace *p)
{
    return fmax(0, p->mean + p->spread * gsl_cdf_tdist_Pinv(BAND, (double)p->n - 1));
}
