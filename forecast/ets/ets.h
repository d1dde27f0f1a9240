/* ets.h - exponential smoothing in state space form: error, trend and season of one series.
 *
 * Hyndman, Koehler, Ord & Snyder (2008), Forecasting with Exponential Smoothing. */
#ifndef FORECAST_ETS_H
#define FORECAST_ETS_H

#include <stdbool.h>

#include "forecast/model.h"

/* Longest season with a state for each phase, as in R's forecast::ets. */
enum { FC_ETS_LONGEST = 24 };

typedef enum { FC_ETS_NONE, FC_ETS_ADDITIVE, FC_ETS_DAMPED, FC_ETS_MULTIPLICATIVE } fc_ets_part;

typedef struct {
    fc_ets_part error;  /* additive or multiplicative */
    fc_ets_part trend;  /* none, additive or damped */
    fc_ets_part season; /* none, additive or multiplicative */
} fc_ets_form;

/* Plain: what a fit found, with the states at the end of the series. */
typedef struct {
    fc_ets_form form;
    double alpha, beta, gamma, phi;
    double level, slope;
    double season[FC_ETS_LONGEST]; /* of each phase */
    size_t season_length;          /* 1 without a season */
    size_t phase;                  /* of the next period */
    double log_likelihood;         /* without constants, as R prints it */
    double aicc;                   /* INFINITY where there are too few observations */
} fc_ets;

/* The one-step forecast. */
static inline double fc_ets_predict(const fc_ets *ets)
{
    const double base = ets->level + ets->phi * ets->slope;
    const double season = ets->season[ets->phase];

    return ets->form.season == FC_ETS_MULTIPLICATIVE ? base * season : base + season;
}

/* Moves the states after the forecast was off by `error`: additive and multiplicative errors move
 * them in the same way (ibid., tables 2.2 and 2.3). */
static inline void fc_ets_update(fc_ets *ets, double error)
{
    const double trend = ets->phi * ets->slope;
    const double base = ets->level + trend;
    double *season = &ets->season[ets->phase];
    const bool multiplicative = ets->form.season == FC_ETS_MULTIPLICATIVE;
    const double of_level = multiplicative ? error / *season : error;

    ets->level = base + ets->alpha * of_level;
    ets->slope = trend + ets->beta * of_level;
    *season += ets->gamma * (multiplicative ? error / base : error);
    if (++ets->phase == ets->season_length)
        ets->phase = 0;
}

/* Adds `weight` times the forecasts from the states to path[horizon]; `errors` (NULL: none) are
 * one-step errors that drive them on. */
void fc_ets_add_forecast(const fc_ets *ets, double weight, const double *errors, size_t horizon,
                         double *path);

/* "ets(M,Ad,M)"; and alpha, beta, phi, gamma, as many of them as the form has. */
void fc_ets_describe(fc_ets_form form, char *text, size_t size);
size_t fc_ets_parameters(const fc_ets *ets, fc_parameter *list, size_t max);

/* Can the form be fitted to this series? Multiplicative parts need positive values, a season two
 * years of data, and every form two observations more than it has parameters. */
bool fc_ets_fits(const fc_series *train, fc_ets_form form);

/* How a form is fitted: by the highest peak of the likelihood, or faster and with states that serve
 * forecasts rather than the likelihood. */
typedef enum {
    FC_ETS_THOROUGH, /* several starts, initial seasonal states are estimated */
    FC_ETS_QUICK,    /* one start, initial seasonal states stay as first guessed */
    FC_ETS_CAUTIOUS  /* quick, and the slope changes slowly */
} fc_ets_care;

/* Maximises the likelihood over smoothing parameters and initial states. Best on a series of mean
 * size 1. Missing values are skipped. Writes fitted[n]. */
fc_status fc_ets_fit(const fc_series *train, fc_ets_form form, fc_ets_care care, double *fitted,
                     fc_scratch *scratch, fc_ets *ets) FC_CHECKED;

#endif
