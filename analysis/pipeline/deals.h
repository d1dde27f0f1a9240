/* deals.h - what was known of every deal on every day up to an as-of date.
 *
 * A deal is a list of states, each known from its day on: stage, amount, expected close date and so
 * on. Nothing that became known after the as-of date is in here, so what is computed from deals
 * cannot look ahead. */
#ifndef ANALYSIS_PIPELINE_DEALS_H
#define ANALYSIS_PIPELINE_DEALS_H

#include "analysis/check/problems.h"
#include "analysis/pipeline/words.h"
#include "analysis/read/sales.h"
#include "forecast/panel/keys.h"

/* What a deal is like, besides the keys of --by. */
typedef enum {
    AN_TRAIT_OWNER,
    AN_TRAIT_REGION,
    AN_TRAIT_PRODUCT,
    AN_TRAIT_CHANNEL,
    AN_TRAIT_SOURCE,
    AN_TRAIT_SEGMENT,
    AN_TRAIT_PIPELINE,
    AN_N_TRAITS
} an_trait;

#define AN_STAGE_NONE UINT16_MAX

typedef struct {
    fc_date from;
    uint32_t labels; /* number of its tuple in an_deals.labels: keys, then traits */
    double amount;   /* NaN: not known yet */
    fc_date close;   /* expected; where the deal is closed the day it ended; FC_DATE_NONE */
    fc_date activity;
    double probability; /* what the CRM says, 0 to 1; NaN */
    uint16_t stage;     /* number in an_deals.stages; AN_STAGE_NONE */
    uint8_t outcome;    /* an_deal_outcome */
    uint8_t category;   /* an_category */
    uint16_t pushes;    /* as the CRM counts them */
    uint8_t gone;       /* lost because a later export has it no more */
} an_deal_state;

typedef struct {
    size_t first; /* of its states */
    uint32_t n;
    uint32_t text; /* number of its id and name in an_deals.texts */
    fc_date created;
} an_deal;

/* Owns all of it. Deals stand in byte order of their ids, the states of one in the order of time.
 */
typedef struct {
    an_deal *deals;
    size_t n;
    an_deal_state *states;
    size_t n_states;
    fc_keys *texts;  /* id, name, account */
    fc_keys *labels; /* n_keys + AN_N_TRAITS */
    fc_keys *stages;
    size_t n_keys, n_dimensions;
    char *key_names[AN_MAX_KEYS];
    fc_dimension dimensions[AN_MAX_KEYS];
    bool has_trait[AN_N_TRAITS];
    fc_calendar calendar;
    fc_date as_of;      /* the last day known */
    fc_date *snapshots; /* days of the exports, ascending */
    size_t n_snapshots;
    bool has_log;           /* a log tells expected close dates of the past */
    bool has_close_history; /* expected close dates of the past are known: several exports, a log */
    bool has_probability;
    size_t n_gone;
    size_t rows, rows_aside, rows_filtered;
} an_deals;

void an_deals_free(an_deals *deals); /* NULL is fine */

/* The state of a deal at the end of that day; NULL where it was not there yet. */
const an_deal_state *an_deals_state(const an_deals *deals, const an_deal *deal, fc_date day);

/* The same deals as they were known at the end of that day. Its list of deals is its own, all else
 * is borrowed: free view->deals. */
fc_status an_deals_cut(const an_deals *deals, fc_date day, an_deals *view) FC_CHECKED;

/* The newest state. */
static inline const an_deal_state *an_deals_last(const an_deals *deals, const an_deal *deal)
{
    return &deals->states[deal->first + deal->n - 1];
}

const char *an_deals_id(const an_deals *deals, const an_deal *deal);
const char *an_deals_name(const an_deals *deals, const an_deal *deal);
const char *an_deals_account(const an_deals *deals, const an_deal *deal);
const char *an_deals_stage(const an_deals *deals, uint16_t stage); /* "" for AN_STAGE_NONE */
const char *const *an_deals_keys(const an_deals *deals, const an_deal_state *state);
const char *an_deals_trait(const an_deals *deals, const an_deal_state *state, an_trait trait);

/* The day a deal ended, FC_DATE_NONE while it is open. */
static inline fc_date an_deal_ended(const an_deal_state *state)
{
    return state->outcome == AN_DEAL_OPEN ? FC_DATE_NONE : state->close;
}

/* How often its expected close date moved to a later day: what the CRM counts, or more where the
 * states show more. */
unsigned an_deals_pushes(const an_deals *deals, const an_deal *deal, fc_date day);

#endif
