/* ses.c - simple exponential smoothing, fitted by a search over alpha alone.
 *
 * The errors are linear in the first level, e_t = u_t - start w_t, so the best start for an alpha
 * is sum(u w) / sum(w w). */
#include "forecast/ets/ses.h"

#include <math.h>

#include "forecast/minimize.h"

static const double least_alpha = 1e-4, most_alpha = 0.9999, tolerance = 1e-5;
enum { N_STARTS = 7 };

typedef struct {
    double squares; /* with the best start */
    double start;
} profile;

static profile profile_of(const fc_series *train, double alpha)
{
    double level = 0, weight = 1, uu = 0, uw = 0, ww = 0;

    for (size_t t = 0; t < train->n; t++) {
        if (isnan(train->y[t]))
            continue;
        const double u = train->y[t] - level;
        uu += u * u;
        uw += u * weight;
        ww += weight * weight;
        level += alpha * u;
        weight *= 1 - alpha;
    }
    return (profile){uu - uw * uw / ww, uw / ww};
}

static double objective(const double *alpha, void *context)
{
    return profile_of(context, *alpha).squares;
}

fc_ses fc_ses_fit(const fc_series *train, double *fitted)
{
    fc_series series = *train;
    fc_ses ses;

    fc_minimize_line(objective, &series, least_alpha, most_alpha, N_STARTS, tolerance, &ses.alpha);
    ses.start = ses.level = profile_of(train, ses.alpha).start;
    for (size_t t = 0; t < train->n; t++) {
        fitted[t] = ses.level;
        if (!isnan(train->y[t]))
            ses.level += ses.alpha * (train->y[t] - ses.level);
    }
    return ses;
}
