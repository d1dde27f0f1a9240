/* coverage.c - is there enough open pipeline: what the win rate asks for beside what is there. */
#include <math.h>
#include <stdlib.h>

#include "analysis/pipeline/reports.h"
#include "analysis/pipeline/shrink.h"

enum { OPEN, OPEN_DEALS, WON, SUMS };
/* A deal that ended without an amount above 0 counts with the mean of those that have one. */
enum { CLOSED_DEALS, CLOSED_AMOUNT, WON_AMOUNT, SIZED_DEALS, UNSIZED_WON, RATES };
enum { PERIODS = 3 };

typedef struct {
    const an_book *book;
    const an_pipeline_options *options;
    size_t horizon;
    double *sums;                  /* cells x horizon x SUMS */
    double *rates;                 /* cells x RATES */
    double common, strength, size; /* the share won of the amounts closed, of all; a deal's mean */
} cover;

/* What is overdue is counted as due now. */
static void take(cover *c, const an_deal *deal)
{
    const an_deals *deals = c->book->deals;
    const an_deal_state *last = an_deals_last(deals, deal);
    const double amount = isnan(last->amount) ? 0 : last->amount;
    const size_t cell = an_book_cell(c->book, last);
    double *rates = c->rates + cell * RATES, *sums;
    bool won;

    if (an_win_counts(c->book, deal, c->options, &won)) {
        const bool sized = amount > 0;

        rates[CLOSED_DEALS]++;
        rates[SIZED_DEALS] += sized;
        rates[UNSIZED_WON] += won && !sized;
        rates[CLOSED_AMOUNT] += sized ? amount : 0;
        rates[WON_AMOUNT] += won && sized ? amount : 0;
    }
    if (last->close == FC_DATE_NONE || last->outcome == AN_DEAL_LOST)
        return;

    fc_period period = fc_calendar_period(&deals->calendar, last->close);

    if (last->outcome == AN_DEAL_OPEN && period < c->book->now)
        period = c->book->now;
    if (period < c->book->now || period >= c->book->now + (fc_period)c->horizon)
        return;
    sums = c->sums + (cell * c->horizon + (size_t)(period - c->book->now)) * SUMS;
    sums[last->outcome == AN_DEAL_WON ? WON : OPEN] += amount;
    sums[OPEN_DEALS] += last->outcome == AN_DEAL_OPEN;
}

/* Gives the deals without an amount theirs; returns how many there are. */
static size_t size_deals(cover *c)
{
    double sized = 0, amount = 0, unsized = 0;

    for (size_t i = 0; i < c->book->n_cells; i++) {
        const double *r = c->rates + i * RATES;

        sized += r[SIZED_DEALS];
        amount += r[CLOSED_AMOUNT];
        unsized += r[CLOSED_DEALS] - r[SIZED_DEALS];
    }
    c->size = sized > 0 ? amount / sized : 1;
    for (size_t i = 0; i < c->book->n_cells; i++) {
        double *r = c->rates + i * RATES;

        r[CLOSED_AMOUNT] += (r[CLOSED_DEALS] - r[SIZED_DEALS]) * c->size;
        r[WON_AMOUNT] += r[UNSIZED_WON] * c->size;
    }
    return (size_t)unsized;
}

static fc_status find_common(cover *c)
{
    const size_t n = c->book->n_cells;
    an_share *groups = calloc(n + 1, sizeof *groups);
    double closed = 0, won = 0;

    if (!groups)
        return fc_no_memory();
    for (size_t i = 0; i < n; i++) {
        const double *r = c->rates + i * RATES;

        closed += r[CLOSED_AMOUNT];
        won += r[WON_AMOUNT];
        groups[i].n = r[CLOSED_DEALS];
        groups[i].won =
            r[CLOSED_AMOUNT] > 0 ? r[CLOSED_DEALS] * r[WON_AMOUNT] / r[CLOSED_AMOUNT] : 0;
    }
    c->common = closed > 0 ? won / closed : 0;
    c->strength = an_shrink_strength(groups, n);
    free(groups);
    return FC_OK;
}

