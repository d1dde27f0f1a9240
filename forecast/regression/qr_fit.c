/* qr_fit.c - Householder reflections with column pivoting, back substitution, the inverse. */
#include "forecast/regression/qr_fit.h"

#include <math.h>
#include <stdlib.h>

/* A column whose part that is its own is shorter than this share of it counts as made up. */
static const long double COLLINEAR = 1e-14L;

struct fc_qr {
    size_t n, k;
    long double *a;        /* n x (k + 1), column after column; the last is the right-hand side */
    long double *diagonal; /* of R */
    long double *length;   /* of the columns as given */
    long double *inverse;  /* of R, k x k, upper */
    size_t *order;         /* order[i] = the column that came i-th */
};

fc_status fc_qr_new(size_t n, size_t k, fc_qr **qr)
{
    fc_qr *q = calloc(1, sizeof *q);

    *qr = q;
    if (!q)
        return fc_no_memory();
    q->n = n;
    q->k = k;
    q->a = calloc(n * (k + 1) + 2 * k + k * k, sizeof *q->a);
    q->order = calloc(k + 1, sizeof *q->order);
    if (!q->a || !q->order) {
        fc_qr_free(q);
        *qr = NULL;
        return fc_no_memory();
    }
    q->diagonal = q->a + n * (k + 1);
    q->length = q->diagonal + k;
    q->inverse = q->length + k;
    return FC_OK;
}

void fc_qr_free(fc_qr *qr)
{
    if (!qr)
        return;
    free(qr->a);
    free(qr->order);
    free(qr);
}

long double *fc_qr_column(fc_qr *qr, size_t j)
{
    return qr->a + j * qr->n;
}

static long double dot(const long double *a, const long double *b, size_t n)
{
    long double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

static const long double *ordered(const fc_qr *qr, size_t i)
{
    return qr->a + qr->order[i] * qr->n;
}

/* Brings every column to length 1; false, and which, where one is of zeros. */
static size_t scale_columns(fc_qr *qr)
{
    for (size_t j = 0; j < qr->k; j++) {
        long double *a = qr->a + j * qr->n;
        long double largest = 0;

        for (size_t i = 0; i < qr->n; i++)
            largest = fmaxl(largest, fabsl(a[i]));
        if (!(largest > 0))
            return j;
        for (size_t i = 0; i < qr->n; i++)
            a[i] /= largest;

        const long double length = sqrtl(dot(a, a, qr->n));

        for (size_t i = 0; i < qr->n; i++)
            a[i] /= length;
        qr->length[j] = largest * length;
        qr->order[j] = j;
    }
    return qr->k;
}

/* Moves the column with the longest rest below row `step` to this place; its length. */
static long double pivot(fc_qr *qr, size_t step)
{
    size_t best = step;
    long double longest = -1;

    for (size_t j = step; j < qr->k; j++) {
        const long double *a = ordered(qr, j) + step;
        const long double squares = dot(a, a, qr->n - step);

        if (squares > longest) {
            longest = squares;
            best = j;
        }
    }

    const size_t column = qr->order[best];

    qr->order[best] = qr->order[step];
    qr->order[step] = column;
    return sqrtl(longest);
}

/* Reflects the rest of column `step` onto its first axis, and all later columns with it. */
static void reflect(fc_qr *qr, size_t step, long double length)
{
    long double *v = qr->a + qr->order[step] * qr->n + step;
    const size_t n = qr->n - step;
    const long double r = v[0] > 0 ? -length : length;

    v[0] -= r;

    const long double squares = dot(v, v, n);

    for (size_t j = step + 1; j <= qr->k; j++) {
        long double *a = qr->a + (j < qr->k ? qr->order[j] : qr->k) * qr->n + step;
        const long double along = 2 * dot(v, a, n) / squares;

        for (size_t i = 0; i < n; i++)
            a[i] -= along * v[i];
    }
    qr->diagonal[step] = r;
}

size_t fc_qr_factor(fc_qr *qr)
{
    const size_t zero = scale_columns(qr);

    if (zero < qr->k)
        return zero;
    for (size_t step = 0; step < qr->k; step++) {
        const long double length = pivot(qr, step);

        if (!(length > COLLINEAR))
            return qr->order[step];
        reflect(qr, step, length);
    }
    return qr->k;
}

/* R^-1, upper triangular, of the columns in their order. */
static void invert(const fc_qr *qr)
{
    const size_t k = qr->k;

    for (size_t j = 0; j < k; j++) {
        for (size_t i = j + 1; i-- > 0;) {
            long double sum = i == j;

            for (size_t h = i + 1; h <= j; h++)
                sum -= ordered(qr, h)[i] * qr->inverse[h * k + j];
            qr->inverse[i * k + j] = sum / qr->diagonal[i];
        }
    }
}

/* (X'X)^-1 of the columns that came i-th and j-th. */
static long double product(const fc_qr *qr, size_t i, size_t j)
{
    const size_t k = qr->k;
    long double sum = 0;

    for (size_t h = i > j ? i : j; h < k; h++)
        sum += qr->inverse[i * k + h] * qr->inverse[j * k + h];
    return sum / qr->length[qr->order[i]] / qr->length[qr->order[j]];
}

void fc_qr_solve(const fc_qr *qr, double *b, double *diagonal, double *inverse)
{
    const size_t k = qr->k;
    const long double *rhs = qr->a + k * qr->n;

    invert(qr);
    for (size_t i = 0; i < k; i++) {
        const size_t column = qr->order[i];
        long double sum = 0;

        for (size_t h = i; h < k; h++)
            sum += qr->inverse[i * k + h] * rhs[h];
        b[column] = (double)(sum / qr->length[column]);
        if (diagonal)
            diagonal[column] = (double)product(qr, i, i);
        for (size_t j = 0; inverse && j < k; j++)
            inverse[column * k + qr->order[j]] = (double)product(qr, i, j);
    }
}
