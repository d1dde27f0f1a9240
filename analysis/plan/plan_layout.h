/* plan_layout.h - which columns of a plan file hold keys, periods and amounts. */
#ifndef ANALYSIS_PLAN_LAYOUT_H
#define ANALYSIS_PLAN_LAYOUT_H

#include "analysis/plan/plan_input.h"
#include "analysis/plan/plan_label.h"

enum { AN_MAX_FURTHER = 8 };

/* A column SIZE_MAX is one that the file does not have. */
typedef struct {
    size_t keys[AN_MAX_KEYS];       /* of the sales */
    size_t further[AN_MAX_FURTHER]; /* keys that the sales are not told apart by: summed over */
    size_t n_further;
    size_t year;           /* the year of months that do not tell it */
    size_t period, amount; /* long: one row a period */
    size_t n_wide;         /* wide: one column a period, */
    size_t *wide;          /* these, */
    an_plan_label *labels; /* with these headings; owned as wide is */
    bool has_unit;         /* what dates stand for was named */
    fc_unit unit;
} an_plan_layout;

/* FC_EDATA where a column that is needed is not there or not named, FC_EUSAGE for an unknown unit.
 */
fc_status an_plan_layout_find(const an_plan_input *in, an_plan_layout *layout) FC_CHECKED;
void an_plan_layout_clear(an_plan_layout *layout);

#endif
