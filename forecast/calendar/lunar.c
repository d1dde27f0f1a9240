/* lunar.c - new moons and solar terms cut into months. */
#include "forecast/calendar/lunar.h"

#include <math.h>

#include "forecast/calendar/astronomy.h"

enum { MONTHS = 12, SOLSTICE = 270, SECTOR = 30 };

static const double BEIJING = 8.0 / 24; /* ahead of universal time, in days */
static const double INDIA = 5.5 / 24;
static const double MECCA_SUNSET = 15.0 / 24; /* 18:00 there, in universal time */
static const double INDIA_SUNSET = 17.6 / 24; /* late in October, there */

static fc_date day_in(double moment, double ahead)
{
    return (fc_date)floor(moment + ahead);
}

static fc_date new_year_day(int year)
{
    fc_date date = 0;

    (void)fc_date_make(year, 1, 1, &date);
    return date;
}

fc_date fc_lunar_solar_term(int year, double longitude)
{
    const double start = new_year_day(year) - BEIJING;

    return day_in(fc_solar_longitude_after(longitude, start), BEIJING);
}

static fc_date month_start(int moon)
{
    return day_in(fc_new_moon(moon), BEIJING);
}

/* The new moon that starts the month that holds this day. */
static int month_of(fc_date day)
{
    int moon = fc_new_moon_before((double)day + 1 - BEIJING);

    while (month_start(moon) > day)
        moon--;
    while (month_start(moon + 1) <= day)
        moon++;
    return moon;
}

/* The sector of 30 degrees that the sun stands in when this day begins. */
static int sector(fc_date day)
{
    return (int)floor(fc_solar_longitude((double)day - BEIJING) / SECTOR);
}

static bool has_principal_term(int moon)
{
    return sector(month_start(moon)) != sector(month_start(moon + 1));
}

/* The new moons of month 11 of this year and of the one before. */
static void between_solstices(int year, int *before, int *after)
{
    *before = month_of(fc_lunar_solar_term(year - 1, SOLSTICE));
    *after = month_of(fc_lunar_solar_term(year, SOLSTICE));
}

/* The month of `year` after `n` regular ones since the month 11 that `from` starts. */
static int regular_month(int from, int to, int n, bool *leap_follows)
{
    bool used = to - from == MONTHS; /* no leap month to look for */
    int moon = from;

    while (n > 0) {
        moon++;
        if (!used && !has_principal_term(moon))
            used = true; /* this one does not count */
        else
            n--;
    }
    *leap_follows = !used && !has_principal_term(moon + 1);
    return moon;
}

bool fc_lunar_date(int year, int month, bool leap, int day, fc_date *date)
{
    const bool late = month >= 11; /* these lie behind the solstice of `year` */
    int from, to;
    bool leap_follows;

    if (year < FC_LUNAR_FIRST_YEAR || year > FC_LUNAR_LAST_YEAR || month < 1 || month > MONTHS ||
        day < 1)
        return false;
    between_solstices(year + late, &from, &to);

    const int regular = regular_month(from, to, late ? month - 11 : month + 1, &leap_follows);
    const int moon = regular + leap;

    if ((leap && !leap_follows) || day > month_start(moon + 1) - month_start(moon))
        return false;
    *date = month_start(moon) + day - 1;
    return true;
}

/* Twelve months a year; the first of 1421 began after the new moon number 3 of 2000-04-04. */
fc_date fc_lunar_islamic(int year, int month, int day)
{
    const int moon = (year - 1421) * MONTHS + month - 1 + 3;

    /* The evening is the first at whose sunset the moon is past new; the day is the next. */
    return (fc_date)ceil(fc_new_moon(moon) - MECCA_SUNSET) + day;
}

/* Longitude of the sidereal zodiac's start against the equinox (Lahiri), in degrees. */
static double ayanamsha(double moment)
{
    return 23.853 + (moment - 10957.5) / 365.25 * 0.013968;
}

/* How long the last lunar day before the new moon is, 20 to 27 hours: the moon gains 12.19 degrees
 * a day on the sun, more where it is near. */
static double last_lunar_day(int moon)
{
    return 12 / (12.19 + 1.45 * cos(fc_moon_anomaly(moon) * 0.017453292519943295));
}

fc_date fc_lunar_diwali(int year)
{
    fc_date october = 0;
    int moon;

    (void)fc_date_make(year, 10, 1, &october);
    moon = fc_new_moon_before(october);
    for (;; moon++) {
        const double moment = fc_new_moon(moon);
        const double sun = fc_solar_longitude(moment) - ayanamsha(moment);

        if (moment >= october && sun >= 180 && sun < 210)
            return (fc_date)ceil(moment - last_lunar_day(moon) + INDIA - INDIA_SUNSET);
    }
}
