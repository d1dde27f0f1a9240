/* effects_facts.c - what was found of each series: coefficients, parts kept, factors. */
#include "forecast/effects/effects_private.h"

const double *fc_effects_coefficients(const fc_effects *effects, size_t series)
{
    return effects->b + series * effects->k;
}

const double *fc_effects_errors(const fc_effects *effects, size_t series)
{
    return effects->error + series * effects->k;
}

/* The parts of a group. */
static fc_parts parts_of(const fc_effects *effects, fc_regressor_group group)
{
    fc_parts parts = 0;

    for (size_t p = 0; p < effects->n_parts; p++)
        if (fc_regressors_part_group(effects->regressors, p) == group)
            parts |= (fc_parts)1 << p;
    return parts;
}

static fc_parts kept_of(const fc_effects *effects, size_t series)
{
    return effects->kept[effects->level[series]];
}

bool fc_effects_has(const fc_effects *effects, fc_regressor_group group)
{
    return parts_of(effects, group) != 0;
}

bool fc_effects_kept(const fc_effects *effects, size_t series, fc_regressor_group group)
{
    return kept_of(effects, series) & parts_of(effects, group);
}

bool fc_effects_part_kept(const fc_effects *effects, size_t series, size_t part)
{
    return kept_of(effects, series) >> part & 1;
}

double fc_effects_part_ratio(const fc_effects *effects, size_t series, size_t part)
{
    return effects->part_ratio[effects->level[series] * effects->n_parts + part];
}

double fc_effects_ratio(const fc_effects *effects, size_t series)
{
    return effects->ratio[effects->level[series]];
}

double fc_effects_factor(const fc_effects *effects, size_t series, fc_period period)
{
    return fc_effects_multiply(effects->regressors, fc_effects_coefficients(effects, series),
                               kept_of(effects, series), effects->node[series], period);
}

double fc_effects_factor_of(const fc_effects *effects, size_t series, fc_regressor_group group,
                            fc_period period)
{
    return fc_effects_multiply(effects->regressors, fc_effects_coefficients(effects, series),
                               kept_of(effects, series) & parts_of(effects, group),
                               effects->node[series], period);
}

double fc_effects_member_share(const fc_effects *effects, size_t series)
{
    return effects->share[effects->level[series]];
}
