/* forecasts_private.h - what the files of fc_forecasts share. */
#ifndef FORECAST_FORECASTS_PRIVATE_H
#define FORECAST_FORECASTS_PRIVATE_H

#include "forecast/forecasts/forecasts.h"
#include "forecast/forecasts/forecasts_joint.h"
#include "forecast/model.h"
#include "forecast/panel/lifecycle.h"
#include "forecast/ranges/spread.h"
#include "forecast/reconciler.h"

enum { FC_MODEL_TEXT = 160 };

typedef struct {
    bool wanted;
    fc_life life;
    fc_series series; /* owns y */
    double *y;
    bool launched;    /* its forecast is that of a launch, which the reconciliation leaves alone */
    double *adjusted; /* y without what calendar and drivers do; NULL where nothing is taken out */
    size_t effect;    /* its number among the effects */
    bool has_member;  /* the regression has a share in its forecast */
    bool nonnegative; /* the history is */
    double size;      /* mean |y| */
    double error;     /* root mean square of the one-step errors; NaN where there are too few */
    fc_model *model;  /* NULL where the forecast is zero: ended or not begun */
    const fc_spread_row *spread; /* the shape of its errors; NULL: none of its own yet */
    double *shape;   /* horizon x FC_SPREAD_QUANTILES, in scales, of its own simulation; or NULL */
    double walk;     /* the part of a random walk in its errors */
    double *demands; /* of an intermittent series, ascending; NULL: it is none */
    size_t n_demands;
    double demand;      /* their mean */
    bool whole_demands; /* all of them are whole numbers */
    size_t spans;       /* sums over longer spans that took part in its forecast */
    bool replaced;      /* the model that was asked for did not make the forecast */
    char text[FC_MODEL_TEXT];
} fc_forecast_node;

struct fc_forecasts {
    const fc_hierarchy *hierarchy;
    fc_forecast_options options;
    fc_calendar calendar;
    fc_unit unit;
    fc_forecast_node *nodes;
    size_t n_wanted, done, total;
    double *base, *point, *mean; /* nodes x horizon: of the models, with panel learning, coherent */
    double *unmoved, *moved;     /* point before fc_forecasts_blend, what that added; or NULL */
    double *scale;               /* nodes x horizon: of the errors */
    fc_panel_verdict verdict;
    fc_temporal_verdict temporal;
    fc_holdouts holdouts;
    fc_joint joint;
    fc_effects *effects; /* NULL without regressors */
    double *levels;      /* of the intervals prepared: options.n_intervals */
    double *intervals;   /* levels x nodes x (lo, hi) x horizon */
    double error;        /* the typical error of a node relative to its size */
    const fc_reconciler *reconciler;
    fc_status status; /* of a parallel loop: the first failure, and its message */
    char message[256];
};

/* Calls work(forecasts, node, scratch) for every wanted node, in parallel. */
typedef fc_status fc_forecast_work(fc_forecasts *forecasts, size_t node, fc_scratch *scratch);
fc_status fc_forecasts_each(fc_forecasts *forecasts, fc_forecast_work *work) FC_CHECKED;

/* Sets series, life and size of a node. */
fc_status fc_forecasts_read(fc_forecasts *forecasts, size_t node, fc_scratch *scratch) FC_CHECKED;

/* Estimates what calendar and drivers do, and takes it out of every history. */
fc_status fc_forecasts_find_effects(fc_forecasts *forecasts) FC_CHECKED;

/* Mixes the forecast by regression into the node's base forecast, where that was found to help. */
fc_status fc_forecasts_join_member(fc_forecasts *forecasts, size_t node,
                                   fc_scratch *scratch) FC_CHECKED;

/* What the node's model is fitted on. */
fc_series fc_forecasts_train(const fc_forecast_node *node);

/* Whether sums over longer spans are to take part in forecasts, by the options or past forecasts.
 */
fc_status fc_forecasts_judge_temporal(fc_forecasts *forecasts) FC_CHECKED;

/* Fits the node's model, or a simpler one, and writes its base forecast. */
fc_status fc_forecasts_fit(fc_forecasts *forecasts, size_t node, fc_scratch *scratch) FC_CHECKED;

/* Sets shape and scale of the node's errors, before its model is settled: as learned, or by its own
 * simulation; the scale of a node with too few errors of its own, once the others are known. */
fc_status fc_forecasts_spread(fc_forecasts *forecasts, size_t node) FC_CHECKED;
fc_status fc_forecasts_simulate_spread(fc_forecasts *forecasts, size_t node) FC_CHECKED;
void fc_forecasts_borrow_spread(fc_forecasts *forecasts, size_t node);

/* The outcome of a step that stands among all where `score` stands among normal deviates. */
double fc_forecasts_outcome(const fc_forecasts *forecasts, size_t node, size_t step, double score);

/* The first steps of a run, up to the fits: options, histories, effects. */
fc_status fc_forecasts_prepare_fits(fc_forecasts *forecasts) FC_CHECKED;
fc_status fc_forecasts_new(const fc_hierarchy *hierarchy, const fc_calendar *calendar,
                           const fc_forecast_options *options, fc_forecasts **forecasts) FC_CHECKED;

/* The node as it was fitted elsewhere; FC_EDATA where that is not known. */
fc_status fc_forecasts_recall(fc_forecasts *forecasts, size_t node) FC_CHECKED;

/* Forecasts nodes that were launched lately, as the options say. */
fc_status fc_forecasts_launch(fc_forecasts *forecasts) FC_CHECKED;

/* Sets the points from the models' and mixes in what the panel teaches. */
fc_status fc_forecasts_learn(fc_forecasts *forecasts) FC_CHECKED;

/* Makes the scales larger or smaller by the panel's own past. */
fc_status fc_forecasts_judge_ranges(fc_forecasts *forecasts) FC_CHECKED;

/* Finds the typical relative error; makes the means coherent. */
fc_status fc_forecasts_pool_errors(fc_forecasts *forecasts) FC_CHECKED;
fc_status fc_forecasts_reconcile(fc_forecasts *forecasts) FC_CHECKED;

/* Writes the prepared intervals of a node. */
fc_status fc_forecasts_prepare(fc_forecasts *forecasts, size_t node,
                               fc_scratch *scratch) FC_CHECKED;

#endif
