/* section_measures.c - key figures of the total, and of the nodes one step below it. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "analysis/report/measures.h"
#include "analysis/report/section.h"

enum { PERIODS = 24, PAGE_ROWS = 8 };

typedef enum { MONEY, MONEY_CHANGE, RATE, SHARE, COUNT, PRICE } figure_kind;

/* What a board looks at first. */
static const struct {
    const char *kpi, *id;
    figure_kind kind;
} FIGURES[] = {
    {"ytd", "figure-ytd", MONEY},
    {"mat", "figure-mat", MONEY},
    {"yoy_per_working_day", "figure-yoy", SHARE},
    {"sales_per_working_day", "figure-rate", RATE},
    {"attainment_to_date", "figure-attainment", SHARE},
    {"pace_seasonal", "figure-pace", SHARE},
    {"top10_share", "figure-top10", SHARE},
    {"churn", "figure-churn", SHARE},
    {"new_customer_share", "figure-new", SHARE},
    {"customers", "figure-customers", COUNT},
    {"quiet_customers", "figure-quiet", COUNT},
    {"average_price", "figure-price", PRICE},
    {"productivity", "figure-productivity", RATE},
    {"bridge_price", "figure-bridge-price", MONEY_CHANGE},
    {"bridge_volume", "figure-bridge-volume", MONEY_CHANGE},
    {"bridge_mix", "figure-bridge-mix", MONEY_CHANGE},
};

enum { N_FIGURES = sizeof FIGURES / sizeof *FIGURES };

typedef struct {
    double now, before;
} measure;

static bool is_of(const an_view *view, size_t row, size_t node)
{
    for (size_t k = 0; k < view->in->sales->n_keys; k++)
        if (strcmp(an_table_cell_text(view->in->measures, row, k),
                   fc_hierarchy_key(view->hierarchy, node, k)) != 0)
            return false;
    return true;
}

/* Of a node; false where the sales do not tell it. */
static bool find(const an_view *view, size_t node, const char *kpi, measure *m)
{
    const an_table *t = view->in->measures;
    const size_t column = view->in->sales->n_keys;

    *m = (measure){NAN, NAN};
    for (size_t row = 0; row < an_table_rows(t); row++)
        if (strcmp(an_table_cell_text(t, row, column), kpi) == 0 && is_of(view, row, node)) {
            *m = (measure){an_table_cell_number(t, row, column + 2),
                           an_table_cell_number(t, row, column + 3)};
            return true;
        }
    return false;
}

static const char *tone_of(double change)
{
    return change < 0 ? "bad" : change > 0 ? "good" : "";
}

static const char *plain(an_view *view, double number)
{
    char text[64];

    if (!isfinite(number))
        return "\u2013";
    an_grouped(number, 2, text, sizeof text);
    return an_pool_text(&view->pool, text);
}

static const char *count(an_view *view, double number)
{
    return isfinite(number) ? an_view_count(view, (size_t)number) : "\u2013";
}

/* `other` is shown beside it, in the same unit. */
static const char *shown(an_view *view, figure_kind kind, double number, double other)
{
    if (kind == COUNT || kind == PRICE)
        return kind == COUNT ? count(view, number) : plain(view, number);
    if (kind == SHARE)
        return an_view_percent(view, 100 * number, false);
    return kind == RATE ? an_view_rate(view, number, other)
                        : an_view_money(view, number, kind == MONEY_CHANGE);
}

/* Shares by percentage points, amounts by percent. */
static const char *change_of(an_view *view, figure_kind kind, const measure *m)
{
    char text[64];

    if (kind == MONEY_CHANGE)
        return "";
    if (kind != SHARE)
        return an_view_percent(view, m->before > 0 ? 100 * (m->now / m->before - 1) : NAN, true);
    if (!isfinite(m->now - m->before))
        return "\u2013";
    /* of what is shown, so that the row adds up */
    snprintf(text, sizeof text, "%+.1f",
             round(1000 * m->now) / 10 - round(1000 * m->before) / 10 + 0.0);
    return an_view_words(view, "figure-points", text, NULL);
}

