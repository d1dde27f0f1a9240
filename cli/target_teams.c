/* target_teams.c - what the teams submit and can carry, and the target divided again by it. */
#include <stdlib.h>

#include "cli/target_parts.h"

/* Locks, and what the year of nodes came to by drafts or capability, as one list. */
static fc_status join_bounds(cli_target_parts *p)
{
    const size_t n = p->locks.n + p->drafts.n + p->reps.n_bounds;

    p->bounds = malloc((n + 1) * sizeof *p->bounds);
    if (!p->bounds)
        return fc_no_memory();
    p->options.n_bounds = 0;
    for (size_t i = 0; i < p->drafts.n; i++) /* a lock of the same node is told before it */
        p->bounds[p->options.n_bounds++] = p->drafts.notes[i];
    for (size_t i = 0; i < p->locks.n; i++)
        p->bounds[p->options.n_bounds++] = p->locks.bounds[i];
    for (size_t i = 0; i < p->reps.n_bounds; i++)
        p->bounds[p->options.n_bounds++] = p->reps.bounds[i];
    p->options.bounds = p->bounds;
    return FC_OK;
}

/* The target by the forecast's shape first: against it drafts and capability are held. */
fc_status cli_target_teams(const cli_target_options *o, cli_target_parts *p)
{
    const char *lang = cli_output_lang(&o->output);
    cli_where where;
    an_sales_options sales;
    fc_status status = cli_sales_translate(&o->sales, &where, &sales);
    const an_plan_options plan = {.no_options = true, .text = sales.text, .year = o->year};

    if (status == FC_OK && o->bottom_up)
        status = an_drafts_read(o->bottom_up, &plan, p->target, lang, p->problems, &p->drafts);
    if (status == FC_OK && o->capacity)
        status = an_reps_read(o->capacity, &sales.text, p->target, o->padding.value, lang,
                              p->problems, &p->reps);
    p->options.amounts = p->drafts.amounts;
    p->options.speed = p->reps.speed;
    p->options.like = p->reps.like;
    if (status == FC_OK)
        status = join_bounds(p);
    if (status == FC_OK)
        status = cli_target_divide(o, p);
    for (size_t i = 0; status == FC_OK && i < p->drafts.n; i++) /* locks have had their say */
        p->drafts.drafts[i].reconciled =
            an_target_at(p->target, p->drafts.drafts[i].node, 0)->target;
    return status;
}
