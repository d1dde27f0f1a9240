/* stage_order.c - sorts the stages. */
#include "analysis/pipeline/stage_order.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 200 };

typedef struct {
    uint16_t stage;
    const char *name;
    double n_probable, probability; /* sums */
    double n, age;
} candidate;

void an_stage_order_free(an_stage_order *order)
{
    free(order->stages);
    free(order->place);
    free(order->probability);
    *order = (an_stage_order){0};
}

static int compare(double a, double b)
{
    return (a > b) - (a < b);
}

static int by_probability(const void *a, const void *b)
{
    const candidate *x = a, *y = b;
    const int order = compare(x->probability / x->n_probable, y->probability / y->n_probable);

    return order ? order : strcmp(x->name, y->name);
}

static int by_age(const void *a, const void *b)
{
    const candidate *x = a, *y = b;
    const int order = compare(x->age / x->n, y->age / y->n);

    return order ? order : strcmp(x->name, y->name);
}

/* Sums over the states in which open deals entered each stage. */
static void add_up(const an_deals *deals, candidate *list)
{
    for (size_t i = 0; i < deals->n; i++) {
        const an_deal *deal = &deals->deals[i];
        uint16_t stage = AN_STAGE_NONE;

        for (size_t k = 0; k < deal->n; k++) {
            const an_deal_state *s = &deals->states[deal->first + k];
            candidate *c = &list[s->stage == AN_STAGE_NONE ? 0 : s->stage];

            if (s->stage == AN_STAGE_NONE || s->outcome != AN_DEAL_OPEN)
                continue;
            if (!isnan(s->probability)) {
                c->n_probable++;
                c->probability += s->probability;
            }
            if (s->stage != stage) {
                c->n++;
                c->age += s->from - deal->created;
            }
            stage = s->stage;
        }
    }
}

static fc_status fill(const candidate *list, size_t n_stages, an_stage_order *order)
{
    order->stages = malloc((order->n + 1) * sizeof *order->stages);
    order->place = malloc((n_stages + 1) * sizeof *order->place);
    order->probability = malloc((order->n + 1) * sizeof *order->probability);
    if (!order->stages || !order->place || !order->probability)
        return fc_no_memory();
    for (size_t s = 0; s < n_stages; s++)
        order->place[s] = SIZE_MAX;
    for (size_t i = 0; i < order->n; i++) {
        order->stages[i] = list[i].stage;
        order->place[list[i].stage] = i;
        order->probability[i] =
            list[i].n_probable > 0 ? list[i].probability / list[i].n_probable : NAN;
    }
    return FC_OK;
}

fc_status an_stage_order_find(const an_deals *deals, an_stage_order *order)
{
    const size_t n_stages = fc_keys_size(deals->stages);
    candidate *list = calloc(n_stages + 1, sizeof *list);
    bool probable = true;
    fc_status status = FC_OK;

    *order = (an_stage_order){0};
    if (!list)
        return fc_no_memory();
    for (size_t s = 0; s < n_stages; s++)
        list[s] = (candidate){.stage = (uint16_t)s, .name = fc_keys_tuple(deals->stages, s)[0]};
    add_up(deals, list);
    for (size_t s = 0; s < n_stages; s++)
        if (list[s].n > 0) {
            probable = probable && list[s].n_probable > 0;
            list[order->n++] = list[s];
        }
    if (order->n > MOST)
        status = fc_fail(FC_EDATA,
                         "the deals have %zu stages; more than %d are no stages: name "
                         "another column with --column stage=COLUMN",
                         order->n, MOST);
    if (status == FC_OK) {
        qsort(list, order->n, sizeof *list, probable ? by_probability : by_age);
        status = fill(list, n_stages, order);
    }
    free(list);
    return status;
}
