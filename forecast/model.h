/* model.h - a forecasting method behind one interface; the driver checks, scales, simulates. */
#ifndef FORECAST_MODEL_H
#define FORECAST_MODEL_H

#include <stdint.h>

#include "forecast/scratch.h"
#include "forecast/season/season.h"
#include "forecast/series.h"
#include "forecast/status.h"
#include "forecast/transform.h"

/* A number a fitted model is made of, for explanations: "alpha" 0.31. */
typedef struct {
    char name[32];
    double value; /* as the method tells it: of the numbers it was fitted on; */
    int power; /* the driver multiplies it by so many times their unit: 1 a level, 2 a variance */
} fc_parameter;

/* One method: one file, one row of model_table.c. `state` is zeroed memory of state_size bytes.
 *
 * What `fit` sees is prepared by the driver: y[0] is not missing, not all values are the same,
 * nothing is infinite. What `forecast` and `follow` write is brought back to the series' units. */
typedef struct {
    const char *name;    /* as given to --model */
    const char *alias;   /* another name it answers to; NULL: none */
    const char *summary; /* one line, for `gapcast models` */
    const char *source;  /* where the formula stands */
    size_t min_n;        /* observations it needs; the driver checks before fit */
    double min_seasons;  /* and seasons, where season_length > 1 */
    size_t state_size;

    bool scaled;        /* fit on values of mean 1 (of their sizes), for tolerances that fit all */
    bool takes_missing; /* skips missing values (NaN); else the driver fills them first */
    size_t n_unknowns;  /* numbers it estimates, roughly: simulated errors are widened for them */
    double slope_doubt; /* error of the simulated slope, against that of a random walk's drift */
    fc_season_method season; /* what the driver takes out first; fit then sees season_length 1 */
    fc_transform_method transform; /* what the driver does to the values next */

    /* Fits; writes fitted[n], NaN where there is none. */
    fc_status (*fit)(void *state, const fc_series *train, double *fitted, fc_scratch *scratch);

    /* mean[horizon], all finite. */
    fc_status (*forecast)(const void *state, size_t horizon, double *mean);

    /* One future of the model driven by errors[horizon]: one-step errors in the units of the
     * residuals, already drawn. NULL: the driver adds to the mean what `response` leaves of them.
     */
    void (*follow)(const void *state, const double *errors, size_t horizon, double *path);

    /* share[horizon]: how much of an error is left after 0, 1, 2 ... periods. NULL: all of it, as
     * in a random walk. */
    fc_status (*response)(const void *state, size_t horizon, double *share);

    /* deviation[horizon]: how far apart the forecasts lie that a combination is made of, in the
     * units of the series. NULL: the model is no combination. */
    fc_status (*disagree)(const void *state, size_t horizon, double *deviation);

    /* "ets(M,Ad,M)"; NULL: the name. */
    void (*describe)(const void *state, char *text, size_t size);

    /* Up to `max` parameters; returns how many. NULL: none. */
    size_t (*parameters)(const void *state, fc_parameter *list, size_t max);

    void (*release)(void *state); /* NULL: nothing to release */
} fc_model_type;

/* The table. */
size_t fc_model_count(void);
const fc_model_type *fc_model_at(size_t i);
const fc_model_type *fc_model_find(const char *name); /* name or alias; NULL when there is none */

/* A fitted model. Owns its state; the series must outlive it. */
typedef struct fc_model fc_model;

/* FC_EDATA where the series is too short for the model, has no value or an infinite one: the
 * caller chooses what to fall back to. A constant series is forecast as that constant. */
fc_status fc_model_fit(const fc_model_type *type, const fc_series *train, fc_scratch *scratch,
                       fc_model **model) FC_CHECKED;
void fc_model_free(fc_model *model);

/* mean[horizon], never below zero where the history never was. A forecast that is not finite or
 * beyond 20 times the largest value is given by naive2 instead, and the description says so. */
fc_status fc_model_forecast(fc_model *model, size_t horizon, double *mean) FC_CHECKED;

/* Whether naive2 or naive gave the last forecast in its place. */
bool fc_model_ran_away(const fc_model *model);

const double *fc_model_residuals(const fc_model *model); /* n values, NaN where none; borrowed */
void fc_model_describe(const fc_model *model, char *text, size_t size);
const char *fc_model_name(const fc_model *model); /* of its row in the table */
/* Up to `max`, in units of the series; returns how many. */
size_t fc_model_parameters(const fc_model *model, fc_parameter *list, size_t max);

/* paths[n_paths x horizon]: futures that differ from the mean by simulated errors, drawn from the
 * residuals; never below zero where the history never was. Seeded: the same on every call. */
fc_status fc_model_simulate(fc_model *model, uint64_t seed, size_t n_paths, size_t horizon,
                            double *paths) FC_CHECKED;

/* deviation[horizon]: the standard error of the forecast as the model itself sees it, in units of
 * the series: one-step errors, what is left of them later, and doubt about the slope. And how far
 * apart the models lie that a combination is made of: NaN where it is none. Before settling. */
fc_status fc_model_deviation(fc_model *model, size_t horizon, double *deviation,
                             double *disagreement) FC_CHECKED;

/* Frees all but description, parameters and, with `keep_residuals`, residuals, so that a hundred
 * thousand fitted models fit into memory. Nothing can be forecast or simulated any more. */
fc_status fc_model_settle(fc_model *model, bool keep_residuals) FC_CHECKED;

/* What a settled model keeps besides residuals, as bytes that fc_model_recall takes; borrowed. And
 * the settled model again: n residuals of the series, or none. FC_EDATA where it cannot be. */
const char *fc_model_facts(const fc_model *model, size_t *size);
fc_status fc_model_recall(const fc_series *train, const char *facts, size_t size,
                          const double *residuals, size_t n, fc_model **model) FC_CHECKED;

#endif
