/* forecast_report.c - the pipeline's forecast as a table: CRM-weighted, by category and learned. */
#include <math.h>
#include <stdlib.h>

#include "analysis/pipeline/outlook.h"
#include "analysis/pipeline/reports.h"

enum { PERIODS = 6 };

static const an_column COLUMNS[] = {
    {"period", AN_TEXT},    {"open", AN_MONEY},   {"crm_weighted", AN_MONEY},
    {"expected", AN_MONEY}, {"lo80", AN_MONEY},   {"hi80", AN_MONEY},
    {"won", AN_MONEY},      {"commit", AN_MONEY}, {"best_case", AN_MONEY},
    {"from_new", AN_MONEY},
};

static void write_node(const an_outlook *o, size_t node, an_table *table)
{
    for (size_t lead = 0; lead < o->horizon; lead++) {
        char label[FC_LABEL_SIZE];

        an_book_label(o->book, o->learned->now + (fc_period)lead, label);
        an_book_keys(o->book, node, table);
        an_table_text(table, label);
        an_table_number(table, an_outlook_part_of(o, node, AN_OUTLOOK_OPEN, lead));
        an_table_number(table, an_outlook_part_of(o, node, AN_OUTLOOK_WEIGHTED, lead));
        an_table_number(table, an_outlook_expected(o, node, lead));
        an_table_number(table, o->lo[node * o->horizon + lead]);
        an_table_number(table, o->hi[node * o->horizon + lead]);
        an_table_number(table, an_outlook_part_of(o, node, AN_OUTLOOK_WON, lead));
        an_table_number(table, an_outlook_part_of(o, node, AN_OUTLOOK_COMMIT, lead));
        an_table_number(table, an_outlook_part_of(o, node, AN_OUTLOOK_BEST, lead));
        an_table_number(table, an_outlook_part_of(o, node, AN_OUTLOOK_FROM_NEW, lead));
        an_table_end(table);
    }
}

static void note(const an_outlook *o, an_table *table)
{
    const an_learned *l = o->learned;

    an_table_note(table,
                  "open: by expected close date, overdue deals count as due now; deals without "
                  "one by creation and the mean cycle of %.0f days",
                  o->cycle);
    an_table_note(table,
                  "crm_weighted = won + open x the CRM's probability (without one: that of the "
                  "stage, or the win rate %.3f); commit, best_case = won + deals of that "
                  "category, else from 60 and 40 %%",
                  o->win_rate);
    an_table_note(table,
                  "expected = won so far + learned from %zu deals and %zu past days: "
                  "of open deals, and from_new of deals not created yet",
                  l->cases.n, l->n_days);
    if (o->book->won.rows_kept == 0)
        an_table_note(table,
                      "no deal was won yet, so there is nothing to learn from: expected is 0 "
                      "for want of a record, not as a forecast");
    an_table_note(table, "lo80 and hi80 hold 80%% of %zu simulated outcomes", o->n_paths);
    an_pipeline_notes(o->book, table);
}

fc_status an_report_forecast(const an_book *book, const an_pipeline_options *options,
                             an_table **table)
{
    const an_outlook_options how = {.horizon = options->horizon ? options->horizon : PERIODS,
                                    .n_paths = options->n_paths,
                                    .seed = options->seed,
                                    .ranges = true};
    an_outlook *outlook;
    fc_status status = an_outlook_new(book, book->deals, &how, &outlook);

    if (status != FC_OK)
        return status;
    status = an_book_table(book, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, table);
    for (size_t node = 0; status == FC_OK && node < fc_hierarchy_size(book->won.hierarchy); node++)
        write_node(outlook, node, *table);
    if (status == FC_OK) {
        note(outlook, *table);
        status = an_table_status(*table);
    }
    an_outlook_free(outlook);
    return status;
}
