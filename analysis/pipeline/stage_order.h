/* stage_order.h - the stages through which open deals pass, first to last. */
#ifndef ANALYSIS_PIPELINE_STAGE_ORDER_H
#define ANALYSIS_PIPELINE_STAGE_ORDER_H

#include "analysis/pipeline/deals.h"

typedef struct {
    uint16_t *stages;    /* in order: numbers in an_deals.stages */
    size_t *place;       /* of each stage; SIZE_MAX where no open deal was in it */
    double *probability; /* of each place: the mean of what the CRM says; NaN */
    size_t n;
} an_stage_order;

/* By the mean probability that the CRM gives; without, by the mean age of the deals that enter;
 * stages alike in that by name. FC_EDATA with more than 200 stages. */
fc_status an_stage_order_find(const an_deals *deals, an_stage_order *order) FC_CHECKED;
void an_stage_order_free(an_stage_order *order);

#endif
