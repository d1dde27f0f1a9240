/* today_measures.c - rules over measures: those that come with gapcast, and the user's own. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/ini.h"
#include "analysis/kpi/measure.h"
#include "analysis/text/text.h"
#include "analysis/watch/alarms.h"

enum { MOST_RULES = 64, NAME_SIZE = 64, MANY_CUSTOMERS = 20 };

/* All limits that are given must be passed; NaN: not given. */
typedef struct {
    char name[NAME_SIZE];
    const an_kpi_measure *measure;
    double above, below, rise, fall; /* rise, fall: of the change on a year before */
    bool total;                      /* of the grand total alone */
    bool built_in;                   /* only of nodes with many customers that go on */
} measure_rule;

/* A user's alarm keeps the rule's name, which must outlive the run. */
typedef struct {
    measure_rule rules[MOST_RULES];
    size_t n;
    const char *path;
} rule_list;

static const struct {
    const char *name, *measure;
    double above, rise;
} BUILT_IN[] = {
    {"concentration", "top1_share", 0.25, 0.10},
    {"customers quiet", "churn", 0.15, 0.10},
    {"price dispersion", "price_dispersion", 0.05, 0.03},
};

static measure_rule *add_rule(rule_list *list, const char *name)
{
    measure_rule *r = &list->rules[list->n];

    *r = (measure_rule){.above = NAN, .below = NAN, .rise = NAN, .fall = NAN};
    snprintf(r->name, sizeof r->name, "%s", name);
    list->n++;
    return r;
}

static fc_status limit(const rule_list *list, const char *text, int line, double *value)
{
    char *end;

    *value = strtod(text, &end);
    while (isspace((unsigned char)*end))
        end++;
    if (end == text || *end || !isfinite(*value))
        return fc_fail(FC_EUSAGE, "%s:%d: '%s' is no number", list->path, line, text);
    return FC_OK;
}

static fc_status set_measure(const rule_list *list, measure_rule *r, const char *name, int line)
{
    r->measure = an_kpi_find(name);
    if (r->measure)
        return FC_OK;
    return fc_fail(FC_EUSAGE, "%s:%d: no measure '%s'; gapcast kpi SALES lists them", list->path,
                   line, name);
}

static fc_status set_levels(const rule_list *list, measure_rule *r, const char *text, int line)
{
    r->total = strcmp(text, "total") == 0;
    if (r->total || strcmp(text, "all") == 0)
        return FC_OK;
    return fc_fail(FC_EUSAGE, "%s:%d: levels is all or total, not '%s'", list->path, line, text);
}

static fc_status on_value(void *data, const char *section, const char *name, const char *value,
                          int line)
{
    rule_list *list = data;
    measure_rule *r = list->n ? &list->rules[list->n - 1] : NULL;

    if (!*section)
        return fc_fail(FC_EUSAGE, "%s:%d: a rule begins with its name in brackets: [name]",
                       list->path, line);
    if (!r || strncmp(r->name, section, NAME_SIZE - 1) != 0) {
        if (list->n == MOST_RULES)
            return fc_fail(FC_EUSAGE, "%s:%d: more than %d rules", list->path, line, MOST_RULES);
        r = add_rule(list, section);
    }
    if (strcmp(name, "kpi") == 0)
        return set_measure(list, r, value, line);
    if (strcmp(name, "levels") == 0)
        return set_levels(list, r, value, line);

    const struct {
        const char *name;
        double *to;
    } limits[] = {
        {"above", &r->above}, {"below", &r->below}, {"rise", &r->rise}, {"fall", &r->fall}};

    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        if (strcmp(name, limits[i].name) == 0)
            return limit(list, value, line, limits[i].to);
    return fc_fail(FC_EUSAGE,
                   "%s:%d: no setting '%s'; a rule has kpi, above, below, rise, fall, levels",
                   list->path, line, name);
}

