/* pipeline_rolling.h - the pipeline's forecasts as they would have been at month ends of the past,
 * beside what came. */
#ifndef TESTS_UNIT_PIPELINE_ROLLING_H
#define TESTS_UNIT_PIPELINE_ROLLING_H

#include "analysis/pipeline/blend.h"
#include "analysis/pipeline/deals_read.h"
#include "analysis/pipeline/outlook.h"
#include "tests/unit/assert.h"

enum { ROLLING_LEADS = 3, ROLLING_BINS = 10 };

typedef enum {
    ROLLING_TRAILING, /* mean of the last three months */
    ROLLING_WEIGHTED, /* by the CRM's probability, at the constant win rate where there is none */
    ROLLING_CONSTANT,
    ROLLING_LEARNED,
    ROLLING_HISTORY, /* the model of the history */
    ROLLING_BLEND,
    ROLLING_METHODS
} rolling_method;

static const char *const ROLLING_NAMES[] = {"trailing mean", "CRM-weighted", "constant rate",
                                            "learned",       "history",      "blend"};

/* Sums of absolute errors and of what came: [0] of the total, [1] of the nodes below it. */
typedef struct {
    double errors[2][ROLLING_METHODS][ROLLING_LEADS], came[2][ROLLING_LEADS];
    double brier[3][ROLLING_LEADS], deals[ROLLING_LEADS]; /* learned, base rate, CRM's */
    double bins[ROLLING_BINS][3];                         /* deals, said, won: lead 1 */
    size_t n_days;
} rolling;

/* Error of a method over what came. */
static inline double rolling_error(const rolling *r, int below, rolling_method m, size_t lead)
{
    return r->errors[below][m][lead] / r->came[below][lead];
}

/* The share of deals open at earlier month ends that were won `lead` months on. */
static inline double rolling_base(const an_deals *view, fc_period last, size_t lead)
{
    const fc_calendar *c = &view->calendar;
    double won = 0, n = 0;

    for (fc_period back = 1; back <= 6; back++)
        for (size_t i = 0; i < view->n; i++) {
            const fc_period origin = last - back - (fc_period)lead;
            const an_deal_state *then =
                an_deals_state(view, &view->deals[i], fc_calendar_end(c, origin));
            const an_deal_state *now = an_deals_last(view, &view->deals[i]);

            if (!then || then->outcome != AN_DEAL_OPEN)
                continue;
            n++;
            won +=
                now->outcome == AN_DEAL_WON && fc_calendar_period(c, now->close) == last - back + 1;
        }
    return n > 0 ? won / n : 0;
}

/* What the CRM says of a deal in one month: its probability, or the win rate, where it is due. */
static inline double rolling_crm(const an_outlook *o, const an_deal *deal,
                                 const an_deal_state *state, size_t lead)
{
    const fc_date due =
        state->close != FC_DATE_NONE ? state->close : deal->created + (fc_date)o->cycle;
    const fc_period period = fc_calendar_period(&o->learned->deals->calendar, due);
    const fc_period off = period < o->learned->now ? 0 : period - o->learned->now;

    if (off != (fc_period)lead)
        return 0;
    return isnan(state->probability) ? o->win_rate : state->probability;
}

static inline void rolling_score_deals(const an_deals *all, const an_outlook *o, fc_period last,
                                       size_t n_leads, rolling *r)
{
    const an_deals *view = o->learned->deals;
    const fc_calendar *c = &all->calendar;
    double base[ROLLING_LEADS];
    size_t seen = 0;

    for (size_t h = 0; h < n_leads; h++)
        base[h] = rolling_base(view, last, h);
    for (size_t i = 0; i < all->n; i++) {
        const an_deal_state *then = an_deals_state(all, &all->deals[i], view->as_of);
        const an_deal_state *now = an_deals_last(all, &all->deals[i]);
        double win[AN_LEADS_MAX], loss[AN_LEADS_MAX];

        if (!then)
            continue;
        seen++;
        if (then->outcome != AN_DEAL_OPEN)
            continue;
        an_learned_chances(o->learned, seen - 1, win, loss);
        for (size_t h = 0; h < n_leads; h++) {
            const double came = now->outcome == AN_DEAL_WON &&
                                fc_calendar_period(c, now->close) == last + 1 + (fc_period)h;
            const double said[] = {win[h], base[h],
                                   rolling_crm(o, &view->deals[seen - 1], then, h)};
            double *bin = r->bins[win[h] >= 1 ? ROLLING_BINS - 1 : (int)(win[h] * ROLLING_BINS)];

            for (size_t m = 0; m < 3; m++)
                r->brier[m][h] += (said[m] - came) * (said[m] - came);
            r->deals[h]++;
            if (h > 0)
                continue;
            bin[0]++;
            bin[1] += win[h];
            bin[2] += came;
        }
    }
}

