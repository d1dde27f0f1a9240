/* today_pace.c - behind the pace of past weeks, months, quarters and years at the same working day.
 */
#include <math.h>
#include <stdlib.h>

#include "analysis/kpi/data.h"
#include "analysis/text/text.h"
#include "analysis/watch/alarms.h"
#include "analysis/watch/pace.h"

enum { MOST_UNITS = 4, LEAST_REPLAYED = 30 };

static const double BAND = 0.05; /* of periods like the past ones lie below it */
static const double LEAST_P = 1e-12;

typedef struct {
    const an_watch_today *today;
    an_pace_clock clocks[MOST_UNITS];
    size_t n_units, at; /* at: the period of the replay in which today lies */
    size_t *cell_days;
    an_pace_sums sums;
    an_pace *paces;  /* nodes x units, of the running spans */
    double *targets; /* nodes x units */
    an_past *past;
    size_t n_replayed[MOST_UNITS]; /* past spans of all nodes that were judged */
    an_worth worth[MOST_UNITS];
    an_alarms *alarms;
} pace_watch;

static const char *const NAMES[] = {[FC_WEEK] = "week pace",
                                    [FC_MONTH] = "month pace",
                                    [FC_QUARTER] = "quarter pace",
                                    [FC_YEAR] = "year pace"};

static fc_date last_day(const an_sales *sales)
{
    return sales->last_incomplete ? sales->last_date
                                  : fc_calendar_end(&sales->calendar, sales->last_complete);
}

/* Weeks count only where days or weeks are the periods. */
static fc_status make_clocks(pace_watch *w)
{
    const an_replay *r = w->today->replay;
    const fc_date today = last_day(r->sales);
    const fc_unit finest = r->sales->calendar.unit > FC_WEEK ? FC_MONTH : FC_WEEK;
    fc_status status = FC_OK;

    for (fc_unit unit = finest; status == FC_OK && unit <= FC_YEAR; unit++) {
        status = an_pace_clock_make(r, unit, today, &w->clocks[w->n_units]);
        w->n_units += status == FC_OK && w->clocks[w->n_units].n > 0;
    }
    w->at = (size_t)(fc_calendar_period(&r->sales->calendar, today) - r->first);
    w->sums.first = fc_calendar_start(&r->sales->calendar, r->first);
    w->sums.n = (size_t)(today - w->sums.first) + 1;
    return status;
}

/* Which cell of the days belongs to each cell of the panel: they have the same keys. */
static fc_status map_days(pace_watch *w)
{
    const an_sales *sales = w->today->sales;
    an_kpi_data data;
    fc_status status;

    if (!sales->detail.days)
        return FC_OK;
    status = an_kpi_data_make(sales, NULL, "en", &data);
    if (status == FC_OK) {
        w->cell_days = data.days_of;
        data.days_of = NULL;
    }
    an_kpi_data_clear(&data);
    return status;
}

static fc_status allocate(pace_watch *w)
{
    const an_replay *r = w->today->replay;

    w->sums.cum = malloc((w->sums.n + 1) * sizeof *w->sums.cum);
    w->paces = calloc(r->n_nodes * w->n_units + 1, sizeof *w->paces);
    w->targets = calloc(r->n_nodes * w->n_units + 1, sizeof *w->targets);
    if (!w->sums.cum || !w->paces || !w->targets)
        return fc_no_memory();
    w->past = an_pasts_add(w->today->pasts, w->n_units, r->n_nodes, w->at + 1, r->season_length);
    if (!w->past)
        return fc_no_memory();
    w->past->back = 1;
    for (size_t k = 0; k < w->n_units; k++)
        an_past_name(w->past, k, NAMES[w->clocks[k].unit]);
    return map_days(w);
}

/* The plan of the running span where there is one that someone made, else what the year before led
 * to expect. */
static double target_of(const pace_watch *w, size_t k, size_t node)
{
    const an_pace_clock *c = &w->clocks[k];
    const an_pace_span *now = &c->list[c->n - 1];
    const an_plan *plan = w->today->plan;
    double sum = 0;

    if (!plan)
        return an_pace_expected(c, &w->sums, c->n - 1);
    if (an_plan_unit(plan, node) > c->unit)
        return NAN;
    for (fc_period p = now->first; p <= now->last; p++)
        sum += an_plan_value(plan, node, p);
    return sum;
}

static void score_span(pace_watch *w, size_t k, size_t node, size_t j, const an_pace *pace)
{
    const an_replay *r = w->today->replay;
    an_scores *s = &w->past->scores;
    const fc_period t =
        fc_calendar_period(&r->sales->calendar, w->clocks[k].list[j].day) - r->first;

    if (isnan(pace->p) || t < 0 || (size_t)t >= s->n)
        return;
    if ((size_t)t < s->scored[node])
        s->scored[node] = (size_t)t;
    an_scores_set(s, k, node, (size_t)t, -log(fmax(pace->p, LEAST_P)));
}

static void score_node(pace_watch *w, size_t node)
{
    const an_replay *r = w->today->replay;

    for (size_t k = 0; k < w->n_units; k++)
        w->paces[node * w->n_units + k].p = NAN;
    if (r->start[node] == r->n)
        return;
    an_pace_sums_fill(r, node, w->cell_days, &w->sums);
    for (size_t k = 0; k < w->n_units; k++) {
        const an_pace_clock *c = &w->clocks[k];
        an_pace *now = &w->paces[node * w->n_units + k];

        for (size_t j = 0; j + 1 < c->n; j++) {
            const an_pace past = an_pace_of(c, &w->sums, j, an_pace_expected(c, &w->sums, j), true);

            score_span(w, k, node, j, &past);
            w->n_replayed[k] += !isnan(past.p);
        }
        w->targets[node * w->n_units + k] = target_of(w, k, node);
        *now =
            an_pace_of(c, &w->sums, c->n - 1, w->targets[node * w->n_units + k], !w->today->plan);
        score_span(w, k, node, c->n - 1, now);
    }
}

