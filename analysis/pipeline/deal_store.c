/* deal_store.c - the states of each deal, added as exports tell them. */
#include "analysis/pipeline/deal_store_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

fc_status an_deal_store_new(an_deals *deals, an_deal_store **store)
{
    an_deal_store *new = calloc(1, sizeof *new);

    *store = NULL;
    if (!new)
        return fc_no_memory();
    new->deals = deals;
    new->as_of = deals->as_of;
    *store = new;
    return fc_keys_new(1, &new->ids);
}

void an_deal_store_free(an_deal_store *store)
{
    if (!store)
        return;
    fc_keys_free(store->ids);
    free(store->list);
    free(store->entries);
    free(store);
}

fc_status an_deal_store_deal(an_deal_store *store, const char *id, size_t length, uint32_t *deal)
{
    size_t number;
    fc_status status = fc_keys_add(store->ids, &id, &length, &number);

    if (status != FC_OK)
        return status;
    *deal = (uint32_t)number;
    if (number < store->capacity)
        return FC_OK;

    const size_t capacity = store->capacity ? 2 * store->capacity : 1024;
    an_store_deal *list =
        number < UINT32_MAX - 1 ? realloc(store->list, capacity * sizeof *list) : NULL;

    if (!list)
        return fc_no_memory();
    store->list = list;
    for (size_t i = store->capacity; i < capacity; i++)
        list[i] = (an_store_deal){
            .tail = AN_STORE_NOWHERE, .created = FC_DATE_NONE, .seen = FC_DATE_NONE};
    store->capacity = capacity;
    return FC_OK;
}

static bool is_same(const an_deal_state *a, const an_deal_state *b)
{
    return a->labels == b->labels && a->close == b->close && a->activity == b->activity &&
           a->stage == b->stage && a->outcome == b->outcome && a->category == b->category &&
           a->pushes == b->pushes && a->gone == b->gone &&
           (a->amount == b->amount || (isnan(a->amount) && isnan(b->amount))) &&
           (a->probability == b->probability || (isnan(a->probability) && isnan(b->probability)));
}

fc_status an_deal_store_push(an_deal_store *store, an_store_deal *b, const an_deal_state *state,
                             uint8_t known)
{
    an_deal_state *last = an_deal_store_last(store, b);

    if (store->as_of != FC_DATE_NONE && state->from > store->as_of)
        return FC_OK;
    if (last && last->from >= state->from) {
        const fc_date from = last->from;

        *last = *state;
        last->from = from;
        store->entries[b->tail].known |= known;
        return FC_OK;
    }
    if (last && is_same(last, state) && store->entries[b->tail].known == known)
        return FC_OK;
    if (store->n_entries == store->room) {
        const size_t room = store->room ? 2 * store->room : 4096;
        an_store_entry *entries =
            room < AN_STORE_NOWHERE ? realloc(store->entries, room * sizeof *entries) : NULL;

        if (!entries)
            return fc_no_memory();
        store->entries = entries;
        store->room = room;
    }
    store->entries[store->n_entries] = (an_store_entry){*state, b->tail, known};
    b->tail = (uint32_t)store->n_entries++;
    b->n++;
    return FC_OK;
}

typedef struct {
    fc_date day;
    uint16_t stage;
} entering;

static int by_day(const void *a, const void *b)
{
    const entering *x = a, *y = b;

    return (x->day > y->day) - (x->day < y->day);
}

/* The days on which stages were entered, in order; they come from columns and from further rows. */
static size_t enterings(const an_deal_row *rows, size_t n, const an_stage_dates *stages,
                        const fc_date *dates, entering *list, size_t max)
{
    size_t count = 0;

    for (size_t i = 0; i < stages->n && count < max; i++)
        if (stages->stages[i] != AN_STAGE_NONE && dates[i] != FC_DATE_NONE)
            list[count++] = (entering){dates[i], stages->stages[i]};
    for (size_t i = 0; i < n && count < max; i++)
        if (rows[i].entered != FC_DATE_NONE && rows[i].stage != AN_STAGE_NONE &&
            rows[i].outcome == AN_DEAL_OPEN)
            list[count++] = (entering){rows[i].entered, rows[i].stage};
    qsort(list, count, sizeof *list, by_day);
    return count;
}

static fc_date earliest(fc_date a, fc_date b)
{
    return a == FC_DATE_NONE ? b : b == FC_DATE_NONE || a < b ? a : b;
}

/* The states between the export before and this one, as far as dates tell them. */
static fc_status push_history(an_deal_store *store, an_store_deal *b, fc_date until,
                              const an_deal_row *row, uint16_t first, const entering *list,
                              size_t n)
{
    const an_deal_state *last = an_deal_store_last(store, b);
    an_deal_state state = {.from = b->created,
                           .labels = row->labels,
                           .amount = row->amount,
                           .close = FC_DATE_NONE,
                           .activity = FC_DATE_NONE,
                           .probability = NAN,
                           .stage = first,
                           .outcome = AN_DEAL_OPEN};
    fc_status status = FC_OK;
    const bool is_new = !last;

    if (is_new && b->created < until)
        status = an_deal_store_push(store, b, &state, AN_KNOWN_ALL);
    else if (!is_new)
        state = *last;
    for (size_t i = 0; status == FC_OK && i < n; i++) {
        const bool known = is_new ? list[i].day < b->created : list[i].day <= last->from;

        if (known || list[i].day >= until || state.outcome != AN_DEAL_OPEN)
            continue;
        state.from = list[i].day;
        state.stage = list[i].stage;
        status = an_deal_store_push(store, b, &state, AN_KNOWN_ALL);
        last = is_new ? last : an_deal_store_last(store, b);
    }
    return status;
}

