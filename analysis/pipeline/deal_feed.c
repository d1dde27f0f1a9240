/* deal_feed.c - the rows of an export in the order of days and deals. */
#include "analysis/pipeline/deal_feed.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/* A row's place in the order in which rows are taken. */
typedef struct {
    fc_date snapshot;
    uint32_t deal;
    fc_date entered;
    uint32_t row;
} place;

static int by_place(const void *a, const void *b)
{
    const place *x = a, *y = b;

    if (x->snapshot != y->snapshot)
        return x->snapshot < y->snapshot ? -1 : 1;
    if (x->deal != y->deal)
        return x->deal < y->deal ? -1 : 1;
    if (x->entered != y->entered)
        return x->entered < y->entered ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

/* Percents are shares where one of the file's numbers is above 1. */
static void scale_probabilities(an_deal_reader *reader, an_deal_rows *rows)
{
    bool percents = false;

    for (size_t i = 0; i < rows->n; i++)
        percents = percents || (!rows->rows[i].percent && rows->rows[i].probability > 1);
    for (size_t i = 0; i < rows->n; i++) {
        an_deal_row *row = &rows->rows[i];

        if (percents && !row->percent)
            row->probability /= 100;
        if (row->probability > 1)
            row->probability = 1;
        if (!isnan(row->probability) && row->outcome == AN_DEAL_OPEN)
            reader->deals->has_probability = true;
    }
}

/* The stages that have columns of their own, and the one where deals start: the only open one that
 * has none. */
static an_stage_dates find_stages(const an_deal_reader *reader, const an_deal_rows *rows)
{
    const fc_keys *names = reader->deals->stages;
    const size_t n = fc_keys_size(names);
    an_stage_dates found = {.n = rows->n_stage_dates, .first = AN_STAGE_NONE};
    size_t n_first = 0, n_known = 0;

    for (size_t i = 0; i < found.n; i++)
        found.stages[i] = AN_STAGE_NONE;
    for (size_t s = 0; s < n; s++) {
        const char *name = fc_keys_tuple(names, s)[0];
        bool known = an_words_stage(name, &reader->options->words) != AN_DEAL_OPEN;

        for (size_t i = 0; i < found.n && !known; i++)
            if (an_deal_layout_is_stage(rows->stage_names[i], name)) {
                found.stages[i] = (uint16_t)s;
                known = true;
                n_known++;
            }
        if (!known) {
            found.first = (uint16_t)s;
            n_first++;
        }
    }
    if (n_first != 1 || n_known == 0)
        found.first = AN_STAGE_NONE;
    return found;
}

static fc_status note_snapshot(an_deals *deals, fc_date day)
{
    fc_date *days;

    if (deals->n_snapshots > 0 && deals->snapshots[deals->n_snapshots - 1] == day)
        return FC_OK;
    days = realloc(deals->snapshots, (deals->n_snapshots + 1) * sizeof *days);
    if (!days)
        return fc_no_memory();
    deals->snapshots = days;
    days[deals->n_snapshots++] = day;
    return FC_OK;
}

/* Rows of one deal in one export: several say when stages were entered, or the last one counts. */
static fc_status feed_deal(an_deal_reader *reader, const char *file, const an_deal_rows *rows,
                           const place *places, size_t n, const an_stage_dates *stages,
                           an_deal_row *run)
{
    const fc_date day = places[0].snapshot;
    const an_deal_row *last = &rows->rows[places[n - 1].row];
    bool dated;
    fc_status status;

    for (size_t i = 0; i < n; i++)
        run[i] = rows->rows[places[i].row];
    if (n > 1 && last->entered == FC_DATE_NONE)
        an_problems_add(reader->problems, AN_WARNING, file, last->line, NULL,
                        "the deal '%s' stands here for the %zu%s time in this export; the last "
                        "row counts",
                        fc_keys_tuple(reader->deals->texts, last->text)[0], n,
                        n == 2   ? "nd"
                        : n == 3 ? "rd"
                                 : "th");
    status = an_deal_store_feed(reader->store, day, run, n, stages,
                                rows->stage_dates + (size_t)places[n - 1].row * rows->n_stage_dates,
                                &dated);
    if (status == FC_OK && !dated) {
        reader->deals->rows_aside++;
        an_problems_add(reader->problems, AN_SET_ASIDE, file, last->line, NULL,
                        "the deal has ended, but no column says when; a closed date is needed");
    }
    return status;
}

/* Takes the rows in order; `ends` tells that an export is whole at its last row. */
static fc_status feed_all(an_deal_reader *reader, const char *file, const an_deal_rows *rows,
                          place *places, size_t n, bool ends)
{
    const an_stage_dates stages = find_stages(reader, rows);
    enum { RUN = 64 };
    an_deal_row run[RUN];
    fc_status status = FC_OK;

    qsort(places, n, sizeof *places, by_place);
    for (size_t i = 0, next; status == FC_OK && i < n; i = next) {
        for (next = i + 1; next < n && places[next].snapshot == places[i].snapshot &&
                           places[next].deal == places[i].deal;)
            next++;
        const size_t from = next - i > RUN ? next - RUN : i;

        status = feed_deal(reader, file, rows, places + from, next - from, &stages, run);
        if (status != FC_OK || (next < n && places[next].snapshot == places[i].snapshot))
            continue;
        status = note_snapshot(reader->deals, places[i].snapshot);
        if (status == FC_OK && (ends || next < n))
            status = an_deal_store_end(reader->store, places[i].snapshot);
    }
    return status;
}

/* Rows of a log, each a change on its day. Where the file has the newest first, so have its days:
 * changes of one day then stand in it from the last to the first. */
static fc_status feed_log(an_deal_reader *reader, const an_deal_rows *rows, place *places, size_t n)
{
    size_t up = 0, down = 0;
    fc_status status = FC_OK;

    for (size_t i = 1; i < n; i++) {
        up += places[i].snapshot > places[i - 1].snapshot;
        down += places[i].snapshot < places[i - 1].snapshot;
    }
    for (size_t i = 0; i < n && down > up; i++)
        places[i].row = UINT32_MAX - places[i].row;
    qsort(places, n, sizeof *places, by_place);
    for (size_t i = 0; i < n && status == FC_OK; i++) {
        an_deal_row row = rows->rows[down > up ? UINT32_MAX - places[i].row : places[i].row];

        row.snapshot = places[i].snapshot;
        reader->deals->has_log |= (row.known & AN_KNOWN_CLOSE) != 0;
        status = an_deal_store_log(reader->store, &row);
    }
    return status;
}

/* Gives every row its day; those after the as-of date are left out. */
static void place_rows(an_deal_reader *reader, const char *file, fc_date day,
                       const an_deal_rows *rows, place *places, size_t *n)
{
    const fc_date as_of = reader->options->as_of;
    an_deals *deals = reader->deals;

    *n = 0;
    for (size_t i = 0; i < rows->n; i++) {
        const an_deal_row *row = &rows->rows[i];
        const fc_date at = rows->has_snapshot ? row->snapshot : day;

        if (at == FC_DATE_NONE) {
            deals->rows_aside++;
            an_problems_add(reader->problems, AN_SET_ASIDE, file, row->line, NULL,
                            "the snapshot day is empty");
        } else if (rows->has_snapshot && as_of != FC_DATE_NONE && at > as_of) {
            deals->rows_filtered++;
        } else {
            places[(*n)++] = (place){at, row->deal, row->entered, (uint32_t)i};
            if (at > deals->as_of && reader->options->as_of == FC_DATE_NONE)
                deals->as_of = at;
        }
    }
}

fc_status an_deal_feed(an_deal_reader *reader, const char *file, fc_date day, bool ends,
                       an_deal_rows *rows)
{
    place *places = malloc((rows->n + 1) * sizeof *places);
    size_t n = 0;
    fc_status status;

    if (!places)
        return fc_no_memory();
    scale_probabilities(reader, rows);
    place_rows(reader, file, day, rows, places, &n);
    status = rows->is_log ? feed_log(reader, rows, places, n)
                          : feed_all(reader, file, rows, places, n, ends || rows->has_snapshot);
    if (status == FC_OK && rows->is_log && !reader->history)
        status = note_snapshot(reader->deals, reader->deals->as_of);
    free(places);
    return status;
}
