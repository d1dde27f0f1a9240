/* store.h - what is at hand while a run is stored, for the files that do it. */
#ifndef ANALYSIS_ARCHIVE_STORE_H
#define ANALYSIS_ARCHIVE_STORE_H

#include "analysis/archive/archive.h"

typedef struct {
    an_database *db;
    const an_archive_run *run;
    int64_t scope, id;
    int64_t *node_ids; /* in the database, of each node of the hierarchy */
} an_archive_storing;

enum { AN_ARCHIVE_TARGET_COLUMNS = 9 }; /* behind the keys */

/* Inside the transaction: actuals, moved amounts and plan where they changed. */
fc_status an_archive_store_past(an_archive_storing *storing) FC_CHECKED;

/* The same, then forecasts, models, adjustments, targets. */
fc_status an_archive_store_values(an_archive_storing *storing) FC_CHECKED;

#endif
