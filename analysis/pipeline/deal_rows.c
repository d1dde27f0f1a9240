/* deal_rows.c - reads an export record by record. */
#include "analysis/pipeline/deal_rows.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/pipeline/deal_log.h"
#include "analysis/pipeline/deal_record.h"
#include "analysis/read/leftover.h"
#include "analysis/read/plain.h"

void an_deal_rows_free(an_deal_rows *rows)
{
    free(rows->rows);
    free(rows->stage_dates);
    *rows = (an_deal_rows){0};
}

typedef struct {
    an_deal_reader *reader;
    an_deal_layout layout;
    an_deal_record record; /* how one is parsed */
    an_deal_rows *rows;
    bool last_chunk;
    an_footers footers;
} parsing;

static fc_status set_aside(parsing *p, size_t line, size_t column, const char *why)
{
    const an_header *header = &p->layout.start.header;
    const char *name = column == SIZE_MAX ? NULL : header->names[column];

    p->reader->deals->rows++;
    p->reader->deals->rows_aside++;
    if (p->reader->options->strict)
        return name ? fc_fail(FC_EDATA, "%s:%zu: column '%s': %s", header->file, line, name, why)
                    : fc_fail(FC_EDATA, "%s:%zu: %s", header->file, line, why);
    an_problems_add(p->reader->problems, AN_SET_ASIDE, header->file, line, name, "%s", why);
    return FC_OK;
}

static fc_status release_footers(parsing *p)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < p->footers.n && status == FC_OK; i++) {
        char why[128];

        snprintf(why, sizeof why, "only one field is filled: '%s'", p->footers.at[i].text);
        status = set_aside(p, p->footers.at[i].line, SIZE_MAX, why);
    }
    p->footers.n = 0;
    return status;
}

/* A record that cannot be used: a total, a footer, or one to set aside. */
static fc_status take_odd(parsing *p, const an_record *record, size_t column, const char *why)
{
    char word[AN_PLAIN_SHOWN_SIZE], kept[256];
    fc_status status = FC_OK;

    snprintf(kept, sizeof kept, "%s", why);
    if (an_leftover_is_total(record, p->layout.columns[AN_ROLE_CREATED], word)) {
        an_problems_add(p->reader->problems, AN_NOTE, record->file, record->line, NULL,
                        "a total is left out: it says '%s'", word);
        return FC_OK;
    }
    if (p->last_chunk && an_leftover_keep(&p->footers, record))
        return FC_OK;
    if (p->footers.n > 0)
        status = release_footers(p);
    return status == FC_OK ? set_aside(p, record->line, column, kept) : status;
}

static bool is_wanted(const parsing *p, const an_record *record)
{
    const an_deals_options *o = p->reader->options;
    bool wanted = true;

    for (size_t i = 0; i < o->n_where && wanted; i++) {
        const size_t column = p->layout.where[i];
        size_t length = record->fields[column].length;
        const char *text = an_plain_trim(record->fields[column].text, &length);

        wanted = false;
        for (size_t j = 0; j < o->n_where && !wanted; j++)
            wanted = p->layout.where[j] == column && strlen(o->where[j].value) == length &&
                     memcmp(o->where[j].value, text, length) == 0;
    }
    return wanted;
}

static fc_status grow(an_deal_rows *rows)
{
    const size_t room = rows->room ? 2 * rows->room : 1024;
    an_deal_row *grown = realloc(rows->rows, room * sizeof *grown);
    fc_date *dates =
        grown ? realloc(rows->stage_dates, (rows->n_stage_dates + 1) * room * sizeof *dates) : NULL;

    rows->rows = grown ? grown : rows->rows;
    if (!dates)
        return fc_no_memory();
    rows->stage_dates = dates;
    rows->room = room;
    return FC_OK;
}

static fc_status take(void *data, const an_record *record)
{
    parsing *p = data;
    an_deal_rows *rows = p->rows;
    an_deal_row row;
    size_t column = SIZE_MAX;
    const char *why = "";
    fc_status status = FC_OK;

    if (record->n_filled == 0)
        return FC_OK;
    if (record->n != p->layout.start.header.n)
        return take_odd(p, record, SIZE_MAX,
                        an_plain_why("%zu field%s, where the header has %zu", record->n,
                                     record->n == 1 ? "" : "s", p->layout.start.header.n));
    if (record->n_filled > 1 && !is_wanted(p, record)) {
        p->reader->deals->rows++;
        p->reader->deals->rows_filtered++;
        return FC_OK;
    }
    if (rows->n == rows->room)
        status = grow(rows);
    if (status != FC_OK)
        return status;
    if (!(p->layout.is_log ? an_deal_log_parse(&p->record, record, &row, &column, &why)
                           : an_deal_record_parse(&p->record, record, &row,
                                                  rows->stage_dates + rows->n * rows->n_stage_dates,
                                                  &column, &why)))
        return take_odd(p, record, column, why);
    if (p->footers.n > 0)
        status = release_footers(p);
    p->footers.too_many = false;
    p->reader->deals->rows++;
    if (status == FC_OK)
        status = an_deal_record_intern(&p->record, record, &row);
    if (status == FC_OK && p->layout.is_log)
        status = an_deal_log_intern(&p->record, record, &row);
    if (status != FC_OK)
        return status;
    rows->last = p->record.last_day;
    rows->rows[rows->n++] = row;
    return FC_OK;
}

