/* drivers_file.c - drivers in a long or a wide table, with scenarios. */
#include "analysis/drivers/drivers_file.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/plan/plan_label.h"
#include "analysis/read/records.h"
#include "analysis/read/value.h"

typedef struct {
    const an_drivers_options *options;
    const an_records *records;
    const an_sales *sales;
    an_problems *problems;
    an_driver_values *out;
    size_t period, name, value, scenario; /* columns; SIZE_MAX: none */
    double *count;                        /* values that were added up: size x n */
    size_t room;
} reader;

static size_t column(const an_records *records, const char *const *names)
{
    for (; *names; names++) {
        const size_t c = an_records_column(records, *names, NULL);

        if (c != SIZE_MAX)
            return c;
    }
    return SIZE_MAX;
}

static fc_status find_columns(reader *r)
{
    static const char *const periods[] = {"period", "date", "month", "week",
                                          "期间",   "月份", "日期",  NULL};
    static const char *const names[] = {"name", "driver", "名称", "驱动", NULL};
    static const char *const values[] = {"value", "数值", "值", NULL};
    static const char *const scenarios[] = {"scenario", "情景", "场景", NULL};

    r->period = column(r->records, periods);
    r->name = column(r->records, names);
    r->value = column(r->records, values);
    r->scenario = column(r->records, scenarios);
    if (r->period == SIZE_MAX)
        return fc_fail(FC_EDATA,
                       "%s:%zu: no column is called period; drivers are name, period, value "
                       "or period and a column each",
                       r->options->file, an_records_header_line(r->records));
    if ((r->name == SIZE_MAX) != (r->value == SIZE_MAX))
        return fc_fail(FC_EDATA,
                       "%s:%zu: a table with name and no value, or the other way round; "
                       "drivers are name, period, value or period and a column each",
                       r->options->file, an_records_header_line(r->records));
    return FC_OK;
}

/* The number of the driver, made when new. */
static fc_status driver(reader *r, const char *name, size_t *number)
{
    an_driver_values *v = r->out;

    for (*number = 0; *number < v->size; ++*number)
        if (!strcmp(v->names[*number], name))
            return FC_OK;
    if (v->size == r->room) {
        const size_t room = r->room ? 2 * r->room : 8;
        char **names = realloc(v->names, room * sizeof *names);
        double *values = names ? realloc(v->values, room * v->n * sizeof *values) : NULL;
        double *count = values ? realloc(r->count, room * v->n * sizeof *count) : NULL;

        v->names = names ? names : v->names;
        v->values = values ? values : v->values;
        r->count = count ? count : r->count;
        if (!count)
            return fc_no_memory();
        r->room = room;
    }
    v->names[v->size] = strdup(name);
    if (!v->names[v->size])
        return fc_no_memory();
    for (size_t t = 0; t < v->n; t++)
        v->values[v->size * v->n + t] = r->count[v->size * v->n + t] = 0;
    v->size++;
    return FC_OK;
}

static void set_aside(const reader *r, size_t row, size_t c, const char *why)
{
    an_problems_add(r->problems, AN_SET_ASIDE, r->options->file, an_records_line(r->records, row),
                    an_records_header(r->records, c), "%s", why);
}

/* The periods of the sales that a label speaks of: one, or for a coarser one all within. */
static bool periods_of(const reader *r, size_t row, fc_period *first, fc_period *last)
{
    const fc_calendar *calendar = &r->sales->calendar;
    const char *text = an_records_field(r->records, row, r->period), *why = "";
    const an_plan_labels labels = {.calendar = calendar, .text = an_records_options(r->records)};
    an_plan_label label;

    if (!an_plan_label_read(&labels, text, &label, &why) || label.kind == AN_LABEL_PART) {
        set_aside(r, row, r->period, *text && *why ? why : "no period; write 2026-03");
        return false;
    }
    if (label.kind == AN_LABEL_DATE) {
        *first = *last = fc_calendar_period(calendar, label.date);
        return true;
    }

    const fc_calendar cut = fc_calendar_with(calendar, label.unit);

    if (label.unit <= calendar->unit) {
        *first = *last = fc_calendar_within(calendar, &cut, label.period);
    } else {
        *first = fc_calendar_period(calendar, fc_calendar_start(&cut, label.period));
        *last = fc_calendar_period(calendar, fc_calendar_end(&cut, label.period));
    }
    return true;
}

