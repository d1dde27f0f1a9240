/* transform.h - values brought onto a scale where a model fits better, and back. */
#ifndef FORECAST_TRANSFORM_H
#define FORECAST_TRANSFORM_H

#include <stdbool.h>
#include <stddef.h>

typedef enum { FC_TRANSFORM_NONE, FC_TRANSFORM_LOG, FC_TRANSFORM_BOX_COX } fc_transform_method;

/* (y^lambda - 1) / lambda, log y where lambda is 0; nothing where `active` is false. Forecasts that
 * come back are medians. */
typedef struct {
    bool active;
    double lambda;
} fc_transform;

/* The transform for these values: inactive where one of them is not positive. Lambda of Box-Cox by
 * Guerrero (1993) within [0, 1], on blocks of `season_length` values (2 at least). */
fc_transform fc_transform_choose(fc_transform_method method, const double *y, size_t n,
                                 size_t season_length);

double fc_transform_apply(const fc_transform *transform, double value);
double fc_transform_invert(const fc_transform *transform, double value);

#endif
