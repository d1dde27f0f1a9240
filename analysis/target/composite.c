/* composite.c - counts the futures in which two nodes both reach what is asked of them. */
#include "analysis/target/composite.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/target/newness.h"
#include "analysis/target/target_private.h"

size_t an_composite_business(const an_target *t)
{
    const size_t n = t->sales->n_keys;
    const char *keys[AN_MAX_KEYS];

    if (n == 0 || strcmp(t->sales->key_names[n - 1], AN_BUSINESS) != 0)
        return SIZE_MAX;
    for (size_t k = 0; k < n; k++)
        keys[k] = k + 1 < n ? "*" : AN_BUSINESS_NEW;
    return fc_hierarchy_find(t->sales->hierarchy, keys);
}

fc_status an_composite_chance(const an_target *t, size_t a, size_t b, double *chance)
{
    const size_t n = fc_forecasts_n_paths(t->forecasts), nodes[] = {a, b};
    double *paths = malloc(n * fc_forecasts_horizon(t->forecasts) * sizeof *paths);
    double *sums = malloc(2 * n * sizeof *sums);
    fc_status status = paths && sums ? FC_OK : fc_no_memory();
    size_t both = 0;

    for (size_t i = 0; status == FC_OK && i < 2; i++)
        status = an_target_paths(t, nodes[i], 0, paths, sums + i * n);
    for (size_t i = 0; status == FC_OK && i < n; i++)
        both += an_target_reaches(sums[i], an_target_at(t, a, 0)->target) &&
                an_target_reaches(sums[n + i], an_target_at(t, b, 0)->target);
    *chance = (double)both / (double)n;
    free(sums);
    free(paths);
    return status;
}
