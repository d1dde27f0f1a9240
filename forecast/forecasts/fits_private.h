/* fits_private.h - what the files of fc_fits share. */
#ifndef FORECAST_FITS_PRIVATE_H
#define FORECAST_FITS_PRIVATE_H

#include "forecast/forecasts/fits.h"
#include "forecast/forecasts/forecasts_private.h"

/* The keys of a node, each terminated: no two nodes have the same. Returns the size; out NULL only
 * counts. */
size_t fc_fits_keys(const fc_hierarchy *hierarchy, size_t node, char *out);

#endif
