/* deal_facts.h - what happened to the deals of each node in each period, as it was known then. */
#ifndef ANALYSIS_WATCH_DEAL_FACTS_H
#define ANALYSIS_WATCH_DEAL_FACTS_H

#include "analysis/pipeline/book.h"
#include "analysis/pipeline/stage_order.h"

/* Of one period. Behind them stand, for each stage in order, how many deals left it and how many of
 * these were lost. */
typedef enum {
    AN_FACT_CREATED, /* deals */
    AN_FACT_CREATED_AMOUNT,
    AN_FACT_DUE, /* deals open when it began and expected to close in it; several exports only */
    AN_FACT_DUE_AMOUNT,
    AN_FACT_PUSHED, /* of these, still open when it ended */
    AN_FACT_PUSHED_AMOUNT,
    AN_FACT_OPEN, /* when it ended; with several exports only what is due within a quarter */
    AN_FACT_OPEN_AMOUNT,
    AN_FACT_WON_AMOUNT,
    AN_FACT_CLOSED, /* won or lost */
    AN_FACT_CLOSED_AMOUNT,
    AN_N_FACTS
} an_fact;

/* Owns its lists, borrows the book. Periods are those that were seen whole: behind the first of
 * several exports, or from the first whole period with new deals on, up to the as-of date. */
typedef struct {
    const an_book *book;
    fc_period first;
    size_t n;
    size_t quarter; /* periods in one: the window of every rule */
    an_stage_order stages;
    size_t width;  /* AN_N_FACTS + 2 x stages.n */
    double *cells; /* n_cells x n x width */
    double won;    /* of the amounts closed, the share won; 0 where nothing was */
} an_deal_facts;

fc_status an_deal_facts_make(const an_book *book, an_deal_facts *facts) FC_CHECKED;
void an_deal_facts_clear(an_deal_facts *facts);

/* The n x width sums of a node of the book, into out. */
void an_deal_facts_sum(const an_deal_facts *facts, size_t node, double *out);

static inline size_t an_fact_left(size_t stage)
{
    return AN_N_FACTS + 2 * stage;
}

static inline size_t an_fact_lost(size_t stage)
{
    return AN_N_FACTS + 2 * stage + 1;
}

#endif
