/* model_private.h - what the driver's files share about a fitted model. */
#ifndef FORECAST_MODEL_PRIVATE_H
#define FORECAST_MODEL_PRIVATE_H

#include "forecast/model.h"

enum { FC_MODEL_NOTE = 64 };

/* Past one-step errors to draw from, centred; relative to the forecast where that is likelier. */
typedef struct {
    double *error;
    size_t n;
    bool relative;
    double deviation; /* standard deviation, made larger for what fitting took out of it */
    double smoothing; /* of a draw, in standard deviations */
} fc_error_pool;

/* What futures of `horizon` periods are drawn from, besides the state of a model that follows. */
typedef struct {
    size_t horizon;
    double *mean;  /* inner; of a constant series its own */
    double *share; /* of an error that is left; unset for models that follow */
    fc_error_pool pool;
} fc_prospect;

/* The model's own numbers ("inner") begin at the first observation and are what its type was
 * fitted on: gaps filled, scaled, without season, transformed, as the type asks. */
struct fc_model {
    const fc_model_type *type;
    void *state;
    char note[FC_MODEL_NOTE]; /* the description where it is not the type's own */
    fc_series series;
    size_t first; /* leading missing values */
    bool constant;
    bool ran_away; /* another type stands in */
    bool nonnegative;
    double largest; /* max |y| */
    double unit;    /* inner numbers times this are the series' */
    fc_season season;
    fc_transform transform;
    fc_series inner;
    double *fitted;    /* inner, NaN where there is none */
    double *residuals; /* of the series, in its units */
    double *memory;    /* holds inner values, fitted, residuals and the seasonal indices */
    char *facts;       /* of a settled model, which has nothing else but residuals (or none) */
};

/* Fills the prospect, whose arrays are cut from memory[2 horizon + inner.n + 1]. */
fc_status fc_model_look_ahead(fc_model *model, size_t horizon, double *memory,
                              fc_prospect *prospect) FC_CHECKED;

/* What a settled model remembers of its state. */
void fc_model_packed_text(const fc_model *model, char *text, size_t size);
size_t fc_model_packed_parameters(const fc_model *model, fc_parameter *list, size_t max);

/* The inner error at t, counted from the first observation; NaN where there is none. */
double fc_model_inner_error(const fc_model *model, size_t t);

/* How much of a one-step error is left after 0, 1, 2 ... periods, for any type of model. */
fc_status fc_model_response(const fc_model *model, size_t horizon, double *share) FC_CHECKED;

/* Turns inner numbers of the next periods into the series', in place. */
void fc_model_to_outer(const fc_model *model, size_t horizon, double *values);

#endif
