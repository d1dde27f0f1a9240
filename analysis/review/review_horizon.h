/* review_horizon.h - how far a review has to forecast: to the end of its year. */
#ifndef ANALYSIS_REVIEW_HORIZON_H
#define ANALYSIS_REVIEW_HORIZON_H

#include "analysis/read/sales.h"

/* Periods from the one after the last complete one to the last of the year (as in an_plan_year), at
 * least 1. FC_EUSAGE where `year` is no year, FC_EDATA where it lies too far behind the sales. */
fc_status an_review_horizon(const an_sales *sales, const char *year, size_t *horizon) FC_CHECKED;

#endif
