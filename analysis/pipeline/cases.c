/* cases.c - numbers the levels of each factor. */
#include "analysis/pipeline/cases.h"

#include <stdlib.h>

#include "analysis/pipeline/roles.h"

/* A factor with more levels than this share of the deals says nothing about the next deal. */
static const double MOST_LEVELS = 0.2;

void an_cases_free(an_cases *cases)
{
    free(cases->cases);
    free(cases->levels);
    *cases = (an_cases){0};
}

/* An export often holds only what ended since some day. A deal created before it is here because it
 * had not ended by then: it is watched from that day on (delayed entry; Keiding (1992), Independent
 * delayed entry). */
static fc_date first_end(const an_deals *deals)
{
    fc_date first = deals->as_of;

    for (size_t i = 0; i < deals->n; i++) {
        const an_deal_state *last = an_deals_last(deals, &deals->deals[i]);

        if (last->outcome != AN_DEAL_OPEN && last->close < first)
            first = last->close;
    }
    return first;
}

static fc_status watch(an_cases *c)
{
    const an_deals *deals = c->deals;
    const fc_calendar *calendar = &deals->calendar;
    fc_date first = deals->as_of;

    c->watched = first_end(deals);
    c->cases = malloc((c->n + 1) * sizeof *c->cases);
    if (!c->cases)
        return fc_no_memory();
    for (size_t i = 0; i < c->n; i++) {
        const an_deal *deal = &deals->deals[i];
        const an_deal_state *last = an_deals_last(deals, deal);
        const fc_date end = last->outcome == AN_DEAL_OPEN ? deals->as_of : last->close;

        const int32_t days = end > deal->created ? end - deal->created : 1;
        const int32_t before = c->watched - 1 - deal->created;

        c->cases[i] = (an_case){.days = days,
                                .entry = before < 0      ? 0
                                         : before < days ? before
                                                         : days - 1,
                                .outcome = last->outcome};
        if (deal->created < first)
            first = deal->created;
    }
    c->first = fc_calendar_period(calendar, first);
    return FC_OK;
}

/* Numbers what stands in one place of the labels; *n is 0 where there are too many levels. */
static fc_status number_labels(const an_cases *c, size_t place, uint32_t *level_of, uint32_t *out,
                               size_t stride, size_t *n)
{
    const an_deals *deals = c->deals;
    fc_keys *names;
    fc_status status = fc_keys_new(1, &names);

    for (size_t l = 0; l < fc_keys_size(deals->labels); l++)
        level_of[l] = UINT32_MAX;
    for (size_t i = 0; status == FC_OK && i < c->n; i++) {
        const uint32_t label = an_deals_last(deals, &deals->deals[i])->labels;

        if (level_of[label] == UINT32_MAX) {
            const char *name = fc_keys_tuple(deals->labels, label)[place];
            size_t number;

            status = fc_keys_add(names, &name, NULL, &number);
            level_of[label] = (uint32_t)number;
        }
        out[i * stride] = level_of[label];
    }
    *n = status == FC_OK ? fc_keys_size(names) : 0;
    fc_keys_free(names);
    return status;
}

/* Whether a key is the same column as a trait. */
static bool is_trait(const an_deals *deals, size_t key)
{
    const an_role role = an_role_of(deals->key_names[key]);

    return role != AN_N_ROLES && role >= AN_ROLE_OWNER && deals->has_trait[role - AN_ROLE_OWNER];
}

static void number_creation(an_cases *c, size_t stride)
{
    const fc_calendar *calendar = &c->deals->calendar;

    for (size_t i = 0; i < c->n; i++)
        c->levels[i * stride] =
            (uint32_t)(fc_calendar_period(calendar, c->deals->deals[i].created) - c->first);
    c->n_levels[0] = (size_t)(fc_calendar_period(calendar, c->deals->as_of) - c->first) + 1;
    c->names[0] = "created";
}

fc_status an_cases_new(const an_deals *deals, an_cases *cases)
{
    const size_t n_labels = fc_keys_size(deals->labels);
    static const char *const NAMES[] = {"owner",  "region",  "product", "channel",
                                        "source", "segment", "pipeline"};
    uint32_t *level_of = malloc((n_labels + 1) * sizeof *level_of);
    size_t places[AN_FACTORS_MAX], n = 1;
    fc_status status;

    *cases = (an_cases){.deals = deals, .n = deals->n};
    for (size_t t = 0; t < AN_N_TRAITS; t++)
        if (deals->has_trait[t]) {
            cases->names[n] = NAMES[t];
            places[n++] = deals->n_keys + t;
        }
    for (size_t k = 0; k < deals->n_keys; k++)
        if (!is_trait(deals, k)) {
            cases->names[n] = deals->key_names[k];
            places[n++] = k;
        }
    cases->n_factors = n;
    cases->levels = malloc((cases->n * n + 1) * sizeof *cases->levels);
    status = level_of && cases->levels ? watch(cases) : fc_no_memory();
    if (status == FC_OK)
        number_creation(cases, n);
    for (size_t f = 1; status == FC_OK && f < n; f++) {
        status =
            number_labels(cases, places[f], level_of, cases->levels + f, n, &cases->n_levels[f]);
        if ((double)cases->n_levels[f] > MOST_LEVELS * (double)cases->n + 2)
            cases->n_levels[f] = 0;
    }
    free(level_of);
    return status;
}
