/* evidence.c - reads a column in both ways; a value that only one of them can read is proof. */
#include "analysis/read/evidence.h"

#include <stdio.h>

#include "analysis/read/fields.h"
#include "analysis/read/plain.h"
#include "analysis/read/value.h"

typedef bool (*reader)(const an_field *field, const an_text_options *options, double *value,
                       const char **why);

/* A column's values under two ways of reading. */
typedef struct {
    reader read;
    size_t column;
    const char *option; /* "--date-format" */
    an_text_options ways[2];
    const char *names[2]; /* "dmy", "mdy" */
    size_t lines[2];      /* of the first value that only this way reads; 0: none */
    char proofs[2][AN_PLAIN_SHOWN_SIZE];
    size_t doubtful; /* line of the first value that both read, and differ */
    char doubt[256]; /* and what there is to say about it */
} scale;

typedef struct {
    const an_layout *layout;
    scale scales[2];
    size_t n;
} weighing;

static bool read_date(const an_field *field, const an_text_options *options, double *value,
                      const char **why)
{
    fc_date date = 0;
    const bool read = an_value_date(field->text, field->length, options, &date, why);

    *value = date;
    return read;
}

static bool read_amount(const an_field *field, const an_text_options *options, double *value,
                        const char **why)
{
    return an_value_number(field->text, field->length, options, value, why);
}

static void weigh(scale *s, const an_record *record, const an_text_options *untold)
{
    const an_field *field = &record->fields[s->column];
    const char *why = "";
    double values[2] = {0};
    bool reads[2];

    for (int way = 0; way < 2; way++)
        reads[way] = s->read(field, &s->ways[way], &values[way], &why);
    if (reads[0] != reads[1]) {
        const int way = reads[1];

        if (s->lines[way] == 0) {
            s->lines[way] = record->line;
            an_plain_shown(field->text, field->length, s->proofs[way]);
        }
    } else if (reads[0] && values[0] != values[1] && !s->doubtful) {
        s->doubtful = record->line;
        if (!s->read(field, untold, &values[0], &why))
            snprintf(s->doubt, sizeof s->doubt, "%s", why);
    }
}

static fc_status weigh_record(void *data, const an_record *record)
{
    weighing *w = data;

    for (size_t i = 0; i < w->n; i++)
        if (record->n == w->layout->start.header.n)
            weigh(&w->scales[i], record, &w->layout->text);
    return FC_OK;
}

/* *way is the one that is proved; -1 where nothing is proved and nothing is in doubt. */
static fc_status judge(const scale *s, const an_layout *layout, an_problems *problems, int *way)
{
    const char *file = layout->start.header.file, *column = an_layout_name(layout, s->column);

    *way = s->lines[0] ? 0 : s->lines[1] ? 1 : -1;
    if (s->lines[0] && s->lines[1])
        return fc_fail(
            FC_EDATA,
            "%s:%zu: column '%s': '%s' can only be %s, but '%s' in line %zu only %s; give %s %s "
            "or %s, and the others are set aside",
            file, s->lines[1], column, s->proofs[1], s->names[1], s->proofs[0], s->lines[0],
            s->names[0], s->option, s->names[0], s->names[1]);
    if (*way < 0 && s->doubtful)
        return fc_fail(FC_EDATA, "%s:%zu: column '%s': %s", file, s->doubtful, column, s->doubt);
    if (*way >= 0)
        an_problems_add(problems, AN_NOTE, file, s->lines[*way], column,
                        "'%s' shows how the column is to be read: %s %s", s->proofs[*way],
                        s->option, s->names[*way]);
    return FC_OK;
}

static scale date_scale(const an_layout *layout)
{
    scale s = {.read = read_date,
               .column = layout->date,
               .option = "--date-format",
               .names = {"dmy", "mdy"}};

    for (int way = 0; way < 2; way++) {
        s.ways[way] = layout->text;
        s.ways[way].date_format = s.names[way];
    }
    return s;
}

static scale amount_scale(const an_layout *layout)
{
    scale s = {
        .read = read_amount, .column = layout->amount, .option = "--decimal", .names = {".", ","}};

    for (int way = 0; way < 2; way++) {
        s.ways[way] = layout->text;
        s.ways[way].decimal = s.names[way][0];
    }
    return s;
}

static fc_status parse(const an_chunk *first, const an_layout *layout, weighing *w)
{
    const an_start *start = &layout->start;
    const bool lenient = layout->text.lenient_quotes;
    an_fields *fields;
    fc_status status = an_fields_new(start->header.file, layout->text.delimiter, layout->line_end,
                                     lenient, &fields);

    if (status == FC_OK)
        status = an_fields_parse(fields, first->text + start->rows, first->n - start->rows,
                                 start->line, !lenient || first->last, weigh_record, w);
    an_fields_free(fields);
    return status;
}

fc_status an_evidence_weigh(const an_chunk *first, an_layout *layout, an_problems *problems)
{
    const bool dates = !layout->text.date_format;
    const bool amounts =
        layout->text.delimiter == ';' && !layout->text.decimal && layout->amount != SIZE_MAX;
    weighing w = {.layout = layout};
    fc_status status;
    int way = -1;

    if (dates)
        w.scales[w.n++] = date_scale(layout);
    if (amounts)
        w.scales[w.n++] = amount_scale(layout);
    if (w.n == 0)
        return FC_OK;
    status = parse(first, layout, &w);
    if (status == FC_EDATA) /* damage is told when the rows before it have been read */
        status = FC_OK;
    if (status == FC_OK && dates)
        status = judge(&w.scales[0], layout, problems, &way);
    if (status == FC_OK && dates && way >= 0)
        layout->text.date_format = w.scales[0].names[way];
    if (status == FC_OK && amounts)
        status = judge(&w.scales[w.n - 1], layout, problems, &way);
    if (status == FC_OK && amounts && way >= 0)
        layout->text.decimal = w.scales[w.n - 1].names[way][0];
    return status;
}
