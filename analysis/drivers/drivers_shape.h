/* drivers_shape.h - how a driver enters: "price", "adstock0.5", "log+lag1", "sum". */
#ifndef ANALYSIS_DRIVERS_SHAPE_H
#define ANALYSIS_DRIVERS_SHAPE_H

#include "analysis/drivers/drivers_file.h"

enum { AN_SHAPE_NAME = 48 };

/* One shape of a driver: words joined by "+", applied from left to right. */
typedef struct {
    char text[AN_SHAPE_NAME]; /* as it was given */
    bool usual;               /* level or price: told by the driver's name alone */
    unsigned kind;            /* as in regressors.h */
    bool sum;                 /* aggregates have the sum of their cells, not the average */
    bool zero;                /* a period without a value is 0 */
} an_driver_shape;

enum { AN_DRIVER_SHAPES = 16 };

/* The shapes that the options give the driver, or what its name suggests: a price is a price.
 * FC_EUSAGE for a word that is none. */
fc_status an_driver_shapes(const an_drivers_options *options, const char *name,
                           an_driver_shape *shapes, size_t *n) FC_CHECKED;

/* FC_EUSAGE where a shape is given to a driver that the file does not have. */
fc_status an_driver_shapes_check(const an_drivers_options *options,
                                 const an_driver_values *values) FC_CHECKED;

/* x[n] in its shape, in place. FC_EDATA for a price that is not above 0. */
fc_status an_driver_shape_apply(const an_driver_shape *shape, double *x, size_t n) FC_CHECKED;

#endif