static fc_status read_rules(const an_watch_today *today, rule_list *list)
{
    fc_status status = FC_OK;

    list->n = 0;
    list->path = today->options->rules;
    if (list->path)
        status = an_ini_read(list->path, on_value, list);
    for (size_t i = 0; status == FC_OK && i < list->n; i++)
        if (!list->rules[i].measure)
            status = fc_fail(FC_EUSAGE, "%s: rule [%s] has no kpi; write kpi = NAME", list->path,
                             list->rules[i].name);
    for (size_t i = 0; status == FC_OK && i < sizeof BUILT_IN / sizeof *BUILT_IN; i++) {
        measure_rule *r;

        if (list->n == MOST_RULES)
            break;
        r = add_rule(list, BUILT_IN[i].name);
        r->measure = an_kpi_find(BUILT_IN[i].measure);
        r->above = BUILT_IN[i].above;
        r->rise = BUILT_IN[i].rise;
        r->built_in = true;
    }
    return status;
}

/* A limit that is not given is passed; one whose number is not known is not. */
static bool passes(const measure_rule *r, double value, double previous)
{
    return isfinite(value) && (isnan(r->above) || value > r->above) &&
           (isnan(r->below) || value < r->below) &&
           (isnan(r->rise) || value - previous > r->rise) &&
           (isnan(r->fall) || previous - value > r->fall) &&
           !(isnan(r->above) && isnan(r->below) && isnan(r->rise) && isnan(r->fall));
}

/* The names of the built-in rules live for ever, those of the user in the watch. */
static bool tell(const an_watch_today *today, const measure_rule *r, size_t node, double value,
                 double previous, an_alarms *alarms)
{
    char now[32], before[32];
    an_alarm *a = an_alarms_add(alarms, node, NULL);

    if (!a)
        return false;
    snprintf(a->own_rule, sizeof a->own_rule, "%s", r->name);
    a->since = today->sales->last_complete;
    snprintf(now, sizeof now, "%.4g", value);
    snprintf(before, sizeof before, "%.4g", previous);
    an_text_fill(a->evidence, sizeof a->evidence, today->options->lang,
                 isfinite(previous) ? "watch-measure" : "watch-measure-new", r->measure->name, now,
                 before, NULL);
    return true;
}

static fc_status judge_node(const an_watch_today *today, const an_kpi_data *data,
                            const rule_list *list, size_t node, an_alarms *alarms)
{
    const fc_period now = today->sales->last_complete,
                    before = an_plan_year_before(&today->sales->calendar, now);
    an_kpi_view view, old;
    fc_status status = an_kpi_view_make(data, node, now, FC_DATE_NONE, &view);

    if (status == FC_OK)
        status = an_kpi_view_make(data, node, before, FC_DATE_NONE, &old);
    const bool is_large =
        old.customers.active >= MANY_CUSTOMERS && today->replay->start[node] < today->replay->n;

    for (size_t i = 0; status == FC_OK && i < list->n; i++) {
        const measure_rule *r = &list->rules[i];
        double value, previous;

        if ((r->total && node > 0) || (r->built_in && !is_large) ||
            !an_kpi_available(data, r->measure))
            continue;
        value = r->measure->value(&view);
        previous = before >= data->first ? r->measure->value(&old) : NAN;
        if (passes(r, value, previous) && !tell(today, r, node, value, previous, alarms))
            status = fc_no_memory();
    }
    return status;
}

/* Whether the file has what any of the rules looks at. */
static bool has_use(const an_kpi_data *data, const rule_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (an_kpi_available(data, list->rules[i].measure))
            return true;
    return false;
}

fc_status an_watch_measures(const an_watch_today *today, an_alarms *alarms)
{
    rule_list *list;
    an_kpi_data data = {0};
    fc_status status;

    if (!today->sales->detail.rows)
        return FC_OK;
    list = calloc(1, sizeof *list);
    status = list ? read_rules(today, list) : fc_no_memory();

    if (status == FC_OK)
        status = an_kpi_data_make(today->sales, today->plan, today->options->lang, &data);
    for (size_t i = 0; status == FC_OK && has_use(&data, list) && i < data.n_nodes; i++)
        status = judge_node(today, &data, list, i, alarms);
    an_kpi_data_clear(&data);
    free(list);
    return status;
}
