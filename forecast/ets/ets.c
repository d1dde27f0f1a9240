/* ets.c - forecasts from the states of exponential smoothing. */
#include "forecast/ets/ets.h"

#include <stdio.h>

void fc_ets_add_forecast(const fc_ets *ets, double weight, const double *errors, size_t horizon,
                         double *path)
{
    fc_ets states = *ets;

    for (size_t i = 0; i < horizon; i++) {
        const double error = errors ? errors[i] : 0;
        path[i] += weight * (fc_ets_predict(&states) + error);
        fc_ets_update(&states, error);
    }
}

void fc_ets_describe(fc_ets_form form, char *text, size_t size)
{
    static const char *const letters[] = {
        [FC_ETS_NONE] = "N",
        [FC_ETS_ADDITIVE] = "A",
        [FC_ETS_DAMPED] = "Ad",
        [FC_ETS_MULTIPLICATIVE] = "M",
    };

    snprintf(text, size, "ets(%s,%s,%s)", letters[form.error], letters[form.trend],
             letters[form.season]);
}

size_t fc_ets_parameters(const fc_ets *ets, fc_parameter *list, size_t max)
{
    const bool trend = ets->form.trend != FC_ETS_NONE, season = ets->form.season != FC_ETS_NONE;
    const struct {
        fc_parameter parameter;
        bool present;
    } all[] = {
        {{"alpha", ets->alpha, 0}, true},
        {{"beta", ets->beta, 0}, trend},
        {{"phi", ets->phi, 0}, ets->form.trend == FC_ETS_DAMPED},
        {{"gamma", ets->gamma, 0}, season},
    };
    size_t n = 0;

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (all[i].present && n < max)
            list[n++] = all[i].parameter;
    return n;
}
