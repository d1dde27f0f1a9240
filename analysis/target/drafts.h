/* drafts.h - targets that the teams submit, held against the top-down figure and reconciled with it
 * by what their earlier drafts were worth. */
#ifndef ANALYSIS_TARGET_DRAFTS_H
#define ANALYSIS_TARGET_DRAFTS_H

#include "analysis/table/table.h"
#include "analysis/target/cells.h"
#include "analysis/target/target.h"

/* A node of a level for which drafts were submitted. Amounts are of the year; NaN: none. */
typedef struct {
    size_t node;
    double forecast, top_down; /* the forecast, and its share of the target */
    double draft;              /* of the last round */
    double first_draft;        /* of the first round, where there were several */
    char *author;              /* of the last round; NULL: not told */
    size_t n_rounds;
    size_t n_past; /* earlier periods of which both a draft and the sales are known: of the author,
                      where authors are told, else of the node */
    double bias;   /* sales over drafts then: 0.9 where they were too high; 1 unknown */
    double factor; /* that, drawn to 1 as if two more periods had come true */
    double error;  /* typical error of a draft times it, as a share; drawn to a fifth likewise */
    double reconciled; /* what they all come to; together exactly the target */
    char *reason;      /* in words */
} an_draft;

/* What a node's year was in one round. */
typedef struct {
    size_t node;
    double round, amount;
    char *author, *when; /* of the last row of the round, as the file says; NULL: not told */
} an_draft_version;

/* Owns all of it. */
typedef struct {
    an_draft *drafts; /* in the order of the nodes */
    size_t n;
    an_draft_version *versions; /* by node, then by round */
    size_t n_versions;
    double together; /* how past errors of different nodes go together: a correlation from 0 on */
    double *amounts; /* for an_target_options: the year of each cell */
    an_target_bound *notes; /* that say each node's reason, and bound nothing */
} an_drafts;

/* Key columns, a period, a draft (draft, submission, 草案, 提交; else target, plan, 目标) and
 * perhaps a round (round, version, 轮次, 版本; numbers; of several the last counts), an author
 * (author, submitted_by, 提交人) and a day (submitted, submitted_at, 提交日期). Drafts may be of
 * several levels at once. Rows of earlier years are the record by which bias and error are told.
 *
 * What the year of each cell will be is known by the forecast, with the covariance of its simulated
 * futures; each draft times its factor says what its cells come to, with the variance of its error,
 * and errors of drafts go together as they did; the target says, exactly, what all come to. The
 * answer is the mean of the cells given all of that: minimum trace with the whole W
 * (Wickramasuriya, Athanasopoulos & Hyndman 2019, sec. 2.3), of which observing sums with errors is
 * the general form. A submitter without a record has the error of a fifth.
 *
 * `target` is made without drafts. FC_EDATA as an_cells_read; where drafts do not cover the year of
 * a node. */
fc_status an_drafts_read(const char *file, const an_plan_options *plan, const an_target *target,
                         const char *lang, an_problems *problems, an_drafts *drafts) FC_CHECKED;
void an_drafts_clear(an_drafts *drafts);

/* The gap list for the meeting: key columns, period, top_down, draft, first_draft, rounds, author,
 * bias, error, reconciled, gap (draft - top_down), reason; the widest gap first. */
fc_status an_drafts_table(const an_drafts *drafts, const an_target *target,
                          an_table **table) FC_CHECKED;

/* How the rounds went: key columns, period, round, author, submitted, draft, change (on the round
 * before), stretch (draft - forecast), p_attain. */
fc_status an_drafts_rounds(const an_drafts *drafts, const an_target *target,
                           an_table **table) FC_CHECKED;

#endif
