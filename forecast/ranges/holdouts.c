/* holdouts.c - what a panel's own past errors say about ranges that were learned from others.
 *
 * Of each origin, the factor is how far the 80 % quantile of the errors, in learned ranges of 80 %,
 * lies from 1, and likewise at 95 %. Constants are those of the M1, M3, M4 and tourism
 * competitions' twelve panels at up to five origins each: between panels the logarithm of the
 * factor has a standard deviation of .05, between origins of one panel .12; the newest ranges are
 * the narrowest.
 */
#include "forecast/ranges/holdouts.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

#include "forecast/model.h"
#include "forecast/ranges/quantile.h"
#include "forecast/ranges/spread.h"

enum { MOST_SERIES = 100, FEW_SERIES = 20, LEAST_LENGTH = 8, LEAST_IN_ORIGIN = 10 };
enum { LEVELS = 2 };

static const double usual = 0.06;      /* past origins ask for that much more */
static const double near_usual = 0.03; /* standard deviations of the two normals */
static const double far = 0.5, far_shape = 0.2;
static const double share_near = 0.9;
static const double between_origins = 0.12, within_origin = 0.45,
                    known = 3;                   /* degrees of freedom */
static const double least = 0.02, greatest = 50; /* errors beyond count as these, in ranges */
static const double most_factor = 4, most_tail = 1.2;
static const double level[LEVELS] = {0.8, 0.95};
static const double upper_score[LEVELS] = {1.2815515655446, 1.95996398454005};

/* Errors in ranges: sample x origins x steps x levels, NaN where there is none. */
typedef struct {
    const fc_series *series; /* all of them */
    size_t n, n_sample, steps;
    double *error;
    double *room; /* sample x steps */
    uint64_t *work;
} study;

static const fc_holdouts untouched = {
    .steps = 1, .seen = 1, .all = 1, .tail = 1, .band = {1, 1, 1}};

static double *errors_of(const study *s, size_t k, size_t origin)
{
    return s->error + (k * FC_HOLDOUT_ORIGINS + origin) * s->steps * LEVELS;
}

static int by_length(const void *a, const void *b)
{
    const size_t x = *(const size_t *)a, y = *(const size_t *)b;

    return (x > y) - (x < y);
}

/* So many steps that the typical series has room for them twice in its second half. */
static fc_status choose_steps(study *s, size_t horizon)
{
    size_t *length = malloc((s->n + 1) * sizeof *length);

    if (!length)
        return fc_no_memory();
    for (size_t i = 0; i < s->n; i++)
        length[i] = s->series[i].n;
    qsort(length, s->n, sizeof *length, by_length);
    s->steps = s->n > 0 ? length[s->n / 2] / 4 : 0;
    s->steps = s->steps < 1 ? 1 : s->steps < horizon ? s->steps : horizon;
    free(length);
    return FC_OK;
}

/* How far the outcomes lie from the middle, in halves of the range of each level. */
static fc_status measure(fc_model *model, const fc_series *train, const double *actual,
                         size_t steps, double *room, double *error)
{
    double *mean = room, *deviation = room + steps, *disagreement = room + 2 * steps;
    double *scale = room + 3 * steps;
    const fc_spread_row *row;
    fc_spread_facts facts;
    fc_status status = fc_model_forecast(model, steps, mean);

    if (status == FC_OK)
        status = fc_model_deviation(model, steps, deviation, disagreement);
    if (status != FC_OK || !fc_spread_look_at(train, fc_model_residuals(model), &facts))
        return status;
    row = fc_spread_row_of(train->season_length, fc_model_name(model), !isnan(disagreement[0]));
    fc_spread_scale(row, &facts, steps, deviation, disagreement, scale);
    for (size_t i = 0; i < steps; i++)
        for (size_t l = 0; l < LEVELS; l++) {
            const double e = actual[i] - mean[i];
            const double z = e < 0 ? -upper_score[l] : upper_score[l];
            const double half = scale[i] * fc_spread_quantile(row, z);

            error[i * LEVELS + l] =
                half == 0 || isnan(e) ? NAN : fmin(fmax(e / half, least), greatest);
        }
    return FC_OK;
}

