/* drafts.h - targets that the teams submit, held against the top-down figure and reconciled with it
 * by what their earlier drafts were worth. */
#ifndef ANALYSIS_TARGET_DRAFTS_H
#define ANALYSIS_TARGET_DRAFTS_H

#include "analysis/table/table.h"
#include "analysis/target/cells.h"
#include "analysis/target/target.h"

/* A node of the level for which drafts were submitted. Amounts are of the year; NaN: none. */
typedef struct {
    size_t node;
    double forecast, top_down; /* the forecast, and its share of the target */
    double draft;              /* of the last round */
    double first_draft;        /* of the first round, where there were several */
    size_t n_rounds;
    size_t n_past; /* earlier periods of which both a draft and the sales are known */
    double bias;   /* sales over drafts then: 0.9 where they were too high; 1 unknown */
    double factor; /* that, drawn to 1 as if two more periods had come true */
    double error;  /* typical error of a draft times it, as a share; drawn to a fifth likewise */
    double reconciled; /* what the two come to; together exactly the target */
    char *reason;      /* in words */
} an_draft;

/* Owns its drafts and bounds. */
typedef struct {
    an_draft *drafts; /* in the order of the nodes */
    size_t n;
    an_target_bound *bounds; /* that hold each node's year at what was reconciled */
} an_drafts;

/* Key columns, a period, a draft (draft, submission, 草案, 提交; else target, plan, 目标) and
 * perhaps a round (round, version, 轮次, 版本; numbers): of several the last counts. Rows of
 * earlier years are the record by which bias and error are told.
 *
 * Each node has two opinions of its year: the forecast, with the variance of its futures, and the
 * draft times its factor, with that of its error. They are joined by precision, and what then lacks
 * to the target is given to each by its variance: minimum trace with a diagonal W and the one
 * constraint that all add up (Wickramasuriya, Athanasopoulos & Hyndman 2019, sec. 2.3; the target
 * is the known total). Nodes without a draft have the forecast alone; a submitter without a record
 * has the error of a fifth.
 *
 * `target` is made without drafts. FC_EDATA as an_cells_read; where the drafts are not for nodes of
 * one level, or do not cover the year of a node. */
fc_status an_drafts_read(const char *file, const an_plan_options *plan, const an_target *target,
                         const char *lang, an_problems *problems, an_drafts *drafts) FC_CHECKED;
void an_drafts_clear(an_drafts *drafts);

/* The gap list for the meeting: key columns, period, top_down, draft, first_draft, rounds, bias,
 * error, reconciled, gap (draft - top_down), reason; the widest gap first. */
fc_status an_drafts_table(const an_drafts *drafts, const an_target *target,
                          an_table **table) FC_CHECKED;

#endif
