/* drivers_columns.h - which column of a drivers file is what. */
#ifndef ANALYSIS_DRIVERS_COLUMNS_H
#define ANALYSIS_DRIVERS_COLUMNS_H

#include "analysis/drivers/drivers.h"
#include "analysis/read/records.h"

typedef struct {
    size_t period, name, value, scenario; /* SIZE_MAX: none */
    size_t keys[AN_MAX_KEYS];             /* of the sales' keys; SIZE_MAX: none */
    size_t *drivers;                      /* those that hold one each; none in a long table */
    size_t n_drivers;
} an_driver_columns;

/* FC_EDATA where it is no table of drivers. A column of the amount itself, or without a number, is
 * left out with a note. */
fc_status an_driver_columns_find(const char *file, const an_records *records, const an_sales *sales,
                                 an_problems *problems, an_driver_columns *columns) FC_CHECKED;
void an_driver_columns_clear(an_driver_columns *columns);

/* A number, or yes and no as 1 and 0; false with the reason. */
bool an_driver_number(const char *text, const an_text_options *options, double *value,
                      const char **why);

#endif