/* The chance of the span that is behind, else that of the year. */
static double chance_of(const pace_watch *w, size_t k, size_t node, const char *label)
{
    static const struct {
        fc_unit unit;
        an_scope scope;
    } SCOPES[] = {
        {FC_MONTH, AN_SCOPE_MONTH}, {FC_QUARTER, AN_SCOPE_QUARTER}, {FC_YEAR, AN_SCOPE_YEAR}};
    const an_review_row *row = NULL;

    for (size_t i = 0; w->today->review && i < sizeof SCOPES / sizeof *SCOPES; i++)
        if (SCOPES[i].unit == w->clocks[k].unit)
            row = an_review_find(w->today->review, node, SCOPES[i].scope, label);
    return row ? row->p_attain : NAN;
}

static bool tell(pace_watch *w, size_t node, size_t k)
{
    const an_replay *r = w->today->replay;
    const an_pace_clock *c = &w->clocks[k];
    const an_pace_span *now = &c->list[c->n - 1];
    const an_pace *pace = &w->paces[node * w->n_units + k];
    const fc_calendar coarse = fc_calendar_with(&r->sales->calendar, c->unit);
    char reached[32], usual[32], bound[32], label[FC_LABEL_SIZE];
    an_alarm *a = an_alarms_add(w->alarms, node, NAMES[c->unit]);

    if (!a)
        return false;
    fc_calendar_label(&coarse, fc_calendar_within(&coarse, &r->sales->calendar, now->first), label);
    a->since = now->first;
    a->shortfall = w->targets[node * w->n_units + k] * fmax(0, 1 - pace->reached / pace->mean);
    a->p_attain = chance_of(w, k, node, label);
    if (w->n_replayed[k] > 0)
        a->false_alarms = an_replay_false_rate(r, &w->past->scores, &w->worth[k], k, node);
    a->median_lead = w->worth[k].median_lead;
    an_percent(100 * pace->reached, false, reached, sizeof reached);
    an_percent(100 * pace->mean, false, usual, sizeof usual);
    an_percent(100 * an_pace_bound(pace), false, bound, sizeof bound);
    an_text_fill(a->evidence, sizeof a->evidence, w->today->options->lang,
                 w->today->plan ? "watch-pace" : "watch-pace-expected", reached, label, usual,
                 bound, NULL);
    return true;
}

/* The unit whose pace is furthest behind. */
static size_t furthest(const pace_watch *w, size_t node)
{
    const an_scores *s = &w->past->scores;
    size_t best = SIZE_MAX;
    double least = 1;

    for (size_t k = 0; k < w->n_units; k++) {
        const double p = w->paces[node * w->n_units + k].p;

        if (p < least && an_scores_alarm(s, k, node, w->at)) {
            least = p;
            best = k;
        }
    }
    return best;
}

/* Of the node's paces together (Bonferroni); NaN where none can be told. */
static double p_of(const pace_watch *w, size_t node)
{
    double least = NAN;
    size_t n = 0;

    for (size_t k = 0; k < w->n_units; k++) {
        const double p = w->paces[node * w->n_units + k].p;

        n += !isnan(p);
        least = fmin(least, p);
    }
    return n ? fmin(1, (double)n * least) : NAN;
}

/* As rare as was asked for where enough was replayed, and never inside the band. */
static fc_status set_thresholds(pace_watch *w)
{
    an_scores *s = &w->past->scores;
    const fc_status status = an_scores_calibrate(s, w->today->replay->rate);

    for (size_t k = 0; status == FC_OK && k < w->n_units; k++)
        if (w->n_replayed[k] < LEAST_REPLAYED || s->threshold[k] < -log(BAND))
            s->threshold[k] = -log(BAND);
    return status;
}

static fc_status tell_all(pace_watch *w)
{
    const an_scores *s = &w->past->scores;
    double *p = malloc((s->n_nodes + 1) * sizeof *p);
    bool *found = calloc(s->n_nodes + 1, sizeof *found);
    fc_status status = p && found ? FC_OK : fc_no_memory();

    for (size_t i = 0; status == FC_OK && i < s->n_nodes; i++)
        p[i] = p_of(w, i);
    if (status == FC_OK)
        status = an_watch_discover(w->today, p, found);
    for (size_t k = 0; status == FC_OK && k < w->n_units; k++)
        status = an_replay_worth(w->today->replay, s, k, &w->worth[k]);
    for (size_t i = 0; status == FC_OK && i < s->n_nodes; i++) {
        const size_t k = found[i] ? furthest(w, i) : SIZE_MAX;

        if (k != SIZE_MAX && !tell(w, i, k))
            status = fc_no_memory();
    }
    free(found);
    free(p);
    return status;
}

fc_status an_watch_pace(const an_watch_today *today, an_alarms *alarms)
{
    pace_watch w = {.today = today, .alarms = alarms};
    fc_status status = make_clocks(&w);

    if (status == FC_OK && w.n_units > 0)
        status = allocate(&w);
    for (size_t i = 0; status == FC_OK && w.n_units > 0 && i < today->replay->n_nodes; i++)
        score_node(&w, i);
    if (status == FC_OK && w.n_units > 0)
        status = set_thresholds(&w);
    if (status == FC_OK && w.n_units > 0)
        status = tell_all(&w);
    for (size_t k = 0; k < MOST_UNITS; k++)
        an_pace_clock_clear(&w.clocks[k]);
    free(w.cell_days);
    free(w.sums.cum);
    free(w.paces);
    free(w.targets);
    return status;
}
