/* reps.c - speed at full ramp, months at full speed, and the shares of the target they make. */
#include "analysis/target/reps.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/target/newness.h"
#include "analysis/target/reps_parts.h"
#include "analysis/target/target_private.h"
#include "analysis/text/text.h"
#include "forecast/ranges/quantile.h"

enum { YEAR = 12, FEWEST_MONTHS = 3, REASON = 384, NUMBER = 64 };

static double sales_in(const an_target *t, const an_rep *rep, fc_period month)
{
    double value = 0;

    if (rep->node != SIZE_MAX)
        fc_hierarchy_values(t->sales->hierarchy, rep->node, t->options.measure, month, 1, &value);
    return value;
}

static void read_record(const an_target *t, an_rep *rep)
{
    const fc_period next = fc_forecasts_first(t->forecasts);

    for (fc_period month = next - YEAR; month < next; month++) {
        rep->full_months += an_reps_speed(rep, &t->spans.calendar, month);
        rep->record += sales_in(t, rep, month);
    }
    for (fc_period month = t->spans.first; month <= t->spans.last; month++)
        rep->months += an_reps_speed(rep, &t->spans.calendar, month);
    rep->borrowed = rep->full_months < FEWEST_MONTHS;
    rep->speed = rep->borrowed ? NAN : fmax(rep->record, 0) / rep->full_months;
}

static bool is_peer(const an_rep *a, const an_rep *b)
{
    return a != b && (!a->segment || !b->segment || strcmp(a->segment, b->segment) == 0);
}

/* The best 12 months in a row. */
static double best_year(const an_target *t, const an_rep *rep)
{
    fc_period first, last;
    double best = NAN, sum = 0;

    fc_panel_span(t->sales->panel, &first, &last);
    last = fc_forecasts_first(t->forecasts) - 1;
    for (fc_period month = first; month <= last; month++) {
        sum += sales_in(t, rep, month);
        if (month >= first + YEAR)
            sum -= sales_in(t, rep, month - YEAR);
        if (month >= first + YEAR - 1 && (isnan(best) || sum > best))
            best = sum;
    }
    return best;
}

/* The median speed of the peers of a rep, else of everyone; 0 where nobody has a record. */
static double peer_speed(const an_reps *reps, const an_rep *rep, double *room, uint64_t *work)
{
    for (int anyone = 0; anyone < 2; anyone++) {
        size_t n = 0;

        for (size_t i = 0; i < reps->n; i++)
            if (!reps->reps[i].borrowed && (anyone || is_peer(rep, &reps->reps[i])))
                room[n++] = reps->reps[i].speed;
        fc_quantile_sort(room, n, work);
        if (n > 0)
            return fc_quantile(room, n, 0.5);
    }
    return 0;
}

static fc_status set_capabilities(const an_target *t, an_reps *reps)
{
    double *best = malloc((reps->n + 1) * sizeof *best),
           *room = malloc((reps->n + 1) * sizeof *room);
    uint64_t *work = malloc(2 * (reps->n + 1) * sizeof *work);
    fc_status status = best && room && work ? FC_OK : fc_no_memory();

    for (size_t i = 0; status == FC_OK && i < reps->n; i++) {
        read_record(t, &reps->reps[i]);
        best[i] = best_year(t, &reps->reps[i]);
    }
    for (size_t i = 0; status == FC_OK && i < reps->n; i++) {
        an_rep *rep = &reps->reps[i];

        rep->best_peer = NAN;
        for (size_t k = 0; k < reps->n; k++)
            if (is_peer(rep, &reps->reps[k]) && !(best[k] <= rep->best_peer))
                rep->best_peer = best[k];
        if (rep->borrowed)
            rep->speed = peer_speed(reps, rep, room, work);
        rep->capability = fmin(rep->speed * rep->months, rep->capacity);
    }
    free(best);
    free(room);
    free(work);
    return status;
}

/* Shares of the target; who has no node gets none, as there is nobody whose target it would be. */
static fc_status share(const an_target *t, double padding, an_reps *reps)
{
    an_apportion_part *parts = calloc(reps->n, sizeof *parts);
    int64_t *amounts = calloc(reps->n, sizeof *amounts), room = 0;
    const double step = t->options.step;
    fc_status status = parts && amounts ? FC_OK : fc_no_memory();

    for (size_t i = 0; status == FC_OK && i < reps->n; i++) {
        const an_rep *rep = &reps->reps[i];
        const bool none = rep->node == SIZE_MAX || rep->months == 0;

        parts[i] = (an_apportion_part){rep->capability, 0,
                                       none                   ? 0
                                       : isinf(rep->capacity) ? AN_APPORTION_MOST
                                                              : (int64_t)(rep->capacity / step)};
        room = an_apportion_add(room, parts[i].hi);
    }
    if (status == FC_OK && room < t->amount)
        status = fc_fail(FC_EDATA,
                         "the capacities add up to %.15g, less than the target of %.15g; ask for "
                         "less, or raise them",
                         (double)room * step, (double)t->amount * step);
    if (status == FC_OK)
        status = an_apportion(t->amount, parts, reps->n, NULL, amounts);
    for (size_t i = 0; status == FC_OK && i < reps->n; i++) {
        reps->reps[i].target = (double)amounts[i] * step;
        reps->reps[i].quota = reps->reps[i].target * (1 + padding / 100);
    }
    free(parts);
    free(amounts);
    return status;
}

