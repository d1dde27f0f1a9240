/* plan_rows.c - the amounts of a plan file, each with its keys, its period and its line. */
#include "analysis/plan/plan_rows.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/plan/plan_dates.h"
#include "analysis/plan/plan_filter.h"

/* What the reading of one file needs. */
typedef struct {
    const an_plan_input *in;
    const an_records *records;
    const an_plan_layout *layout;
    an_plan_tuples tuples;
    bool *kept; /* of each record: it is for the part that is reviewed */
    an_plan_rows *out;
    size_t room;
    size_t n_empty, first_empty; /* amounts without a value, and the line of the first */
} reader;

static void set_aside(const reader *r, size_t row, size_t column, const char *why)
{
    an_problems_add(r->in->problems, AN_SET_ASIDE, r->in->file, an_records_line(r->records, row),
                    an_records_header(r->records, column), "%s", why);
}

/* The sales' year that a row or the option names for a period without one; false where it is none.
 */
static bool year_of(const reader *r, size_t row, fc_period *year)
{
    fc_unit unit;

    *year = r->in->year;
    if (r->layout->year == SIZE_MAX)
        return true;
    return fc_calendar_parse(&r->in->sales->calendar,
                             an_records_field(r->records, row, r->layout->year), &unit, year) &&
           unit == FC_YEAR;
}

/* The period of a part within a year of the sales' calendar, which may span two calendar years. */
static bool part_in_year(const an_plan_input *in, const an_plan_label *label, fc_period year,
                         fc_period *period)
{
    const fc_calendar years = fc_calendar_with(&in->sales->calendar, FC_YEAR);
    const fc_calendar cut = fc_calendar_with(&in->calendar, label->unit);
    char name[FC_LABEL_SIZE];

    fc_calendar_label(&years, year, name);
    for (int shift = -1; shift <= 1; shift++)
        if (an_plan_label_in_year(&in->calendar, label, (int)strtol(name, NULL, 10) + shift,
                                  period) &&
            fc_calendar_period(&years, an_plan_middle(&cut, *period)) == year)
            return true;
    return false;
}

/* What a label says about the period of a row. */
static bool set_period(const reader *r, size_t row, size_t column, const an_plan_label *label,
                       an_plan_row *out)
{
    fc_period year;

    out->dated = label->kind == AN_LABEL_DATE;
    out->unit = label->unit;
    out->period = out->dated ? label->date : label->period;
    if (label->kind != AN_LABEL_PART)
        return true;
    if (!year_of(r, row, &year))
        set_aside(r, row, r->layout->year, "this is no year; write 2026");
    else if (!part_in_year(r->in, label, year, &out->period))
        set_aside(r, row, column, "the year has no such period");
    else
        return true;
    return false;
}

static void note_empty(reader *r, size_t line)
{
    if (r->n_empty++ == 0)
        r->first_empty = line;
}

static void report_empty(const reader *r)
{
    if (r->n_empty > 0)
        an_problems_add(r->in->problems, AN_WARNING, r->in->file, r->first_empty, NULL,
                        "%zu plan amounts are empty, the first of them here: they are no plan, "
                        "which is not a plan of 0",
                        r->n_empty);
}

static fc_status grow(reader *r)
{
    const size_t room = r->room ? 2 * r->room : 1024;
    an_plan_row *rows = realloc(r->out->rows, room * sizeof *rows);

    if (!rows)
        return fc_no_memory();
    r->out->rows = rows;
    r->room = room;
    return FC_OK;
}

