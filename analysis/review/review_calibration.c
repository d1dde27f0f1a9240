/* review_calibration.c - how often chances like those of a review came true in the past. */
#include "analysis/review/review_calibration.h"

#include <math.h>

#include "forecast/backtest.h"

/* Fewer targets say too little about a chance. */
enum { LEAST_TARGETS = 30, ORIGINS = 4, TENTH = 100 / FC_CALIBRATION_BINS };

static const double GROWTH = 0.05;

/* From one origin to the next: as far apart as the history allows, up to a season, so that the
 * seasons judged have little in common; 0 where it is too short. */
static size_t step_between(size_t known, size_t season)
{
    const size_t least = season > ORIGINS ? season / ORIGINS : 1, needed = 3 * season;
    const size_t most = known > needed ? (known - needed) / (ORIGINS - 1) : 0;

    return most < least ? 0 : most > season ? season : most;
}

fc_status an_review_calibrate(const an_sales *sales, const fc_forecast_options *options,
                              fc_calibration *calibration)
{
    const size_t season = fc_calendar_season_length(&sales->calendar);
    const char *model = options->model ? options->model : "auto";
    fc_backtest_options o = {.forecast = *options,
                             .models = &model,
                             .n_models = 1,
                             .windows = ORIGINS,
                             .calibrate = true,
                             .growth = GROWTH};
    fc_backtest *backtest = NULL;
    fc_period first, last;
    fc_status status;
    size_t n;

    *calibration = (fc_calibration){.periods = season};
    fc_panel_span(sales->panel, &first, &last);
    last = options->last == FC_PERIOD_NONE ? last : options->last;
    if (fc_hierarchy_size(sales->hierarchy) > AN_CALIBRATION_NODES || first == FC_PERIOD_NONE ||
        last < first)
        return FC_OK;
    o.step = step_between((size_t)(last - first) + 1, season);
    if (o.step == 0)
        return FC_OK;
    o.forecast.horizon = season;
    o.forecast.progress_data = (void *)"checking";
    status = fc_backtest_run(sales->hierarchy, &sales->calendar, &o, &backtest);
    if (status == FC_OK) {
        const fc_calibration *scopes = fc_backtest_calibration(backtest, 0, &n);

        *calibration = scopes[n - 1];
    }
    fc_backtest_free(backtest);
    return status;
}

an_review_record an_review_record_of(const fc_calibration *c, double chance)
{
    an_review_record r = {0, 0, 0, 0};

    if (isnan(chance) || c->n_targets < LEAST_TARGETS)
        return r;
    for (size_t wider = 0; wider < FC_CALIBRATION_BINS && r.n < LEAST_TARGETS; wider++) {
        const size_t bin = fc_calibration_bin_of(chance);
        const size_t from = bin > wider ? bin - wider : 0;

        r = (an_review_record){0, 0, TENTH * (int)from, 0};
        for (size_t k = from; k <= bin + wider && k < FC_CALIBRATION_BINS; k++) {
            r.n += c->bins[k].n;
            r.met += c->bins[k].met;
            r.high = TENTH * ((int)k + 1);
        }
    }
    return r;
}
