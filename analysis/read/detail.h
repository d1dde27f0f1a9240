/* detail.h - beside the sums of the nodes: those of each customer, sales person and product, and of
 * each day. */
#ifndef ANALYSIS_READ_DETAIL_H
#define ANALYSIS_READ_DETAIL_H

#include "analysis/read/fields.h"
#include "forecast/panel/panel.h"

/* What a row may name besides the keys of its node; the roles of alias.h. */
enum { AN_DETAIL_CUSTOMER, AN_DETAIL_REP, AN_DETAIL_PRODUCT, AN_N_DETAILS };

/* Both panels are NULL where they were not asked for. Owned. */
typedef struct {
    bool has[AN_N_DETAILS]; /* the file has such a column */
    fc_panel *rows;         /* keys of the node, then one a detail: "" where there is none */
    fc_panel *days;         /* keys of the node; its periods are days */
} an_detail;

fc_status an_detail_new(an_detail *detail, size_t n_keys, size_t n_measures) FC_CHECKED;
void an_detail_clear(an_detail *detail);

/* Adds one row: its node's keys, the columns of its details (SIZE_MAX: none), its day. */
fc_status an_detail_add(an_detail *detail, const an_record *record, const char *const *keys,
                        const size_t *lengths, const size_t columns[AN_N_DETAILS], fc_period period,
                        fc_date date, const double *values) FC_CHECKED;

/* Takes everything of `from` over. */
fc_status an_detail_join(an_detail *into, an_detail *from) FC_CHECKED;
fc_status an_detail_sort(an_detail *detail) FC_CHECKED;

#endif
