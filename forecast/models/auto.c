/* auto.c - the combination of models that suits the series, by stated rules.
 *
 * Which models are combined was chosen on the M1, M3 and tourism competitions' series and confirmed
 * on others; the mean of several good models beats the choice of one. Intermittent series have no
 * rule of their own: on the car parts data the same combination does better (RMSSE 0.574) than TSB
 * (0.587), IMAPA (0.591) and their means. */
#include <math.h>

#include "forecast/combination.h"

/* Of a normal deviate: one-sided 5 %, as where models test for a season. */
static const double critical_value = 1.645;

enum { WEEK = 7 };

typedef struct {
    bool (*applies)(const fc_series *train, size_t observed);
    const char *const *members;
    size_t n_members;
    bool trimmed;
} rule;

static bool is_tiny(const fc_series *train, size_t observed)
{
    (void)train;
    return observed < 4;
}

static bool is_short(const fc_series *train, size_t observed)
{
    (void)train;
    return observed < 8;
}

/* A season was seen, but not often enough to tell it from noise. */
static bool has_one_season(const fc_series *train, size_t observed)
{
    return train->season_length > 1 && observed >= train->season_length &&
           observed < 2 * train->season_length + 2;
}

/* Too long a season for a state of each phase. */
static bool has_long_season(const fc_series *train, size_t observed)
{
    return train->season_length > 24 && observed >= 2 * train->season_length + 2;
}

/* Few values a year: smoothing that trusts the trend less steadies the combination. */
static bool has_quarters(const fc_series *train, size_t observed)
{
    return train->season_length > 1 && train->season_length <= 4 &&
           observed >= 2 * train->season_length + 2;
}

static bool has_seasons(const fc_series *train, size_t observed)
{
    return train->season_length > 1 && observed >= 2 * train->season_length + 2;
}

/* Autocovariance of the changes from one observation to the next, over n of them. */
static double covariance_of_changes(const fc_series *train, size_t lag)
{
    const double *y = train->y;
    double sum = 0;

    for (size_t t = lag + 1; t < train->n; t++) {
        const double product = (y[t] - y[t - 1]) * (y[t - lag] - y[t - lag - 1]);
        sum += isnan(product) ? 0 : product;
    }
    return sum;
}

/* Days that show no week and are not drawn back to a level: changes that are not alike at a week's
 * distance (Bartlett's test), of which the next day takes back less than a quarter. The test is
 * made on changes because levels that wander are alike at every distance, a week's among them. */
static bool wanders_by_day(const fc_series *train, size_t observed)
{
    if (train->season_length != WEEK || observed < 3 * WEEK)
        return false;
    const double variance = covariance_of_changes(train, 0);
    double bartlett = 1;

    if (variance <= 0 || covariance_of_changes(train, 1) < -variance / 4)
        return false;
    for (size_t lag = 1; lag < WEEK; lag++)
        bartlett += 2 * pow(covariance_of_changes(train, lag) / variance, 2);
    return covariance_of_changes(train, WEEK) <
           critical_value * variance * sqrt(bartlett / (double)observed);
}

static bool always(const fc_series *train, size_t observed)
{
    (void)train;
    (void)observed;
    return true;
}

static const char *const for_tiny[] = {"naive"};
static const char *const for_short[] = {"theta"};
static const char *const for_one_season[] = {"snaive", "theta"};
static const char *const for_wandering[] = {"naive", "ses", "dotm"};
static const char *const for_long_seasons[] = {"dotm", "dotm-log", "ets-sa", "ces"};
static const char *const for_seasons[] = {"dotm",     "otm",       "dotm-bc",       "thief",
                                          "ets-aicw", "arima-css", "arima-css-log", "ces"};
static const char *const for_quarters[] = {"dotm",     "otm",       "dotm-bc",       "thief",
                                           "ets-aicw", "arima-css", "arima-css-log", "ces",
                                           "theta",    "damped"};
static const char *const for_seasons_fast[] = {"dotm", "dotm-bc", "ets-sa", "ces"};
static const char *const for_years[] = {"dotm", "otm", "dotm-log", "theta", "drift", "ces"};

#define LIST(names) names, sizeof names / sizeof names[0]

/* The first rule that applies is taken. */
static const rule rules[] = {
    {is_tiny, LIST(for_tiny), false},
    {has_one_season, LIST(for_one_season), false},
    {is_short, LIST(for_short), false},
    {wanders_by_day, LIST(for_wandering), false},
    {has_long_season, LIST(for_long_seasons), false},
    {has_quarters, LIST(for_quarters), false},
    {has_seasons, LIST(for_seasons), false},
    {always, LIST(for_years), true},
};

static const rule fast_rules[] = {
    {is_tiny, LIST(for_tiny), false},
    {has_one_season, LIST(for_one_season), false},
    {is_short, LIST(for_short), false},
    {wanders_by_day, LIST(for_wandering), false},
    {has_seasons, LIST(for_seasons_fast), false},
    {always, LIST(for_years), true},
};

static fc_status fit_by(const rule *r, fc_combination *combination, const fc_series *train,
                        double *fitted, fc_scratch *scratch)
{
    size_t observed = 0;

    for (size_t t = 0; t < train->n; t++)
        observed += !isnan(train->y[t]);
    while (!r->applies(train, observed))
        r++;
    combination->trimmed = r->trimmed;
    return fc_combination_fit(combination, r->members, r->n_members, train, fitted, scratch);
}

static fc_status fit(void *state, const fc_series *train, double *fitted, fc_scratch *scratch)
{
    return fit_by(rules, state, train, fitted, scratch);
}

static fc_status fit_fast(void *state, const fc_series *train, double *fitted, fc_scratch *scratch)
{
    return fit_by(fast_rules, state, train, fitted, scratch);
}

#define ROW(variable, label, text, fitter)                                                   \
    const fc_model_type variable = {                                                         \
        .name = label,                                                                       \
        .summary = text,                                                                     \
        .source = "Petropoulos & Svetunkov (2020), International Journal of Forecasting 36", \
        .min_n = 1,                                                                          \
        .state_size = sizeof(fc_combination),                                                \
        .takes_missing = true,                                                               \
        .n_unknowns = 12,                                                                    \
        .slope_doubt = 1.5,                                                                  \
        .fit = fitter,                                                                       \
        .forecast = fc_combination_forecast,                                                 \
        .response = fc_combination_response,                                                 \
        .describe = fc_combination_describe,                                                 \
        .parameters = fc_combination_parameters,                                             \
        .release = fc_combination_release,                                                   \
    };

ROW(fc_model_auto, "auto", "the combination of models that suits the series", fit)
ROW(fc_model_fast, "fast", "the combination that suits the series, of models that take little time",
    fit_fast)
