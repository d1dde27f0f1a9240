/* calibration.h - whether ranges hold what they say and chances come true as often as they say. */
#ifndef FORECAST_CALIBRATION_H
#define FORECAST_CALIBRATION_H

#include <stdbool.h>
#include <stddef.h>

enum { FC_CALIBRATION_BINS = 10 };

/* Targets that were given about the same chance: 0 to 10 %, 10 to 20 % ... */
typedef struct {
    size_t n;
    size_t met;
    double chance; /* sum over the targets */
} fc_calibration_bin;

/* Sums over forecasts of `periods` periods together. Starts zeroed but for `periods`. */
typedef struct {
    size_t periods;
    size_t n; /* outcomes */
    size_t inside50, inside80, inside95;
    double crps, size; /* sums of the scores and of |outcome| */
    fc_calibration_bin bins[FC_CALIBRATION_BINS];
    size_t n_targets;
    double brier; /* sum of squared differences between chance and 1 (met) or 0 */
} fc_calibration;

/* What came, against paths[n] in ascending order. */
void fc_calibration_outcome(fc_calibration *c, const double *paths, size_t n, double actual);

/* A target that was given the chance, 0 to 1, and was met or not. */
void fc_calibration_target(fc_calibration *c, double chance, bool met);

/* Adds another's sums. */
void fc_calibration_add(fc_calibration *c, const fc_calibration *other);

/* Brier score = reliability - resolution + uncertainty, but for differences within a bin: Murphy
 * (1973), A new vector partition of the probability score, J. Applied Meteorology 12. NaN without
 * targets. */
typedef struct {
    double brier, reliability, resolution, uncertainty;
} fc_brier;
fc_brier fc_calibration_brier(const fc_calibration *c);

/* The mean continuous ranked probability score over the mean |outcome|; NaN without outcomes. */
double fc_calibration_crps(const fc_calibration *c);

/* The same score of one sample in ascending order: Gneiting & Raftery (2007), Strictly proper
 * scoring rules, equation 21, in the form of Laio & Tamea (2007), equation 10. */
double fc_crps(const double *sorted, size_t n, double actual);

/* The bin of a chance, 0 to 1. */
size_t fc_calibration_bin_of(double chance);

#endif
