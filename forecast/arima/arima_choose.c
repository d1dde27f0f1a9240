/* arima_choose.c - differences by unit root tests, orders by a stepwise search.
 *
 * Hyndman & Khandakar (2008), Automatic time series forecasting: the forecast package for R, J.
 * Statistical Software 27(3), section 3.2; the order of the moves is that of auto.arima(). */
#include <math.h>
#include <string.h>

#include "forecast/arima/arima.h"
#include "forecast/arima/unitroot.h"

enum {
    MAX_D = 2,
    LONGEST_SEASON = 60, /* longer ones have too many states and too few repetitions */
    SEASONAL_SPARE = 5,  /* observations beyond two seasons before seasonal differences */
};

/* A series that varies less than this share of its size does not vary. */
static const double STILL = 1e-12;

typedef struct {
    const fc_arima_limits *limits;
    fc_arma_data with_mean; /* columns: the series and 1 */
    fc_scratch *scratch;
    fc_arma_order most;
    bool tried[FC_ARMA_MAX + 1][FC_ARMA_MAX + 1][FC_ARMA_MAX_SEASONAL + 1][FC_ARMA_MAX_SEASONAL + 1]
              [2];
    size_t n_models;
    fc_arima_order best;
    double best_aicc;
    bool mean_stays; /* a series of one sign that is not differenced */
} search;

/* Changes of p, q, P, Q tried around the best model so far. */
static const struct {
    int p, q, P, Q;
} moves[] = {
    {0, 0, -1, 0},  {0, 0, 0, -1}, {0, 0, 1, 0},  {0, 0, 0, 1},  {0, 0, -1, -1}, {0, 0, -1, 1},
    {0, 0, 1, -1},  {0, 0, 1, 1},  {-1, 0, 0, 0}, {0, -1, 0, 0}, {1, 0, 0, 0},   {0, 1, 0, 0},
    {-1, -1, 0, 0}, {-1, 1, 0, 0}, {1, -1, 0, 0}, {1, 1, 0, 0},
};

static bool is_allowed(const search *s, const fc_arma_order *o)
{
    return o->p <= s->most.p && o->q <= s->most.q && o->P <= s->most.P && o->Q <= s->most.Q &&
           fc_arma_n_coefs(o) <= s->limits->max_order && s->n_models < s->limits->max_models;
}

/* Fits one model; *better where it beats all before it. */
static fc_status try_model(search *s, const fc_arima_order *order, bool *better)
{
    const fc_arma_order *o = &order->arma;
    fc_arma_data data = s->with_mean;
    fc_arma_estimate estimate;
    double mean, aicc;
    bool *tried;
    fc_status status;

    *better = false;
    if (!is_allowed(s, o))
        return FC_OK;
    tried = &s->tried[o->p][o->q][o->P][o->Q][order->constant];
    if (*tried)
        return FC_OK;
    *tried = true;
    s->n_models++;
    data.n_columns = order->constant ? 2 : 1;
    if (!isfinite(fc_arima_aicc(0, data.n, fc_arma_n_coefs(o) + order->constant + 1)))
        return FC_OK;
    status = fc_arma_fit(o, &data, &s->limits->each, &estimate, &mean, s->scratch);
    if (status != FC_OK)
        return status;
    aicc = fc_arima_aicc(estimate.deviance, data.n, fc_arma_n_coefs(o) + order->constant + 1);
    if (aicc < s->best_aicc && fc_arma_clears(o, estimate.coefs, s->limits->margin)) {
        s->best = *order;
        s->best_aicc = aicc;
        *better = true;
    }
    return FC_OK;
}

