/* kpi.c - a row a node and measure: now, a year before, and the difference. */
#include "analysis/kpi/kpi.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/kpi/measure.h"
#include "analysis/review/review_scope.h"
#include "analysis/table/forecast_table.h"

enum { MOST_MEASURES = 128 };

/* What is to be computed, and from when. */
typedef struct {
    const an_kpi_data *data;
    const an_kpi_measure *measures[MOST_MEASURES];
    size_t n;
    fc_period now, before;
    fc_date today, today_before;
    an_table *table;
} work;

static bool is_wanted(const an_kpi_options *o, const an_kpi_measure *m)
{
    for (size_t k = 0; k < o->n_only; k++)
        if (strcmp(o->only[k], m->name) == 0)
            return true;
    return o->n_only == 0;
}

static fc_status choose(const an_kpi_options *o, work *w)
{
    for (size_t i = 0; i < o->n_only; i++)
        if (!an_kpi_find(o->only[i]))
            return fc_fail(FC_EUSAGE, "--kpi: no measure '%s'; gapcast kpi SALES lists them",
                           o->only[i]);
    for (size_t i = 0; i < an_kpi_count() && w->n < MOST_MEASURES; i++) {
        const an_kpi_measure *m = an_kpi_at(i);

        if (is_wanted(o, m) && an_kpi_available(w->data, m))
            w->measures[w->n++] = m;
    }
    return FC_OK;
}

/* The day of the period that has as many working days up to it as `today` has in its own. */
static fc_date same_day(const fc_calendar *c, fc_date today, fc_period before)
{
    const fc_period current = fc_calendar_period(c, today);
    const fc_date start = fc_calendar_start(c, before), end = fc_calendar_end(c, before);
    const size_t gone = an_review_scope_workdays(fc_calendar_start(c, current), today);
    fc_date day = start;

    if (today == fc_calendar_end(c, current))
        return end;
    while (day < end && an_review_scope_workdays(start, day + 1) <= gone)
        day++;
    return day;
}

static void find_periods(const an_sales *sales, work *w)
{
    const fc_calendar *c = &sales->calendar;

    w->now = sales->last_complete;
    w->before = an_plan_year_before(c, w->now);
    w->today = sales->last_incomplete ? sales->last_date : fc_calendar_end(c, w->now);
    w->today_before =
        same_day(c, w->today, an_plan_year_before(c, fc_calendar_period(c, w->today)));
}

static void add_row(const work *w, const an_kpi_measure *m, const an_kpi_view *now,
                    const an_kpi_view *before)
{
    const an_sales *sales = w->data->sales;
    const double value = m->value(now);
    const bool known = w->before >= w->data->first;
    const double previous = known ? m->value(before) : NAN;
    char label[FC_LABEL_SIZE];

    if (!isfinite(value))
        return;
    for (size_t k = 0; k < sales->n_keys; k++)
        an_table_text(w->table, fc_hierarchy_key(sales->hierarchy, now->node, k));
    an_table_text(w->table, m->name);
    fc_calendar_label(&sales->calendar, m->to_date ? an_kpi_current(now) : w->now, label);
    an_table_text(w->table, label);
    an_table_number(w->table, value);
    an_table_number(w->table, previous);
    an_table_number(w->table, value - previous);
    an_table_text(w->table, strcmp(w->data->lang, "zh") == 0 ? m->definition_zh : m->definition);
    an_table_end(w->table);
}

static fc_status add_node(const work *w, size_t node)
{
    an_kpi_view now, before;
    fc_status status = an_kpi_view_make(w->data, node, w->now, w->today, &now);

    if (status == FC_OK)
        status = an_kpi_view_make(w->data, node, w->before, w->today_before, &before);
    for (size_t i = 0; status == FC_OK && i < w->n; i++)
        add_row(w, w->measures[i], &now, &before);
    return status;
}

