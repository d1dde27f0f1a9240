/* table.c - the whole review as a table: every node, scope and period. */
#include <math.h>

#include "analysis/report/notes.h"
#include "analysis/table/chance_table.h"

static const an_column measures[] = {
    {"scope", AN_TEXT},
    {"period", AN_TEXT},
    {"plan", AN_MONEY},
    {"actual", AN_MONEY},
    {"forecast_rest", AN_MONEY},
    {"outlook", AN_MONEY},
    {"gap", AN_MONEY},
    {"gap_pct", AN_PERCENT},
    {"p_attain", AN_SHARE},
    {"required_run_rate", AN_MONEY},
    {"rank", AN_COUNT},
    {"status", AN_TEXT},
    {"why", AN_TEXT},
};

/* Of forecast_rest, where deals are blended in: what each of the two said. */
static const an_column of_deals[] = {
    {"history_rest", AN_MONEY},
    {"pipeline_rest", AN_MONEY},
};

/* How often past targets were met that were given about the same chance, and how many these were;
 * behind them the quantiles. */
static const an_column of_record[] = {{"p_attain_met", AN_SHARE}, {"p_attain_n", AN_COUNT}};

enum {
    N_MEASURES = sizeof measures / sizeof *measures,
    N_OF_DEALS = sizeof of_deals / sizeof *of_deals,
    N_OF_RECORD = sizeof of_record / sizeof *of_record
};

/* Those of a period that is over were no chances. */
static void add_full(an_table *table, const fc_calibration *c, const an_review_row *row)
{
    const bool open = row->lo80 < row->hi80;
    const an_review_record r =
        c && open ? an_review_record_of(c, row->p_attain) : (an_review_record){0, 0, 0, 0};

    an_table_number(table, r.n > 0 ? (double)r.met / (double)r.n : NAN);
    an_table_number(table, r.n > 0 ? (double)r.n : NAN);
    for (size_t q = 0; q < AN_REVIEW_QUANTILES; q++)
        an_table_number(table, row->quantiles[q]);
}

static void add_row(an_table *table, const an_report_input *input, const an_review_row *row,
                    bool full)
{
    const fc_hierarchy *h = input->sales->hierarchy;

    for (size_t k = 0; k < fc_hierarchy_n_keys(h); k++)
        an_table_text(table, fc_hierarchy_key(h, row->node, k));
    an_table_text(table, an_scope_name(row->scope));
    an_table_text(table, row->period);
    an_table_number(table, row->plan);
    an_table_number(table, row->actual);
    an_table_number(table, row->forecast_rest);
    an_table_number(table, row->outlook);
    an_table_number(table, row->gap);
    an_table_number(table, row->gap_pct);
    an_table_number(table, row->p_attain);
    an_table_number(table, row->required_run_rate);
    an_table_number(table, row->rank > 0 ? (double)row->rank : NAN);
    an_table_text(table, an_status_name(row->status, "en")); /* a name, like the scope */
    an_table_text(table, row->why);
    if (an_review_blend(input->review)) {
        an_table_number(table, row->history_rest);
        an_table_number(table, row->pipeline_rest);
    }
    if (full)
        add_full(table, input->calibration, row);
    an_table_end(table);
}

static fc_status new_table(const an_sales *sales, bool blended, bool full, an_table **table)
{
    static char names[AN_REVIEW_QUANTILES][8];
    an_column columns[AN_MAX_KEYS + N_MEASURES + N_OF_DEALS + N_OF_RECORD + AN_REVIEW_QUANTILES];
    size_t n = 0;

    for (; n < sales->n_keys; n++)
        columns[n] = (an_column){sales->key_names[n], AN_TEXT};
    for (size_t i = 0; i < N_MEASURES; i++)
        columns[n++] = measures[i];
    for (size_t i = 0; blended && i < N_OF_DEALS; i++)
        columns[n++] = of_deals[i];
    for (size_t i = 0; full && i < N_OF_RECORD; i++)
        columns[n++] = of_record[i];
    for (size_t q = 0; full && q < AN_REVIEW_QUANTILES; q++) {
        snprintf(names[q], sizeof names[q], "q%zu", q + 1);
        columns[n++] = (an_column){names[q], AN_MONEY};
    }
    return an_table_new(columns, n, table);
}

fc_status an_report_table(const an_report_input *input, const an_report_options *options,
                          an_table **table)
{
    an_view view;
    const bool full = options->full && an_review_size(input->review) > 0 &&
                      an_review_at(input->review, 0)->quantiles;
    fc_status status = new_table(input->sales, an_review_blend(input->review) != NULL, full, table);

    if (status != FC_OK)
        return status;
    for (size_t i = 0; i < an_review_size(input->review); i++)
        add_row(*table, input, an_review_at(input->review, i), full);
    status = an_view_open(input, options, &view);
    if (status == FC_OK) {
        an_notes_conventions(&view, *table);
        if (input->calibration)
            an_chance_note(input->calibration, view.lang, *table);
        an_notes_data(&view, 0, *table);
        an_view_close(&view);
        status = an_table_status(*table);
    }
    if (status != FC_OK) {
        an_table_free(*table);
        *table = NULL;
    }
    return status;
}
