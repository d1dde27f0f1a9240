/* target_make.c - from the sales to the target of one metric. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/review/review_horizon.h"
#include "analysis/target/market.h"
#include "analysis/target/newcomers.h"
#include "analysis/target/newness.h"
#include "cli/exit.h"
#include "cli/target_parts.h"

enum { RECORD_OFF = 2 }; /* a choice of --record */

void cli_target_free(cli_target_parts *p)
{
    an_lessons_clear(&p->lessons);
    an_target_free(p->target);
    an_habits_clear(&p->habits);
    free(p->bounds);
    an_reps_clear(&p->reps);
    an_drafts_clear(&p->drafts);
    an_locks_clear(&p->locks);
    an_spans_clear(&p->spans);
    fc_forecasts_free(p->forecasts);
    fc_regressors_free(p->regressors);
    fc_workdays_free(p->workdays);
    an_sales_free(p->sales);
    an_sales_free(p->whole);
    an_problems_free(p->problems);
}

fc_status cli_target_plan(const cli_target_options *o, cli_where *where, an_plan_options *plan)
{
    an_sales_options sales;
    fc_status status = cli_sales_translate(&o->sales, where, &sales);

    *plan = (an_plan_options){.no_options = true,
                              .text = sales.text,
                              .year = o->year,
                              .where = sales.where,
                              .n_where = sales.n_where};
    return status;
}

static cli_sales_options sales_of(const cli_target_options *o, const cli_target_wish *wish)
{
    cli_sales_options sales = o->sales;

    sales.counted = wish->metric->counted;
    sales.cost = o->cost;
    return sales;
}

fc_status cli_target_read(const cli_target_options *o, const cli_target_wish *wish,
                          const char *const *files, size_t n_files, an_problems *problems,
                          an_sales **sales, an_sales **whole)
{
    const cli_sales_options read = sales_of(o, wish);
    const bool split = cli_target_splits(o);
    fc_status status = an_metric_needs_customers(wish->metric, split) || o->report
                           ? cli_sales_read_detail(&read, files, n_files, problems, sales)
                           : cli_sales_read(&read, files, n_files, problems, sales);

    if (status != FC_OK)
        return status;
    status = an_metric_sales(wish->metric, split, sales, whole);
    if (status == FC_EDATA) {
        char message[512];

        snprintf(message, sizeof message, "%s", fc_error_message());
        status = fc_fail(status, "%s: %s", files[0], message);
    }
    return status;
}

/* Whoever sells nothing yet needs a place in the tree before it is forecast. */
static fc_status add_newcomers(const cli_target_options *o, cli_target_parts *p)
{
    const an_text_options text = cli_sales_text(&o->sales);

    return an_newcomers_add(o->capacity, &text, p->problems, p->sales);
}

/* Days off of the countries, from the first sale to the end of any year that can be asked for. */
static fc_status find_workdays(const cli_target_options *o, cli_target_parts *p)
{
    enum { YEARS_AHEAD = 4 * 366 };
    const fc_date first = p->sales->first_date, last = p->sales->last_date + YEARS_AHEAD;
    char countries[64];
    fc_status status;

    p->options.daily = an_daily_working_days(NULL, 0, 0);
    if (!o->drivers.holidays)
        return FC_OK;
    snprintf(countries, sizeof countries, "%s", o->drivers.holidays);
    for (char *c = countries; *c; c++)
        if (*c == ',')
            *c = ' ';
    status = fc_workdays_new(countries, first, last, NULL, 0, &p->workdays);
    if (status == FC_OK)
        p->options.daily = an_daily_working_days(p->workdays, first, last);
    return status;
}

/* Prices are in the drivers where there are some. */
static fc_status learn_habits(const cli_target_options *o, cli_target_parts *p)
{
    const an_metric *metric = p->wish.metric;
    const bool prices = metric == an_metric_at(0) && !o->drivers.drivers;

    if (!p->sales->detail.rows)
        return FC_OK;
    p->options.habits = &p->habits;
    return an_habits_learn(p->sales, metric->measure, prices, &p->habits);
}

/* Reorganisations have no say in it: the profile is that of all together. */
static fc_status learn_days(const cli_target_options *o, const char *const *files, size_t n_files,
                            cli_target_parts *p)
{
    const cli_sales_options read = sales_of(o, &p->wish);
    cli_where where;
    an_sales_options sales;
    fc_status status;

    if (cli_target_down(o, p->sales) >= p->sales->calendar.unit)
        return FC_OK;
    status = cli_sales_translate(&read, &where, &sales);
    if (status == FC_OK)
        status = an_daily_learn(files, n_files, &sales, p->wish.metric->measure, &p->options.daily);
    cli_progress_end();
    return status;
}

/* `regressors` are of the same sales; `calibration` may be NULL. */
static fc_status forecast_sales(const cli_target_options *o, const an_metric *metric,
                                const an_sales *sales, an_problems *problems,
                                fc_regressors **regressors, fc_forecasts **forecasts,
                                fc_calibration *calibration)
{
    const an_text_options text = cli_sales_text(&o->sales);
    fc_forecast_options core;
    fc_status status = cli_forecast_translate(&o->forecast, &core);

    if (status != FC_OK)
        return status;
    core.last = sales->last_complete;
    core.has_first = sales->first_incomplete;
    core.first = sales->first_complete;
    core.measure = metric->measure;
    status = an_review_horizon(sales, o->year, &core.horizon);
    if (status == FC_OK)
        status = cli_driver_read(&o->drivers, &text, sales, core.horizon, problems, regressors);
    core.regressors = *regressors;
    core.effects = cli_driver_effects(&o->drivers);
    if (status == FC_OK)
        status = fc_forecasts_run(sales->hierarchy, &sales->calendar, &core, forecasts);
    if (status == FC_OK && calibration && o->record != RECORD_OFF)
        status = an_review_calibrate(sales, &core, calibration);
    cli_progress_end();
    return status;
}