static fc_status judge_origin(const study *s, size_t k, size_t origin, double *room,
                              fc_scratch *scratch)
{
    const fc_series *whole = &s->series[k * s->n / s->n_sample];
    const size_t back = (origin + 1) * s->steps;
    fc_series train = *whole;
    fc_model *model = NULL;
    fc_status status;

    if (whole->n < back + LEAST_LENGTH || back > whole->n / 2)
        return FC_OK;
    train.n = whole->n - back;
    status = fc_model_fit(fc_model_find("fast"), &train, scratch, &model);
    if (status == FC_OK)
        status =
            measure(model, &train, whole->y + train.n, s->steps, room, errors_of(s, k, origin));
    fc_model_free(model);
    return status == FC_EDATA ? FC_OK : status; /* too short: nothing to judge */
}

static fc_status judge_all(const study *s)
{
    fc_status status = FC_OK;

#pragma omp parallel
    {
        double *room = malloc(4 * s->steps * sizeof *room);
        fc_scratch *scratch = NULL;
        fc_status own = room ? fc_scratch_new(&scratch) : FC_ENOMEM;

#pragma omp for schedule(dynamic, 4)
        for (size_t k = 0; k < s->n_sample; k++)
            for (size_t origin = 0; own == FC_OK && origin < FC_HOLDOUT_ORIGINS; origin++)
                own = judge_origin(s, k, origin, room, scratch);
#pragma omp critical(fc_holdouts)
        if (own != FC_OK)
            status = own;
        fc_scratch_free(scratch);
        free(room);
    }
    return status == FC_OK ? FC_OK : fc_no_memory();
}

/* The logarithm of the factor that errors of some steps of an origin ask for at a level; *n errors.
 */
static double estimate(const study *s, size_t origin, size_t l, size_t from, size_t to, size_t *n)
{
    *n = 0;
    for (size_t k = 0; k < s->n_sample; k++)
        for (size_t i = from; i < to; i++) {
            const double error = errors_of(s, k, origin)[i * LEVELS + l];

            if (!isnan(error))
                s->room[(*n)++] = error;
        }
    if (*n < LEAST_IN_ORIGIN)
        return NAN;
    fc_quantile_sort(s->room, *n, s->work);
    return log(fc_quantile(s->room, *n, level[l]));
}

static size_t count_series(const study *s)
{
    size_t n = 0;

    for (size_t k = 0; k < s->n_sample; k++)
        n += !isnan(errors_of(s, k, 0)[0]);
    return n;
}

double fc_holdouts_draw(const double *estimates, size_t n, double series, double center,
                        double wide_deviation)
{
    const double prior = between_origins * between_origins + within_origin / series;
    const double count = (double)n;
    double mean = 0, squares = known * prior;

    for (size_t k = 0; k < n; k++)
        mean += (estimates[k] - center) / count;
    for (size_t k = 0; k < n; k++)
        squares += pow(estimates[k] - center - mean, 2);

    const double noise = squares / (known + count - 1) / count;
    const double close = near_usual * near_usual, wide = wide_deviation * wide_deviation;
    const double a = share_near * gsl_ran_gaussian_pdf(mean, sqrt(close + noise));
    const double b = (1 - share_near) * gsl_ran_gaussian_pdf(mean, sqrt(wide + noise));

    return mean * (a * close / (close + noise) + b * wide / (wide + noise)) / (a + b);
}

static double bounded(double logarithm, double most)
{
    return fmin(fmax(exp(logarithm), 1 / most), most);
}

/* All steps together: the origins' estimates at both levels. */
static void gather(const study *s, double all[LEVELS][FC_HOLDOUT_ORIGINS], fc_holdouts *h)
{
    size_t n;

    h->series = count_series(s);
    while (h->origins < FC_HOLDOUT_ORIGINS) {
        for (size_t l = 0; l < LEVELS; l++)
            all[l][h->origins] = estimate(s, h->origins, l, 0, s->steps, &n);
        if (isnan(all[0][h->origins]))
            return;
        h->origins++;
        h->errors += n;
    }
}

