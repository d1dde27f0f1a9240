/* drivers.c - drivers in their shapes, events, holidays and a company's own days as regressors. */
#include "analysis/drivers/drivers.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/drivers/drivers_nodes.h"
#include "analysis/read/records.h"
#include "analysis/read/value.h"
#include "forecast/effects/shape.h"

typedef struct {
    const an_drivers_options *options;
    const an_sales *sales;
    an_problems *problems;
    an_driver_values values;
    size_t known;
    double *out; /* one column */
    fc_regressors *regressors;
} builder;

/* Tells what cannot be learned of: it did not vary, or repeats another. */
static fc_status add(builder *b, const char *file, const fc_regressor_spec *spec)
{
    const size_t before = fc_regressors_size(b->regressors);
    const fc_status status = fc_regressors_add(b->regressors, spec);

    if (status == FC_OK && fc_regressors_size(b->regressors) == before)
        an_problems_add(b->problems, AN_WARNING, file, 0, NULL,
                        "%s does not vary over the sales, or is the same as another driver: "
                        "nothing can be learned of it",
                        spec->name);
    return status;
}

static fc_status add_driver(builder *b, size_t driver, const an_driver_shape *shape)
{
    const an_driver_task task = {
        .options = b->options, .sales = b->sales, .values = &b->values, .known = b->known};
    const char *driver_name = b->values.names[driver];
    char name[FC_REGRESSOR_NAME + AN_SHAPE_NAME];
    fc_regressor_spec spec = {
        .name = name, .part = driver_name, .group = FC_FROM_DRIVERS, .kind = shape->kind};
    double *x;
    fc_status status = an_driver_column(&task, driver, shape, &x, &spec.nodes);

    snprintf(name, sizeof name, "%.63s%s%.47s", driver_name, shape->usual ? "" : " ",
             shape->usual ? "" : shape->text);
    spec.x = x;
    if (spec.nodes > 0 || shape->sum)
        spec.pooling = shape->sum ? FC_POOL_SUM : FC_POOL_AVERAGE;
    if (status == FC_OK)
        status = add(b, b->options->file, &spec);
    free(x);
    return status;
}

static fc_status add_drivers(builder *b)
{
    fc_status status = an_driver_shapes_check(b->options, &b->values);

    for (size_t d = 0; status == FC_OK && d < b->values.size; d++) {
        an_driver_shape shapes[AN_DRIVER_SHAPES];
        size_t n;

        status = an_driver_shapes(b->options, b->values.names[d], shapes, &n);
        for (size_t i = 0; status == FC_OK && i < n; i++)
            status = add_driver(b, d, &shapes[i]);
    }
    return status;
}

/* "step:2026-02" */
static fc_status add_event(builder *b, const char *event)
{
    const char *colon = strchr(event, ':');
    const size_t kind = colon ? (size_t)(colon - event) : 0;
    char label[FC_LABEL_SIZE] = "";
    const char *rest = colon ? strchr(colon + 1, ':') : NULL;
    fc_unit unit;
    fc_period period = 0;

    if (colon)
        snprintf(label, sizeof label, "%.*s",
                 (int)(rest ? rest - colon - 1 : (long)strlen(colon + 1)), colon + 1);
    if (!colon || !fc_calendar_parse(&b->sales->calendar, label, &unit, &period) ||
        unit != b->sales->calendar.unit || period <= b->values.first ||
        period >= b->values.first + (fc_period)b->values.n)
        return fc_fail(FC_EUSAGE,
                       "--event: '%s' is not step:PERIOD, pulse:PERIOD or "
                       "ramp:PERIOD:LENGTH with a period of the sales or the forecast",
                       event);

    const size_t at = (size_t)(period - b->values.first), n = b->values.n;

    if (!strncmp(event, "step:", kind + 1))
        fc_shape_step(n, at, b->out);
    else if (!strncmp(event, "pulse:", kind + 1))
        fc_shape_pulse(n, at, b->out);
    else if (!strncmp(event, "ramp:", kind + 1) && rest && strtol(rest + 1, NULL, 10) > 0)
        fc_shape_ramp(n, at, (size_t)strtol(rest + 1, NULL, 10), b->out);
    else
        return fc_fail(FC_EUSAGE,
                       "--event: '%s' is none of step:PERIOD, pulse:PERIOD and "
                       "ramp:PERIOD:LENGTH",
                       event);
    return add(b, "--event",
               &(fc_regressor_spec){.name = event, .group = FC_FROM_DRIVERS, .x = b->out});
}