static void money(double amount, const char *lang, char text[NUMBER])
{
    an_unit unit;

    an_unit_parse(NULL, lang, fabs(amount), &unit);
    an_money(amount, unit, text, NUMBER);
}

/* "0.21 m a month at full speed, 12 months: ..." and what is to be said of it. */
static fc_status explain(an_rep *rep, const char *lang)
{
    const char *full = "";
    char text[REASON], more[REASON] = "", speed[NUMBER], months[NUMBER], best[NUMBER];

    money(rep->speed, lang, speed);
    snprintf(months, sizeof months, "%.3g", rep->months);
    money(rep->best_peer, lang, best);
    an_text_fill(text, sizeof text, lang,
                 rep->node == SIZE_MAX ? "rep-unsold"
                 : rep->months == 0    ? "rep-left"
                 : rep->borrowed       ? "rep-borrowed"
                                       : "rep-record",
                 speed, months, NULL);
    if (rep->target > rep->best_peer)
        an_text_fill(more, sizeof more, lang, "rep-above-peers", best, NULL);
    if (rep->target > 0 && rep->target >= rep->capacity * (1 - 1e-9))
        full = an_text(lang, "rep-at-capacity");
    if (asprintf(&rep->reason, "%s%s%s", text, more, full) >= 0)
        return FC_OK;
    rep->reason = NULL;
    return fc_no_memory();
}

static an_target_bound bound_of(const an_rep *rep, size_t node, double amount)
{
    return (an_target_bound){
        .node = node, .lo = amount, .hi = amount, .name = rep->reason, .reason = rep->reason};
}

/* So much of a rep's target is to be new business. */
static fc_status add_new_business(const an_target *t, an_reps *reps, an_rep *rep)
{
    const size_t n = t->sales->n_keys;
    const char *keys[AN_MAX_KEYS];
    size_t node;

    for (size_t k = 0; k < n; k++)
        keys[k] = k + 1 < n ? fc_hierarchy_key(t->sales->hierarchy, rep->node, k) : AN_BUSINESS_NEW;
    node = fc_hierarchy_find(t->sales->hierarchy, keys);
    if (node == SIZE_MAX)
        return fc_fail(FC_EDATA,
                       "new_share of '%s': nobody whom this rep sells to was new in the "
                       "time that can be judged; leave it empty",
                       rep->name);
    rep->new_business = an_target_from_steps(
        floor(rep->target * rep->new_share / t->options.step + 0.5), t->options.step);
    reps->bounds[reps->n_bounds++] = bound_of(rep, node, rep->new_business);
    return FC_OK;
}

static fc_status make_bounds(const an_target *t, an_reps *reps, const char *lang)
{
    fc_status status = FC_OK;

    reps->bounds = calloc(2 * reps->n, sizeof *reps->bounds);
    if (!reps->bounds)
        return fc_no_memory();
    for (size_t i = 0; status == FC_OK && i < reps->n; i++) {
        an_rep *rep = &reps->reps[i];

        status = explain(rep, lang);
        if (rep->node == SIZE_MAX)
            continue;
        reps->bounds[reps->n_bounds++] = bound_of(rep, rep->node, rep->target);
        if (status == FC_OK && !isnan(rep->new_share))
            status = add_new_business(t, reps, rep);
    }
    return status;
}

fc_status an_reps_read(const char *file, const an_text_options *text, const an_target *target,
                       double padding, const char *lang, an_problems *problems, an_reps *reps)
{
    fc_status status;

    *reps = (an_reps){0};
    if (target->spans.calendar.unit != FC_MONTH)
        return fc_fail(FC_EUSAGE, "--capacity: ramps are in months; leave out --period");
    status = an_reps_collect(file, text, target, problems, reps);
    if (status == FC_OK)
        status = set_capabilities(target, reps);
    if (status == FC_OK)
        status = share(target, padding, reps);
    if (status == FC_OK)
        status = an_reps_speeds(target, reps);
    return status == FC_OK ? make_bounds(target, reps, lang) : status;
}

void an_reps_clear(an_reps *reps)
{
    for (size_t i = 0; i < reps->n; i++) {
        free(reps->reps[i].name);
        free(reps->reps[i].segment);
        free(reps->reps[i].reason);
    }
    free(reps->reps);
    free(reps->bounds);
    free(reps->speed);
    free(reps->like);
    *reps = (an_reps){0};
}