static const an_column COLUMNS[] = {
    {"period", AN_TEXT},    {"plan", AN_MONEY},       {"won", AN_MONEY},
    {"to_go", AN_MONEY},    {"open_deals", AN_COUNT}, {"open", AN_MONEY},
    {"win_rate", AN_SHARE}, {"required", AN_NUMBER},  {"coverage", AN_NUMBER},
    {"missing", AN_MONEY},
};

static void write_node(const cover *c, size_t node, double *sums, an_table *table)
{
    double rates[RATES], rate, weight;

    an_book_sum(c->book, node, c->sums, c->horizon * SUMS, sums);
    an_book_sum(c->book, node, c->rates, RATES, rates);
    weight = c->strength * c->size;
    rate = an_shrink((an_share){rates[WON_AMOUNT], rates[CLOSED_AMOUNT]}, c->common, weight);
    if (!(c->common > 0))
        rate = NAN;
    for (size_t h = 0; h < c->horizon; h++) {
        const fc_period period = c->book->now + (fc_period)h;
        const double *s = sums + h * SUMS;
        const double plan = c->options->plan ? an_plan_value(c->options->plan, node, period) : NAN;
        const double to_go = plan - s[WON] > 0 ? plan - s[WON] : isnan(plan) ? NAN : 0;
        const double missing = to_go / rate - s[OPEN];
        char label[FC_LABEL_SIZE];

        an_book_label(c->book, period, label);
        an_book_keys(c->book, node, table);
        an_table_text(table, label);
        an_table_number(table, plan);
        an_table_number(table, s[WON]);
        an_table_number(table, to_go);
        an_table_number(table, s[OPEN_DEALS]);
        an_table_number(table, s[OPEN]);
        an_table_number(table, rate);
        an_table_number(table, 1 / rate);
        an_table_number(table, to_go > 0 ? s[OPEN] / to_go : NAN);
        an_table_number(table, isnan(missing) ? NAN : missing > 0 ? missing : 0);
        an_table_end(table);
    }
}

fc_status an_report_coverage(const an_book *book, const an_pipeline_options *options,
                             an_table **table)
{
    cover c = {
        .book = book, .options = options, .horizon = options->horizon ? options->horizon : PERIODS};
    double *sums = malloc(c.horizon * SUMS * sizeof *sums);
    size_t unsized = 0;
    fc_status status;

    c.sums = calloc(book->n_cells * c.horizon * SUMS, sizeof *c.sums);
    c.rates = calloc(book->n_cells * RATES, sizeof *c.rates);
    status = sums && c.sums && c.rates
                 ? an_book_table(book, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, table)
                 : fc_no_memory();
    for (size_t i = 0; status == FC_OK && i < book->deals->n; i++)
        take(&c, &book->deals->deals[i]);
    if (status == FC_OK) {
        unsized = size_deals(&c);
        status = find_common(&c);
    }
    for (size_t node = 0; status == FC_OK && node < fc_hierarchy_size(book->won.hierarchy); node++)
        write_node(&c, node, sums, *table);
    if (status == FC_OK) {
        an_table_note(*table,
                      "required = 1 / win rate; coverage = open / to_go; to_go = plan - won; "
                      "missing = to_go x required - open, where that is above 0");
        an_table_note(*table, "%s, by amount",
                      an_win_rate_definition(options->win_rate, book->lang));
        if (unsized > 0)
            an_table_note(*table,
                          "%zu deals of the win rate have no amount above 0: they count with the "
                          "mean of the others",
                          unsized);
        an_table_note(*table, "open deals that are overdue count as due now");
        if (!options->plan)
            an_table_note(*table, "without --plan there is no to_go");
        an_pipeline_notes(book, *table);
        status = an_table_status(*table);
    }
    free(sums);
    free(c.sums);
    free(c.rates);
    return status;
}
