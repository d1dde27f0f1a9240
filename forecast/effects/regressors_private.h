/* regressors_private.h - what the files of fc_regressors share. */
#ifndef FORECAST_REGRESSORS_PRIVATE_H
#define FORECAST_REGRESSORS_PRIVATE_H

#include "forecast/effects/regressors.h"

struct fc_regressors {
    fc_calendar calendar;
    fc_period first;
    size_t n, known;
    fc_regressor *columns;
    size_t size;
    struct {
        char name[FC_REGRESSOR_NAME];
        fc_regressor_group group;
    } parts[FC_REGRESSOR_PARTS];
    size_t n_parts;
};

#endif
