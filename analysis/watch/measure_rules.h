/* measure_rules.h - rules over the measures of gapcast kpi: those that come with it, and the user's
 * own from an INI file. */
#ifndef ANALYSIS_WATCH_MEASURE_RULES_H
#define ANALYSIS_WATCH_MEASURE_RULES_H

#include "analysis/kpi/measure.h"
#include "analysis/watch/past.h"

enum { AN_MOST_MEASURE_RULES = 64, AN_MOST_IN_A_ROW = 24 };

typedef enum { AN_RULE_ALL, AN_RULE_TOTAL, AN_RULE_BOTTOM } an_rule_levels;

/* All limits that are given must be passed; NaN: not given. */
typedef struct {
    char name[AN_RULE_NAME_SIZE];
    const an_kpi_measure *measure;
    double above, below, rise, fall; /* rise, fall: of the change on a year before */
    size_t periods;                  /* in a row; at least 1 */
    an_rule_levels levels;
    bool built_in; /* only of nodes with many customers that go on */
} an_measure_rule;

typedef struct {
    an_measure_rule rules[AN_MOST_MEASURE_RULES];
    size_t n;
    const char *path;
} an_measure_rules;

/* Those of the file (NULL: none), then the built-in ones. FC_EUSAGE with file and line where a rule
 * makes no sense. */
fc_status an_measure_rules_read(const char *path, an_measure_rules *rules) FC_CHECKED;

/* Whether the limits are passed; a number that is not known passes none. */
bool an_measure_rule_passes(const an_measure_rule *rule, double value, double previous);

#endif
