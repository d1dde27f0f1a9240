/* smoothing.h - exponential smoothing of a node's sales, one step ahead. */
#ifndef ANALYSIS_WATCH_SMOOTHING_H
#define ANALYSIS_WATCH_SMOOTHING_H

#include <stddef.h>

typedef struct {
    double alpha, beta, gamma;
    size_t season; /* 1: none */
} an_smoothing;

/* Periods before errors count. */
size_t an_smoothing_warm_up(const an_smoothing *p);

/* Smooths x[n] and gives the errors and what was expected, NaN where there is none; season[] is
 * room for the indices. */
void an_smoothing_run(const double *x, size_t n, const an_smoothing *p, double *season,
                      double *error, double *expected);

/* Median of the sizes of n errors, as the standard deviation of a normal distribution; NaN of none.
 * work[n]. */
double an_smoothing_scale(const double *error, size_t n, double *work);

/* Tries every smoothing of x, with a season or without (1), where a year has `length` periods;
 * *best is changed where one has a smaller loss. work: 4 n + season. */
void an_smoothing_try(const double *x, size_t n, size_t season, size_t length, double *work,
                      an_smoothing *best, double *best_loss);

#endif