/* Adds the amount that stands in a field, for the period of the label. */
static fc_status add_amount(reader *r, size_t row, size_t column, size_t period_column,
                            const an_plan_label *label)
{
    const char *field = an_records_field(r->records, row, column), *why = "";
    an_plan_row out = {.line = an_records_line(r->records, row)};
    fc_status status = r->out->n == r->room ? grow(r) : FC_OK;

    if (status != FC_OK)
        return status;
    if (*field == '\0') {
        note_empty(r, out.line);
        return FC_OK;
    }
    if (!an_value_number(field, strlen(field), an_records_options(r->records), &out.amount, &why)) {
        set_aside(r, row, column, why);
        return FC_OK;
    }
    if (!set_period(r, row, period_column, label, &out))
        return FC_OK;
    if (out.amount < 0)
        an_problems_add(r->in->problems, AN_WARNING, r->in->file, out.line,
                        an_records_header(r->records, column),
                        "a negative plan, %s, is kept as it is", field);
    status = an_plan_tuples_add(&r->tuples, row, &out.tuple, &out.further);
    r->out->rows[r->out->n++] = out;
    return status;
}

static fc_status read_long(reader *r, size_t row)
{
    const an_plan_layout *l = r->layout;
    const an_plan_labels labels = {&r->in->calendar, an_records_options(r->records), l->has_unit,
                                   l->unit};
    const char *field = an_records_field(r->records, row, l->period), *why = "";
    an_plan_label label;

    if (*an_records_field(r->records, row, l->amount) == '\0') {
        note_empty(r, an_records_line(r->records, row));
        return FC_OK;
    }
    if (!an_plan_label_read(&labels, field, &label, &why)) {
        set_aside(r, row, l->period,
                  *field ? why : "no period; write 2026-03 or the period's first day");
        return FC_OK;
    }
    return add_amount(r, row, l->amount, l->period, &label);
}

static fc_status read_rows(reader *r)
{
    fc_status status = FC_OK;

    for (size_t row = 0; status == FC_OK && row < an_records_size(r->records); row++) {
        if (!r->kept[row])
            continue;
        if (!r->layout->n_wide)
            status = read_long(r, row);
        for (size_t i = 0; status == FC_OK && i < r->layout->n_wide; i++)
            status =
                add_amount(r, row, r->layout->wide[i], r->layout->wide[i], &r->layout->labels[i]);
    }
    an_plan_tuples_report(&r->tuples);
    report_empty(r);
    return status;
}

fc_status an_plan_rows_read(const an_plan_input *in, const an_plan_layout *layout,
                            an_plan_rows *rows)
{
    reader r = {.in = in, .records = in->records, .layout = layout, .out = rows};
    fc_status status;

    *rows = (an_plan_rows){.calendar = in->calendar};
    status = fc_keys_new(in->sales->n_keys, &rows->tuples);
    if (status == FC_OK)
        status = fc_keys_new(layout->n_further, &rows->further_tuples);
    if (status == FC_OK)
        status = an_plan_filter(in, &r.kept);
    r.tuples = (an_plan_tuples){
        .in = in, .layout = layout, .tuples = rows->tuples, .further_tuples = rows->further_tuples};
    if (status == FC_OK)
        status = read_rows(&r);
    if (status == FC_OK && rows->n == 0)
        status = fc_fail(FC_EDATA, "%s: no amount in it can be used as a plan", in->file);
    if (status == FC_OK)
        status = an_plan_dates_decide(in, layout, rows);
    free(r.kept);
    if (status != FC_OK)
        an_plan_rows_clear(rows);
    return status;
}

void an_plan_rows_clear(an_plan_rows *rows)
{
    free(rows->rows);
    fc_keys_free(rows->tuples);
    fc_keys_free(rows->further_tuples);
    *rows = (an_plan_rows){0};
}

an_plan_days an_plan_rows_days(const an_plan_rows *rows, const an_plan_row *row)
{
    const fc_calendar cut = fc_calendar_with(&rows->calendar, row->unit);

    return (an_plan_days){fc_calendar_start(&cut, row->period), fc_calendar_end(&cut, row->period)};
}

fc_date an_plan_rows_middle(const an_plan_rows *rows, const an_plan_row *row)
{
    const fc_calendar cut = fc_calendar_with(&rows->calendar, row->unit);

    return an_plan_middle(&cut, row->period);
}
