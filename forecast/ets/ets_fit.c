/* ets_fit.c - maximum likelihood of exponential smoothing, by least squares. */
#include <float.h>
#include <math.h>
#include <string.h>

#include "forecast/ets/ets_private.h"
#include "forecast/season/season.h"

/* Bounds as in R's forecast::ets; where the search starts. */
static const double least_share = 1e-4, most_share = 0.9999;
static const double most_cautious_beta_share = 0.15;
static const double least_phi = 0.8, most_phi = 0.98, start_phi = 0.95;
static const double start_alpha[] = {0.1, 0.35, 0.85};
static const double start_beta_share[] = {0.05, 0.4, 0.9};
static const double start_gamma_share[] = {0.05, 0.4};

enum { MAX_STEPS = 30, SEASONS_OF_FIRST_GUESS = 5, ALL = FC_ETS_WIDTH };
static const double tolerance = 1e-6, quick_tolerance = 1e-4;

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

typedef fc_ets_estimation estimation;

typedef struct {
    double lower[FC_ETS_WIDTH];
    double upper[FC_ETS_WIDTH];
} bounds;

bool fc_ets_fits(const fc_series *train, fc_ets_form form)
{
    const size_t m = train->season_length;
    const bool seasonal = form.season != FC_ETS_NONE;
    const size_t parameters =
        3 + 2 * (form.trend != FC_ETS_NONE) + (form.trend == FC_ETS_DAMPED) + (seasonal ? m : 0);
    size_t observed = 0;

    if (seasonal && (m < 2 || m > FC_ETS_LONGEST || train->n < 2 * m))
        return false;
    for (size_t t = 0; t < train->n; t++) {
        observed += !isnan(train->y[t]);
        if (fc_ets_must_be_positive(form) && train->y[t] <= 0)
            return false;
    }
    return observed > parameters + 1;
}

/* Initial seasonal states by decomposing the first years. */
static fc_status guess_season(estimation *e, fc_scratch *scratch)
{
    fc_ets *ets = &e->first;
    fc_series start = *e->train;
    fc_season season = {.index = ets->season};

    ets->season_length = 1;
    if (ets->form.season == FC_ETS_NONE)
        return FC_OK;
    if (start.n > SEASONS_OF_FIRST_GUESS * start.season_length)
        start.n = SEASONS_OF_FIRST_GUESS * start.season_length;
    const fc_status status =
        fc_season_decompose(&start, ets->form.season == FC_ETS_MULTIPLICATIVE, &season, scratch);
    ets->season_length = start.season_length;
    if (season.length == 1) /* no usable indices */
        for (size_t phase = 0; phase < start.season_length; phase++)
            ets->season[phase] = ets->form.season == FC_ETS_MULTIPLICATIVE;
    return status;
}

/* Initial level and slope by a line through the first adjusted values. */
static void guess_line(const estimation *e, double *level, double *slope)
{
    const size_t m = e->first.season_length, window = m > 5 ? 2 * m : 10;
    const size_t n = e->train->n < window ? e->train->n : window;
    double count = 0, x = 0, y = 0, xx = 0, xy = 0;

    for (size_t t = 0; t < n; t++) {
        if (isnan(e->train->y[t]))
            continue;
        const double season = e->first.season[t % m];
        const double value = e->first.form.season == FC_ETS_MULTIPLICATIVE
                                 ? e->train->y[t] / season
                                 : e->train->y[t] - season;
        const double time = (double)(t + 1);
        count++;
        x += time;
        y += value;
        xx += time * time;
        xy += time * value;
    }
    const double spread = count * xx - x * x;
    *slope = e->first.form.trend != FC_ETS_NONE && spread > 0 ? (count * xy - x * y) / spread : 0;
    *level = (y - *slope * x) / count;
    if (fc_ets_must_be_positive(e->first.form) && *level + *slope <= 0) {
        *slope = 0;
        *level = y / count;
    }
}

/* Where the search may go and, at first, begins. */
static void start(const estimation *e, fc_ets_care care, bounds *b, double *x)
{
    for (size_t k = 0; k < FC_ETS_WIDTH; k++) {
        x[k] = 0;
        b->lower[k] = k < e->level ? least_share : -INFINITY;
        b->upper[k] = k < e->level ? most_share : INFINITY;
    }
    if (care == FC_ETS_CAUTIOUS && e->beta_share < e->level)
        b->upper[e->beta_share] = most_cautious_beta_share;
    b->lower[e->phi] = least_phi;
    b->upper[e->phi] = most_phi;
    x[e->phi] = start_phi;
    guess_line(e, &x[e->level], &x[e->slope]);
    for (size_t k = e->season; k < e->n; k++)
        x[k] = e->first.season[k - e->season];
}

static double squares(const double *errors, size_t n)
{
    double sum = 0;

    for (size_t t = 0; t < n; t++)
        sum += errors[t] * errors[t];
    return sum;
}

