/* forecast_parts.c - reads what a forecast is made of, and makes it. */
#include "cli/forecast_parts.h"

#include "cli/exit.h"

static size_t a_year(const fc_calendar *calendar)
{
    return calendar->unit == FC_DAY ? 28 : fc_calendar_season_length(calendar);
}

void cli_forecast_forget(cli_forecast_parts *p)
{
    an_overrides_clear(&p->overrides);
    an_blend_free(p->blend);
    fc_forecasts_free(p->forecasts);
    fc_regressors_free(p->regressors);
    an_sales_free(p->sales);
    an_problems_free(p->problems);
}

fc_status cli_forecast_read(const cli_forecast_command *o, const char *const *files, size_t n_files,
                            fc_forecast_options *core, cli_forecast_parts *p)
{
    const an_text_options text = cli_sales_text(&o->sales);
    fc_status status = an_problems_new(&p->problems);

    if (status == FC_OK)
        status = cli_sales_read(&o->sales, files, n_files, p->problems, &p->sales);
    if (status == FC_OK && core->horizon == 0)
        core->horizon = a_year(&p->sales->calendar);
    if (status == FC_OK)
        status = cli_driver_read(&o->drivers, &text, p->sales, core->horizon, p->problems,
                                 &p->regressors);
    if (status == FC_OK)
        status = cli_driver_launch(&o->drivers, p->sales, &p->launch, &core->launch);
    if (p->problems)
        cli_tell_problems(p->problems);
    if (status != FC_OK)
        return status;
    core->last = p->sales->last_complete;
    core->has_first = p->sales->first_incomplete;
    core->first = p->sales->first_complete;
    core->regressors = p->regressors;
    core->effects = cli_driver_effects(&o->drivers);
    return FC_OK;
}

fc_status cli_forecast_make(const cli_forecast_command *o, const an_levels *levels,
                            fc_forecast_options *core, cli_forecast_parts *p)
{
    double intervals[AN_MAX_LEVELS];
    fc_status status;

    core->n_intervals = levels->n;
    core->intervals = intervals;
    for (size_t l = 0; l < levels->n; l++)
        intervals[l] = levels->levels[l] / 100.0;
    status = fc_forecasts_run(p->sales->hierarchy, &p->sales->calendar, core, &p->forecasts);
    core->fits = NULL; /* at past origins there are none */
    if (status == FC_OK)
        status = cli_blend_run(&o->blend, &o->sales, p->sales, core, p->forecasts, &p->blend);
    return status;
}
