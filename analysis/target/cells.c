/* cells.c - reads such files as plans are read, but refuses what a plan may leave open. */
#include "analysis/target/cells.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/plan/plan_rows.h"
#include "analysis/read/alias.h"

struct an_cells_file {
    char *name;
    an_records *records;
    an_plan_keys *keys;
    an_plan_options options;
    an_where where[2];
    an_plan_input in;
};

fc_status an_cells_open(const char *file, const an_plan_options *plan, const an_sales *sales,
                        const fc_forecasts *forecasts, an_problems *problems, an_cells_file **out)
{
    an_cells_file *f = calloc(1, sizeof *f);
    fc_status status;

    *out = NULL;
    if (!f)
        return fc_no_memory();
    f->name = strdup(file);
    f->options = *plan;
    f->in = (an_plan_input){.file = f->name,
                            .calendar = sales->calendar,
                            .options = &f->options,
                            .sales = sales,
                            .forecasts = forecasts,
                            .problems = problems};
    status = f->name ? an_plan_year(sales, plan->year, &f->in.year) : fc_no_memory();
    if (status == FC_OK)
        status = an_records_read(file, &plan->text, problems, &f->records);
    if (status == FC_OK)
        status = an_plan_keys_new(sales, &f->keys);
    f->in.records = f->records;
    f->in.keys = f->keys;
    if (status == FC_OK)
        *out = f;
    else
        an_cells_close(f);
    return status;
}

void an_cells_close(an_cells_file *f)
{
    if (!f)
        return;
    an_plan_keys_free(f->keys);
    an_records_free(f->records);
    free(f->name);
    free(f);
}

static bool has_value(const an_records *records, size_t column)
{
    for (size_t row = 0; row < an_records_size(records); row++)
        if (*an_records_field(records, row, column))
            return true;
    return false;
}

const char *an_cells_column(const an_cells_file *f, const char *const *names)
{
    for (; *names; names++)
        for (size_t c = 0; c < an_records_n_columns(f->records); c++)
            if (an_alias_same(an_records_header(f->records, c), *names) && has_value(f->records, c))
                return an_records_header(f->records, c);
    return NULL;
}

bool an_cells_keep(an_cells_file *f, const char *const *names, const char *value, bool or_empty)
{
    const char *column = an_cells_column(f, names);
    size_t number = SIZE_MAX, left = 0;

    if (!column)
        return or_empty;
    for (size_t c = 0; c < an_records_n_columns(f->records); c++)
        if (strcmp(an_records_header(f->records, c), column) == 0)
            number = c;
    for (size_t row = 0; row < an_records_size(f->records); row++) {
        const char *field = an_records_field(f->records, row, number);

        left += strcmp(field, value) == 0 || (or_empty && !*field);
    }
    f->where[0] = (an_where){column, value};
    f->where[1] = (an_where){column, ""};
    f->options.where = f->where;
    f->options.n_where = or_empty ? 2 : 1;
    return left > 0;
}

/* The field of a column in that line. */
static const char *field_in_line(const an_cells_file *f, size_t column, size_t line)
{
    size_t lo = 0, hi = an_records_size(f->records);

    while (lo + 1 < hi) {
        const size_t middle = (lo + hi) / 2;

        if (an_records_line(f->records, middle) <= line)
            lo = middle;
        else
            hi = middle;
    }
    return an_records_field(f->records, lo, column);
}

const char *an_cells_field(const an_cells_file *f, const char *const *names, size_t line)
{
    const char *column = an_cells_column(f, names), *field;

    for (size_t c = 0; column && c < an_records_n_columns(f->records); c++)
        if (strcmp(an_records_header(f->records, c), column) == 0) {
            field = field_in_line(f, c, line);
            return *field ? field : NULL;
        }
    return NULL;
}

/* Whether it is written with a percent sign. */
static bool is_percent(const char *field)
{
    return *field && (field[strlen(field) - 1] == '%' || strstr(field, "％"));
}

void an_cells_label(const an_cell *cell, const an_sales *sales, char *text, size_t size)
{
    const fc_calendar cut = fc_calendar_with(&sales->calendar, cell->unit);
    char label[FC_LABEL_SIZE];

    fc_calendar_label(&cut, cell->period, label);
    snprintf(text, size, "%s, %s",
             cell->node == 0 ? "total" : fc_hierarchy_name(sales->hierarchy, cell->node), label);
}

/* Names the first key whose value no sale has. */
static fc_status refuse_node(const an_cells_file *f, const an_plan_rows *rows,
                             const an_plan_row *row)
{
    const an_sales *sales = f->in.sales;
    const char *const *keys = fc_keys_tuple(rows->tuples, row->tuple);
    char name[AN_TUPLE_SIZE];

    for (size_t k = 0; k < sales->n_keys; k++) {
        const char *nearest;

        if (strcmp(keys[k], "*") == 0 || an_plan_keys_has(f->keys, k, keys[k]))
            continue;
        nearest = an_plan_keys_nearest(f->keys, k, keys[k]);
        return fc_fail(FC_EDATA, "%s:%zu: there are no sales of %s '%s'%s%s%s", f->name, row->line,
                       sales->key_names[k], keys[k], nearest ? "; did you mean '" : "",
                       nearest ? nearest : "", nearest ? "'?" : "");
    }
    return fc_fail(FC_EDATA, "%s:%zu: there are no sales of %s", f->name, row->line,
                   an_plan_rows_name(rows, row->tuple, sales->n_keys, name));
}

