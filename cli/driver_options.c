/* driver_options.c - calendar and driver options into regressors. */
#include "cli/driver_options.h"

#define FIELD(name) offsetof(cli_driver_options, name)

const cli_option cli_driver_table[CLI_DRIVER_OPTIONS] = {
    {"holidays", 0, CLI_TEXT, FIELD(holidays), "CODES",
     "the calendar counts, with the holidays of countries: cn, us,gb, de ..."},
    {"own-days", 0, CLI_TEXT, FIELD(days), "FILE",
     "a company's own days: date, and kind off or work"},
    {"drivers", 0, CLI_TEXT, FIELD(drivers), "FILE",
     "what moves sales, with values to come: name, period, value, or a column a driver"},
    {"scenario", 0, CLI_TEXT, FIELD(scenario), "NAME",
     "rows of the drivers with this in their scenario column go before the others; base,bold: "
     "forecasts side by side"},
    {"shape", 0, CLI_LIST, FIELD(shapes), "DRIVER=SHAPE",
     "level, price, free-price, log, lag1, adstock0.5; may be repeated"},
    {"event", 0, CLI_LIST, FIELD(events), "KIND:PERIOD",
     "step:2026-02, pulse:2024-05, ramp:2025-03:8; may be repeated"},
};

fc_status cli_driver_read(const cli_driver_options *o, const an_text_options *text,
                          const an_sales *sales, size_t horizon, an_problems *problems,
                          fc_regressors **regressors)
{
    const an_drivers_options options = {.holidays = o->holidays,
                                        .days = o->days,
                                        .file = o->drivers,
                                        .scenario = o->scenario,
                                        .shapes = o->shapes.items,
                                        .n_shapes = o->shapes.n,
                                        .events = o->events.items,
                                        .n_events = o->events.n,
                                        .text = *text};

    return an_drivers_read(&options, sales, horizon, problems, regressors);
}
