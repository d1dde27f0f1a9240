/* review_carriers.h - which children carry what a node is off by. */
#ifndef ANALYSIS_REVIEW_CARRIERS_H
#define ANALYSIS_REVIEW_CARRIERS_H

#include "analysis/review/review_parts.h"

/* Along the dimension that explains most. Amounts have the sign of what the node is off by. */
typedef struct {
    size_t dimension;
    size_t n, n_same;     /* children with what the row is measured by: a plan or a year before;
                             and those of them that go the same way */
    size_t first, second; /* nodes that carry most; SIZE_MAX where there is none */
    double first_amount, second_amount;
} an_review_carriers;

/* False where no dimension has two children with a row. */
bool an_review_carriers_find(const an_review *review, size_t slot, const an_review_row *row,
                             an_review_carriers *carriers);

#endif
