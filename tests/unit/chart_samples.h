/* chart_samples.h - one sample of each chart, of any size and with any awkwardness. */
#ifndef TESTS_UNIT_CHART_SAMPLES_H
#define TESTS_UNIT_CHART_SAMPLES_H

#include <math.h>
#include <stdint.h>
#include <stdio.h>

#include "analysis/chart/chart.h"

enum { MOST_ROWS = 40, MOST_PERIODS = 60 };

/* What the sample is made from: each value is base + spread * something in -1 .. 1. */
typedef struct {
    an_chart_heading heading;
    size_t rows, periods, n_actual;
    double base, spread;
    bool gaps;          /* every third value is missing */
    double outlier;     /* the very first value, unless 0 */
    const char *label;  /* of each row; NULL gives "Region 1" ... */
    const char *period; /* of each period; NULL gives "2025-01" ... */
    const char *word;   /* for actual, forecast, plan; NULL: in English */
} sample;

typedef struct {
    char texts[MOST_ROWS + MOST_PERIODS][48];
    const char *rows[MOST_ROWS], *periods[MOST_PERIODS];
    double values[6][MOST_ROWS * MOST_PERIODS];
    uint64_t seed;
} sample_data;

/* The same numbers on every run and machine. */
static inline double sample_number(sample_data *data)
{
    data->seed = data->seed * 6364136223846793005u + 1442695040888963407u;
    return (double)(data->seed >> 40) / (double)(1 << 23) - 1;
}

/* values[0] the middle, [1] .. [4] further below and above, [5] another middle. */
static inline void sample_fill(sample_data *data, const sample *s)
{
    const size_t n = s->rows * s->periods;

    data->seed = 20260315;
    for (size_t i = 0; i < s->rows; i++) {
        snprintf(data->texts[i], sizeof *data->texts, "Region %zu", i + 1);
        data->rows[i] = s->label ? s->label : data->texts[i];
    }
    for (size_t t = 0; t < s->periods; t++) {
        char *text = data->texts[MOST_ROWS + t];

        snprintf(text, sizeof *data->texts, "%zu-%02zu", 2025 + t / 12, t % 12 + 1);
        data->periods[t] = s->period ? s->period : text;
    }
    for (size_t i = 0; i < n; i++) {
        const double middle = s->base + s->spread * sample_number(data);

        for (size_t k = 0; k < 6; k++) {
            static const double shift[] = {0, -0.2, 0.3, -0.5, 0.6, 0.15};
            const bool gap = s->gaps && i % 3 == 1;

            data->values[k][i] = gap ? NAN : middle + shift[k] * s->spread;
        }
    }
    if (s->outlier != 0)
        data->values[0][0] = s->outlier;
}

static inline const char *sample_word(const sample *s, const char *usual)
{
    return s->word ? s->word : usual;
}

static inline fc_status sample_fan(an_gnuplot *g, const sample *s, sample_data *d,
                                   an_chart_format format, const char *path)
{
    const an_chart_fan fan = {.heading = s->heading,
                              .n = s->periods,
                              .labels = d->periods,
                              .n_actual = s->n_actual,
                              .actual = d->values[0],
                              .plan = d->values[5],
                              .forecast = d->values[0],
                              .lo80 = d->values[1],
                              .hi80 = d->values[2],
                              .lo95 = d->values[3],
                              .hi95 = d->values[4],
                              .word_actual = sample_word(s, "Actual"),
                              .word_forecast = sample_word(s, "Forecast"),
                              .word_plan = sample_word(s, "Plan")};

    return an_chart_draw_fan(g, &fan, format, path);
}

static inline fc_status sample_heat(an_gnuplot *g, const sample *s, sample_data *d,
                                    an_chart_format format, const char *path)
{
    const an_chart_heat heat = {.heading = s->heading,
                                .n_rows = s->rows,
                                .n_columns = s->periods,
                                .n_actual = s->n_actual,
                                .row_labels = d->rows,
                                .column_labels = d->periods,
                                .values = d->values[0],
                                .word_actual = sample_word(s, "actual"),
                                .word_forecast = sample_word(s, "forecast")};

    return an_chart_draw_heat(g, &heat, format, path);
}

