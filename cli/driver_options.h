/* driver_options.h - the options of commands that forecast with calendar and drivers. */
#ifndef CLI_DRIVER_OPTIONS_H
#define CLI_DRIVER_OPTIONS_H

#include "analysis/drivers/drivers.h"
#include "cli/options.h"
#include "forecast/calendar/workdays.h"
#include "forecast/forecasts/forecasts.h"

typedef struct {
    const char *holidays, *days, *drivers, *scenario;
    cli_list shapes, events;
    int robust, ridge; /* choices huber|bisquare|off, usual|gcv */
    const char *like;
    long ramp;
    int launch; /* choice auto|bass */
} cli_driver_options;

enum { CLI_DRIVER_OPTIONS = 11 };

extern const cli_option cli_driver_table[CLI_DRIVER_OPTIONS];

/* The regressors that the options ask for, NULL where for none; the caller frees them. */
fc_status cli_driver_read(const cli_driver_options *options, const an_text_options *text,
                          const an_sales *sales, size_t horizon, an_problems *problems,
                          fc_regressors **regressors) FC_CHECKED;

/* How effects are to be estimated. */
fc_effects_options cli_driver_effects(const cli_driver_options *options);

/* The working days of the countries of --holidays, from `first` to `last`; NULL in *workdays where
 * none were given. The caller frees them. */
fc_status cli_driver_workdays(const cli_driver_options *options, fc_date first, fc_date last,
                              fc_workdays **workdays) FC_CHECKED;

/* How nodes that were launched lately are to be forecast: fills `launch` and points *to at it, or
 * at NULL where nothing was asked for. FC_EUSAGE for a key or value that the sales do not have. */
fc_status cli_driver_launch(const cli_driver_options *options, const an_sales *sales,
                            fc_launch_options *launch, const fc_launch_options **to) FC_CHECKED;

#endif