/* The likelihood has several peaks, most of all along a trend, so the search begins at the best of
 * a few starts: of each group of starts, which share gamma (beta without a season), or of all. */
static bool choose_start(estimation *e, size_t group, double *x, double *errors)
{
    const bool seasonal = e->first.form.season != FC_ETS_NONE;
    const size_t n_alpha = COUNT(start_alpha);
    const size_t n_beta = e->first.form.trend != FC_ETS_NONE ? COUNT(start_beta_share) : 1;
    const size_t n_gamma = seasonal ? COUNT(start_gamma_share) : 1;
    double value[FC_ETS_WIDTH], best = INFINITY;

    memcpy(value, x, sizeof value);
    for (size_t i = 0; i < n_alpha * n_beta * n_gamma; i++) {
        const size_t beta = i / n_alpha % n_beta, gamma = i / n_alpha / n_beta;
        if (group != ALL && group != (seasonal ? gamma : beta))
            continue;
        value[e->alpha] = start_alpha[i % n_alpha];
        value[e->beta_share] = start_beta_share[beta];
        value[e->gamma_share] = start_gamma_share[gamma];
        const double sum =
            fc_ets_errors(value, errors, e) ? squares(errors, e->train->n) : INFINITY;
        if (sum >= best)
            continue;
        best = sum;
        memcpy(x, value, sizeof value);
    }
    return best < INFINITY;
}

static size_t count_groups(const fc_ets_form form)
{
    return form.season != FC_ETS_NONE  ? COUNT(start_gamma_share)
           : form.trend != FC_ETS_NONE ? COUNT(start_beta_share)
                                       : 1;
}

/* Searches from every group of starts, or once from the best of all; the best end is in x, and its
 * sum of squares in *least. */
static fc_status search(estimation *e, fc_ets_care care, double *x, double *least,
                        fc_scratch *scratch)
{
    const bool thorough = care == FC_ETS_THOROUGH;
    const size_t groups = thorough ? count_groups(e->first.form) : 1;
    double *errors = e->work + 2 * e->train->n, begin[FC_ETS_WIDTH], end[FC_ETS_WIDTH], sum;
    bounds b;
    const fc_least_squares problem = {
        .n_residuals = e->train->n,
        .n_unknowns = e->n,
        .max_steps = MAX_STEPS,
        .tolerance = thorough ? tolerance : quick_tolerance,
        .lower = b.lower,
        .upper = b.upper,
        .context = e,
        .residuals = fc_ets_errors,
        .jacobian = fc_ets_slopes,
    };

    *least = INFINITY;
    start(e, care, &b, begin);
    for (size_t group = 0; group < groups; group++) {
        memcpy(end, begin, sizeof end);
        if (!choose_start(e, thorough ? group : ALL, end, errors))
            continue;
        const fc_status status = fc_least_squares_fit(&problem, end, errors, &sum, scratch);
        if (status != FC_OK)
            return status;
        if (sum >= *least)
            continue;
        *least = sum;
        memcpy(x, end, sizeof end);
    }
    return FC_OK;
}

static void judge(estimation *e, double sum)
{
    const bool fixed = e->fixed_seasons && e->first.form.season != FC_ETS_NONE;
    const double k = (double)(e->n + 1 + (fixed ? e->first.season_length - 1 : 0));
    double n = 0;

    for (size_t t = 0; t < e->train->n; t++)
        n += !isnan(e->train->y[t]);
    /* A form without errors has the rounding's, so that the simplest such form wins. */
    e->last.log_likelihood = -0.5 * n * log(fmax(sum, n * DBL_EPSILON * DBL_EPSILON));
    e->last.aicc = n > k + 1 && sum < INFINITY
                       ? -2 * e->last.log_likelihood + 2 * k + 2 * k * (k + 1) / (n - k - 1)
                       : INFINITY;
}

fc_status fc_ets_fit(const fc_series *train, fc_ets_form form, fc_ets_care care, double *fitted,
                     fc_scratch *scratch, fc_ets *ets)
{
    estimation e = {.train = train, .first = {.form = form, .phi = 1}, .fitted = fitted};
    double x[FC_ETS_WIDTH], sum;

    const fc_scratch_mark mark = fc_scratch_here(scratch);
    e.work = fc_scratch_take(scratch, 3 * train->n);
    fc_status status = e.work ? guess_season(&e, scratch) : fc_no_memory();
    if (status != FC_OK)
        return status;
    fc_ets_lay_out(&e, care != FC_ETS_THOROUGH);
    status = search(&e, care, x, &sum, scratch);
    if (status == FC_OK) {
        if (sum < INFINITY && !fc_ets_errors(x, e.work, &e))
            sum = INFINITY;
        judge(&e, sum);
        *ets = e.last;
    }
    fc_scratch_release(scratch, mark);
    return status;
}
