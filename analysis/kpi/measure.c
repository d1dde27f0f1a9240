/* measure.c - every measure, and the view of a node that all of them look at. */
#include "analysis/kpi/measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/kpi/bridge.h"

static const an_kpi_measure *const TABLES[] = {an_kpi_growth,   an_kpi_pace,     an_kpi_attainment,
                                               an_kpi_share,    an_kpi_customer, an_kpi_bridge,
                                               an_kpi_pipeline, an_kpi_money};

enum { N_TABLES = sizeof TABLES / sizeof *TABLES };

const an_kpi_measure *an_kpi_at(size_t i)
{
    for (size_t t = 0; t < N_TABLES; t++)
        for (const an_kpi_measure *m = TABLES[t]; m->name; m++)
            if (i-- == 0)
                return m;
    return NULL;
}

size_t an_kpi_count(void)
{
    size_t n = 0;

    while (an_kpi_at(n))
        n++;
    return n;
}

const an_kpi_measure *an_kpi_find(const char *name)
{
    for (size_t i = 0; i < an_kpi_count(); i++)
        if (strcmp(an_kpi_at(i)->name, name) == 0)
            return an_kpi_at(i);
    return NULL;
}

/* Rows on more days than a period's first: what one row a period does not have. */
static bool has_days(const an_kpi_data *d)
{
    const fc_panel *days = d->sales->detail.days;

    for (size_t c = 0; c < fc_panel_size(days); c++) {
        fc_period first, last;

        fc_panel_cell_span(days, c, &first, &last);
        for (fc_date day = first; day <= last; day++)
            if (fc_panel_rows(days, c, day) > 0 &&
                day != fc_calendar_start(&d->sales->calendar,
                                         fc_calendar_period(&d->sales->calendar, day)))
                return true;
    }
    return false;
}

bool an_kpi_available(const an_kpi_data *d, const an_kpi_measure *m)
{
    const bool *has = d->sales->detail.has;
    const bool given[] = {
        [AN_KPI_ALWAYS] = true,
        [AN_KPI_QUANTITY] = d->sales->has_quantity,
        [AN_KPI_CUSTOMER] = has[AN_DETAIL_CUSTOMER],
        [AN_KPI_REP] = has[AN_DETAIL_REP],
        [AN_KPI_PRODUCT_QUANTITY] = has[AN_DETAIL_PRODUCT] && d->sales->has_quantity,
        [AN_KPI_PLAN] = d->plan,
        [AN_KPI_DEALS] = d->book,
        [AN_KPI_DEALS_PLAN] = d->book && d->plan,
        [AN_KPI_COSTS] = d->costs,
        [AN_KPI_COSTS_CUSTOMER] = d->costs && has[AN_DETAIL_CUSTOMER],
        [AN_KPI_RECEIPTS] = d->receipts,
        [AN_KPI_DAILY] = m->needs == AN_KPI_DAILY && has_days(d),
    };

    return given[m->needs];
}

fc_status an_kpi_view_make(const an_kpi_data *d, size_t node, fc_period period, fc_date today,
                           an_kpi_view *view)
{
    fc_status status = FC_OK;

    *view = (an_kpi_view){.data = d, .node = node, .period = period, .today = today};
    if (today == FC_DATE_NONE)
        view->today = fc_calendar_end(&d->sales->calendar, period);
    if (period < d->first)
        return FC_OK;
    if (d->book)
        an_kpi_deals_of(d, node, period, &view->deals);
    if (d->sales->detail.has[AN_DETAIL_CUSTOMER])
        status = an_kpi_customers_of(d, node, period, &view->customers);
    if (status == FC_OK && d->sales->detail.has[AN_DETAIL_PRODUCT] && d->sales->has_quantity)
        status = an_kpi_bridge_of(d, node, period, &view->bridge, &view->has_bridge);
    return status;
}

double an_kpi_last(const an_kpi_view *v, size_t n, fc_period back)
{
    const fc_period last = v->period - back;

    return an_kpi_sum(v->data, v->data->amount, v->node, last - (fc_period)n + 1, last);
}

double an_kpi_growth_of(double a, double b)
{
    return b > 0 ? a / b - 1 : NAN;
}

double an_kpi_ratio(double a, double b)
{
    return b > 0 ? a / b : NAN;
}

fc_period an_kpi_year(const an_kpi_data *d)
{
    return d->first - an_plan_year_before(&d->sales->calendar, d->first);
}

fc_period an_kpi_current(const an_kpi_view *v)
{
    return fc_calendar_period(&v->data->sales->calendar, v->today);
}
