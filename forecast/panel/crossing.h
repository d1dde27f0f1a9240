/* crossing.h - the levels that crossed dimensions make: one for each choice of depths. */
#ifndef FORECAST_CROSSING_H
#define FORECAST_CROSSING_H

#include "forecast/panel/hierarchy.h"

/* Levels come by how many keys they fix, then with the first dimensions deeper first. */
typedef struct {
    size_t n_dimensions, n_levels;
    fc_dimension *dimensions;
    size_t *depths; /* n_levels x n_dimensions */
} fc_crossing;

/* FC_EUSAGE where there are more than `max` levels. Free with fc_crossing_clear, also after a
 * failure. The dimensions hold keys 0, 1, ... without a gap. */
fc_status fc_crossing_make(fc_crossing *crossing, const fc_dimension *dimensions,
                           size_t n_dimensions, size_t max) FC_CHECKED;
void fc_crossing_clear(fc_crossing *crossing);

size_t fc_crossing_depth(const fc_crossing *crossing, size_t level, size_t d);

/* The level that is one coarser along dimension d, whose depth is not 0. */
size_t fc_crossing_above(const fc_crossing *crossing, size_t level, size_t d);

/* masked[k] = keys[k], or "*" where the level sums over that key. */
void fc_crossing_mask(const fc_crossing *crossing, size_t level, const char *const *keys,
                      const char **masked);

#endif
