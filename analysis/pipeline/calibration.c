/* calibration.c - the CRM's own probability, and what was learned, beside what happened. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "analysis/pipeline/reports.h"
#include "analysis/pipeline/shrink.h"
#include "analysis/pipeline/stage_order.h"
#include "analysis/pipeline/win_record.h"

enum { BINS = 10, DEALS = 0, COUNTED, WON, STATED, SQUARES, PARTS };

typedef struct {
    const an_book *book;
    const an_pipeline_options *options;
    an_stage_order order;
    bool by_stage; /* past probabilities are not known: each stage has that of its open deals */
    double *parts; /* cells x BINS x PARTS */
    an_win_record record;
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
    {"shrunk", AN_SHARE}, {"difference", AN_SHARE},  {"source", AN_TEXT},
};

/* What one source said between b x 10 and 10 more percent. */
typedef struct {
    const char *source;
    double deals, counted, won, said, shrunk;
} bin_row;

static void write_bin(const scale *s, size_t node, size_t b, const bin_row *row, an_table *table)
{
    const bool known = row->counted > 0;
    char label[32];

    snprintf(label, sizeof label, "%zu-%zu%%", b * 10, b * 10 + 10);
    an_book_keys(s->book, node, table);
    an_table_text(table, label);
    an_table_number(table, row->deals);
    an_table_number(table, row->counted);
    an_table_number(table, row->won);
    an_table_number(table, known ? row->said / row->counted : NAN);
    an_table_number(table, known ? row->won / row->counted : NAN);
    an_table_number(table, row->shrunk);
    an_table_number(table, known ? (row->won - row->said) / row->counted : NAN);
    an_table_text(table, row->source);
    an_table_end(table);
}

static void write_node(const scale *s, size_t node, const double *common, double strength,
                       an_table *table)
{
    double sums[BINS * PARTS];

    an_book_sum(s->book, node, s->parts, BINS * PARTS, sums);
    for (size_t b = 0; b < BINS; b++) {
        const double *p = sums + b * PARTS;

        if (p[DEALS] > 0)
            write_bin(s, node, b,
                      &(bin_row){"crm", p[DEALS], p[COUNTED], p[WON], p[STATED],
                                 an_shrink((an_share){p[WON], p[COUNTED]}, common[b], strength)},
                      table);
    }
}

/* Chances to be won in the next period, as they were learned at past ends of periods. */
static void write_learned(const scale *s, size_t node, an_table *table)
{
    double sums[AN_RECORD_BINS * AN_RECORD_PARTS], total[AN_RECORD_BINS * AN_RECORD_PARTS];
    double strength, common[AN_RECORD_BINS];
    an_share shares[AN_RECORD_BINS];

    an_book_sum(s->book, node, s->record.bins, AN_RECORD_BINS * AN_RECORD_PARTS, sums);
    an_book_sum(s->book, 0, s->record.bins, AN_RECORD_BINS * AN_RECORD_PARTS, total);
    for (size_t b = 0; b < AN_RECORD_BINS; b++) {
        const double *p = total + b * AN_RECORD_PARTS;

        shares[b] = (an_share){p[AN_RECORD_WON], p[AN_RECORD_DEALS]};
        common[b] = shares[b].n > 0 ? shares[b].won / shares[b].n : 0;
    }
    strength = an_shrink_strength(shares, AN_RECORD_BINS);
    for (size_t b = 0; b < AN_RECORD_BINS; b++) {
        const double *p = sums + b * AN_RECORD_PARTS;
        const double n = p[AN_RECORD_DEALS], won = p[AN_RECORD_WON];

        if (n > 0)
            write_bin(s, node, b,
                      &(bin_row){"learned", n, n, won, p[AN_RECORD_SAID],
                                 an_shrink((an_share){won, n}, common[b], strength)},
                      table);
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
        common[b] = an_shrink(bins[b], n > 0 ? won / n : NAN, strength);
    return strength;
}

/* How far chances of single deals were off, period by period ahead. */
static void note_record(const scale *s, an_table *table)
{
    const an_win_record *r = &s->record;

    if (r->n_days == 0)
        return;
    an_table_note(table,
                  "source learned: the chance to be won in the next period, of deals open at %zu "
                  "past ends of periods, each time from what was known then",
                  r->n_days);
    for (size_t h = 0; h < AN_RECORD_LEADS; h++)
        if (r->deals[h] > 0)
            an_table_note(table,
                          "won in period %zu ahead, %.0f deals judged: Brier score learned %.4f, "
                          "base rate %.4f, CRM's own %.4f",
                          h + 1, r->deals[h], r->brier[AN_SAID_LEARNED][h],
                          r->brier[AN_SAID_BASE][h], r->brier[AN_SAID_CRM][h]);
}

static void note(const scale *s, const double *total, an_table *table)
{
    double won = 0, n = 0, squares = 0;

    for (size_t b = 0; b < BINS; b++) {
        won += total[b * PARTS + WON];
        n += total[b * PARTS + COUNTED];
        squares += total[b * PARTS + SQUARES];
    }
    an_table_note(
        table,
        "source crm, stated: what the CRM said while the deal was open; a deal counts once for "
        "each probability it was given");
    if (s->by_stage)
        an_table_note(table, "past probabilities are not known: here they are those of the stages");
    an_table_note(table, "%s; difference = actual - stated, so optimism is negative",
                  an_win_rate_definition(s->options->win_rate, s->book->lang));
    if (n > 0)
        an_table_note(table,
                      "Brier score of the CRM %.4f, of the share won of all %.4f; less is better",
                      squares / n, won / n * (1 - won / n));
    note_record(s, table);
    an_pipeline_notes(s->book, table);
}

fc_status an_report_calibration(const an_book *book, const an_pipeline_options *options,
                                an_table **table)
{
    const an_deals *deals = book->deals;
    scale s = {.book = book, .options = options, .by_stage = !deals->has_close_history};
    double total[BINS * PARTS], common[BINS], strength;
    fc_status status = FC_OK;

    status = an_win_record_make(book, &s.record);
    if (status == FC_OK && !deals->has_probability && s.record.n_days == 0)
        status =
            fc_fail(FC_EDATA, "calibration: no open deal has a probability; name its column with "
                              "--column probability=COLUMN");
    if (status == FC_OK)
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
    for (size_t node = 0; node < fc_hierarchy_size(book->won.hierarchy); node++) {
        write_node(&s, node, common, strength, *table);
        write_learned(&s, node, *table);
    }
    note(&s, total, *table);
    status = an_table_status(*table);
done:
    an_stage_order_free(&s.order);
    an_win_record_clear(&s.record);
    free(s.parts);
    return status;
}
