/* fields.c - libcsv, fed one line at a time so that every record has its line. */
#include "analysis/read/fields.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/format/guard.h"

enum {
    SLICE = 65536, /* of a long line, after which the size of the open field is looked at */
    /* States of libcsv that its header does not name. */
    ROW_NOT_BEGUN = 0,
    FIELD_BEGUN = 2
};

struct an_fields {
    struct csv_parser parser;
    bool lenient;
    char line_end;
    const char *file;
    size_t line;   /* that is being fed */
    size_t record; /* line in which the open record started */

    char *text; /* of the record's fields, each terminated */
    size_t n_text, text_capacity;
    an_field *fields; /* their `text` is set when the record is whole: it may move before */
    size_t n, capacity, n_filled;

    an_record_function function;
    void *data;
    fc_status status;
};

fc_status an_fields_new(const char *file, char delimiter, char line_end, bool lenient_quotes,
                        an_fields **fields)
{
    an_fields *new = calloc(1, sizeof *new);

    *fields = NULL;
    if (!new)
        return fc_no_memory();
    if (strchr("\"\r\n", delimiter)) {
        free(new);
        return fc_fail(FC_EUSAGE, "--delimiter: a quote or a line end cannot stand between fields");
    }
    if (csv_init(&new->parser, lenient_quotes ? 0 : CSV_STRICT | CSV_STRICT_FINI) != 0) {
        free(new);
        return fc_no_memory();
    }
    csv_set_delim(&new->parser, (unsigned char)delimiter);
    csv_set_blk_size(&new->parser, SLICE);
    new->file = file;
    new->line_end = line_end;
    new->lenient = lenient_quotes;
    *fields = new;
    return FC_OK;
}

void an_fields_free(an_fields *fields)
{
    if (!fields)
        return;
    csv_free(&fields->parser);
    free(fields->text);
    free(fields->fields);
    free(fields);
}

/* Room for one more field of this length. */
static bool make_room(an_fields *fields, size_t length)
{
    if (fields->n_text + length + 1 > fields->text_capacity) {
        const size_t capacity = 2 * (fields->n_text + length + 512);
        char *text = realloc(fields->text, capacity);

        if (!text)
            return false;
        fields->text = text;
        fields->text_capacity = capacity;
    }
    if (fields->n == fields->capacity) {
        const size_t capacity = fields->capacity ? 2 * fields->capacity : 32;
        an_field *grown = realloc(fields->fields, capacity * sizeof *grown);

        if (!grown)
            return false;
        fields->fields = grown;
        fields->capacity = capacity;
    }
    return true;
}

static fc_status too_long(const an_fields *fields)
{
    return fc_fail(
        FC_EDATA,
        "%s:%zu: the record that starts here has a field of more than %d bytes; is a quote "
        "not closed?",
        fields->file, fields->record, AN_FIELD_MAX);
}

/* libcsv's callbacks cannot stop it: they do nothing once something failed. */
static void take_field(void *text, size_t length, void *data)
{
    an_fields *fields = data;

    if (fields->status != FC_OK)
        return;
    if (length > AN_FIELD_MAX) {
        fields->status = too_long(fields);
        return;
    }
    if (!make_room(fields, length)) {
        fields->status = fc_no_memory();
        return;
    }
    memcpy(fields->text + fields->n_text, text, length);
    fields->text[fields->n_text + length] = '\0';
    fields->n_text += length + 1;
    fields->fields[fields->n++].length = length;
    fields->n_filled += length > 0;
}

/* A text that our own tables have kept from spreadsheets (format/guard.h) is as it was before. */
static void remove_guard(an_field *field)
{
    const size_t guard = (size_t)(an_guard_removed(field->text) - field->text);

    field->text += guard;
    field->length -= guard;
}

static void take_record(int terminator, void *data)
{
    an_fields *fields = data;
    const char *text = fields->text;

    (void)terminator;
    if (fields->status != FC_OK)
        return;
    for (size_t i = 0; i < fields->n; i++) {
        fields->fields[i].text = text;
        text += fields->fields[i].length + 1;
        remove_guard(&fields->fields[i]);
    }
    fields->status =
        fields->function(fields->data, &(an_record){fields->file, fields->record, fields->fields,
                                                    fields->n, fields->n_filled});
    fields->n = fields->n_text = fields->n_filled = 0;
}

static fc_status parse_error(const an_fields *fields, size_t byte)
{
    if (csv_error((struct csv_parser *)&fields->parser) != CSV_EPARSE)
        return fc_no_memory();
    if (fields->record == fields->line)
        return fc_fail(
            FC_EDATA,
            "%s:%zu: a stray quote before byte %zu of the line; double it inside a quoted "
            "field, or give --quotes=lenient",
            fields->file, fields->line, byte + 1);
    return fc_fail(
        FC_EDATA,
        "%s:%zu: a quoted field that starts here is not closed where it should be: line %zu "
        "has a stray quote before byte %zu",
        fields->file, fields->record, fields->line, byte + 1);
}

static fc_status parse_line(an_fields *fields, const char *text, size_t n)
{
    struct csv_parser *parser = &fields->parser;

    if (parser->pstate == ROW_NOT_BEGUN)
        fields->record = fields->line;
    for (size_t i = 0; i < n; i += SLICE) {
        const size_t slice = n - i < SLICE ? n - i : SLICE;
        const size_t parsed = csv_parse(parser, text + i, slice, take_field, take_record, fields);

        if (fields->status != FC_OK)
            return fields->status;
        if (parsed < slice)
            return parse_error(fields, i + parsed);
        if (parser->entry_pos > AN_FIELD_MAX)
            return too_long(fields);
    }
    return FC_OK;
}

/* After an error csv_fini would make up a record, so it comes only here. */
static fc_status finish(an_fields *fields)
{
    struct csv_parser *parser = &fields->parser;

    if (parser->pstate == FIELD_BEGUN && parser->quoted)
        return fc_fail(FC_EDATA,
                       "%s:%zu: a quoted field of the record that starts here is never closed",
                       fields->file, fields->record);
    if (csv_fini(parser, take_field, take_record, fields) != 0)
        return parse_error(fields, 0);
    return fields->status;
}

fc_status an_fields_parse(an_fields *fields, const char *text, size_t n, size_t line, bool end,
                          an_record_function function, void *data)
{
    fc_status status = FC_OK;

    fields->function = function;
    fields->data = data;
    fields->status = FC_OK;
    fields->line = line;
    for (size_t start = 0; start < n && status == FC_OK; fields->line++) {
        const char *at = memchr(text + start, fields->line_end, n - start);
        const size_t next = at ? (size_t)(at - text) + 1 : n;

        status = parse_line(fields, text + start, next - start);
        start = next;
    }
    return status == FC_OK && end ? finish(fields) : status;
}