/* The best model's first neighbour that is better; *better false when there is none. */
static fc_status improve(search *s, bool allow_constant, bool *better)
{
    fc_status status = FC_OK;

    *better = false;
    for (size_t i = 0; i < sizeof moves / sizeof *moves && status == FC_OK && !*better; i++) {
        fc_arima_order next = s->best;

        /* Below zero they wrap round to what is not allowed. */
        next.arma.p += (size_t)moves[i].p;
        next.arma.q += (size_t)moves[i].q;
        next.arma.P += (size_t)moves[i].P;
        next.arma.Q += (size_t)moves[i].Q;
        status = try_model(s, &next, better);
    }
    if (status == FC_OK && !*better && allow_constant) {
        fc_arima_order next = s->best;

        next.constant = !next.constant;
        status = try_model(s, &next, better);
    }
    return status;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The four models of section 3.2, step 1, and white noise. */
static fc_status start(search *s, const fc_arima_order *order)
{
    const fc_arma_order *most = &s->most;
    const size_t p = least(s->limits->start_p, most->p);
    const size_t P = least(s->limits->start_P, most->P);
    const size_t one = least(1, most->p);
    const size_t One = least(1, most->P);
    const fc_arma_order first[] = {
        {p, P, p, P, order->arma.m},
        {0, 0, 0, 0, order->arma.m},
        {one, One, 0, 0, order->arma.m},
        {0, 0, one, One, order->arma.m},
    };
    fc_arima_order next = *order;
    fc_status status = FC_OK;
    bool better;

    for (size_t i = 0; i < sizeof first / sizeof *first && status == FC_OK; i++) {
        next.arma = first[i];
        status = try_model(s, &next, &better);
    }
    if (status != FC_OK || !order->constant || s->mean_stays)
        return status;
    next.arma = first[1];
    next.constant = false;
    return try_model(s, &next, &better);
}

/* Its mean is not zero, however short it is. */
static bool is_one_sided(const double *y, size_t n)
{
    double low = 0, high = 0;

    for (size_t t = 0; t < n; t++) {
        low = fmin(low, y[t]);
        high = fmax(high, y[t]);
    }
    return (low == 0) != (high == 0);
}

static bool is_still(const double *w, size_t n, double size)
{
    double low = w[0];
    double high = w[0];

    for (size_t t = 1; t < n; t++) {
        low = fmin(low, w[t]);
        high = fmax(high, w[t]);
    }
    return high - low <= STILL * size;
}

/* Seasonal differences first: they often make ordinary ones unnecessary. */
static fc_status choose_differences(const double *y, size_t n, fc_arima_order *order, bool *still,
                                    fc_scratch *scratch)
{
    const size_t m = order->arma.m;
    double *w = fc_scratch_take(scratch, n);
    fc_status status = FC_OK;
    double size = 0;
    bool seasonal = false;

    if (!w)
        return fc_no_memory();
    memcpy(w, y, n * sizeof *w);
    for (size_t t = 0; t < n; t++)
        size = fmax(size, fabs(y[t]));
    if (m > 1 && n >= 2 * m + SEASONAL_SPARE)
        status = fc_unitroot_seasonal(y, n, m, &seasonal, scratch);
    if (seasonal) {
        order->D = 1;
        n = fc_unitroot_difference(w, n, m);
    }
    while (order->d < MAX_D && !is_still(w, n, size) && fc_unitroot_wanders(w, n)) {
        order->d++;
        n = fc_unitroot_difference(w, n, 1);
    }
    *still = is_still(w, n, size);
    return status;
}

static void set_most(search *s, size_t n, size_t m)
{
    const fc_arima_limits *l = s->limits;

    s->most.p = s->most.q = least(l->max_p, n / 3);
    s->most.P = s->most.Q = m > 1 ? least(l->max_P, n / 3 / m) : 0;
}

fc_status fc_arima_choose(const double *y, size_t n, size_t season_length,
                          const fc_arima_limits *limits, fc_arima_order *order, fc_scratch *scratch)
{
    const fc_scratch_mark mark = fc_scratch_here(scratch);
    const size_t m = season_length <= LONGEST_SEASON ? season_length : 1;
    search s = {.limits = limits, .scratch = scratch, .best_aicc = INFINITY};
    bool still = false;
    bool better = true;
    double unit;
    fc_status status;

    *order = (fc_arima_order){.arma = {.m = m}};
    status = choose_differences(y, n, order, &still, scratch);
    order->constant = still || order->d + order->D < 2;
    s.mean_stays = order->d + order->D == 0 && is_one_sided(y, n);
    s.best = *order;
    if (status == FC_OK && !still) {
        set_most(&s, n, m);
        status =
            fc_arima_columns(y, n, order, s.most.p + m * s.most.P, &s.with_mean, &unit, scratch);
        if (status == FC_OK)
            status = start(&s, order);
        while (status == FC_OK && better)
            status = improve(&s, order->constant && !s.mean_stays, &better);
    }
    *order = s.best;
    fc_scratch_release(scratch, mark);
    return status;
}
