/* target_wishes.c - which metrics gapcast target is for, and what each of them is to reach. */
#include <stdlib.h>
#include <string.h>

#include "cli/target_options.h"

static const double DEFAULT_CONFIDENCE = 60;

/* The wish for a metric, added where there is none yet. */
static cli_target_wish *wish_for(const an_metric *metric, cli_target_wish *wishes, size_t *n)
{
    for (size_t i = 0; i < *n; i++)
        if (wishes[i].metric == metric)
            return &wishes[i];
    wishes[*n] = (cli_target_wish){metric, AN_GOAL_CONFIDENCE, DEFAULT_CONFIDENCE};
    return &wishes[(*n)++];
}

/* "amount,new-customers" */
static fc_status list_metrics(const char *list, cli_target_wish *wishes, size_t *n)
{
    fc_status status = FC_OK;

    while (status == FC_OK && list) {
        const size_t length = strcspn(list, ","), before = *n;
        const an_metric *metric = NULL;

        status = an_metric_find(list, length, &metric);
        if (status == FC_OK)
            wish_for(metric, wishes, n);
        if (status == FC_OK && *n == before)
            status = fc_fail(FC_EUSAGE, "--metric: '%s' stands twice", metric->name);
        list = list[length] ? list + length + 1 : NULL;
    }
    return status;
}

/* "120", "+8%", "p60" */
static fc_status parse_goal(const char *text, cli_target_wish *wish)
{
    const bool confidence = *text == 'p' || *text == 'P', rise = *text == '+' || *text == '-';
    char *end;

    wish->value = strtod(text + confidence, &end);
    wish->goal = AN_GOAL_TOTAL;
    if (confidence)
        wish->goal = AN_GOAL_CONFIDENCE;
    else if (rise && *end == '%')
        wish->goal = AN_GOAL_GROWTH;
    if (end != text + confidence && strcmp(end, wish->goal == AN_GOAL_GROWTH ? "%" : "") == 0)
        return FC_OK;
    return fc_fail(FC_EUSAGE,
                   "--goal: '%s' is no goal; give an amount such as 120, a change on last year "
                   "such as +8%%, or a probability such as p60",
                   text);
}

static fc_status add_goal(const char *text, bool *set, cli_target_wish *wishes, size_t *n)
{
    const char *equals = strchr(text, '=');
    const an_metric *metric;
    cli_target_wish *wish;
    fc_status status;

    if (!equals)
        return fc_fail(FC_EUSAGE, "--goal: '%s' is not METRIC=GOAL", text);
    status = an_metric_find(text, (size_t)(equals - text), &metric);
    if (status != FC_OK)
        return status;
    wish = wish_for(metric, wishes, n);
    if (set[wish - wishes])
        return fc_fail(FC_EUSAGE, "--goal: there is a goal of %s already", metric->name);
    set[wish - wishes] = true;
    return parse_goal(equals + 1, wish);
}

/* --total and the like are of the first metric. */
static bool set_first(const cli_target_options *o, cli_target_wish *wish)
{
    const struct {
        const cli_number *number;
        an_goal goal;
    } goals[] = {{&o->confidence, AN_GOAL_CONFIDENCE},
                 {&o->total, AN_GOAL_TOTAL},
                 {&o->growth, AN_GOAL_GROWTH},
                 {&o->market_share, AN_GOAL_SHARE}};

    for (size_t i = 0; i < sizeof goals / sizeof *goals; i++)
        if (goals[i].number->given) {
            wish->goal = goals[i].goal;
            wish->value = goals[i].number->value;
            return true;
        }
    return false;
}

fc_status cli_target_wishes(const cli_target_options *o, cli_target_wish wishes[CLI_TARGET_WISHES],
                            size_t *n)
{
    bool set[CLI_TARGET_WISHES] = {false};
    fc_status status;

    *n = 0;
    status = list_metrics(o->metrics ? o->metrics : an_metric_at(0)->name, wishes, n);
    if (status == FC_OK)
        set[0] = set_first(o, &wishes[0]);
    for (size_t i = 0; status == FC_OK && i < o->goals.n; i++)
        status = add_goal(o->goals.items[i], set, wishes, n);
    return status;
}

void cli_target_goal(const cli_target_options *o, const cli_target_wish *wish, bool first,
                     an_target_options *out)
{
    out->goal = wish->goal;
    out->value = wish->value;
    out->rephase = o->rephase;
    out->measure = wish->metric->measure;
    out->step = first && o->step.given ? o->step.value : wish->metric->step;
}