/* Where new business is told apart, all together is forecast by its longer history. */
static fc_status forecast_year(const cli_target_options *o, cli_target_parts *p)
{
    const an_metric *metric = p->wish.metric;
    fc_forecasts *whole = NULL;
    fc_regressors *regressors = NULL;
    fc_status status = forecast_sales(o, metric, p->sales, p->problems, &p->regressors,
                                      &p->forecasts, p->first ? &p->calibration : NULL);

    if (status != FC_OK || !p->whole || metric->customers)
        return status;
    status = forecast_sales(o, metric, p->whole, p->problems, &regressors, &whole, NULL);
    if (status == FC_OK)
        status = an_newness_forecast(p->whole->hierarchy, whole, p->sales->hierarchy, p->forecasts);
    fc_forecasts_free(whole);
    fc_regressors_free(regressors);
    return status;
}

/* So much of the year's target must be new business. */
static fc_status add_share(const cli_target_options *o, cli_target_parts *p)
{
    const char *keys[AN_MAX_KEYS];
    const size_t n = p->sales->n_keys;
    const double share = o->new_share.value / 100;
    an_target_bound *more;
    char *name;

    if (!p->first || !o->new_share.given)
        return FC_OK;
    for (size_t k = 0; k < n; k++)
        keys[k] = k + 1 < n ? "*" : AN_BUSINESS_NEW;
    more = realloc(p->locks.bounds, (p->locks.n + 1) * sizeof *more);
    if (!more)
        return fc_no_memory();
    p->locks.bounds = more;
    if (fc_hierarchy_find(p->sales->hierarchy, keys) == SIZE_MAX)
        return fc_fail(FC_EDATA, "--new-share: nobody was new in the time that can be judged, so "
                                 "there is nothing to divide it by");
    if (asprintf(&name, "--new-share %g%%", o->new_share.value) < 0)
        return fc_no_memory();
    more[p->locks.n++] = (an_target_bound){.node = fc_hierarchy_find(p->sales->hierarchy, keys),
                                           .lo = share,
                                           .hi = share,
                                           .of_total = true,
                                           .name = name};
    return FC_OK;
}

static fc_status read_locks(const cli_target_options *o, cli_target_parts *p)
{
    const an_locks_metric metric = {p->wish.metric->name, p->first};
    cli_where where;
    an_plan_options plan;
    fc_status status = cli_target_plan(o, &where, &plan);

    plan.n_where = 0;
    if (status == FC_OK && o->lock)
        status = an_locks_read(o->lock, &plan, p->sales, p->forecasts, &p->spans, &metric,
                               p->problems, &p->locks);
    if (status == FC_OK)
        status = add_share(o, p);
    p->options.bounds = p->locks.bounds;
    p->options.n_bounds = p->locks.n;
    return status;
}

static fc_status read_market(const cli_target_options *o, cli_target_parts *p)
{
    cli_where where;
    an_plan_options plan;
    fc_status status = cli_target_plan(o, &where, &plan);

    if (status != FC_OK || p->options.goal != AN_GOAL_SHARE)
        return status;
    plan.n_where = 0;
    return an_market_read(o->market, &plan, p->sales, &p->spans, p->problems, &p->options.market);
}

fc_status cli_target_divide(const cli_target_options *o, cli_target_parts *p)
{
    fc_status status = FC_OK;

    if (p->spans.n == 0)
        status = an_target_spans(p->sales, o->year, cli_target_down(o, p->sales), &p->spans);
    an_target_free(p->target);
    p->target = NULL;
    if (status == FC_OK)
        status = an_target_new(p->sales, p->forecasts, &p->spans, &p->options, &p->target);
    return status;
}

fc_status cli_target_make(const cli_target_options *o, const char *const *files, size_t n_files,
                          cli_target_parts *p)
{
    const bool told = p->first || p->wish.metric->counted == AN_COUNT_MARGIN;
    fc_status status = an_problems_new(&p->problems);

    if (status == FC_OK)
        status = cli_target_read(o, &p->wish, files, n_files, p->problems, &p->sales, &p->whole);
    if (status == FC_OK && p->first && o->capacity)
        status = add_newcomers(o, p);
    if (p->problems && told)
        cli_tell_problems(p->problems);
    if (status == FC_OK)
        status = find_workdays(o, p);
    if (status == FC_OK)
        status = learn_days(o, files, n_files, p);
    if (status == FC_OK)
        status = learn_habits(o, p);
    if (status == FC_OK)
        status = an_target_spans(p->sales, o->year, cli_target_down(o, p->sales), &p->spans);
    if (status == FC_OK)
        status = forecast_year(o, p);
    cli_target_goal(o, &p->wish, p->first, &p->options);
    if (status == FC_OK)
        status = read_market(o, p);
    if (status == FC_OK)
        status = read_locks(o, p);
    if (status == FC_OK)
        status = cli_target_divide(o, p);
    if (status == FC_OK && p->first && (o->bottom_up || o->capacity))
        status = cli_target_teams(o, p);
    return status == FC_OK && p->first && o->lessons ? cli_target_learn(o, p) : status;
}