/* The 80 % ranges of all steps, those of 95 % against them, and the bands of steps against all. */
static void conclude(const study *s, fc_holdouts *h)
{
    double all[LEVELS][FC_HOLDOUT_ORIGINS], tail[FC_HOLDOUT_ORIGINS], band[FC_HOLDOUT_ORIGINS];
    double sum = 0;
    size_t n;

    gather(s, all, h);
    if (h->errors < FC_HOLDOUT_ERRORS) {
        *h = untouched;
        return;
    }
    for (size_t k = 0; k < h->origins; k++) {
        sum += all[0][k] / (double)h->origins;
        tail[k] = all[1][k] - all[0][k];
    }
    h->seen = exp(sum);
    h->all =
        bounded(fc_holdouts_draw(all[0], h->origins, (double)h->series, usual, far), most_factor);
    h->tail =
        bounded(fc_holdouts_draw(tail, h->origins, (double)h->series, 0, far_shape), most_tail);
    for (size_t b = 0; s->steps >= FC_HOLDOUT_BANDS && b < FC_HOLDOUT_BANDS; b++) {
        for (size_t k = 0; k < h->origins; k++) {
            const double own = estimate(s, k, 0, b * s->steps / FC_HOLDOUT_BANDS,
                                        (b + 1) * s->steps / FC_HOLDOUT_BANDS, &n);

            band[k] = isnan(own) ? 0 : own - all[0][k];
        }
        h->band[b] = bounded(fc_holdouts_draw(band, h->origins, (double)h->series, 0, far_shape),
                             most_factor);
    }
}

static fc_status study_new(const fc_series *series, size_t n, size_t horizon, study *s)
{
    size_t cells;
    fc_status status;

    *s = (study){.series = series, .n = n, .n_sample = n / 2 > FEW_SERIES ? n / 2 : FEW_SERIES};
    status = choose_steps(s, horizon);
    s->n_sample = s->n_sample < n ? s->n_sample : n;
    s->n_sample = s->n_sample < MOST_SERIES ? s->n_sample : MOST_SERIES;
    cells = s->n_sample * s->steps;
    if (status != FC_OK)
        return status;
    s->error = malloc((cells * FC_HOLDOUT_ORIGINS * LEVELS + 1) * sizeof *s->error);
    s->room = malloc((cells + 1) * sizeof *s->room);
    s->work = malloc((2 * cells + 1) * sizeof *s->work);
    if (!s->error || !s->room || !s->work)
        return fc_no_memory();
    for (size_t i = 0; i < cells * FC_HOLDOUT_ORIGINS * LEVELS; i++)
        s->error[i] = NAN;
    return FC_OK;
}

fc_status fc_holdouts_judge(const fc_series *series, size_t n, size_t horizon, fc_holdouts *h)
{
    study s;
    fc_status status = study_new(series, n, horizon, &s);

    *h = untouched;
    if (status == FC_OK && s.n_sample * s.steps * FC_HOLDOUT_ORIGINS >= FC_HOLDOUT_ERRORS) {
        status = judge_all(&s);
        h->steps = s.steps;
        if (status == FC_OK)
            conclude(&s, h);
    }
    free(s.error);
    free(s.room);
    free(s.work);
    return status;
}

double fc_holdouts_factor(const fc_holdouts *h, size_t step)
{
    const size_t band = step < h->steps ? step * FC_HOLDOUT_BANDS / h->steps : FC_HOLDOUT_BANDS - 1;

    return h->all * h->band[band];
}

double fc_holdouts_tail(const fc_holdouts *h, double score)
{
    const double part = (fabs(score) - upper_score[0]) / (upper_score[1] - upper_score[0]);

    return 1 + (h->tail - 1) * fmin(fmax(part, 0), 1);
}
