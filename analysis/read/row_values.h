/* row_values.h - what a row adds: its amount, margin or 1, and its pieces. */
#ifndef ANALYSIS_READ_ROW_VALUES_H
#define ANALYSIS_READ_ROW_VALUES_H

#include "analysis/read/fields.h"
#include "analysis/read/layout.h"
#include "analysis/read/part.h"

/* values[AN_N_MEASURES]; false, with the column and what is wrong in it, where one is no number. A
 * row without a quantity is counted in `no_quantity` and has none. */
bool an_row_values(const an_layout *layout, const an_record *record, double *values,
                   an_tally *no_quantity, size_t *column, const char **why);

#endif