static fc_status make_table(const an_sales *sales, an_table **table)
{
    static const an_column rest[] = {{"kpi", AN_TEXT},     {"period", AN_TEXT},
                                     {"value", AN_MIXED},  {"previous", AN_MIXED},
                                     {"change", AN_MIXED}, {"definition", AN_TEXT}};
    an_column columns[AN_MAX_KEYS + sizeof rest / sizeof *rest];

    for (size_t k = 0; k < sales->n_keys; k++)
        columns[k] = (an_column){sales->key_names[k], AN_TEXT};
    memcpy(columns + sales->n_keys, rest, sizeof rest);
    return an_table_new(columns, sales->n_keys + sizeof rest / sizeof *rest, table);
}

/* What the file would need for measures that are not here. */
static void note_needs(const an_kpi_options *o, const work *w)
{
    static const char *const LACKS[AN_N_KPI_NEEDS] = {
        [AN_KPI_QUANTITY] = "a quantity column",
        [AN_KPI_CUSTOMER] = "a customer column",
        [AN_KPI_REP] = "a column of sales people",
        [AN_KPI_PRODUCT_QUANTITY] = "columns of products and quantities",
        [AN_KPI_PLAN] = "--plan",
        [AN_KPI_DAILY] = "rows with days",
        [AN_KPI_DEALS] = "--pipeline",
        [AN_KPI_DEALS_PLAN] = "--pipeline and --plan",
        [AN_KPI_COSTS] = "--costs",
        [AN_KPI_COSTS_CUSTOMER] = "--costs and a customer column",
        [AN_KPI_RECEIPTS] = "--receipts",
    };

    for (int needs = 0; needs < AN_N_KPI_NEEDS; needs++) {
        char names[400] = "";
        size_t used = 0;

        for (size_t i = 0; i < an_kpi_count(); i++) {
            const an_kpi_measure *m = an_kpi_at(i);

            if ((int)m->needs == needs && is_wanted(o, m) && !an_kpi_available(w->data, m) &&
                used < sizeof names)
                used += (size_t)snprintf(names + used, sizeof names - used, "%s%s",
                                         used ? ", " : "", m->name);
        }
        if (used > 0 && LACKS[needs])
            an_table_note(w->table, "not here without %s: %s", LACKS[needs], names);
    }
}

static void add_notes(const work *w)
{
    char label[FC_LABEL_SIZE], day[11];

    an_sales_notes(w->data->sales, w->table);
    fc_calendar_label(&w->data->sales->calendar, w->before, label);
    fc_date_format(w->today_before, day);
    an_table_note(w->table,
                  "previous is the same measure a year before, %s; sums to date are compared up to "
                  "%s; change = value - previous",
                  label, day);
    an_table_note(w->table, "a measure that is not defined, as growth on nothing, has no row");
}

fc_status an_kpi_table(const an_sales *sales, const an_plan *plan, const an_kpi_options *options,
                       an_table **table)
{
    an_kpi_data data;
    work w = {.data = &data};
    size_t n;
    fc_status status;

    *table = NULL;
    status = an_kpi_data_make(sales, plan, options->lang ? options->lang : "en", &data);
    data.costs = options->costs;
    data.receipts = options->receipts;
    if (status == FC_OK && options->book)
        status = an_kpi_data_deals(&data, options->book);
    if (status == FC_OK)
        status = choose(options, &w);
    if (status == FC_OK)
        status = make_table(sales, table);
    w.table = *table;
    find_periods(sales, &w);
    n = options->nodes ? options->n_nodes : options->total_only ? 1 : data.n_nodes;
    for (size_t i = 0; status == FC_OK && i < n; i++)
        status = add_node(&w, options->nodes ? options->nodes[i] : i);
    if (status == FC_OK) {
        add_notes(&w);
        note_needs(options, &w);
        status = an_table_status(*table);
    }
    an_kpi_data_clear(&data);
    return status;
}
