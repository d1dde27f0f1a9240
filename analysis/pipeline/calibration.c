/* calibration.c - the CRM's own probability beside what happened. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "analysis/pipeline/reports.h"
#include "analysis/pipeline/shrink.h"
#include "analysis/pipeline/stage_order.h"

enum { BINS = 10, DEALS = 0, COUNTED, WON, STATED, SQUARES, PARTS };

typedef struct {
    const an_book *book;
    const an_pipeline_options *options;
    an_stage_order order;
    bool by_stage; /* past probabilities are not known: each stage has that of its open deals */
    double *parts; /* cells x BINS x PARTS */
} scale;

/* What the CRM said in this state; NaN where that is not known. */
static double stated(const scale *s, const an_deal_state *state)
{
    if (state->outcome != AN_DEAL_OPEN)
        return NAN;
    if (!isnan(state->probability))
        return state->probability;
    if (!s->by_stage || state->stage == AN_STAGE_NONE || s->order.place[state->stage] == SIZE_MAX)
        return NAN;
    return s->order.probability[s->order.place[state->stage]];
}

/* A deal counts once for each probability it was given. */
static void weigh(const scale *s, const an_deal *deal)
{
    const an_deals *deals = s->book->deals;
    bool won, counts = an_win_counts(s->book, deal, s->options, &won);
    double seen[64];
    size_t n_seen = 0;

    for (size_t i = 0; i < deal->n && n_seen < 64; i++) {
        const an_deal_state *state = &deals->states[deal->first + i];
        const double p = stated(s, state);
        double *parts;
        size_t bin;
        bool again = isnan(p);

        for (size_t k = 0; k < n_seen && !again; k++)
            again = seen[k] == p;
        if (again)
            continue;
        seen[n_seen++] = p;
        bin = p >= 1 ? BINS - 1 : (size_t)(p * BINS + 1e-9);
        parts = s->parts + (an_book_cell(s->book, state) * BINS + bin) * PARTS;
        parts[DEALS]++;
        if (!counts)
            continue;
        parts[COUNTED]++;
        parts[WON] += won;
        parts[STATED] += p;
        parts[SQUARES] += (p - won) * (p - won);
    }
}

static const an_column COLUMNS[] = {
    {"stated", AN_TEXT},  {"deals", AN_COUNT},       {"counted", AN_COUNT},
    {"won", AN_COUNT},    {"stated_mean", AN_SHARE}, {"actual", AN_SHARE},
    {"shrunk", AN_SHARE}, {"difference", AN_SHARE},
};

static void write_node(const scale *s, size_t node, const double *common, double strength,
                       an_table *table)
{
    double sums[BINS * PARTS];

    an_book_sum(s->book, node, s->parts, BINS * PARTS, sums);
    for (size_t b = 0; b < BINS; b++) {
        const double *p = sums + b * PARTS;
        char label[32];

        if (p[DEALS] == 0)
            continue;
        snprintf(label, sizeof label, "%zu-%zu%%", b * 10, b * 10 + 10);
        an_book_keys(s->book, node, table);
        an_table_text(table, label);
        an_table_number(table, p[DEALS]);
        an_table_number(table, p[COUNTED]);
        an_table_number(table, p[WON]);
        an_table_number(table, p[COUNTED] > 0 ? p[STATED] / p[COUNTED] : NAN);
        an_table_number(table, p[COUNTED] > 0 ? p[WON] / p[COUNTED] : NAN);
        an_table_number(table, an_shrink((an_share){p[WON], p[COUNTED]}, common[b], strength));
        an_table_number(table, p[COUNTED] > 0 ? (p[WON] - p[STATED]) / p[COUNTED] : NAN);
        an_table_end(table);
    }
}

/* Each bin's share over all nodes, drawn to that of all bins. */
static double find_common(const double *total, double common[BINS])
{
    an_share bins[BINS];
    double won = 0, n = 0, strength;

    for (size_t b = 0; b < BINS; b++) {
        bins[b] = (an_share){total[b * PARTS + WON], total[b * PARTS + COUNTED]};
        won += bins[b].won;
        n += bins[b].n;
    }
    strength = an_shrink_strength(bins, BINS);
    for (size_t b = 0; b < BINS; b++)
        common[b] = an_shrink(bins[b], n > 0 ? won / n : 0, strength);
    return strength;
}

static void note(const scale *s, const double *total, an_table *table)
{
    double won = 0, n = 0, squares = 0;

    for (size_t b = 0; b < BINS; b++) {
        won += total[b * PARTS + WON];
        n += total[b * PARTS + COUNTED];
        squares += total[b * PARTS + SQUARES];
    }
    an_table_note(table,
                  "stated: what the CRM said while the deal was open; a deal counts once for "
                  "each probability it was given%s",
                  s->by_stage ? ", here that of its stage" : "");
    an_table_note(table, "%s; difference = actual - stated, so optimism is negative",
                  an_win_rate_definition(s->options->win_rate));
    if (n > 0)
        an_table_note(table,
                      "Brier score of the CRM %.4f, of the share won of all %.4f; less is better",
                      squares / n, won / n * (1 - won / n));
    an_pipeline_notes(s->book, table);
}

fc_status an_report_calibration(const an_book *book, const an_pipeline_options *options,
                                an_table **table)
{
    const an_deals *deals = book->deals;
    scale s = {.book = book, .options = options, .by_stage = !deals->has_close_history};
    double total[BINS * PARTS], common[BINS], strength;
    fc_status status = FC_OK;

    if (!deals->has_probability)
        return fc_fail(FC_EDATA,
                       "calibration: no open deal has a probability; name its column with "
                       "--column probability=COLUMN");
    status = an_stage_order_find(deals, &s.order);
    s.parts = calloc(book->n_cells * BINS * PARTS, sizeof *s.parts);
    if (status == FC_OK)
        status = s.parts ? an_book_table(book, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, table)
                         : fc_no_memory();
    if (status != FC_OK)
        goto done;
    for (size_t i = 0; i < deals->n; i++)
        weigh(&s, &deals->deals[i]);
    an_book_sum(book, 0, s.parts, BINS * PARTS, total);
    strength = find_common(total, common);
    for (size_t node = 0; node < fc_hierarchy_size(book->won.hierarchy); node++)
        write_node(&s, node, common, strength, *table);
    note(&s, total, *table);
    status = an_table_status(*table);
done:
    an_stage_order_free(&s.order);
    free(s.parts);
    return status;
}
