/* intermittent.c - demand that comes now and then: its size, how often, and the rate of both. */
#include "forecast/intermittent.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "forecast/ets/ses.h"

static const double least_interval = 1.32, by_chance = 0.01;

/* Pearson's test of independence of phase and demand: what chance leaves for such a table. */
static double chance_of_phases(const fc_series *series, double share)
{
    const size_t m = series->season_length;
    double statistic = 0, freedom = -1;

    for (size_t phase = 0; phase < m; phase++) {
        double periods = 0, demands = 0;

        for (size_t t = phase; t < series->n; t += m)
            if (!isnan(series->y[t])) {
                periods++;
                demands += series->y[t] != 0;
            }
        if (periods == 0)
            continue;
        statistic += pow(demands - share * periods, 2) / (share * (1 - share) * periods);
        freedom++;
    }
    return freedom > 0 ? gsl_cdf_chisq_Q(statistic, freedom) : 1;
}

bool fc_intermittent_is(const fc_series *series)
{
    double periods = 0, demands = 0;

    for (size_t t = 0; t < series->n; t++)
        if (!isnan(series->y[t])) {
            periods++;
            demands += series->y[t] != 0;
        }
    if (demands == 0 || periods < least_interval * demands)
        return false;
    return series->season_length < 2 || series->n < 2 * series->season_length ||
           chance_of_phases(series, demands / periods) > by_chance;
}

/* Croston (1972), Operational Research Quarterly 23, 289-303. The first interval runs from before
 * the first period, as in R's forecast package. */
fc_demand fc_intermittent_croston(const double *y, size_t n, double alpha, double factor,
                                  double *fitted)
{
    fc_demand demand = {.rate = NAN};
    double waited = 0;

    for (size_t t = 0; t < n; t++) {
        fitted[t] = demand.rate;
        if (isnan(y[t]))
            continue;
        waited++;
        if (y[t] == 0)
            continue;
        if (isnan(demand.rate)) {
            demand.size = y[t];
            demand.interval = waited;
        } else {
            demand.size += alpha * (y[t] - demand.size);
            demand.interval += alpha * (waited - demand.interval);
        }
        demand.rate = factor * demand.size / demand.interval;
        waited = 0;
    }
    return demand;
}

static double share_of_demands(const double *y, size_t n, double *first)
{
    double demands = 0;
    double periods = 0;

    for (size_t t = 0; t < n; t++) {
        if (isnan(y[t]))
            continue;
        periods++;
        if (y[t] != 0 && demands++ == 0)
            *first = y[t];
    }
    return demands / periods;
}

/* Teunter, Syntetos & Babai (2011), European J. Operational Research 214, 606-615. It starts from
 * the first demand's size and the share of periods with a demand. */
fc_demand fc_intermittent_tsb(const double *y, size_t n, double alpha, double beta, double *fitted)
{
    fc_demand demand = {.size = 0};
    double probability = share_of_demands(y, n, &demand.size);

    for (size_t t = 0; t < n; t++) {
        fitted[t] = probability * demand.size;
        if (isnan(y[t]))
            continue;
        probability += beta * ((y[t] != 0) - probability);
        if (y[t] != 0)
            demand.size += alpha * (y[t] - demand.size);
    }
    demand.interval = 1 / probability;
    demand.rate = probability * demand.size;
    return demand;
}

size_t fc_intermittent_interval(const double *y, size_t n)
{
    size_t demands = 0;
    size_t last = 0;

    for (size_t t = 0; t < n; t++)
        if (y[t] != 0) {
            demands++;
            last = t + 1;
        }
    return demands == 0 ? 1 : (size_t)round((double)last / (double)demands);
}

fc_status fc_intermittent_aggregate(const double *y, size_t n, size_t length, double weight,
                                    double *rate, double *fitted, fc_scratch *scratch)
{
    const fc_scratch_mark mark = fc_scratch_here(scratch);
    const size_t n_sums = n / length;
    const size_t dropped = n - n_sums * length;
    double *sums = fc_scratch_take(scratch, 2 * n_sums);
    fc_series series = {.key = "", .y = sums, .n = n_sums, .season_length = 1};
    fc_ses ses;

    if (!sums)
        return fc_no_memory();
    for (size_t i = 0; i < n_sums; i++) {
        sums[i] = 0;
        for (size_t j = 0; j < length; j++)
            sums[i] += y[dropped + i * length + j];
    }
    ses = fc_ses_fit(&series, sums + n_sums);
    *rate = ses.level / (double)length;
    for (size_t t = 0; t < n; t++)
        fitted[t] +=
            t < dropped ? NAN : weight * sums[n_sums + (t - dropped) / length] / (double)length;
    fc_scratch_release(scratch, mark);
    return FC_OK;
}
