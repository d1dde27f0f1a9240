/* deals.c - looks states up. */
#include "analysis/pipeline/deals.h"

#include <stdlib.h>

void an_deals_free(an_deals *deals)
{
    if (!deals)
        return;
    for (size_t k = 0; k < deals->n_keys; k++)
        free(deals->key_names[k]);
    fc_keys_free(deals->texts);
    fc_keys_free(deals->labels);
    fc_keys_free(deals->stages);
    free(deals->snapshots);
    free(deals->deals);
    free(deals->states);
    free(deals);
}

const an_deal_state *an_deals_state(const an_deals *deals, const an_deal *deal, fc_date day)
{
    const an_deal_state *found = NULL;

    for (size_t i = 0; i < deal->n && deals->states[deal->first + i].from <= day; i++)
        found = &deals->states[deal->first + i];
    return found;
}

fc_status an_deals_cut(const an_deals *deals, fc_date day, an_deals *view)
{
    *view = *deals;
    view->deals = malloc((deals->n + 1) * sizeof *view->deals);
    view->n = 0;
    view->as_of = day;
    if (!view->deals)
        return fc_no_memory();
    for (size_t i = 0; i < deals->n; i++) {
        const an_deal_state *last = an_deals_state(deals, &deals->deals[i], day);

        if (!last)
            continue;
        view->deals[view->n] = deals->deals[i];
        view->deals[view->n++].n = (uint32_t)(last - (deals->states + deals->deals[i].first) + 1);
    }
    while (view->n_snapshots > 0 && view->snapshots[view->n_snapshots - 1] > day)
        view->n_snapshots--;
    view->has_close_history = view->n_snapshots > 1 || view->has_log;
    return FC_OK;
}

const char *an_deals_id(const an_deals *deals, const an_deal *deal)
{
    return fc_keys_tuple(deals->texts, deal->text)[0];
}

const char *an_deals_name(const an_deals *deals, const an_deal *deal)
{
    return fc_keys_tuple(deals->texts, deal->text)[1];
}

const char *an_deals_account(const an_deals *deals, const an_deal *deal)
{
    return fc_keys_tuple(deals->texts, deal->text)[2];
}

const char *an_deals_stage(const an_deals *deals, uint16_t stage)
{
    return stage == AN_STAGE_NONE ? "" : fc_keys_tuple(deals->stages, stage)[0];
}

const char *const *an_deals_keys(const an_deals *deals, const an_deal_state *state)
{
    return fc_keys_tuple(deals->labels, state->labels);
}

const char *an_deals_trait(const an_deals *deals, const an_deal_state *state, an_trait trait)
{
    return fc_keys_tuple(deals->labels, state->labels)[deals->n_keys + trait];
}

unsigned an_deals_pushes(const an_deals *deals, const an_deal *deal, fc_date day)
{
    unsigned seen = 0, told = 0;
    fc_date due = FC_DATE_NONE;

    for (size_t i = 0; i < deal->n; i++) {
        const an_deal_state *s = &deals->states[deal->first + i];

        if (s->from > day)
            break;
        if (s->pushes > told)
            told = s->pushes;
        if (s->outcome != AN_DEAL_OPEN || s->close == FC_DATE_NONE)
            continue;
        seen += due != FC_DATE_NONE && s->close > due;
        due = s->close;
    }
    return seen > told ? seen : told;
}
