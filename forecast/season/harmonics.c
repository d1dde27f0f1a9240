/* harmonics.c - a regression on sines and cosines, with ARMA errors.
 *
 * Young, Pedregal & Tych (1999), Dynamic harmonic regression, J. Forecasting 18, 369-394. How many
 * pairs a season gets is chosen one after another, as De Livera, Hyndman & Snyder (2011), J.
 * American Statistical Association 106, section 3.4, do for TBATS. */
#include "forecast/season/harmonics.h"

#include <math.h>
#include <string.h>

#include "forecast/arima/unitroot.h"

enum {
    PATIENCE = 2,  /* pairs that may fail before the season has enough */
    FIRST_PAIR = 2 /* columns before the pairs: the series and 1 */
};

static const double SAME = 1e-6; /* frequencies this close are one */

/* The regression while pairs are tried: y, 1 and the pairs, differenced d times. */
typedef struct {
    const fc_series *train;
    fc_arma_data data;
    size_t d;
    fc_arma_order order;
    fc_arma_estimate estimate;
    double beta[1 + 2 * FC_HARMONICS_MAX];
    double aicc;
} regression;

/* The sine of two periods is 0 everywhere: rounded, it would take any coefficient. */
static void fill_pair(double frequency, size_t n, double *sine, double *cosine)
{
    for (size_t t = 0; t < n; t++) {
        const double angle = 2 * M_PI * fmod(frequency * (double)t, 1);

        sine[t] = 2 * frequency < 1 ? sin(angle) : 0;
        cosine[t] = cos(angle);
    }
}

void fc_harmonics_add(const fc_harmonics *harmonics, double sign, size_t first, size_t n,
                      double *values)
{
    for (size_t i = 0; i < harmonics->n; i++)
        for (size_t t = 0; t < n; t++) {
            const double turn = fmod(harmonics->frequency[i] * (double)(first + t), 1);

            values[t] += sign * (harmonics->beta[2 * i] * sin(2 * M_PI * turn) +
                                 harmonics->beta[2 * i + 1] * cos(2 * M_PI * turn));
        }
}

static void difference(double *column, size_t n, size_t d)
{
    for (size_t i = 0; i < d; i++)
        n = fc_unitroot_difference(column, n, 1);
}

static bool take_columns(regression *r, const fc_series *train, fc_scratch *scratch)
{
    const size_t stride = train->n + FC_ARMA_MAX;
    double *columns = fc_scratch_take(scratch, (FIRST_PAIR + 2 * FC_HARMONICS_MAX) * stride);

    *r = (regression){.train = train, .data = {.columns = columns, .stride = stride}};
    return columns;
}

/* Appends the columns of a pair. */
static void append(regression *r, double frequency)
{
    double *sine = r->data.columns + r->data.n_columns * r->data.stride;
    double *cosine = sine + r->data.stride;

    fill_pair(frequency, r->train->n, sine, cosine);
    difference(sine, r->train->n, r->d);
    difference(cosine, r->train->n, r->d);
    r->data.n_columns += 2;
}

/* Lays out the columns anew for these pairs, d differences and an error process. */
static void lay_out(regression *r, const fc_harmonics *h, size_t d, fc_arma_order order)
{
    const size_t n = r->train->n;
    double *columns = r->data.columns;

    r->d = d;
    r->order = order;
    r->data.n = n - d;
    r->data.n_columns = FIRST_PAIR;
    memcpy(columns, r->train->y, n * sizeof *columns);
    difference(columns, n, d);
    for (size_t t = 0; t < n; t++)
        columns[r->data.stride + t] = 1;
    for (size_t i = 0; i < h->n; i++)
        append(r, h->frequency[i]);
}

static fc_status estimate(regression *r, const fc_arma_effort *effort, fc_harmonics *h,
                          fc_scratch *scratch)
{
    const fc_status status =
        fc_arma_fit(&r->order, &r->data, effort, &r->estimate, r->beta, scratch);

    memcpy(h->beta, r->beta + 1, 2 * h->n * sizeof *h->beta);
    return status;
}

