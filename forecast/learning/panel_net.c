/* panel_net.c - windows of all series, several networks, the mean of their outputs. */
#include "forecast/learning/panel_net.h"

#include <math.h>
#include <stdlib.h>

#include "forecast/learning/net.h"
#include "forecast/panel/panel_window.h"

enum { NETS = 4, HIDDEN = 96, WINDOWS_A_SERIES = 60 };

/* About so many windows are kept in all: of large panels fewer a series, so that memory and time
 * stay what they are for 10,000 series. */
enum { MOST_WINDOWS = WINDOWS_A_SERIES * 10000 };

/* So many windows are shown in all; small panels are gone through more often, within these bounds.
 */
enum { SHOWN = 750000, LEAST_EPOCHS = 8, MOST_EPOCHS = 20 };

static const double most_weight = 0.5;

struct fc_panel_net {
    fc_window_shape shape;
    size_t horizon;
    fc_net *nets[NETS];
};

typedef struct {
    size_t n, room, inputs, horizon;
    float *x, *y, *weight;
} windows;

static void windows_free(windows *w)
{
    free(w->x);
    free(w->y);
    free(w->weight);
}

static fc_status windows_grow(windows *w)
{
    const size_t room = w->room ? 2 * w->room : 4096;
    float *x = realloc(w->x, room * w->inputs * sizeof *x), *y, *weight;

    if (x)
        w->x = x;
    y = realloc(w->y, room * w->horizon * sizeof *y);
    if (y)
        w->y = y;
    weight = realloc(w->weight, room * sizeof *weight);
    if (weight)
        w->weight = weight;
    if (!x || !y || !weight)
        return fc_no_memory();
    w->room = room;
    return FC_OK;
}

/* Windows of one series, latest first, thinned to about `wanted`. */
static fc_status add_series(const fc_window_shape *shape, const fc_window_series *s, size_t wanted,
                            windows *w)
{
    const size_t most = s->n > shape->least + 1 ? s->n - shape->least - 1 : 0;
    const size_t step = most > wanted ? most / wanted : 1;

    for (size_t k = 0; k < most; k += step) {
        const size_t end = s->n - 2 - k;
        fc_window_frame frame;

        if (w->n == w->room) {
            const fc_status status = windows_grow(w);

            if (status != FC_OK)
                return status;
        }
        frame = fc_panel_window_inputs_at(shape, s, end, w->x + w->n * w->inputs);
        fc_panel_window_targets(s, end, &frame, w->horizon, w->y + w->n * w->horizon);
        w->weight[w->n++] = (float)fmin(frame.roughness, most_weight);
    }
    return FC_OK;
}

static fc_status collect(const fc_panel_net_task *task, const fc_window_shape *shape, windows *w)
{
    const size_t share = MOST_WINDOWS / (task->n_series + 1) + 1;
    const size_t wanted = share < WINDOWS_A_SERIES ? share : WINDOWS_A_SERIES;
    fc_scratch *scratch;
    fc_status status = fc_scratch_new(&scratch);

    for (size_t i = 0; status == FC_OK && i < task->n_series; i++) {
        const fc_scratch_mark mark = fc_scratch_here(scratch);
        fc_window_series s;

        status = fc_panel_window_series(shape, &task->series[i], &s, scratch);
        if (status == FC_OK)
            status = add_series(shape, &s, wanted, w);
        else if (status == FC_EDATA)
            status = FC_OK; /* too short: teaches nothing */
        fc_scratch_release(scratch, mark);
    }
    fc_scratch_free(scratch);
    if (status == FC_OK && w->n < FC_PANEL_NET_LEAST)
        return fc_fail(FC_EDATA, "panel learning: %zu windows of history, %d are needed", w->n,
                       FC_PANEL_NET_LEAST);
    return status;
}

/* Half the weight for relative errors, half for all alike: as sMAPE and MASE weigh them. */
static void balance_weights(windows *w)
{
    double mean = 0;

    for (size_t i = 0; i < w->n; i++)
        mean += w->weight[i] / (double)w->n;
    for (size_t i = 0; i < w->n; i++)
        w->weight[i] = (float)(0.5 * w->weight[i] / mean + 0.5);
}

