/* reconciler_table.c - every method the program knows to make forecasts add up; add yours. */
#include <string.h>

#include "forecast/reconciler.h"

#define RECONCILERS(ROW)  \
    ROW(auto)             \
    ROW(bottom_up)        \
    ROW(top_down)         \
    ROW(top_down_history) \
    ROW(middle_out)       \
    ROW(ols)              \
    ROW(wls_structural)   \
    ROW(wls_variance)     \
    ROW(wls_total)        \
    ROW(mint_shrink)      \
    ROW(mint_factor)      \
    ROW(mint_total)       \
    ROW(mint_mean)        \
    ROW(erm)

#define DECLARE(name) extern const fc_reconciler fc_reconciler_##name;
RECONCILERS(DECLARE)

#define ADDRESS(name) &fc_reconciler_##name,
static const fc_reconciler *const table[] = {RECONCILERS(ADDRESS)};

size_t fc_reconciler_count(void)
{
    return sizeof table / sizeof *table;
}

const fc_reconciler *fc_reconciler_at(size_t i)
{
    return table[i];
}

const fc_reconciler *fc_reconciler_find(const char *name)
{
    for (size_t i = 0; i < fc_reconciler_count(); i++)
        if (strcmp(table[i]->name, name) == 0)
            return table[i];
    return NULL;
}
