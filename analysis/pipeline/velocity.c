/* velocity.c - how much a pipeline brings a day: deals x win rate x size / cycle. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/pipeline/reports.h"
#include "analysis/pipeline/shrink.h"
#include "forecast/panel/lists.h"
#include "forecast/ranges/quantile.h"

/* The deals of a node, and room for what is sorted. */
typedef struct {
    const an_book *book;
    const an_pipeline_options *options;
    fc_lists deals; /* of each cell */
    double *values, *days, *ends;
    uint64_t *work;
    double common, strength;
} pace;

typedef struct {
    double open, open_amount, won, counted, average, median;
    double cycle, cycle_median, lost_cycle, all_median;
} measures;

/* The time by which half of the deals have ended, open ones counted as far as they have come:
 * Kaplan & Meier (1958). ends: twice the days, and one more where the deal is still open. NaN where
 * fewer than half have ended. */
static double median_time(double *ends, size_t n, uint64_t *work)
{
    double alive = 1;

    fc_quantile_sort(ends, n, work);
    for (size_t i = 0; i < n; i++) {
        if (fmod(ends[i], 2) == 0)
            alive *= 1 - 1.0 / (double)(n - i);
        if (alive <= 0.5)
            return floor(ends[i] / 2);
    }
    return NAN;
}

static double median_of(double *values, size_t n, uint64_t *work)
{
    if (n == 0)
        return NAN;
    fc_quantile_sort(values, n, work);
    return fc_quantile(values, n, 0.5);
}

static void take(const pace *p, const an_deal *deal, measures *m, double *sums, size_t counts[3])
{
    const an_deal_state *last = an_deals_last(p->book->deals, deal);
    const double amount = isnan(last->amount) ? 0 : last->amount;
    const bool open = last->outcome == AN_DEAL_OPEN;
    const double age = (open ? p->book->deals->as_of : last->close) - deal->created;
    bool won;

    if (an_win_counts(p->book, deal, p->options, &won)) {
        m->counted++;
        m->won += won;
    }
    m->open += open;
    m->open_amount += open ? amount : 0;
    if (!open && p->options->since != FC_DATE_NONE && last->close < p->options->since)
        return;
    p->ends[counts[2]++] = 2 * age + open; /* of the same day those that ended come first */
    if (last->outcome == AN_DEAL_WON) {
        p->values[counts[0]] = amount;
        p->days[counts[0]++] = age;
        sums[0] += amount;
        sums[1] += age;
    } else if (!open) {
        counts[1]++;
        sums[2] += age;
    }
}

static measures measure(pace *p, size_t node)
{
    size_t n_cells, n, counts[3] = {0};
    const size_t *cells = fc_hierarchy_cells(p->book->won.hierarchy, node, &n_cells);
    double sums[3] = {0};
    measures m = {0};

    for (size_t c = 0; c < n_cells; c++) {
        const size_t *deals = fc_lists_get(&p->deals, cells[c], &n);

        for (size_t i = 0; i < n; i++)
            take(p, &p->book->deals->deals[deals[i]], &m, sums, counts);
    }
    m.average = counts[0] ? sums[0] / (double)counts[0] : NAN;
    m.cycle = counts[0] ? sums[1] / (double)counts[0] : NAN;
    m.lost_cycle = counts[1] ? sums[2] / (double)counts[1] : NAN;
    m.median = median_of(p->values, counts[0], p->work);
    m.cycle_median = median_of(p->days, counts[0], p->work);
    m.all_median = median_time(p->ends, counts[2], p->work);
    return m;
}

static const an_column COLUMNS[] = {
    {"open", AN_COUNT},
    {"open_amount", AN_MONEY},
    {"won", AN_COUNT},
    {"win_rate", AN_SHARE},
    {"average_deal", AN_MONEY},
    {"median_deal", AN_MONEY},
    {"cycle_days", AN_NUMBER},
    {"median_cycle_days", AN_NUMBER},
    {"lost_cycle_days", AN_NUMBER},
    {"median_days_to_end", AN_NUMBER},
    {"velocity_per_day", AN_MONEY},
};

