/* csv.c - comma-separated values: RFC 4180 with LF, full precision, safe in spreadsheets. */
#include <stdlib.h>
#include <string.h>

#include "analysis/format/format.h"
#include "analysis/format/guard.h"

enum { BLOCK = 1000 }; /* rows */

/* Blanks at the ends would be trimmed by readers unless they are quoted. */
static bool needs_quotes(const char *text)
{
    const size_t length = strlen(text);

    return strpbrk(text, ",\"\r\n") ||
           (length > 0 && (strchr(" \t", text[0]) || strchr(" \t", text[length - 1])));
}

static void write_text(const char *text, FILE *out)
{
    const bool quoted = needs_quotes(text);

    if (quoted)
        putc('"', out);
    if (an_guard_needed(text))
        putc('\'', out);
    for (; *text; text++) {
        if (*text == '"')
            putc('"', out);
        putc(*text, out);
    }
    if (quoted)
        putc('"', out);
}

static void write_cell(const an_table *table, size_t row, size_t column, FILE *out)
{
    char number[AN_EXACT_SIZE];

    if (an_table_column(table, column)->kind == AN_TEXT) {
        write_text(an_table_cell_text(table, row, column), out);
        return;
    }
    an_format_exact(an_table_cell_number(table, row, column), number);
    fputs(number, out);
}

static void write_rows(const an_table *table, size_t first, size_t end, FILE *out)
{
    const size_t n = an_table_n_columns(table);

    for (size_t row = first; row < end; row++)
        for (size_t c = 0; c < n; c++) {
            write_cell(table, row, c, out);
            putc(c + 1 < n ? ',' : '\n', out);
        }
}

/* The rows of one block as text, to be freed; NULL without memory. */
static char *block_text(const an_table *table, size_t first, size_t *length)
{
    const size_t left = an_table_rows(table) - first;
    char *text = NULL;
    FILE *out = open_memstream(&text, length);

    if (!out)
        return NULL;
    write_rows(table, first, first + (left < BLOCK ? left : BLOCK), out);
    const bool failed = ferror(out);

    if (fclose(out) == 0 && !failed)
        return text;
    free(text);
    return NULL;
}

/* Finding the shortest digits of a number takes a microsecond: blocks are made side by side. */
static fc_status write_blocks(const an_table *table, FILE *out)
{
    bool failed = false;

#pragma omp parallel for ordered schedule(dynamic)
    for (size_t first = 0; first < an_table_rows(table); first += BLOCK) {
        size_t length = 0;
        char *text = block_text(table, first, &length);

#pragma omp ordered
        {
            if (text)
                fwrite(text, 1, length, out);
            else
                failed = true;
        }
        free(text);
    }
    return failed ? fc_no_memory() : FC_OK;
}

static fc_status write_csv(const an_table *table, const an_print_options *options, FILE *out)
{
    const size_t n = an_table_n_columns(table);
    fc_status status = FC_OK;

    (void)options;
    for (size_t c = 0; c < n; c++) {
        write_text(an_table_column(table, c)->name, out);
        putc(c + 1 < n ? ',' : '\n', out);
    }
    if (an_table_rows(table) <= BLOCK)
        write_rows(table, 0, an_table_rows(table), out);
    else
        status = write_blocks(table, out);
    return status == FC_OK ? an_format_written(out) : status;
}

const an_format an_format_csv = {
    .name = "csv",
    .summary = "comma-separated values with full precision",
    .ending = ".csv",
    .write = write_csv,
};
