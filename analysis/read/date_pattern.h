/* date_pattern.h - one way to write a day, as a pattern with %Y, %m, %d, and text that is matched
 * to it. */
#ifndef ANALYSIS_READ_DATE_PATTERN_H
#define ANALYSIS_READ_DATE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

/* What a pattern read; what it did not read stays as it was. */
typedef struct {
    int year, month, day;
    int clock; /* of no use: the time of the day is left out */
} an_day;

/* %Y %y %m %d %b (%B, %h: March or Mar) %H %M %S %f %p %Z; a blank is any number of blanks; ~ is
 * one of the marks - / . and the same one throughout; all else stands for itself. Steps *text over
 * what it matched; false, and *text stays, where it does not match. `text` comes from an_plain. */
bool an_date_match(const char *pattern, const char **text, an_day *day);

/* Whether every conversion of the pattern is known. */
bool an_date_pattern_known(const char *pattern);

/* "March". */
const char *an_date_month_name(int month);

#endif
