/* measure_rules.c - reads rules over measures, and judges by their limits. */
#include "analysis/watch/measure_rules.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/ini.h"

static const struct {
    const char *name, *measure;
    double above, rise;
} BUILT_IN[] = {
    {"concentration", "top1_share", 0.25, 0.10},
    {"customers quiet", "churn", 0.15, 0.10},
    {"price dispersion", "price_dispersion", 0.05, 0.03},
};

static an_measure_rule *add_rule(an_measure_rules *list, const char *name)
{
    an_measure_rule *r = &list->rules[list->n];

    *r = (an_measure_rule){.above = NAN, .below = NAN, .rise = NAN, .fall = NAN, .periods = 1};
    snprintf(r->name, sizeof r->name, "%s", name);
    list->n++;
    return r;
}

static fc_status limit(const an_measure_rules *list, const char *text, int line, double *value)
{
    char *end;

    *value = strtod(text, &end);
    while (isspace((unsigned char)*end))
        end++;
    if (end == text || *end || !isfinite(*value))
        return fc_fail(FC_EUSAGE, "%s:%d: '%s' is no number", list->path, line, text);
    return FC_OK;
}

static fc_status set_measure(const an_measure_rules *list, an_measure_rule *r, const char *name,
                             int line)
{
    r->measure = an_kpi_find(name);
    if (r->measure)
        return FC_OK;
    return fc_fail(FC_EUSAGE, "%s:%d: no measure '%s'; gapcast kpi SALES lists them", list->path,
                   line, name);
}

static fc_status set_levels(const an_measure_rules *list, an_measure_rule *r, const char *text,
                            int line)
{
    static const char *const NAMES[] = {
        [AN_RULE_ALL] = "all", [AN_RULE_TOTAL] = "total", [AN_RULE_BOTTOM] = "bottom"};

    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (strcmp(text, NAMES[i]) == 0) {
            r->levels = (an_rule_levels)i;
            return FC_OK;
        }
    return fc_fail(FC_EUSAGE, "%s:%d: levels is all, total or bottom, not '%s'", list->path, line,
                   text);
}

static fc_status set_periods(const an_measure_rules *list, an_measure_rule *r, const char *text,
                             int line)
{
    double value;
    const fc_status status = limit(list, text, line, &value);

    if (status != FC_OK)
        return status;
    if (!(value >= 1 && value <= AN_MOST_IN_A_ROW) || value != floor(value))
        return fc_fail(FC_EUSAGE, "%s:%d: periods is a whole number from 1 to %d, not '%s'",
                       list->path, line, AN_MOST_IN_A_ROW, text);
    r->periods = (size_t)value;
    return FC_OK;
}

static fc_status stands_twice(const an_measure_rules *list, const char *section, int line)
{
    return fc_fail(FC_EUSAGE, "%s:%d: there is a rule [%s] already; give each a name of its own",
                   list->path, line, section);
}

static fc_status on_value(void *data, const char *section, const char *name, const char *value,
                          int line)
{
    an_measure_rules *list = data;
    an_measure_rule *r = list->n ? &list->rules[list->n - 1] : NULL;

    if (!*section)
        return fc_fail(FC_EUSAGE, "%s:%d: a rule begins with its name in brackets: [name]",
                       list->path, line);
    if (!r || strncmp(r->name, section, AN_RULE_NAME_SIZE - 1) != 0) {
        for (size_t i = 0; i < list->n; i++)
            if (strncmp(list->rules[i].name, section, AN_RULE_NAME_SIZE - 1) == 0)
                return stands_twice(list, section, line);
        if (list->n == AN_MOST_MEASURE_RULES)
            return fc_fail(FC_EUSAGE, "%s:%d: more than %d rules", list->path, line,
                           AN_MOST_MEASURE_RULES);
        r = add_rule(list, section);
    }
    if (strcmp(name, "kpi") == 0 && r->measure)
        return stands_twice(list, section, line);
    if (strcmp(name, "kpi") == 0)
        return set_measure(list, r, value, line);
    if (strcmp(name, "levels") == 0)
        return set_levels(list, r, value, line);
    if (strcmp(name, "periods") == 0)
        return set_periods(list, r, value, line);

    const struct {
        const char *name;
        double *to;
    } limits[] = {
        {"above", &r->above}, {"below", &r->below}, {"rise", &r->rise}, {"fall", &r->fall}};

    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        if (strcmp(name, limits[i].name) == 0)
            return limit(list, value, line, limits[i].to);
    return fc_fail(
        FC_EUSAGE,
        "%s:%d: no setting '%s'; a rule has kpi, above, below, rise, fall, periods, levels",
        list->path, line, name);
}

static fc_status check_rule(const an_measure_rules *list, const an_measure_rule *r)
{
    if (!r->measure)
        return fc_fail(FC_EUSAGE, "%s: rule [%s] has no kpi; write kpi = NAME", list->path,
                       r->name);
    if (isnan(r->above) && isnan(r->below) && isnan(r->rise) && isnan(r->fall))
        return fc_fail(FC_EUSAGE,
                       "%s: rule [%s] has no limit; write above, below, rise or fall = NUMBER",
                       list->path, r->name);
    return FC_OK;
}

fc_status an_measure_rules_read(const char *path, an_measure_rules *list)
{
    fc_status status = FC_OK;

    list->n = 0;
    list->path = path;
    if (list->path)
        status = an_ini_read(list->path, on_value, list);
    for (size_t i = 0; status == FC_OK && i < list->n; i++)
        status = check_rule(list, &list->rules[i]);
    for (size_t i = 0; status == FC_OK && i < sizeof BUILT_IN / sizeof *BUILT_IN; i++) {
        an_measure_rule *r;

        if (list->n == AN_MOST_MEASURE_RULES)
            break;
        r = add_rule(list, BUILT_IN[i].name);
        r->measure = an_kpi_find(BUILT_IN[i].measure);
        r->above = BUILT_IN[i].above;
        r->rise = BUILT_IN[i].rise;
        r->built_in = true;
    }
    return status;
}

bool an_measure_rule_passes(const an_measure_rule *r, double value, double previous)
{
    return isfinite(value) && (isnan(r->above) || value > r->above) &&
           (isnan(r->below) || value < r->below) &&
           (isnan(r->rise) || value - previous > r->rise) &&
           (isnan(r->fall) || previous - value > r->fall);
}
