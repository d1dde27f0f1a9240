/* target_lessons.c - gapcast target --lessons: the forecast of last year, made once more. */
#include "analysis/plan/plan.h"
#include "cli/exit.h"
#include "cli/target_parts.h"

enum { FEWEST_PERIODS = 4 };

/* What the same method would have said at the start of last year; none where there was too little
 * to go by. Drivers are left out, as nobody knows what was planned of them then. */
static fc_status forecast_then(const cli_target_options *o, const cli_target_parts *p,
                               fc_forecasts **then)
{
    const an_spans *spans = an_target_periods(p->target);
    const fc_period start = an_plan_year_before(&spans->calendar, spans->first);
    fc_period first, last;
    fc_forecast_options core;
    fc_status status = cli_forecast_translate(&o->forecast, &core);

    fc_panel_span(p->sales->panel, &first, &last);
    if (status != FC_OK || start - first < FEWEST_PERIODS)
        return status;
    core.last = start - 1;
    core.has_first = p->sales->first_incomplete;
    core.first = p->sales->first_complete;
    core.measure = p->wish.metric->measure;
    core.horizon = (size_t)(spans->last - spans->first) + 1;
    status = fc_forecasts_run(p->sales->hierarchy, &p->sales->calendar, &core, then);
    cli_progress_end();
    return status;
}

fc_status cli_target_learn(const cli_target_options *o, cli_target_parts *p)
{
    cli_where where;
    an_plan_options plan;
    fc_forecasts *then = NULL;
    fc_status status = cli_target_plan(o, &where, &plan);

    if (status == FC_OK)
        status = forecast_then(o, p, &then);
    if (status == FC_OK)
        status = an_lessons_read(o->lessons, &plan, p->target, then, p->problems, &p->lessons);
    fc_forecasts_free(then);
    return status;
}