static void total_figures(an_view *view, an_section *s)
{
    static const char *const heads[] = {"figure", "figure-now", "figure-before", "figure-change"};

    *s = (an_section){.id = "figures"};
    s->heading = an_text(view->lang, "figure-heading");
    s->intro = an_view_words(view, "figure-intro", view->until, NULL);
    s->caption = an_text(view->lang, "figure-caption");
    an_section_begin(view, s, heads, 4, N_FIGURES);
    s->page_rows = PAGE_ROWS;
    for (size_t i = 0; i < N_FIGURES; i++) {
        const figure_kind kind = FIGURES[i].kind;
        measure m;

        if (!find(view, 0, FIGURES[i].kpi, &m) || !isfinite(m.now))
            continue;
        an_section_cell(s, an_text(view->lang, FIGURES[i].id), "");
        an_section_cell(s, shown(view, kind, m.now, m.before), "");
        an_section_cell(s, shown(view, kind, m.before, m.now), "");
        an_section_cell(s, change_of(view, kind, &m), "");
    }
}

/* The last periods of a node, oldest first; 0 before it began. */
static void fill_line(const an_view *view, size_t node, double *values, size_t n)
{
    const fc_series y = fc_forecasts_history(view->in->forecasts, node);

    for (size_t t = 0; t < n; t++) {
        const size_t back = n - t;
        const double value = back <= y.n ? y.y[y.n - back] : 0;

        values[t] = isfinite(value) ? value : 0;
    }
}

static const char *class_of(an_view *view, size_t node)
{
    char text[16] = "\u2013";
    measure abc, xyz;

    if (find(view, node, "abc", &abc) && find(view, node, "xyz", &xyz))
        snprintf(text, sizeof text, "%c%c", 'A' + (int)abc.now - 1, 'X' + (int)xyz.now - 1);
    return an_pool_text(&view->pool, text);
}

static void add_node(an_view *view, size_t node, an_unit unit, an_section *s)
{
    const size_t row = s->n_rows;
    measure ytd, peers, share;
    double growth;

    find(view, node, "ytd", &ytd);
    find(view, node, "growth_against_peers", &peers);
    find(view, node, "share_of_total", &share);
    growth = ytd.before > 0 ? ytd.now / ytd.before - 1 : NAN;
    an_section_cell(s, an_view_name(view, node), "");
    an_section_cell(s, an_view_amount(view, unit, ytd.now, false), "");
    an_section_cell(s, an_view_percent(view, 100 * growth, true), tone_of(growth));
    an_section_cell(s, an_view_percent(view, 100 * peers.now, true), tone_of(peers.now));
    an_section_cell(s, an_view_percent(view, 100 * share.now, false), "");
    an_section_cell(s, change_of(view, SHARE, &share), "");
    an_section_cell(s, class_of(view, node), "");
    if (s->small != AN_SMALL_NONE && row < s->room)
        fill_line(view, node, s->values + row * s->n_values, s->n_values);
}

static void node_figures(an_view *view, size_t dimension, an_section *s)
{
    static const char *const heads[] = {"figure-node",  "figure-ytd",   "figure-growth",
                                        "figure-peers", "figure-share", "figure-share-change",
                                        "figure-class"};
    size_t nodes[AN_MEASURES_NODES];
    const size_t n = an_measures_nodes(view->in->sales, dimension, nodes);
    const size_t history = fc_forecasts_history(view->in->forecasts, 0).n;
    double largest = 0;
    char id[32];
    an_unit unit;

    for (size_t i = 0; i < n; i++) {
        measure m;

        if (find(view, nodes[i], "ytd", &m) && fabs(m.now) > largest)
            largest = fabs(m.now);
    }
    unit = an_view_unit(view, largest);
    snprintf(id, sizeof id, "figures-%zu", dimension + 1);
    *s = (an_section){.id = an_pool_text(&view->pool, id)};
    s->caption = an_view_words(view, "figure-by", an_view_dimension(view, dimension),
                               an_text(view->lang, unit.id), NULL);
    s->foot = an_text(view->lang, "figure-foot");
    an_section_begin(view, s, heads, 7, n);
    s->page_columns = 0;
    an_section_small(view, s, AN_SMALL_LINE, history < PERIODS ? history : PERIODS, "figure-small");
    for (size_t i = 0; i < n; i++)
        add_node(view, nodes[i], unit, s);
}

size_t an_section_measures(an_view *view, an_section *to)
{
    size_t n = 0;

    if (!view->in->measures)
        return 0;
    total_figures(view, &to[n++]);
    for (size_t d = 0; d < fc_hierarchy_n_dimensions(view->hierarchy) && n < 5; d++)
        node_figures(view, d, &to[n++]);
    return n;
}
