/* combination.h - several models of one series, and the mean of their forecasts. */
#ifndef FORECAST_COMBINATION_H
#define FORECAST_COMBINATION_H

#include <stdbool.h>

#include "forecast/model.h"

enum { FC_COMBINATION_MAX = 12 };

/* The state of every model that is a combination. Owns its members. */
typedef struct {
    size_t n;
    fc_model *member[FC_COMBINATION_MAX];
    bool trimmed; /* leaves out the smallest and the largest forecast of each step */
} fc_combination;

/* Fits every named model; one that cannot be fitted to this series is left out. FC_EDATA where none
 * can. Writes the mean of the members' fitted values. */
fc_status fc_combination_fit(fc_combination *combination, const char *const *names, size_t n,
                             const fc_series *train, double *fitted,
                             fc_scratch *scratch) FC_CHECKED;

/* What a model type needs. Described as "mean(ses,holt,damped)"; one member alone as itself. */
fc_status fc_combination_forecast(const void *combination, size_t horizon, double *mean);
fc_status fc_combination_response(const void *combination, size_t horizon, double *share);
fc_status fc_combination_disagree(const void *combination, size_t horizon, double *deviation);
void fc_combination_describe(const void *combination, char *text, size_t size);
size_t fc_combination_parameters(const void *combination, fc_parameter *list, size_t max);
void fc_combination_release(void *combination);

#endif
