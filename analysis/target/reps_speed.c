/* reps_speed.c - how fast a sales person works in each month: hired, ramping up, gone. */
#include <stdlib.h>

#include "analysis/target/reps_parts.h"
#include "analysis/target/target_private.h"

double an_reps_speed(const an_rep *rep, const fc_calendar *calendar, fc_period month)
{
    fc_period tenure;

    if (rep->left != FC_DATE_NONE && fc_calendar_start(calendar, month) > rep->left)
        return 0;
    if (rep->hired == FC_DATE_NONE)
        return 1;
    tenure = month - fc_calendar_period(calendar, rep->hired);
    if (tenure < 0)
        return 0;
    return tenure + 1 >= rep->ramp ? 1 : (double)(tenure + 1) / (double)rep->ramp;
}

/* The same of all reps: the total where there is no such node. */
static size_t node_of_all(const an_target *t, size_t cell, size_t key)
{
    const char *keys[AN_MAX_KEYS];
    size_t node;

    for (size_t k = 0; k < t->sales->n_keys; k++)
        keys[k] = k == key ? "*" : fc_panel_key(t->sales->panel, cell, k);
    node = fc_hierarchy_find(t->sales->hierarchy, keys);
    return node == SIZE_MAX ? 0 : node;
}

/* By cell and month of the year; cells of nobody in the file are at full speed. */
fc_status an_reps_speeds(const an_target *t, an_reps *reps)
{
    const size_t n = t->n_cells * t->n_periods;

    reps->speed = malloc(n * sizeof *reps->speed);
    reps->like = calloc(t->n_cells, sizeof *reps->like);
    if (!reps->speed || !reps->like)
        return fc_no_memory();
    for (size_t i = 0; i < n; i++)
        reps->speed[i] = 1;
    for (size_t i = 0; i < reps->n; i++) {
        const an_rep *rep = &reps->reps[i];
        size_t n_cells = 0;
        const size_t *cells = rep->node == SIZE_MAX
                                  ? NULL
                                  : fc_hierarchy_cells(t->sales->hierarchy, rep->node, &n_cells);

        for (size_t c = 0; c < n_cells; c++)
            reps->like[cells[c]] = node_of_all(t, cells[c], reps->key);
        for (size_t c = 0; c < n_cells; c++)
            for (size_t p = 0; p < t->n_periods; p++)
                reps->speed[cells[c] * t->n_periods + p] =
                    an_reps_speed(rep, &t->spans.calendar, t->spans.first + (fc_period)p);
    }
    return FC_OK;
}
