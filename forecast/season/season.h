/* season.h - seasonal indices: estimated, taken out of a series, put back. */
#ifndef FORECAST_SEASON_H
#define FORECAST_SEASON_H

#include <stdbool.h>

#include "forecast/scratch.h"
#include "forecast/series.h"

typedef enum {
    FC_SEASON_NONE,
    FC_SEASON_CLASSICAL, /* where a test finds a season, as Naive 2 of the M competitions */
    FC_SEASON_SHRUNKEN   /* always, recent years weigh more, shrunk by what is noise */
} fc_season_method;

/* Observation t of the series it was estimated from has phase t mod length. A series without a
 * season has length 1 and changes nothing. */
typedef struct {
    size_t length;
    bool multiplicative; /* indices of mean 1, else summands of mean 0 */
    double *index;       /* length values; whoever made the season owns them */
} fc_season;

/* Estimates into season->index, which has room for series->season_length values. Observations may
 * be missing. Multiplicative where every observation is positive. */
fc_status fc_season_estimate(fc_season_method method, const fc_series *series, fc_season *season,
                             fc_scratch *scratch) FC_CHECKED;

/* The indices of a classical decomposition, untested: of this kind, from a series of at least two
 * seasons. No season where an index would not be positive. */
fc_status fc_season_decompose(const fc_series *series, bool multiplicative, fc_season *season,
                              fc_scratch *scratch) FC_CHECKED;

/* Observation t without the season, and the inverse. */
double fc_season_remove(const fc_season *season, size_t t, double value);
double fc_season_restore(const fc_season *season, size_t t, double value);

/* out[n] = the series with its missing values filled in: between the neighbours of the seasonally
 * adjusted series, the last one carried on at the end. y[0] is not missing. */
fc_status fc_season_fill(const fc_series *series, double *out, fc_scratch *scratch) FC_CHECKED;

#endif
