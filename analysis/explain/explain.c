/* explain.c - the parts of one number, in whole cents that add up. */
#include "analysis/explain/explain.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/text/text.h"
#include "forecast/forecasts/forecasts_parts.h"

enum { CENTS = 100, COMPONENTS = 7 };

/* A column that moves the number by less than this share is not told. */
static const double LEAST_SHARE = 5e-4;

static double cents(double amount)
{
    return round(amount * CENTS) / CENTS;
}

/* Parts of any size become whole cents: each is what the rounded running sum grows by. */
static void settle_cents(an_explanation *e)
{
    double exact = 0, told = 0;

    for (size_t i = 0; i < e->n; i++) {
        exact += e->parts[i].amount;
        e->parts[i].amount = cents(cents(exact) - told);
        told = cents(told + e->parts[i].amount);
    }
    e->total = told;
}

static an_explain_part *add(an_explanation *e, const char *item, double amount)
{
    an_explain_part *p = &e->parts[e->n++];

    *p = (an_explain_part){.amount = amount};
    snprintf(p->item, sizeof p->item, "%s", item);
    return p;
}

static int compare_parts(const void *a, const void *b)
{
    const double x = fabs(((const an_explain_part *)a)->amount);
    const double y = fabs(((const an_explain_part *)b)->amount);
    const int by_name =
        strcmp(((const an_explain_part *)a)->item, ((const an_explain_part *)b)->item);

    return x == y ? by_name : (x < y) - (x > y);
}

/* The cells that add up to the node, with their rows. */
static fc_status explain_actual(const an_explain_input *in, an_explanation *e)
{
    const fc_hierarchy *h = in->sales->hierarchy;
    const size_t bottom = fc_hierarchy_size(h) - fc_hierarchy_n_bottom(h);
    size_t n;
    const size_t *cells = fc_hierarchy_cells(h, in->node, &n);

    e->parts = malloc((n + 1) * sizeof *e->parts);
    if (!e->parts)
        return fc_no_memory();
    for (size_t c = 0; c < n; c++) {
        const size_t rows = fc_panel_rows(in->sales->panel, cells[c], in->period);
        char count[32];
        double amount = 0;

        if (rows == 0)
            continue;
        fc_panel_accumulate(in->sales->panel, cells[c], AN_AMOUNT, in->period, 1, &amount);
        snprintf(count, sizeof count, "%zu", rows);

        an_explain_part *p = add(e, fc_hierarchy_name(h, bottom + cells[c]), amount);

        an_text_fill(p->text, sizeof p->text, in->lang, "explain-rows", count, NULL);
    }
    qsort(e->parts, e->n, sizeof *e->parts, compare_parts);
    settle_cents(e);
    return FC_OK;
}

/* What each column multiplies the number by, one after another, and what that adds; returns what is
 * left over, which is less than a cent. */
static double add_effects(const an_explain_input *in, an_explanation *e, double amount,
                          double effects)
{
    size_t series;
    const fc_effects *f = fc_forecasts_effects(in->forecasts, in->node, &series);
    const double *b = f ? fc_effects_coefficients(f, series) : NULL;
    const double *error = f ? fc_effects_errors(f, series) : NULL;
    double told = 0, running = amount;

    for (size_t j = 0; f && amount != 0 && j < fc_regressors_size(in->regressors); j++) {
        const fc_regressor *r = fc_regressors_at(in->regressors, j);
        const double x = fc_regressors_value(in->regressors, j, in->node, in->period);
        const double grown = running * exp(b[j] * x);

        if (!fc_effects_part_kept(f, series, r->part) || fabs(b[j] * x) < LEAST_SHARE)
            continue;

        an_explain_part *p = add(e, r->name, grown - running);
        char own[32], spread[32], here[32];

        snprintf(own, sizeof own, "%.4g", b[j]);
        snprintf(spread, sizeof spread, "%.2g", error[j]);
        snprintf(here, sizeof here, "%.4g", x);
        an_text_fill(p->text, sizeof p->text, in->lang,
                     isfinite(error[j]) ? "explain-effect" : "explain-effect-shared", own, spread,
                     here, NULL);
        told += grown - running;
        running = grown;
    }
    if (fabs(effects - told) < 0.5 / CENTS)
        return effects - told;
    snprintf(add(e, "small effects", effects - told)->text, AN_EXPLAIN_TEXT, "%s",
             an_text(in->lang, "explain-small"));
    return 0;
}

