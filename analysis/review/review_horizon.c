/* review_horizon.c - counts the periods that are left of the review's year. */
#include "analysis/review/review_horizon.h"

#include "analysis/plan/plan.h"

enum { FURTHEST_YEARS = 2 }; /* beyond this a forecast says nothing of a plan */

fc_status an_review_horizon(const an_sales *sales, const char *year, size_t *horizon)
{
    const fc_calendar *calendar = &sales->calendar;
    const fc_calendar years = fc_calendar_with(calendar, FC_YEAR);
    const fc_period next = sales->last_complete + 1;
    const fc_period latest = fc_calendar_within(&years, calendar, next) + FURTHEST_YEARS;
    fc_period wanted, last;
    fc_status status = an_plan_year(sales, year, &wanted);

    if (status != FC_OK)
        return status;
    if (wanted > latest) {
        char label[FC_LABEL_SIZE];

        fc_calendar_label(calendar, sales->last_complete, label);
        return fc_fail(FC_EDATA, "--for %s: the sales end with %s, too early to forecast that year",
                       year, label);
    }
    last = fc_calendar_period(calendar, fc_calendar_end(&years, wanted));
    *horizon = last >= next ? (size_t)(last - next + 1) : 1;
    return FC_OK;
}
