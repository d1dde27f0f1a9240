/* overrides.c - reads a file of overrides, row by row. */
#include "analysis/overrides/overrides.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/plan/plan.h"
#include "analysis/read/alias.h"
#include "analysis/read/value.h"

enum { FORECAST, CHANGE, PERCENT, STEP, AUTHOR, NOTE, N_COLUMNS };

static const char *const NAMES[N_COLUMNS][6] = {
    [FORECAST] = {"forecast", "value", "override", "预测", "预测值"},
    [CHANGE] = {"change", "adjustment", "delta", "调整", "变化"},
    [PERCENT] = {"percent", "change %", "百分比", "调整%"},
    [STEP] = {"step", "步骤", "环节"},
    [AUTHOR] = {"author", "by", "who", "作者", "调整人"},
    [NOTE] = {"note", "reason", "comment", "备注", "原因"},
};

typedef struct {
    const an_records *records;
    const an_sales *sales;
    const fc_forecasts *forecasts;
    an_overrides *o;
    size_t keys[AN_MAX_KEYS], period, columns[N_COLUMNS]; /* SIZE_MAX: none */
} reading;

void an_overrides_clear(an_overrides *o)
{
    for (size_t i = 0; i < o->n; i++) {
        free(o->rows[i].author);
        free(o->rows[i].note);
    }
    for (size_t s = 0; s < AN_OVERRIDE_STEPS; s++)
        free(o->values[s]);
    free(o->rows);
    *o = (an_overrides){0};
}

double an_overrides_final(const an_overrides *o, const fc_forecasts *forecasts, size_t node,
                          size_t step)
{
    return o->n_steps ? o->values[o->n_steps - 1][node * o->horizon + step]
                      : fc_forecasts_mean(forecasts, node)[step];
}

static fc_status find_columns(reading *r)
{
    fc_status status = an_records_find(r->records, NULL, "period", "a period column", &r->period);

    for (size_t k = 0; k < r->sales->n_keys; k++) {
        const char *name = r->sales->key_names[k];

        r->keys[k] = an_records_column(r->records, name, an_alias_role(name));
    }
    for (size_t c = 0; c < N_COLUMNS; c++) {
        r->columns[c] = SIZE_MAX;
        for (size_t i = 0; i < 6 && NAMES[c][i] && r->columns[c] == SIZE_MAX; i++)
            r->columns[c] = an_records_column(r->records, NAMES[c][i], NULL);
    }
    if (status == FC_OK && r->columns[FORECAST] == SIZE_MAX && r->columns[CHANGE] == SIZE_MAX &&
        r->columns[PERCENT] == SIZE_MAX)
        status = fc_fail(FC_EDATA,
                         "%s:%zu: no column says what is overridden; name it forecast, "
                         "change or percent",
                         r->o->file, an_records_header_line(r->records));
    return status;
}

static fc_status find_node(const reading *r, size_t row, an_override *out)
{
    const char *keys[AN_MAX_KEYS];

    for (size_t k = 0; k < r->sales->n_keys; k++) {
        const char *text =
            r->keys[k] == SIZE_MAX ? "" : an_records_field(r->records, row, r->keys[k]);

        keys[k] = *text ? text : "*";
    }
    out->node = fc_hierarchy_find(r->sales->hierarchy, keys);
    if (out->node != SIZE_MAX && fc_forecasts_has(r->forecasts, out->node))
        return FC_OK;
    return fc_fail(FC_EDATA,
                   "%s:%zu: no such node is forecast; its keys must be those of the sales",
                   r->o->file, out->line);
}

/* A period of the calendar or a coarser one: as much of it as is forecast. */
static fc_status find_periods(const reading *r, size_t row, an_override *out)
{
    const fc_calendar *c = &r->sales->calendar;
    const char *text = an_records_field(r->records, row, r->period);
    const fc_period from = fc_forecasts_first(r->forecasts),
                    to = from + (fc_period)fc_forecasts_horizon(r->forecasts) - 1;
    fc_period period;
    fc_unit unit;

    if (!fc_calendar_parse(c, text, &unit, &period) || unit < c->unit)
        return fc_fail(FC_EDATA, "%s:%zu: '%s' is no %s or longer period", r->o->file, out->line,
                       text, fc_unit_name(c->unit));
    an_plan_periods(c, unit, period, &out->first, &out->last);
    if (out->first < from || out->last > to)
        return fc_fail(FC_EDATA,
                       "%s:%zu: %s is not forecast as a whole; overrides are for what is "
                       "to come, up to --horizon",
                       r->o->file, out->line, text);
    return FC_OK;
}

