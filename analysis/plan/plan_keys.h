/* plan_keys.h - the values that each key has in the sales, to which those of a plan must fit. */
#ifndef ANALYSIS_PLAN_KEYS_H
#define ANALYSIS_PLAN_KEYS_H

#include "analysis/read/sales.h"

/* Borrows the sales. */
typedef struct an_plan_keys an_plan_keys;

fc_status an_plan_keys_new(const an_sales *sales, an_plan_keys **keys) FC_CHECKED;
void an_plan_keys_free(an_plan_keys *keys);

/* Whether any sale has this value of the k-th key. */
bool an_plan_keys_has(const an_plan_keys *keys, size_t k, const char *value);

/* The value nearest in spelling; NULL where none is near. */
const char *an_plan_keys_nearest(const an_plan_keys *keys, size_t k, const char *value);

/* Fills "*" above a nested key from the sales: the region of a city that lies in one region only.
 */
void an_plan_keys_complete(const an_plan_keys *keys, const char **tuple);

/* The first key of the tuple that is set although the key it nests in is not; SIZE_MAX where none
 * is. */
size_t an_plan_keys_loose(const an_plan_keys *keys, const char *const *tuple);

#endif
