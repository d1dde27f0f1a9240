/* deals.c - sums over a node's deals, from the states that were known by then. */
#include "analysis/kpi/deals.h"

#include <math.h>

#include "analysis/kpi/measure.h"

enum { STALE_DAYS = 30 };

typedef struct {
    fc_date start, end, year_start, ahead_end; /* of the period, its year, and the quarter after */
    double won, closed, won_amount, closed_amount, days; /* of the year */
} window;

fc_period an_kpi_quarter(const an_kpi_data *d)
{
    const fc_period quarter = an_kpi_year(d) / 4;

    return quarter > 0 ? quarter : 1;
}

static double amount_of(const an_deal_state *s)
{
    return isnan(s->amount) ? 0 : s->amount;
}

static bool is_open(const an_deal_state *s)
{
    return s && s->outcome == AN_DEAL_OPEN;
}

static void add_open(const window *w, const an_deal_state *s, an_kpi_deals *out)
{
    const double amount = amount_of(s);

    out->open++;
    out->open_amount += amount;
    out->weighted += isnan(s->probability) ? 0 : amount * s->probability;
    out->probable += !isnan(s->probability);
    if (s->activity == FC_DATE_NONE || w->end - s->activity > STALE_DAYS)
        out->stale_amount += amount;
    if (s->close != FC_DATE_NONE && s->close <= w->ahead_end)
        out->ahead += amount;
}

static void add_closed(window *w, const an_deal *deal, const an_deal_state *s, an_kpi_deals *out)
{
    const bool won = s->outcome == AN_DEAL_WON, now = s->close >= w->start;
    const double amount = amount_of(s);

    if (s->close < w->year_start || s->close > w->end)
        return;
    w->closed++;
    w->closed_amount += amount;
    w->won += won;
    w->won_amount += won ? amount : 0;
    w->days += won ? s->close - deal->created : 0;
    out->won += won && now;
    out->won_amount += won && now ? amount : 0;
    out->lost_amount += !won && now ? amount : 0;
}

static void add_deal(const an_deals *deals, window *w, const an_deal *deal, an_kpi_deals *out)
{
    const an_deal_state *now = an_deals_state(deals, deal, w->end),
                        *was = an_deals_state(deals, deal, w->start - 1);

    if (!now)
        return;
    if (deal->created >= w->start && deal->created <= w->end) {
        out->created++;
        out->created_amount += amount_of(now);
    }
    if (is_open(was) && was->close != FC_DATE_NONE && was->close >= w->start &&
        was->close <= w->end) {
        out->due_amount += amount_of(was);
        out->pushed += is_open(now) ? amount_of(was) : 0;
    }
    if (is_open(now))
        add_open(w, now, out);
    else
        add_closed(w, deal, now, out);
}

/* The node of the deals with the same keys; SIZE_MAX: it has none. */
static size_t find_node(const an_kpi_data *d, size_t node)
{
    const fc_hierarchy *h = d->sales->hierarchy;
    const char *keys[AN_MAX_KEYS + 1];

    for (size_t k = 0; k < fc_hierarchy_n_keys(h); k++)
        keys[k] = fc_hierarchy_key(h, node, k);
    return fc_hierarchy_find(d->book->won.hierarchy, keys);
}

static window window_of(const an_kpi_data *d, fc_period period)
{
    const fc_calendar *c = &d->sales->calendar;

    return (window){.start = fc_calendar_start(c, period),
                    .end = fc_calendar_end(c, period),
                    .year_start = fc_calendar_start(c, period - an_kpi_year(d) + 1),
                    .ahead_end = fc_calendar_end(c, period + an_kpi_quarter(d))};
}

void an_kpi_deals_of(const an_kpi_data *d, size_t node, fc_period period, an_kpi_deals *out)
{
    const an_deals *deals = d->book->deals;
    const size_t own = find_node(d, node);
    const bool several = deals->n_snapshots > 1;
    window w = window_of(d, period);
    size_t n_cells;
    const size_t *cells;

    *out = (an_kpi_deals){.known = w.end <= deals->as_of && own != SIZE_MAX &&
                                   (!several || w.end >= deals->snapshots[0])};
    if (!out->known)
        return;
    cells = fc_hierarchy_cells(d->book->won.hierarchy, own, &n_cells);
    for (size_t c = 0; c < n_cells; c++) {
        size_t n;
        const size_t *list = fc_lists_get(&d->deals_of, cells[c], &n);

        for (size_t i = 0; i < n; i++)
            add_deal(deals, &w, &deals->deals[list[i]], out);
    }
    out->has_dues = several && deals->snapshots[0] < w.start;
    out->win_rate = an_kpi_ratio(w.won, w.closed);
    out->win_rate_amount = an_kpi_ratio(w.won_amount, w.closed_amount);
    out->deal_size = an_kpi_ratio(w.won_amount, w.won);
    out->cycle = an_kpi_ratio(w.days, w.won);
}