/* What deals add to the history's forecast, by their weight. */
static void add_deals(const an_explain_input *in, an_explanation *e, double amount)
{
    const size_t at = in->node * in->blend->horizon + e->step;
    an_explain_part *part = add(e, "deals", amount);
    char weight[32], deals[64], history[64];
    an_unit unit;

    if (isnan(in->blend->pipeline[at])) {
        snprintf(part->text, sizeof part->text, "%s", an_text(in->lang, "explain-no-deals"));
        return;
    }
    an_unit_parse(in->unit, in->lang, fabs(in->blend->history[at]), &unit);
    snprintf(weight, sizeof weight, "%.2f", in->blend->weight[at]);
    an_money(in->blend->pipeline[at], unit, deals, sizeof deals);
    an_money(in->blend->history[at], unit, history, sizeof history);
    an_text_fill(part->text, sizeof part->text, in->lang, "explain-deals", weight, deals, history,
                 NULL);
}

/* Who changed the node itself in that period, where anybody did. */
static void tell_override(const an_explain_input *in, size_t step, an_explain_part *part)
{
    const an_overrides *o = in->overrides;

    for (size_t i = 0; i < o->n; i++) {
        const an_override *row = &o->rows[i];

        if (row->step != step || row->node != in->node || in->period < row->first ||
            in->period > row->last)
            continue;
        snprintf(part->text, sizeof part->text, "%s:%zu%s%s%s%s", o->file, row->line,
                 row->author && *row->author ? " " : "", row->author ? row->author : "",
                 row->note && *row->note ? ": " : "", row->note ? row->note : "");
        return;
    }
    snprintf(part->text, sizeof part->text, "%s", an_text(in->lang, "explain-override-spread"));
}

/* What each step of overrides did to the number. */
static void add_overrides(const an_explain_input *in, an_explanation *e)
{
    const an_overrides *o = in->overrides;
    double before = fc_forecasts_mean(in->forecasts, in->node)[e->step];

    for (size_t s = 0; o && s < o->n_steps; s++) {
        const double after = o->values[s][in->node * o->horizon + e->step];
        char item[AN_EXPLAIN_ITEM];

        snprintf(item, sizeof item, "by hand: %s", o->steps[s]);
        if (after != before)
            tell_override(in, s, add(e, item, after - before));
        before = after;
    }
}

static fc_status explain_forecast(const an_explain_input *in, an_explanation *e)
{
    const fc_forecast_parts p = fc_forecasts_parts(in->forecasts, in->node, e->step);
    const size_t columns = in->regressors ? fc_regressors_size(in->regressors) : 0;
    const struct {
        const char *item;
        double amount;
    } model[] = {{"level", p.level}, {"trend", p.trend}, {"season", p.season}};

    double rest;

    e->parts = malloc((COMPONENTS + columns + AN_OVERRIDE_STEPS + 1) * sizeof *e->parts);
    if (!e->parts)
        return fc_no_memory();
    for (size_t i = 0; i < 3; i++) {
        char id[32];
        an_explain_part *part = add(e, model[i].item, model[i].amount);

        snprintf(id, sizeof id, "explain-%s", model[i].item);
        snprintf(part->text, sizeof part->text, "%s", an_text(in->lang, id));
    }
    rest = add_effects(in, e, p.level + p.trend + p.season, p.effects);
    if (p.panel != 0)
        add(e, "panel learning", p.panel);
    if (in->blend)
        add_deals(in, e, p.blended);
    snprintf(add(e, "reconciliation", p.reconciliation + rest)->text, AN_EXPLAIN_TEXT, "%s",
             an_text(in->lang, "explain-reconciliation"));
    add_overrides(in, e);
    settle_cents(e);
    return FC_OK;
}

fc_status an_explain(const an_explain_input *in, an_explanation *e)
{
    const fc_period next = fc_forecasts_first_of(in->forecasts, in->node);
    const fc_period last = next + (fc_period)fc_forecasts_horizon(in->forecasts) - 1;
    char label[FC_LABEL_SIZE], from[FC_LABEL_SIZE], to[FC_LABEL_SIZE];
    fc_period first, end;
    fc_status status;

    *e = (an_explanation){.is_forecast = in->period >= next};
    fc_panel_span(in->sales->panel, &first, &end);
    if (in->period < first || in->period > last) {
        fc_calendar_label(&in->sales->calendar, in->period, label);
        fc_calendar_label(&in->sales->calendar, first, from);
        fc_calendar_label(&in->sales->calendar, last, to);
        return fc_fail(FC_EDATA, "%s lies outside what is known or forecast, %s to %s", label, from,
                       to);
    }
    e->step = e->is_forecast ? (size_t)(in->period - next) : 0;
    status = e->is_forecast ? explain_forecast(in, e) : explain_actual(in, e);
    if (status != FC_OK)
        an_explanation_clear(e);
    return status;
}

void an_explanation_clear(an_explanation *e)
{
    free(e->parts);
    *e = (an_explanation){0};
}
