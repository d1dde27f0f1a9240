/* effects_gram.c - least squares with penalties and autocorrelated errors, by normal equations.
 *
 * The inverse covariance of an autoregression of order one is a band: cross products at one time,
 * one apart, and at both ends give the normal equations for any autocorrelation without going over
 * the observations again (Prais & Winsten 1954). Values on both sides of a gap count as
 * neighbours. y is the last column, so that elimination leaves the least sum of squares. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/effects/effects_private.h"

/* A column that the others make up to this share of its own square is one of them. */
static const double COLLINEAR = 1e-11;

/* matrix[i][j] += a[i] b[j] for j >= i; most of a season's columns are 0. */
static void add_product(double *matrix, size_t size, const double *a, const double *b)
{
    for (size_t i = 0; i < size; i++) {
        const double factor = a[i];
        double *row = matrix + i * size;

        if (factor != 0)
            for (size_t j = i; j < size; j++)
                row[j] += factor * b[j];
    }
}

static void multiply(fc_effects_gram *g, const fc_effects_design *d)
{
    const size_t size = g->k + 1;

    memset(g->sum, 0, 3 * size * size * sizeof *g->sum);
    for (size_t t = 0; t < d->n; t++) {
        const double *row = d->x + t * size;

        add_product(g->sum, size, row, row);
        if (t == 0 || t == d->n - 1)
            add_product(g->ends, size, row, row);
        if (t > 0) {
            add_product(g->lagged, size, row, row - size);
            add_product(g->lagged, size, row - size, row);
        }
    }
    if (d->n == 1) /* first and last at once */
        for (size_t i = 0; i < size * size; i++)
            g->ends[i] *= 2;
}

/* The last column again, for another y. */
void fc_effects_gram_take(fc_effects_gram *g, const fc_effects_design *d, const double *y)
{
    const size_t size = g->k + 1, n = d->n;

    for (size_t i = 0; i < size; i++) {
        const double *x = i < g->k ? d->x + i : y;
        const size_t stride = i < g->k ? size : 1;
        double sum = 0, lagged = 0;

        for (size_t t = 0; t < n; t++)
            sum += x[t * stride] * y[t];
        for (size_t t = 1; t < n; t++)
            lagged += x[t * stride] * y[t - 1] + x[(t - 1) * stride] * y[t];
        g->sum[i * size + g->k] = sum;
        g->lagged[i * size + g->k] = lagged;
        g->ends[i * size + g->k] = x[0] * y[0] + x[(n - 1) * stride] * y[n - 1];
    }
}

fc_status fc_effects_gram_new(const fc_effects_design *d, fc_effects_gram *g)
{
    const size_t k = d->columns, square = (k + 1) * (k + 1);

    *g = (fc_effects_gram){.k = k, .first = d->first};
    g->sum = malloc((4 * square + 2 * k + (k - d->first) * (k - d->first)) * sizeof *g->sum);
    if (!g->sum)
        return fc_no_memory();
    g->lagged = g->sum + square;
    g->ends = g->lagged + square;
    g->matrix = g->ends + square;
    g->b = g->matrix + square;
    g->inverse = g->b + k;
    g->work = g->inverse + k;
    multiply(g, d);
    return FC_OK;
}

void fc_effects_gram_free(fc_effects_gram *g)
{
    free(g->sum);
    *g = (fc_effects_gram){.k = 0};
}

/* The products after (1 - rho B), the first value over its own deviation, and the penalties. */
static void fill(fc_effects_gram *g, double rho, const double *penalty, const double *centre)
{
    const size_t size = g->k + 1;

    for (size_t i = 0; i < size; i++)
        for (size_t j = i; j < size; j++) {
            const size_t at = i * size + j;

            g->matrix[at] =
                g->sum[at] - rho * g->lagged[at] + rho * rho * (g->sum[at] - g->ends[at]);
        }
    for (size_t i = g->first; i < g->k; i++) {
        const double p = penalty[i - g->first], c = centre[i - g->first];

        g->matrix[i * size + i] += p;
        g->matrix[i * size + g->k] += p * c;
        g->matrix[g->k * size + g->k] += p * c * c;
    }
}

/* Upper factor of Cholesky, row after row; what is left of y's square is in the last place. */
static bool eliminate(fc_effects_gram *g, double *log_determinant)
{
    const size_t size = g->k + 1;

    *log_determinant = 0;
    for (size_t i = 0; i < g->k; i++) {
        double *row = g->matrix + i * size;

        if (!(row[i] > COLLINEAR * g->sum[i * size + i]))
            return false;

        const double root = sqrt(row[i]);

        *log_determinant += 2 * log(root);
        for (size_t j = i; j < size; j++)
            row[j] /= root;
        for (size_t below = i + 1; below < size; below++) {
            const double factor = row[below];
            double *to = g->matrix + below * size;

            if (factor != 0)
                for (size_t j = below; j < size; j++)
                    to[j] -= factor * row[j];
        }
    }
    return true;
}

/* b, and the diagonal of the inverse for the columns asked about. */
static void substitute(fc_effects_gram *g)
{
    const size_t size = g->k + 1, asked = g->k - g->first;

    for (size_t i = g->k; i-- > 0;) {
        const double *row = g->matrix + i * size;
        double sum = row[g->k];

        for (size_t j = i + 1; j < g->k; j++)
            sum -= row[j] * g->b[j];
        g->b[i] = sum / row[i];
    }
    for (size_t c = 0; c < asked; c++) /* column c of the inverse factor */
        for (size_t i = c + 1; i-- > 0;) {
            const double *row = g->matrix + (g->first + i) * size + g->first;
            double sum = i == c;

            for (size_t j = i + 1; j <= c; j++)
                sum -= row[j] * g->work[j * asked + c];
            g->work[i * asked + c] = sum / row[i];
        }
    for (size_t i = 0; i < asked; i++) {
        g->inverse[i] = 0;
        for (size_t c = i; c < asked; c++)
            g->inverse[i] += g->work[i * asked + c] * g->work[i * asked + c];
    }
}

bool fc_effects_gram_solve(fc_effects_gram *g, double rho, const double *penalty,
                           const double *centre, bool whole, fc_effects_solution *s)
{
    fill(g, rho, penalty, centre);
    if (!eliminate(g, &s->log_determinant))
        return false;
    s->penalised = fmax(g->matrix[g->k * (g->k + 1) + g->k], 0);
    s->rss = s->penalised;
    if (!whole)
        return isfinite(s->penalised);
    substitute(g);
    for (size_t i = g->first; i < g->k; i++)
        s->rss -= penalty[i - g->first] * pow(g->b[i] - centre[i - g->first], 2);
    s->rss = fmax(s->rss, 0);
    return isfinite(s->penalised);
}
