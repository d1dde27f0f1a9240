/* table.c - keeps the cells of a result; texts lie in one arena. */
#include "analysis/table/table.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/text/problem_words.h"

typedef union {
    double number;
    size_t text; /* offset into the arena */
} cell;

typedef struct {
    char *bytes;
    size_t n, size;
} arena;

struct an_table {
    an_column *columns;
    size_t n_columns;
    cell *cells; /* row after row */
    size_t n_cells, max_cells;
    arena texts;
    arena notes; /* one terminated string after another */
    size_t n_notes;
    bool chinese;     /* the notes are, as far as problem_words has them */
    fc_status status; /* the first failure */
};

/* Columns and, behind them, their names in one block. */
static an_column *copy_columns(const an_column *columns, size_t n)
{
    size_t size = n * sizeof *columns;
    an_column *copy;
    char *name;

    for (size_t c = 0; c < n; c++)
        size += strlen(columns[c].name) + 1;
    copy = malloc(size);
    if (!copy)
        return NULL;
    name = (char *)(copy + n);
    for (size_t c = 0; c < n; c++) {
        copy[c] = (an_column){name, columns[c].kind};
        name = stpcpy(name, columns[c].name) + 1;
    }
    return copy;
}

fc_status an_table_new(const an_column *columns, size_t n_columns, an_table **table)
{
    an_table *t = calloc(1, sizeof *t);

    *table = NULL;
    if (!t)
        return fc_no_memory();
    t->columns = copy_columns(columns, n_columns);
    if (!t->columns) {
        free(t);
        return fc_no_memory();
    }
    t->n_columns = n_columns;
    *table = t;
    return FC_OK;
}

void an_table_free(an_table *table)
{
    if (!table)
        return;
    free(table->columns);
    free(table->cells);
    free(table->texts.bytes);
    free(table->notes.bytes);
    free(table);
}

/* The offset of a copy of `text`, or SIZE_MAX without memory. */
static size_t keep(arena *a, const char *text)
{
    const size_t length = strlen(text) + 1, offset = a->n;

    if (a->n + length > a->size) {
        const size_t size = 2 * a->size + length;
        char *bytes = realloc(a->bytes, size);

        if (!bytes)
            return SIZE_MAX;
        a->bytes = bytes;
        a->size = size;
    }
    memcpy(a->bytes + offset, text, length);
    a->n += length;
    return offset;
}

static void add_cell(an_table *t, cell value)
{
    if (t->n_cells == t->max_cells) {
        const size_t max = t->max_cells ? 2 * t->max_cells : 16 * t->n_columns;
        cell *cells = realloc(t->cells, max * sizeof *cells);

        if (!cells) {
            t->status = fc_no_memory();
            return;
        }
        t->cells = cells;
        t->max_cells = max;
    }
    t->cells[t->n_cells++] = value;
}

void an_table_text(an_table *t, const char *text)
{
    const size_t column = t->n_cells % t->n_columns;
    cell value;

    if (t->status != FC_OK)
        return;
    assert(t->columns[column].kind == AN_TEXT);
    if (!text)
        text = "";
    /* Keys and models repeat from row to row: a text like the one above it is kept once. */
    if (t->n_cells >= t->n_columns) {
        value = t->cells[t->n_cells - t->n_columns];
        if (strcmp(t->texts.bytes + value.text, text) == 0) {
            add_cell(t, value);
            return;
        }
    }
    value.text = keep(&t->texts, text);
    if (value.text == SIZE_MAX)
        t->status = fc_no_memory();
    else
        add_cell(t, value);
}

void an_table_number(an_table *t, double number)
{
    if (t->status != FC_OK)
        return;
    assert(t->columns[t->n_cells % t->n_columns].kind != AN_TEXT);
    add_cell(t, (cell){.number = number});
}

void an_table_end(an_table *t)
{
    assert(t->status != FC_OK || (t->n_cells > 0 && t->n_cells % t->n_columns == 0));
    (void)t;
}

fc_status an_table_status(const an_table *t)
{
    return t->status == FC_OK ? FC_OK : fc_no_memory();
}

void an_table_language(an_table *t, const char *lang)
{
    t->chinese = lang && strcmp(lang, "zh") == 0;
}

void an_table_note(an_table *t, const char *format, ...)
{
    char *text = NULL, chinese[1024] = "";
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vasprintf(&text, format, arguments);
    va_end(arguments);
    if (t->chinese && length >= 0) {
        va_start(arguments, format);
        an_problem_words_zh(format, text, arguments, chinese, sizeof chinese);
        va_end(arguments);
    }
    if (length < 0 || keep(&t->notes, *chinese ? chinese : text) == SIZE_MAX)
        t->status = fc_no_memory();
    else
        t->n_notes++;
    if (length >= 0)
        free(text);
}

size_t an_table_rows(const an_table *t)
{
    return t->n_cells / t->n_columns;
}

size_t an_table_n_columns(const an_table *t)
{
    return t->n_columns;
}

const an_column *an_table_column(const an_table *t, size_t column)
{
    return &t->columns[column];
}

const char *an_table_cell_text(const an_table *t, size_t row, size_t column)
{
    assert(t->columns[column].kind == AN_TEXT);
    return t->texts.bytes + t->cells[row * t->n_columns + column].text;
}

double an_table_cell_number(const an_table *t, size_t row, size_t column)
{
    assert(t->columns[column].kind != AN_TEXT);
    return t->cells[row * t->n_columns + column].number;
}

size_t an_table_n_notes(const an_table *t)
{
    return t->n_notes;
}

const char *an_table_note_at(const an_table *t, size_t i)
{
    const char *note = t->notes.bytes;

    assert(i < t->n_notes);
    while (i-- > 0)
        note += strlen(note) + 1;
    return note;
}