static fc_status add(reader *r, size_t row, size_t c, const char *name, fc_period first,
                     fc_period last)
{
    const char *text = an_records_field(r->records, row, c), *why = "";
    an_driver_values *v = r->out;
    double value;
    size_t d;
    fc_status status;

    if (*text == '\0')
        return FC_OK;
    if (!an_value_number(text, strlen(text), an_records_options(r->records), &value, &why)) {
        set_aside(r, row, c, why);
        return FC_OK;
    }
    status = driver(r, name, &d);
    for (fc_period p = first; status == FC_OK && p <= last; p++)
        if (p >= v->first && (size_t)(p - v->first) < v->n) {
            v->values[d * v->n + (size_t)(p - v->first)] += value;
            r->count[d * v->n + (size_t)(p - v->first)]++;
        }
    return status;
}

static bool is_driver(const reader *r, size_t c)
{
    return c != r->period && c != r->scenario && *an_records_header(r->records, c) != '\0';
}

/* Adds the rows of one scenario ("" is none); how many rows there were. */
static fc_status add_rows(reader *r, const char *scenario, size_t *rows)
{
    fc_status status = FC_OK;

    *rows = 0;
    for (size_t row = 0; status == FC_OK && row < an_records_size(r->records); row++) {
        const char *own =
            r->scenario == SIZE_MAX ? "" : an_records_field(r->records, row, r->scenario);
        fc_period first, last;

        if (strcmp(own, scenario) != 0)
            continue;
        ++*rows;
        if (!periods_of(r, row, &first, &last))
            continue;
        if (r->name != SIZE_MAX)
            status = add(r, row, r->value, an_records_field(r->records, row, r->name), first, last);
        for (size_t c = 0;
             status == FC_OK && r->name == SIZE_MAX && c < an_records_n_columns(r->records); c++)
            if (is_driver(r, c))
                status = add(r, row, c, an_records_header(r->records, c), first, last);
    }
    return status;
}

/* Sums to means; NaN where there was nothing. */
static void settle(reader *r)
{
    an_driver_values *v = r->out;

    for (size_t i = 0; i < v->size * v->n; i++)
        v->values[i] = r->count[i] > 0 ? v->values[i] / r->count[i] : NAN;
}

/* What the scenario says goes before what holds without one. */
static fc_status add_scenario(reader *r, an_driver_values *base)
{
    reader s = *r;
    an_driver_values own = {.first = base->first, .n = base->n};
    size_t rows, d;
    fc_status status;

    s.out = &own;
    s.count = NULL;
    s.room = 0;
    status = add_rows(&s, r->options->scenario, &rows);
    if (status == FC_OK && rows == 0)
        status = fc_fail(FC_EUSAGE, "--scenario: %s has no row with the scenario '%s'",
                         r->options->file, r->options->scenario);
    if (status == FC_OK)
        settle(&s);
    for (size_t i = 0; status == FC_OK && i < own.size; i++) {
        const size_t known = base->size;

        status = driver(r, own.names[i], &d);
        for (size_t t = 0; status == FC_OK && t < base->n; t++)
            if (!isnan(own.values[i * own.n + t]) || d == known)
                base->values[d * base->n + t] = own.values[i * own.n + t];
    }
    free(s.count);
    an_driver_values_clear(&own);
    return status;
}

fc_status an_drivers_file_read(const an_drivers_options *options, const an_sales *sales,
                               an_problems *problems, an_driver_values *values)
{
    reader r = {.options = options, .sales = sales, .problems = problems, .out = values};
    an_text_options text = options->text;
    an_records *records = NULL;
    size_t rows;
    fc_status status;

    text.calendar = &sales->calendar;
    status = an_records_read(options->file, &text, problems, &records);
    r.records = records;
    if (status == FC_OK)
        status = find_columns(&r);
    if (status == FC_OK)
        status = add_rows(&r, "", &rows);
    if (status == FC_OK)
        settle(&r);
    if (status == FC_OK && options->scenario && strcmp(options->scenario, "base") != 0)
        status = add_scenario(&r, values);
    if (status == FC_OK && values->size == 0)
        status = fc_fail(FC_EDATA, "%s: no driver has a value in it", options->file);
    free(r.count);
    an_records_free(records);
    return status;
}

void an_driver_values_clear(an_driver_values *values)
{
    for (size_t i = 0; i < values->size; i++)
        free(values->names[i]);
    free(values->names);
    free(values->values);
    values->names = NULL;
    values->values = NULL;
    values->size = 0;
}
