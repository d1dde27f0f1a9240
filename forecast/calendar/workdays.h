/* workdays.h - which days people work, by country and company. */
#ifndef FORECAST_WORKDAYS_H
#define FORECAST_WORKDAYS_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/calendar/date.h"
#include "forecast/status.h"

/* A day that a company has its own way. */
typedef struct {
    fc_date day;
    bool works;
} fc_own_day;

/* Owns its days. */
typedef struct fc_workdays fc_workdays;

/* From `first` to `last`: no weekends, none of the public holidays of the countries ("cn", "us gb";
 * "" for none; a day off in one of them is off), with the days that stand in for those at a
 * weekend. With China alone as the State Council announced them for the years it has
 * (fc_official_years), with the weekends worked instead; later years have the statutory days alone.
 * Own days win. */
fc_status fc_workdays_new(const char *countries, fc_date first, fc_date last, const fc_own_day *own,
                          size_t n_own, fc_workdays **workdays) FC_CHECKED;
void fc_workdays_free(fc_workdays *workdays);

/* Whether people work on the day, which lies between the first and the last. */
bool fc_workdays_is(const fc_workdays *workdays, fc_date day);

/* Days worked from `first` to `last`, both included. */
int fc_workdays_count(const fc_workdays *workdays, fc_date first, fc_date last);

/* China's announced arrangements: +1 a day off, -1 a day worked instead, 0 as any other day.
 * Notices of the General Office of the State Council (国务院办公厅关于部分节假日安排的通知), one a
 * year; *known tells whether there is one for the day's year. */
int fc_official_day(fc_date day, bool *known);
void fc_official_years(int *first, int *last);

#endif
