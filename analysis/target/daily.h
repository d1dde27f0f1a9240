/* daily.h - how the sales of a period fall on its days. */
#ifndef ANALYSIS_TARGET_DAILY_H
#define ANALYSIS_TARGET_DAILY_H

#include "analysis/read/sales.h"
#include "forecast/calendar/workdays.h"

enum { AN_DAILY_WEEK = 7 };

typedef struct {
    double weekday[AN_DAILY_WEEK]; /* mean sales of a Monday ... Sunday */
    bool learned;                  /* from the sales; else Monday to Friday alike */
    /* Holidays, borrowed; NULL: none are known. `off` is what a day off from Monday to Friday sells
     * of its weekday, `work` what a weekend worked instead sells of a working day. */
    const fc_workdays *workdays;
    fc_date first, last; /* the days they know */
    double off, work;
} an_daily;

/* Monday to Friday alike, nothing at weekends and on days off; workdays NULL: no holidays. */
an_daily an_daily_working_days(const fc_workdays *workdays, fc_date first, fc_date last);

/* Reads the files once more, by days, and takes the means of the last two years into `daily`, which
 * holds working days: of each weekday, and of days off and weekends worked. Where the dates are
 * none of days (most working days have no row), or the files are no files that can be read twice,
 * working days it stays. `options` are those of the sales. */
fc_status an_daily_learn(const char *const *files, size_t n_files, const an_sales_options *options,
                         size_t measure, an_daily *daily) FC_CHECKED;

/* What the day weighs; never negative. */
double an_daily_weight(const an_daily *daily, fc_date day);

#endif
