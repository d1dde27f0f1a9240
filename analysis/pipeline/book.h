/* book.h - deals beside the nodes they belong to, and what was won of each node by period. */
#ifndef ANALYSIS_PIPELINE_BOOK_H
#define ANALYSIS_PIPELINE_BOOK_H

#include "analysis/pipeline/deals.h"
#include "analysis/table/table.h"

/* Owns the panel and the hierarchy in `won`, borrows the deals. */
typedef struct {
    const an_deals *deals;
    an_sales won;    /* measures: amounts won, and how many deals; the key names are the deals' */
    size_t *cell_of; /* of each tuple of labels */
    size_t n_cells;
    const char *lang; /* of the notes under reports; NULL: English */
    fc_period now;    /* the first period that is not over at the end of the as-of date */
} an_book;

fc_status an_book_new(const an_deals *deals, an_book **book) FC_CHECKED;
void an_book_free(an_book *book); /* NULL is fine */

static inline size_t an_book_cell(const an_book *book, const an_deal_state *state)
{
    return book->cell_of[state->labels];
}

/* The sums of a node over values[n_cells x width], into out[width]. */
void an_book_sum(const an_book *book, size_t node, const double *values, size_t width, double *out);

/* Starts a row of a table: the keys of a node. */
void an_book_keys(const an_book *book, size_t node, an_table *table);

/* A table whose first columns are the keys. The names of the columns are borrowed. */
fc_status an_book_table(const an_book *book, const an_column *columns, size_t n,
                        an_table **table) FC_CHECKED;

/* The label of a period of the calendar. */
void an_book_label(const an_book *book, fc_period period, char label[FC_LABEL_SIZE]);

#endif
