/* drivers.c - drivers in their shapes, events, holidays and a company's own days as regressors. */
#include "analysis/drivers/drivers.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/drivers/drivers_file.h"
#include "analysis/read/records.h"
#include "analysis/read/value.h"

enum { SHAPE_SIZE = 128 };

typedef struct {
    const an_drivers_options *options;
    const an_sales *sales;
    an_driver_values values;
    double *out; /* one column */
    fc_regressors *regressors;
} builder;

/* The shape given for the driver, or by its name. */
static const char *shape_of(const an_drivers_options *o, const char *name)
{
    const size_t length = strlen(name);

    for (size_t i = 0; i < o->n_shapes; i++)
        if (!strncmp(o->shapes[i], name, length) && o->shapes[i][length] == '=')
            return o->shapes[i] + length + 1;
    return strcasestr(name, "price") || strstr(name, "价") ? "price" : "level";
}

static fc_status check_shapes(const builder *b)
{
    for (size_t i = 0; i < b->options->n_shapes; i++) {
        const char *shape = b->options->shapes[i], *equals = strchr(shape, '=');
        bool known = false;

        for (size_t d = 0; equals && d < b->values.size; d++)
            known = known || ((size_t)(equals - shape) == strlen(b->values.names[d]) &&
                              !strncmp(shape, b->values.names[d], (size_t)(equals - shape)));
        if (!known)
            return fc_fail(FC_EUSAGE, "--shape: '%s' is not DRIVER=SHAPE of a driver in %s", shape,
                           b->options->file ? b->options->file : "a file of --drivers");
    }
    return FC_OK;
}

static fc_status missing_value(const builder *b, size_t driver, size_t t)
{
    char label[FC_LABEL_SIZE], first[FC_LABEL_SIZE], last[FC_LABEL_SIZE];
    const an_driver_values *v = &b->values;

    fc_calendar_label(&b->sales->calendar, v->first + (fc_period)t, label);
    fc_calendar_label(&b->sales->calendar, v->first, first);
    fc_calendar_label(&b->sales->calendar, v->first + (fc_period)v->n - 1, last);
    return fc_fail(FC_EDATA,
                   "%s: %s has no value for %s; each period from %s to %s needs one: those to come "
                   "too, as planned or in a --scenario",
                   b->options->file, v->names[driver], label, first, last);
}

/* b->out = the driver in its shape. */
static fc_status apply_shape(const builder *b, const double *x, const char *shape)
{
    const size_t n = b->values.n;
    double keep;
    size_t lag;
    int used = 0;

    if (!strcmp(shape, "price") || !strcmp(shape, "free-price") || !strcmp(shape, "log"))
        return fc_shape_price(x, n, b->out);
    if (!strcmp(shape, "level"))
        memcpy(b->out, x, n * sizeof *x);
    else if (sscanf(shape, "lag%zu%n", &lag, &used) == 1 && shape[used] == '\0' && lag < n)
        fc_shape_lag(x, n, lag, b->out);
    else if (sscanf(shape, "adstock%lf%n", &keep, &used) == 1 && shape[used] == '\0' && keep >= 0 &&
             keep < 1)
        fc_shape_adstock(x, n, keep, b->out);
    else
        return fc_fail(FC_EUSAGE,
                       "--shape: '%s' is none of level, price, free-price, log, lag1 ..., "
                       "adstock0.5 ...",
                       shape);
    return FC_OK;
}

static unsigned kind_of(const char *shape)
{
    if (!strcmp(shape, "price"))
        return FC_PRICE;
    return !strcmp(shape, "log") || !strcmp(shape, "free-price") ? FC_LOGARITHM : FC_PLAIN;
}

static fc_status add_drivers(builder *b)
{
    const an_driver_values *v = &b->values;
    fc_status status = check_shapes(b);

    for (size_t d = 0; status == FC_OK && d < v->size; d++) {
        const char *shape = shape_of(b->options, v->names[d]);
        const double *x = v->values + d * v->n;

        for (size_t t = 0; status == FC_OK && t < v->n; t++)
            if (isnan(x[t]))
                status = missing_value(b, d, t);
        if (status == FC_OK)
            status = apply_shape(b, x, shape);
        if (status == FC_EDATA && x && !strstr(fc_error_message(), v->names[d])) {
            char why[SHAPE_SIZE];

            snprintf(why, sizeof why, "%s", fc_error_message());
            return fc_fail(FC_EDATA, "%s: %s: %s", b->options->file, v->names[d], why);
        }
        if (status == FC_OK)
            status = fc_regressors_add(b->regressors, v->names[d], FC_FROM_DRIVERS, kind_of(shape),
                                       b->out);
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
    return fc_regressors_add(b->regressors, event, FC_FROM_DRIVERS, FC_PLAIN, b->out);
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

static fc_status add_own_days(builder *b, an_problems *problems)
{
    an_records *records = NULL;
    size_t date = 0, kind = 0;
    fc_status status = an_records_read(b->options->days, &b->options->text, problems, &records);

    if (status == FC_OK)
        status = an_records_find(records, NULL, "date", "a header 'date'", &date);
    if (status == FC_OK)
        status = an_records_find(records, "kind", NULL, "a header 'kind'", &kind);
    memset(b->out, 0, b->values.n * sizeof *b->out);
    for (size_t row = 0; status == FC_OK && row < an_records_size(records); row++)
        status = add_own_day(b, records, row, date, kind);
    an_records_free(records);
    if (status == FC_OK)
        status =
            fc_regressors_add(b->regressors, "own days off", FC_FROM_CALENDAR, FC_PLAIN, b->out);
    return status;
}

static fc_status build(builder *b, an_problems *problems)
{
    const an_drivers_options *o = b->options;
    fc_status status =
        fc_regressors_new(&b->sales->calendar, b->values.first, b->values.n, &b->regressors);

    if (status == FC_OK && o->holidays)
        status = fc_regressors_add_calendar(b->regressors, o->holidays);
    if (status == FC_OK && o->days)
        status = add_own_days(b, problems);
    if (status == FC_OK && o->file)
        status = an_drivers_file_read(o, b->sales, problems, &b->values);
    if (status == FC_OK)
        status = add_drivers(b);
    for (size_t i = 0; status == FC_OK && i < o->n_events; i++)
        status = add_event(b, o->events[i]);
    return status;
}

fc_status an_drivers_read(const an_drivers_options *options, const an_sales *sales, size_t horizon,
                          an_problems *problems, fc_regressors **regressors)
{
    builder b = {.options = options, .sales = sales};
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
    b.values.n = (size_t)(sales->last_complete - b.values.first) + 1 + horizon;
    b.out = malloc(b.values.n * sizeof *b.out);
    status = b.out ? build(&b, problems) : fc_no_memory();
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
        names[(*n)++] = name;
    }
    return FC_OK;
}
