/* regressors.c - the columns themselves, and which of them belong together. */
#include "forecast/effects/regressors.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/effects/regressors_private.h"

/* Columns closer than this, relative to their size, are the same. */
static const double SAME = 1e-9;

/* What a typical change of a driver does at most, in logarithms of sales. */
static const double TYPICAL_EFFECT = 0.3;

fc_status fc_regressors_new(const fc_calendar *calendar, fc_period first, size_t n, size_t known,
                            fc_regressors **regressors)
{
    *regressors = calloc(1, sizeof **regressors);
    if (!*regressors)
        return fc_no_memory();
    (*regressors)->calendar = *calendar;
    (*regressors)->first = first;
    (*regressors)->n = n;
    (*regressors)->known = known;
    return FC_OK;
}

void fc_regressors_free(fc_regressors *regressors)
{
    if (!regressors)
        return;
    for (size_t i = 0; i < regressors->size; i++)
        free(regressors->columns[i].x);
    free(regressors->columns);
    free(regressors);
}

size_t fc_regressors_size(const fc_regressors *regressors)
{
    return regressors->size;
}

const fc_regressor *fc_regressors_at(const fc_regressors *regressors, size_t i)
{
    return &regressors->columns[i];
}

fc_period fc_regressors_first(const fc_regressors *regressors)
{
    return regressors->first;
}

size_t fc_regressors_n(const fc_regressors *regressors)
{
    return regressors->n;
}

size_t fc_regressors_parts(const fc_regressors *r)
{
    return r->n_parts;
}

const char *fc_regressors_part_name(const fc_regressors *r, size_t part)
{
    return r->parts[part].name;
}

fc_regressor_group fc_regressors_part_group(const fc_regressors *r, size_t part)
{
    return r->parts[part].group;
}

double fc_regressors_value(const fc_regressors *r, size_t i, size_t node, fc_period period)
{
    const fc_regressor *column = &r->columns[i];

    assert(period >= r->first && (size_t)(period - r->first) < r->n);
    assert(column->nodes == 1 || node < column->nodes);
    return column->x[(column->nodes > 1 ? node * r->n : 0) + (size_t)(period - r->first)];
}

/* What the column says of all nodes is what the other says. */
static bool same(const fc_regressor *a, const fc_regressor *b, size_t n)
{
    double size = 0, apart = 0;

    if (a->nodes != b->nodes)
        return false;
    for (size_t t = 0; t < n * a->nodes; t++) {
        size = fmax(size, fabs(a->x[t]));
        apart = fmax(apart, fabs(a->x[t] - b->x[t]));
    }
    return apart <= SAME * size;
}

/* out[n] = x less its mean, over the mean if it is a sum, both of the history; how far it varies
 * there, 0 where it does not. */
static double centre(const fc_regressors *r, const double *x, const fc_regressor_spec *spec,
                     double *out)
{
    double mean = 0, size = 0, squares = 0, least = INFINITY, most = -INFINITY, unit = 1;

    for (size_t t = 0; t < r->known; t++) {
        mean += x[t] / (double)r->known;
        least = fmin(least, x[t]);
        most = fmax(most, x[t]);
        size = fmax(size, fabs(x[t]));
    }
    if (spec->pooling == FC_POOL_SUM && size > 0)
        unit = mean != 0 ? fabs(mean) : size;
    for (size_t t = 0; t < r->n; t++)
        out[t] = (spec->group == FC_FROM_DRIVERS ? x[t] - mean : x[t]) / unit;
    for (size_t t = 0; t < r->known; t++)
        squares += pow((x[t] - mean) / unit, 2);
    return most - least > SAME * size ? sqrt(squares / (double)r->known) : 0;
}

/* Centres every node's column; the typical deviation of those that vary. */
static double fill(const fc_regressors *r, const fc_regressor_spec *spec, size_t nodes, double *x)
{
    double squares = 0, vary = 0;

    for (size_t i = 0; i < nodes; i++) {
        const double deviation = centre(r, spec->x + i * r->n, spec, x + i * r->n);

        squares += deviation * deviation;
        vary += deviation > 0;
    }
    return vary > 0 ? sqrt(squares / vary) : 0;
}

/* The number of the part of that name, made when new. */
static fc_status find_part(fc_regressors *r, const fc_regressor_spec *spec, size_t *part)
{
    const char *name = spec->part ? spec->part : spec->name;

    for (*part = 0; *part < r->n_parts; ++*part)
        if (!strncmp(r->parts[*part].name, name, FC_REGRESSOR_NAME - 1) &&
            r->parts[*part].group == spec->group)
            return FC_OK;
    if (r->n_parts == FC_REGRESSOR_PARTS)
        return fc_fail(FC_EUSAGE, "more than %d drivers and kinds of days; leave some out",
                       FC_REGRESSOR_PARTS);
    snprintf(r->parts[*part].name, sizeof r->parts[*part].name, "%s", name);
    r->parts[*part].group = spec->group;
    r->n_parts++;
    return FC_OK;
}

static fc_status make_column(fc_regressors *r, const fc_regressor_spec *spec, double deviation,
                             double *x)
{
    fc_regressor *column = &r->columns[r->size];

    *column =
        (fc_regressor){.group = spec->group,
                       .pooling = spec->pooling,
                       .never_positive = spec->kind & FC_NEVER_POSITIVE,
                       .logarithm = spec->kind & FC_LOGARITHM,
                       .spread = spec->group == FC_FROM_DRIVERS ? TYPICAL_EFFECT / deviation : 1,
                       .nodes = spec->nodes ? spec->nodes : 1,
                       .x = x};
    snprintf(column->name, sizeof column->name, "%s", spec->name);
    for (size_t i = 0; i < r->size; i++)
        if (same(column, &r->columns[i], r->n)) {
            free(x);
            return FC_OK;
        }

    const fc_status status = find_part(r, spec, &column->part);

    if (status == FC_OK)
        r->size++;
    else
        free(x);
    return status;
}

fc_status fc_regressors_add(fc_regressors *r, const fc_regressor_spec *spec)
{
    const size_t nodes = spec->nodes ? spec->nodes : 1;
    fc_regressor *columns = realloc(r->columns, (r->size + 1) * sizeof *columns);
    double *own = malloc((nodes * r->n + 1) * sizeof *own), deviation;

    if (columns)
        r->columns = columns;
    if (!columns || !own) {
        free(own);
        return fc_no_memory();
    }
    deviation = fill(r, spec, nodes, own);
    if (deviation > 0)
        return make_column(r, spec, deviation, own);
    free(own);
    return FC_OK;
}
