/* spread_private.h - what past forecasts of many series taught about their errors. */
#ifndef FORECAST_SPREAD_PRIVATE_H
#define FORECAST_SPREAD_PRIVATE_H

#include "forecast/ranges/spread.h"

enum { FC_SPREAD_TERMS = FC_SPREAD_FEATURES + 3 };

/* For series of a season up to this long: the logarithm of the scale is linear in the terms, 1,
 * the features, and the step's times itself and times the length's. Features count as `lower` or
 * `upper` beyond these. */
struct fc_spread_row {
    size_t longest_season;
    const char *model; /* NULL: any other */
    double coefficient[FC_SPREAD_TERMS], lower[FC_SPREAD_FEATURES], upper[FC_SPREAD_FEATURES];
    double quantile[FC_SPREAD_QUANTILES]; /* of the errors, in scales */
};

extern const double fc_spread_score[FC_SPREAD_QUANTILES]; /* quantiles of a normal deviate */
extern const fc_spread_row fc_spread_table[];
extern const size_t fc_spread_rows;

#endif
