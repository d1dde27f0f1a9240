/* forecasts_launched.h - when a node was launched, and its share of others since. */
#ifndef FORECAST_FORECASTS_LAUNCHED_H
#define FORECAST_FORECASTS_LAUNCHED_H

#include "forecast/forecasts/forecasts_private.h"

enum { FC_LAUNCHED_KEYS = 32 };

/* Whether it began after the panel did: a launch, and not just where the data start. */
bool fc_launched_was(const fc_forecasts *f, size_t node);

/* The node with key k replaced; SIZE_MAX where there is none with a forecast. */
size_t fc_launched_with_key(const fc_forecasts *f, size_t node, size_t k, const char *value);

/* The first period in which anything with the node's key k was sold, where that was launched: a
 * region that came later grows with the product, and not from its own first sale. */
fc_period fc_launched_since(const fc_forecasts *f, size_t node, size_t k);

/* The first period that is forecast. */
fc_period fc_launched_end(const fc_forecasts *f, size_t node);

/* Its mean share of the reference since the launch, each period's times its shape where there is
 * one; 0 where that sold nothing. Without what calendar and drivers do. */
double fc_launched_share(const fc_forecasts *f, size_t node, fc_period launch, size_t reference,
                         const double *shape);

/* share[most] by age; how many there are. */
size_t fc_launched_shares(const fc_forecasts *f, size_t node, fc_period launch, size_t reference,
                          size_t most, double *share);

#endif
