/* watch.c - runs every rule, and tells what children explain once. */
#include "analysis/watch/watch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/watch/watch_private.h"

void an_watch_free(an_watch *w)
{
    if (!w)
        return;
    an_replay_clear(&w->replay);
    an_pasts_clear(&w->pasts);
    free(w->alarms.list);
    free(w);
}

/* Alarms of a kind explain only one another. */
static const struct {
    fc_status (*run)(const an_watch_today *today, an_alarms *alarms);
    bool explained;
} RULES[] = {
    {an_watch_statistical, true}, {an_watch_attainment, true}, {an_watch_crossing, true},
    {an_watch_pace, true},        {an_watch_deals, true},      {an_watch_measures, false},
};

static fc_status take_over(an_alarms *into, an_alarms *from)
{
    an_alarm *list = realloc(into->list, (into->n + from->n + 1) * sizeof *list);

    if (!list)
        return fc_no_memory();
    if (from->n)
        memcpy(list + into->n, from->list, from->n * sizeof *list);
    into->list = list;
    into->n = into->capacity = into->n + from->n;
    return FC_OK;
}

/* Largest shortfall first, those without one last. */
static int by_shortfall(const void *a, const void *b)
{
    const an_alarm *x = a, *y = b;
    const double xs = isnan(x->shortfall) ? -1 : x->shortfall,
                 ys = isnan(y->shortfall) ? -1 : y->shortfall;

    if (xs != ys)
        return xs < ys ? 1 : -1;
    if (x->node != y->node)
        return x->node < y->node ? -1 : 1;
    return strcmp(an_alarm_rule(x), an_alarm_rule(y));
}

static fc_status run_rules(an_watch *w, const an_watch_today *today)
{
    fc_status status = FC_OK;

    for (size_t i = 0; status == FC_OK && i < sizeof RULES / sizeof *RULES; i++) {
        an_alarms own = {0};

        status = RULES[i].run(today, &own);
        if (status == FC_OK && RULES[i].explained)
            an_alarms_explain(w->sales, today->options->lang, &own);
        if (status == FC_OK)
            status = take_over(&w->alarms, &own);
        free(own.list);
    }
    if (status == FC_OK && w->alarms.n > 1)
        qsort(w->alarms.list, w->alarms.n, sizeof *w->alarms.list, by_shortfall);
    return status;
}

fc_status an_watch_run(const an_sales *sales, const an_plan *plan, const an_review *review,
                       const an_watch_options *options, an_watch **watch)
{
    an_watch *w = calloc(1, sizeof *w);
    const an_replay_options replay = {.rate = options->rate};
    fc_status status = w ? an_replay_make(sales, &replay, &w->replay) : fc_no_memory();

    *watch = NULL;
    if (status == FC_OK) {
        const an_watch_today today = {sales, plan, review, &w->replay, options, &w->pasts};

        w->sales = sales;
        status = run_rules(w, &today);
    }
    if (status != FC_OK) {
        an_watch_free(w);
        return status;
    }
    *watch = w;
    return FC_OK;
}

size_t an_watch_size(const an_watch *w)
{
    return w->alarms.n;
}

const an_alarm *an_watch_at(const an_watch *w, size_t i)
{
    return &w->alarms.list[i];
}

const an_replay *an_watch_replay(const an_watch *w)
{
    return &w->replay;
}
