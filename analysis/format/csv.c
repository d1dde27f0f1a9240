/* csv.c - comma-separated values: RFC 4180 with LF, full precision, safe in spreadsheets. */
#include <string.h>

#include "analysis/format/format.h"
#include "analysis/format/guard.h"

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

static fc_status write_csv(const an_table *table, const an_print_options *options, FILE *out)
{
    const size_t n = an_table_n_columns(table);

    (void)options;
    for (size_t c = 0; c < n; c++) {
        write_text(an_table_column(table, c)->name, out);
        putc(c + 1 < n ? ',' : '\n', out);
    }
    for (size_t row = 0; row < an_table_rows(table); row++)
        for (size_t c = 0; c < n; c++) {
            write_cell(table, row, c, out);
            putc(c + 1 < n ? ',' : '\n', out);
        }
    return an_format_written(out);
}

const an_format an_format_csv = {
    .name = "csv",
    .summary = "comma-separated values with full precision",
    .ending = ".csv",
    .write = write_csv,
};
