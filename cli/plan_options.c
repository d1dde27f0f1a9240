/* plan_options.c - the plan options into a plan at the forecast's nodes. */
#include "cli/plan_options.h"

#include "analysis/review/review_horizon.h"
#include "cli/exit.h"

#define FIELD(name) offsetof(cli_plan_options, name)

const cli_option cli_plan_table[CLI_PLAN_OPTIONS] = {
    {"plan", 0, CLI_TEXT, FIELD(plan), "FILE",
     "the plan: same keys, a period and a plan column, or months as columns"},
    {"plan-amount", 0, CLI_TEXT, FIELD(plan_amount), "COLUMN",
     "its plan column (default: found by its name)"},
    {"plan-period", 0, CLI_TEXT, FIELD(plan_period), "COLUMN",
     "its period column (default: found by its name)"},
    {"plan-unit", 0, CLI_CHOICE, FIELD(plan_unit), "day|week|month|quarter|year",
     "what one period of the plan is, where the file does not tell"},
    {"plan-calendar", 0, CLI_CHOICE, FIELD(plan_calendar), "gregorian|4-4-5|4-5-4|5-4-4",
     "how its periods are cut (default: as those of the sales)"},
    {"for", 0, CLI_TEXT, FIELD(year), "YEAR", "its year (default: that of the next period)"},
};

fc_status cli_plan_read_at(const cli_plan_options *o, const cli_sales_options *sales_options,
                           const an_sales *sales, const fc_forecasts *forecasts,
                           an_problems *problems, an_plan **plan)
{
    cli_where where;
    an_sales_options translated;
    fc_status status = cli_sales_translate(sales_options, &where, &translated);
    const an_plan_options options = {
        .text = translated.text,
        .amount = o->plan_amount,
        .period = o->plan_period,
        .unit = o->plan_unit ? fc_unit_name((fc_unit)(o->plan_unit - 1)) : NULL,
        .has_scheme = o->plan_calendar != 0,
        .scheme = o->plan_calendar ? (fc_scheme)(o->plan_calendar - 1) : FC_GREGORIAN,
        .year = o->year,
        .where = translated.where,
        .n_where = translated.n_where,
    };

    if (status != FC_OK)
        return status;
    return an_plan_read(o->plan, &options, sales, forecasts, problems, plan);
}

/* The method, as far as it does not depend on where the plan ends. */
static fc_status make_core(const cli_forecast_options *method, const an_sales *sales,
                           fc_forecast_options *core)
{
    const fc_status status = cli_forecast_translate(method, core);

    core->last = sales->last_complete;
    core->has_first = sales->first_incomplete;
    core->first = sales->first_complete;
    return status;
}

fc_status cli_plan_calibrate(const cli_forecast_options *method, const an_sales *sales,
                             fc_calibration *calibration)
{
    fc_forecast_options core;
    fc_status status = make_core(method, sales, &core);

    if (status == FC_OK)
        status = an_review_calibrate(sales, &core, calibration);
    cli_progress_end();
    return status;
}

fc_status cli_plan_read(const cli_plan_options *o, const cli_forecast_options *method,
                        const cli_sales_options *sales_options, const an_sales *sales,
                        an_problems *problems, fc_forecasts **forecasts, an_plan **plan)
{
    fc_forecast_options core;
    fc_status status = make_core(method, sales, &core);

    if (status == FC_OK)
        status = an_review_horizon(sales, o->year, &core.horizon);
    if (status != FC_OK)
        return status;
    status = fc_forecasts_run(sales->hierarchy, &sales->calendar, &core, forecasts);
    cli_progress_end();
    if (status != FC_OK || !o->plan)
        return status;
    return cli_plan_read_at(o, sales_options, sales, *forecasts, problems, plan);
}