static void write_node(pace *p, size_t node, an_table *table)
{
    const measures m = measure(p, node);
    const double rate = an_shrink((an_share){m.won, m.counted}, p->common, p->strength);

    an_book_keys(p->book, node, table);
    an_table_number(table, m.open);
    an_table_number(table, m.open_amount);
    an_table_number(table, m.won);
    an_table_number(table, m.counted > 0 || p->common > 0 ? rate : NAN);
    an_table_number(table, m.average);
    an_table_number(table, m.median);
    an_table_number(table, m.cycle);
    an_table_number(table, m.cycle_median);
    an_table_number(table, m.lost_cycle);
    an_table_number(table, m.all_median);
    an_table_number(table, m.cycle > 0 ? m.open * rate * m.average / m.cycle : NAN);
    an_table_end(table);
}

/* The win rate of all, and how far that of each cell is drawn to it. */
static fc_status find_common(pace *p)
{
    const an_deals *deals = p->book->deals;
    an_share *groups = calloc(p->book->n_cells + 1, sizeof *groups);
    double won_all = 0, n_all = 0;

    if (!groups)
        return fc_no_memory();
    for (size_t i = 0; i < deals->n; i++) {
        an_share *g = &groups[an_book_cell(p->book, an_deals_last(deals, &deals->deals[i]))];
        bool won;

        if (!an_win_counts(p->book, &deals->deals[i], p->options, &won))
            continue;
        g->won += won;
        g->n++;
        won_all += won;
        n_all++;
    }
    p->common = n_all > 0 ? won_all / n_all : 0;
    p->strength = an_shrink_strength(groups, p->book->n_cells);
    free(groups);
    return FC_OK;
}

static fc_status prepare(pace *p)
{
    const an_deals *deals = p->book->deals;
    size_t *cell = malloc((deals->n + 1) * sizeof *cell);
    fc_status status;

    p->values = malloc((deals->n + 1) * sizeof *p->values);
    p->days = malloc((deals->n + 1) * sizeof *p->days);
    p->ends = malloc((deals->n + 1) * sizeof *p->ends);
    p->work = malloc((2 * deals->n + 1) * sizeof *p->work);
    if (!cell || !p->values || !p->days || !p->ends || !p->work) {
        free(cell);
        return fc_no_memory();
    }
    for (size_t i = 0; i < deals->n; i++)
        cell[i] = an_book_cell(p->book, an_deals_last(deals, &deals->deals[i]));
    status = fc_lists_fill(&p->deals, p->book->n_cells, cell, deals->n, 1, deals->n + 1);
    free(cell);
    return status == FC_OK ? find_common(p) : status;
}

fc_status an_report_velocity(const an_book *book, const an_pipeline_options *options,
                             an_table **table)
{
    pace p = {.book = book, .options = options};
    fc_status status = prepare(&p);

    if (status == FC_OK)
        status = an_book_table(book, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, table);
    for (size_t node = 0; status == FC_OK && node < fc_hierarchy_size(book->won.hierarchy); node++)
        write_node(&p, node, *table);
    if (status == FC_OK) {
        an_table_note(*table, "velocity = open deals x win rate x average deal won / days from "
                              "creation to won");
        an_table_note(*table, "%s; drawn to %.3f of all with the weight of %.0f deals",
                      an_win_rate_definition(options->win_rate, book->lang), p.common, p.strength);
        an_table_note(*table,
                      "median_days_to_end counts open deals as not ended yet (Kaplan-Meier); "
                      "empty where fewer than half have ended");
        an_pipeline_notes(book, *table);
        status = an_table_status(*table);
    }
    fc_lists_clear(&p.deals);
    free(p.values);
    free(p.days);
    free(p.ends);
    free(p.work);
    return status;
}
