/* calendar_label.c - what periods are called: labels written and read. */
#include <stdio.h>
#include <string.h>

#include "forecast/calendar/calendar.h"

/* The years in which the calendar's periods are numbered: those of weeks are ISO years, or MMWR
 * years from Sunday, unless the year itself is made of weeks. */
static fc_calendar years_of(const fc_calendar *calendar)
{
    fc_calendar years = fc_calendar_with(calendar, FC_YEAR);

    if (calendar->unit == FC_WEEK && calendar->scheme == FC_GREGORIAN) {
        years.scheme = FC_445;
        years.fiscal_start = 1;
    }
    return years;
}

/* A year is named after the calendar year in which it starts, plus this. */
static int year_shift(const fc_calendar *years)
{
    return years->fiscal_start > (years->scheme == FC_GREGORIAN ? 1 : 6);
}

/* The first of the calendar's periods in a year. */
static fc_period first_of_year(const fc_calendar *calendar, const fc_calendar *years,
                               fc_period year)
{
    return fc_calendar_period(calendar, fc_calendar_start(years, year));
}

void fc_calendar_label(const fc_calendar *calendar, fc_period period, char label[FC_LABEL_SIZE])
{
    const fc_calendar years = years_of(calendar);
    const fc_period year = fc_calendar_within(&years, calendar, period);
    const int name = year + year_shift(&years);
    const int n = period - first_of_year(calendar, &years, year);
    const int month = years.fiscal_start - 1 + n; /* from January of the year of the start */

    switch (calendar->unit) {
    case FC_DAY:
        fc_date_format(period, label);
        break;
    case FC_WEEK:
        snprintf(label, FC_LABEL_SIZE, "%04d-W%02d", name, n + 1);
        break;
    case FC_MONTH:
        snprintf(label, FC_LABEL_SIZE, "%04d-%02d", year + month / 12, month % 12 + 1);
        break;
    case FC_QUARTER:
        snprintf(label, FC_LABEL_SIZE, "%04d-Q%d", name, n + 1);
        break;
    case FC_YEAR:
        snprintf(label, FC_LABEL_SIZE, "%04d", name);
        break;
    }
}

/* How periods may be written: Y stands for four digits, N for one or two. */
static const struct {
    fc_unit unit;
    const char *pattern;
} patterns[] = {
    {FC_DAY, "Y-N-N"},    {FC_DAY, "Y/N/N"},     {FC_DAY, "Y年N月N日"}, {FC_WEEK, "Y-WN"},
    {FC_WEEK, "YWN"},     {FC_WEEK, "Y年第N周"}, {FC_MONTH, "Y-N"},     {FC_MONTH, "Y/N"},
    {FC_MONTH, "Y年N月"}, {FC_QUARTER, "Y-QN"},  {FC_QUARTER, "YQN"},   {FC_QUARTER, "Y年第N季度"},
    {FC_YEAR, "Y"},       {FC_YEAR, "Y年"},
};

/* Reads between min and max digits and steps over them. */
static bool read_number(const char **text, int min, int max, int *number)
{
    int n = 0;

    for (*number = 0; n < max && **text >= '0' && **text <= '9'; n++, (*text)++)
        *number = *number * 10 + **text - '0';
    return n >= min;
}

/* Writes the numbers that stand at Y and N; false where the whole text does not fit. */
static bool matches(const char *pattern, const char *text, int number[3])
{
    for (; *pattern; pattern++) {
        if (*pattern == 'Y' || *pattern == 'N') {
            const bool year = *pattern == 'Y';

            if (!read_number(&text, year ? 4 : 1, year ? 4 : 2, number++))
                return false;
        } else if (*pattern != *text++) {
            return false;
        }
    }
    return *text == '\0';
}

/* The n-th period, from 1, of the year named `name`; false where the year has fewer. */
static bool nth_of_year(const fc_calendar *calendar, int name, int n, fc_period *period)
{
    const fc_calendar years = years_of(calendar);
    const fc_period year = name - year_shift(&years);

    *period = first_of_year(calendar, &years, year) + n - 1;
    return n >= 1 && *period < first_of_year(calendar, &years, year + 1);
}

static bool named(const fc_calendar *calendar, const int number[3], fc_period *period)
{
    const int year = number[0], n = number[1];

    if (calendar->unit == FC_DAY)
        return fc_date_make(year, n, number[2], period);
    if (year < 1)
        return false;
    if (calendar->unit == FC_YEAR)
        return nth_of_year(calendar, year, 1, period);
    if (calendar->unit != FC_MONTH)
        return nth_of_year(calendar, year, n, period);
    if (n < 1 || n > 12)
        return false;

    /* A month has the calendar's name, whatever year it is counted in. */
    const fc_calendar years = years_of(calendar);
    const int start = n < years.fiscal_start ? year - 1 : year;

    return nth_of_year(calendar, start + year_shift(&years), (n - years.fiscal_start + 12) % 12 + 1,
                       period);
}

bool fc_calendar_parse(const fc_calendar *calendar, const char *text, fc_unit *unit,
                       fc_period *period)
{
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        int number[3] = {0};

        if (matches(patterns[i].pattern, text, number)) {
            const fc_calendar cut = fc_calendar_with(calendar, patterns[i].unit);

            *unit = cut.unit;
            return named(&cut, number, period);
        }
    }
    return false;
}

static const char *const unit_names[] = {[FC_DAY] = "day",
                                         [FC_WEEK] = "week",
                                         [FC_MONTH] = "month",
                                         [FC_QUARTER] = "quarter",
                                         [FC_YEAR] = "year"};

const char *fc_unit_name(fc_unit unit)
{
    return unit_names[unit];
}

bool fc_unit_parse(const char *name, fc_unit *unit)
{
    for (size_t i = 0; i < sizeof unit_names / sizeof *unit_names; i++)
        if (strcmp(name, unit_names[i]) == 0) {
            *unit = (fc_unit)i;
            return true;
        }
    return false;
}
