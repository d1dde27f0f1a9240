/* rows.c - turns records into rows of the panel: the inner loop of reading. */
#include "analysis/read/rows.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/read/days.h"
#include "analysis/read/leftover.h"
#include "analysis/read/plain.h"
#include "analysis/read/row_values.h"

#define EMPTY_KEY "(empty)"
#define STAR_KEY "(*)" /* "*" alone is an aggregate */

struct an_rows {
    const an_layout *layout;
    const an_observer *observer;
    an_fields *fields;
    an_days *days;
    an_part part;
    bool last; /* it is the file's last chunk: a footer may come */
    an_footers footers;
};

fc_status an_rows_new(const an_layout *layout, const an_observer *observer, an_rows **rows)
{
    const an_sales_options *options = layout->options;
    an_rows *new = calloc(1, sizeof *new);
    fc_status status;

    *rows = NULL;
    if (!new)
        return fc_no_memory();
    new->layout = layout;
    new->observer = observer;
    status = an_part_new(&new->part);
    if (status == FC_OK)
        status = fc_panel_new(layout->n_keys, AN_N_MEASURES, &new->part.panel);
    if (status == FC_OK && options->detail)
        status = an_detail_new(&new->part.detail, layout->n_keys, AN_N_MEASURES);
    if (status == FC_OK)
        status = an_days_new(&layout->text, &options->calendar, &new->days);
    if (status == FC_OK)
        status = an_fields_new(layout->start.header.file, layout->text.delimiter, layout->line_end,
                               layout->text.lenient_quotes, &new->fields);
    if (status != FC_OK) {
        an_rows_free(new);
        return status;
    }
    *rows = new;
    return FC_OK;
}

void an_rows_free(an_rows *rows)
{
    if (!rows)
        return;
    an_part_free(&rows->part);
    an_days_free(rows->days);
    an_fields_free(rows->fields);
    free(rows);
}

an_part *an_rows_part(an_rows *rows)
{
    return &rows->part;
}

/* `column` is SIZE_MAX where the whole record is wrong. */
static fc_status set_aside(an_rows *rows, size_t line, size_t column, const char *why)
{
    const an_header *header = &rows->layout->start.header;
    const char *name = column == SIZE_MAX ? NULL : header->names[column];

    rows->part.counts.rows++;
    rows->part.counts.aside++;
    if (rows->layout->options->strict && name)
        return fc_fail(FC_EDATA, "%s:%zu: column '%s': %s", header->file, line, name, why);
    if (rows->layout->options->strict)
        return fc_fail(FC_EDATA, "%s:%zu: %s", header->file, line, why);
    an_problems_add(rows->part.problems, AN_SET_ASIDE, header->file, line, name, "%s", why);
    return FC_OK;
}

/* Records taken for a footer are rows after all, as something else follows. */
static fc_status release_footers(an_rows *rows)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < rows->footers.n && status == FC_OK; i++) {
        char why[128]; /* an_plain_why may hold that of the record that follows */

        snprintf(why, sizeof why, "only one field is filled: '%s'", rows->footers.at[i].text);
        status = set_aside(rows, rows->footers.at[i].line, SIZE_MAX, why);
    }
    rows->footers.n = 0;
    return status;
}

/* A record that cannot be used: perhaps it is none. */
static fc_status take_odd(an_rows *rows, const an_record *record, size_t column, const char *why)
{
    const an_layout *layout = rows->layout;
    char word[AN_PLAIN_SHOWN_SIZE];
    fc_status status = FC_OK;

    if (an_leftover_is_total(record, layout->date, word)) {
        an_problems_add(rows->part.problems, AN_NOTE, record->file, record->line, NULL,
                        "a total is left out: it says '%s' and has no date", word);
        return FC_OK;
    }
    if (rows->last && an_leftover_keep(&rows->footers, record))
        return FC_OK;
    if (rows->footers.n > 0)
        status = release_footers(rows);
    return status == FC_OK ? set_aside(rows, record->line, column, why) : status;
}

/* Several values of one column: any of them; several columns: all of them. */
static bool is_wanted(const an_layout *layout, const an_record *record)
{
    const an_sales_options *options = layout->options;
    bool wanted = true;

    for (size_t i = 0; i < options->n_where && wanted; i++) {
        const size_t column = layout->where[i];
        size_t length = record->fields[column].length;
        const char *text = an_plain_trim(record->fields[column].text, &length);

        wanted = false;
        for (size_t j = 0; j < options->n_where && !wanted; j++) {
            const char *value = options->where[j].value;

            wanted = layout->where[j] == column &&
                     (strlen(value) == length ? memcmp(value, text, length) == 0
                                              : length == 0 && strcmp(value, EMPTY_KEY) == 0);
        }
    }
    return wanted;
}

