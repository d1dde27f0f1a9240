/* explain_rows.c - reads sales files a second time, for the rows of a number. */
#include "analysis/explain/explain_rows.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/read/records.h"
#include "analysis/read/value.h"

#define EMPTY_KEY "(empty)"

typedef struct {
    const an_sales_options *options;
    const an_sales *sales;
    const an_explain_search *search;
    an_explain_row *rows;
    size_t n, room, all;
} finder;

/* The columns of one file. */
typedef struct {
    size_t date, amount, keys[AN_MAX_KEYS];
} places;

static const char *field_or_empty(const an_records *records, size_t row, size_t column)
{
    const char *text = an_records_field(records, row, column);

    return *text ? text : EMPTY_KEY;
}

static fc_status find_places(const finder *f, const an_records *records, places *p)
{
    fc_status status = an_records_find(records, f->options->date, "date", "--date", &p->date);

    if (status == FC_OK)
        status = an_records_find(records, f->options->amount, "amount", "--amount", &p->amount);
    for (size_t k = 0; status == FC_OK && k < f->sales->n_keys; k++)
        status = an_records_find(records, f->sales->key_names[k], NULL, "--by", &p->keys[k]);
    return status;
}

static bool is_of_node(const finder *f, const an_records *records, const places *p, size_t row)
{
    for (size_t k = 0; k < f->sales->n_keys; k++) {
        const char *key = fc_hierarchy_key(f->sales->hierarchy, f->search->node, k);

        if (strcmp(key, "*") != 0 && strcmp(key, field_or_empty(records, row, p->keys[k])) != 0)
            return false;
    }
    return true;
}

/* Several values of one column: any of them; several columns: all of them. */
static bool is_wanted(const finder *f, const an_records *records, size_t row)
{
    const an_sales_options *o = f->options;

    for (size_t i = 0; i < o->n_where; i++) {
        const size_t column = an_records_column(records, o->where[i].column, NULL);
        bool wanted = column == SIZE_MAX;

        for (size_t j = 0; j < o->n_where && !wanted; j++)
            wanted = strcmp(o->where[j].column, o->where[i].column) == 0 &&
                     strcmp(o->where[j].value, field_or_empty(records, row, column)) == 0;
        if (!wanted)
            return false;
    }
    return true;
}

/* Whether the row counts in the period, and its amount. */
static bool counts(const finder *f, const an_records *records, const places *p, size_t row,
                   double *amount)
{
    const an_text_options *text = an_records_options(records);
    const char *date = an_records_field(records, row, p->date);
    const char *value = an_records_field(records, row, p->amount), *why;
    fc_date day;
    fc_period period;

    if (!an_value_date(date, strlen(date), text, &day, &why))
        return false;
    period = fc_calendar_period(&f->sales->calendar, day);
    return period >= f->search->first && period <= f->search->last &&
           (f->options->as_of == FC_DATE_NONE || day <= f->options->as_of) &&
           an_value_number(value, strlen(value), text, amount, &why) &&
           is_of_node(f, records, p, row) && is_wanted(f, records, row);
}

static fc_status add(finder *f, const char *file, size_t line, double amount)
{
    f->all++;
    if (f->n == f->search->most)
        return FC_OK;
    if (f->n == f->room) {
        const size_t room = f->room ? 2 * f->room : 256;
        an_explain_row *rows = realloc(f->rows, room * sizeof *rows);

        if (!rows)
            return fc_no_memory();
        f->rows = rows;
        f->room = room;
    }
    f->rows[f->n++] = (an_explain_row){file, line, amount};
    return FC_OK;
}

static fc_status search(finder *f, const char *file)
{
    an_problems *told = NULL; /* the first reading told them */
    an_records *records = NULL;
    places p;
    fc_status status = an_problems_new(&told);

    if (status == FC_OK)
        status = an_records_read(file, &f->options->text, told, &records);
    if (status == FC_OK)
        status = find_places(f, records, &p);
    for (size_t row = 0; status == FC_OK && row < an_records_size(records); row++) {
        double amount;

        if (counts(f, records, &p, row, &amount))
            status = add(f, file, an_records_line(records, row), amount);
    }
    an_records_free(records);
    an_problems_free(told);
    return status;
}

fc_status an_explain_rows(const char *const *files, size_t n_files, const an_sales_options *options,
                          const an_sales *sales, const an_explain_search *asked,
                          an_explain_row **rows, size_t *n, size_t *all)
{
    finder f = {.options = options, .sales = sales, .search = asked};
    fc_status status = FC_OK;

    *rows = NULL;
    *n = *all = 0;
    for (size_t i = 0; i < n_files; i++)
        if (strcmp(files[i], "-") == 0)
            return FC_OK;
    for (size_t i = 0; status == FC_OK && i < n_files; i++)
        status = search(&f, files[i]);
    if (status == FC_OK) {
        *rows = f.rows;
        *n = f.n;
        *all = f.all;
    } else {
        free(f.rows);
    }
    return status;
}
