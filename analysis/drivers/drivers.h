/* drivers.h - what moves sales, from files and the calendar: the columns of a forecast. */
#ifndef ANALYSIS_DRIVERS_H
#define ANALYSIS_DRIVERS_H

#include "analysis/read/sales.h"
#include "forecast/effects/regressors.h"

typedef struct {
    const char *holidays; /* "cn", "us,gb"; NULL: the calendar has no effect */
    const char *days;     /* a file of a company's own days: date, and off or work; NULL: none */
    const char *file;     /* drivers: name, period, value or a column each; NULL: none */
    const char *scenario; /* of the file's scenario column; NULL or "base": rows without one */
    const char *const *shapes; /* "price_index=price", "promotion_days=level,lag1" ... */
    size_t n_shapes;
    const char *const *events; /* "step:2026-02", "ramp:2025-03:8", "pulse:2024-05" */
    size_t n_events;
    an_text_options text;
} an_drivers_options;

/* Reads and builds what the options ask for, over the sales and `horizon` periods behind the last
 * complete one; *regressors is NULL where they ask for nothing.
 *
 * A driver's periods are those of the sales, or finer, of which the mean counts, or coarser, which
 * hold for all within. Where the file has columns of the sales' keys, each cell has its own values:
 * those of the row that says most of its keys, an empty key or "*" standing for all; what sums over
 * cells has their average, weighted by sales, or with the shape `sum` their sum. A column or name
 * that speaks of a price is taken as the logarithm of its ratio to the mean, and its elasticity is
 * held at or below 0. Shapes: level (as it is), price, free-price (of any sign), log, lagN (N
 * periods later), adstockX (keeps the share X of what was there), sum, zero (0 where there is no
 * value); joined by "+" they follow each other, several of one driver stand side by side. FC_EDATA
 * with the first period in which a driver has no value; FC_EUSAGE for a country, shape, event or
 * scenario that is none. */
fc_status an_drivers_read(const an_drivers_options *options, const an_sales *sales, size_t horizon,
                          an_problems *problems, fc_regressors **regressors) FC_CHECKED;

/* Splits "base,bold" at its commas into at most `max` names, held in `text`; FC_EUSAGE for more, or
 * an empty one. The name "base" stands for the rows without a scenario. */
fc_status an_drivers_scenarios(const char *list, char *text, size_t size, const char **names,
                               size_t max, size_t *n) FC_CHECKED;

#endif
