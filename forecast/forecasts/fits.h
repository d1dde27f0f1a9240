/* fits.h - the fits of nodes as bytes: many machines make a part each, one puts them together. */
#ifndef FORECAST_FITS_H
#define FORECAST_FITS_H

#include "forecast/forecasts/forecasts.h"

/* Fits of nodes, found by the node's keys. */
typedef struct fc_fits fc_fits;

fc_status fc_fits_new(fc_fits **fits) FC_CHECKED;
void fc_fits_free(fc_fits *fits); /* NULL is fine */

/* Fits those nodes whose keys hash to `part` of `n_parts`, counted from 0. *bytes is the caller's
 * to free; numbers are in the order of bytes of this machine. Of the options all that a fit depends
 * on counts. Statuses of fc_forecasts_run. */
fc_status fc_fits_make(const fc_hierarchy *hierarchy, const fc_calendar *calendar,
                       const fc_forecast_options *options, size_t part, size_t n_parts,
                       char **bytes, size_t *size) FC_CHECKED;

/* Takes the bytes over, also on failure: FC_EDATA where they are no fits, or a node is there
 * twice. */
fc_status fc_fits_add(fc_fits *fits, char *bytes, size_t size) FC_CHECKED;

size_t fc_fits_size(const fc_fits *fits); /* nodes */

/* fc_forecasts_run with options.fits gives what it gives without, to the bit, where the fits were
 * made of the same data and options; FC_EDATA where a node is missing. */

#endif
