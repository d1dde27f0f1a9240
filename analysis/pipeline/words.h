/* words.h - what stages, states and forecast categories say: open, won or lost. */
#ifndef ANALYSIS_PIPELINE_WORDS_H
#define ANALYSIS_PIPELINE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

typedef enum { AN_DEAL_OPEN, AN_DEAL_WON, AN_DEAL_LOST, AN_DEAL_UNKNOWN } an_deal_outcome;

/* How sure the owner says to be: Omitted, Pipeline, Best case, Commit, Closed. */
typedef enum {
    AN_CATEGORY_NONE,
    AN_CATEGORY_OMITTED,
    AN_CATEGORY_PIPELINE,
    AN_CATEGORY_BEST,
    AN_CATEGORY_COMMIT,
    AN_CATEGORY_CLOSED,
    AN_N_CATEGORIES
} an_category;

/* Words of one's own for won and lost (--won, --lost). */
typedef struct {
    const char *const *won, *const *lost;
    size_t n_won, n_lost;
} an_deal_words;

/* A status such as Won, 输单, In Progress; UNKNOWN where the word is none of those known. Void and
 * cancelled deals are lost. */
an_deal_outcome an_words_status(const char *text, const an_deal_words *own);

/* A stage: OPEN unless its name says that it closes the deal. */
an_deal_outcome an_words_stage(const char *text, const an_deal_words *own);

/* true, 1, yes, 是: *value; false where the text is neither. "" is no. */
bool an_words_flag(const char *text, bool *value);

an_category an_words_category(const char *text);
const char *an_category_name(an_category category); /* "commit" */

#endif