/* The day a closed deal ended; FC_DATE_NONE where nothing tells it. */
static fc_date end_of(const an_deal_store *store, const an_store_deal *b, const an_deal_row *row,
                      fc_date day)
{
    const an_deal_state *last = an_deal_store_last(store, b);
    const fc_date end = row->closed != FC_DATE_NONE ? row->closed : row->close;

    if (last && last->outcome != AN_DEAL_OPEN && !last->gone)
        return last->close;
    if (end == FC_DATE_NONE && last)
        return day;
    return end > day ? day : end;
}

fc_status an_deal_store_feed(an_deal_store *store, fc_date day, const an_deal_row *rows, size_t n,
                             const an_stage_dates *stages, const fc_date *dates, bool *dated)
{
    const an_deal_row *row = &rows[n - 1];
    an_store_deal *b = &store->list[row->deal];
    const bool closed = row->outcome != AN_DEAL_OPEN, repeated = b->tail != AN_STORE_NOWHERE;
    const fc_date end = closed ? end_of(store, b, row, day) : FC_DATE_NONE;
    entering list[4 * AN_STAGE_DATES_MAX];
    const size_t n_list = enterings(rows, n, stages, dates, list, sizeof list / sizeof *list);
    an_deal_state state = {.labels = row->labels,
                           .amount =
                               closed && !isnan(row->won_amount) ? row->won_amount : row->amount,
                           .close = closed ? end : row->close,
                           .activity = row->activity,
                           .probability = closed ? NAN : row->probability,
                           .stage = row->stage,
                           .outcome = row->outcome,
                           .category = row->category,
                           .pushes = row->pushes};
    const an_deal_state *last;
    fc_status status;

    *dated = !closed || end != FC_DATE_NONE;
    if (!*dated)
        return FC_OK;
    if (!repeated) {
        b->created = earliest(row->created, earliest(n_list ? list[0].day : FC_DATE_NONE, end));
        b->created = b->created == FC_DATE_NONE || b->created > day ? day : b->created;
    } else if (b->logged)
        an_deal_store_adopt(store, b, row);
    b->text = row->text;
    b->seen = day;
    status = push_history(store, b, closed ? end : day, row, stages->first, list, n_list);
    last = an_deal_store_last(store, b);
    state.from = closed && (!last || end > last->from) ? end : day;
    if (last && last->from > state.from)
        state.from = last->from;
    return status == FC_OK ? an_deal_store_push(store, b, &state, AN_KNOWN_ALL) : status;
}

fc_status an_deal_store_end(an_deal_store *store, fc_date day)
{
    fc_status status = FC_OK;

    for (size_t i = 0; status == FC_OK && i < fc_keys_size(store->ids); i++) {
        an_store_deal *b = &store->list[i];
        const an_deal_state *last = an_deal_store_last(store, b);
        an_deal_state state;

        if (!last || b->seen == day || last->outcome != AN_DEAL_OPEN)
            continue;
        state = *last;
        state.from = day;
        state.outcome = AN_DEAL_LOST;
        state.close = day;
        state.gone = 1;
        status = an_deal_store_push(store, b, &state, AN_KNOWN_ALL);
        store->deals->n_gone++;
    }
    return status;
}

/* Writes the states of one deal, which hang together from the last to the first, in order. */
static void write_states(const an_deal_store *store, const an_store_deal *b, an_deal_state *out)
{
    uint32_t at = b->tail;

    for (size_t i = b->n; i-- > 0; at = store->entries[at].before)
        out[i] = store->entries[at].state;
}

/* A deal that a history alone has: nothing says to which node it belongs. */
static bool is_unknown(const an_deal_store *store, const an_store_deal *b)
{
    return b->n > 0 && an_deal_store_last(store, b)->labels == AN_LABELS_UNKNOWN;
}

fc_status an_deal_store_finish(an_deal_store *store, size_t *n_unknown)
{
    an_deals *deals = store->deals;
    const size_t n = fc_keys_size(store->ids);
    size_t *order = malloc((n + 1) * sizeof *order);
    fc_status status = order ? fc_keys_sort(store->ids, 0, n, order) : fc_no_memory();

    *n_unknown = 0;
    deals->deals = status == FC_OK ? malloc((n + 1) * sizeof *deals->deals) : NULL;
    deals->states = status == FC_OK ? malloc((store->n_entries + 1) * sizeof *deals->states) : NULL;
    if (status == FC_OK && (!deals->deals || !deals->states))
        status = fc_no_memory();
    for (size_t i = 0; status == FC_OK && i < n; i++) {
        const an_store_deal *b = &store->list[order[i]];

        *n_unknown += is_unknown(store, b);
        if (b->n == 0 || is_unknown(store, b))
            continue;
        deals->deals[deals->n++] = (an_deal){deals->n_states, b->n, b->text, b->created};
        write_states(store, b, deals->states + deals->n_states);
        deals->n_states += b->n;
    }
    free(order);
    return status;
}
