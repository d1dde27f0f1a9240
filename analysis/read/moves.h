/* moves.h - reorganisations: from a day on, what belonged to one node belongs to another. */
#ifndef ANALYSIS_READ_MOVES_H
#define ANALYSIS_READ_MOVES_H

#include "analysis/read/fields.h"
#include "analysis/read/header.h"
#include "analysis/read/sales.h"

enum { AN_MOVE_COLUMNS = 16 };

typedef struct an_moves an_moves;

/* A file with a column `since`, columns of the sales that say which rows move, and for those that
 * change the same with to_ before: since, region, city, to_region. An empty field or * is any
 * value. As it is (`was` false): rows of all times are counted where they belong now. As it was:
 * each row where it belonged on its day; rows that were recorded under the new keys before that day
 * go back, where a column that does not change, such as the city, tells them. FC_EDATA with the
 * line where a row has no day, names nothing that moves, or nowhere to go. */
fc_status an_moves_read(const char *file, const an_text_options *text, bool was,
                        an_problems *problems, an_moves **moves) FC_CHECKED;
void an_moves_free(an_moves *moves); /* NULL is fine */

/* Which column of the header each column of the moves is; FC_EDATA where there is none. */
fc_status an_moves_find(const an_moves *moves, const an_header *header,
                        size_t columns[AN_MOVE_COLUMNS]) FC_CHECKED;

/* Changes the keys of a record of that day; key_columns[n_keys] are their columns. Without moves
 * (NULL) nothing changes. */
void an_moves_apply(const an_moves *moves, const size_t columns[AN_MOVE_COLUMNS],
                    const an_record *record, fc_date date, const size_t *key_columns, size_t n_keys,
                    const char **keys, size_t *lengths);

#endif
