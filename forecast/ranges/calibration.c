/* calibration.c - whether ranges hold what they say and chances come true as often as they say. */
#include "forecast/ranges/calibration.h"

#include <math.h>

#include "forecast/ranges/quantile.h"

double fc_crps(const double *sorted, size_t n, double actual)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum +=
            (sorted[i] - actual) * ((actual < sorted[i] ? (double)n : 0) - ((double)i + 1) + 0.5);
    return 2 * sum / ((double)n * (double)n);
}

static bool is_inside(const double *paths, size_t n, double level, double actual)
{
    return actual >= fc_quantile(paths, n, 0.5 - level / 2) &&
           actual <= fc_quantile(paths, n, 0.5 + level / 2);
}

void fc_calibration_outcome(fc_calibration *c, const double *paths, size_t n, double actual)
{
    c->n++;
    c->inside50 += is_inside(paths, n, 0.50, actual);
    c->inside80 += is_inside(paths, n, 0.80, actual);
    c->inside95 += is_inside(paths, n, 0.95, actual);
    c->crps += fc_crps(paths, n, actual);
    c->size += fabs(actual);
}

size_t fc_calibration_bin_of(double chance)
{
    const size_t bin = (size_t)(chance * FC_CALIBRATION_BINS);

    return bin < FC_CALIBRATION_BINS ? bin : FC_CALIBRATION_BINS - 1;
}

void fc_calibration_target(fc_calibration *c, double chance, bool met)
{
    fc_calibration_bin *bin = &c->bins[fc_calibration_bin_of(chance)];

    bin->n++;
    bin->met += met;
    bin->chance += chance;
    c->n_targets++;
    c->brier += (chance - met) * (chance - met);
}

void fc_calibration_add(fc_calibration *c, const fc_calibration *other)
{
    c->n += other->n;
    c->inside50 += other->inside50;
    c->inside80 += other->inside80;
    c->inside95 += other->inside95;
    c->crps += other->crps;
    c->size += other->size;
    c->n_targets += other->n_targets;
    c->brier += other->brier;
    for (size_t k = 0; k < FC_CALIBRATION_BINS; k++) {
        c->bins[k].n += other->bins[k].n;
        c->bins[k].met += other->bins[k].met;
        c->bins[k].chance += other->bins[k].chance;
    }
}

fc_brier fc_calibration_brier(const fc_calibration *c)
{
    const double n = (double)c->n_targets;
    double met = 0;
    fc_brier b = {c->brier / n, 0, 0, 0};

    if (c->n_targets == 0)
        return (fc_brier){NAN, NAN, NAN, NAN};
    for (size_t k = 0; k < FC_CALIBRATION_BINS; k++)
        met += (double)c->bins[k].met / n;
    for (size_t k = 0; k < FC_CALIBRATION_BINS; k++) {
        const fc_calibration_bin *bin = &c->bins[k];
        const double own = (double)bin->n;

        if (bin->n == 0)
            continue;
        b.reliability += own / n * pow((bin->chance - (double)bin->met) / own, 2);
        b.resolution += own / n * pow((double)bin->met / own - met, 2);
    }
    b.uncertainty = met * (1 - met);
    return b;
}

double fc_calibration_crps(const fc_calibration *c)
{
    return c->size > 0 ? c->crps / c->size : NAN;
}
