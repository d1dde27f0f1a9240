/* deal_store_log.c - changes of deals, one after the other, as states. */
#include <math.h>

#include "analysis/pipeline/deal_store_parts.h"

/* The state in which nothing is known. */
static an_deal_state nothing(uint32_t labels)
{
    return (an_deal_state){.labels = labels,
                           .amount = NAN,
                           .close = FC_DATE_NONE,
                           .activity = FC_DATE_NONE,
                           .probability = NAN,
                           .stage = AN_STAGE_NONE,
                           .outcome = AN_DEAL_OPEN};
}

/* Sets what `known` says of a state to what the change left. */
static void apply(const an_deal_row *row, uint8_t known, an_deal_state *state)
{
    if (known & AN_KNOWN_STAGE) {
        state->stage = row->stage;
        state->outcome = row->outcome;
    }
    if (known & AN_KNOWN_AMOUNT)
        state->amount = row->amount;
    if (known & AN_KNOWN_CLOSE)
        state->close = row->close;
    if (known & AN_KNOWN_CATEGORY)
        state->category = row->category;
    if (known & AN_KNOWN_PROBABILITY)
        state->probability = row->probability;
}

/* States before the first change of something had what was there before it. */
static void look_back(const an_deal_store *store, an_store_deal *deal, const an_deal_row *row)
{
    for (uint32_t at = deal->tail; at != AN_STORE_NOWHERE; at = store->entries[at].before) {
        an_store_entry *e = &store->entries[at];
        const uint8_t open = row->old_known & (uint8_t)~e->known;

        if (open & AN_KNOWN_STAGE)
            e->state.stage = row->old_stage;
        if (open & AN_KNOWN_AMOUNT)
            e->state.amount = row->old_amount;
        if (open & AN_KNOWN_CLOSE && e->state.outcome == AN_DEAL_OPEN)
            e->state.close = row->old_close;
        e->known |= open;
    }
}

/* The first change that is known of a deal which was there before: at least the day before it was.
 */
static fc_status begin_before(an_deal_store *store, an_store_deal *deal, const an_deal_row *row)
{
    const bool was_there = ((row->old_known & AN_KNOWN_STAGE) && row->old_stage != AN_STAGE_NONE) ||
                           ((row->old_known & AN_KNOWN_AMOUNT) && !isnan(row->old_amount)) ||
                           ((row->old_known & AN_KNOWN_CLOSE) && row->old_close != FC_DATE_NONE);
    an_deal_state state = nothing(row->labels);

    deal->created = was_there ? row->snapshot - 1 : row->snapshot;
    state.from = deal->created;
    return was_there ? an_deal_store_push(store, deal, &state, 0) : FC_OK;
}

fc_status an_deal_store_log(an_deal_store *store, const an_deal_row *row)
{
    an_store_deal *deal = &store->list[row->deal];
    const fc_date day = row->snapshot;
    an_deal_state state = nothing(row->labels);
    uint8_t known = row->known;

    fc_status status = FC_OK;

    store->logged |= row->known | row->old_known;
    if (deal->tail == AN_STORE_NOWHERE)
        status = begin_before(store, deal, row);
    if (status != FC_OK)
        return status;
    if (deal->tail != AN_STORE_NOWHERE) {
        look_back(store, deal, row);
        state = *an_deal_store_last(store, deal);
        known |= store->entries[deal->tail].known;
    }
    state.from = day;
    state.labels = row->labels;
    apply(row, row->known, &state);
    if (state.outcome != AN_DEAL_OPEN) {
        state.probability = NAN;
        state.close = state.close == FC_DATE_NONE || state.close > day ? day : state.close;
    }
    deal->logged = true;
    deal->text = row->text;
    deal->seen = day;
    return an_deal_store_push(store, deal, &state, known);
}

void an_deal_store_adopt(an_deal_store *store, an_store_deal *deal, const an_deal_row *row)
{
    /* what was watched and never changed is as it is now, and so is the amount, as in an export
     * alone; dates and chances that were not watched may have moved */
    const uint8_t watched = store->logged | AN_KNOWN_AMOUNT | AN_KNOWN_LABELS;
    uint32_t first = AN_STORE_NOWHERE;

    for (uint32_t at = deal->tail; at != AN_STORE_NOWHERE; at = store->entries[at].before) {
        an_store_entry *e = &store->entries[at];
        uint8_t open = watched & (uint8_t)~e->known;

        if (e->state.outcome != AN_DEAL_OPEN || row->outcome != AN_DEAL_OPEN)
            open &= (uint8_t) ~(AN_KNOWN_STAGE | AN_KNOWN_CLOSE | AN_KNOWN_PROBABILITY);
        apply(row, open, &e->state);
        if (e->state.labels == AN_LABELS_UNKNOWN)
            e->state.labels = row->labels;
        e->known = AN_KNOWN_ALL;
        first = at;
    }
    if (first != AN_STORE_NOWHERE && row->created != FC_DATE_NONE && row->created < deal->created) {
        deal->created = row->created;
        store->entries[first].state.from = row->created;
    }
    deal->logged = false;
}
