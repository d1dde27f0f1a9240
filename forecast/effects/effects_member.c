/* effects_member.c - the regression as a forecast of its own: season and trend beside the columns,
 * errors that follow an ARIMA process.
 *
 * Two steps of the regression with ARIMA errors of Bell & Hillmer (1983): coefficients are taken as
 * estimated for all series together, then season and errors given these. */
#include <math.h>
#include <stdlib.h>

#include "forecast/effects/effects_private.h"
#include "forecast/model.h"

static const char REMAINDER[] = "arima-css-log";

/* rest[n] = the series without its season; FC_EDATA where it has none to speak of. */
static fc_status remove_season(const fc_series *s, const double *season, double *rest)
{
    for (size_t t = 0; t < s->n; t++) {
        const double part = season[fc_effects_phase(s, t)];

        if (!(s->y[t] > 0) || isnan(part))
            return fc_fail(FC_EDATA, "%s: no regression of logarithms", s->key);
        rest[t] = s->y[t] / exp(part);
    }
    return FC_OK;
}

static fc_status follow(const fc_series *rest, size_t horizon, fc_scratch *scratch, double *mean)
{
    fc_model *model = NULL;
    fc_status status = fc_model_fit(fc_model_find(REMAINDER), rest, scratch, &model);

    if (status == FC_OK)
        status = fc_model_forecast(model, horizon, mean);
    if (status == FC_OK && fc_model_ran_away(model))
        status = fc_fail(FC_EDATA, "%s: the regression's errors ran away", rest->key);
    fc_model_free(model);
    return status;
}

fc_status fc_effects_continue(const fc_series *s, size_t horizon, fc_scratch *scratch, double *mean)
{
    fc_calendar calendar = {.unit = FC_MONTH};
    fc_regressors *none = NULL;
    double nothing, *season = malloc((s->season_length + s->n + 1) * sizeof *season);
    fc_series rest = *s;
    fc_status status = season ? fc_regressors_new(&calendar, 0, 0, 0, &none) : fc_no_memory();
    const fc_effects_task task = {.regressors = none};

    if (status == FC_OK)
        status = fc_effects_fit(&task, 0, s, s->n, 0, &nothing, &nothing, season);
    if (status == FC_OK)
        status = remove_season(s, season, season + s->season_length);
    rest.y = season ? season + s->season_length : NULL;
    rest.season_length = 1;
    if (status == FC_OK)
        status = follow(&rest, horizon, scratch, mean);
    for (size_t h = 0; status == FC_OK && h < horizon; h++)
        mean[h] *= exp(isnan(season[fc_effects_phase(s, s->n + h)])
                           ? 0
                           : season[fc_effects_phase(s, s->n + h)]);
    fc_regressors_free(none);
    free(season);
    return status;
}
