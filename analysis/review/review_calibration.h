/* review_calibration.h - how often chances like those of a review came true in the past. */
#ifndef ANALYSIS_REVIEW_CALIBRATION_H
#define ANALYSIS_REVIEW_CALIBRATION_H

#include "analysis/read/sales.h"
#include "forecast/forecasts/forecasts.h"
#include "forecast/ranges/calibration.h"

/* What a review tells of it. */
typedef struct {
    size_t n;      /* past targets that were given about the same chance; 0: too few to tell */
    size_t met;    /* of these */
    int low, high; /* percent */
} an_review_record;

enum { AN_CALIBRATION_NODES = 500 }; /* with more a review takes no time for it */

/* Forecasts the sums of years once more from past origins, by the same options, for targets of the
 * season before + 5 %. n_targets stays 0 where there are too many nodes or the history is too
 * short. */
fc_status an_review_calibrate(const an_sales *sales, const fc_forecast_options *options,
                              fc_calibration *calibration) FC_CHECKED;

/* Of a chance: that of its tenth; of wider ones where that has too few targets. */
an_review_record an_review_record_of(const fc_calibration *calibration, double chance);

#endif
