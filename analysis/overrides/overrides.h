/* overrides.h - forecasts changed by hand: kept apart from the statistical ones, and spread so that
 * children still add up to parents. */
#ifndef ANALYSIS_OVERRIDES_H
#define ANALYSIS_OVERRIDES_H

#include "analysis/read/records.h"
#include "forecast/forecasts/forecasts.h"

/* One row of the file: what somebody wants of a node over some periods. */
typedef struct {
    size_t node, line;
    fc_period first, last;
    size_t step; /* steps follow one another in the order in which the file names them first */
    bool absolute;
    double amount; /* the value wanted, or the change of what the step before gave */
    bool percent;  /* the change is in percent */
    char *author, *note;
} an_override;

enum { AN_OVERRIDE_STEPS = 8, AN_OVERRIDE_NAME = 64 };

/* Owns all; the file's name is borrowed. values[step] are those of all nodes, n_nodes x horizon,
 * after the step. */
typedef struct {
    const char *file;
    an_override *rows;
    size_t n, n_steps, n_nodes, horizon;
    char steps[AN_OVERRIDE_STEPS][AN_OVERRIDE_NAME];
    double *values[AN_OVERRIDE_STEPS];
} an_overrides;

/* Reads columns of the keys ("*", empty or missing: summed over), a period (of the sales calendar
 * or coarser), one of forecast (the value wanted), change (an amount) and percent, and, if there
 * are, step ("override"), author, note; and applies them. Within a step all rows hold together:
 * FC_EDATA with the line where they cannot, where a node or a period is not forecast, or a value is
 * none. */
fc_status an_overrides_read(const char *file, const an_text_options *text, const an_sales *sales,
                            const fc_forecasts *forecasts, an_problems *problems,
                            an_overrides *overrides) FC_CHECKED;
void an_overrides_clear(an_overrides *overrides);

/* What the last step gave; the forecasts' own where there is no step. */
double an_overrides_final(const an_overrides *overrides, const fc_forecasts *forecasts, size_t node,
                          size_t step);

/* Applies the rows that were read: used by an_overrides_read. */
fc_status an_overrides_apply(const fc_hierarchy *hierarchy, const fc_forecasts *forecasts,
                             an_overrides *overrides) FC_CHECKED;

#endif
