/* drivers_file.h - one value a driver and period, out of a drivers file. */
#ifndef ANALYSIS_DRIVERS_FILE_H
#define ANALYSIS_DRIVERS_FILE_H

#include "analysis/drivers/drivers.h"

/* Owns its names and values. */
typedef struct {
    fc_period first;
    size_t n;    /* periods */
    size_t size; /* drivers */
    char **names;
    double *values; /* size x n, NaN where the file has none */
} an_driver_values;

/* Room for the periods first .. first + n - 1 has to be set in *values. */
fc_status an_drivers_file_read(const an_drivers_options *options, const an_sales *sales,
                               an_problems *problems, an_driver_values *values) FC_CHECKED;
void an_driver_values_clear(an_driver_values *values);

#endif
