/* loess.c - local regression on equally spaced points, the smoother inside STL.
 *
 * Cleveland, Cleveland, McRae & Terpenning (1990), STL: a seasonal-trend decomposition procedure
 * based on loess, J. Official Statistics 6, section 2 and the Fortran routines `est` and `ess`,
 * whose windows at the ends and whose rounding of the jump are kept. */
#include "forecast/season/loess.h"

#include <math.h>

/* Below and above these shares of the bandwidth the tricube weight is 1 and 0. */
static const double NEAR = 0.001;
static const double FAR = 0.999;

static double tricube(double distance, double bandwidth)
{
    const double u = distance / bandwidth;
    const double v = 1 - u * u * u;

    if (distance > FAR * bandwidth)
        return 0;
    return distance <= NEAR * bandwidth ? 1 : v * v * v;
}

/* Turns the weights of a local mean into those of a local line. */
static void tilt(double *w, double x, size_t n, size_t first, size_t last)
{
    double centre = 0;
    double spread = 0;

    for (size_t j = first; j <= last; j++)
        centre += w[j] * (double)j;
    for (size_t j = first; j <= last; j++)
        spread += w[j] * ((double)j - centre) * ((double)j - centre);
    if (sqrt(spread) <= NEAR * (double)(n - 1))
        return; /* the points are too close together for a slope */
    for (size_t j = first; j <= last; j++)
        w[j] *= 1 + (x - centre) / spread * ((double)j - centre);
}

bool fc_loess_at(const fc_loess *loess, const double *y, size_t n, double x, size_t first,
                 size_t last, const double *weights, double *value, double *work)
{
    const size_t beyond = loess->window > n ? (loess->window - n) / 2 : 0;
    const double bandwidth = fmax(x - (double)first, (double)last - x) + (double)beyond;
    double total = 0;
    double sum = 0;

    for (size_t j = first; j <= last; j++) {
        work[j] = tricube(fabs((double)j - x), bandwidth);
        if (weights)
            work[j] *= weights[j];
        total += work[j];
    }
    if (total <= 0)
        return false;
    for (size_t j = first; j <= last; j++)
        work[j] /= total;
    if (bandwidth > 0 && loess->degree > 0)
        tilt(work, x, n, first, last);
    for (size_t j = first; j <= last; j++)
        sum += work[j] * y[j];
    *value = sum;
    return true;
}

/* The first of the `window` points nearest to i. */
static size_t window_start(size_t i, size_t n, size_t window)
{
    const size_t half = (window - 1) / 2;

    if (window >= n || i < half)
        return 0;
    return i + half + 1 >= n ? n - window : i - half;
}

static void smooth_at(const fc_loess *loess, const double *y, size_t n, size_t i,
                      const double *weights, double *smooth, double *work)
{
    const size_t first = window_start(i, n, loess->window);
    const size_t last = loess->window >= n ? n - 1 : first + loess->window - 1;

    if (!fc_loess_at(loess, y, n, (double)i, first, last, weights, &smooth[i], work))
        smooth[i] = y[i];
}

static void join(double *smooth, size_t from, size_t to)
{
    const double slope = (smooth[to] - smooth[from]) / (double)(to - from);

    for (size_t j = from + 1; j < to; j++)
        smooth[j] = smooth[from] + slope * (double)(j - from);
}

void fc_loess_smooth(const fc_loess *loess, const double *y, size_t n, const double *weights,
                     double *smooth, double *work)
{
    size_t step = loess->jump;

    if (n < 2) {
        smooth[0] = y[0];
        return;
    }
    if (step > n - 1)
        step = n - 1;
    smooth_at(loess, y, n, 0, weights, smooth, work);
    for (size_t from = 0; from < n - 1;) {
        const size_t to = from + step < n ? from + step : n - 1;

        smooth_at(loess, y, n, to, weights, smooth, work);
        join(smooth, from, to);
        from = to;
    }
}
