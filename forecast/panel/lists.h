/* lists.h - many lists of numbers in one piece of memory, one after the other. */
#ifndef FORECAST_LISTS_H
#define FORECAST_LISTS_H

#include <stddef.h>
#include <stdint.h>

#include "forecast/status.h"

/* List i is items[start[i]] .. items[start[i + 1] - 1]. */
typedef struct {
    size_t *start, *items;
} fc_lists;

/* Puts item_of(i) on the list list_of[i], for i = 0 .. n-1 in this order; SIZE_MAX is no list. Here
 * item_of(i) = i / each % cycle. Free with fc_lists_clear, also after a failure. */
fc_status fc_lists_fill(fc_lists *lists, size_t n_lists, const size_t *list_of, size_t n,
                        size_t each, size_t cycle) FC_CHECKED;
void fc_lists_clear(fc_lists *lists);

static inline const size_t *fc_lists_get(const fc_lists *lists, size_t i, size_t *n)
{
    *n = lists->start[i + 1] - lists->start[i];
    return lists->items + lists->start[i];
}

#endif
