/* plan_options.h - the options of commands that hold sales against a plan, and reading it. */
#ifndef CLI_PLAN_OPTIONS_H
#define CLI_PLAN_OPTIONS_H

#include "analysis/plan/plan.h"
#include "analysis/review/review_calibration.h"
#include "cli/forecast_options.h"
#include "cli/sales_options.h"

typedef struct {
    const char *plan, *plan_amount, *plan_period, *year;
    int plan_unit;     /* choice day|week|month|quarter|year */
    int plan_calendar; /* choice gregorian|4-4-5|4-5-4|5-4-4 */
} cli_plan_options;

enum { CLI_PLAN_OPTIONS = 6 };

extern const cli_option cli_plan_table[CLI_PLAN_OPTIONS];

/* The plan at the nodes and periods of the forecasts. */
fc_status cli_plan_read_at(const cli_plan_options *options, const cli_sales_options *sales_options,
                           const an_sales *sales, const fc_forecasts *forecasts,
                           an_problems *problems, an_plan **plan) FC_CHECKED;

/* Forecasts to the end of the plan's year, and the plan at the same nodes; *plan is NULL where none
 * was given. */
fc_status cli_plan_read(const cli_plan_options *options, const cli_forecast_options *method,
                        const cli_sales_options *sales_options, const an_sales *sales,
                        an_problems *problems, fc_forecasts **forecasts, an_plan **plan) FC_CHECKED;

/* How often chances that the method gave in the past came true. */
fc_status cli_plan_calibrate(const cli_forecast_options *method, const an_sales *sales,
                             fc_calibration *calibration) FC_CHECKED;

#endif
