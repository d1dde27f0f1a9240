/* date.c - days of the proleptic Gregorian calendar, as numbers.
 *
 * A year is counted from March, so that the leap day is its last day: H. Hinnant, chrono-Compatible
 * Low-Level Date Algorithms (2021), days_from_civil and civil_from_days. */
#include "forecast/calendar/date.h"

#include <stdio.h>

enum {
    DAYS_OF_ERA = 146097, /* 400 years */
    EPOCH = 719468,       /* from 0000-03-01 to 1970-01-01 */
    YEAR_MAX = 9999
};

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return days[month - 1] + (month == 2 && is_leap(year));
}

bool fc_date_make(int year, int month, int day, fc_date *date)
{
    if (year < 1 || year > YEAR_MAX || month < 1 || month > 12 || day < 1 ||
        day > days_in_month(year, month))
        return false;

    const int y = month > 2 ? year : year - 1;
    const int era = y / 400, year_of_era = y % 400;
    const int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    const int day_of_era = 365 * year_of_era + year_of_era / 4 - year_of_era / 100 + day_of_year;

    *date = era * DAYS_OF_ERA + day_of_era - EPOCH;
    return true;
}

void fc_date_split(fc_date date, int *year, int *month, int *day)
{
    const int64_t z = (int64_t)date + EPOCH;
    const int64_t era = (z >= 0 ? z : z - (DAYS_OF_ERA - 1)) / DAYS_OF_ERA;
    const int day_of_era = (int)(z - era * DAYS_OF_ERA);
    const int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int m = (5 * day_of_year + 2) / 153; /* 0 = March */

    *day = day_of_year - (153 * m + 2) / 5 + 1;
    *month = m < 10 ? m + 3 : m - 9;
    *year = (int)(era * 400) + year_of_era + (m >= 10);
}

int fc_date_weekday(fc_date date)
{
    const int since_thursday = date % 7; /* 1970-01-01 was a Thursday */

    return (since_thursday + 7 + 3) % 7 + 1;
}

void fc_date_format(fc_date date, char text[11])
{
    int year, month, day;

    fc_date_split(date, &year, &month, &day);
    snprintf(text, 11, "%04d-%02d-%02d", year, month, day);
}

/* The number that `n` digits make; -1 where one of them is none. */
static int digits(const char *text, int n)
{
    int value = 0;

    for (int i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

bool fc_date_parse(const char *text, fc_date *date)
{
    const int year = digits(text, 4);

    if (year < 0 || text[4] != '-')
        return false;
    const int month = digits(text + 5, 2);

    if (month < 0 || text[7] != '-')
        return false;
    const int day = digits(text + 8, 2);

    return day >= 0 && text[10] == '\0' && fc_date_make(year, month, day, date);
}
