/* seasons.h - the periods at which a series may repeat itself. */
#ifndef FORECAST_SEASONS_H
#define FORECAST_SEASONS_H

#include <stddef.h>

enum { FC_SEASONS_MAX = 2 };

/* Periods that go with a season length, ascending: days have weeks and years, weeks have quarters
 * and years, hours have days and weeks. Those that n observations do not show twice are left out,
 * but for the season length itself. Returns how many; none for a season length of 1. */
size_t fc_seasons_of(size_t season_length, size_t n, double period[FC_SEASONS_MAX]);

#endif
