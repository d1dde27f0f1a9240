/* memory.h - what an archive tells a report about a run: why the outlook moved since the last one,
 * and how good such forecasts were. */
#ifndef ANALYSIS_ARCHIVE_MEMORY_H
#define ANALYSIS_ARCHIVE_MEMORY_H

#include "analysis/archive/movement.h"

/* Owns its lists. */
typedef struct {
    int64_t run, before;       /* before 0: there is none to compare with */
    char known[FC_LABEL_SIZE]; /* the last period of actuals of the run before */
    char first[FC_LABEL_SIZE], last[FC_LABEL_SIZE]; /* of the periods compared */
    an_movement *movements; /* the total first, then the nodes of the levels asked for */
    size_t n_movements, n_steps;
    char steps[AN_MOVEMENT_STEPS][AN_MOVEMENT_STEP];
    an_table *changes;  /* an_archive_changes of the total; NULL: none */
    an_table *accuracy; /* an_archive_accuracy of the total; NULL: no actual has come yet */
} an_memory;

/* Compares the last run with the newest one that knew less of the past and did not only set
 * targets, else with the newest before it, over periods first .. last that both know. `n_levels`:
 * of the hierarchy, from the total on. */
fc_status an_memory_read(an_archive *archive, int64_t run, fc_period first, fc_period last,
                         size_t n_levels, an_memory **memory) FC_CHECKED;
void an_memory_free(an_memory *memory); /* NULL is fine */

/* What a node moved by; NULL where it is not there. */
const an_movement *an_memory_of(const an_memory *memory, const fc_hierarchy *hierarchy,
                                size_t node);

#endif
