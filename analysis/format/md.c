/* md.c - a pipe table for wikis and merge requests (GitHub Flavored Markdown, 4.10 Tables). */
#include <ctype.h>
#include <string.h>

#include "analysis/format/format.h"

/* An underscore inside a word is harmless; anything else that Markdown or HTML could take for its
 * own gets a backslash. A line break would end the row. */
static bool needs_backslash(const char *text, const char *p)
{
    if (*p == '_')
        return p == text || !isalnum((unsigned char)p[-1]) || !isalnum((unsigned char)p[1]);
    return strchr("\\`*[]<>&|~#$", *p) != NULL;
}

static void write_text(const char *text, FILE *out)
{
    for (const char *p = text; *p; p++) {
        if ((unsigned char)*p < 0x20) {
            putc(' ', out);
            continue;
        }
        if (needs_backslash(text, p))
            putc('\\', out);
        putc(*p, out);
    }
}

static void write_head(const an_table *table, FILE *out)
{
    const size_t n = an_table_n_columns(table);

    for (size_t c = 0; c < n; c++) {
        fputs(c == 0 ? "| " : " | ", out);
        write_text(an_table_column(table, c)->name, out);
    }
    fputs(" |\n", out);
    for (size_t c = 0; c < n; c++)
        fputs(an_table_column(table, c)->kind == AN_TEXT ? "| --- " : "| ---: ", out);
    fputs("|\n", out);
}

static fc_status write_md(const an_table *table, const an_print_options *options, FILE *out)
{
    char buffer[AN_SHOWN_SIZE];
    an_shown *shown;
    fc_status status = an_shown_new(table, options, &shown);

    if (status != FC_OK)
        return status;
    write_head(table, out);
    for (size_t row = 0; row < an_table_rows(table); row++) {
        for (size_t c = 0; c < an_table_n_columns(table); c++) {
            fputs(c == 0 ? "| " : " | ", out);
            write_text(an_shown_cell(shown, row, c, buffer), out);
        }
        fputs(" |\n", out);
    }
    if (an_shown_unit_note(shown))
        fprintf(out, "\n%s\n", an_shown_unit_note(shown));
    for (size_t i = 0; i < an_table_n_notes(table); i++) {
        putc('\n', out);
        write_text(an_table_note_at(table, i), out);
        putc('\n', out);
    }
    an_shown_free(shown);
    return an_format_written(out);
}

const an_format an_format_md = {
    .name = "md",
    .summary = "a Markdown table in readable units",
    .ending = ".md",
    .write = write_md,
};