static void find_keys(an_rows *rows, const an_record *record, const char **keys, size_t *lengths)
{
    const an_layout *layout = rows->layout;
    an_counts *counts = &rows->part.counts;

    for (size_t k = 0; k < layout->n_keys; k++) {
        const an_field *field = &record->fields[layout->keys[k]];

        lengths[k] = field->length;
        keys[k] = an_plain_trim(field->text, &lengths[k]);
        if (lengths[k] == 0) {
            an_tally_add(&counts->empty[k], record->line);
            keys[k] = EMPTY_KEY;
            lengths[k] = strlen(EMPTY_KEY);
        } else if (lengths[k] == 1 && *keys[k] == '*') {
            an_tally_add(&counts->star[k], record->line);
            keys[k] = STAR_KEY;
            lengths[k] = strlen(STAR_KEY);
        }
    }
}

static fc_status keep(an_rows *rows, const an_record *record, fc_date date, fc_period period,
                      const double values[AN_N_MEASURES])
{
    const an_layout *layout = rows->layout;
    an_counts *counts = &rows->part.counts;
    an_detail *detail = &rows->part.detail;
    const char *keys[AN_MAX_KEYS];
    size_t lengths[AN_MAX_KEYS], cell;
    fc_status status;

    find_keys(rows, record, keys, lengths);
    an_moves_apply(layout->options->moves, layout->moves, record, date, layout->keys,
                   layout->n_keys, keys, lengths);
    status = fc_panel_cell(rows->part.panel, keys, lengths, &cell);
    if (status == FC_OK && detail->rows)
        status =
            an_detail_add(detail, record, keys, lengths, layout->details, period, date, values);
    if (status == FC_OK)
        status = fc_panel_add(rows->part.panel, cell, period, values);
    if (status == FC_OK && values[AN_AMOUNT] != 0)
        status = fc_panel_add_day(rows->part.panel, cell, date);
    if (status == FC_OK)
        status = an_complete_add(&rows->part.complete, period, date);
    counts->rows++;
    counts->kept++;
    counts->first = counts->first == FC_DATE_NONE || date < counts->first ? date : counts->first;
    counts->last = date > counts->last ? date : counts->last;
    if (rows->observer)
        rows->observer->row(rows->observer->data, record, date, values[AN_AMOUNT]);
    return status;
}

static fc_status leave_out(an_rows *rows)
{
    rows->part.counts.rows++;
    rows->part.counts.filtered++;
    return FC_OK;
}

/* A record with a usable date. */
static fc_status take_row(an_rows *rows, const an_record *record, fc_date date, fc_period period)
{
    const an_layout *layout = rows->layout;
    double values[AN_N_MEASURES];
    size_t column;
    const char *why;

    if (layout->options->as_of != FC_DATE_NONE && date > layout->options->as_of) {
        an_tally_add(&rows->part.counts.late, record->line);
        return leave_out(rows);
    }
    if (!an_row_values(layout, record, values, &rows->part.counts.no_quantity, &column, &why))
        return set_aside(rows, record->line, column, why);
    return keep(rows, record, date, period, values);
}

static fc_status take(void *data, const an_record *record)
{
    an_rows *rows = data;
    const an_layout *layout = rows->layout;
    const an_field *field;
    fc_status status = FC_OK;
    const char *why;
    fc_period period;
    fc_date date;

    if (record->n_filled == 0) {
        an_tally_add(&rows->part.counts.blank, record->line);
        return FC_OK;
    }
    if (record->n != layout->start.header.n)
        return take_odd(rows, record, SIZE_MAX,
                        an_plain_why("%zu field%s, where the header has %zu", record->n,
                                     record->n == 1 ? "" : "s", layout->start.header.n));
    if (record->n_filled > 1 && !is_wanted(layout, record))
        return leave_out(rows);
    field = &record->fields[layout->date];
    if (!an_days_read(rows->days, field->text, field->length, &date, &period, &why))
        return take_odd(rows, record, layout->date, why);
    if (rows->footers.n > 0)
        status = release_footers(rows);
    rows->footers.too_many = false;
    return status == FC_OK ? take_row(rows, record, date, period) : status;
}

/* What is kept at the end of the file is a footer, but for a last line that is cut off. */
static fc_status end_footers(an_rows *rows, const an_chunk *chunk)
{
    const bool is_cut = chunk->n > 0 && chunk->text[chunk->n - 1] != rows->layout->line_end;
    const an_footers footers = rows->footers;
    const char *file = rows->layout->start.header.file;

    rows->footers.n = 0;
    for (size_t i = 0; i < footers.n; i++) {
        if (is_cut && i + 1 == footers.n)
            return set_aside(rows, footers.at[i].line, SIZE_MAX,
                             an_plain_why("the last line has only '%s'; is the file complete?",
                                          footers.at[i].text));
        an_problems_add(rows->part.problems, AN_NOTE, file, footers.at[i].line, NULL,
                        "left out as a footer: '%s'", footers.at[i].text);
    }
    return FC_OK;
}

fc_status an_rows_read(an_rows *rows, const an_chunk *chunk)
{
    const an_start *start = &rows->layout->start;
    const bool is_first = chunk->number == 0;
    const size_t from = is_first ? start->rows : 0;
    const bool end = chunk->last || !rows->layout->text.lenient_quotes;
    fc_status status;

    rows->last = chunk->last;
    status = an_fields_parse(rows->fields, chunk->text + from, chunk->n - from,
                             is_first ? start->line : chunk->line, end, take, rows);
    return status == FC_OK && chunk->last ? end_footers(rows, chunk) : status;
}
