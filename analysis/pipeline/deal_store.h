/* deal_store.h - deals while they are read: rows of one export after the other become states. */
#ifndef ANALYSIS_PIPELINE_DEAL_STORE_H
#define ANALYSIS_PIPELINE_DEAL_STORE_H

#include "analysis/pipeline/deals.h"

enum { AN_STAGE_DATES_MAX = 16 };

/* What a row of a log says; a row of an export says all of it. */
enum {
    AN_KNOWN_STAGE = 1, /* and with it the outcome */
    AN_KNOWN_AMOUNT = 2,
    AN_KNOWN_CLOSE = 4,
    AN_KNOWN_CATEGORY = 8,
    AN_KNOWN_PROBABILITY = 16,
    AN_KNOWN_LABELS = 32,
    AN_KNOWN_ALL = 63
};

/* One row of an export, or a change in a log. */
typedef struct {
    uint32_t deal, labels, text, line;
    fc_date snapshot; /* FC_DATE_NONE: that of the file */
    fc_date created, close, closed, entered, activity;
    double amount, won_amount; /* NaN: none */
    double probability;        /* NaN: none */
    uint16_t stage, pushes;
    uint8_t outcome, category;
    bool percent;             /* the probability is a share already: it was written with a % sign */
    uint8_t known, old_known; /* of a change: what it tells, and what it tells of before */
    uint16_t old_stage;
    fc_date old_close;
    double old_amount;
} an_deal_row;

#define AN_LABELS_UNKNOWN UINT32_MAX /* of a history: those of the export */

/* The days on which the deal of a row entered stages: dates[i] is that of stages[i]. */
typedef struct {
    uint16_t stages[AN_STAGE_DATES_MAX]; /* AN_STAGE_NONE: no stage has that name */
    size_t n;
    uint16_t first; /* the stage in which deals start; AN_STAGE_NONE: not known */
} an_stage_dates;

typedef struct an_deal_store an_deal_store;

/* Writes states into `deals`, whose as_of says which are left out; FC_DATE_NONE: none. */
fc_status an_deal_store_new(an_deals *deals, an_deal_store **store) FC_CHECKED;
void an_deal_store_free(an_deal_store *store); /* NULL is fine */

/* The number of the deal with this id, made when it is new. */
fc_status an_deal_store_deal(an_deal_store *store, const char *id, size_t length,
                             uint32_t *deal) FC_CHECKED;

/* Takes the rows of one deal in the export of `day`, the current one last; the others say when it
 * entered other stages. `dates` holds dates[n] of the last row. *dated is false where the deal has
 * ended but nothing says when, and nothing was taken. */
fc_status an_deal_store_feed(an_deal_store *store, fc_date day, const an_deal_row *rows, size_t n,
                             const an_stage_dates *stages, const fc_date *dates,
                             bool *dated) FC_CHECKED;

/* Takes one change of a deal; those of a deal come in the order of days, and before the exports. */
fc_status an_deal_store_log(an_deal_store *store, const an_deal_row *row) FC_CHECKED;

/* The export of `day` is whole: open deals that it lacks are gone. */
fc_status an_deal_store_end(an_deal_store *store, fc_date day) FC_CHECKED;

/* Moves all into the deals, in the order of their ids. A deal that only a history has is left out;
 * *n_unknown counts them. */
fc_status an_deal_store_finish(an_deal_store *store, size_t *n_unknown) FC_CHECKED;

#endif
