/* win_record.c - looks back to ends of periods and holds what was said of deals against what came.
 *
 * Brier (1950), Verification of forecasts expressed in terms of probability. */
#include "analysis/pipeline/win_record.h"

#include <math.h>
#include <stdlib.h>

enum { DAYS_MOST = 12, DAYS_LEAST = 3, DEALS_LEAST = 30, BASE_PERIODS = 6 };

/* Deals times days that are looked at; at least DAYS_LEAST days. */
static const size_t LOOKS_MOST = 3000000;

void an_win_record_clear(an_win_record *record)
{
    free(record->bins);
    *record = (an_win_record){0};
}

/* The share of deals open at earlier ends of periods that were won `lead` periods on. */
static double base_rate(const an_deals *view, fc_period last, fc_period lead)
{
    const fc_calendar *c = &view->calendar;
    double won = 0, n = 0;

    for (fc_period back = 1; back <= BASE_PERIODS; back++) {
        const fc_date day = fc_calendar_end(c, last - back - lead);
        const fc_date from = fc_calendar_start(c, last - back + 1);
        const fc_date to = fc_calendar_end(c, last - back + 1);

        for (size_t i = 0; i < view->n; i++) {
            const an_deal_state *then =
                view->deals[i].created > day ? NULL : an_deals_state(view, &view->deals[i], day);
            const an_deal_state *now = an_deals_last(view, &view->deals[i]);

            if (!then || then->outcome != AN_DEAL_OPEN)
                continue;
            n++;
            won += now->outcome == AN_DEAL_WON && now->close >= from && now->close <= to;
        }
    }
    return n > 0 ? won / n : 0;
}

/* What stands at the end of the period before `now`, and what is known today. */
typedef struct {
    const an_book *book;
    const an_outlook *then;
    fc_period last;
    size_t n_leads;
    double base[AN_RECORD_LEADS];
} look;

static void judge_deal(const look *l, size_t i, const an_deal_state *now, an_win_record *r)
{
    const an_outlook *o = l->then;
    const an_deals *view = o->learned->deals;
    const an_deal_state *state = an_deals_last(view, &view->deals[i]);
    const size_t due = an_outlook_due(o, &view->deals[i], state);
    double win[AN_LEADS_MAX], loss[AN_LEADS_MAX];

    an_learned_chances(o->learned, i, win, loss);
    for (size_t h = 0; h < l->n_leads; h++) {
        const double came =
            now->outcome == AN_DEAL_WON &&
            fc_calendar_period(&view->calendar, now->close) == l->last + 1 + (fc_period)h;
        const double said[AN_N_SAID] = {win[h], l->base[h],
                                        due == h ? an_outlook_stated(o, state) : 0};
        const size_t bin = win[0] >= 1 ? AN_RECORD_BINS - 1 : (size_t)(win[0] * AN_RECORD_BINS);
        double *parts =
            r->bins + (an_book_cell(l->book, state) * AN_RECORD_BINS + bin) * AN_RECORD_PARTS;

        for (size_t m = 0; m < AN_N_SAID; m++)
            r->brier[m][h] += (said[m] - came) * (said[m] - came);
        r->deals[h]++;
        if (h > 0)
            continue;
        parts[AN_RECORD_DEALS]++;
        parts[AN_RECORD_WON] += came;
        parts[AN_RECORD_SAID] += win[0];
    }
}

/* Both lists are in the order of ids; the view has some of the deals. */
static void judge(const look *l, an_win_record *r)
{
    const an_deals *all = l->book->deals, *view = l->then->learned->deals;

    for (size_t i = 0, k = 0; i < view->n; i++, k++) {
        while (all->deals[k].first != view->deals[i].first)
            k++;
        if (an_deals_last(view, &view->deals[i])->outcome == AN_DEAL_OPEN)
            judge_deal(l, i, an_deals_last(all, &all->deals[k]), r);
    }
}

/* The end of one past period; *known is false where there were too few deals to learn from. */
static fc_status look_back(const an_book *book, fc_period last, size_t n_leads, an_win_record *r,
                           bool *known)
{
    const an_outlook_options how = {.horizon = AN_RECORD_LEADS};
    look l = {.book = book, .last = last, .n_leads = n_leads};
    an_outlook *then = NULL;
    an_deals view;
    size_t n_ended = 0;
    fc_status status =
        an_deals_cut(book->deals, fc_calendar_end(&book->deals->calendar, last), &view);

    if (status != FC_OK)
        return status;
    for (size_t i = 0; i < view.n; i++)
        n_ended += an_deals_last(&view, &view.deals[i])->outcome != AN_DEAL_OPEN;
    *known = n_ended >= DEALS_LEAST;
    if (*known)
        status = an_outlook_new(book, &view, &how, &then);
    if (status == FC_OK && *known) {
        l.then = then;
        for (size_t h = 0; h < n_leads; h++)
            l.base[h] = base_rate(&view, last, (fc_period)h);
        judge(&l, r);
        r->n_days++;
    }
    an_outlook_free(then);
    free(view.deals);
    return status;
}

fc_status an_win_record_make(const an_book *book, an_win_record *r)
{
    const size_t looks = LOOKS_MOST / (book->deals->n + 1);
    const size_t days = looks > DAYS_MOST ? DAYS_MOST : looks < DAYS_LEAST ? DAYS_LEAST : looks;
    fc_status status = FC_OK;
    bool known = true;

    *r = (an_win_record){
        .bins = calloc(book->n_cells * AN_RECORD_BINS * AN_RECORD_PARTS + 1, sizeof *r->bins)};
    if (!r->bins)
        return fc_no_memory();
    for (size_t back = 1; status == FC_OK && known && back <= days; back++)
        status = look_back(book, book->now - 1 - (fc_period)back,
                           back < AN_RECORD_LEADS ? back : AN_RECORD_LEADS, r, &known);
    for (size_t h = 0; h < AN_RECORD_LEADS; h++)
        for (size_t m = 0; m < AN_N_SAID; m++)
            r->brier[m][h] = r->deals[h] > 0 ? r->brier[m][h] / r->deals[h] : NAN;
    if (status != FC_OK)
        an_win_record_clear(r);
    return status;
}