/* Appends a pair where it makes the criterion better with the error process as it is. */
static fc_status try_pair(regression *r, fc_harmonics *h, double frequency, bool *better,
                          fc_scratch *scratch)
{
    fc_arma_estimate now = r->estimate;
    fc_status status;
    double aicc;

    append(r, frequency);
    status = fc_arma_evaluate(&r->order, &r->data, FC_ARMA_CONDITIONAL, &now, r->beta, scratch);
    aicc = fc_arima_aicc(now.deviance, r->data.n, r->data.n_columns + fc_arma_n_coefs(&r->order));
    *better = status == FC_OK && aicc < r->aicc;
    if (*better) {
        r->aicc = aicc;
        h->frequency[h->n++] = frequency;
    } else {
        r->data.n_columns -= 2;
    }
    return status;
}

static bool is_taken(const fc_harmonics *h, double frequency)
{
    for (size_t i = 0; i < h->n; i++)
        if (fabs(h->frequency[i] - frequency) < SAME)
            return true;
    return false;
}

static fc_status add_season(regression *r, fc_harmonics *h, double period, fc_scratch *scratch)
{
    size_t failures = 0;
    fc_status status = FC_OK;

    for (size_t k = 1; status == FC_OK && k <= FC_HARMONICS_OF_SEASON && 2 * (double)k <= period &&
                       failures < PATIENCE;
         k++) {
        bool better;

        if (is_taken(h, (double)k / period))
            continue;
        status = try_pair(r, h, (double)k / period, &better, scratch);
        failures = better ? 0 : failures + 1;
    }
    return status;
}

/* Whether the series without the first pair of each season wanders off its mean. */
static fc_status choose_d(regression *r, const fc_arma_effort *effort, fc_harmonics *h, size_t *d,
                          fc_scratch *scratch)
{
    const size_t n = r->train->n;
    double *rest = fc_scratch_take(scratch, n);
    fc_status status;

    if (!rest)
        return fc_no_memory();
    lay_out(r, h, 0, (fc_arma_order){.m = 1});
    status = estimate(r, effort, h, scratch);
    memcpy(rest, r->train->y, n * sizeof *rest);
    fc_harmonics_add(h, -1, 0, n, rest);
    *d = fc_unitroot_wanders(rest, n);
    return status;
}

/* One pair a season, then an error process, then as many pairs as the criterion likes. */
fc_status fc_harmonics_choose(const fc_series *train, const fc_arma_effort *effort,
                              fc_harmonics *harmonics, fc_scratch *scratch)
{
    const fc_scratch_mark mark = fc_scratch_here(scratch);
    double period[FC_SEASONS_MAX];
    const size_t n_seasons = fc_seasons_of(train->season_length, train->n, period);
    regression r;
    size_t d = 0;
    fc_status status;

    if (!take_columns(&r, train, scratch))
        return fc_no_memory();
    harmonics->n = n_seasons;
    for (size_t k = 0; k < n_seasons; k++)
        harmonics->frequency[k] = 1 / period[k];
    status = choose_d(&r, effort, harmonics, &d, scratch);
    lay_out(&r, harmonics, d, (fc_arma_order){.p = 1, .q = 1, .m = 1});
    if (status == FC_OK)
        status = estimate(&r, effort, harmonics, scratch);
    harmonics->n = 0;
    lay_out(&r, harmonics, d, r.order);
    r.aicc = INFINITY;
    for (size_t k = n_seasons; k-- > 0 && status == FC_OK;)
        status = add_season(&r, harmonics, period[k], scratch);
    if (status == FC_OK)
        status = estimate(&r, effort, harmonics, scratch);
    fc_scratch_release(scratch, mark);
    return status;
}

fc_status fc_harmonics_fit(const fc_series *train, const fc_arima_order *order,
                           const fc_arma_effort *effort, fc_harmonics *harmonics,
                           fc_arma_estimate *fitted, double *mean, fc_scratch *scratch)
{
    const fc_scratch_mark mark = fc_scratch_here(scratch);
    regression r;
    fc_status status;

    if (!take_columns(&r, train, scratch))
        return fc_no_memory();
    lay_out(&r, harmonics, order->d, order->arma);
    if (!order->constant) /* a column of zeros has coefficient 0 */
        memset(r.data.columns + r.data.stride, 0, train->n * sizeof *r.data.columns);
    status = estimate(&r, effort, harmonics, scratch);
    *fitted = r.estimate;
    *mean = r.beta[0];
    fc_scratch_release(scratch, mark);
    return status;
}
