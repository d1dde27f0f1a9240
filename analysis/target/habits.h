/* habits.h - what prices and the coming and going of customers did to the last year's sales: the
 * steps of the bridge that a forecast by itself does not tell. */
#ifndef ANALYSIS_TARGET_HABITS_H
#define ANALYSIS_TARGET_HABITS_H

#include "analysis/read/sales.h"

/* Of a cell: the year that ends with the last complete period against the year before it. */
typedef struct {
    double before; /* its sales then */
    double lost;   /* of customers who have bought nothing since, wherever; negative */
    double won;    /* of customers who had bought nothing in the year before */
    double price;  /* at the new quantities, product by product */
} an_habit;

/* Owns its cells. */
typedef struct {
    an_habit *cells; /* of the sales' panel */
    an_habit all;
    bool has_customers, has_prices;
} an_habits;

/* `sales` were read with details; else, or where the history is shorter than two years, neither is
 * known. `prices`: what is measured are amounts, so that with quantities there are prices. */
fc_status an_habits_learn(const an_sales *sales, size_t measure, bool prices,
                          an_habits *habits) FC_CHECKED;
void an_habits_clear(an_habits *habits);

#endif
