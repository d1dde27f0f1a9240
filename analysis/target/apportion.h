/* apportion.h - a whole amount cut by weights within bounds, so that the parts add up exactly. */
#ifndef ANALYSIS_TARGET_APPORTION_H
#define ANALYSIS_TARGET_APPORTION_H

#include <stddef.h>
#include <stdint.h>

#include "forecast/status.h"

/* What a part may be; amounts stay within +-AN_APPORTION_MOST, which stands for no bound. */
typedef struct {
    double weight; /* finite, not negative */
    int64_t lo, hi;
} an_apportion_part;

#define AN_APPORTION_MOST (INT64_MAX / 4)

/* a + b, kept within +-AN_APPORTION_MOST. */
int64_t an_apportion_add(int64_t a, int64_t b);

/* amounts[n], n > 0, with lo <= amounts[i] <= hi and the sum `amount`, in proportion to the weights
 * as far as the bounds allow (Bitran and Hax 1981, Disaggregation and resource allocation using
 * convex knapsack problems with bounded variables, sec. 2), each less than one off (largest
 * remainders, equal ones in order). A part without weight gets something only where its bounds ask
 * for it or nobody else can take it; without any weight the parts are equal.
 *
 * carry[n], or NULL: what each has been short of in earlier calls. It counts when remainders are
 * served, and is kept up to date: so the same small part does not lose in every call.
 * FC_EINTERNAL where the bounds do not hold `amount`: callers check that first. */
fc_status an_apportion(int64_t amount, const an_apportion_part *parts, size_t n, double *carry,
                       int64_t *amounts) FC_CHECKED;

#endif
