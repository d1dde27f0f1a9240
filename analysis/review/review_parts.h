/* review_parts.h - what a review holds, for the files that make it. */
#ifndef ANALYSIS_REVIEW_PARTS_H
#define ANALYSIS_REVIEW_PARTS_H

#include "analysis/review/review_scope.h"

struct an_review {
    const an_sales *sales; /* borrowed, as the next two */
    const fc_forecasts *forecasts;
    const an_plan *plan;   /* NULL: none */
    const an_blend *blend; /* NULL: none */
    char lang[8], unit[8];
    bool has_unit; /* else each sentence picks its own */
    double at_risk;
    bool has_quantiles;
    double *quantiles;           /* rows x AN_REVIEW_QUANTILES; NULL unless asked for */
    const fc_workdays *workdays; /* NULL: Monday to Friday */
    fc_period year, first, last; /* the year, its first and last sales period */
    char year_name[FC_LABEL_SIZE];
    fc_period open; /* the first period that is not complete */
    fc_period now;  /* the last with actuals: `open`, or the one before */
    fc_date today;  /* the last day known */
    an_review_slot *slots;
    size_t n_slots, n_nodes;
    double *open_rest; /* of nodes: share of the forecast of period `open` that is still to come */
    an_variance_item *items; /* n_slots x cells, complete periods only; NULL without quantities */
    bool *planned;           /* of items: the cell has a plan in the slot */
    bool by_product;         /* a cell holds one product: its price is no average */
    an_review_row *rows;     /* by slot, level, rank */
    size_t n_rows;
    size_t *row_of; /* n_slots x n_nodes; SIZE_MAX where there is none */
};

/* The steps, in order. */
fc_status an_review_open(an_review *review) FC_CHECKED;    /* open_rest */
fc_status an_review_outlook(an_review *review) FC_CHECKED; /* all numbers of the rows but ranks */
fc_status
an_review_compare(an_review *review) FC_CHECKED;        /* items: this year and the year before */
fc_status an_review_rank(an_review *review) FC_CHECKED; /* order, ranks, row_of */
fc_status an_review_explain(an_review *review) FC_CHECKED; /* why */

/* The row of a node in a slot. */
const an_review_row *an_review_in_slot(const an_review *review, size_t slot, size_t node);

/* Price, volume and mix of a node over the complete periods of a slot; false where it cannot be
 * told. */
bool an_review_compare_slot(const an_review *review, size_t slot, size_t node,
                            an_variance *variance);

/* The same without the cells that have no plan in the slot. */
bool an_review_compare_planned(const an_review *review, size_t slot, size_t node,
                               an_variance *variance);

/* What a row is off by: its gap, or without a plan its change on last year; NaN where neither is
 * known. */
double an_review_off(const an_review_row *row);

/* What a child adds to that. One without a plan, under a node that has one, adds all that it sells;
 * one with a plan, under a node without, its change on last year. */
double an_review_part_of(const an_review_row *child, const an_review_row *row);

/* The name of a node among its siblings along a dimension: its last key there. */
const char *an_review_child_name(const an_review *review, size_t child, size_t dimension);

#endif
