/* launch.h - how sales grow after a launch: by analogy, along a ramp, or as Bass has it. */
#ifndef FORECAST_LAUNCH_H
#define FORECAST_LAUNCH_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/status.h"

/* How nodes that were launched within the last season are forecast; with FC_LEVELS_ALL only. */
typedef struct {
    size_t like_key;  /* like the node with this key, where `like` is not NULL: */
    const char *like; /* as that one was launched, or along a ramp to a share of it */
    size_t ramp;      /* periods; 0: at once */
    bool automatic;   /* by siblings that were launched within the history; else growth fades */
    bool bass;        /* else by Bass's curve, where it fits */
} fc_launch_options;

/* Bass, A new product growth model for consumer durables, Management Science 15 (1969): of `market`
 * buyers in all, a share p of those left buys by itself in a period, and q for each share that has
 * bought. */
typedef struct {
    double market, p, q;
} fc_bass;

/* Sales in period t = 0, 1, ...: what the cumulative share grows by, times the market. */
double fc_bass_sales(const fc_bass *bass, size_t t);

/* Fits y[n], the sales from the launch on. FC_EDATA where there are fewer than 5 values, where the
 * search does not converge, or does not settle the market: where its logarithm has a standard error
 * above .5, or it is beyond 20 times what was sold, as while sales still rise. */
fc_status fc_bass_fit(const double *y, size_t n, fc_bass *bass) FC_CHECKED;

/* What an analogue says of the periods to come: out[horizon] = how sales at ages n, n + 1 ... stand
 * to their mean at ages 0 .. n - 1, on the mean of the analogues. `shares` holds those of each by
 * age, stride apart, length[i] of them; beyond the oldest the mean of its last `season` / 4 ages
 * holds. False where no analogue is older than n with sales before. */
bool fc_launch_by_analogy(const double *shares, size_t stride, const size_t *length,
                          size_t n_analogues, size_t n, size_t season, size_t horizon, double *out);

/* out[horizon] = shares to come of one that nothing like it was launched before: the level at the
 * end of share[n], and the growth of the last half season fading by a quarter each period. False
 * for fewer than 3 values, or without sales. */
bool fc_launch_by_fading(const double *share, size_t n, size_t season, size_t horizon, double *out);

#endif
