/* cases.h - deals as a statistician sees them: how long each was watched, how it ended, what it is
 * like. */
#ifndef ANALYSIS_PIPELINE_CASES_H
#define ANALYSIS_PIPELINE_CASES_H

#include "analysis/pipeline/book.h"

/* The period of creation is the first factor; then come the traits, and keys that are none. */
enum { AN_FACTORS_MAX = 1 + AN_N_TRAITS + AN_MAX_KEYS };

typedef struct {
    int32_t days;    /* from creation to the end, or to the as-of date; one day at least */
    int32_t entry;   /* the age from which it was watched, less than days */
    uint8_t outcome; /* an_deal_outcome */
} an_case;

/* Owns its lists. Case i is deal i of the deals. */
typedef struct {
    const an_deals *deals;
    an_case *cases;
    size_t n;
    size_t n_factors;
    uint32_t *levels; /* n x n_factors: the level of each case */
    size_t n_levels[AN_FACTORS_MAX];
    const char *names[AN_FACTORS_MAX];
    fc_period first; /* period of creation of level 0 */
    fc_date watched; /* the first day on which a deal ended: what ended before it is not here */
} an_cases;

fc_status an_cases_new(const an_deals *deals, an_cases *cases) FC_CHECKED;
void an_cases_free(an_cases *cases);

static inline const uint32_t *an_cases_levels(const an_cases *cases, size_t i)
{
    return cases->levels + i * cases->n_factors;
}

#endif
