/* ets_private.h - what is estimated in exponential smoothing, and the errors it is judged by. */
#ifndef FORECAST_ETS_PRIVATE_H
#define FORECAST_ETS_PRIVATE_H

#include "forecast/ets/ets.h"
#include "forecast/regression/least_squares.h"

enum { FC_ETS_WIDTH = FC_LEAST_SQUARES_MAX };

/* Which unknown is what; the smoothing parameters are searched as shares of what they may be:
 * beta = alpha beta_share, gamma = (1 - alpha) gamma_share. Unknowns a form has not share a place
 * beyond the others. */
typedef struct {
    const fc_series *train;
    fc_ets first; /* before the first observation */
    fc_ets last;  /* after the last one */
    bool fixed_seasons;
    size_t n; /* unknowns */
    size_t alpha, beta_share, phi, gamma_share, level, slope, season;
    double *fitted;
    double *work; /* thrice as long as the series */
} fc_ets_estimation;

/* Must everything stay above zero? */
bool fc_ets_must_be_positive(fc_ets_form form);

void fc_ets_lay_out(fc_ets_estimation *e, bool fixed_seasons);

/* Runs through the series with these unknowns. Writes the errors whose sum of squares falls as the
 * likelihood rises; sets e->last and e->fitted. False where the form has no value. */
bool fc_ets_errors(const double *unknowns, double *errors, void *estimation);

/* Their derivatives, column after column. */
void fc_ets_slopes(const double *unknowns, const double *errors, double *columns, void *estimation);

#endif
