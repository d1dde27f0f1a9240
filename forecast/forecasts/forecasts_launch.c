/* forecasts_launch.c - nodes that were launched lately are forecast by others' launches. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/effects/launch.h"
#include "forecast/forecasts/forecasts_launched.h"
#include "forecast/forecasts/forecasts_parts.h"

static bool is_young(const fc_forecasts *f, size_t node)
{
    const fc_forecast_node *own = &f->nodes[node];
    const size_t m = own->series.season_length;

    return fc_launched_was(f, node) && own->model && own->series.n < (m > 1 ? m : 4);
}

/* The node's forecast becomes reference x shape, so that it meets the node's own history. */
static void follow(fc_forecasts *f, size_t node, size_t reference, double scale,
                   const double *shape, const char *text)
{
    const size_t h = f->options.horizon;
    fc_forecast_node *own = &f->nodes[node];

    for (size_t i = 0; i < h; i++) {
        const double before = f->base[node * h + i];
        const double level = f->base[reference * h + i] / fc_forecasts_factor(f, reference, i);
        const double now = scale * shape[i] * level * fc_forecasts_factor(f, node, i);

        f->base[node * h + i] = now;
        if (before > 0 && now > before) /* errors grow as sales do */
            f->scale[node * h + i] *= now / before;
    }
    snprintf(own->text, sizeof own->text, "launch %s", text);
}

static bool is_sibling(const fc_forecasts *f, size_t node, size_t other, size_t k)
{
    if (other == node ||
        fc_hierarchy_level(f->hierarchy, other) != fc_hierarchy_level(f->hierarchy, node))
        return false;
    for (size_t i = 0; i < fc_hierarchy_n_keys(f->hierarchy); i++)
        if (i != k && strcmp(fc_hierarchy_key(f->hierarchy, other, i),
                             fc_hierarchy_key(f->hierarchy, node, i)) != 0)
            return false;
    return true;
}

/* By those that differ in key k alone and were launched before it: like `only`, or all. */
static fc_status by_siblings(fc_forecasts *f, size_t node, size_t k, const char *only, bool *done)
{
    const size_t h = f->options.horizon, n_nodes = fc_hierarchy_size(f->hierarchy);
    const fc_period launch = fc_launched_since(f, node, k);
    const size_t age = (size_t)(fc_launched_end(f, node) - launch);
    const size_t season = f->nodes[node].series.season_length;
    const size_t reference = fc_launched_with_key(f, node, k, "*"), stride = age + h + season;
    double *shares = NULL, *shape = malloc(h * sizeof *shape);
    size_t *length = malloc((n_nodes + 1) * sizeof *length), n = 0;
    fc_status status = shape && length ? FC_OK : fc_no_memory();

    for (size_t i = 0; status == FC_OK && reference != SIZE_MAX && i < n_nodes; i++) {
        double *grown;

        if (!is_sibling(f, node, i, k) || !fc_launched_was(f, i) ||
            fc_launched_since(f, i, k) >= launch ||
            fc_launched_end(f, i) != fc_launched_end(f, node) ||
            (only && strcmp(fc_hierarchy_key(f->hierarchy, i, k), only) != 0))
            continue;
        grown = realloc(shares, (n + 1) * stride * sizeof *shares);
        if (!grown) {
            status = fc_no_memory();
            break;
        }
        shares = grown;
        length[n] = fc_launched_shares(f, i, fc_launched_since(f, i, k), reference, stride,
                                       shares + n * stride);
        n++;
    }
    if (status == FC_OK && n > 0 &&
        fc_launch_by_analogy(shares, stride, length, n, age, season, h, shape)) {
        char text[48];

        snprintf(text, sizeof text, "like %.40s", only ? only : n == 1 ? "another" : "others");
        follow(f, node, reference, fc_launched_share(f, node, launch, reference, NULL), shape,
               text);
        *done = true;
    }
    free(shares);
    free(shape);
    free(length);
    return status;
}

/* Along a ramp to a constant share of the node it is like. */
static fc_status by_ramp(fc_forecasts *f, size_t node, size_t like, const char *name, bool *done)
{
    const size_t h = f->options.horizon;
    const fc_period launch = fc_launched_since(f, node, f->options.launch->like_key);
    const size_t n = (size_t)(fc_launched_end(f, node) - launch);
    const size_t ramp = f->options.launch->ramp > 0 ? f->options.launch->ramp : 1;
    double *shape = malloc((n + h) * sizeof *shape);
    char text[96];

    if (!shape)
        return fc_no_memory();
    for (size_t t = 0; t < n + h; t++)
        shape[t] = fmin(1, (double)(t + 1) / (double)ramp);
    snprintf(text, sizeof text, "like %.40s, ramp %zu", name, ramp);
    follow(f, node, like, fc_launched_share(f, node, launch, like, shape), shape + n, text);
    free(shape);
    *done = true;
    return FC_OK;
}

