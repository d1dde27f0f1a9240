/* crossing.c - the levels that crossed dimensions make: one for each choice of depths. */
#include "forecast/panel/crossing.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Writes the depths that `code` stands for, first dimension most significant; returns their sum. */
static size_t decode(const fc_crossing *c, size_t code, size_t *depths)
{
    size_t sum = 0;

    for (size_t d = c->n_dimensions; d-- > 0;) {
        depths[d] = code % (c->dimensions[d].depth + 1);
        code /= c->dimensions[d].depth + 1;
        sum += depths[d];
    }
    return sum;
}

fc_status fc_crossing_make(fc_crossing *c, const fc_dimension *dimensions, size_t n_dimensions,
                           size_t max)
{
    size_t n_keys = 0;

    *c = (fc_crossing){n_dimensions, 1, malloc((n_dimensions + 1) * sizeof *dimensions), NULL};
    if (!c->dimensions)
        return fc_no_memory();
    for (size_t d = 0; d < n_dimensions; d++) {
        assert(dimensions[d].first == n_keys && dimensions[d].depth > 0);
        n_keys += dimensions[d].depth;
        c->dimensions[d] = dimensions[d];
        c->n_levels *= dimensions[d].depth + 1;
        if (c->n_levels > max)
            return fc_fail(FC_EUSAGE, "%zu crossed keys make too many levels; use fewer of them",
                           n_dimensions);
    }
    c->depths = malloc((c->n_levels * n_dimensions + 1) * sizeof *c->depths);
    if (!c->depths)
        return fc_no_memory();

    size_t *next = c->depths;

    for (size_t fixed = 0; fixed <= n_keys; fixed++)
        for (size_t code = c->n_levels; code-- > 0;)
            if (next < c->depths + c->n_levels * n_dimensions && decode(c, code, next) == fixed)
                next += n_dimensions;
    return FC_OK;
}

void fc_crossing_clear(fc_crossing *c)
{
    free(c->dimensions);
    free(c->depths);
    *c = (fc_crossing){0, 0, NULL, NULL};
}

size_t fc_crossing_depth(const fc_crossing *c, size_t level, size_t d)
{
    return c->depths[level * c->n_dimensions + d];
}

static bool is_above(const fc_crossing *c, size_t above, size_t level, size_t d)
{
    for (size_t e = 0; e < c->n_dimensions; e++)
        if (fc_crossing_depth(c, above, e) + (e == d) != fc_crossing_depth(c, level, e))
            return false;
    return true;
}

size_t fc_crossing_above(const fc_crossing *c, size_t level, size_t d)
{
    size_t above = level;

    assert(fc_crossing_depth(c, level, d) > 0);
    while (!is_above(c, above, level, d))
        above--;
    return above;
}

void fc_crossing_mask(const fc_crossing *c, size_t level, const char *const *keys,
                      const char **masked)
{
    for (size_t d = 0; d < c->n_dimensions; d++)
        for (size_t i = 0; i < c->dimensions[d].depth; i++) {
            const size_t k = c->dimensions[d].first + i;

            masked[k] = i < fc_crossing_depth(c, level, d) ? keys[k] : "*";
        }
}
