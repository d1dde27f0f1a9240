/* keys.h - tuples of keys, numbered in the order in which they are seen first. */
#ifndef FORECAST_KEYS_H
#define FORECAST_KEYS_H

#include <stddef.h>

#include "forecast/status.h"

/* Owns copies of the keys. */
typedef struct fc_keys fc_keys;

fc_status fc_keys_new(size_t n_keys, fc_keys **keys) FC_CHECKED;
void fc_keys_free(fc_keys *keys);

/* The number of the tuple, added when it is new. `lengths` may be NULL for terminated strings. */
fc_status fc_keys_add(fc_keys *keys, const char *const *tuple, const size_t *lengths,
                      size_t *number) FC_CHECKED;

/* The number of the tuple, or SIZE_MAX. */
size_t fc_keys_find(const fc_keys *keys, const char *const *tuple);

size_t fc_keys_size(const fc_keys *keys);                             /* tuples */
const char *const *fc_keys_tuple(const fc_keys *keys, size_t number); /* borrowed */

/* Renumbers the tuples first .. first+n-1 in byte order, first key first: order[i] is the old
 * number of what is now first + i. */
fc_status fc_keys_sort(fc_keys *keys, size_t first, size_t n, size_t *order) FC_CHECKED;

#endif