/* A row of the company's own days: its share of the period, off for worked. */
static fc_status add_own_day(builder *b, const an_records *records, size_t row, size_t date,
                             size_t kind)
{
    const char *text = an_records_field(records, row, date), *why = "";
    const char *what = an_records_field(records, row, kind);
    const bool off = !strcmp(what, "off") || !strcmp(what, "休"),
               work = !strcmp(what, "work") || !strcmp(what, "班");
    fc_date day;

    if (!an_value_date(text, strlen(text), an_records_options(records), &day, &why))
        return fc_fail(FC_EDATA, "%s:%zu: %s", b->options->days, an_records_line(records, row),
                       why);
    if (!off && !work)
        return fc_fail(FC_EDATA, "%s:%zu: '%.40s' is neither off nor work", b->options->days,
                       an_records_line(records, row), what);

    const fc_calendar *calendar = &b->sales->calendar;
    const fc_period period = fc_calendar_period(calendar, day);

    if (period >= b->values.first && period < b->values.first + (fc_period)b->values.n)
        b->out[period - b->values.first] +=
            (off ? 1.0 : -1.0) /
            (fc_calendar_end(calendar, period) - fc_calendar_start(calendar, period) + 1);
    return FC_OK;
}

static fc_status add_own_days(builder *b)
{
    an_records *records = NULL;
    size_t date = 0, kind = 0;
    fc_status status = an_records_read(b->options->days, &b->options->text, b->problems, &records);

    if (status == FC_OK)
        status = an_records_find(records, NULL, "date", "a header 'date'", &date);
    if (status == FC_OK)
        status = an_records_find(records, "kind", NULL, "a header 'kind'", &kind);
    memset(b->out, 0, b->values.n * sizeof *b->out);
    for (size_t row = 0; status == FC_OK && row < an_records_size(records); row++)
        status = add_own_day(b, records, row, date, kind);
    an_records_free(records);
    if (status == FC_OK)
        status = add(
            b, b->options->days,
            &(fc_regressor_spec){.name = "own days off", .group = FC_FROM_CALENDAR, .x = b->out});
    return status;
}

static fc_status build(builder *b)
{
    const an_drivers_options *o = b->options;
    fc_status status = fc_regressors_new(&b->sales->calendar, b->values.first, b->values.n,
                                         b->known, &b->regressors);

    if (status == FC_OK && o->holidays)
        status = fc_regressors_add_calendar(b->regressors, o->holidays);
    if (status == FC_OK && o->days)
        status = add_own_days(b);
    if (status == FC_OK && o->file)
        status = an_drivers_file_read(o, b->sales, b->problems, &b->values);
    if (status == FC_OK)
        status = add_drivers(b);
    for (size_t i = 0; status == FC_OK && i < o->n_events; i++)
        status = add_event(b, o->events[i]);
    return status;
}

fc_status an_drivers_read(const an_drivers_options *options, const an_sales *sales, size_t horizon,
                          an_problems *problems, fc_regressors **regressors)
{
    builder b = {.options = options, .sales = sales, .problems = problems};
    fc_period last;
    fc_status status;

    *regressors = NULL;
    if (options->scenario && !options->file)
        return fc_fail(FC_EUSAGE,
                       "--scenario: scenarios are rows of a file; give it with --drivers");
    if (!options->holidays && !options->days && !options->file && options->n_events == 0 &&
        options->n_shapes == 0)
        return FC_OK;
    fc_panel_span(sales->panel, &b.values.first, &last);
    b.known = (size_t)(sales->last_complete - b.values.first) + 1;
    b.values.n = b.known + horizon;
    b.out = malloc(b.values.n * sizeof *b.out);
    status = b.out ? build(&b) : fc_no_memory();
    if (status == FC_OK)
        *regressors = b.regressors;
    else
        fc_regressors_free(b.regressors);
    free(b.out);
    an_driver_values_clear(&b.values);
    return status;
}

fc_status an_drivers_scenarios(const char *list, char *text, size_t size, const char **names,
                               size_t max, size_t *n)
{
    char *rest = NULL;

    *n = 0;
    snprintf(text, size, "%s", list);
    if (strlen(list) >= size || strstr(list, ",,") || *list == ',' || *list == '\0' ||
        list[strlen(list) - 1] == ',')
        return fc_fail(FC_EUSAGE, "--scenario: '%.40s' is no list of scenarios: base,bold", list);
    for (char *name = strtok_r(text, ",", &rest); name; name = strtok_r(NULL, ",", &rest)) {
        if (*n == max)
            return fc_fail(FC_EUSAGE, "--scenario: more than %zu scenarios side by side", max);
        for (size_t i = 0; i < *n; i++)
            if (strcmp(names[i], name) == 0)
                return fc_fail(FC_EUSAGE, "--scenario: '%s' is named twice", name);
        names[(*n)++] = name;
    }
    return FC_OK;
}
