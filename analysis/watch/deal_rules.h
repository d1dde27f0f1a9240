/* deal_rules.h - rules over deals; a new one is its file and one row here. */
#ifndef ANALYSIS_WATCH_DEAL_RULES_H
#define ANALYSIS_WATCH_DEAL_RULES_H

#include "analysis/watch/deal_facts.h"

/* One node's facts, and those of all deals. */
typedef struct {
    const an_deal_facts *facts;
    const double *own, *all; /* n x width; the same pointer for the grand total */
} an_deal_view;

typedef struct {
    double score;      /* 0: nothing, or nothing can be said; else in standard deviations, about */
    double now, usual; /* what the rule counts, in the quarter that ends with t and usually */
    double missing;    /* amount of deals that is missing */
    const char *stage; /* borrowed; NULL where the rule looks at none */
} an_deal_evidence;

/* Looks at the quarter that ends with period t of the facts, beside what was before it. */
typedef struct {
    const char *name;
    an_deal_evidence (*look)(const an_deal_view *view, size_t t);
    bool needs_exports; /* that tell what was expected on past days */
    bool is_share;      /* now and usual are shares, else `is_amount`, else counts */
    bool is_amount;
    const char *words; /* id of the sentence in the text tables */
} an_deal_rule;

#define AN_DEAL_RULES(ROW)     \
    ROW(an_deal_rule_coverage) \
    ROW(an_deal_rule_creation) \
    ROW(an_deal_rule_push)     \
    ROW(an_deal_rule_leakage)

#define DECLARE(rule) extern const an_deal_rule rule;
AN_DEAL_RULES(DECLARE)
#undef DECLARE

size_t an_deal_rule_count(void);
const an_deal_rule *an_deal_rule_at(size_t i);

/* Sum of a fact over the n periods that end with t. */
double an_deal_sum(const an_deal_facts *facts, const double *values, size_t fact, size_t t,
                   size_t n);

/* Periods before the quarter that ends with t which tell what is usual: up to six quarters; 0:
 * fewer than two. */
size_t an_deal_usual_periods(const an_deal_facts *facts, size_t t);

/* What the node's deals of a fact would come to in the quarter that ends with t, as it used to, had
 * it gone with all others; *error is the relative error of what the others tell. */
double an_deal_expected(const an_deal_view *view, size_t fact, size_t t, double *error);

/* A share of `fact` in `of` that is higher than usual: as the node had it, drawn to that of all
 * with the weight of ten deals, and moved as that of all others moved. */
an_deal_evidence an_deal_share_risen(const an_deal_view *view, size_t fact, size_t of, size_t t);

#endif
