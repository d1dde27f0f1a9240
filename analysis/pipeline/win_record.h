/* win_record.h - how right the chances of single deals to be won in a month were, at past month
 * ends. */
#ifndef ANALYSIS_PIPELINE_WIN_RECORD_H
#define ANALYSIS_PIPELINE_WIN_RECORD_H

#include "analysis/pipeline/outlook.h"

enum { AN_RECORD_LEADS = 3, AN_RECORD_BINS = 10 };

/* Who said how likely it was. */
typedef enum {
    AN_SAID_LEARNED,
    AN_SAID_BASE, /* the share of deals open at earlier ends of periods that were won then */
    AN_SAID_CRM,  /* the CRM's probability in the period in which the deal is due, else 0 */
    AN_N_SAID
} an_said;

enum { AN_RECORD_DEALS, AN_RECORD_WON, AN_RECORD_SAID, AN_RECORD_PARTS };

/* Owns its list. A deal counts once for each past end of a period at which it was open. */
typedef struct {
    size_t n_days;                            /* past ends of periods */
    double deals[AN_RECORD_LEADS];            /* judged so many periods ahead, from 0 */
    double brier[AN_N_SAID][AN_RECORD_LEADS]; /* mean squared error; NaN without deals */
    double *bins; /* of the next period, learned: cells x AN_RECORD_BINS x AN_RECORD_PARTS */
} an_win_record;

/* At each end of a period only what was known then is used. n_days is 0 where deals do not reach
 * back far enough. */
fc_status an_win_record_make(const an_book *book, an_win_record *record) FC_CHECKED;
void an_win_record_clear(an_win_record *record);

#endif
