/* explain_table.c - the story of one number as a table, and a sentence. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/explain/explain.h"
#include "analysis/table/forecast_table.h"
#include "analysis/text/text.h"
#include "forecast/forecasts/forecasts_parts.h"

enum { MOST_PARAMETERS = 24, LARGEST = 3, NAME_SIZE = 256 };

static const an_column columns[] = {{"part", AN_TEXT},
                                    {"item", AN_TEXT},
                                    {"amount", AN_MONEY},
                                    {"value", AN_NUMBER},
                                    {"text", AN_TEXT}};

static void row(an_table *t, const char *part, const char *item, double amount, double value,
                const char *text)
{
    an_table_text(t, part);
    an_table_text(t, item);
    an_table_number(t, amount);
    an_table_number(t, value);
    an_table_text(t, text);
    an_table_end(t);
}

static const char *name_of(const an_explain_input *in)
{
    return in->node == 0 && in->sales->n_keys > 0
               ? an_text(in->lang, "total")
               : fc_hierarchy_name(in->sales->hierarchy, in->node);
}

static int compare_sizes(const void *a, const void *b)
{
    const an_explain_part *x = *(const an_explain_part *const *)a;
    const an_explain_part *y = *(const an_explain_part *const *)b;

    return (fabs(x->amount) < fabs(y->amount)) - (fabs(x->amount) > fabs(y->amount));
}

/* The name of a part in the report's language, where it is a word of ours. */
static const char *item_name(const an_explain_input *in, const an_explain_part *part)
{
    static const char *const ours[][2] = {{"trend", "explain-word-trend"},
                                          {"season", "explain-word-season"},
                                          {"deals", "explain-word-deals"},
                                          {"reconciliation", "explain-word-reconciliation"}};

    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (!strcmp(part->item, ours[i][0]))
            return an_text(in->lang, ours[i][1]);
    return part->item;
}

/* "trend +0.12 m, season -0.30 m": the largest parts, the level left out. */
static void list_parts(const an_explain_input *in, const an_explanation *e, const an_unit *unit,
                       char *text, size_t size)
{
    const an_explain_part **parts = malloc((e->n + 1) * sizeof *parts);
    size_t n = 0, used = 0;

    text[0] = '\0';
    for (size_t i = e->is_forecast; parts && i < e->n; i++)
        if (e->parts[i].amount != 0)
            parts[n++] = &e->parts[i];
    if (parts)
        qsort(parts, n, sizeof *parts, compare_sizes);
    for (size_t i = 0; i < n && i < LARGEST && used < size; i++) {
        char amount[64];

        an_money(parts[i]->amount, *unit, amount, sizeof amount);
        used += (size_t)snprintf(text + used, size - used, "%s%s %s%s",
                                 i ? an_text(in->lang, "comma") : "", item_name(in, parts[i]),
                                 e->is_forecast && parts[i]->amount > 0 ? "+" : "", amount);
    }
    free(parts);
}

void an_explain_sentence(const an_explain_input *in, const an_explanation *e, char *text,
                         size_t size)
{
    char label[FC_LABEL_SIZE], amount[64], level[64], list[512], n[32];
    an_unit unit;

    an_unit_parse(in->unit, in->lang, fabs(e->total), &unit);
    fc_calendar_label(&in->sales->calendar, in->period, label);
    an_money(e->total, unit, amount, sizeof amount);
    list_parts(in, e, &unit, list, sizeof list);
    snprintf(n, sizeof n, "%zu", e->n);
    if (e->n == 0) {
        an_text_fill(text, size, in->lang, "explain-nothing", name_of(in), label, NULL);
    } else if (e->is_forecast && *list == '\0') {
        an_text_fill(text, size, in->lang, "explain-flat", name_of(in), label, amount,
                     fc_forecasts_model(in->forecasts, in->node), NULL);
    } else if (e->is_forecast) {
        an_money(e->parts[0].amount, unit, level, sizeof level);
        an_text_fill(text, size, in->lang, "explain-forecast", name_of(in), label, amount, level,
                     list, NULL);
    } else {
        an_text_fill(text, size, in->lang, "explain-actual", name_of(in), label, amount, n, list,
                     NULL);
    }
}

static void add_history(const an_explain_input *in, an_table *t)
{
    const fc_series y = fc_forecasts_history(in->forecasts, in->node);
    const fc_period before = in->period - (fc_period)y.season_length;
    char from[FC_LABEL_SIZE], to[FC_LABEL_SIZE], span[2 * FC_LABEL_SIZE + 8];
    size_t n, rows = 0;
    const size_t *cells = fc_hierarchy_cells(in->sales->hierarchy, in->node, &n);
    double sum = 0;

    if (y.n == 0)
        return;
    fc_calendar_label(&in->sales->calendar, y.start, from);
    fc_calendar_label(&in->sales->calendar, y.start + (fc_period)y.n - 1, to);
    snprintf(span, sizeof span, "%s..%s", from, to);
    row(t, "history", "periods", NAN, (double)y.n, span);
    for (size_t c = 0; c < n; c++)
        for (size_t i = 0; i < y.n; i++)
            rows += fc_panel_rows(in->sales->panel, cells[c], y.start + (fc_period)i);
    for (size_t i = 0; i < y.n; i++)
        sum += isnan(y.y[i]) ? 0 : y.y[i];
    row(t, "history", "rows", round(100 * sum) / 100, (double)rows,
        an_text(in->lang, "explain-source"));
    if (before >= y.start && before < y.start + (fc_period)y.n) {
        fc_calendar_label(&in->sales->calendar, before, from);
        row(t, "history", "a season before", y.y[before - y.start], NAN, from);
    }
}

