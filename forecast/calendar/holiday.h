/* holiday.h - the days that move sales: public holidays, festivals and shopping days. */
#ifndef FORECAST_HOLIDAY_H
#define FORECAST_HOLIDAY_H

#include <stddef.h>

#include "forecast/calendar/date.h"

/* How the day is found in a year; a, b, c as said. */
typedef enum {
    FC_RULE_FIXED,   /* month a, day b */
    FC_RULE_WEEKDAY, /* month a: the b-th weekday c (1 = Monday); b = -1: the last */
    FC_RULE_EASTER,  /* western Easter Sunday */
    FC_RULE_LUNAR,   /* Chinese month a, day b */
    FC_RULE_TERM,    /* the sun's longitude a in Beijing */
    FC_RULE_ISLAMIC, /* Islamic month a, day b */
    FC_RULE_DIWALI
} fc_holiday_rule;

/* A row of the table. The effect on sales has up to three windows: `before` days up to its first
 * day, `length` days from it, `after` days behind them. */
typedef struct {
    const char *name, *name_zh;
    const char *countries; /* codes of two letters, lower case: "de fr gb" */
    fc_holiday_rule rule;
    int a, b, c;
    int shift; /* from the rule's day to its first day */
    int before, length, after;
    int off; /* so many of its days, from the first, are public holidays; 0: people work */
} fc_holiday;

size_t fc_holiday_count(void);
const fc_holiday *fc_holiday_at(size_t i);

/* Whether the country has it; and whether any row names the country. */
bool fc_holiday_in(const fc_holiday *holiday, const char *country);
bool fc_holiday_country(const char *country);

/* first[max] = its first days from `begin` to `end`, ascending; how many there are. Years 1963 to
 * 2099. */
size_t fc_holiday_days(const fc_holiday *holiday, fc_date begin, fc_date end, fc_date *first,
                       size_t max);

/* Western Easter Sunday, any year from 1583 on. Meeus/Jones/Butcher. */
fc_date fc_easter(int year);

#endif
