/* blend.h - the forecast of history and what deals say, in one: near periods lean on deals, far
 * ones on history, as far as past forecasts of both have earned it.
 *
 * Weights add up to one. Of each level and lead: a regression at past origins, Granger & Ramanathan
 * (1984), Improved methods of combining forecasts, method C, drawn to the posterior odds of the two
 * over all levels, Min & Zellner (1993), Bayesian and non-Bayesian methods for combining models and
 * forecasts; these start even, so without past origins both count the same. */
#ifndef ANALYSIS_PIPELINE_BLEND_H
#define ANALYSIS_PIPELINE_BLEND_H

#include "analysis/pipeline/book.h"
#include "forecast/forecasts/forecasts.h"

/* Owns its lists: [node * horizon + step]. */
typedef struct {
    size_t n_nodes, horizon;
    double *history;  /* what the models said, coherent */
    double *pipeline; /* what deals say, at the sales' scale; NaN where they say nothing */
    double *weight;   /* of the deals, 0 .. 1 */
    double *ratio;    /* of each node: sales for each amount won; NaN where nothing was won */
    size_t n_origins; /* past forecasts from which the weights were learned */
    size_t n_leads;   /* steps for which they were */
    size_t n_unknown; /* cells of the deals that the sales do not have */
    size_t n_cells;
} an_blend;

/* Changes `forecasts`, made from `sales` with these options, which must hold all levels
 * (FC_EUSAGE). The deals have the keys of the sales; those known after the sales' last day are not
 * used. */
fc_status an_blend_new(const an_sales *sales, const an_deals *deals,
                       const fc_forecast_options *options, fc_forecasts *forecasts,
                       an_blend **blend) FC_CHECKED;
void an_blend_free(an_blend *blend); /* NULL is fine */

#endif
