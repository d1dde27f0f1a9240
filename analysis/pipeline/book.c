/* book.c - the cells and nodes of the deals' keys. */
#include "analysis/pipeline/book.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void an_book_free(an_book *book)
{
    if (!book)
        return;
    fc_hierarchy_free(book->won.hierarchy);
    fc_panel_free(book->won.panel);
    free(book->cell_of);
    free(book);
}

/* A cell for every tuple of keys that some state has. */
static fc_status make_cells(an_book *book, fc_panel *panel)
{
    const an_deals *deals = book->deals;
    fc_status status = FC_OK;

    for (size_t i = 0; status == FC_OK && i < deals->n_states; i++) {
        size_t *cell = &book->cell_of[deals->states[i].labels];

        if (*cell == SIZE_MAX)
            status = fc_panel_cell(panel, an_deals_keys(deals, &deals->states[i]), NULL, cell);
    }
    if (status == FC_OK)
        status = fc_panel_sort(panel);
    for (size_t l = 0; status == FC_OK && l < fc_keys_size(deals->labels); l++)
        if (book->cell_of[l] != SIZE_MAX)
            status = fc_panel_cell(panel, fc_keys_tuple(deals->labels, l), NULL, &book->cell_of[l]);
    return status;
}

/* Adds what each deal won to its cell, in the period in which it ended. */
static fc_status add_won(an_book *book, fc_panel *panel)
{
    const an_deals *deals = book->deals;
    fc_status status = FC_OK;

    book->won.first_date = book->won.last_date = FC_DATE_NONE;
    for (size_t i = 0; status == FC_OK && i < deals->n; i++) {
        const an_deal_state *s = an_deals_last(deals, &deals->deals[i]);
        double values[AN_N_MEASURES] = {isnan(s->amount) ? 0 : s->amount, 1};

        if (s->outcome != AN_DEAL_WON)
            continue;
        status = fc_panel_add(panel, an_book_cell(book, s),
                              fc_calendar_period(&deals->calendar, s->close), values);
        if (book->won.first_date == FC_DATE_NONE || s->close < book->won.first_date)
            book->won.first_date = s->close;
        if (s->close > book->won.last_date)
            book->won.last_date = s->close;
        book->won.rows_kept++;
    }
    return status;
}

fc_status an_book_new(const an_deals *deals, an_book **book)
{
    an_book *new = calloc(1, sizeof *new);
    const size_t n_labels = fc_keys_size(deals->labels);
    fc_status status;

    *book = NULL;
    if (!new)
        return fc_no_memory();
    new->deals = deals;
    new->won.calendar = deals->calendar;
    new->won.n_keys = deals->n_keys;
    memcpy(new->won.key_names, deals->key_names, sizeof new->won.key_names);
    new->won.amount_name = (char *)"won";
    new->won.has_quantity = true;
    new->now = fc_calendar_period(&deals->calendar, deals->as_of + 1);
    new->won.last_complete = new->now - 1;
    new->cell_of = malloc((n_labels + 1) * sizeof *new->cell_of);
    for (size_t i = 0; new->cell_of &&i < n_labels; i++)
        new->cell_of[i] = SIZE_MAX;
    status =
        new->cell_of ? fc_panel_new(deals->n_keys, AN_N_MEASURES, &new->won.panel) : fc_no_memory();
    if (status == FC_OK)
        status = make_cells(new, new->won.panel);
    if (status == FC_OK)
        status = add_won(new, new->won.panel);
    if (status == FC_OK)
        status = fc_hierarchy_new(new->won.panel, deals->dimensions, deals->n_dimensions,
                                  &new->won.hierarchy);
    if (status != FC_OK) {
        an_book_free(new);
        return status;
    }
    new->n_cells = fc_panel_size(new->won.panel);
    *book = new;
    return FC_OK;
}

void an_book_sum(const an_book *book, size_t node, const double *values, size_t width, double *out)
{
    size_t n;
    const size_t *cells = fc_hierarchy_cells(book->won.hierarchy, node, &n);

    memset(out, 0, width * sizeof *out);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < width; k++)
            out[k] += values[cells[i] * width + k];
}

void an_book_keys(const an_book *book, size_t node, an_table *table)
{
    for (size_t k = 0; k < book->deals->n_keys; k++)
        an_table_text(table, fc_hierarchy_key(book->won.hierarchy, node, k));
}

fc_status an_book_table(const an_book *book, const an_column *columns, size_t n, an_table **table)
{
    an_column all[AN_MAX_KEYS + 32];
    size_t n_all = 0;
    fc_status status;

    for (size_t k = 0; k < book->deals->n_keys; k++)
        all[n_all++] = (an_column){book->deals->key_names[k], AN_TEXT};
    for (size_t i = 0; i < n && i < 32; i++)
        all[n_all++] = columns[i];
    status = an_table_new(all, n_all, table);
    if (status == FC_OK)
        an_table_language(*table, book->lang);
    return status;
}

void an_book_label(const an_book *book, fc_period period, char label[FC_LABEL_SIZE])
{
    fc_calendar_label(&book->deals->calendar, period, label);
}