/* The one of the three columns that is filled. */
static fc_status read_amount(const reading *r, size_t row, an_override *out)
{
    size_t filled = SIZE_MAX;
    const char *why, *text;

    for (size_t c = FORECAST; c <= PERCENT; c++) {
        if (r->columns[c] == SIZE_MAX || !*an_records_field(r->records, row, r->columns[c]))
            continue;
        if (filled != SIZE_MAX)
            return fc_fail(FC_EDATA, "%s:%zu: more than one of forecast, change and percent",
                           r->o->file, out->line);
        filled = c;
    }
    if (filled == SIZE_MAX)
        return fc_fail(FC_EDATA, "%s:%zu: none of forecast, change and percent is given",
                       r->o->file, out->line);
    text = an_records_field(r->records, row, r->columns[filled]);
    if (!an_value_number(text, strlen(text), an_records_options(r->records), &out->amount, &why))
        return fc_fail(FC_EDATA, "%s:%zu: %s", r->o->file, out->line, why);
    out->absolute = filled == FORECAST;
    out->percent = filled == PERCENT;
    if (out->percent && strchr(text, '%')) /* it was read as a share */
        out->amount *= 100;
    return FC_OK;
}

static fc_status find_step(const reading *r, size_t row, an_override *out)
{
    an_overrides *o = r->o;
    const char *name =
        r->columns[STEP] == SIZE_MAX ? "" : an_records_field(r->records, row, r->columns[STEP]);

    name = *name ? name : "override";
    for (out->step = 0; out->step < o->n_steps; out->step++)
        if (strncmp(o->steps[out->step], name, AN_OVERRIDE_NAME - 1) == 0)
            return FC_OK;
    if (o->n_steps == AN_OVERRIDE_STEPS)
        return fc_fail(FC_EDATA, "%s:%zu: more than %d steps", o->file, out->line,
                       AN_OVERRIDE_STEPS);
    snprintf(o->steps[o->n_steps++], AN_OVERRIDE_NAME, "%s", name);
    return FC_OK;
}

static char *copy_text(const reading *r, size_t row, size_t column)
{
    return strdup(r->columns[column] == SIZE_MAX
                      ? ""
                      : an_records_field(r->records, row, r->columns[column]));
}

static fc_status read_row(const reading *r, size_t row)
{
    an_override *out = &r->o->rows[r->o->n++];
    fc_status status;

    *out = (an_override){.line = an_records_line(r->records, row),
                         .author = copy_text(r, row, AUTHOR),
                         .note = copy_text(r, row, NOTE)};
    if (!out->author || !out->note)
        return fc_no_memory();
    status = find_node(r, row, out);
    if (status == FC_OK)
        status = find_periods(r, row, out);
    if (status == FC_OK)
        status = read_amount(r, row, out);
    return status == FC_OK ? find_step(r, row, out) : status;
}

fc_status an_overrides_read(const char *file, const an_text_options *text, const an_sales *sales,
                            const fc_forecasts *forecasts, an_problems *problems, an_overrides *o)
{
    an_records *records = NULL;
    reading r = {.sales = sales, .forecasts = forecasts, .o = o};
    fc_status status = an_records_read(file, text, problems, &records);

    *o = (an_overrides){.file = file,
                        .n_nodes = fc_hierarchy_size(sales->hierarchy),
                        .horizon = fc_forecasts_horizon(forecasts)};
    r.records = records;
    if (status == FC_OK)
        status = find_columns(&r);
    if (status == FC_OK) {
        o->rows = calloc(an_records_size(records) + 1, sizeof *o->rows);
        status = o->rows ? FC_OK : fc_no_memory();
    }
    for (size_t i = 0; status == FC_OK && i < an_records_size(records); i++)
        status = read_row(&r, i);
    if (status == FC_OK)
        status = an_overrides_apply(sales->hierarchy, forecasts, o);
    an_records_free(records);
    if (status != FC_OK)
        an_overrides_clear(o);
    return status;
}
