/* movement.h - what one node's outlook moved by between two runs, cause by cause. */
#ifndef ANALYSIS_ARCHIVE_MOVEMENT_H
#define ANALYSIS_ARCHIVE_MOVEMENT_H

#include "analysis/archive/query.h"

typedef enum {
    AN_CAUSE_NEW_ACTUALS, /* against what was forecast for them */
    AN_CAUSE_REVISED,     /* actuals that both runs know */
    AN_CAUSE_MODEL,       /* another model's forecast, without calendar and drivers */
    AN_CAUSE_NEW_DATA,    /* the same model's, on more data */
    AN_CAUSE_DRIVERS,
    AN_CAUSE_RECONCILIATION, /* and what was learned over the panel */
    AN_CAUSE_DEALS,
    AN_CAUSE_HIERARCHY, /* nodes that came or went, and what was moved between nodes */
    AN_N_CAUSES
} an_cause;

extern const char *const an_cause_names[AN_N_CAUSES];

enum { AN_MOVEMENT_STEPS = 12, AN_MOVEMENT_STEP = 64 };

/* Steps of adjustments follow one another in the order in which they were applied. */
typedef struct {
    char name[AN_QUERY_TEXT]; /* of the node, as the archive has it */
    double before, after, causes[AN_N_CAUSES], steps[AN_MOVEMENT_STEPS];
    double others; /* what adjustments of other nodes did, where none is kept of this one */
    bool has_plan;
    double plan_before, plan_after; /* of the same periods */
} an_movement;

/* Two runs of one series; reads the movements node by node. */
typedef struct {
    an_archive *archive;
    an_archive_info before, after;
    fc_period first, last; /* that are compared */
    size_t n_steps;
    char steps[AN_MOVEMENT_STEPS][AN_MOVEMENT_STEP];
    an_statement *rows, *adjustments, *moved; /* owned */
    bool any_moved, at_row;
} an_movements;

/* Finds the runs and nodes asked for. Close it, also after a failure. */
fc_status an_movements_open(an_archive *archive, const an_archive_query *query,
                            an_movements *movements) FC_CHECKED;
void an_movements_close(an_movements *movements);

/* The next node; *found is false behind the last one. before + all causes = after. */
fc_status an_movements_next(an_movements *movements, an_movement *movement, bool *found) FC_CHECKED;

#endif
