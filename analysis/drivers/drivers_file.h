/* drivers_file.h - one value a driver, place and period, out of a drivers file. */
#ifndef ANALYSIS_DRIVERS_FILE_H
#define ANALYSIS_DRIVERS_FILE_H

#include "analysis/drivers/drivers.h"
#include "forecast/panel/keys.h"

/* Owns its names and values. */
typedef struct {
    fc_period first;
    size_t n;    /* periods */
    size_t size; /* drivers */
    char **names;
    fc_keys *places;      /* tuples of the sales' keys, "*" where the file does not say; one of
                             them all "*" where it has no key column */
    size_t n_places;      /* of them */
    unsigned keys;        /* which of the sales' keys the file has a column of, as bits */
    double *values;       /* size x n_places x n, NaN where the file has none */
    unsigned short *rows; /* how many rows each is the mean of */
} an_driver_values;

/* Room for the periods first .. first + n - 1 has to be set in *values. */
fc_status an_drivers_file_read(const an_drivers_options *options, const an_sales *sales,
                               an_problems *problems, an_driver_values *values) FC_CHECKED;
void an_driver_values_clear(an_driver_values *values);

/* The values of a driver at a place: n of them. */
const double *an_driver_values_at(const an_driver_values *values, size_t driver, size_t place);

/* The place whose values of a driver hold for a cell with these keys: the one that says most of
 * them; SIZE_MAX where there is none. */
size_t an_driver_values_find(const an_driver_values *values, size_t driver, const char *const *keys,
                             size_t n_keys);

#endif
