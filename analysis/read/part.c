/* part.c - what threads have read, put together. */
#include "analysis/read/part.h"

void an_tally_add(an_tally *tally, size_t line)
{
    if (tally->n++ == 0 || line < tally->line)
        tally->line = line;
}

static void join_tally(an_tally *into, const an_tally *from)
{
    if (from->n > 0 && (into->n == 0 || from->line < into->line))
        into->line = from->line;
    into->n += from->n;
}

static void join_counts(an_counts *into, const an_counts *from)
{
    into->rows += from->rows;
    into->kept += from->kept;
    into->aside += from->aside;
    into->filtered += from->filtered;
    if (from->first != FC_DATE_NONE && (into->first == FC_DATE_NONE || from->first < into->first))
        into->first = from->first;
    if (from->last > into->last)
        into->last = from->last;
    join_tally(&into->blank, &from->blank);
    join_tally(&into->late, &from->late);
    join_tally(&into->no_quantity, &from->no_quantity);
    for (size_t k = 0; k < AN_MAX_KEYS; k++) {
        join_tally(&into->empty[k], &from->empty[k]);
        join_tally(&into->star[k], &from->star[k]);
    }
}

fc_status an_part_new(an_part *part)
{
    *part = (an_part){.counts = {.first = FC_DATE_NONE, .last = FC_DATE_NONE}};
    return an_problems_new(&part->problems);
}

void an_part_free(an_part *part)
{
    fc_panel_free(part->panel);
    an_detail_clear(&part->detail);
    an_problems_free(part->problems);
    an_complete_free(&part->complete);
    *part = (an_part){0};
}

static void swap(fc_panel **a, fc_panel **b)
{
    fc_panel *kept = *a;

    *a = *b;
    *b = kept;
}

/* The larger panel takes the smaller one in, so that the fewest cells move. */
fc_status an_part_join(an_part *into, an_part *from)
{
    fc_status status = FC_OK;

    if (!into->panel || (from->panel && fc_panel_size(into->panel) < fc_panel_size(from->panel)))
        swap(&into->panel, &from->panel);
    if (from->panel)
        status = fc_panel_merge(into->panel, from->panel);
    fc_panel_free(from->panel);
    from->panel = NULL;
    if (status == FC_OK)
        status = an_detail_join(&into->detail, &from->detail);
    an_problems_join(into->problems, from->problems);
    join_counts(&into->counts, &from->counts);
    return status == FC_OK ? an_complete_join(&into->complete, &from->complete) : status;
}
