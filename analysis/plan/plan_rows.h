/* plan_rows.h - the amounts of a plan file, each with its keys, its period and its line. */
#ifndef ANALYSIS_PLAN_ROWS_H
#define ANALYSIS_PLAN_ROWS_H

#include "analysis/plan/plan_grid.h"
#include "analysis/plan/plan_tuples.h"

typedef struct {
    size_t tuple;   /* number of its keys in `tuples`, "*" where it sums over one */
    size_t further; /* number of the keys it is summed over, in `further_tuples` */
    fc_unit unit;
    fc_period period; /* of the rows' calendar cut by `unit` */
    bool dated;       /* while it is read: the period is still a date */
    double amount;
    size_t line;
} an_plan_row;

/* Owns its rows and keys. */
typedef struct {
    fc_calendar calendar; /* by which its periods are cut; its unit is of no meaning */
    an_plan_row *rows;
    size_t n;
    fc_keys *tuples, *further_tuples;
} an_plan_rows;

/* Months that do not tell their year are of the year reviewed. An empty amount is no plan, which is
 * not the same as 0; a negative one is told and kept; what is no number or no period is set aside.
 * FC_EDATA where it cannot be told what dates stand for. */
fc_status an_plan_rows_read(const an_plan_input *in, const an_plan_layout *layout,
                            an_plan_rows *rows) FC_CHECKED;
void an_plan_rows_clear(an_plan_rows *rows);

/* Leaves one row for a node and period: adds up those that differ in further keys only. FC_EDATA
 * with both lines where two rows are for the same. */
fc_status an_plan_rows_merge(const an_plan_input *in, const an_plan_layout *layout,
                             an_plan_rows *rows) FC_CHECKED;

/* The days of a row's period, and the one in their middle, which tells where it belongs. */
an_plan_days an_plan_rows_days(const an_plan_rows *rows, const an_plan_row *row);
fc_date an_plan_rows_middle(const an_plan_rows *rows, const an_plan_row *row);

enum { AN_TUPLE_SIZE = 256 };

/* "East/Bikes", "the total" where it sums over all keys; cut where it is long. */
const char *an_plan_rows_name(const an_plan_rows *rows, size_t tuple, size_t n_keys,
                              char name[AN_TUPLE_SIZE]);

#endif
