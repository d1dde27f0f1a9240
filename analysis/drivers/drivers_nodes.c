/* drivers_nodes.c - values by cell, checked and shaped, then averaged or added up by node. */
#include "analysis/drivers/drivers_nodes.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The first and last period of a cell that need values, counted from the first of all. */
typedef struct {
    size_t first, last;
} span;

static span all_of(const an_driver_task *t)
{
    return (span){0, t->values->n - 1};
}

static span span_of(const an_driver_task *t, size_t cell)
{
    const size_t season = fc_calendar_season_length(&t->sales->calendar);
    fc_period first, last;
    span s;

    fc_panel_cell_span(t->sales->panel, cell, &first, &last);
    s.first = (size_t)(first - t->values->first);
    s.last = (size_t)(last - t->values->first);
    if (s.last + season >= t->known) /* it lives */
        s.last = t->values->n - 1;
    return s;
}

static fc_status missing(const an_driver_task *t, size_t driver, const char *cell, size_t at)
{
    const an_driver_values *v = t->values;
    char label[FC_LABEL_SIZE], first[FC_LABEL_SIZE], last[FC_LABEL_SIZE];

    fc_calendar_label(&t->sales->calendar, v->first + (fc_period)at, label);
    fc_calendar_label(&t->sales->calendar, v->first, first);
    fc_calendar_label(&t->sales->calendar, v->first + (fc_period)v->n - 1, last);
    return fc_fail(FC_EDATA,
                   "%s: %s has no value for %s%s%s; each period from %s to %s needs one: those to "
                   "come too, as planned or in a --scenario; --shape %s=zero counts it as 0",
                   t->options->file, v->names[driver], label, cell ? " of " : "", cell ? cell : "",
                   first, last, v->names[driver]);
}

/* x[n] = values of a place where they are needed, and the nearest of those elsewhere. */
static fc_status fill(const an_driver_task *t, size_t driver, size_t place, span s, bool zero,
                      const char *cell, double *x)
{
    const an_driver_values *v = t->values;
    const double *from = place == SIZE_MAX ? NULL : an_driver_values_at(v, driver, place);

    for (size_t i = 0; i < v->n; i++)
        x[i] = from && !isnan(from[i]) ? from[i] : zero ? 0 : NAN;
    for (size_t i = s.first; i <= s.last && i < v->n; i++)
        if (isnan(x[i]))
            return missing(t, driver, cell, i);
    for (size_t i = s.first; i-- > 0;)
        x[i] = isnan(x[i]) ? x[i + 1] : x[i];
    for (size_t i = s.last + 1; i < v->n; i++)
        x[i] = isnan(x[i]) ? x[i - 1] : x[i];
    return FC_OK;
}

static fc_status shape(const an_driver_task *t, size_t driver, const an_driver_shape *s, double *x)
{
    char why[256];

    if (an_driver_shape_apply(s, x, t->values->n) == FC_OK)
        return FC_OK;
    snprintf(why, sizeof why, "%s", fc_error_message());
    return fc_fail(FC_EDATA, "%s: %s: %s", t->options->file, t->values->names[driver], why);
}

/* The place of each cell; whether it is the same for all. */
static bool find_places(const an_driver_task *t, size_t driver, size_t *places)
{
    bool same = true;

    for (size_t c = 0; c < fc_panel_size(t->sales->panel); c++) {
        places[c] = an_driver_values_find(t->values, driver, fc_panel_keys(t->sales->panel, c),
                                          t->sales->n_keys);
        same = same && places[c] == places[0];
    }
    return same;
}

/* weight[cells] = the mean size of its sales. */
static fc_status weigh(const an_driver_task *t, double *weight)
{
    double *y = malloc(t->known * sizeof *y);

    for (size_t c = 0; y && c < fc_panel_size(t->sales->panel); c++) {
        memset(y, 0, t->known * sizeof *y);
        fc_panel_accumulate(t->sales->panel, c, AN_AMOUNT, t->values->first, t->known, y);
        weight[c] = 0;
        for (size_t i = 0; i < t->known; i++)
            weight[c] += fabs(y[i]) / (double)t->known;
    }
    free(y);
    return y ? FC_OK : fc_no_memory();
}

/* x[n] of a node: what its cells have on the average, or together. */
static void pool(const an_driver_task *t, size_t node, const double *cells, const double *weight,
                 bool sum, double *x)
{
    const size_t n = t->values->n;
    size_t n_cells;
    const size_t *which = fc_hierarchy_cells(t->sales->hierarchy, node, &n_cells);
    double all = 0;

    memset(x, 0, n * sizeof *x);
    for (size_t c = 0; c < n_cells; c++)
        all += weight[which[c]];
    for (size_t c = 0; c < n_cells; c++) {
        const double own = sum ? 1 : all > 0 ? weight[which[c]] / all : 1 / (double)n_cells;

        for (size_t i = 0; i < n; i++)
            x[i] += own * cells[which[c] * n + i];
    }
}

static fc_status by_node(const an_driver_task *t, size_t driver, const an_driver_shape *s,
                         const size_t *places, double **x, size_t *nodes)
{
    const fc_hierarchy *h = t->sales->hierarchy;
    const size_t n = t->values->n, n_cells = fc_panel_size(t->sales->panel);
    const size_t bottom = fc_hierarchy_size(h) - fc_hierarchy_n_bottom(h);
    double *cells = malloc(n_cells * (n + 1) * sizeof *cells), *weight = cells + n_cells * n;
    fc_status status;

    *nodes = fc_hierarchy_size(h);
    *x = malloc(*nodes * n * sizeof **x);
    status = cells && *x ? weigh(t, weight) : fc_no_memory();
    for (size_t c = 0; status == FC_OK && c < n_cells; c++) {
        status = fill(t, driver, places[c], span_of(t, c), s->zero,
                      fc_hierarchy_name(h, bottom + c), cells + c * n);
        if (status == FC_OK)
            status = shape(t, driver, s, cells + c * n);
    }
    for (size_t i = 0; status == FC_OK && i < *nodes; i++)
        pool(t, i, cells, weight, s->sum, *x + i * n);
    free(cells);
    return status;
}

fc_status an_driver_column(const an_driver_task *t, size_t driver, const an_driver_shape *s,
                           double **x, size_t *nodes)
{
    size_t *places = malloc((fc_panel_size(t->sales->panel) + 1) * sizeof *places);
    fc_status status = FC_OK;

    *x = NULL;
    *nodes = 0;
    if (!places)
        return fc_no_memory();
    if (!find_places(t, driver, places)) {
        status = by_node(t, driver, s, places, x, nodes);
    } else {
        *x = malloc(t->values->n * sizeof **x);
        status = *x ? fill(t, driver, places[0], all_of(t), s->zero, NULL, *x) : fc_no_memory();
        if (status == FC_OK)
            status = shape(t, driver, s, *x);
    }
    if (status != FC_OK) {
        free(*x);
        *x = NULL;
    }
    free(places);
    return status;
}
