/* past.c - the list of what was replayed besides the statistical rules. */
#include "analysis/watch/past.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

an_past *an_pasts_add(an_pasts *p, size_t n_rules, size_t n_nodes, size_t n, size_t year)
{
    an_past *past = &p->list[p->n];

    assert(p->n < AN_MOST_PASTS);
    *past = (an_past){.names = calloc(n_rules + 1, sizeof *past->names)};
    if (!past->names || an_scores_new(n_rules, n_nodes, n, year, &past->scores) != FC_OK) {
        free(past->names);
        return NULL;
    }
    p->n++;
    return past;
}

void an_past_name(an_past *past, size_t rule, const char *name)
{
    snprintf(past->names[rule], sizeof past->names[rule], "%s", name);
}

void an_pasts_clear(an_pasts *p)
{
    for (size_t i = 0; i < p->n; i++) {
        an_scores_clear(&p->list[i].scores);
        free(p->list[i].names);
    }
    p->n = 0;
}