static void end_footers(parsing *p)
{
    for (size_t i = 0; i < p->footers.n; i++)
        an_problems_add(p->reader->problems, AN_NOTE, p->layout.start.header.file,
                        p->footers.at[i].line, NULL, "left out as a footer: '%s'",
                        p->footers.at[i].text);
    p->footers.n = 0;
}

static fc_status read_chunks(parsing *p, an_chunks *chunks, an_chunk *chunk)
{
    const an_start *start = &p->layout.start;
    const bool lenient = p->layout.text.lenient_quotes;
    size_t from = start->rows, line = start->line;
    an_fields *fields;
    fc_status status = an_fields_new(start->header.file, start->delimiter,
                                     an_chunks_line_end(chunks), lenient, &fields);

    while (status == FC_OK) {
        p->last_chunk = chunk->last;
        status = an_fields_parse(fields, chunk->text + from, chunk->n - from, line,
                                 chunk->last || !lenient, take, p);
        if (status != FC_OK || chunk->last)
            break;
        status = an_chunks_next(chunks, chunk);
        if (status == FC_OK)
            status = an_chunks_check(chunks, chunk);
        from = 0;
        line = chunk->line;
    }
    an_fields_free(fields);
    if (status == FC_OK)
        end_footers(p);
    return status;
}

static void set_up(parsing *p)
{
    const an_deal_layout *layout = &p->layout;

    p->rows->has_snapshot = layout->columns[AN_ROLE_SNAPSHOT] != SIZE_MAX;
    p->rows->is_log = layout->is_log;
    p->rows->has_created = layout->columns[AN_ROLE_CREATED] != SIZE_MAX;
    p->rows->n_stage_dates = layout->n_stage_dates;
    for (size_t i = 0; i < layout->n_stage_dates; i++)
        memcpy(p->rows->stage_names[i], layout->stage_dates[i].name, sizeof *p->rows->stage_names);
}

/* A file as it is opened: its first block, and what its header says. */
typedef struct {
    an_chunks *chunks;
    an_chunk chunk;
} opened;

static void close_file(opened *o)
{
    an_chunk_free(&o->chunk);
    an_chunks_free(o->chunks);
    *o = (opened){0};
}

/* *is_text is false where the first block is no text in the encoding. */
static fc_status open_file(parsing *p, const char *file, const an_text_options *text, opened *o,
                           bool *is_text)
{
    fc_status status = an_chunks_open(file, text, &o->chunks);

    if (status == FC_OK)
        status = an_chunks_next(o->chunks, &o->chunk);
    if (status == FC_OK)
        status = an_chunks_check(o->chunks, &o->chunk);
    *is_text = status == FC_OK;
    if (status == FC_OK)
        status = an_deal_layout_find(o->chunks, &o->chunk, p->reader->options, p->reader->history,
                                     &p->reader->by, p->reader->problems, &p->layout);
    return status;
}

/* Whether the header has the Chinese names of so many columns that nothing else can be meant. */
static bool is_surely_chinese(const an_deal_layout *layout)
{
    enum { CERTAIN = 3 };
    size_t n = 0;

    for (size_t r = 0; r < AN_N_ROLES; r++)
        n += layout->columns[r] != SIZE_MAX &&
             (unsigned char)*an_deal_layout_name(layout, layout->columns[r]) >= 0x80;
    return n >= CERTAIN;
}

/* A file that is no UTF-8 is GB18030 where that makes its header one of ours. */
static fc_status open_or_convert(parsing *p, const char *file, opened *o)
{
    const an_text_options *text = &p->reader->options->text;
    an_text_options chinese = *text;
    bool is_text, is_converted;
    fc_status status = open_file(p, file, text, o, &is_text);
    char message[512];

    if (status != FC_EDATA || is_text || text->encoding || !o->chunks || strcmp(file, "-") == 0)
        return status;
    snprintf(message, sizeof message, "%s", fc_error_message());
    close_file(o);
    chinese.encoding = "GB18030";
    if (open_file(p, file, &chinese, o, &is_converted) == FC_OK && is_surely_chinese(&p->layout))
        return FC_OK;
    return fc_fail(FC_EDATA, "%s", message);
}

fc_status an_deal_rows_read(an_deal_reader *reader, const char *file, an_deal_rows *rows)
{
    parsing p = {.reader = reader, .rows = rows};
    opened o = {0};
    fc_status status;

    *rows = (an_deal_rows){.last = FC_DATE_NONE};
    status = open_or_convert(&p, file, &o);
    if (status == FC_OK)
        status = an_deal_record_begin(&p.record, reader, &p.layout);
    if (status == FC_OK) {
        set_up(&p);
        status = read_chunks(&p, o.chunks, &o.chunk);
    }
    if (status == FC_OK)
        an_deal_record_notes(&p.record);
    an_deal_record_end(&p.record);
    an_deal_layout_free(&p.layout);
    close_file(&o);
    return status;
}
