/* calendar.c - how days are cut into periods, and what the periods are called.
 *
 * Months, quarters and years are runs of 1, 3 and 12 months, counted from the month in which the
 * year starts. In the 4-4-5 family a month is a run of weeks, and the year starts with the week
 * that holds the 4th day of its first month: of all weeks that one starts nearest to the month's
 * first day. With January and Monday this is the ISO 8601 year, with January and Sunday the MMWR
 * year. */
#include "forecast/calendar/calendar.h"

enum { WEEK = 7, FOURTH_DAY = 3, QUARTER_WEEKS = 13, MONTHS_OF_YEAR = 12, DAYS_OF_ERA = 146097 };

/* Months since January of the year 0. */
typedef int32_t month_index;

static int32_t floor_div(int32_t a, int32_t b)
{
    return a / b - (a % b != 0 && (a % b < 0) != (b < 0));
}

static month_index month_of_date(fc_date date)
{
    int year, month, day;

    fc_date_split(date, &year, &month, &day);
    return year * MONTHS_OF_YEAR + month - 1;
}

static fc_date first_of_month(month_index month)
{
    const int year = floor_div(month, MONTHS_OF_YEAR);
    const int eras = year < 1      ? 1
                     : year > 9999 ? -1
                                   : 0; /* 400 years repeat; forecasts may run over */
    fc_date date = 0;

    fc_date_make(year + 400 * eras, month - year * MONTHS_OF_YEAR + 1, 1, &date);
    return date - eras * DAYS_OF_ERA;
}

/* Weeks are numbered from the one that holds 1970-01-01, a Thursday. */
static fc_date week_zero(const fc_calendar *calendar)
{
    return -((4 - calendar->week_start + WEEK) % WEEK);
}

static int32_t week_of(const fc_calendar *calendar, fc_date date)
{
    return floor_div(date - week_zero(calendar), WEEK);
}

static fc_date week_start(const fc_calendar *calendar, int32_t week)
{
    return week * WEEK + week_zero(calendar);
}

/* The calendar's months 0 .. 11 of a year: weeks before each of a quarter's three. */
static const int *weeks_before(const fc_calendar *calendar)
{
    static const int before[][3] = {
        [FC_445] = {0, 4, 8}, [FC_454] = {0, 4, 9}, [FC_544] = {0, 5, 9}};

    return before[calendar->scheme];
}

/* The month in which years of weeks start: ISO years are those of January. */
static int week_year_month(const fc_calendar *calendar)
{
    return calendar->scheme == FC_GREGORIAN ? 1 : calendar->fiscal_start;
}

/* The first week of the year of weeks that starts about the start month of calendar year `year`. */
static int32_t first_week(const fc_calendar *calendar, int year)
{
    const month_index month = year * MONTHS_OF_YEAR + week_year_month(calendar) - 1;

    return week_of(calendar, first_of_month(month) + FOURTH_DAY);
}

/* The calendar year about whose start month the year of weeks that holds `week` began. */
static int year_of_week(const fc_calendar *calendar, int32_t week)
{
    const month_index month = month_of_date(week_start(calendar, week) + FOURTH_DAY);

    return floor_div(month - (week_year_month(calendar) - 1), MONTHS_OF_YEAR);
}

static month_index month_of(const fc_calendar *calendar, fc_date date)
{
    if (calendar->scheme == FC_GREGORIAN)
        return month_of_date(date);

    const int *before = weeks_before(calendar);
    const int32_t week = week_of(calendar, date);
    const int year = year_of_week(calendar, week);
    const int32_t k = week - first_week(calendar, year);
    const int quarter = k < 4 * QUARTER_WEEKS ? k / QUARTER_WEEKS : 3; /* week 53 joins the last */
    const int r = k - quarter * QUARTER_WEEKS;

    return year * MONTHS_OF_YEAR + calendar->fiscal_start - 1 + quarter * 3 + (r >= before[1]) +
           (r >= before[2]);
}

static fc_date month_start(const fc_calendar *calendar, month_index month)
{
    if (calendar->scheme == FC_GREGORIAN)
        return first_of_month(month);

    const month_index since = month - (calendar->fiscal_start - 1);
    const int year = floor_div(since, MONTHS_OF_YEAR);
    const int k = since - year * MONTHS_OF_YEAR;

    return week_start(calendar, first_week(calendar, year) + k / 3 * QUARTER_WEEKS +
                                    weeks_before(calendar)[k % 3]);
}

/* Months a period of the unit spans; 0 where it is no run of months. */
static int months_of(fc_unit unit)
{
    static const int months[] = {[FC_MONTH] = 1, [FC_QUARTER] = 3, [FC_YEAR] = 12};

    return months[unit];
}

static fc_period period_of_month(const fc_calendar *calendar, month_index month)
{
    return floor_div(month - (calendar->fiscal_start - 1), months_of(calendar->unit));
}

static month_index first_month(const fc_calendar *calendar, fc_period period)
{
    return period * months_of(calendar->unit) + calendar->fiscal_start - 1;
}

fc_period fc_calendar_period(const fc_calendar *calendar, fc_date date)
{
    if (calendar->unit == FC_DAY)
        return date;
    if (calendar->unit == FC_WEEK)
        return week_of(calendar, date);
    return period_of_month(calendar, month_of(calendar, date));
}

fc_date fc_calendar_start(const fc_calendar *calendar, fc_period period)
{
    if (calendar->unit == FC_DAY)
        return period;
    if (calendar->unit == FC_WEEK)
        return week_start(calendar, period);
    return month_start(calendar, first_month(calendar, period));
}

fc_date fc_calendar_end(const fc_calendar *calendar, fc_period period)
{
    return fc_calendar_start(calendar, period + 1) - 1;
}

fc_calendar fc_calendar_with(const fc_calendar *calendar, fc_unit unit)
{
    fc_calendar other = *calendar;

    other.unit = unit;
    return other;
}

fc_period fc_calendar_within(const fc_calendar *coarse, const fc_calendar *fine, fc_period period)
{
    const fc_date start = fc_calendar_start(fine, period);

    return fc_calendar_period(coarse, fine->unit == FC_WEEK ? start + FOURTH_DAY : start);
}

size_t fc_calendar_season_length(const fc_calendar *calendar)
{
    static const size_t length[] = {
        [FC_DAY] = 7, [FC_WEEK] = 52, [FC_MONTH] = 12, [FC_QUARTER] = 4, [FC_YEAR] = 1};

    return length[calendar->unit];
}
