/* query.h - runs and nodes of an archive, found for the reports. */
#ifndef ANALYSIS_ARCHIVE_QUERY_H
#define ANALYSIS_ARCHIVE_QUERY_H

#include "analysis/archive/archive.h"

enum { AN_QUERY_TEXT = 2048, AN_QUERY_COLUMNS = 24 };

typedef struct {
    int64_t id, scope;
    fc_period last; /* of its actuals */
    size_t horizon;
    fc_calendar calendar;
    size_t n_keys;
    char keys[AN_QUERY_TEXT]; /* names of the key columns, each terminated */
    const char *key_names[AN_MAX_KEYS];
} an_archive_info;

/* The run with this number; 0: the last. FC_EDATA where there is none. `info` holds pointers into
 * itself: it is not copied. */
fc_status an_archive_find(an_archive *archive, int64_t run, an_archive_info *info) FC_CHECKED;

/* The run of the same series before this one; FC_EDATA where there is none. */
fc_status an_archive_before(an_archive *archive, const an_archive_info *run,
                            int64_t *before) FC_CHECKED;

/* The name of the node that is asked for, as the archive has it; "%" is all of them. FC_EUSAGE
 * where a key has no such name. */
fc_status an_archive_node_name(const an_archive_info *info, const an_archive_query *query,
                               char name[AN_QUERY_TEXT]) FC_CHECKED;

/* Sets one text cell a key from a node's name. */
void an_archive_key_cells(const an_archive_info *info, const char *name, an_table *table);

/* Puts the key columns first, then `rest`, AN_QUERY_COLUMNS at most. */
fc_status an_archive_table(const an_archive_info *info, const an_column *rest, size_t n,
                           an_table **table) FC_CHECKED;

#endif
