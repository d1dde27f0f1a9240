/* value.h - numbers and dates as people write them, by stated rules and never by guess. */
#ifndef ANALYSIS_READ_VALUE_H
#define ANALYSIS_READ_VALUE_H

#include "analysis/read/sales.h"

/* 1234.5, -1,234.50, 1 234, (123), 123-, 12%, ¥1,234, 1,234元, CNY 5, 1.2万, 3亿, 1e3, and all of
 * it in full-width characters. With decimal ',': 1.234,50. Thousands stand in groups of three.
 * Where the delimiter is ';' and `decimal` is not given, 1,234 and 1.234 are refused: they read
 * both ways. False where the text is no number; *why then says so in words, until the thread's next
 * value. */
bool an_value_number(const char *text, size_t length, const an_text_options *options,
                     double *number, const char **why);

/* A day: 2026-03-05, 2026/3/5, 2026.3.5, 20260305, 2026年3月5日, 5 Mar 2026, March 5, 2026, each
 * with a time and a zone behind it, which are left out; an Excel serial (20000 to 80000); epoch
 * milliseconds (a midnight of any zone is its day, another time is its day in UTC). A period is its
 * first day: 2026-03, 2026年3月, Mar 2026, 2026-Q1, 2026-W11, 2026. 3/4/2026 is read only where one
 * part exceeds 12, both are the same, or date_format tells the order. Years 1900 to 2200. */
bool an_value_date(const char *text, size_t length, const an_text_options *options, fc_date *date,
                   const char **why);

/* FC_EUSAGE where the date format is none of dmy, mdy, ymd and names no year by %Y or %y, or has a
 * conversion other than %Y %y %m %d %b %H %M %S %f %p %Z %%. NULL is fine. */
fc_status an_value_check_format(const char *date_format) FC_CHECKED;

#endif