static inline fc_status sample_bridge(an_gnuplot *g, const sample *s, sample_data *d,
                                      an_chart_format format, const char *path)
{
    an_chart_bridge bridge = {.heading = s->heading,
                              .start = 10 * s->base,
                              .end = 10 * s->base,
                              .start_label = sample_word(s, "Plan"),
                              .end_label = sample_word(s, "Outlook"),
                              .n = s->rows,
                              .labels = d->rows,
                              .steps = d->values[0]};

    for (size_t i = 0; i < s->rows; i++)
        bridge.end += isnan(d->values[0][i]) ? 0 : d->values[0][i];
    return an_chart_draw_bridge(g, &bridge, format, path);
}

static inline fc_status sample_rank(an_gnuplot *g, const sample *s, sample_data *d,
                                    an_chart_format format, const char *path)
{
    const an_chart_rank rank = {.heading = s->heading,
                                .n = s->rows,
                                .labels = d->rows,
                                .value = d->values[0],
                                .lo = d->values[1],
                                .hi = d->values[2]};

    return an_chart_draw_rank(g, &rank, format, path);
}

static inline fc_status sample_small(an_gnuplot *g, const sample *s, sample_data *d,
                                     an_chart_format format, const char *path)
{
    const an_chart_small small = {.heading = s->heading,
                                  .n_panels = s->rows,
                                  .n = s->periods,
                                  .n_actual = s->n_actual,
                                  .labels = d->rows,
                                  .period_labels = d->periods,
                                  .value = d->values[0],
                                  .lo = d->values[1],
                                  .hi = d->values[2],
                                  .gap_pct = d->values[5]};

    return an_chart_draw_small(g, &small, format, path);
}

static inline fc_status sample_layers(an_gnuplot *g, const sample *s, sample_data *d,
                                      an_chart_format format, const char *path)
{
    const an_chart_layers layers = {.heading = s->heading,
                                    .n_panels = s->rows,
                                    .n = s->periods,
                                    .n_actual = s->n_actual,
                                    .labels = d->rows,
                                    .period_labels = d->periods,
                                    .value = d->values[0],
                                    .word_actual = sample_word(s, "Actual"),
                                    .word_forecast = sample_word(s, "Forecast")};

    return an_chart_draw_layers(g, &layers, format, path);
}

static inline fc_status sample_bullet(an_gnuplot *g, const sample *s, sample_data *d,
                                      an_chart_format format, const char *path)
{
    const an_chart_bullet bullet = {.heading = s->heading,
                                    .n = s->rows,
                                    .labels = d->rows,
                                    .attained_pct = d->values[0],
                                    .expected_pct = d->values[5],
                                    .outlook_pct = d->values[2],
                                    .word_outlook = sample_word(s, "Year-end outlook")};

    return an_chart_draw_bullet(g, &bullet, format, path);
}

typedef struct {
    const char *name;
    fc_status (*draw)(an_gnuplot *g, const sample *s, sample_data *data, an_chart_format format,
                      const char *path);
} sample_chart;

static const sample_chart sample_charts[] = {
    {"fan", sample_fan},       {"heat", sample_heat},   {"bridge", sample_bridge},
    {"rank", sample_rank},     {"small", sample_small}, {"bullet", sample_bullet},
    {"layers", sample_layers},
};

enum { N_SAMPLE_CHARTS = sizeof sample_charts / sizeof *sample_charts };

static const sample sample_usual = {
    .heading = {"South carries the gap", "Sales against plan", "Source: a test"},
    .rows = 7,
    .periods = 18,
    .n_actual = 12,
    .base = 31.7,
    .spread = 12.3};

#endif