static fc_status by_bass(fc_forecasts *f, size_t node, bool *done)
{
    const fc_series *s = &f->nodes[node].series;
    const size_t h = f->options.horizon;
    double *y = malloc((s->n + 1) * sizeof *y);
    fc_bass bass;
    fc_status status = y ? FC_OK : fc_no_memory();

    for (size_t t = 0; status == FC_OK && t < s->n; t++)
        y[t] = isnan(s->y[t]) ? 0 : s->y[t];
    if (status == FC_OK)
        status = fc_bass_fit(y, s->n, &bass);
    if (status == FC_OK) {
        for (size_t i = 0; i < h; i++)
            f->base[node * h + i] = fc_bass_sales(&bass, s->n + i);
        snprintf(f->nodes[node].text, sizeof f->nodes[node].text, "launch bass");
        *done = true;
    }
    free(y);
    return status == FC_EDATA ? FC_OK : status; /* what was fitted before stands */
}

/* Nothing like it was launched before: its share of all that differ in key k grows on, but fades.
 */
static fc_status by_fading(fc_forecasts *f, size_t node, size_t k, bool *done)
{
    const size_t h = f->options.horizon, reference = fc_launched_with_key(f, node, k, "*");
    const fc_period launch = fc_launched_since(f, node, k);
    const size_t age = (size_t)(fc_launched_end(f, node) - launch);
    double *share = malloc((age + h) * sizeof *share);

    if (!share)
        return fc_no_memory();
    if (reference != SIZE_MAX && reference != node &&
        fc_launch_by_fading(share, fc_launched_shares(f, node, launch, reference, age, share),
                            f->nodes[node].series.season_length, h, share + age)) {
        follow(f, node, reference, 1, share + age, "whose growth fades");
        *done = true;
    }
    free(share);
    return FC_OK;
}

static fc_status launch(fc_forecasts *f, size_t node)
{
    const fc_launch_options *o = f->options.launch;
    const size_t n_keys = fc_hierarchy_n_keys(f->hierarchy);
    fc_status status = FC_OK;
    bool done = false;

    if (o->like && strcmp(fc_hierarchy_key(f->hierarchy, node, o->like_key), "*") != 0 &&
        strcmp(fc_hierarchy_key(f->hierarchy, node, o->like_key), o->like) != 0) {
        const size_t like = fc_launched_with_key(f, node, o->like_key, o->like);

        if (like != SIZE_MAX && fc_launched_was(f, like))
            status = by_siblings(f, node, o->like_key, o->like, &done);
        if (status == FC_OK && !done && like != SIZE_MAX)
            status = by_ramp(f, node, like, o->like, &done);
    }
    for (size_t k = n_keys; status == FC_OK && o->automatic && !done && k-- > 0;)
        if (strcmp(fc_hierarchy_key(f->hierarchy, node, k), "*") != 0)
            status = by_siblings(f, node, k, NULL, &done);
    if (status == FC_OK && o->bass && !done)
        status = by_bass(f, node, &done);
    for (size_t k = n_keys; status == FC_OK && o->automatic && !done && k-- > 0;)
        if (strcmp(fc_hierarchy_key(f->hierarchy, node, k), "*") != 0)
            status = by_fading(f, node, k, &done);
    f->nodes[node].launched = done;
    return status;
}

/* What is the sum of launches, and of what has ended, is forecast as that sum. */
static void add_up(fc_forecasts *f, size_t node)
{
    const size_t h = f->options.horizon;
    const size_t bottom = fc_hierarchy_size(f->hierarchy) - fc_hierarchy_n_bottom(f->hierarchy);
    size_t n, launched = 0, still = 0;
    const size_t *cells = fc_hierarchy_cells(f->hierarchy, node, &n);

    for (size_t c = 0; c < n; c++) {
        launched += f->nodes[bottom + cells[c]].launched;
        still += !f->nodes[bottom + cells[c]].model;
    }
    if (launched == 0 || launched + still < n)
        return;
    f->nodes[node].launched = true;
    snprintf(f->nodes[node].text, sizeof f->nodes[node].text, "launch, the sum of %zu", launched);
    for (size_t i = 0; i < h; i++) {
        const double before = f->base[node * h + i];
        double sum = 0;

        for (size_t c = 0; c < n; c++)
            sum += f->base[(bottom + cells[c]) * h + i];
        f->base[node * h + i] = sum;
        if (before > 0 && sum > before)
            f->scale[node * h + i] *= sum / before;
    }
}

fc_status fc_forecasts_launch(fc_forecasts *f)
{
    fc_status status = FC_OK;

    if (!f->options.launch || f->options.levels != FC_LEVELS_ALL ||
        fc_hierarchy_n_keys(f->hierarchy) > FC_LAUNCHED_KEYS)
        return FC_OK;
    const size_t n = fc_hierarchy_size(f->hierarchy);
    const size_t bottom = n - fc_hierarchy_n_bottom(f->hierarchy);

    for (size_t i = bottom; status == FC_OK && i < n; i++)
        if (is_young(f, i))
            status = launch(f, i);
    for (size_t i = 0; status == FC_OK && i < bottom; i++)
        if (f->nodes[i].model)
            add_up(f, i);
    return status;
}

size_t fc_forecasts_launched(const fc_forecasts *f)
{
    size_t n = 0;

    for (size_t i = 0; i < fc_hierarchy_size(f->hierarchy); i++)
        n += f->nodes[i].launched;
    return n;
}

bool fc_forecasts_launch_asked(const fc_forecasts *f)
{
    return f->options.launch != NULL;
}
