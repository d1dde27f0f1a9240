/* lessons.h - what became of last year's targets and of last year's forecast: where next year
 * starts from. */
#ifndef ANALYSIS_TARGET_LESSONS_H
#define ANALYSIS_TARGET_LESSONS_H

#include "analysis/plan/plan.h"
#include "analysis/table/table.h"
#include "analysis/target/target.h"

/* A node that had a target for the year before the target's. NaN: not known. */
typedef struct {
    size_t node;
    double target, came; /* came: actual, and forecast where it is to come */
    double forecast;     /* of that year, as it would have been at its start */
    double p_attain;     /* of the target then */
} an_lesson;

/* Owns its rows. */
typedef struct {
    an_lesson *rows; /* in the order of the nodes */
    size_t n;
    char year[FC_LABEL_SIZE];
    bool over; /* all of the year is actual */
} an_lessons;

/* `file` is the plan of the year before; `then` are forecasts of that year out of what was known
 * before it, NULL where the history is too short for them. FC_EDATA as an_plan_read, and where the
 * plan has no target of a whole year. */
fc_status an_lessons_read(const char *file, const an_plan_options *plan, const an_target *target,
                          const fc_forecasts *then, an_problems *problems,
                          an_lessons *lessons) FC_CHECKED;
void an_lessons_clear(an_lessons *lessons);

/* That of a node; NULL: none. */
const an_lesson *an_lessons_of(const an_lessons *lessons, size_t node);

enum { AN_LESSON_SIZE = 384 };

/* "the target was met by 93%, given a chance of 12% at its start; the forecast then: 2.1% too low"
 */
void an_lessons_say(const an_lessons *lessons, const an_lesson *lesson, const char *lang,
                    char text[AN_LESSON_SIZE]);

/* Key columns, period, target, came, attained, p_attain, forecast, error (came over forecast - 1),
 * lesson; the worst missed first. */
fc_status an_lessons_table(const an_lessons *lessons, const an_target *target, const char *lang,
                           an_table **table) FC_CHECKED;

#endif
