/* plan_label.h - periods as plans write them: "2026-03", "Mar 2026", "3月", a quarter's first day.
 */
#ifndef ANALYSIS_PLAN_LABEL_H
#define ANALYSIS_PLAN_LABEL_H

#include "analysis/read/value.h"

typedef enum {
    AN_LABEL_PERIOD, /* "2026-Q1": unit and period are known */
    AN_LABEL_PART,   /* "Q1", "3月": a part of a year that is told elsewhere */
    AN_LABEL_DATE    /* "2026-01-01": a day of a period whose unit is told elsewhere */
} an_label_kind;

typedef struct {
    an_label_kind kind;
    fc_unit unit;     /* PERIOD, PART */
    fc_period period; /* PERIOD */
    int part;         /* PART: 3 = March, the third quarter, week 3 */
    fc_date date;     /* DATE */
} an_plan_label;

/* How the labels of one column are to be read. */
typedef struct {
    const fc_calendar *calendar;
    const an_text_options *text;
    bool has_unit; /* the column's name or an option says what its periods are, */
    fc_unit unit;  /* so that "3" is a month in a column of months */
} an_plan_labels;

/* False where the text is no period; *why then says so in words. */
bool an_plan_label_read(const an_plan_labels *labels, const char *text, an_plan_label *label,
                        const char **why);

/* The period of a PART in the year called `year`; false where the year has no such part. */
bool an_plan_label_in_year(const fc_calendar *calendar, const an_plan_label *label, int year,
                           fc_period *period);

/* "quarter_start", "Month", "月份", "季度": the unit a column's name speaks of; false where of
 * none. */
bool an_plan_label_unit(const char *column, fc_unit *unit);

/* The unit of which sorted, distinct dates are the first days of consecutive periods; false where
 * there is none or there are fewer than two dates. */
bool an_plan_label_spacing(const fc_calendar *calendar, const fc_date *dates, size_t n,
                           fc_unit *unit);

#endif
