/* adjustments.c - overrides as the archive keeps them: a change a step, node and period. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/archive/archive.h"

/* The row of the step at this node and period; else, where one person alone made the step, any of
 * theirs; NULL: none. */
static const an_override *row_of(const an_overrides *o, size_t step, size_t node, fc_period period)
{
    const an_override *any = NULL;

    for (size_t i = 0; i < o->n; i++) {
        const an_override *row = &o->rows[i];

        if (row->step == step && row->node == node && period >= row->first && period <= row->last)
            return row;
    }
    for (size_t i = 0; i < o->n; i++) {
        if (o->rows[i].step != step)
            continue;
        if (any && strcmp(any->author, o->rows[i].author) != 0)
            return NULL;
        any = &o->rows[i];
    }
    return any;
}

static void take(const an_overrides *o, const fc_forecasts *forecasts, size_t step, size_t node,
                 size_t h, an_archive_adjustment *list, size_t *n)
{
    const size_t at = node * o->horizon + h;
    const double before = step ? o->values[step - 1][at] : fc_forecasts_mean(forecasts, node)[h],
                 after = o->values[step][at];
    const fc_period period = fc_forecasts_first(forecasts) + (fc_period)h;
    const an_override *row = row_of(o, step, node, period);

    if (fabs(after - before) <= 1e-12 * (fabs(after) + fabs(before)))
        return;
    list[(*n)++] = (an_archive_adjustment){.node = node,
                                           .period = period,
                                           .step = o->steps[step],
                                           .author = row ? row->author : "",
                                           .note = row && row->node == node ? row->note : "",
                                           .amount = after - before};
}

fc_status an_archive_adjustments(const an_overrides *o, const fc_forecasts *forecasts,
                                 an_archive_adjustment **list, size_t *n)
{
    *n = 0;
    *list = malloc((o->n_steps * o->n_nodes * o->horizon + 1) * sizeof **list);
    if (!*list)
        return fc_no_memory();
    for (size_t s = 0; s < o->n_steps; s++)
        for (size_t i = 0; i < o->n_nodes; i++)
            for (size_t h = 0; h < o->horizon; h++)
                take(o, forecasts, s, i, h, *list, n);
    return FC_OK;
}