static fc_status check_year(const an_cells_file *f, const an_cell *cell)
{
    const fc_calendar *calendar = &f->in.sales->calendar;
    const fc_calendar years = fc_calendar_with(calendar, FC_YEAR);
    const fc_calendar cut = fc_calendar_with(calendar, cell->unit);
    char label[FC_LABEL_SIZE], year[FC_LABEL_SIZE];

    if (fc_calendar_within(&years, &cut, cell->period) == f->in.year)
        return FC_OK;
    fc_calendar_label(&cut, cell->period, label);
    fc_calendar_label(&years, f->in.year, year);
    return fc_fail(FC_EDATA, "%s:%zu: %s is not in %s", f->name, cell->line, label, year);
}

static fc_status add_cells(const an_cells_file *f, const an_plan_rows *rows, size_t column,
                           bool any_year, an_cells *cells)
{
    fc_status status = FC_OK;

    cells->cells = calloc(rows->n + 1, sizeof *cells->cells);
    if (!cells->cells)
        return fc_no_memory();
    for (size_t i = 0; status == FC_OK && i < rows->n; i++) {
        const an_plan_row *row = &rows->rows[i];
        const size_t node =
            fc_hierarchy_find(f->in.sales->hierarchy, fc_keys_tuple(rows->tuples, row->tuple));
        an_cell *cell = &cells->cells[cells->n++];

        *cell = (an_cell){.node = node,
                          .unit = row->unit,
                          .period = row->period,
                          .amount = row->amount,
                          .percent = is_percent(field_in_line(f, column, row->line)),
                          .line = row->line};
        status = node == SIZE_MAX ? refuse_node(f, rows, row)
                 : any_year       ? FC_OK
                                  : check_year(f, cell);
    }
    return status;
}

/* What was set aside in such a file would change every other target: it is refused. */
static fc_status refuse_first_aside(const an_problems *problems)
{
    for (size_t i = 0; i < an_problems_size(problems); i++)
        if (an_problems_at(problems, i)->severity == AN_SET_ASIDE) {
            char text[512];

            an_problem_text(an_problems_at(problems, i), text, sizeof text);
            return fc_fail(FC_EDATA, "%s", text);
        }
    return FC_OK;
}

static fc_status read_column(an_cells_file *f, const char *column, bool rounds, an_cells *cells)
{
    an_problems *told = f->in.problems, *own = NULL;
    an_plan_layout layout = {0};
    an_plan_rows rows = {0};
    fc_status status = an_problems_new(&own);

    *cells = (an_cells){0};
    if (status != FC_OK)
        return status;
    f->options.amount = column;
    f->in.problems = own;
    status = an_plan_layout_find(&f->in, &layout);
    if (status == FC_OK)
        status = an_plan_rows_read(&f->in, &layout, &rows);
    if (status == FC_OK || an_problems_count(own, AN_SET_ASIDE) > 0)
        status = refuse_first_aside(own) == FC_OK ? status : FC_EDATA;
    if (status == FC_OK && !rounds)
        status = an_plan_rows_merge(&f->in, &layout, &rows);
    if (status == FC_OK)
        status = add_cells(f, &rows, layout.amount, rounds, cells);
    f->in.problems = told;
    an_problems_join(told, own);
    an_problems_free(own);
    an_plan_rows_clear(&rows);
    an_plan_layout_clear(&layout);
    return status;
}

fc_status an_cells_read(an_cells_file *f, const char *column, an_cells *cells)
{
    return read_column(f, column, false, cells);
}

fc_status an_cells_read_rounds(an_cells_file *f, const char *column, const char *rounds,
                               an_cells *cells)
{
    fc_status status = read_column(f, column, true, cells);
    size_t number = 0;

    if (status == FC_OK && rounds)
        status = an_records_find(f->records, rounds, NULL, "--bottom-up", &number);
    for (size_t i = 0; status == FC_OK && rounds && i < cells->n; i++) {
        const char *field = field_in_line(f, number, cells->cells[i].line), *why;

        if (!an_value_number(field, strlen(field), an_records_options(f->records),
                             &cells->cells[i].round, &why))
            status = fc_fail(FC_EDATA, "%s:%zu: column '%s': '%s' is no number of a round", f->name,
                             cells->cells[i].line, rounds, field);
    }
    return status;
}

void an_cells_clear(an_cells *cells)
{
    free(cells->cells);
    *cells = (an_cells){0};
}
