/* json.c - one object with "rows" (an object a row) and "notes"; written as it goes, so that memory
 * does not grow with the table. */
#include "analysis/format/format.h"

/* RFC 8259, section 7. */
static void write_string(const char *text, FILE *out)
{
    putc('"', out);
    for (const char *p = text; *p; p++) {
        const unsigned char c = (unsigned char)*p;

        if (c == '"' || c == '\\')
            putc('\\', out);
        if (c < 0x20)
            fprintf(out, "\\u%04x", c);
        else
            putc(c, out);
    }
    putc('"', out);
}

static void write_cell(const an_table *table, size_t row, size_t column, FILE *out)
{
    char number[AN_EXACT_SIZE];

    if (an_table_column(table, column)->kind == AN_TEXT) {
        write_string(an_table_cell_text(table, row, column), out);
        return;
    }
    an_format_exact(an_table_cell_number(table, row, column), number);
    fputs(number[0] ? number : "null", out); /* JSON has no NaN */
}

static void write_row(const an_table *table, size_t row, FILE *out)
{
    for (size_t c = 0; c < an_table_n_columns(table); c++) {
        fputs(c == 0 ? "{" : ", ", out);
        write_string(an_table_column(table, c)->name, out);
        fputs(": ", out);
        write_cell(table, row, c, out);
    }
    putc('}', out);
}

static fc_status write_json(const an_table *table, const an_print_options *options, FILE *out)
{
    const size_t n_rows = an_table_rows(table), n_notes = an_table_n_notes(table);

    (void)options;
    fputs("{\"rows\": [", out);
    for (size_t row = 0; row < n_rows; row++) {
        fputs(row == 0 ? "\n  " : ",\n  ", out);
        write_row(table, row, out);
    }
    fputs(n_rows > 0 ? "\n ],\n \"notes\": [" : "],\n \"notes\": [", out);
    for (size_t i = 0; i < n_notes; i++) {
        fputs(i == 0 ? "\n  " : ",\n  ", out);
        write_string(an_table_note_at(table, i), out);
    }
    fputs(n_notes > 0 ? "\n ]}\n" : "]}\n", out);
    return an_format_written(out);
}

const an_format an_format_json = {
    .name = "json",
    .summary = "an object with rows and notes, full precision",
    .ending = ".json",
    .write = write_json,
};
