/* target_table.h - targets as a result table: a row a node and period, coarse to fine. */
#ifndef ANALYSIS_TARGET_TARGET_TABLE_H
#define ANALYSIS_TARGET_TARGET_TABLE_H

#include "analysis/table/table.h"
#include "analysis/target/target.h"

/* Key columns, period, metric, target, last_year, baseline, stretch, p_attain, basis, locked
 * (yes, no); notes tell how to read it. `metric` is borrowed for the call; `kind` is how amounts
 * are shown: AN_MONEY, or AN_MIXED where rows of other metrics follow. */
fc_status an_target_table(const an_target *target, const char *metric, an_column_kind kind,
                          const char *lang, an_table **table) FC_CHECKED;

/* The rows of another metric under those of the first: its sales have the same keys. */
void an_target_add(const an_target *target, const char *metric, const char *lang, an_table *table);

enum { AN_BASIS_SIZE = 512 };

/* Why the number is what it is: the rule and the weight in words. */
void an_target_basis(const an_target *target, size_t node, size_t span, const char *lang,
                     char text[AN_BASIS_SIZE]);

/* What a reader of any form of it must know. */
void an_target_notes(const an_target *target, const char *lang, an_table *table);

#endif
