/* driver_options.c - calendar and driver options into regressors. */
#include "cli/driver_options.h"

#include <stdio.h>
#include <string.h>

#define FIELD(name) offsetof(cli_driver_options, name)

const cli_option cli_driver_table[CLI_DRIVER_OPTIONS] = {
    {"holidays", 0, CLI_TEXT, FIELD(holidays), "CODES",
     "the calendar counts, with the holidays of countries: cn, us,gb, de ..."},
    {"own-days", 0, CLI_TEXT, FIELD(days), "FILE",
     "a company's own days: date, and kind off or work"},
    {"drivers", 0, CLI_TEXT, FIELD(drivers), "FILE",
     "what moves sales, with values to come: name, period, value, or a column a driver; with "
     "columns "
     "of the keys of --by each node has its own"},
    {"scenario", 0, CLI_TEXT, FIELD(scenario), "NAME",
     "rows of the drivers with this in their scenario column go before the others; base,bold: "
     "forecasts side by side"},
    {"shape", 0, CLI_LIST, FIELD(shapes), "DRIVER=SHAPE",
     "level, price, free-price, log, lag1, adstock0.5, sum, zero; + joins, a comma sets side by "
     "side; "
     "may be repeated"},
    {"event", 0, CLI_LIST, FIELD(events), "KIND:PERIOD",
     "step:2026-02, pulse:2024-05, ramp:2025-03:8; may be repeated"},
    {"robust", 0, CLI_CHOICE, FIELD(robust), "huber|bisquare|off",
     "how outliers are kept from effects (default huber)"},
    {"ridge", 0, CLI_CHOICE, FIELD(ridge), "usual|gcv",
     "what draws effects towards nothing: how large they usually are, or generalised "
     "cross-validation of each series (default usual)"},
    {"like", 0, CLI_TEXT, FIELD(like), "KEY=VALUE",
     "what was launched within the last season goes the way of this one, or of a share of it"},
    {"ramp", 0, CLI_WHOLE, FIELD(ramp), "PERIODS", "how long it takes to reach that share"},
    {"launch", 0, CLI_CHOICE, FIELD(launch), "auto|bass",
     "auto: what was launched lately goes the way of siblings launched before; bass: or along "
     "Bass's curve"},
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

fc_effects_options cli_driver_effects(const cli_driver_options *o)
{
    return (fc_effects_options){.robust = o->robust ? (fc_effects_robust)(o->robust - 1) : 0,
                                .ridge = o->ridge ? (fc_effects_ridge)(o->ridge - 1) : 0};
}

static bool has_value(const an_sales *sales, size_t key, const char *value)
{
    for (size_t c = 0; c < fc_panel_size(sales->panel); c++)
        if (strcmp(fc_panel_key(sales->panel, c, key), value) == 0)
            return true;
    return false;
}

static fc_status find_like(const char *text, const an_sales *sales, fc_launch_options *launch)
{
    const char *equals = strchr(text, '=');
    const size_t length = equals ? (size_t)(equals - text) : 0;

    for (size_t k = 0; equals && k < sales->n_keys; k++)
        if (strlen(sales->key_names[k]) == length &&
            strncmp(sales->key_names[k], text, length) == 0) {
            launch->like_key = k;
            launch->like = equals + 1;
            if (has_value(sales, k, launch->like))
                return FC_OK;
            return fc_fail(FC_EUSAGE, "--like: no %s is called '%s'", sales->key_names[k],
                           launch->like);
        }
    return fc_fail(FC_EUSAGE, "--like: '%s' is not KEY=VALUE with one of the keys of --by", text);
}

fc_status cli_driver_launch(const cli_driver_options *o, const an_sales *sales,
                            fc_launch_options *launch, const fc_launch_options **to)
{
    *launch = (fc_launch_options){
        .ramp = (size_t)o->ramp, .automatic = o->launch > 0, .bass = o->launch == 2};
    *to = o->like || o->launch ? launch : NULL;
    if (o->ramp && !o->like)
        return fc_fail(FC_EUSAGE, "--ramp: a ramp to a share of what? give --like KEY=VALUE too");
    return o->like ? find_like(o->like, sales, launch) : FC_OK;
}

fc_status cli_driver_workdays(const cli_driver_options *o, fc_date first, fc_date last,
                              fc_workdays **workdays)
{
    char countries[64];

    *workdays = NULL;
    if (!o->holidays)
        return FC_OK;
    snprintf(countries, sizeof countries, "%s", o->holidays);
    for (char *c = countries; *c; c++)
        if (*c == ',')
            *c = ' ';
    return fc_workdays_new(countries, first, last, NULL, 0, workdays);
}
