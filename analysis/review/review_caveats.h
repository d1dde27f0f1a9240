/* review_caveats.h - what a reader must know of a review that rests on little. */
#ifndef ANALYSIS_REVIEW_CAVEATS_H
#define ANALYSIS_REVIEW_CAVEATS_H

#include "analysis/check/problems.h"
#include "analysis/read/sales.h"

/* Warns where less than a year of complete periods is known (of years: less than four), so that no
 * season shows and ranges rest on little; and where there is but one period, of which nothing tells
 * whether it is complete. `file` names the sales. */
void an_review_caveats(const an_sales *sales, const char *file, an_problems *problems);

#endif
