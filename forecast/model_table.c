/* model_table.c - every model the program knows; add yours to the list. */
#include <stddef.h>
#include <string.h>

#include "forecast/model.h"

#define MODELS(ROW)    \
    ROW(auto)          \
    ROW(fast)          \
    ROW(naive)         \
    ROW(snaive)        \
    ROW(naive2)        \
    ROW(drift)         \
    ROW(mean)          \
    ROW(ses)           \
    ROW(holt)          \
    ROW(damped)        \
    ROW(ets)           \
    ROW(ets_aicw)      \
    ROW(theta)         \
    ROW(theta_box_cox) \
    ROW(arima)         \
    ROW(arima_css)     \
    ROW(arima_css_log) \
    ROW(croston)       \
    ROW(sba)           \
    ROW(sbj)           \
    ROW(tsb)           \
    ROW(adida)         \
    ROW(imapa)         \
    ROW(ar)            \
    ROW(ets_adjusted)  \
    ROW(otm)           \
    ROW(otm_log)       \
    ROW(otm_box_cox)   \
    ROW(dotm)          \
    ROW(dotm_log)      \
    ROW(dotm_box_cox)  \
    ROW(ces)           \
    ROW(thief)         \
    ROW(comb)          \
    ROW(stl_ets)       \
    ROW(stl_arima)     \
    ROW(stl_theta)     \
    ROW(mstl)          \
    ROW(mstl_arima)    \
    ROW(harmonic)      \
    ROW(harmonic_log)

#define DECLARE(name) extern const fc_model_type fc_model_##name;
MODELS(DECLARE)

#define ADDRESS(name) &fc_model_##name,
static const fc_model_type *const table[] = {MODELS(ADDRESS)};

size_t fc_model_count(void)
{
    return sizeof table / sizeof table[0];
}

const fc_model_type *fc_model_at(size_t i)
{
    return table[i];
}

const fc_model_type *fc_model_find(const char *name)
{
    for (size_t i = 0; i < fc_model_count(); i++)
        if (!strcmp(table[i]->name, name) || (table[i]->alias && !strcmp(table[i]->alias, name)))
            return table[i];
    return NULL;
}
