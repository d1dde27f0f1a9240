/* auto.c - the combination of models that suits the series, by stated rules.
 *
 * Which models are combined was chosen on the M1, M3 and tourism competitions' series and confirmed
 * on others; the mean of several good models beats the choice of one. The members for intermittent
 * series were chosen on the car parts data and on sums of order lines by product and week. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/calendar/year.h"
#include "forecast/combination.h"
#include "forecast/intermittent.h"
#include "forecast/season/clean.h"

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

static bool is_intermittent(const fc_series *train, size_t observed)
{
    (void)observed;
    return fc_intermittent_is(train);
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
static const char *const for_intermittent[] = {"tsb", "imapa", "mean", "ets-sa"};
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
    {is_intermittent, LIST(for_intermittent), false},
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
    {is_intermittent, LIST(for_intermittent), false},
    {has_one_season, LIST(for_one_season), false},
    {is_short, LIST(for_short), false},
    {wanders_by_day, LIST(for_wandering), false},
    {has_seasons, LIST(for_seasons_fast), false},
    {always, LIST(for_years), true},
};

/* What the members are fitted on, and how it differs from the series. */
typedef struct {
    fc_combination combination;
    fc_clean found;
    fc_year year;
    double *y;
} automatic;

/* Takes out what no member knows of. */
static fc_status prepare(automatic *s, const fc_series *train, fc_scratch *scratch)
{
    fc_series cleaned = *train;
    fc_status status;

    s->y = malloc(train->n * sizeof *s->y);
    if (!s->y)
        return fc_no_memory();
    memcpy(s->y, train->y, train->n * sizeof *s->y);
    status = fc_intermittent_is(train) ? FC_OK : fc_clean_find(train, s->y, &s->found, scratch);
    cleaned.y = s->y;
    if (status == FC_OK)
        status = fc_year_estimate(&cleaned, &s->year, scratch);
    if (fc_intermittent_is(train))
        fc_year_to_ratios(&s->year, &cleaned);
    for (size_t t = 0; t < train->n; t++)
        s->y[t] = fc_year_remove(&s->year, t, s->y[t]);
    return status;
}

static fc_status fit_by(const rule *r, automatic *s, const fc_series *train, double *fitted,
                        fc_scratch *scratch)
{
    fc_series prepared = *train;
    size_t observed = 0;
    fc_status status = prepare(s, train, scratch);

    if (status != FC_OK)
        return status;
    prepared.y = s->y;
    for (size_t t = 0; t < train->n; t++)
        observed += !isnan(train->y[t]);
    while (!r->applies(&prepared, observed))
        r++;
    s->combination.trimmed = r->trimmed;
    status =
        fc_combination_fit(&s->combination, r->members, r->n_members, &prepared, fitted, scratch);
    for (size_t t = 0; t < train->n && status == FC_OK; t++)
        fitted[t] = fc_clean_restore(&s->found, t, fc_year_restore(&s->year, t, fitted[t]));
    return status;
}

static fc_status fit(void *state, const fc_series *train, double *fitted, fc_scratch *scratch)
{
    return fit_by(rules, state, train, fitted, scratch);
}

static fc_status fit_fast(void *state, const fc_series *train, double *fitted, fc_scratch *scratch)
{
    return fit_by(fast_rules, state, train, fitted, scratch);
}

static fc_status forecast(const void *state, size_t horizon, double *mean)
{
    const automatic *s = state;
    const fc_status status = fc_combination_forecast(&s->combination, horizon, mean);

    for (size_t i = 0; i < horizon && status == FC_OK; i++)
        mean[i] = fc_year_restore(&s->year, s->year.n + i, mean[i]);
    return status;
}

static void append(char *text, size_t size, const char *what)
{
    const size_t used = strlen(text);

    snprintf(text + used, size - used, "%s", what);
}

static void describe(const void *state, char *text, size_t size)
{
    const automatic *s = state;

    fc_combination_describe(&s->combination, text, size);
    if (s->year.found)
        append(text, size, ", year");
    if (s->found.n_outliers)
        append(text, size, s->found.n_outliers > 1 ? ", outliers" : ", outlier");
    if (s->found.n_shifts)
        append(text, size, s->found.n_shifts > 1 ? ", shifts" : ", shift");
}

/* One of the list, where there is room. */
static void tell(fc_parameter *list, size_t max, size_t *n, const char *name, double value)
{
    if (*n < max) {
        snprintf(list[*n].name, sizeof list[*n].name, "%s", name);
        list[(*n)++].value = value;
    }
}

/* Outliers and steps by the number of their observation, from 1, before the members' own. */
static size_t parameters(const void *state, fc_parameter *list, size_t max)
{
    const automatic *s = state;
    size_t n = 0;

    for (size_t k = 0; k < s->found.n_outliers; k++)
        tell(list, max, &n, "outlier at", (double)s->found.outlier[k] + 1);
    for (size_t k = 0; k < s->found.n_shifts; k++) {
        tell(list, max, &n, "shift at", (double)s->found.shift[k] + 1);
        tell(list, max, &n, s->found.relative ? "shift by factor" : "shift by", s->found.step[k]);
    }
    return n + fc_combination_parameters(&s->combination, list + n, max - n);
}

static void release(void *state)
{
    automatic *s = state;

    fc_combination_release(&s->combination);
    free(s->y);
}

#define ROW(variable, label, text, fitter)                                                   \
    const fc_model_type variable = {                                                         \
        .name = label,                                                                       \
        .summary = text,                                                                     \
        .source = "Petropoulos & Svetunkov (2020), International Journal of Forecasting 36", \
        .min_n = 1,                                                                          \
        .state_size = sizeof(automatic),                                                     \
        .takes_missing = true,                                                               \
        .n_unknowns = 12,                                                                    \
        .slope_doubt = 1.5,                                                                  \
        .fit = fitter,                                                                       \
        .forecast = forecast,                                                                \
        .response = fc_combination_response,                                                 \
        .disagree = fc_combination_disagree,                                                 \
        .describe = describe,                                                                \
        .parameters = parameters,                                                            \
        .release = release,                                                                  \
    };

ROW(fc_model_auto, "auto", "the combination of models that suits the series", fit)
ROW(fc_model_fast, "fast", "the combination that suits the series, of models that take little time",
    fit_fast)
