/* view.h - what every form of the report shows, picked once from the review. */
#ifndef ANALYSIS_REPORT_VIEW_H
#define ANALYSIS_REPORT_VIEW_H

#include "analysis/report/pool.h"
#include "analysis/report/report.h"
#include "analysis/text/text.h"

typedef struct {
    const an_report_input *in;
    const an_report_options *options;
    const fc_hierarchy *hierarchy;
    const char *lang;
    const char *year;  /* "2026" */
    const char *until; /* label of the last period with actuals */
    an_unit unit;
    const char *months[12]; /* their short names */

    /* The year, the year to date, the last month with actuals, the quarter of the next forecast;
     * NULL where there is none. */
    const an_review_row *total[AN_N_SCOPES];
    const an_review_row **worst; /* largest shortfalls of the year, none inside another */
    size_t n_worst;

    an_scope cut; /* the finest scope inside the year that the review holds: month or quarter */
    const char **periods;
    size_t n_periods, n_past; /* the first n_past of them are over */

    an_pool pool; /* owns the arrays above */
} an_view;

fc_status an_view_open(const an_report_input *input, const an_report_options *options,
                       an_view *view) FC_CHECKED;
void an_view_close(an_view *view);

/* Whether all periods of the year have their actuals. */
bool an_view_is_closed(const an_view *view);

/* Whether the total has no plan because only a part of the sales is planned; an_view_planned sums
 * the year of that part: false where that part has no plan of the whole year. */
bool an_view_is_part(const an_view *view);
bool an_view_planned(const an_view *view, double *plan, double *outlook);

/* The year's rows of the nodes one step below the total along dimension d that have a plan, worst
 * gap first; without dimensions the total itself. */
fc_status an_view_parts(an_view *view, size_t dimension, const an_review_row ***rows,
                        size_t *n) FC_CHECKED;

/* Texts below live in the view's pool; without memory they are "" and an_pool_status tells. */

/* "Southwest", "Southwest / Kettle", "employee 272", or the word for the grand total. */
const char *an_view_name(an_view *view, size_t node);

/* The header of the first key of dimension d: "region". */
const char *an_view_dimension(an_view *view, size_t dimension);

/* "12.34 m", with `sign` "+12.34 m", in the unit of the report, or in one of its own where that
 * would leave next to nothing of it; a dash where there is no number. */
const char *an_view_money(an_view *view, double amount, bool sign);

/* An amount a day, in the unit that suits it and the other that it is compared with (NaN: none). */
const char *an_view_rate(an_view *view, double amount, double other);

/* An amount without its unit, for a table in that unit; and the unit for a table whose largest
 * amount is this. */
const char *an_view_amount(an_view *view, an_unit unit, double amount, bool sign);
an_unit an_view_unit(const an_view *view, double largest);

const char *an_view_percent(an_view *view, double percent, bool sign); /* "+4.4%" */
const char *an_view_count(an_view *view, size_t n);

/* The chance to reach the plan: "3%", "<1%", ">99%"; a dash when the period is over. */
const char *an_view_chance(an_view *view, const an_review_row *row);

/* "chance 3%, behind"; only "behind" when the period is over. */
const char *an_view_standing(an_view *view, const an_review_row *row);

/* The words of a message id, its places filled by the strings up to NULL. */
const char *an_view_words(an_view *view, const char *id, ...) __attribute__((sentinel));

#endif
