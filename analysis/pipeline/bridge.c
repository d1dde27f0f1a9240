/* bridge.c - deals on the nodes of the sales. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/pipeline/blend_parts.h"
#include "analysis/pipeline/outlook.h"

enum { A_YEAR = 12, DEALS_LEAST = 30 };

/* So many periods' worth of a node's deals have the ratio of all. */
static const double STRENGTH = 3;

void an_bridge_free(an_bridge *b)
{
    an_book_free(b->book);
    free(b->cell_of);
    *b = (an_bridge){0};
}

static void match(an_bridge *b)
{
    const fc_hierarchy *sales = b->sales->hierarchy;
    const size_t bottom = fc_hierarchy_size(sales) - fc_hierarchy_n_bottom(sales);

    for (size_t c = 0; c < b->book->n_cells; c++) {
        const size_t node = fc_hierarchy_find(sales, fc_panel_keys(b->book->won.panel, c));

        b->cell_of[c] = node == SIZE_MAX ? SIZE_MAX : node - bottom;
        b->n_unknown += node == SIZE_MAX;
    }
}

fc_status an_bridge_new(const an_sales *sales, const an_deals *deals, fc_period last, an_bridge *b)
{
    const fc_calendar *calendar = &sales->calendar;
    const fc_date end = fc_calendar_end(calendar, last);
    const fc_date next = fc_calendar_end(calendar, last + 1);
    const fc_date known = deals->as_of < sales->last_date ? deals->as_of : sales->last_date;
    fc_status status;

    *b = (an_bridge){.sales = sales, .deals = deals, .last = last};
    if (deals->n_keys != sales->n_keys)
        return fc_fail(FC_EUSAGE, "--pipeline: the deals have %zu keys, the sales %zu",
                       deals->n_keys, sales->n_keys);
    b->into = known <= end ? 0 : known >= next ? next - end - 1 : known - end;
    status = an_book_new(deals, &b->book);
    if (status == FC_OK) {
        b->cell_of = malloc((b->book->n_cells + 1) * sizeof *b->cell_of);
        status = b->cell_of ? FC_OK : fc_no_memory();
    }
    if (status == FC_OK)
        match(b);
    else
        an_bridge_free(b);
    return status;
}

fc_date an_bridge_day(const an_bridge *b, fc_period last)
{
    const fc_date end = fc_calendar_end(&b->sales->calendar, last);
    const fc_date next = fc_calendar_end(&b->sales->calendar, last + 1);

    return end + b->into < next ? end + b->into : next - 1;
}

/* Adds cells of the deals to nodes of the sales. */
static void gather(const an_bridge *b, const double *cells, size_t width, double *nodes)
{
    const fc_hierarchy *sales = b->sales->hierarchy;
    const size_t n_nodes = fc_hierarchy_size(sales), n_bottom = fc_hierarchy_n_bottom(sales);
    const size_t bottom = n_nodes - n_bottom;

    memset(nodes, 0, n_nodes * width * sizeof *nodes);
    for (size_t c = 0; c < b->book->n_cells; c++)
        for (size_t k = 0; k < width && b->cell_of[c] != SIZE_MAX; k++)
            nodes[(bottom + b->cell_of[c]) * width + k] += cells[c * width + k];
    for (size_t i = 0; i < bottom; i++) {
        size_t n;
        const size_t *list = fc_hierarchy_cells(sales, i, &n);

        for (size_t c = 0; c < n; c++)
            for (size_t k = 0; k < width; k++)
                nodes[i * width + k] += nodes[(bottom + list[c]) * width + k];
    }
}

