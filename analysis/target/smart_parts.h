/* smart_parts.h - what the files of an_smart share. */
#ifndef ANALYSIS_TARGET_SMART_PARTS_H
#define ANALYSIS_TARGET_SMART_PARTS_H

#include "analysis/plan/plan_rows.h"
#include "analysis/target/smart.h"
#include "analysis/target/target_private.h"
#include "analysis/text/text.h"

enum { AN_SMART_NUMBER = 64 };

struct an_smart {
    an_smart_row *rows;
    size_t n, room, other_years, counts[AN_N_SMART];
};

/* What judging works with; all borrowed but the last. */
typedef struct {
    const an_target *target;
    const an_smart_options *options;
    const an_plan_rows *rows;
    const an_plan_keys *keys;
    an_smart *out;
    an_unit unit;
    size_t node_of_paths; /* whose futures `paths` holds */
    double *paths, *sums;
} an_smart_judge;

/* A new row of that kind; NULL without memory. */
an_smart_row *an_smart_add(an_smart *smart, an_smart_kind kind);

/* The words of an id with its places filled, kept by the row. */
fc_status an_smart_say(an_smart_row *row, const char *lang, const char *id, ...)
    __attribute__((sentinel)) FC_CHECKED;

/* An amount in the unit that suits it. */
void an_smart_money(const an_smart_judge *judge, double amount, char text[AN_SMART_NUMBER]);

fc_status an_smart_unread(an_smart_judge *judge, const an_problems *problems,
                          const char *period_column) FC_CHECKED;
fc_status an_smart_row_of(an_smart_judge *judge, const an_plan_row *row) FC_CHECKED;
fc_status an_smart_sums(an_smart_judge *judge) FC_CHECKED; /* parents against their children */

/* Sets what is expected of a row that has its target, names and period, and says so; span SIZE_MAX:
 * none that is expected. */
fc_status an_smart_amount(an_smart_judge *judge, size_t node, size_t span,
                          an_smart_row *row) FC_CHECKED;

#endif
