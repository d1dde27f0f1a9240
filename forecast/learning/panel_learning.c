/* panel_learning.c - the gate: a network trained without the last stretch is judged on it.
 *
 * Loss: Makridakis, Spiliotis & Assimakopoulos (2020), The M4 Competition, section 2.3 (OWA). */
#include "forecast/learning/panel_learning.h"

#include <math.h>
#include <stdlib.h>

#include "forecast/model.h"
#include "forecast/panel/panel_window.h"

static const double weight = 0.5; /* of the network in the mix */
static const double needed = 2;   /* standard errors of gain */

/* Forecasts of the holdouts, row after row like those of the task; NaN where there is none. */
typedef struct {
    size_t n, horizon;
    fc_series *train;
    double *model, *net, *naive;
} holdout;

static void holdout_free(holdout *h)
{
    free(h->train);
    free(h->model);
    free(h->net);
    free(h->naive);
}

static fc_status holdout_new(const fc_panel_net_task *panel, holdout *h)
{
    const size_t cells = panel->n_series * panel->horizon + 1;

    *h = (holdout){.n = panel->n_series, .horizon = panel->horizon};
    h->train = malloc((h->n + 1) * sizeof *h->train);
    h->model = malloc(cells * sizeof *h->model);
    h->net = malloc(cells * sizeof *h->net);
    h->naive = malloc(cells * sizeof *h->naive);
    if (!h->train || !h->model || !h->net || !h->naive)
        return fc_no_memory();
    for (size_t i = 0; i < h->n; i++) {
        h->train[i] = panel->series[i];
        h->train[i].n = h->train[i].n > h->horizon ? h->train[i].n - h->horizon : 0;
    }
    return FC_OK;
}

static void forecast_or_nan(const char *name, const fc_series *train, size_t horizon, double *mean,
                            fc_scratch *scratch)
{
    fc_model *model = NULL;
    fc_status status =
        train->n ? fc_model_fit(fc_model_find(name), train, scratch, &model) : FC_EDATA;

    if (status == FC_OK)
        status = fc_model_forecast(model, horizon, mean);
    for (size_t i = 0; status != FC_OK && i < horizon; i++)
        mean[i] = NAN;
    fc_model_free(model);
}

static fc_status forecast_holdouts(const char *model, holdout *h)
{
    fc_status status = FC_OK;

#pragma omp parallel
    {
        fc_scratch *scratch = NULL;

        if (fc_scratch_new(&scratch) != FC_OK) {
#pragma omp critical(fc_panel_learning)
            status = FC_ENOMEM;
        }
#pragma omp for schedule(dynamic, 4)
        for (size_t i = 0; i < h->n; i++)
            if (scratch) {
                forecast_or_nan(model, &h->train[i], h->horizon, h->model + i * h->horizon,
                                scratch);
                forecast_or_nan("naive2", &h->train[i], h->horizon, h->naive + i * h->horizon,
                                scratch);
            }
        fc_scratch_free(scratch);
    }
    return status == FC_OK ? FC_OK : fc_no_memory();
}

/* Mean absolute step of a season; 0 where there is none to scale by. */
static double naive_step(const fc_series *s)
{
    const size_t m = s->n > s->season_length ? s->season_length : 1;
    double sum = 0;
    size_t n = 0;

    for (size_t t = m; t < s->n; t++)
        if (!isnan(s->y[t]) && !isnan(s->y[t - m])) {
            sum += fabs(s->y[t] - s->y[t - m]);
            n++;
        }
    return n ? sum / (double)n : 0;
}

typedef struct {
    double smape, mase;
} loss;

static loss loss_of(const double *actual, const double *forecast, const double *other, double share,
                    size_t horizon, double step)
{
    loss l = {0, 0};

    for (size_t i = 0; i < horizon; i++) {
        const double f = other ? (1 - share) * forecast[i] + share * other[i] : forecast[i];
        const double size = fabs(actual[i]) + fabs(f);

        l.smape += size > 0 ? 200 * fabs(actual[i] - f) / size / (double)horizon : 0;
        l.mase += fabs(actual[i] - f) / step / (double)horizon;
    }
    return l;
}

/* Losses of one series without and with the network, and of naive 2; false where it cannot be
 * judged. */
