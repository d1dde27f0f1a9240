/* calibration_table.c - whether ranges and chances of a backtest came true: table, words, chart. */
#include "analysis/table/calibration_table.h"

#include <math.h>
#include <stdio.h>

#include "analysis/chart/chart.h"
#include "analysis/output/output.h"
#include "analysis/text/text.h"

/* Tenths with fewer targets say little. */
enum { LEAST = 20, PATH_SIZE = 4096 };

static const an_column columns[] = {{"model", AN_TEXT}, {"periods", AN_COUNT}, {"measure", AN_TEXT},
                                    {"n", AN_COUNT},    {"said", AN_NUMBER},   {"came", AN_NUMBER}};

static void add_row(an_table *table, const char *model, const fc_calibration *c,
                    const char *measure, size_t n, double said, double came)
{
    an_table_text(table, model);
    an_table_number(table, (double)c->periods);
    an_table_text(table, measure);
    an_table_number(table, (double)n);
    an_table_number(table, said);
    an_table_number(table, came);
    an_table_end(table);
}

static double share(size_t part, size_t n)
{
    return n > 0 ? (double)part / (double)n : NAN;
}

static void add_scope(an_table *table, const char *model, const fc_calibration *c)
{
    const fc_brier b = fc_calibration_brier(c);
    char name[32];

    add_row(table, model, c, "range 50 %", c->n, 0.50, share(c->inside50, c->n));
    add_row(table, model, c, "range 80 %", c->n, 0.80, share(c->inside80, c->n));
    add_row(table, model, c, "range 95 %", c->n, 0.95, share(c->inside95, c->n));
    add_row(table, model, c, "crps", c->n, NAN, fc_calibration_crps(c));
    for (size_t k = 0; k < FC_CALIBRATION_BINS; k++) {
        const fc_calibration_bin *bin = &c->bins[k];

        snprintf(name, sizeof name, "chance %zu-%zu %%", 10 * k, 10 * k + 10);
        if (bin->n > 0)
            add_row(table, model, c, name, bin->n, bin->chance / (double)bin->n,
                    share(bin->met, bin->n));
    }
    add_row(table, model, c, "brier", c->n_targets, NAN, b.brier);
    add_row(table, model, c, "reliability", c->n_targets, NAN, b.reliability);
    add_row(table, model, c, "resolution", c->n_targets, NAN, b.resolution);
    add_row(table, model, c, "uncertainty", c->n_targets, NAN, b.uncertainty);
}

fc_status an_calibration_table(const fc_backtest *backtest, const char *const *models,
                               size_t n_models, an_table **table)
{
    const fc_status status = an_table_new(columns, sizeof columns / sizeof *columns, table);

    if (status != FC_OK)
        return status;
    for (size_t m = 0; m < n_models; m++) {
        size_t n;
        const fc_calibration *scopes = fc_backtest_calibration(backtest, m, &n);

        for (size_t s = 0; s < n; s++)
            add_scope(*table, models[m], &scopes[s]);
    }
    an_calibration_notes(backtest, models, n_models, *table);
    an_table_note(*table, "periods: how many are summed; said: the level of a range, or the mean "
                          "chance; came: the share that came true, or a score");
    an_table_note(*table, "chances are of last year + 5 %%; brier = reliability - resolution + "
                          "uncertainty; crps in shares of the mean |outcome|");
    return an_table_status(*table);
}

static void note_scope(const char *model, const fc_calibration *c, an_table *table)
{
    char chances[64] = "no chance to judge";

    if (c->n_targets > 0)
        snprintf(chances, sizeof chances, "brier score of %zu chances %.3f", c->n_targets,
                 fc_calibration_brier(c).brier);
    an_table_note(table,
                  "%s, sums of %zu period%s: the 50, 80 and 95 %% ranges held %.0f, %.0f and "
                  "%.0f %% of %zu outcomes; %s",
                  model, c->periods, c->periods == 1 ? "" : "s", 100 * share(c->inside50, c->n),
                  100 * share(c->inside80, c->n), 100 * share(c->inside95, c->n), c->n, chances);
}

void an_calibration_notes(const fc_backtest *backtest, const char *const *models, size_t n_models,
                          an_table *table)
{
    for (size_t m = 0; m < n_models; m++) {
        size_t n;
        const fc_calibration *scopes = fc_backtest_calibration(backtest, m, &n);

        for (size_t s = 0; s < n; s++) {
            const fc_calibration *c = &scopes[s];

            if (c->n > 0)
                note_scope(models[m], c, table);
        }
    }
}

/* The longest sums with enough targets, else the single periods. */
static const fc_calibration *choose(const fc_backtest *backtest)
{
    size_t n;
    const fc_calibration *scopes = fc_backtest_calibration(backtest, 0, &n);

    for (size_t s = n; s-- > 1;)
        if (scopes[s].n_targets >= LEAST * FC_CALIBRATION_BINS)
            return &scopes[s];
    return scopes;
}

fc_status an_calibration_chart(const fc_backtest *backtest, const char *model, const char *lang,
                               const char *folder)
{
    const fc_calibration *c = choose(backtest);
    double said[FC_CALIBRATION_BINS], came[FC_CALIBRATION_BINS], weight[FC_CALIBRATION_BINS];
    char title[256], subtitle[256], path[PATH_SIZE], n_text[24], periods[24], brier[24];
    an_gnuplot *gnuplot = NULL;
    fc_status status = an_output_folder(folder);

    if (status != FC_OK || c->n_targets == 0)
        return status;
    for (size_t k = 0; k < FC_CALIBRATION_BINS; k++) {
        said[k] = 100 * c->bins[k].chance / (double)c->bins[k].n;
        came[k] = 100 * share(c->bins[k].met, c->bins[k].n);
        weight[k] = (double)c->bins[k].n;
    }
    snprintf(n_text, sizeof n_text, "%zu", c->n_targets);
    snprintf(periods, sizeof periods, "%zu", c->periods);
    snprintf(brier, sizeof brier, "%.3f", fc_calibration_brier(c).brier);
    an_text_fill(title, sizeof title, lang, "reliability-title", n_text, brier, NULL);
    an_text_fill(subtitle, sizeof subtitle, lang, "reliability-subtitle", model, periods, NULL);
    snprintf(path, sizeof path, "%s/reliability.svg", folder);
    status = an_gnuplot_open(&gnuplot);
    if (status == FC_OK)
        status = an_chart_draw_reliability(
            gnuplot,
            &(an_chart_reliability){.heading = {.title = title, .subtitle = subtitle},
                                    .n = FC_CALIBRATION_BINS,
                                    .said = said,
                                    .came = came,
                                    .weight = weight,
                                    .word_said = an_text(lang, "reliability-said"),
                                    .word_came = an_text(lang, "reliability-came")},
            AN_CHART_SVG, path);
    if (status == FC_OK)
        return an_gnuplot_close(gnuplot);
    an_gnuplot_abandon(gnuplot);
    return status;
}
