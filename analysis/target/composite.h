/* composite.h - targets that must be met together, such as a total and its part from new customers.
 */
#ifndef ANALYSIS_TARGET_COMPOSITE_H
#define ANALYSIS_TARGET_COMPOSITE_H

#include "analysis/target/target.h"

/* The node of all new business; SIZE_MAX where it is not told apart. */
size_t an_composite_business(const an_target *target);

/* The share of the simulated years in which both nodes reach their year's targets. */
fc_status an_composite_chance(const an_target *target, size_t a, size_t b,
                              double *chance) FC_CHECKED;

#endif
