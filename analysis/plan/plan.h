/* plan.h - plan files, long or wide, at any node and period, brought onto the forecast's nodes. */
#ifndef ANALYSIS_PLAN_H
#define ANALYSIS_PLAN_H

#include "analysis/read/records.h"
#include "forecast/forecasts/forecasts.h"

typedef struct {
    an_text_options text;
    const char *amount; /* plan column; NULL: by alias (plan, target, quota, budget, 目标, 计划) */
    const char *period; /* period column; NULL: by alias */
    bool no_options; /* the command has no --plan-amount and --plan-period: messages name neither */
    const char
        *unit; /* "quarter" where dates in the period column do not say; NULL: told from the file */
    bool has_scheme; /* the plan's periods are cut by this scheme, not by that of the sales */
    fc_scheme scheme;
    const char
        *year; /* the year reviewed, "2026": the plan must cover it; NULL: as an_plan_year says */
    const an_where *where; /* as for the sales: a plan of more is cut down to the same part */
    size_t n_where;
} an_plan_options;

/* The plan of every node and period of one year (or of the periods it covers). Owns its values. */
typedef struct an_plan an_plan;

/* Reads the plan and splits coarser cells by the forecast's (and, for past periods, the plan year's
 * own seasonal) shape. Unknown nodes and a plan for another year are refused or told in `problems`;
 * duplicate rows are FC_EDATA with both lines; children that do not add up to their parent's own
 * plan are reported. */
fc_status an_plan_read(const char *file, const an_plan_options *options, const an_sales *sales,
                       const fc_forecasts *forecasts, an_problems *problems,
                       an_plan **plan) FC_CHECKED;
void an_plan_free(an_plan *plan);

/* Plan of a node in a period of the sales calendar; NaN where there is none, and for a sum of
 * planned and unplanned sales (an_plan_share), which is no plan of the whole. */
double an_plan_value(const an_plan *plan, size_t node, fc_period period);

/* The part of a node's outlook of the year that is planned, 0 to 1; 1 where the file gives the node
 * a plan of its own. Where it is less than 0.95 what is planned is a part of the node: it has no
 * plan itself, though nodes below it have. */
double an_plan_share(const an_plan *plan, size_t node);
bool an_plan_is_part(const an_plan *plan, size_t node);

/* The longest period by which the file plans a node or what is below it: shorter ones have a split
 * of it by the forecast's shape, which is no plan that someone made. */
fc_unit an_plan_unit(const an_plan *plan, size_t node);

/* Whether the file plans only something larger, of which the node got a share by the forecast's
 * shape. */
bool an_plan_is_share_of(const an_plan *plan, size_t node);

/* Whether anything is planned in a period of the sales calendar. */
bool an_plan_has(const an_plan *plan, fc_period period);

/* Whether the plan covers one run of the periods from `from` to `to`, and not all of them: that
 * run. */
bool an_plan_covers_run(const an_plan *plan, fc_period from, fc_period to, fc_period *first,
                        fc_period *last);

/* First and last period with a plan. */
void an_plan_span(const an_plan *plan, fc_period *first, fc_period *last);

/* The year called `name` in the sales calendar cut by years; NULL: the one of the first period
 * after the last complete one. FC_EUSAGE where `name` is no year. */
fc_status an_plan_year(const an_sales *sales, const char *name, fc_period *year) FC_CHECKED;

/* First and last sales period of a period of a coarser unit. */
void an_plan_periods(const fc_calendar *calendar, fc_unit unit, fc_period period, fc_period *first,
                     fc_period *last);

/* The period of the same season one year before: 364 days, 52 weeks, 12 months, 4 quarters. */
fc_period an_plan_year_before(const fc_calendar *calendar, fc_period period);

/* The day in the middle of a period: of weeks the fourth. */
fc_date an_plan_middle(const fc_calendar *calendar, fc_period period);

#endif
