/* backtest_table.c - a row a node, model and step; or a row a single forecast. */
#include "analysis/table/backtest_table.h"

#include <math.h>

#include "analysis/table/forecast_table.h"

enum { MAX_COLUMNS = AN_MAX_KEYS + 40 };

static const an_column_kind kinds[] = {[FC_ACCURACY_NUMBER] = AN_NUMBER,
                                       [FC_ACCURACY_SHARE] = AN_SHARE,
                                       [FC_ACCURACY_PERCENT] = AN_PERCENT};

static size_t key_columns(const an_sales *sales, an_column *columns)
{
    for (size_t k = 0; k < sales->n_keys; k++)
        columns[k] = (an_column){sales->key_names[k], AN_TEXT};
    return sales->n_keys;
}

static void add_keys(const an_sales *sales, size_t node, an_table *table)
{
    for (size_t k = 0; k < sales->n_keys; k++)
        an_table_text(table, fc_hierarchy_key(sales->hierarchy, node, k));
}

static void add_period(const an_sales *sales, fc_period period, an_table *table)
{
    char label[FC_LABEL_SIZE];

    fc_calendar_label(&sales->calendar, period, label);
    an_table_text(table, label);
}

static bool is_shown(const an_backtest_view *view, size_t measure)
{
    return view->all_measures || fc_accuracy_at(measure)->main;
}

static fc_status make_table(const an_sales *sales, const an_backtest_view *view, an_table **table)
{
    an_column columns[MAX_COLUMNS];
    size_t n = key_columns(sales, columns);

    columns[n++] = (an_column){"model", AN_TEXT};
    columns[n++] = (an_column){"step", AN_COUNT};
    columns[n++] = (an_column){"n", AN_COUNT};
    for (size_t i = 0; i < fc_accuracy_count(); i++)
        if (is_shown(view, i))
            columns[n++] = (an_column){fc_accuracy_at(i)->name, kinds[fc_accuracy_at(i)->kind]};
    return an_table_new(columns, n, table);
}

static void add_row(const an_sales *sales, const fc_backtest *backtest,
                    const an_backtest_view *view, size_t node, size_t model, size_t step,
                    an_table *table)
{
    const fc_accuracy accuracy = fc_backtest_accuracy(backtest, model, node, step);

    add_keys(sales, node, table);
    an_table_text(table, view->models[model]);
    an_table_number(table, (double)step + 1);
    an_table_number(table, (double)accuracy.n);
    for (size_t i = 0; i < fc_accuracy_count(); i++)
        if (is_shown(view, i))
            an_table_number(table, fc_accuracy_value(&accuracy, fc_accuracy_at(i)));
    an_table_end(table);
}

/* Of the forecasts of one node that can be judged: how many another model made. */
static size_t count_replaced(const fc_backtest *backtest, const an_backtest_view *view, size_t node,
                             size_t model)
{
    size_t n = 0;

    for (size_t step = 0; step < view->horizon; step++)
        for (size_t w = 0; w < fc_backtest_windows(backtest); w++)
            n += fc_backtest_made_by(backtest, model, node, w) &&
                 !isnan(fc_backtest_cases(backtest, model, node, step)[w].actual);
    return n;
}

static void note_replaced(const an_sales *sales, const fc_backtest *backtest,
                          const an_backtest_view *view, size_t model, size_t of, an_table *table)
{
    size_t n = 0;

    for (size_t node = 0; node < fc_hierarchy_size(sales->hierarchy); node++)
        if (fc_backtest_has(backtest, node))
            n += count_replaced(backtest, view, node, model);
    if (n > 0)
        an_table_note(table,
                      "%s: %zu of the %zu forecasts were made by another model, where the history "
                      "was too short for %s or it failed, or what was sold is new or has ended; "
                      "the made_by column of --windows-out says by which",
                      view->models[model], n, of, view->models[model]);
}

static bool is_judged(const fc_backtest *backtest, const an_backtest_view *view, size_t node)
{
    for (size_t step = 0; step < view->horizon; step++)
        for (size_t w = 0; w < fc_backtest_windows(backtest); w++)
            if (!isnan(fc_backtest_cases(backtest, 0, node, step)[w].actual))
                return true;
    return false;
}

static void note_unjudged(const an_sales *sales, const fc_backtest *backtest,
                          const an_backtest_view *view, an_table *table)
{
    size_t n = 0, of = 0;

    for (size_t node = 0; node < fc_hierarchy_size(sales->hierarchy); node++)
        if (fc_backtest_has(backtest, node)) {
            of++;
            n += !is_judged(backtest, view, node);
        }
    if (n > 0)
        an_table_note(table,
                      "%zu of %zu nodes have no forecast to judge, as they ended before the "
                      "origins or began after them: n is 0 and their measures are empty",
                      n, of);
}

