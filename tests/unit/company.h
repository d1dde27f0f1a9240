/* company.h - a small company to forecast, and what must hold of any forecast. */
#ifndef TESTS_UNIT_COMPANY_H
#define TESTS_UNIT_COMPANY_H

#include <stdlib.h>
#include <string.h>

#include "forecast/forecasts/forecasts.h"
#include "tests/unit/assert.h"

static const fc_calendar months = {FC_MONTH, FC_GREGORIAN, 1, 1};
static const fc_dimension region_by_product[] = {{0, 1}, {1, 1}};
static const double levels[] = {0.80, 0.95};

/* A panel of two keys and what is built on it; freed by close_run. */
typedef struct {
    fc_panel *panel;
    fc_hierarchy *hierarchy;
    fc_forecasts *forecasts;
} fixture;

static inline void add(fixture *f, const char *region, const char *product, fc_period period,
                       double value)
{
    const char *const keys[] = {region, product};
    size_t cell;

    if (!f->panel)
        assert_ok(fc_panel_new(2, 1, &f->panel));
    assert_ok(fc_panel_cell(f->panel, keys, NULL, &cell));
    assert_ok(fc_panel_add(f->panel, cell, period, &value));
}

static inline fc_status try_run(fixture *f, fc_forecast_options options)
{
    if (!f->hierarchy) {
        assert_ok(fc_panel_sort(f->panel));
        assert_ok(fc_hierarchy_new(f->panel, region_by_product, 2, &f->hierarchy));
    }
    fc_forecasts_free(f->forecasts);
    return fc_forecasts_run(f->hierarchy, &months, &options, &f->forecasts);
}

static inline fc_forecast_options defaults(size_t horizon)
{
    return (fc_forecast_options){.horizon = horizon, .last = FC_PERIOD_NONE, .n_paths = 200};
}

static inline void close_fixture(fixture *f)
{
    fc_forecasts_free(f->forecasts);
    fc_hierarchy_free(f->hierarchy);
    fc_panel_free(f->panel);
    *f = (fixture){NULL, NULL, NULL};
}

static inline size_t node(const fixture *f, const char *region, const char *product)
{
    const size_t i = fc_hierarchy_find(f->hierarchy, (const char *const[]){region, product});

    assert_int_not_equal(i, SIZE_MAX);
    return i;
}

static inline double noise(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) / 16777216.0 - 0.5;
}

/* 3 regions x 4 products, n months of trend, season and noise. */
static inline void add_company(fixture *f, fc_period n)
{
    static const char *const regions[] = {"East", "North", "South"};
    static const char *const products[] = {"bed", "chair", "desk", "lamp"};

    for (size_t c = 0; c < 12; c++) {
        uint32_t seed = (uint32_t)c * 7919u + 3u;

        for (fc_period p = 0; p < n; p++)
            add(f, regions[c / 4], products[c % 4], 600 + p,
                (40.0 + 13.0 * (double)c + 0.7 * p) * (1.0 + 0.3 * sin(p * 0.5236 + (double)c)) +
                    12.0 * noise(&seed));
    }
}

/* Everything promised of every result. */
static inline void assert_sound(const fixture *f)
{
    const size_t horizon = fc_forecasts_horizon(f->forecasts);
    double *bounds = malloc(4 * horizon * sizeof *bounds);

    for (size_t i = 0; i < fc_hierarchy_size(f->hierarchy); i++) {
        const double *mean = fc_forecasts_mean(f->forecasts, i);
        const fc_series history = fc_forecasts_history(f->forecasts, i);
        bool nonnegative = true;

        if (!fc_forecasts_has(f->forecasts, i))
            continue;
        for (size_t t = 0; t < history.n; t++)
            nonnegative = nonnegative && !(history.y[t] < 0.0);
        for (size_t k = 0; k < 2; k++)
            assert_ok(fc_forecasts_interval(f->forecasts, i, levels[k], bounds + 2 * k * horizon,
                                            bounds + (2 * k + 1) * horizon));
        for (size_t h = 0; h < horizon; h++) {
            assert_true(isfinite(mean[h]) && isfinite(bounds[2 * horizon + h]) &&
                        isfinite(bounds[3 * horizon + h]));
            assert_true(!nonnegative || (mean[h] >= 0.0 && bounds[2 * horizon + h] >= 0.0));
            assert_true(bounds[h] <= mean[h] && mean[h] <= bounds[horizon + h]);
            assert_true(bounds[2 * horizon + h] <= bounds[h]);
            assert_true(bounds[horizon + h] <= bounds[3 * horizon + h]);
        }
        assert_true(strlen(fc_forecasts_model(f->forecasts, i)) > 0);
    }
    free(bounds);
}

static inline void assert_coherent(const fixture *f)
{
    const size_t horizon = fc_forecasts_horizon(f->forecasts);

    for (size_t i = 0; i < fc_hierarchy_size(f->hierarchy); i++)
        for (size_t d = 0; d < 2; d++)
            for (size_t h = 0; h < horizon; h++) {
                size_t n;
                const size_t *children = fc_hierarchy_children(f->hierarchy, i, d, &n);
                double sum = 0.0;

                for (size_t c = 0; c < n; c++)
                    sum += fc_forecasts_mean(f->forecasts, children[c])[h];
                if (n > 0)
                    assert_close(fc_forecasts_mean(f->forecasts, i)[h], sum, 1e-12);
            }
}

#endif
