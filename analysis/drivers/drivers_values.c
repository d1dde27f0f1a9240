/* drivers_values.c - what a drivers file says of a driver at a place. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/drivers/drivers_file.h"

void an_driver_values_clear(an_driver_values *values)
{
    for (size_t i = 0; i < values->size; i++)
        free(values->names[i]);
    free(values->names);
    free(values->values);
    free(values->rows);
    fc_keys_free(values->places);
    *values = (an_driver_values){.first = values->first, .n = values->n};
}

const double *an_driver_values_at(const an_driver_values *v, size_t driver, size_t place)
{
    return v->values + (driver * v->n_places + place) * v->n;
}

static bool has_value(const an_driver_values *v, size_t driver, size_t place)
{
    const double *x = an_driver_values_at(v, driver, place);

    for (size_t t = 0; t < v->n; t++)
        if (!isnan(x[t]))
            return true;
    return false;
}

/* The keys with those outside of `mask` replaced by "*". */
static size_t look_up(const an_driver_values *v, const char *const *keys, size_t n_keys,
                      unsigned mask)
{
    const char *asked[AN_MAX_KEYS];

    for (size_t k = 0; k < n_keys; k++)
        asked[k] = mask >> k & 1 ? keys[k] : "*";
    return fc_keys_find(v->places, asked);
}

size_t an_driver_values_find(const an_driver_values *v, size_t driver, const char *const *keys,
                             size_t n_keys)
{
    size_t best = SIZE_MAX;
    int most = -1;

    for (unsigned mask = v->keys;; mask = (mask - 1) & v->keys) {
        const size_t place = look_up(v, keys, n_keys, mask);

        if (place != SIZE_MAX && __builtin_popcount(mask) > most && has_value(v, driver, place)) {
            best = place;
            most = __builtin_popcount(mask);
        }
        if (mask == 0)
            return best;
    }
}
