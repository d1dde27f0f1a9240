/* table.c - aligned columns for people at a terminal; Chinese takes two columns a character. */
#include <stdlib.h>
#include <string.h>

#include "analysis/format/format.h"

/* A longer text is cut with an ellipsis, except in the last column, which ends the line. */
enum { MAX_WIDTH = 40, GAP = 2 };

/* SGR: bold heads; what is below zero in the vermilion of the charts (256 colours). */
static const char bold[] = "\033[1m", vermilion[] = "\033[38;5;166m", plain[] = "\033[0m";

typedef struct {
    const an_table *table;
    an_shown *shown;
    bool colour;
    size_t *widths; /* a column */
    char *line;     /* room for one cell padded to the widest column */
    size_t line_size;
} printer;

static bool is_text(const printer *p, size_t column)
{
    return an_table_column(p->table, column)->kind == AN_TEXT;
}

static void measure(printer *p)
{
    const size_t n = an_table_n_columns(p->table);
    char buffer[AN_SHOWN_SIZE];

    for (size_t c = 0; c < n; c++) {
        p->widths[c] = an_width(an_table_column(p->table, c)->name);
        for (size_t row = 0; row < an_table_rows(p->table); row++) {
            const size_t width = an_width(an_shown_cell(p->shown, row, c, buffer));

            if (width > p->widths[c])
                p->widths[c] = width;
        }
        if (is_text(p, c) && p->widths[c] > MAX_WIDTH && c + 1 < n)
            p->widths[c] = MAX_WIDTH;
    }
}

static void print_cell(const printer *p, const char *text, size_t column, const char *colour,
                       FILE *out)
{
    const bool last = column + 1 == an_table_n_columns(p->table);

    an_pad(text, p->widths[column], !is_text(p, column), p->line, p->line_size);
    if (last && is_text(p, column)) /* no blanks at the end of a line */
        for (size_t n = strlen(p->line); n > 0 && p->line[n - 1] == ' '; n--)
            p->line[n - 1] = '\0';
    if (p->colour && colour)
        fprintf(out, "%s%s%s", colour, p->line, plain);
    else
        fputs(p->line, out);
    fprintf(out, "%*s", last ? 0 : GAP, "");
    if (last)
        putc('\n', out);
}

static void print_rule(const printer *p, FILE *out)
{
    const size_t n = an_table_n_columns(p->table);

    for (size_t c = 0; c < n; c++) {
        for (size_t i = 0; i < p->widths[c]; i++)
            putc('-', out);
        fprintf(out, "%*s", c + 1 < n ? GAP : 0, "");
    }
    putc('\n', out);
}

static void print_notes(const printer *p, FILE *out)
{
    const char *unit = an_shown_unit_note(p->shown);

    if (unit || an_table_n_notes(p->table) > 0)
        putc('\n', out);
    if (unit)
        fprintf(out, "%s\n", unit);
    for (size_t i = 0; i < an_table_n_notes(p->table); i++)
        fprintf(out, "%s\n", an_table_note_at(p->table, i));
}

static void print_table(const printer *p, FILE *out)
{
    const size_t n = an_table_n_columns(p->table);
    char buffer[AN_SHOWN_SIZE];

    for (size_t c = 0; c < n; c++)
        print_cell(p, an_table_column(p->table, c)->name, c, bold, out);
    print_rule(p, out);
    for (size_t row = 0; row < an_table_rows(p->table); row++)
        for (size_t c = 0; c < n; c++) {
            const char *cell = an_shown_cell(p->shown, row, c, buffer);

            print_cell(p, cell, c, !is_text(p, c) && cell[0] == '-' ? vermilion : NULL, out);
        }
    print_notes(p, out);
}

/* Bytes for the longest cell: its own bytes and blanks up to the widest column. */
static size_t longest_cell(const printer *p)
{
    size_t longest = AN_SHOWN_SIZE;

    for (size_t c = 0; c < an_table_n_columns(p->table); c++) {
        size_t bytes = strlen(an_table_column(p->table, c)->name);

        for (size_t row = 0; is_text(p, c) && row < an_table_rows(p->table); row++) {
            const size_t length = strlen(an_table_cell_text(p->table, row, c));

            bytes = length > bytes ? length : bytes;
        }
        if (bytes + p->widths[c] > longest)
            longest = bytes + p->widths[c];
    }
    return longest + sizeof "\u2026";
}

static fc_status write_table(const an_table *table, const an_print_options *options, FILE *out)
{
    printer p = {.table = table, .colour = options->colour};
    fc_status status = an_shown_new(table, options, &p.shown);

    if (status != FC_OK)
        return status;
    p.widths = calloc(an_table_n_columns(table), sizeof *p.widths);
    if (!p.widths) {
        status = fc_no_memory();
        goto done;
    }
    measure(&p);
    p.line_size = longest_cell(&p);
    p.line = malloc(p.line_size);
    if (!p.line) {
        status = fc_no_memory();
        goto done;
    }
    print_table(&p, out);
    status = an_format_written(out);
done:
    free(p.line);
    free(p.widths);
    an_shown_free(p.shown);
    return status;
}

const an_format an_format_table = {
    .name = "table",
    .summary = "aligned columns in readable units",
    .ending = ".txt",
    .write = write_table,
};