static bool judge_series(const fc_series *full, const holdout *h, size_t i, loss out[3])
{
    const double *actual = full->y + h->train[i].n;
    const size_t k = i * h->horizon;
    const double step = naive_step(&h->train[i]);

    if (full->n <= h->horizon || step <= 0)
        return false;
    out[0] = loss_of(actual, h->model + k, NULL, 0, h->horizon, step);
    out[1] = loss_of(actual, h->model + k, h->net + k, weight, h->horizon, step);
    out[2] = loss_of(actual, h->naive + k, NULL, 0, h->horizon, step);
    return isfinite(out[0].mase) && isfinite(out[1].mase) && isfinite(out[2].mase);
}

static void judge(const fc_panel_net_task *panel, const holdout *h, fc_panel_verdict *v)
{
    loss l[3], scale = {0, 0};
    double sum = 0, squares = 0, without = 0;

    v->judged = 0;
    for (size_t i = 0; i < h->n; i++)
        if (judge_series(&panel->series[i], h, i, l)) {
            scale.smape += l[2].smape;
            scale.mase += l[2].mase;
            v->judged++;
        }
    for (size_t i = 0; i < h->n; i++)
        if (judge_series(&panel->series[i], h, i, l)) {
            const double n = (double)v->judged;
            const double a = n * (l[0].smape / scale.smape + l[0].mase / scale.mase) / 2;
            const double b = n * (l[1].smape / scale.smape + l[1].mase / scale.mase) / 2;

            without += a;
            sum += a - b;
            squares += (a - b) * (a - b);
        }
    if (v->judged < 2)
        return;
    v->without = without / (double)v->judged;
    v->gain = sum / (double)v->judged;
    v->with = v->without - v->gain;
    v->se = sqrt((squares / (double)v->judged - v->gain * v->gain) / (double)(v->judged - 1));
}

/* Whether the network, trained without the holdouts, is worth its place in the mix. */
static fc_status pass_gate(const fc_panel_learning_task *task, fc_panel_verdict *v)
{
    holdout h;
    fc_panel_net_task past = task->panel;
    fc_panel_net *net = NULL;
    fc_status status = holdout_new(&task->panel, &h);

    past.series = h.train;
    if (status == FC_OK)
        status = fc_panel_net_train(&past, &net);
    if (status == FC_OK)
        status = fc_panel_net_forecast(net, h.train, h.n, h.net);
    if (status == FC_OK)
        status = forecast_holdouts(task->model, &h);
    if (status == FC_OK) {
        judge(&task->panel, &h, v);
        v->used = v->judged >= FC_PANEL_LEARNING_SERIES && v->gain > needed * v->se;
    }
    fc_panel_net_free(net);
    holdout_free(&h);
    return status;
}

static fc_status mix(const fc_panel_net_task *panel, double *forecasts)
{
    const size_t cells = panel->n_series * panel->horizon;
    double *learned = malloc((cells + 1) * sizeof *learned);
    fc_panel_net *net = NULL;
    fc_status status = learned ? fc_panel_net_train(panel, &net) : fc_no_memory();

    if (status == FC_OK)
        status = fc_panel_net_forecast(net, panel->series, panel->n_series, learned);
    for (size_t k = 0; status == FC_OK && k < cells; k++)
        if (isfinite(learned[k]))
            forecasts[k] = (1 - weight) * forecasts[k] + weight * learned[k];
    fc_panel_net_free(net);
    free(learned);
    return status;
}

fc_status fc_panel_learning_mix(const fc_panel_learning_task *task, double *forecasts,
                                fc_panel_verdict *verdict)
{
    fc_status status = FC_OK;

    *verdict = (fc_panel_verdict){.used = task->mode == FC_PANEL_LEARNING_ON};
    if (task->mode == FC_PANEL_LEARNING_OFF)
        return FC_OK;
    if (task->panel.n_series == 0) {
        *verdict = (fc_panel_verdict){.too_small = true};
        return FC_OK;
    }
    if (task->mode == FC_PANEL_LEARNING_AUTO) {
        if (task->panel.n_series >= FC_PANEL_LEARNING_SERIES)
            status = pass_gate(task, verdict);
        verdict->too_small = verdict->judged < FC_PANEL_LEARNING_SERIES;
    }
    if (status == FC_OK && verdict->used)
        status = mix(&task->panel, forecasts);
    if (status == FC_EDATA) { /* too few windows */
        verdict->used = false;
        verdict->too_small = true;
        status = FC_OK;
    }
    return status;
}
