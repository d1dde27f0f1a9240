/* astronomy.h - when the moon is new and where the sun stands: what lunar calendars follow. */
#ifndef FORECAST_ASTRONOMY_H
#define FORECAST_ASTRONOMY_H

#include "forecast/calendar/date.h"

/* Moments are days since 1970-01-01 00:00 universal time, with a fraction. Good to about half a
 * minute from 1950 to 2100, where the Earth's rotation is known or well guessed. */

/* The k-th new moon; number 0 is that of 2000-01-06. Meeus, Astronomical Algorithms, 2nd ed.,
 * chapter 49. */
double fc_new_moon(int k);

/* How far the moon is from its perigee at the k-th new moon, in degrees. */
double fc_moon_anomaly(int k);

/* The number of the last new moon at or before the moment. */
int fc_new_moon_before(double moment);

/* The sun's apparent longitude in degrees, 0 <= longitude < 360. Bretagnon & Simon, Planetary
 * Programs and Tables (1986), as given by Reingold & Dershowitz, Calendrical Calculations, 14.4. */
double fc_solar_longitude(double moment);

/* The first moment at or after `moment` when the sun stands at `longitude` (0 .. 360). */
double fc_solar_longitude_after(double longitude, double moment);

#endif
