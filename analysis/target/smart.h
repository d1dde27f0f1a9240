/* smart.h - whether the targets of a plan file are specific, measurable, achievable, relevant and
 * time-bound: one sentence a finding. */
#ifndef ANALYSIS_TARGET_SMART_H
#define ANALYSIS_TARGET_SMART_H

#include "analysis/report/report.h"
#include "analysis/target/lessons.h"
#include "analysis/target/target.h"

typedef enum {
    AN_SMART_FINE,
    AN_SMART_SPECIFIC,   /* no such node, or a row for no one */
    AN_SMART_MEASURABLE, /* no amount, or nothing sold yet that it could be measured by */
    AN_SMART_ACHIEVABLE, /* the chance lies outside the band */
    AN_SMART_RELEVANT,   /* children do not add up to their parent */
    AN_SMART_TIME_BOUND, /* no period */
    AN_N_SMART
} an_smart_kind;

/* Below this chance a target is out of reach. */
#define AN_SMART_FAR 0.1

/* One finding, or a target without one. NaN where a number is not known. */
typedef struct {
    an_smart_kind kind;
    size_t node; /* SIZE_MAX: none that is known */
    char name[160], period[FC_LABEL_SIZE];
    size_t line;
    double target, last_year, baseline, p_attain;
    double actual; /* what came of it, where that is known by now */
    char *sentence;
} an_smart_row;

/* Owns its rows: those that could not be read first, then in the order of the file, then sums: what
 * all targets of a period come to where the total has none, and what does not add up. */
typedef struct an_smart an_smart;

typedef struct {
    double low, high;          /* the band of chances, 0.4 and 0.7 */
    const an_sales *later;     /* sales also after --as-of, for what came of it; NULL: none */
    const an_lessons *lessons; /* of last year's targets; NULL: none */
    const char *lang;
    const char *unit;
} an_smart_options;

/* `target` holds what is expected of the year; `plan` says how the file is read. The rows of other
 * years are counted, not judged. FC_EDATA where no row is for the year. */
fc_status an_smart_new(const char *file, const an_plan_options *plan, const an_target *target,
                       const an_smart_options *options, an_problems *problems,
                       an_smart **smart) FC_CHECKED;
void an_smart_free(an_smart *smart);

size_t an_smart_size(const an_smart *smart);
const an_smart_row *an_smart_at(const an_smart *smart, size_t i);
size_t an_smart_count(const an_smart *smart, an_smart_kind kind);
size_t an_smart_other_years(const an_smart *smart);

/* One self-contained page: how many are out of reach, the least likely first, how close it was. */
fc_status an_smart_html(const an_smart *smart, const an_target *target,
                        const an_report_options *options, FILE *out) FC_CHECKED;

/* "achievable"; the same in any language, as a column's value. */
const char *an_smart_name(an_smart_kind kind);

/* Key columns, period, metric, target, last_year, baseline, stretch, p_attain, actual, attained,
 * smart, finding. */
fc_status an_smart_table(const an_smart *smart, const an_target *target, const char *metric,
                         const char *lang, an_table **table) FC_CHECKED;

#endif
