/* rates.h - amounts in one currency, and list prices for deals without an amount. */
#ifndef ANALYSIS_PIPELINE_RATES_H
#define ANALYSIS_PIPELINE_RATES_H

#include "analysis/read/records.h"

/* Names with a number each: owns its text. */
typedef struct an_rates an_rates;

/* A file of currency, rate: one unit of the currency is `rate` of the currency reported in. With a
 * date column the newest rate up to `as_of` counts; FC_DATE_NONE: the newest of all. */
fc_status an_rates_read(const char *file, const an_text_options *text, fc_date as_of,
                        an_problems *problems, an_rates **rates) FC_CHECKED;

/* A file of product, price. */
fc_status an_prices_read(const char *file, const an_text_options *text, an_problems *problems,
                         an_rates **prices) FC_CHECKED;

void an_rates_free(an_rates *rates); /* NULL is fine */

/* NaN where there is none. Case, spaces and hyphens do not count: "GTXPro" is "GTX Pro". */
double an_rates_find(const an_rates *rates, const char *name);

#endif
