/* gains.h - what a step of a forecast gained month by month, and whether that is more than chance.
 */
#ifndef ANALYSIS_ARCHIVE_GAINS_H
#define ANALYSIS_ARCHIVE_GAINS_H

#include "analysis/archive/accuracy_cases.h"

/* In the order of the months; of_month is the caller's. */
typedef struct {
    double *of_month;
    size_t n;
} an_gains;

double an_gains_sum(const an_gains *gains);

/* How many months like these would tell their mean from chance at 5 %, two-sided; NaN where there
 * is no gain, or one month alone. Gains of forecasts made `lead` months ahead (0: of all leads)
 * follow one another: their variance counts that (Diebold & Mariano 1995; weights of Newey & West
 * 1987), and the quantile is Student's (Harvey, Leybourne & Newbold 1997). */
double an_gains_needed(const an_gains *gains, size_t lead);

/* The continuous ranked probability score of what the step said, by the weighted interval score of
 * its ranges (Bracher, Ray, Gneiting & Reich 2021, Evaluating epidemic forecasts in an interval
 * format, equation 2). An adjusted forecast's ranges move with it; those of the naive one are
 * normal. NaN where no ranges were kept. */
double an_case_crps(const an_case *c, size_t step);

#endif
