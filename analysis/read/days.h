/* days.h - the days of a date column, each way of writing one read once. */
#ifndef ANALYSIS_READ_DAYS_H
#define ANALYSIS_READ_DAYS_H

#include "analysis/read/value.h"

typedef struct an_days an_days;

/* Borrows the options; periods are the calendar's. */
fc_status an_days_new(const an_text_options *options, const fc_calendar *calendar,
                      an_days **days) FC_CHECKED;
void an_days_free(an_days *days); /* NULL is fine */

/* As an_value_date, with the period that holds the day. */
bool an_days_read(an_days *days, const char *text, size_t length, fc_date *date, fc_period *period,
                  const char **why);

#endif
