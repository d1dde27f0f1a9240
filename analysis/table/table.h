/* table.h - a result as rows and typed columns; every format prints the same table. */
#ifndef ANALYSIS_TABLE_H
#define ANALYSIS_TABLE_H

#include <stdbool.h>
#include <stdio.h>

#include "forecast/status.h"

typedef enum {
    AN_TEXT,
    AN_MONEY,   /* full precision in csv and json, readable units in tables */
    AN_NUMBER,  /* plain number */
    AN_COUNT,   /* whole number */
    AN_PERCENT, /* 12.3 means 12.3 % */
    AN_SHARE,   /* 0.123 printed as 12.3 % in tables, 0.123 in csv and json */
    AN_MIXED    /* plain numbers that do not belong together: each has decimals of its own */
} an_column_kind;

typedef struct {
    const char *name; /* "forecast" */
    an_column_kind kind;
} an_column;

/* Owns its cells and the names of its columns. A number cell that is NaN prints as empty (csv,
 * table) or null (json). */
typedef struct an_table an_table;

fc_status an_table_new(const an_column *columns, size_t n_columns, an_table **table) FC_CHECKED;
void an_table_free(an_table *table);

/* Cells are set from left to right; an_table_end closes the row. Failures are kept and told by
 * an_table_status, so that callers need not check each cell. */
void an_table_text(an_table *table, const char *text); /* copied; NULL = empty */
void an_table_number(an_table *table, double number);
void an_table_end(an_table *table);
fc_status an_table_status(const an_table *table) FC_CHECKED;

/* A line printed under a table (table, md) and kept in json as "notes": conventions, rows set
 * aside. */
void an_table_language(an_table *table,
                       const char *lang); /* of the notes to come; "zh", or English */
void an_table_note(an_table *table, const char *format, ...) __attribute__((format(printf, 2, 3)));

size_t an_table_rows(const an_table *table);
size_t an_table_n_columns(const an_table *table);
const an_column *an_table_column(const an_table *table, size_t column);
const char *an_table_cell_text(const an_table *table, size_t row, size_t column); /* AN_TEXT only */
double an_table_cell_number(const an_table *table, size_t row, size_t column);
size_t an_table_n_notes(const an_table *table);
const char *an_table_note_at(const an_table *table, size_t i);

/* How numbers are shown to people. */
typedef struct {
    const char *unit; /* "1", "k", "m", "万", "亿"; NULL: chosen from the values */
    const char *lang; /* "en", "zh" */
    bool colour;
} an_print_options;

/* A format: one file, one row of format_table.c. */
typedef struct {
    const char *name; /* "csv" */
    const char *summary;
    const char *ending; /* ".csv" */
    bool binary;        /* cannot go to a terminal */
    fc_status (*write)(const an_table *table, const an_print_options *options, FILE *out);
} an_format;

size_t an_format_count(void);
const an_format *an_format_at(size_t i);
const an_format *an_format_find(const char *name);
const an_format *an_format_by_ending(const char *path); /* NULL when the ending is unknown */

#endif
