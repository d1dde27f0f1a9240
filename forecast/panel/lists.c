/* lists.c - many lists of numbers in one piece of memory, filled by a counting sort. */
#include "forecast/panel/lists.h"

#include <stdlib.h>

fc_status fc_lists_fill(fc_lists *lists, size_t n_lists, const size_t *list_of, size_t n,
                        size_t each, size_t cycle)
{
    size_t *end; /* of list i while it is filled; at last it is where the next one starts */

    *lists = (fc_lists){calloc(n_lists + 2, sizeof *lists->start),
                        malloc((n + 1) * sizeof *lists->items)};
    if (!lists->start || !lists->items)
        return fc_no_memory();
    for (size_t i = 0; i < n; i++)
        if (list_of[i] != SIZE_MAX)
            lists->start[list_of[i] + 2]++;
    for (size_t l = 0; l < n_lists; l++)
        lists->start[l + 2] += lists->start[l + 1];
    end = lists->start + 1;
    for (size_t i = 0; i < n; i++)
        if (list_of[i] != SIZE_MAX)
            lists->items[end[list_of[i]]++] = i / each % cycle;
    return FC_OK;
}

void fc_lists_clear(fc_lists *lists)
{
    free(lists->start);
    free(lists->items);
    *lists = (fc_lists){NULL, NULL};
}
