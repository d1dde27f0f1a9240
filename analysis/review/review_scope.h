/* review_scope.h - the months, quarters, year and to-date of a review as runs of sales periods. */
#ifndef ANALYSIS_REVIEW_SCOPE_H
#define ANALYSIS_REVIEW_SCOPE_H

#include "analysis/review/review.h"

/* One period of one scope. */
typedef struct {
    an_scope scope;
    char label[FC_LABEL_SIZE];
    fc_period first, last; /* sales periods */
} an_review_slot;

/* The slots of a year, month to to-date; scopes finer than the sales periods have none, and to-date
 * has none before the year's first complete period. The caller frees them. */
fc_status an_review_scope_slots(const fc_calendar *calendar, fc_period year,
                                fc_period last_complete, an_review_slot **slots,
                                size_t *n) FC_CHECKED;

/* Monday to Friday from the first date to the last, both counted; 0 where they stand the other way.
 */
size_t an_review_scope_workdays(fc_date first, fc_date last);

#endif