/* One month end: forecasts of all methods, and what came. */
static inline void rolling_step(const an_deals *deals, an_book *book, const char *model,
                                fc_period last, fc_period end, rolling *r)
{
    const fc_hierarchy *h = book->won.hierarchy;
    const fc_calendar *c = &deals->calendar;
    const size_t n_leads = last + ROLLING_LEADS <= end ? ROLLING_LEADS : (size_t)(end - last);
    const an_outlook_options how = {.horizon = ROLLING_LEADS};
    const fc_forecast_options core = {
        .model = model, .last = last, .horizon = ROLLING_LEADS, .n_paths = 100};
    an_deals view;
    an_outlook *o;
    fc_forecasts *history, *blended;
    an_blend *blend;

    assert_ok(an_deals_cut(deals, fc_calendar_end(c, last), &view));
    assert_ok(an_outlook_new(book, &view, &how, &o));
    book->won.last_date = fc_calendar_end(c, last);
    assert_ok(fc_forecasts_run(h, c, &core, &history));
    assert_ok(fc_forecasts_run(h, c, &core, &blended));
    assert_ok(an_blend_new(&book->won, deals, &core, blended, &blend));
    for (size_t node = 0; node < fc_hierarchy_size(h); node++) {
        double past[3], came[ROLLING_LEADS];

        fc_hierarchy_values(h, node, AN_AMOUNT, last - 2, 3, past);
        fc_hierarchy_values(h, node, AN_AMOUNT, last + 1, n_leads, came);
        for (size_t k = 0; k < n_leads; k++) {
            const double said[ROLLING_METHODS] = {
                (past[0] + past[1] + past[2]) / 3,
                an_outlook_part_of(o, node, AN_OUTLOOK_WEIGHTED, k),
                an_outlook_part_of(o, node, AN_OUTLOOK_CONSTANT, k),
                an_outlook_expected(o, node, k),
                fc_forecasts_mean(history, node)[k],
                fc_forecasts_mean(blended, node)[k],
            };

            r->came[node > 0][k] += came[k];
            for (size_t m = 0; m < ROLLING_METHODS; m++)
                r->errors[node > 0][m][k] += fabs(came[k] - said[m]);
        }
    }
    rolling_score_deals(deals, o, last, n_leads, r);
    r->n_days++;
    an_blend_free(blend);
    fc_forecasts_free(blended);
    fc_forecasts_free(history);
    an_outlook_free(o);
    free(view.deals);
}

/* Month ends from .. to ("2020-03") of an export with dates. */
static inline rolling rolling_run(const char *file, const an_deals_options *options,
                                  const char *model, const char *from, const char *to)
{
    an_problems *found;
    an_deals *deals;
    an_book *book;
    rolling r = {0};
    fc_period first, last, end;
    fc_unit unit;

    assert_ok(an_problems_new(&found));
    assert_ok(an_deals_read(&file, 1, options, found, &deals));
    assert_ok(an_book_new(deals, &book));
    assert_true(fc_calendar_parse(&deals->calendar, from, &unit, &first));
    assert_true(fc_calendar_parse(&deals->calendar, to, &unit, &last));
    end = fc_calendar_period(&deals->calendar, deals->as_of + 1) - 1;
    for (fc_period p = first; p <= last && p < end; p++)
        rolling_step(deals, book, model, p, end, &r);
    an_book_free(book);
    an_deals_free(deals);
    an_problems_free(found);
    return r;
}

static const char ROLLING_MAVEN[] = "../shared/data/crm_maven/sales_pipeline.csv";
static const char ROLLING_PRICES[] = "../shared/data/crm_maven/products.csv";
static const char ROLLING_TEAMS[] = "../shared/data/crm_maven/sales_teams.csv";
static const char ROLLING_MS[] = "../shared/data/crm_ms_regional_sales/opportunities.csv";

/* The Maven deals with the region of their agents as a further column, in a file of this name.
 * False where the data are not there. */
static inline bool rolling_join(const char *name)
{
    FILE *deals = fopen(ROLLING_MAVEN, "r"), *teams = fopen(ROLLING_TEAMS, "r"), *out = NULL;
    char line[1024], agents[64][64], regions[64][32];
    size_t n = 0;
    bool joined = false;

    if (!deals || !teams || !(out = fopen(name, "w")))
        goto done;
    while (n < 64 && fgets(line, sizeof line, teams))
        n += sscanf(line, "%63[^,],%*[^,],%31[^\r\n]", agents[n], regions[n]) == 2;
    for (bool header = true; fgets(line, sizeof line, deals); header = false) {
        const char *region = "region";
        char agent[64] = "";

        line[strcspn(line, "\r\n")] = '\0';
        sscanf(line, "%*[^,],%63[^,]", agent);
        for (size_t i = 1; !header && i < n; i++)
            if (strcmp(agents[i], agent) == 0)
                region = regions[i];
        fprintf(out, "%s,%s\n", line, region);
    }
    joined = true;
done:
    if (deals)
        fclose(deals);
    if (teams)
        fclose(teams);
    if (out)
        fclose(out);
    return joined;
}

static inline an_deals_options rolling_options(const char *by, const char *prices)
{
    return (an_deals_options){.as_of = FC_DATE_NONE,
                              .by = by,
                              .prices = prices,
                              .calendar = {.unit = FC_MONTH, .fiscal_start = 1, .week_start = 1}};
}

#endif
