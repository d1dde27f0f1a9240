/* reports.h - what a pipeline tells besides its forecast, each as a table. */
#ifndef ANALYSIS_PIPELINE_REPORTS_H
#define ANALYSIS_PIPELINE_REPORTS_H

#include "analysis/pipeline/book.h"
#include "analysis/plan/plan.h"

/* What "win rate" means: won of those closed; won of those created in the window, by creation; won
 * of all there are, open ones too. */
typedef enum { AN_WIN_CLOSED, AN_WIN_COHORT, AN_WIN_ALL } an_win_rate;

typedef struct an_activities an_activities; /* activity.h */

typedef struct {
    an_win_rate win_rate;
    fc_date since;      /* start of the window that ends on the as-of date; FC_DATE_NONE: all */
    const char *window; /* expected close dates counted by the waterfall: "2026-Q3", "all"; NULL:
                           the  quarter of the day after the as-of date */
    long stale_days;    /* without activity; 0: 30 */
    size_t horizon;     /* periods; 0: as the report says */
    size_t n_paths;     /* simulated futures; 0: 1000 */
    uint64_t seed;
    const an_plan *plan; /* of the nodes; NULL: none */
    /* Activity: what is asked of a node of the book in a period, in the place of a plan; NULL: the
     * plan says that. NaN: nothing, and no row. */
    double (*asked)(const void *data, size_t node, fc_period period);
    const void *asked_data;
    const an_activities *activities; /* NULL: none */
} an_pipeline_options;

typedef fc_status an_pipeline_report(const an_book *book, const an_pipeline_options *options,
                                     an_table **table);

an_pipeline_report an_report_forecast, an_report_stages, an_report_waterfall, an_report_velocity,
    an_report_coverage, an_report_hygiene, an_report_calibration, an_report_activity;

/* Whether a deal counts for the win rate, and whether it was won. */
bool an_win_counts(const an_book *book, const an_deal *deal, const an_pipeline_options *options,
                   bool *won);
const char *an_win_rate_definition(an_win_rate win_rate, const char *lang); /* NULL: "en" */

/* Says as of when, and what is known of the past. */
void an_pipeline_notes(const an_book *book, an_table *table);

#endif