static void add_notes(const an_sales *sales, const fc_backtest *backtest,
                      const an_backtest_view *view, an_table *table)
{
    const size_t windows = fc_backtest_windows(backtest);
    char first[FC_LABEL_SIZE], last[FC_LABEL_SIZE];

    an_sales_notes(sales, table);
    fc_calendar_label(&sales->calendar, fc_backtest_origin(backtest, 0), first);
    fc_calendar_label(&sales->calendar, fc_backtest_origin(backtest, windows - 1), last);
    an_table_note(table, "%zu origins from %s to %s; each forecast knows no later period", windows,
                  first, last);
    an_table_note(table, "error = actual - forecast: positive means the forecast was too low");
    for (size_t m = 0; m < view->n_models; m++) {
        const fc_accuracy a = fc_backtest_overall(backtest, m);

        an_table_note(table, "%s over %zu forecasts: mase %.4g, smape %.4g, skill %.1f %%",
                      view->models[m], a.n, a.mase, a.smape, 100 * a.skill);
        note_replaced(sales, backtest, view, m, a.n, table);
    }
    note_unjudged(sales, backtest, view, table);
    for (size_t i = 0; i < fc_accuracy_count(); i++)
        if (is_shown(view, i))
            an_table_note(table, "%s: %s", fc_accuracy_at(i)->name, fc_accuracy_at(i)->definition);
}

fc_status an_backtest_table(const an_sales *sales, const fc_backtest *backtest,
                            const an_backtest_view *view, an_table **table)
{
    const fc_status status = make_table(sales, view, table);

    if (status != FC_OK)
        return status;
    for (size_t node = 0; node < fc_hierarchy_size(sales->hierarchy); node++)
        for (size_t m = 0; fc_backtest_has(backtest, node) && m < view->n_models; m++)
            for (size_t step = 0; step < view->horizon; step++)
                add_row(sales, backtest, view, node, m, step, *table);
    add_notes(sales, backtest, view, *table);
    return an_table_status(*table);
}

static void add_case(const an_sales *sales, const fc_backtest *backtest,
                     const an_backtest_view *view, size_t node, size_t model, size_t step,
                     size_t window, an_table *table)
{
    const fc_accuracy_case *c = fc_backtest_cases(backtest, model, node, step) + window;
    const fc_period origin = fc_backtest_origin(backtest, window);
    const char *made_by = fc_backtest_made_by(backtest, model, node, window);
    const double numbers[] = {
        c->actual, c->forecast, c->lo80, c->hi80, c->lo95, c->hi95, c->actual - c->forecast};

    if (isnan(c->actual))
        return;
    add_keys(sales, node, table);
    an_table_text(table, view->models[model]);
    add_period(sales, origin, table);
    an_table_number(table, (double)step + 1);
    add_period(sales, origin + (fc_period)step + 1, table);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        an_table_number(table, numbers[i]);
    an_table_text(table, made_by ? made_by : "");
    an_table_end(table);
}

fc_status an_backtest_cases(const an_sales *sales, const fc_backtest *backtest,
                            const an_backtest_view *view, an_table **table)
{
    static const an_column own[] = {
        {"model", AN_TEXT},   {"origin", AN_TEXT},    {"step", AN_COUNT},  {"period", AN_TEXT},
        {"actual", AN_MONEY}, {"forecast", AN_MONEY}, {"lo80", AN_MONEY},  {"hi80", AN_MONEY},
        {"lo95", AN_MONEY},   {"hi95", AN_MONEY},     {"error", AN_MONEY}, {"made_by", AN_TEXT}};
    an_column columns[MAX_COLUMNS];
    size_t n = key_columns(sales, columns);
    fc_status status;

    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        columns[n++] = own[i];
    status = an_table_new(columns, n, table);
    if (status != FC_OK)
        return status;
    for (size_t node = 0; node < fc_hierarchy_size(sales->hierarchy); node++)
        for (size_t m = 0; fc_backtest_has(backtest, node) && m < view->n_models; m++)
            for (size_t w = 0; w < fc_backtest_windows(backtest); w++)
                for (size_t step = 0; step < view->horizon; step++)
                    add_case(sales, backtest, view, node, m, step, w, *table);
    an_table_note(*table, "error = actual - forecast: positive means the forecast was too low");
    return an_table_status(*table);
}
