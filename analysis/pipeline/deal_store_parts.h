/* deal_store_parts.h - what the files of an_deal_store share. */
#ifndef ANALYSIS_PIPELINE_DEAL_STORE_PARTS_H
#define ANALYSIS_PIPELINE_DEAL_STORE_PARTS_H

#include "analysis/pipeline/deal_store.h"

#define AN_STORE_NOWHERE UINT32_MAX

/* A state, where the deal's one before it stands, and what of it is known: AN_KNOWN_ALL but in
 * logs. */
typedef struct {
    an_deal_state state;
    uint32_t before;
    uint8_t known;
} an_store_entry;

typedef struct {
    uint32_t tail, n, text;
    fc_date created, seen; /* the export that had it last */
    bool logged;           /* a history told of it */
} an_store_deal;

struct an_deal_store {
    an_deals *deals;
    fc_keys *ids;
    an_store_deal *list;
    size_t capacity;
    an_store_entry *entries;
    size_t n_entries, room;
    fc_date as_of;
    uint8_t logged; /* all that some change in a log was of */
};

/* The newest state of a deal; NULL where it has none. */
static inline an_deal_state *an_deal_store_last(const an_deal_store *store, const an_store_deal *d)
{
    return d->tail == AN_STORE_NOWHERE ? NULL : &store->entries[d->tail].state;
}

/* Adds a state, unless nothing has changed or it is of after the as-of date; one of the same day is
 * replaced. */
fc_status an_deal_store_push(an_deal_store *store, an_store_deal *deal, const an_deal_state *state,
                             uint8_t known) FC_CHECKED;

/* Gives what logs left open in the states of a deal what an export says of it: `row`. */
void an_deal_store_adopt(an_deal_store *store, an_store_deal *deal, const an_deal_row *row);

#endif
