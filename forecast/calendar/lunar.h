/* lunar.h - festivals of lunar calendars as days of ours: Chinese, Islamic, Hindu. */
#ifndef FORECAST_LUNAR_H
#define FORECAST_LUNAR_H

#include "forecast/calendar/date.h"

enum { FC_LUNAR_FIRST_YEAR = 1962, FC_LUNAR_LAST_YEAR = 2100 };

/* The Chinese calendar by its definition (GB/T 33661-2017): months start on the day of the new moon
 * in Beijing's time, month 11 holds the winter solstice, and where 13 months lie between two of
 * them the first without a principal solar term is a leap month. `year` is that of ours in which
 * the Chinese year begins, FC_LUNAR_FIRST_YEAR to FC_LUNAR_LAST_YEAR.
 *
 * The day `day` (1 ..) of month 1 .. 12, or of the leap month after it; false where there is none.
 */
bool fc_lunar_date(int year, int month, bool leap, int day, fc_date *date);

/* The day in Beijing on which the sun reaches the longitude in this year: 15 is Qingming. */
fc_date fc_lunar_solar_term(int year, double longitude);

/* A day of the Islamic calendar: `year` counts from the Hijra (1446 began in 2024). A month starts
 * on the evening after a new moon that comes before sunset in Mecca, the rule of thumb of Umm
 * al-Qura; where the sighting decides, the day differs by one now and then. */
fc_date fc_lunar_islamic(int year, int month, int day);

/* Diwali: the first sunset in India in the last lunar day (a thirtieth of a month) before the new
 * moon that comes while the sun stands in the sidereal Libra. */
fc_date fc_lunar_diwali(int year);

#endif
