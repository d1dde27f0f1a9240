/* check.c - reads sales as every command does, and tells all that was seen. */
#include "analysis/check/check.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/check/check_rows.h"
#include "analysis/read/alias.h"

enum { TEXT_SIZE = 256 };

static const double DOUBTFUL_WEIGHT = 25, GAP_WEIGHT = 25;

static void add_row(an_table *table, const char *kind, const char *file, size_t line,
                    const char *column, const char *text)
{
    an_table_text(table, kind);
    an_table_text(table, file);
    an_table_number(table, line ? (double)line : NAN);
    an_table_text(table, column);
    an_table_text(table, text);
    an_table_end(table);
}

static void summary(an_table *table, const char *name, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void summary(an_table *table, const char *name, const char *format, ...)
{
    char text[TEXT_SIZE];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    add_row(table, "summary", NULL, 0, name, text);
}

/* Periods inside the life of a cell, and those of them without a row. */
static void count_gaps(const fc_panel *panel, size_t *periods, size_t *gaps)
{
    *periods = *gaps = 0;
    for (size_t c = 0; c < fc_panel_size(panel); c++) {
        fc_period first, last;

        fc_panel_cell_span(panel, c, &first, &last);
        for (fc_period p = first; p <= last && first != FC_PERIOD_NONE; p++) {
            *periods += 1;
            *gaps += fc_panel_rows(panel, c, p) == 0;
        }
    }
}

static double share(size_t part, size_t whole)
{
    return whole ? (double)part / (double)whole : 0;
}

static double score(const an_sales *sales, size_t doubtful, double gap_share)
{
    const double kept = share(sales->rows_kept, sales->rows_kept + sales->rows_aside);
    const double score = 100 * kept - DOUBTFUL_WEIGHT * fmin(1, share(doubtful, sales->rows_kept)) -
                         GAP_WEIGHT * gap_share;

    return fmax(0, score);
}

static int compare_names(const void *left, const void *right)
{
    const char *a = *(const char *const *)left, *b = *(const char *const *)right;
    const int order = an_alias_compare(a, b);

    return order ? order : strcmp(a, b);
}

/* Names of the k-th key that differ only in how they are written. */
static fc_status tell_names(const an_sales *sales, size_t k, const char *file,
                            an_problems *problems)
{
    const size_t n = fc_panel_size(sales->panel);
    const char **names = malloc((n + 1) * sizeof *names);

    if (!names)
        return fc_no_memory();
    for (size_t c = 0; c < n; c++)
        names[c] = fc_panel_key(sales->panel, c, k);
    qsort(names, n, sizeof *names, compare_names);
    for (size_t c = 1; c < n; c++)
        if (strcmp(names[c - 1], names[c]) != 0 && an_alias_same(names[c - 1], names[c]))
            an_problems_add(problems, AN_WARNING, file, 0, sales->key_names[k],
                            "'%s' and '%s' are counted apart; are they the same?", names[c - 1],
                            names[c]);
    free(names);
    return FC_OK;
}

static void summarise(const an_sales *sales, const an_check_rows *rows, an_table *table)
{
    char first[FC_LABEL_SIZE], last[FC_LABEL_SIZE], complete[FC_LABEL_SIZE], from[11], to[11];
    fc_period begin, end;
    size_t periods, gaps;

    fc_panel_span(sales->panel, &begin, &end);
    fc_calendar_label(&sales->calendar, begin, first);
    fc_calendar_label(&sales->calendar, end, last);
    fc_calendar_label(&sales->calendar, sales->last_complete, complete);
    fc_date_format(sales->first_date, from);
    fc_date_format(sales->last_date, to);
    count_gaps(sales->panel, &periods, &gaps);
    summary(table, "score", "%.1f",
            score(sales, an_check_rows_doubtful(rows), share(gaps, periods)));
    summary(table, "rows read", "%zu", sales->rows);
    summary(table, "rows kept", "%zu", sales->rows_kept);
    summary(table, "rows set aside", "%zu", sales->rows_aside);
    summary(table, "rows left out by --where and --as-of", "%zu", sales->rows_filtered);
    summary(table, "rows with a warning", "%zu", an_check_rows_doubtful(rows));
    summary(table, "rows below zero", "%zu", an_check_rows_negative(rows));
    summary(table, "rows of zero", "%zu", an_check_rows_zero(rows));
    summary(table, "days", "%s to %s", from, to);
    summary(table, "periods", "%s to %s (%d)", first, last, end - begin + 1);
    summary(table, "last complete period", "%s", complete);
    summary(table, "cells", "%zu", fc_panel_size(sales->panel));
    summary(table, "nodes", "%zu", fc_hierarchy_size(sales->hierarchy));
    summary(table, "gaps", "%zu of %zu periods of cells have no row", gaps, periods);
}

static void list(an_problems *problems, bool chinese, an_table *table)
{
    static const char *const KINDS[] = {
        [AN_NOTE] = "note", [AN_WARNING] = "warning", [AN_SET_ASIDE] = "set aside"};

    an_problems_sort(problems);
    for (size_t i = 0; i < an_problems_size(problems); i++) {
        const an_problem *p = an_problems_at(problems, i);

        add_row(table, KINDS[p->severity], p->file, p->line, p->column,
                chinese && p->chinese ? p->chinese : p->text);
    }
    for (an_severity s = AN_NOTE; s <= AN_SET_ASIDE; s++)
        if (an_problems_count(problems, s) > AN_PROBLEMS_KEPT)
            an_table_note(table, "%s: %zu in all, of which the first %d are listed", KINDS[s],
                          an_problems_count(problems, s), AN_PROBLEMS_KEPT);
}

/* What a message begins with: "FILE:", of a file that was given, then "17:". */
static const char *take_place(const char *message, const char *file, size_t *line)
{
    const size_t length = strlen(file);
    char *end;

    if (strncmp(message, file, length) != 0 || message[length] != ':')
        return NULL;
    message += length + 1;
    *line = strtoul(message, &end, 10);
    if (end == message || *end != ':')
        *line = 0;
    else
        message = end + 1;
    return message + strspn(message, " ");
}

static void add_error(an_table *table, const char *const *files, size_t n_files, const char *other)
{
    const char *message = fc_error_message();
    size_t line;

    for (size_t i = 0; i < n_files + (other != NULL); i++) {
        const char *file = i < n_files ? files[i] : other;
        const char *text = take_place(message, file, &line);

        if (text) {
            add_row(table, "error", file, line, NULL, text);
            return;
        }
    }
    add_row(table, "error", NULL, 0, NULL, message);
}

static fc_status read_and_look(const char *const *files, size_t n_files,
                               const an_sales_options *options, const an_check_more *more,
                               an_problems *problems, an_check_rows *rows, an_table *table)
{
    const an_observer observer = {an_check_rows_take, rows};
    an_sales *sales = NULL;
    fc_status status = an_sales_read_observed(files, n_files, options, &observer, problems, &sales);

    if (status == FC_OK) {
        an_check_rows_end(rows);
        for (size_t k = 0; k < sales->n_keys && status == FC_OK; k++)
            status = tell_names(sales, k, files[n_files - 1], problems);
    }
    if (status == FC_OK)
        summarise(sales, rows, table);
    else
        summary(table, "score", "%.1f", 0.0);
    if (status == FC_OK && more->look)
        status = more->look(more->data, sales, problems);
    list(problems, more->lang && strcmp(more->lang, "zh") == 0, table);
    if (status != FC_OK)
        add_error(table, files, n_files, more->file);
    an_sales_free(sales);
    return status;
}

static const an_column COLUMNS[] = {{"kind", AN_TEXT},
                                    {"file", AN_TEXT},
                                    {"line", AN_COUNT},
                                    {"column", AN_TEXT},
                                    {"text", AN_TEXT}};

fc_status an_check_run(const char *const *files, size_t n_files, const an_sales_options *options,
                       const an_check_more *more, an_problems *problems, an_table **table)
{
    an_check_rows *rows = NULL;
    fc_status status;

    *table = NULL;
    status = an_check_rows_new(problems, &rows);
    if (status == FC_OK)
        status = an_table_new(COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, table);
    if (status == FC_OK) {
        status = read_and_look(files, n_files, options, more, problems, rows, *table);
        if (an_table_status(*table) != FC_OK)
            status = an_table_status(*table);
    }
    an_check_rows_free(rows);
    return status;
}
