/* plan_split.h - an amount in whole cents cut by weights, so that the parts add up exactly. */
#ifndef ANALYSIS_PLAN_SPLIT_H
#define ANALYSIS_PLAN_SPLIT_H

#include <stddef.h>
#include <stdint.h>

#include "forecast/status.h"

/* parts[n] in proportion to weights[n], each less than one cent off; equal where all weights are
 * zero. Weights are finite and not negative, n > 0. */
fc_status an_plan_split(int64_t cents, const double *weights, size_t n, int64_t *parts) FC_CHECKED;

#endif
