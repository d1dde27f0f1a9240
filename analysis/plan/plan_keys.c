/* plan_keys.c - the values that each key has in the sales, to which those of a plan must fit. */
#include "analysis/plan/plan_keys.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/read/alias.h"
#include "forecast/panel/keys.h"

/* Each value once. */
typedef struct {
    fc_keys *values;
    size_t *cell;    /* a cell that has the value */
    bool *ambiguous; /* other cells have it below other keys of the same dimension */
    size_t first;    /* key of the dimension */
} key_values;

struct an_plan_keys {
    const an_sales *sales;
    key_values key[AN_MAX_KEYS];
};

static bool same_parents(const fc_panel *panel, size_t a, size_t b, size_t first, size_t k)
{
    for (; first < k; first++)
        if (strcmp(fc_panel_key(panel, a, first), fc_panel_key(panel, b, first)) != 0)
            return false;
    return true;
}

static fc_status collect(const fc_panel *panel, size_t k, key_values *v)
{
    const size_t n_cells = fc_panel_size(panel);
    fc_status status = fc_keys_new(1, &v->values);

    v->cell = malloc(n_cells * sizeof *v->cell);
    v->ambiguous = calloc(n_cells, sizeof *v->ambiguous);
    if (!v->cell || !v->ambiguous)
        return fc_no_memory();
    for (size_t c = 0; status == FC_OK && c < n_cells; c++) {
        const char *value = fc_panel_key(panel, c, k);
        const size_t known = fc_keys_size(v->values);
        size_t i;

        status = fc_keys_add(v->values, &value, NULL, &i);
        if (status != FC_OK)
            break;
        if (i == known)
            v->cell[i] = c;
        else if (!same_parents(panel, v->cell[i], c, v->first, k))
            v->ambiguous[i] = true;
    }
    return status;
}

/* Dimensions stand in the order of the keys; a cell has all keys of each. */
static void find_dimensions(an_plan_keys *keys)
{
    const fc_hierarchy *h = keys->sales->hierarchy;
    size_t k = 0;

    for (size_t d = 0; d < fc_hierarchy_n_dimensions(h); d++) {
        const size_t first = k, depth = fc_hierarchy_depth(h, fc_hierarchy_size(h) - 1, d);

        for (; k < first + depth; k++)
            keys->key[k].first = first;
    }
}

fc_status an_plan_keys_new(const an_sales *sales, an_plan_keys **keys)
{
    fc_status status = FC_OK;

    *keys = calloc(1, sizeof **keys);
    if (!*keys)
        return fc_no_memory();
    (*keys)->sales = sales;
    find_dimensions(*keys);
    for (size_t k = 0; status == FC_OK && k < sales->n_keys; k++)
        status = collect(sales->panel, k, &(*keys)->key[k]);
    if (status != FC_OK) {
        an_plan_keys_free(*keys);
        *keys = NULL;
    }
    return status;
}

void an_plan_keys_free(an_plan_keys *keys)
{
    for (size_t k = 0; keys && k < AN_MAX_KEYS; k++) {
        fc_keys_free(keys->key[k].values);
        free(keys->key[k].cell);
        free(keys->key[k].ambiguous);
    }
    free(keys);
}

bool an_plan_keys_has(const an_plan_keys *keys, size_t k, const char *value)
{
    return fc_keys_find(keys->key[k].values, &value) != SIZE_MAX;
}

const char *an_plan_keys_nearest(const an_plan_keys *keys, size_t k, const char *value)
{
    const fc_keys *values = keys->key[k].values;
    size_t least = strlen(value) / 3 + 2; /* what is this far off is another word */
    const char *nearest = NULL;

    for (size_t i = 0; i < fc_keys_size(values); i++) {
        const char *candidate = fc_keys_tuple(values, i)[0];
        const size_t distance = an_alias_distance(value, candidate);

        if (distance < least) {
            least = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

void an_plan_keys_complete(const an_plan_keys *keys, const char **tuple)
{
    for (size_t k = keys->sales->n_keys; k-- > 0;) {
        const key_values *v = &keys->key[k];
        const size_t i = v->first < k ? fc_keys_find(v->values, &tuple[k]) : SIZE_MAX;

        if (i == SIZE_MAX || v->ambiguous[i])
            continue;
        for (size_t above = v->first; above < k; above++)
            if (strcmp(tuple[above], "*") == 0)
                tuple[above] = fc_panel_key(keys->sales->panel, v->cell[i], above);
    }
}

size_t an_plan_keys_loose(const an_plan_keys *keys, const char *const *tuple)
{
    for (size_t k = 1; k < keys->sales->n_keys; k++)
        if (keys->key[k].first < k && strcmp(tuple[k], "*") != 0 && strcmp(tuple[k - 1], "*") == 0)
            return k;
    return SIZE_MAX;
}
