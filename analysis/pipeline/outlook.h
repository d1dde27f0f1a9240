/* outlook.h - what deals say about the periods ahead: weighted by the CRM, by category, and
 * learned. */
#ifndef ANALYSIS_PIPELINE_OUTLOOK_H
#define ANALYSIS_PIPELINE_OUTLOOK_H

#include "analysis/pipeline/book.h"
#include "analysis/pipeline/sight.h"

typedef struct {
    size_t horizon; /* periods from the first that is not over, at most AN_LEADS_MAX */
    size_t n_paths; /* 0: 1000; fewer where memory asks for it */
    bool ranges;    /* simulate */
    uint64_t seed;
} an_outlook_options;

/* Money of each cell and period ahead: [cell * horizon + lead]. */
typedef enum {
    AN_OUTLOOK_OPEN,      /* open deals by their expected close date; overdue ones count as now */
    AN_OUTLOOK_WEIGHTED,  /* won + what the CRM's probability makes of these */
    AN_OUTLOOK_CONSTANT,  /* won + the same with the win rate of all */
    AN_OUTLOOK_COMMIT,    /* won + committed deals */
    AN_OUTLOOK_BEST,      /* the same and best case */
    AN_OUTLOOK_WON,       /* so far */
    AN_OUTLOOK_FROM_OPEN, /* learned: of deals there are */
    AN_OUTLOOK_FROM_NEW,  /* learned: of deals to come */
    AN_N_OUTLOOKS
} an_outlook_part;

/* Owns its lists, borrows the book. */
typedef struct {
    const an_book *book;
    an_learned *learned;
    size_t horizon, n_paths;
    double *parts[AN_N_OUTLOOKS];
    double *lo, *hi;   /* 80 % of the outcomes of each node and period; NULL without ranges */
    double *paths;     /* cells x n_paths x horizon, of what is still to come */
    double win_rate;   /* of all deals that ended */
    double cycle;      /* mean days from creation to the end */
    double *new_rate;  /* deals created a period, of each cell */
    double *typical;   /* amount of a won deal, of each cell */
    double new_spread; /* how many new deals the expected number of a period is worth */
} an_outlook;

/* `deals` are those of the book, or these cut at an earlier day. */
fc_status an_outlook_new(const an_book *book, const an_deals *deals,
                         const an_outlook_options *options, an_outlook **outlook) FC_CHECKED;
void an_outlook_free(an_outlook *outlook); /* NULL is fine */

/* Of a node: a part, and all that is expected: won, of open deals, of new ones. */
double an_outlook_part_of(const an_outlook *outlook, size_t node, an_outlook_part part,
                          size_t lead);
double an_outlook_expected(const an_outlook *outlook, size_t node, size_t lead);

/* The lead in which an open deal is due, by its close date or by the mean cycle, overdue ones now;
 * and what the CRM says of it: its probability, else that of its stage, else the win rate. */
size_t an_outlook_due(const an_outlook *outlook, const an_deal *deal, const an_deal_state *state);
double an_outlook_stated(const an_outlook *outlook, const an_deal_state *state);

/* Private to outlook*.c. */
fc_status an_outlook_add_new(an_outlook *outlook) FC_CHECKED;
fc_status an_outlook_simulate(an_outlook *outlook, uint64_t seed) FC_CHECKED;

#endif
