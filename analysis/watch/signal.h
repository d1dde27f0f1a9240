/* signal.h - a node's sales without what was to be expected: one-step errors, and what of them adds
 * up. */
#ifndef ANALYSIS_WATCH_SIGNAL_H
#define ANALYSIS_WATCH_SIGNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forecast/status.h"

/* The errors of exponential smoothing with level, damped trend and season, each made with what was
 * known the period before: a positive error is more than expected. Where all values are positive,
 * of logarithms (0.05 = 5 % more), else in parts of the series' mean size. Against peers: of the
 * node's ratio to the rest of its parent, which takes out what moves all alike. */
typedef struct {
    size_t n, first; /* errors are known from `first` on; n: there are none */
    double *error;   /* n; NaN before `first`. Owned */
    double *scale;   /* n: standard deviation as known before the period. Owned */
    double *year;    /* n: of the transformed value, minus that of a season before; NaN. Owned */
    size_t season_length;
    double *expected; /* n: the value of y that was expected. Owned */
    double alpha;     /* how fast the level follows: a step of 1 leaves (1 - alpha)^j after j */
    bool logs, seasonal;
    size_t peers; /* which of them, SIZE_MAX: none */
} an_signal;

/* y[n]; peers[i][n] = what the other children of the i-th parent sold. Chooses by which a step
 * would be seen best. */
fc_status an_signal_make(const double *y, const double *const *peers, size_t n_peers, size_t n,
                         size_t season_length, an_signal *signal) FC_CHECKED;
/* Takes out of each error what moved the siblings alike, and where they lie further apart than they
 * used to, as in a week of holidays, makes it count for less: center and spread are the siblings'
 * median error and its spread, both in standard deviations; spread >= 1. */
fc_status an_signal_adjust(an_signal *signal, const double *center,
                           const double *spread) FC_CHECKED;
void an_signal_clear(an_signal *signal);

/* Evidence of a fall at period t: how many standard deviations the errors since some recent period
 * lie below nothing, seen through how such a fall shows in them. 0 where nothing points down. */
typedef enum { AN_FALL_STEP, AN_FALL_SLOPE, AN_FALL_YEAR, AN_FALL_SPIKE, AN_N_FALLS } an_fall;

typedef struct {
    double score; /* >= 0, in standard deviations */
    size_t since; /* periods: the fall began at t + 1 - since */
    double size;  /* of the fall by now, as the errors are: -0.1 = 10 % less */
} an_evidence;

/* Looks back at most `window` periods. Willsky & Jones (1976), A generalized likelihood ratio
 * approach to the detection and estimation of jumps in linear systems. */
an_evidence an_signal_fall(const an_signal *signal, an_fall fall, size_t t, size_t window);

#endif
