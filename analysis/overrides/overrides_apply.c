/* overrides_apply.c - brings overrides onto the finest nodes, in proportion to what is there, until
 * all rows of a step hold.
 *
 * Iterative proportional fitting (Deming & Stephan 1940): each row in turn scales what lies below
 * it to its sum. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/overrides/overrides.h"

enum { MOST_ROUNDS = 2000 };

static const double CLOSE = 1e-11, CONFLICT = 1e-6; /* of the wanted sum */

/* What is below a row: cells x periods. */
typedef struct {
    const size_t *cells;
    size_t n_cells, from, to; /* steps from .. to - 1 of the horizon */
} block;

typedef struct {
    const fc_hierarchy *hierarchy;
    const fc_forecasts *forecasts;
    an_overrides *o;
    double *cells; /* n_bottom x horizon */
    double *wanted;
} work;

static block block_of(const work *w, const an_override *row)
{
    const fc_period first = fc_forecasts_first(w->forecasts);
    block b = {.from = (size_t)(row->first - first), .to = (size_t)(row->last - first) + 1};

    b.cells = fc_hierarchy_cells(w->hierarchy, row->node, &b.n_cells);
    return b;
}

static double sum_of(const work *w, const block *b, double *size)
{
    double sum = 0;

    *size = 0;
    for (size_t c = 0; c < b->n_cells; c++)
        for (size_t h = b->from; h < b->to; h++) {
            const double value = w->cells[b->cells[c] * w->o->horizon + h];

            sum += value;
            *size += fabs(value);
        }
    return sum;
}

/* In proportion to the size of what is there; evenly where there is nothing. */
static void add(const work *w, const block *b, double change, double size)
{
    const double even = change / (double)(b->n_cells * (b->to - b->from));

    for (size_t c = 0; c < b->n_cells; c++)
        for (size_t h = b->from; h < b->to; h++) {
            double *value = &w->cells[b->cells[c] * w->o->horizon + h];

            *value += size > 0 ? change * fabs(*value) / size : even;
        }
}

static double miss_of(const work *w, size_t row)
{
    const block b = block_of(w, &w->o->rows[row]);
    double size;
    const double sum = sum_of(w, &b, &size);

    return fabs(sum - w->wanted[row]) / fmax(fmax(size, fabs(w->wanted[row])), 1e-300);
}

/* What the rows of a step want, given what the step before left. */
static void set_wanted(const work *w, size_t step)
{
    for (size_t i = 0; i < w->o->n; i++) {
        const an_override *row = &w->o->rows[i];
        const block b = block_of(w, row);
        double size;

        if (row->step != step)
            continue;
        w->wanted[i] = row->amount;
        if (!row->absolute) {
            const double sum = sum_of(w, &b, &size);

            w->wanted[i] = row->percent ? sum * (1 + row->amount / 100) : sum + row->amount;
        }
    }
}

static double round_of(const work *w, size_t step)
{
    double worst = 0;

    for (size_t i = 0; i < w->o->n; i++) {
        const block b = block_of(w, &w->o->rows[i]);
        double size, sum;

        if (w->o->rows[i].step != step)
            continue;
        worst = fmax(worst, miss_of(w, i));
        sum = sum_of(w, &b, &size);
        add(w, &b, w->wanted[i] - sum, size);
    }
    return worst;
}

static fc_status apply_step(const work *w, size_t step)
{
    double worst = INFINITY;

    set_wanted(w, step);
    for (int i = 0; i < MOST_ROUNDS && worst > CLOSE; i++)
        worst = round_of(w, step);
    for (size_t i = 0; worst > CONFLICT && i < w->o->n; i++)
        if (w->o->rows[i].step == step && miss_of(w, i) > CONFLICT)
            return fc_fail(FC_EDATA,
                           "%s:%zu: cannot hold together with the other rows of step '%s'; change "
                           "one, or give it another step",
                           w->o->file, w->o->rows[i].line, w->o->steps[step]);
    return FC_OK;
}

/* The values of all nodes: sums of their cells. */
static fc_status take_values(const work *w, size_t step)
{
    const size_t horizon = w->o->horizon;
    double *values = calloc(w->o->n_nodes * horizon, sizeof *values);

    w->o->values[step] = values;
    if (!values)
        return fc_no_memory();
    for (size_t i = 0; i < w->o->n_nodes; i++) {
        size_t n;
        const size_t *cells = fc_hierarchy_cells(w->hierarchy, i, &n);

        for (size_t c = 0; c < n; c++)
            for (size_t h = 0; h < horizon; h++)
                values[i * horizon + h] += w->cells[cells[c] * horizon + h];
    }
    return FC_OK;
}

fc_status an_overrides_apply(const fc_hierarchy *hierarchy, const fc_forecasts *forecasts,
                             an_overrides *o)
{
    const size_t n_bottom = fc_hierarchy_n_bottom(hierarchy);
    work w = {.hierarchy = hierarchy, .forecasts = forecasts, .o = o};
    fc_status status = FC_OK;

    w.cells = malloc(n_bottom * o->horizon * sizeof *w.cells);
    w.wanted = malloc((o->n + 1) * sizeof *w.wanted);
    if (!w.cells || !w.wanted)
        status = fc_no_memory();
    for (size_t c = 0; status == FC_OK && c < n_bottom; c++)
        memcpy(w.cells + c * o->horizon, fc_forecasts_mean(forecasts, o->n_nodes - n_bottom + c),
               o->horizon * sizeof *w.cells);
    for (size_t s = 0; status == FC_OK && s < o->n_steps; s++) {
        status = apply_step(&w, s);
        if (status == FC_OK)
            status = take_values(&w, s);
    }
    free(w.wanted);
    free(w.cells);
    return status;
}
