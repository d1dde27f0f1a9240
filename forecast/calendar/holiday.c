/* holiday.c - the rules of the holiday table, as days. */
#include "forecast/calendar/holiday.h"

#include <string.h>

#include "forecast/calendar/lunar.h"

enum { DAYS_OF_WEEK = 7, HIJRA = 622 };

fc_date fc_easter(int year)
{
    const int a = year % 19, b = year / 100, c = year % 100;
    const int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    const int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
    const int m = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
    fc_date date = 0;

    (void)fc_date_make(year, m / 31, m % 31 + 1, &date);
    return date;
}

static fc_date fixed(int year, int month, int day)
{
    fc_date date = 0;

    (void)fc_date_make(year, month, day, &date);
    return date;
}

/* The n-th weekday of the month, or its last for n = -1. */
static fc_date nth_weekday(int year, int month, int n, int weekday)
{
    const fc_date first = n > 0 ? fixed(year, month, 1)
                                : (month < 12 ? fixed(year, month + 1, 1) : fixed(year + 1, 1, 1));
    const int ahead = (weekday - fc_date_weekday(first) + DAYS_OF_WEEK) % DAYS_OF_WEEK;

    return n > 0 ? first + ahead + DAYS_OF_WEEK * (n - 1) : first + ahead - DAYS_OF_WEEK;
}

/* The day of the rule in year `year` of its own calendar. */
static fc_date day_of(const fc_holiday *h, int year)
{
    fc_date date = 0;

    switch (h->rule) {
    case FC_RULE_FIXED:
        return fixed(year, h->a, h->b);
    case FC_RULE_WEEKDAY:
        return nth_weekday(year, h->a, h->b, h->c);
    case FC_RULE_EASTER:
        return fc_easter(year);
    case FC_RULE_LUNAR:
        (void)fc_lunar_date(year, h->a, false, h->b, &date);
        return date;
    case FC_RULE_TERM:
        return fc_lunar_solar_term(year, h->a);
    case FC_RULE_ISLAMIC:
        return fc_lunar_islamic(year, h->a, h->b);
    case FC_RULE_DIWALI:
        return fc_lunar_diwali(year);
    }
    return date;
}

/* The year of the rule's own calendar that holds the start of our year, or one before it. */
static int own_year(const fc_holiday *h, int year)
{
    return h->rule == FC_RULE_ISLAMIC ? (year - HIJRA) * 33 / 32 - 1 : year - 1;
}

size_t fc_holiday_days(const fc_holiday *h, fc_date begin, fc_date end, fc_date *first, size_t max)
{
    int year, month, day;
    size_t n = 0;

    fc_date_split(begin, &year, &month, &day);
    for (int y = own_year(h, year); n < max; y++) {
        const fc_date date = day_of(h, y) + h->shift;

        if (date > end)
            break;
        if (date >= begin)
            first[n++] = date;
    }
    return n;
}

bool fc_holiday_in(const fc_holiday *h, const char *country)
{
    return strlen(country) == 2 && !strchr(country, ' ') && strstr(h->countries, country) != NULL;
}

bool fc_holiday_country(const char *country)
{
    for (size_t i = 0; i < fc_holiday_count(); i++)
        if (fc_holiday_in(fc_holiday_at(i), country))
            return true;
    return false;
}
