/* complete.h - which are the first and the last period whose days are all in. */
#ifndef ANALYSIS_READ_COMPLETE_H
#define ANALYSIS_READ_COMPLETE_H

#include "forecast/calendar/calendar.h"

/* The first and the last day with a row of a period; FC_DATE_NONE: no row. */
typedef struct {
    fc_date first, last;
} an_complete_days;

/* Those of each period. Starts as {0}. */
typedef struct {
    an_complete_days *days; /* owned */
    size_t n;
    fc_period base; /* period of days[0] */
} an_complete;

void an_complete_free(an_complete *complete);

fc_status an_complete_add(an_complete *complete, fc_period period, fc_date date) FC_CHECKED;
fc_status an_complete_join(an_complete *into, const an_complete *from) FC_CHECKED;

/* The last period with a row, if it is complete, else the one before. It is complete where as_of is
 * at or after its end; or where no more days are missing at its end than at the end of some earlier
 * period, as with dates that all are a period's first day; or where there is no earlier period to
 * compare it with. */
fc_period an_complete_last(const an_complete *complete, const fc_calendar *calendar, fc_date as_of);

/* Days from the last day of the periods before the last one to its first day, which is *day; 0
 * where there is no other period. And from the last day of the first period to the next one's. */
int32_t an_complete_after_others(const an_complete *complete, fc_date *day);
int32_t an_complete_before_others(const an_complete *complete, fc_date *day);

/* The first period with a row, if it is complete, else the one after. It is not where both more
 * days and a larger part of it are missing at its start than at the start of any later period; with
 * fewer than six of these to compare with, where twice as many and more are. */
fc_period an_complete_first(const an_complete *complete, const fc_calendar *calendar);

#endif