static size_t choose_epochs(size_t n)
{
    const size_t epochs = SHOWN / n;

    return epochs < LEAST_EPOCHS ? LEAST_EPOCHS : epochs > MOST_EPOCHS ? MOST_EPOCHS : epochs;
}

typedef struct {
    const fc_panel_net_task *task;
    size_t done, total;
} progress_state;

static void one_epoch_done(void *data)
{
    progress_state *p = data;

#pragma omp critical(fc_panel_net)
    {
        p->done++;
        if (p->task->progress)
            p->task->progress(p->task->progress_data, p->done, p->total);
    }
}

static fc_status train_nets(const fc_panel_net_task *task, const windows *w, fc_panel_net *net)
{
    const fc_net_samples samples = {w->n, w->x, w->y, w->weight};
    const size_t epochs = choose_epochs(w->n);
    progress_state progress = {.task = task, .total = NETS * epochs};
    fc_status status = FC_OK;

#pragma omp parallel for schedule(dynamic)
    for (size_t k = 0; k < NETS; k++) {
        fc_status own = fc_net_new(w->inputs, HIDDEN, w->horizon,
                                   task->seed + 0x9e3779b97f4a7c15u * (k + 1), &net->nets[k]);

        if (own == FC_OK)
            own = fc_net_train(net->nets[k], &samples, epochs, one_epoch_done, &progress);
        if (own != FC_OK) {
#pragma omp critical(fc_panel_net)
            status = own;
        }
    }
    return status == FC_OK ? FC_OK : fc_no_memory(); /* nothing else goes wrong there */
}

fc_status fc_panel_net_train(const fc_panel_net_task *task, fc_panel_net **out)
{
    fc_panel_net *net = calloc(1, sizeof *net);
    windows w = {.horizon = task->horizon};
    fc_status status = net ? FC_OK : fc_no_memory();

    *out = NULL;
    if (status == FC_OK) {
        net->horizon = task->horizon;
        net->shape = fc_panel_window_shape(task->n_series ? task->series[0].season_length : 1);
        w.inputs = fc_panel_window_inputs(&net->shape);
        status = collect(task, &net->shape, &w);
    }
    if (status == FC_OK) {
        balance_weights(&w);
        status = train_nets(task, &w, net);
    }
    windows_free(&w);
    if (status == FC_OK)
        *out = net;
    else
        fc_panel_net_free(net);
    return status;
}

void fc_panel_net_free(fc_panel_net *net)
{
    if (!net)
        return;
    for (size_t k = 0; k < NETS; k++)
        fc_net_free(net->nets[k]);
    free(net);
}

/* The mean of the networks' outputs; room: inputs + 2 horizon floats. */
static void forecast_one(fc_panel_net *net, const fc_window_series *s, float *room, double *mean)
{
    const size_t h = net->horizon;
    float *inputs = room, *one = inputs + fc_panel_window_inputs(&net->shape), *sum = one + h;
    const fc_window_frame frame = fc_panel_window_inputs_at(&net->shape, s, s->n, inputs);

    for (size_t i = 0; i < h; i++)
        sum[i] = 0;
    for (size_t k = 0; k < NETS; k++) {
        fc_net_apply(net->nets[k], inputs, one);
        for (size_t i = 0; i < h; i++)
            sum[i] += one[i] / NETS;
    }
    fc_panel_window_restore(s, &frame, sum, h, mean);
}

fc_status fc_panel_net_forecast(fc_panel_net *net, const fc_series *series, size_t n_series,
                                double *means)
{
    const size_t h = net->horizon;
    float *room = malloc((fc_panel_window_inputs(&net->shape) + 2 * h) * sizeof *room);
    fc_scratch *scratch = NULL;
    fc_status status = room ? fc_scratch_new(&scratch) : fc_no_memory();

    for (size_t i = 0; status == FC_OK && i < n_series; i++) {
        const fc_scratch_mark mark = fc_scratch_here(scratch);
        fc_window_series s;

        status = fc_panel_window_series(&net->shape, &series[i], &s, scratch);
        if (status == FC_OK)
            forecast_one(net, &s, room, means + i * h);
        for (size_t k = 0; status == FC_EDATA && k < h; k++)
            means[i * h + k] = NAN;
        if (status == FC_EDATA)
            status = FC_OK;
        fc_scratch_release(scratch, mark);
    }
    fc_scratch_free(scratch);
    free(room);
    return status;
}
