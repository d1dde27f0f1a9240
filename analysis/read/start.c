/* start.c - tries the first records as headers, with each delimiter that stands in them. */
#include "analysis/read/start.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/read/fields.h"
#include "analysis/read/plain.h"

static const char DELIMITERS[] = ",;\t|";

enum { N_DELIMITERS = sizeof DELIMITERS - 1 };

typedef struct {
    const an_chunks *chunks;
    const an_text_options *options;
    an_start_fits fits;
    const void *data;
} search;

/* One record as a header. */
typedef struct {
    an_start start;
    size_t n_filled;
} candidate;

void an_start_free(an_start *start)
{
    an_header_free(&start->header);
}

static fc_status take_names(void *data, const an_record *record)
{
    candidate *c = data;
    an_header *header = &c->start.header;

    if (header->names)
        return fc_fail(
            FC_EDATA,
            "%s:%zu: a carriage return cuts this line in two, while other lines end in a line "
            "feed; make them the same",
            record->file, record->line);
    header->line = record->line;
    header->names = calloc(record->n, sizeof *header->names);
    if (!header->names)
        return fc_no_memory();
    for (; header->n < record->n; header->n++) {
        size_t length = record->fields[header->n].length;
        const char *name = an_plain_trim(record->fields[header->n].text, &length);

        header->names[header->n] = strndup(name, length);
        if (!header->names[header->n])
            return fc_no_memory();
    }
    c->n_filled = record->n_filled;
    return FC_OK;
}

/* The record at `text` cut at this delimiter; a blank one has no names. */
static fc_status cut(const search *s, const char *text, size_t n, size_t line, char delimiter,
                     candidate *c)
{
    const char *file = an_chunks_file(s->chunks);
    an_fields *fields;
    fc_status status = an_fields_new(file, delimiter, an_chunks_line_end(s->chunks),
                                     s->options->lenient_quotes, &fields);

    *c = (candidate){.start = {.header = {.file = file}, .delimiter = delimiter}};
    if (status == FC_OK)
        status = an_fields_parse(fields, text, n, line, true, take_names, c);
    an_fields_free(fields);
    return status;
}

/* The delimiters that stand outside quotes, the most frequent first. Returns how many. */
static size_t rank_delimiters(const char *text, size_t n, char ranked[N_DELIMITERS])
{
    size_t counts[N_DELIMITERS] = {0}, n_ranked = 0;
    bool inside = false;

    for (size_t i = 0; i < n; i++) {
        const char *at = text[i] ? strchr(DELIMITERS, text[i]) : NULL;

        inside ^= text[i] == '"';
        if (at && !inside)
            counts[at - DELIMITERS]++;
    }
    for (size_t k = 0; k < N_DELIMITERS; k++) {
        size_t best = 0;

        for (size_t d = 1; d < N_DELIMITERS; d++)
            if (counts[d] > counts[best])
                best = d;
        if (counts[best] > 0)
            ranked[n_ranked++] = DELIMITERS[best];
        counts[best] = 0;
    }
    if (n_ranked == 0)
        ranked[n_ranked++] = DELIMITERS[0];
    return n_ranked;
}

/* The record cut at the delimiter with which it fits, or else at its most frequent one. */
static fc_status try_record(const search *s, const char *text, size_t n, size_t line,
                            candidate *best, bool *fits)
{
    char ranked[N_DELIMITERS] = {s->options->delimiter};
    const size_t n_ranked = *ranked ? 1 : rank_delimiters(text, n, ranked);
    fc_status status = cut(s, text, n, line, ranked[0], best);

    *fits =
        status == FC_OK && best->start.header.n && s->fits && s->fits(s->data, &best->start.header);
    for (size_t d = 1; status == FC_OK && s->fits && !*fits && d < n_ranked; d++) {
        candidate other;

        *fits = cut(s, text, n, line, ranked[d], &other) == FC_OK && other.start.header.n &&
                s->fits(s->data, &other.start.header);
        an_start_free(*fits ? &best->start : &other.start);
        if (*fits)
            *best = other;
    }
    return status;
}

/* 2: may be a header; 1: a title; 0: blank. */
static int quality(const candidate *c)
{
    return c->start.header.n == 0 ? 0 : c->n_filled >= 2 ? 2 : 1;
}

static size_t count_lines(const char *text, size_t n, char line_end)
{
    size_t lines = 0;

    for (size_t i = 0; i < n; i++)
        lines += text[i] == line_end;
    return lines;
}

fc_status an_start_find(const an_chunks *chunks, const an_chunk *first,
                        const an_text_options *options, an_start_fits fits, const void *data,
                        an_start *start)
{
    const search s = {chunks, options, fits, data};
    const char line_end = an_chunks_line_end(chunks);
    candidate best = {0};
    bool found = false;
    size_t line = first->line, seen = 0;

    for (size_t at = 0; at < first->n && seen < AN_START_RECORDS && !found;) {
        const char *text = first->text + at;
        const size_t n = an_chunks_record(text, first->n - at, line_end, options->lenient_quotes);
        candidate c;
        fc_status status = try_record(&s, text, n, line, &c, &found);

        at += n;
        line += count_lines(text, n, line_end);
        c.start.rows = at;
        c.start.line = line;
        c.start.n_titles = seen;
        seen += c.start.header.n > 0;
        if (status == FC_OK && (found || quality(&c) > quality(&best))) {
            an_start_free(&best.start);
            best = c;
        } else {
            an_start_free(&c.start);
        }
        if (status != FC_OK) {
            an_start_free(&best.start);
            return status;
        }
        found = found || (!fits && quality(&best) == 2);
    }
    if (quality(&best) == 0)
        return fc_fail(FC_EDATA, "%s: the file is empty", an_chunks_file(chunks));
    *start = best.start;
    return FC_OK;
}

void an_start_note(const an_start *start, const an_chunks *chunks, an_problems *problems)
{
    const an_header *header = &start->header;
    const bool one = start->n_titles == 1;

    if (start->n_titles > 0)
        an_problems_add(problems, AN_NOTE, header->file, header->line, NULL,
                        "the header is here; %zu line%s above it %s left out", start->n_titles,
                        one ? "" : "s", one ? "is" : "are");
    if (an_chunks_is_overruled(chunks))
        an_problems_add(problems, AN_NOTE, header->file, 0, NULL,
                        "it is UTF-8; --encoding is for files that do not show theirs");
    if (an_chunks_is_converted(chunks))
        an_problems_add(problems, AN_NOTE, header->file, 0, NULL, "read as %s",
                        an_chunks_encoding(chunks));
}
