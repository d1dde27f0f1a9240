/* forecast_options.h - the options every command that forecasts has in common. */
#ifndef CLI_FORECAST_OPTIONS_H
#define CLI_FORECAST_OPTIONS_H

#include "cli/options.h"
#include "forecast/forecasts/forecasts.h"

typedef struct {
    const char *model, *reconciler;
    long horizon, paths, season, seed;
    int gaps;           /* choice zero|missing */
    int preset;         /* choice fast|best */
    int panel_learning; /* choice off|on|auto */
    int temporal;       /* choice off|on|auto */
    int ranges;         /* choice panel|learned|model */
} cli_forecast_options;

enum { CLI_FORECAST_OPTIONS = 10 };

extern const cli_option cli_forecast_table[CLI_FORECAST_OPTIONS];

/* What stands for --model where it was not given: "auto" or, by the preset, "fast". */
const char *cli_forecast_default_model(const cli_forecast_options *options);

/* Checks the names and translates; the horizon stays 0 where none was given. FC_EUSAGE for a name
 * that is none, for several models, and for a model beside the preset that chooses one. */
fc_status cli_forecast_translate(const cli_forecast_options *options,
                                 fc_forecast_options *out) FC_CHECKED;

enum { CLI_MOST_PERIODS = 3660 };

/* FC_EUSAGE beyond CLI_MOST_PERIODS: time and memory grow with the horizon, sense does not. */
fc_status cli_forecast_check_horizon(long periods) FC_CHECKED;

#endif