/* What a node sells for each amount that its deals win, over the last year that deals tell of. */
static fc_status set_ratios(const an_bridge *b, fc_period last, double *ratio)
{
    const fc_hierarchy *sales = b->sales->hierarchy;
    const size_t n_nodes = fc_hierarchy_size(sales);
    fc_period first, ignored;
    double *cells = calloc(b->book->n_cells + 1, sizeof *cells), sold[A_YEAR], all = NAN;
    size_t n;

    if (!cells)
        return fc_no_memory();
    fc_panel_span(b->book->won.panel, &first, &ignored);
    first = first == FC_PERIOD_NONE     ? last + 1
            : first < last - A_YEAR + 1 ? last - A_YEAR + 1
                                        : first;
    n = first > last ? 0 : (size_t)(last - first + 1);
    for (size_t c = 0; c < b->book->n_cells; c++) {
        double won[A_YEAR] = {0};

        fc_panel_accumulate(b->book->won.panel, c, AN_AMOUNT, first, n, won);
        for (size_t k = 0; k < n; k++)
            cells[c] += won[k];
    }
    gather(b, cells, 1, ratio);
    for (size_t i = 0; i < n_nodes; i++) {
        const double won = ratio[i], more = n > 0 ? STRENGTH * won / (double)n : 0;
        double sum = 0;

        fc_hierarchy_values(sales, i, AN_AMOUNT, first, n, sold);
        for (size_t k = 0; k < n; k++)
            sum += sold[k];
        ratio[i] =
            won > 0 && sum > 0 ? (i == 0 ? sum / won : (sum + more * all) / (won + more)) : NAN;
        all = i == 0 ? ratio[0] : all;
    }
    free(cells);
    return FC_OK;
}

/* Expected amounts of each cell of the deals, in the periods after `last`. */
static void take_expected(const an_bridge *b, const an_outlook *o, fc_period last, size_t horizon,
                          double *cells)
{
    const fc_period ahead = last + 1 - o->learned->now;

    for (size_t c = 0; c < b->book->n_cells; c++)
        for (size_t h = 0; h < horizon; h++) {
            const fc_period lead = ahead + (fc_period)h;
            const size_t at = c * o->horizon + (size_t)lead;

            if (lead < 0 || lead >= (fc_period)o->horizon)
                continue;
            cells[c * horizon + h] = o->parts[AN_OUTLOOK_WON][at] +
                                     o->parts[AN_OUTLOOK_FROM_OPEN][at] +
                                     o->parts[AN_OUTLOOK_FROM_NEW][at];
        }
}

static size_t behind_of(fc_period periods)
{
    return periods > 0 ? (size_t)periods : 0;
}

fc_status an_bridge_expect(const an_bridge *b, fc_period last, size_t horizon, double *amounts,
                           double *ratio, bool *known)
{
    const size_t n_nodes = fc_hierarchy_size(b->sales->hierarchy);
    const fc_date day = an_bridge_day(b, last);
    const fc_date cut = day < b->deals->as_of ? day : b->deals->as_of;
    const fc_period behind = last + 1 - fc_calendar_period(&b->deals->calendar, cut + 1);
    const an_outlook_options how = {.horizon = horizon + behind_of(behind)};
    double *cells = calloc(b->book->n_cells * horizon + 1, sizeof *cells);
    double *own = ratio ? ratio : malloc((n_nodes + 1) * sizeof *own);
    an_deals view = {0};
    an_outlook *outlook = NULL;
    fc_status status = cells && own ? an_deals_cut(b->deals, cut, &view) : fc_no_memory();

    *known = status == FC_OK && view.n >= DEALS_LEAST;
    if (*known)
        status = an_outlook_new(b->book, &view, &how, &outlook);
    if (status == FC_OK && *known)
        status = set_ratios(b, last, own);
    if (status == FC_OK && *known) {
        take_expected(b, outlook, last, horizon, cells);
        gather(b, cells, horizon, amounts);
        for (size_t i = 0; i < n_nodes * horizon; i++)
            amounts[i] *=
                i % horizon + behind_of(behind) < outlook->horizon ? own[i / horizon] : NAN;
    }
    an_outlook_free(outlook);
    free(view.deals);
    free(cells);
    if (own != ratio)
        free(own);
    return status;
}