static void add_adjustments(const an_explain_input *in, an_table *t)
{
    size_t series;
    const fc_effects *f = fc_forecasts_effects(in->forecasts, in->node, &series);

    for (size_t p = 0; f && p < fc_regressors_parts(in->regressors); p++)
        row(t, "adjustment", fc_regressors_part_name(in->regressors, p), NAN,
            fc_effects_part_ratio(f, series, p),
            an_text(in->lang,
                    fc_effects_part_kept(f, series, p) ? "explain-kept" : "explain-not-kept"));
    if (f && fc_effects_ratio(f, series) != 1)
        row(t, "adjustment", "all that is kept", NAN, fc_effects_ratio(f, series),
            an_text(in->lang, "explain-together"));
}

/* What the history and what deals each said, and what the deals' word was worth. */
static void add_deals(const an_explain_input *in, size_t step, an_table *t)
{
    const an_blend *b = in->blend;
    const size_t at = b ? in->node * b->horizon + step : 0;

    if (!b)
        return;
    row(t, "deals", "history", b->history[at], NAN, an_text(in->lang, "explain-said-history"));
    row(t, "deals", "pipeline", b->pipeline[at], NAN, an_text(in->lang, "explain-said-deals"));
    row(t, "deals", "weight", NAN, b->weight[at], an_text(in->lang, "explain-deals-weight"));
    row(t, "deals", "past forecasts", NAN, (double)b->n_origins,
        an_text(in->lang, "explain-deals-origins"));
}

static void add_model(const an_explain_input *in, an_table *t)
{
    fc_parameter list[MOST_PARAMETERS];
    const size_t n = fc_forecasts_parameters(in->forecasts, in->node, list, MOST_PARAMETERS);
    const double share = fc_forecasts_member_share(in->forecasts, in->node);

    row(t, "model", "name", NAN, NAN, fc_forecasts_model(in->forecasts, in->node));
    for (size_t i = 0; i < n; i++) {
        char text[32];

        snprintf(text, sizeof text, "%.4g", list[i].value);
        row(t, "model", list[i].name, NAN, list[i].value, text);
    }
    if (share > 0)
        row(t, "model", "regression", NAN, share, an_text(in->lang, "explain-regression"));
    row(t, "model", "reconciler", NAN, NAN, fc_forecasts_reconciler(in->forecasts));
}

static fc_status add_ranges(const an_explain_input *in, const an_explanation *e, an_table *t)
{
    static const int levels[] = {80, 95};
    const size_t h = fc_forecasts_horizon(in->forecasts);
    const double *mean = fc_forecasts_mean(in->forecasts, in->node);
    const double moved =
        in->overrides
            ? an_overrides_final(in->overrides, in->forecasts, in->node, e->step) - mean[e->step]
            : 0; /* by hand */
    double *lo = malloc(2 * h * sizeof *lo);
    fc_status status = lo ? FC_OK : fc_no_memory();

    for (size_t i = 0; status == FC_OK && i < 2; i++) {
        char item[16];

        status = fc_forecasts_interval(in->forecasts, in->node, levels[i] / 100.0, lo, lo + h);
        if (status != FC_OK)
            break;
        snprintf(item, sizeof item, "lo%d", levels[i]);
        row(t, "range", item, lo[e->step] + moved, NAN, "");
        snprintf(item, sizeof item, "hi%d", levels[i]);
        row(t, "range", item, lo[h + e->step] + moved, NAN, "");
    }
    free(lo);
    return status;
}

/* The rows themselves, with file and line. */
static void add_rows(const an_explain_input *in, an_table *t)
{
    for (size_t i = 0; i < in->n_rows; i++) {
        char item[NAME_SIZE];

        snprintf(item, sizeof item, "%s:%zu", in->rows[i].file, in->rows[i].line);
        row(t, "row", item, in->rows[i].amount, NAN, "");
    }
    if (in->all_rows > in->n_rows)
        an_table_note(t, "the first %zu of %zu rows are listed; --rows lists more", in->n_rows,
                      in->all_rows);
}

fc_status an_explain_table(const an_explain_input *in, const an_explanation *e, an_table **table)
{
    fc_status status = an_table_new(columns, sizeof columns / sizeof *columns, table);
    char sentence[1024], label[FC_LABEL_SIZE];

    if (status != FC_OK)
        return status;
    an_explain_sentence(in, e, sentence, sizeof sentence);
    fc_calendar_label(&in->sales->calendar, in->period, label);
    row(*table, "sentence", name_of(in), e->total, NAN, sentence);
    if (e->is_forecast) {
        add_history(in, *table);
        add_adjustments(in, *table);
        add_model(in, *table);
        add_deals(in, e->step, *table);
    }
    for (size_t i = 0; i < e->n; i++)
        row(*table, e->is_forecast ? "component" : "source", e->parts[i].item, e->parts[i].amount,
            NAN, e->parts[i].text);
    add_rows(in, *table);
    row(*table, "total", e->is_forecast ? "forecast" : "actual", e->total, NAN, label);
    if (e->is_forecast)
        status = add_ranges(in, e, *table);
    an_sales_notes(in->sales, *table);
    return status == FC_OK ? an_table_status(*table) : status;
}
