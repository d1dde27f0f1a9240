/* panel_window.c - windows of differences to their last value in units of their mean step.
 *
 * As in Smyl (2020), A hybrid method of exponential smoothing and recurrent neural networks, and
 * Oreshkin et al. (2020), N-BEATS: level and scale are taken out of each window, so that one
 * network serves all. */
#include "forecast/panel/panel_window.h"

#include <math.h>

#include "forecast/season/clean.h"

enum { OWN_INPUTS = 3, SEASON_LIMIT = 52, HISTORY_LIMIT = 400, LONG_LOOKS = 4, SLOPE_LOOKS = 3 };

static const double clip_input = 30, clip_target = 40, input_unit = 3;
static const double own_share = 0.7; /* of the scale from the window, the rest from a longer past */

fc_window_shape fc_panel_window_shape(size_t m)
{
    if (m <= 1)
        return (fc_window_shape){1, 7, 4};
    if (m > SEASON_LIMIT / 2)
        return (fc_window_shape){m, m / 2 + 1, m + 1};
    return (fc_window_shape){m, m <= 6 ? 3 * m + 1 : 2 * m + 1, m <= 6 ? 2 * m : m + 1};
}

size_t fc_panel_window_inputs(const fc_window_shape *shape)
{
    return 2 * (shape->look_back - 1) + OWN_INPUTS;
}

static bool all_positive(const fc_series *s)
{
    for (size_t t = 0; t < s->n; t++)
        if (!(s->y[t] > 0))
            return false;
    return true;
}

fc_status fc_panel_window_series(const fc_window_shape *shape, const fc_series *series,
                                 fc_window_series *out, fc_scratch *scratch)
{
    fc_series recent = *series;
    double *filled, *cleaned;
    fc_clean found;
    fc_status status;

    while (recent.n > 0 && (isnan(recent.y[0]) || recent.n > HISTORY_LIMIT)) {
        recent.y++;
        recent.n--;
        recent.start++;
    }
    if (recent.n < shape->least)
        return fc_fail(FC_EDATA, "%s: too short for panel learning", series->key);
    recent.season_length = shape->season_length;
    filled = fc_scratch_take(scratch, recent.n);
    cleaned = fc_scratch_take(scratch, recent.n);
    out->season = (fc_season){.length = 1, .index = fc_scratch_take(scratch, shape->season_length)};
    if (!filled || !cleaned || !out->season.index)
        return fc_no_memory();
    status = fc_clean_find(&recent, cleaned, &found, scratch);
    recent.y = cleaned;
    if (status == FC_OK)
        status = fc_season_fill(&recent, filled, scratch);
    if (status != FC_OK)
        return status;
    recent.y = filled;
    status = fc_season_estimate(FC_SEASON_SHRUNKEN, &recent, &out->season, scratch);
    out->n = recent.n;
    out->z = filled;
    out->logs = all_positive(&recent);
    for (size_t t = 0; status == FC_OK && t < recent.n; t++) {
        const double adjusted = fc_season_remove(&out->season, t, filled[t]);

        filled[t] = out->logs ? log(adjusted) : adjusted;
    }
    return status;
}

static double clip(double v, double limit)
{
    return fmin(fmax(v, -limit), limit);
}

/* Mean absolute step of z[begin .. end). */
static double mean_step(const double *z, size_t begin, size_t end)
{
    double sum = 0;

    for (size_t t = begin + 1; t < end; t++)
        sum += fabs(z[t] - z[t - 1]);
    return end > begin + 1 ? sum / (double)(end - begin - 1) : 0;
}

static size_t back(size_t end, size_t length)
{
    return end > length ? end - length : 0;
}

fc_window_frame fc_panel_window_inputs_at(const fc_window_shape *shape, const fc_window_series *s,
                                          size_t end, float *inputs)
{
    const size_t look = shape->look_back, begin = back(end, look);
    const size_t far = back(end, SLOPE_LOOKS * look);
    float *marks = inputs + look - 1, *own = marks + look - 1;
    fc_window_frame frame = {.last = s->z[end - 1], .scale = mean_step(s->z, begin, end)};

    if (end > look)
        frame.scale = own_share * frame.scale +
                      (1 - own_share) * mean_step(s->z, back(end, LONG_LOOKS * look), end);
    frame.scale = fmax(frame.scale, 1e-6 * fmax(1, fabs(frame.last)));
    frame.roughness = s->logs ? frame.scale : 0.1;
    for (size_t k = 0; k + 1 < look; k++) {
        const bool there = end + k >= look; /* z[end - look + k] */

        marks[k] = there;
        inputs[k] =
            there ? (float)(clip((s->z[end + k - look] - frame.last) / frame.scale, clip_input) /
                            input_unit)
                  : 0;
    }
    own[0] =
        (float)clip((frame.last - s->z[far]) / fmax(1, (double)(end - far) - 1) / frame.scale, 3);
    own[1] = (float)(log((double)end) / 3 - 1.3);
    own[2] = (float)clip(log(frame.roughness + 1e-6) / 3 + 1, 3);
    return frame;
}

void fc_panel_window_targets(const fc_window_series *s, size_t end, const fc_window_frame *frame,
                             size_t horizon, float *targets)
{
    for (size_t h = 0; h < horizon; h++)
        targets[h] = end + h < s->n
                         ? (float)clip((s->z[end + h] - frame->last) / frame->scale, clip_target)
                         : NAN;
}

void fc_panel_window_restore(const fc_window_series *s, const fc_window_frame *frame,
                             const float *outputs, size_t horizon, double *mean)
{
    for (size_t h = 0; h < horizon; h++) {
        const double z = frame->last + frame->scale * outputs[h];

        mean[h] = fc_season_restore(&s->season, s->n + h, s->logs ? exp(fmin(z, 700)) : z);
    }
}
