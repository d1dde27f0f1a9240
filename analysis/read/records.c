/* records.c - a small delimited file, kept whole. */
#include "analysis/read/records.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/read/fields.h"
#include "analysis/read/start.h"
#include "analysis/read/value.h"

struct an_records {
    an_start start;
    an_text_options options;
    char *file;
    char *text; /* of all fields, each terminated */
    size_t n_text, text_capacity;
    size_t *places; /* of each field in the text: size x columns */
    size_t *lines;
    size_t size, capacity;
    an_problems *problems; /* while it is read */
};

void an_records_free(an_records *records)
{
    if (!records)
        return;
    an_start_free(&records->start);
    free(records->file);
    free(records->text);
    free(records->places);
    free(records->lines);
    free(records);
}

/* Room for one more record with this many bytes of text. */
static bool make_room(an_records *records, size_t bytes)
{
    const size_t n = records->start.header.n;

    assert(n > 0);

    if (records->n_text + bytes > records->text_capacity) {
        const size_t capacity = 2 * (records->n_text + bytes);
        char *text = realloc(records->text, capacity);

        if (!text)
            return false;
        records->text = text;
        records->text_capacity = capacity;
    }
    if (records->size == records->capacity) {
        const size_t capacity = records->capacity ? 2 * records->capacity : 64;
        size_t *places = realloc(records->places, capacity * n * sizeof *places);
        size_t *lines = places ? realloc(records->lines, capacity * sizeof *lines) : NULL;

        records->places = places ? places : records->places;
        records->lines = lines ? lines : records->lines;
        if (!lines)
            return false;
        records->capacity = capacity;
    }
    return true;
}

static fc_status take(void *data, const an_record *record)
{
    an_records *records = data;
    const size_t n = records->start.header.n;
    size_t bytes = 0;

    if (record->n_filled == 0)
        return FC_OK;
    if (record->n != n) {
        an_problems_add(records->problems, AN_SET_ASIDE, record->file, record->line, NULL,
                        "%zu field%s, where the header has %zu", record->n,
                        record->n == 1 ? "" : "s", n);
        return FC_OK;
    }
    for (size_t i = 0; i < n; i++)
        bytes += record->fields[i].length + 1;
    if (!make_room(records, bytes))
        return fc_no_memory();
    for (size_t i = 0; i < n; i++) {
        records->places[records->size * n + i] = records->n_text;
        memcpy(records->text + records->n_text, record->fields[i].text,
               record->fields[i].length + 1);
        records->n_text += record->fields[i].length + 1;
    }
    records->lines[records->size++] = record->line;
    return FC_OK;
}

/* All chunks, the first of which is read already and has the header. */
static fc_status read_all(an_records *records, an_chunks *chunks, an_chunk *chunk)
{
    const an_start *start = &records->start;
    size_t from = start->rows, line = start->line;
    an_fields *fields;
    fc_status status = an_fields_new(records->file, start->delimiter, an_chunks_line_end(chunks),
                                     records->options.lenient_quotes, &fields);

    while (status == FC_OK) {
        status = an_fields_parse(fields, chunk->text + from, chunk->n - from, line,
                                 chunk->last || !records->options.lenient_quotes, take, records);
        if (status != FC_OK || chunk->last)
            break;
        status = an_chunks_next(chunks, chunk);
        if (status == FC_OK)
            status = an_chunks_check(chunks, chunk);
        from = 0;
        line = chunk->line;
    }
    an_fields_free(fields);
    return status;
}

static fc_status read_file(an_records *records, an_chunks *chunks, an_chunk *chunk)
{
    fc_status status = an_chunks_next(chunks, chunk);

    records->file = strdup(an_chunks_file(chunks));
    if (!records->file)
        return fc_no_memory();
    if (status == FC_OK)
        status = an_chunks_check(chunks, chunk);
    if (status == FC_OK)
        status = an_start_find(chunks, chunk, &records->options, NULL, NULL, &records->start);
    if (status != FC_OK)
        return status;
    records->start.header.file = records->file;
    records->options.delimiter = records->start.delimiter;
    an_start_note(&records->start, chunks, records->problems);
    return read_all(records, chunks, chunk);
}

fc_status an_records_read(const char *file, const an_text_options *options, an_problems *problems,
                          an_records **records)
{
    an_records *new = calloc(1, sizeof *new);
    an_chunks *chunks = NULL;
    an_chunk chunk = {0};
    fc_status status;

    *records = NULL;
    if (!new)
        return fc_no_memory();
    new->options = *options;
    new->problems = problems;
    status = an_value_check_format(options->date_format);
    if (status == FC_OK)
        status = an_chunks_open(file, options, &chunks);
    if (status == FC_OK)
        status = read_file(new, chunks, &chunk);
    if (status == FC_OK)
        *records = new;
    else
        an_records_free(new);
    an_chunk_free(&chunk);
    an_chunks_free(chunks);
    return status;
}

const char *an_records_file(const an_records *records)
{
    return records->file;
}

size_t an_records_header_line(const an_records *records)
{
    return records->start.header.line;
}

const an_text_options *an_records_options(const an_records *records)
{
    return &records->options;
}

size_t an_records_size(const an_records *records)
{
    return records->size;
}

size_t an_records_n_columns(const an_records *records)
{
    return records->start.header.n;
}

const char *an_records_header(const an_records *records, size_t column)
{
    return records->start.header.names[column];
}

const char *an_records_field(const an_records *records, size_t row, size_t column)
{
    return records->text + records->places[row * records->start.header.n + column];
}

size_t an_records_line(const an_records *records, size_t row)
{
    return records->lines[row];
}

size_t an_records_column(const an_records *records, const char *name, const char *role)
{
    size_t column;

    if (an_header_look(&records->start.header, name, role, "", &column) != FC_OK)
        return SIZE_MAX;
    return column == SIZE_MAX && name && role ? an_records_column(records, NULL, role) : column;
}

fc_status an_records_find(const an_records *records, const char *name, const char *role,
                          const char *option, size_t *column)
{
    return an_header_find(&records->start.header, name, role, option, column);
}
