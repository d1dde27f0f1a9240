/* chart.h - charts drawn by one gnuplot process, safe against hostile names. */
#ifndef ANALYSIS_CHART_CHART_H
#define ANALYSIS_CHART_CHART_H

#include <stddef.h>

#include "analysis/chart/session.h"

/* Headings: title states the finding, subtitle what is shown, foot the source. Each may be NULL and
 * then takes no room. All texts here and below are user text: any bytes, cut or wrapped to fit. */
typedef struct {
    const char *title, *subtitle, *foot;
} an_chart_heading;

/* Actual, plan and forecast with its bands. Values in shown units; NaN where there is none. */
typedef struct {
    an_chart_heading heading;
    size_t n;                               /* periods */
    const char *const *labels;              /* "2026-03" */
    const char *const *months;              /* names of months 01 to 12 in `labels`, or NULL */
    size_t n_actual;                        /* the first n_actual periods have actuals */
    const double *actual, *plan, *forecast; /* any of these, and of the bands, may be NULL */
    const double *lo50, *hi50, *lo80, *hi80, *lo95, *hi95;
    const char *word_actual, *word_forecast, *word_plan;
} an_chart_fan;

/* Rows x columns of percent deviations; NaN leaves the cell empty. `n_actual` columns are past. */
typedef struct {
    an_chart_heading heading;
    size_t n_rows, n_columns, n_actual;
    const char *const *row_labels, *const *column_labels;
    const char *const *months; /* as in the fan */
    const double *values;      /* n_rows x n_columns */
    const char *word_actual, *word_forecast;
} an_chart_heat;

/* Plan -> steps -> outlook. */
typedef struct {
    an_chart_heading heading;
    double start, end;
    const char *start_label, *end_label;
    size_t n;
    const char *const *labels;
    const double *steps;
} an_chart_bridge;

/* Ranked gaps in percent with their intervals. */
typedef struct {
    an_chart_heading heading;
    size_t n;
    const char *const *labels;
    const double *value, *lo, *hi;
} an_chart_rank;

/* One small panel a node, same scale: index with plan = 100. */
typedef struct {
    an_chart_heading heading;
    size_t n_panels, n; /* n periods each */
    size_t n_actual;
    const char *const *labels; /* of panels */
    const char *const *period_labels;
    const char *const *months;     /* as in the fan */
    const double *value, *lo, *hi; /* n_panels x n, NaN where none */
    const double *gap_pct;         /* n_panels */
} an_chart_small;

/* Lines below each other on the same periods, each on a scale of its own. */
typedef struct {
    an_chart_heading heading;
    size_t n_panels, n; /* n periods each */
    size_t n_actual;
    const char *const *labels; /* of panels */
    const char *const *period_labels;
    const char *const *months; /* as in the fan */
    const double *value;       /* n_panels x n, NaN where none */
    const char *word_actual, *word_forecast;
} an_chart_layers;

/* To date against the year's plan with the point where the seasonal plan says it should be. */
typedef struct {
    an_chart_heading heading;
    size_t n;
    const char *const *labels;
    const double *attained_pct; /* of the year's plan, to date */
    const double *expected_pct; /* where the plan says it should be */
    const double *outlook_pct;  /* at year's end */
    const char *word_outlook;   /* "Year-end outlook" */
} an_chart_bullet;

/* Chances in percent against how often they came true, each dot as large as its weight. */
typedef struct {
    an_chart_heading heading;
    size_t n;
    const double *said, *came, *weight; /* NaN, or no weight: left out */
    const char *word_said, *word_came;
} an_chart_reliability;

/* Each draws one chart into `path`; data are copied before the call returns. */
fc_status an_chart_draw_fan(an_gnuplot *g, const an_chart_fan *c, an_chart_format format,
                            const char *path) FC_CHECKED;
fc_status an_chart_draw_heat(an_gnuplot *g, const an_chart_heat *c, an_chart_format format,
                             const char *path) FC_CHECKED;
fc_status an_chart_draw_bridge(an_gnuplot *g, const an_chart_bridge *c, an_chart_format format,
                               const char *path) FC_CHECKED;
fc_status an_chart_draw_rank(an_gnuplot *g, const an_chart_rank *c, an_chart_format format,
                             const char *path) FC_CHECKED;
fc_status an_chart_draw_small(an_gnuplot *g, const an_chart_small *c, an_chart_format format,
                              const char *path) FC_CHECKED;
fc_status an_chart_draw_layers(an_gnuplot *g, const an_chart_layers *c, an_chart_format format,
                               const char *path) FC_CHECKED;
fc_status an_chart_draw_bullet(an_gnuplot *g, const an_chart_bullet *c, an_chart_format format,
                               const char *path) FC_CHECKED;
fc_status an_chart_draw_reliability(an_gnuplot *g, const an_chart_reliability *c,
                                    an_chart_format format, const char *path) FC_CHECKED;

#endif
