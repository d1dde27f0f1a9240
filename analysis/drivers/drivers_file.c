/* drivers_file.c - drivers in a long or a wide table, by keys of the sales, with scenarios. */
#include "analysis/drivers/drivers_file.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/drivers/drivers_columns.h"
#include "analysis/plan/plan_label.h"

typedef struct {
    const an_drivers_options *options;
    const an_records *records;
    const an_sales *sales;
    an_problems *problems;
    an_driver_columns columns;
    an_driver_values *out;
    size_t room;
} reader;

/* The number of the driver, made when new. */
static fc_status driver(an_driver_values *v, size_t *room, const char *name, size_t *number)
{
    for (*number = 0; *number < v->size; ++*number)
        if (!strcmp(v->names[*number], name))
            return FC_OK;
    if (v->size == *room) {
        const size_t more = *room ? 2 * *room : 8;
        char **names = realloc(v->names, more * sizeof *names);

        if (!names)
            return fc_no_memory();
        v->names = names;
        *room = more;
    }
    v->names[v->size] = strdup(name);
    if (!v->names[v->size])
        return fc_no_memory();
    v->size++;
    return FC_OK;
}

/* The place that a row speaks of: its keys, "*" for one that is empty or in no column. */
static fc_status place(const reader *r, size_t row, size_t *number)
{
    const char *keys[AN_MAX_KEYS];

    for (size_t k = 0; k < r->sales->n_keys; k++) {
        const size_t c = r->columns.keys[k];
        const char *text = c == SIZE_MAX ? "" : an_records_field(r->records, row, c);

        keys[k] = *text ? text : "*";
    }
    return fc_keys_add(r->out->places, keys, NULL, number);
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
    const char *text = an_records_field(r->records, row, r->columns.period), *why = "";
    const an_plan_labels labels = {.calendar = calendar, .text = an_records_options(r->records)};
    an_plan_label label;

    if (!an_plan_label_read(&labels, text, &label, &why) || label.kind == AN_LABEL_PART) {
        set_aside(r, row, r->columns.period, *text && *why ? why : "no period; write 2026-03");
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

static void add(reader *r, size_t row, size_t c, size_t d, size_t where, const fc_period span[2])
{
    const char *text = an_records_field(r->records, row, c), *why = "";
    const an_driver_values *v = r->out;
    double value;

    if (*text == '\0')
        return;
    if (!an_driver_number(text, an_records_options(r->records), &value, &why)) {
        set_aside(r, row, c, why);
        return;
    }
    for (fc_period p = span[0]; p <= span[1]; p++)
        if (p >= v->first && (size_t)(p - v->first) < v->n) {
            const size_t at = (d * v->n_places + where) * v->n + (size_t)(p - v->first);

            if (v->rows[at] < USHRT_MAX)
                v->rows[at]++;
            v->values[at] =
                v->rows[at] == 1 ? value : v->values[at] + (value - v->values[at]) / v->rows[at];
        }
}

static const char *scenario_of(const reader *r, size_t row)
{
    return r->columns.scenario == SIZE_MAX ? ""
                                           : an_records_field(r->records, row, r->columns.scenario);
}

/* Finds all drivers and places, of any scenario, and makes room. */
static fc_status survey(reader *r)
{
    an_driver_values *v = r->out;
    size_t number;
    fc_status status = fc_keys_new(r->sales->n_keys, &v->places);

    for (size_t i = 0; status == FC_OK && i < r->columns.n_drivers; i++)
        status = driver(v, &r->room, an_records_header(r->records, r->columns.drivers[i]), &number);
    for (size_t row = 0; status == FC_OK && row < an_records_size(r->records); row++) {
        status = place(r, row, &number);
        if (status == FC_OK && r->columns.name != SIZE_MAX)
            status =
                driver(v, &r->room, an_records_field(r->records, row, r->columns.name), &number);
    }
    if (status != FC_OK)
        return status;
    v->n_places = fc_keys_size(v->places);
    for (size_t k = 0; k < r->sales->n_keys; k++)
        v->keys |= (unsigned)(r->columns.keys[k] != SIZE_MAX) << k;

    const size_t size = v->size * v->n_places * v->n;

    v->values = malloc((size + 1) * sizeof *v->values);
    v->rows = calloc(size + 1, sizeof *v->rows);
    for (size_t i = 0; v->values && i < size; i++)
        v->values[i] = NAN;
    return v->values && v->rows ? FC_OK : fc_no_memory();
}

/* Adds the rows of one scenario ("" is none); how many rows there were. A scenario's values go
 * before those without one. */
static fc_status add_rows(reader *r, const char *scenario, size_t *rows)
{
    fc_status status = FC_OK;

    *rows = 0;
    memset(r->out->rows, 0, r->out->size * r->out->n_places * r->out->n * sizeof *r->out->rows);
    for (size_t row = 0; status == FC_OK && row < an_records_size(r->records); row++) {
        fc_period span[2];
        size_t where, d = 0;

        if (strcmp(scenario_of(r, row), scenario) != 0)
            continue;
        ++*rows;
        if (!periods_of(r, row, &span[0], &span[1]))
            continue;
        status = place(r, row, &where);
        if (status == FC_OK && r->columns.name != SIZE_MAX) {
            status =
                driver(r->out, &r->room, an_records_field(r->records, row, r->columns.name), &d);
            if (status == FC_OK)
                add(r, row, r->columns.value, d, where, span);
        }
        for (size_t i = 0; status == FC_OK && i < r->columns.n_drivers; i++)
            add(r, row, r->columns.drivers[i], i, where, span);
    }
    return status;
}

/* Tells of rows with a value of the key that no cell of the sales has: a name that is written
 * otherwise there, or left out by --where. */
static fc_status tell_strangers(const reader *r, size_t k)
{
    const fc_panel *panel = r->sales->panel;
    fc_keys *known = NULL;
    const char *first = NULL, *any = "*";
    size_t n = 0, before, number;
    fc_status status = fc_keys_new(1, &known);

    if (status == FC_OK)
        status = fc_keys_add(known, &any, NULL, &number);
    for (size_t c = 0; status == FC_OK && c < fc_panel_size(panel); c++)
        status = fc_keys_add(known, (const char *[]){fc_panel_key(panel, c, k)}, NULL, &number);
    for (size_t i = 0; status == FC_OK && i < r->out->n_places; i++) {
        const char *value = fc_keys_tuple(r->out->places, i)[k];

        before = fc_keys_size(known);
        status = fc_keys_add(known, &value, NULL, &number);
        if (status == FC_OK && fc_keys_size(known) > before) {
            first = first ? first : value;
            n++;
        }
    }
    if (status == FC_OK && n > 0)
        an_problems_add(r->problems, AN_NOTE, r->options->file, an_records_header_line(r->records),
                        an_records_header(r->records, r->columns.keys[k]),
                        "%zu value%s not in the sales, first '%.40s': such rows change nothing", n,
                        n == 1 ? "" : "s", first);
    fc_keys_free(known);
    return status;
}

static fc_status read_rows(reader *r)
{
    const char *scenario = r->options->scenario;
    size_t rows;
    fc_status status = survey(r);

    if (status == FC_OK)
        status = add_rows(r, "", &rows);
    for (size_t k = 0; status == FC_OK && k < r->sales->n_keys; k++)
        if (r->columns.keys[k] != SIZE_MAX)
            status = tell_strangers(r, k);
    if (status == FC_OK && scenario && strcmp(scenario, "base") != 0) {
        status = add_rows(r, scenario, &rows);
        if (status == FC_OK && rows == 0)
            status = fc_fail(FC_EUSAGE, "--scenario: %s has no row with the scenario '%s'",
                             r->options->file, scenario);
    }
    if (status == FC_OK && (r->out->size == 0 || r->out->n_places == 0))
        status = fc_fail(FC_EDATA, "%s: no driver has a value in it", r->options->file);
    return status;
}

fc_status an_drivers_file_read(const an_drivers_options *options, const an_sales *sales,
                               an_problems *problems, an_driver_values *values)
{
    reader r = {.options = options, .sales = sales, .problems = problems, .out = values};
    an_text_options text = options->text;
    an_records *records = NULL;
    fc_status status;

    text.calendar = &sales->calendar;
    status = an_records_read(options->file, &text, problems, &records);
    r.records = records;
    if (status == FC_OK)
        status = an_driver_columns_find(options->file, records, sales, problems, &r.columns);
    if (status == FC_OK)
        status = read_rows(&r);
    an_driver_columns_clear(&r.columns);
    an_records_free(records);
    return status;
}
