/* forecasts_joint.h - futures of all nodes together: those of children add up to their parents'. */
#ifndef FORECAST_FORECASTS_JOINT_H
#define FORECAST_FORECASTS_JOINT_H

#include "forecast/forecasts/forecasts.h"
#include "forecast/ranges/scores.h"

/* Nothing is kept of the bottom nodes: their paths are made again whenever they are asked for. */
typedef struct {
    fc_scores *scores;
    double *loading;  /* bottom nodes x factors */
    size_t n_matched; /* the first nodes: aggregates whose sums are matched to their own ranges */
    size_t n_levels;  /* theirs; level[l] is the first of the l-th, level[n_levels] n_matched */
    size_t *level;
    size_t *group; /* n_levels x bottom nodes: which of them a node is in */
    double *shift; /* n_matched x n_paths x horizon; see matching.h */
    double *paths; /* the same: the paths of these nodes */
} fc_joint;

/* After reconciliation. Without aggregates, only the scores. */
fc_status fc_joint_new(fc_forecasts *forecasts) FC_CHECKED;
void fc_joint_clear(fc_joint *joint);

/* paths[n_paths x horizon] of a bottom node, or of one that stands by itself. */
void fc_joint_bottom(const fc_forecasts *forecasts, size_t node, double *paths);

#endif
