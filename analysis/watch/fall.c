/* fall.c - matched filters over a signal's errors: a fall as it would show in them. */
#include <math.h>

#include "analysis/watch/signal.h"

enum { LEAST_ERRORS = 6 };

static const double CLIP = 3.5, LEAST_SCALE = 1e-4;

/* How a fall of 1 shows in the error of its j-th period. */
static double shape(an_fall fall, double alpha, size_t j)
{
    if (fall == AN_FALL_SLOPE)
        return (1 - pow(1 - alpha, (double)j + 1)) / alpha;
    return pow(1 - alpha, (double)j);
}

static an_evidence since(const an_signal *s, an_fall fall, size_t t, size_t k)
{
    double sum = 0, norm = 0;

    for (size_t j = 0; j < k; j++) {
        const size_t i = t + 1 - k + j;
        const double w = shape(fall, s->alpha, j), limit = CLIP * s->scale[t + 1 - k];

        if (isnan(s->error[i]))
            continue;
        sum += w * fmax(-limit, fmin(limit, s->error[i]));
        norm += w * w;
    }
    if (norm == 0 || sum >= 0)
        return (an_evidence){0, k, 0};
    return (an_evidence){-sum / sqrt(norm) / s->scale[t + 1 - k], k,
                         sum / norm * (fall == AN_FALL_SLOPE ? (double)k : 1)};
}

/* Mean change on the year over the k periods up to t. */
static double year_mean(const an_signal *s, size_t t, size_t k)
{
    double sum = 0;

    for (size_t i = t + 1 - k; i <= t; i++)
        sum += s->year[i];
    return sum / (double)k;
}

/* The change on the year over k periods, beside what it used to be up to a year before. */
static an_evidence on_the_year(const an_signal *s, size_t t, size_t k)
{
    const size_t m = s->season_length, begin = m + k - 1;
    const size_t end = t > m ? t - m / 2 : 0;
    double sum = 0, square = 0, weight = 0, mean, spread;

    for (size_t i = begin; i < end; i++) {
        const double v = year_mean(s, i, k);

        if (isnan(v))
            continue;
        const double w = pow(0.98, (double)(end - i) * 12 / (double)m);
        sum += w * v;
        square += w * v * v;
        weight += w;
    }
    if (end < begin + m / 4 || weight < 3 || isnan(year_mean(s, t, k)))
        return (an_evidence){0, 1, 0};
    mean = sum / weight;
    spread = sqrt(fmax(LEAST_SCALE * LEAST_SCALE, square / weight - mean * mean));
    return (an_evidence){fmax(0, (mean - year_mean(s, t, k)) / spread), k,
                         year_mean(s, t, k) - mean};
}

an_evidence an_signal_fall(const an_signal *s, an_fall fall, size_t t, size_t window)
{
    const size_t least = fall == AN_FALL_SLOPE ? 3 : fall == AN_FALL_STEP ? 2 : 1;
    an_evidence best = {0, 1, 0};

    if (t < s->first + LEAST_ERRORS || t >= s->n)
        return best;
    if (fall == AN_FALL_SPIKE)
        return isnan(s->error[t]) || s->error[t] >= 0
                   ? best
                   : (an_evidence){-s->error[t] / s->scale[t], 1, s->error[t]};
    if (fall == AN_FALL_YEAR) {
        const size_t quarter = s->season_length / 4;
        const an_evidence one = on_the_year(s, t, 1),
                          more = on_the_year(s, t, quarter > 1 ? quarter : 1);

        return one.score > more.score ? one : more;
    }
    for (size_t k = least; k <= window && k <= t + 1 - s->first; k++) {
        const an_evidence e = since(s, fall, t, k);

        if (e.score > best.score)
            best = e;
    }
    return best;
}
