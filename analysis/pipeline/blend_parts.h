/* blend_parts.h - what the files of an_blend share. */
#ifndef ANALYSIS_PIPELINE_BLEND_PARTS_H
#define ANALYSIS_PIPELINE_BLEND_PARTS_H

#include "analysis/pipeline/blend.h"

/* How deals are brought onto the nodes of the sales. */
typedef struct {
    const an_sales *sales;
    const an_deals *deals;
    an_book *book;   /* of the deals; owned */
    size_t *cell_of; /* of each cell of the book: the sales' cell; SIZE_MAX: none. Owned */
    size_t n_unknown;
    fc_period last; /* the sales' last complete period */
    fc_date into;   /* days of the next period that are known */
} an_bridge;

fc_status an_bridge_new(const an_sales *sales, const an_deals *deals, fc_period last,
                        an_bridge *bridge) FC_CHECKED;
void an_bridge_free(an_bridge *bridge);

/* The day that lies behind period `last` as the newest known one does behind the sales' last. */
fc_date an_bridge_day(const an_bridge *bridge, fc_period last);

/* What deals said then: amounts[nodes x horizon] of the periods after `last`, at the scale of
 * sales; NaN for a node that never won. ratio[nodes] may be NULL. *known is false where there were
 * too few deals to learn from. */
fc_status an_bridge_expect(const an_bridge *bridge, fc_period last, size_t horizon, double *amounts,
                           double *ratio, bool *known) FC_CHECKED;

/* The weights learned at past origins: weight and width [levels x leads]. */
typedef struct {
    size_t n_levels, n_leads, n_origins;
    double *weight, *width;
} an_blend_weights;

fc_status an_blend_learn(const an_bridge *bridge, const fc_forecast_options *options,
                         an_blend_weights *weights) FC_CHECKED;
void an_blend_weights_free(an_blend_weights *weights);

#endif
