/* matching.h - simulated sums brought to the range that is known for them, and still sums. */
#ifndef FORECAST_MATCHING_H
#define FORECAST_MATCHING_H

#include <stddef.h>

#include "forecast/status.h"

/* One step ahead. Groups stand coarse to fine, level by level; groups of a level have no part in
 * common. Borrows everything. */
typedef struct {
    size_t n_groups, n_levels, n_paths;
    const size_t *level;   /* the first group of each level; level[n_levels] = n_groups */
    const double *overlap; /* n_groups x n_groups: the sum of the weights of the common parts */
    /* The value of a group that stands where `score` stands among normal deviates. */
    double (*outcome)(void *data, size_t group, double score);
    void *data;
} fc_matching;

/* sums[n_groups x n_paths] are those of the parts on each path. Writes shift[n_groups x n_paths]:
 * each part is to get, on each path, its weight times the shifts of its groups. Then every group
 * has the outcomes of its own distribution, on the paths in the order of the sums: levels that
 * cross can have them but nearly, the coarsest has them exactly. In sums, what they become. After
 * Jeon, Panagiotelis & Petropoulos (2019), Probabilistic forecast reconciliation with applications
 * to wind power and electric load, which matches ranks; what is missing goes to the parts by their
 * variance, as reconciliation by WLS would. */
fc_status fc_matching_step(const fc_matching *matching, double *sums, double *shift) FC_CHECKED;

#endif
