/* persistence.h - how much of a forecast's error lives on from step to step. */
#ifndef FORECAST_PERSISTENCE_H
#define FORECAST_PERSISTENCE_H

#include "forecast/series.h"

/* How much of the variance of the errors is that of a random walk, 0 to 1, the rest being white
 * noise; ranges of sums over periods depend on it. The more, the faster the model's own
 * deviation[horizon] grows, and the quieter the series: what is forecast wrong of a level shows
 * where there is little noise. 1 where nothing can be told. */
double fc_persistence_of(const fc_series *series, size_t horizon, const double *deviation);

#endif
