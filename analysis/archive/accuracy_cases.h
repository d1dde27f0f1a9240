/* accuracy_cases.h - archived forecasts whose actual has come, with what each step said. */
#ifndef ANALYSIS_ARCHIVE_ACCURACY_CASES_H
#define ANALYSIS_ARCHIVE_ACCURACY_CASES_H

#include "analysis/archive/query.h"

enum { AN_CASE_STEPS = 12, AN_CASE_NAME = 64, AN_CASE_PEOPLE = 64, AN_CASE_RANGES = 3 };

extern const double an_case_levels[AN_CASE_RANGES]; /* 0.50, 0.80, 0.95 */

/* One forecast for which the actual has come. values[step] is what the step said; lo, hi the ranges
 * around the statistical one and naive_sd the standard deviation of the naive one's errors: NaN
 * where they were not kept. */
typedef struct {
    int64_t run, node;
    fc_period period;
    size_t lead;
    double actual, values[AN_CASE_STEPS];
    double lo[AN_CASE_RANGES], hi[AN_CASE_RANGES], naive_sd;
    int person[AN_CASE_STEPS]; /* who changed it at this step; -1: nobody */
} an_case;

/* In order of their periods. Steps: naive, statistical, those of adjustments, final. */
typedef struct {
    an_archive_info info;
    an_case *cases; /* owned */
    size_t n, capacity;
    size_t n_steps, n_people;
    char steps[AN_CASE_STEPS][AN_CASE_NAME], people[AN_CASE_PEOPLE][AN_CASE_NAME];
} an_cases;

/* Of the series of the run that is asked for. Free cases->cases, also after a failure. */
fc_status an_cases_read(an_archive *archive, const an_archive_query *query,
                        an_cases *cases) FC_CHECKED;

#endif
