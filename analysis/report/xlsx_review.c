/* xlsx_review.c - the sheet with every row of the review. */
#include <math.h>

#include "analysis/report/xlsx.h"

enum { WHY_WIDTH = 80, KEY_WIDTH = 18, NUMBER_WIDTH = 15 };

/* Where things stand: the keys, scope and period, the measures, then the rest. */
typedef struct {
    lxw_col_t scope, period, measures, run_rate, rank, status, why;
} layout;

static layout lay_out(const an_sales *sales)
{
    const lxw_col_t keys = (lxw_col_t)sales->n_keys, rest = keys + 2 + AN_XLSX_N_MEASURES;

    return (layout){.scope = keys,
                    .period = keys + 1,
                    .measures = keys + 2,
                    .run_rate = rest,
                    .rank = rest + 1,
                    .status = rest + 2,
                    .why = rest + 3};
}

static void write_heads(an_xlsx *xlsx, lxw_worksheet *sheet, const layout *at)
{
    const an_sales *sales = xlsx->view.in->sales;
    const char *lang = xlsx->view.lang;
    lxw_format *left = xlsx->formats.head_text, *right = xlsx->formats.head;

    for (size_t k = 0; k < sales->n_keys; k++)
        an_workbook_text(sheet, 0, (lxw_col_t)k, sales->key_names[k], left);
    an_workbook_text(sheet, 0, at->scope, an_text(lang, "scope"), left);
    an_workbook_text(sheet, 0, at->period, an_text(lang, "period"), left);
    an_xlsx_heads(xlsx, sheet, 0, at->measures);
    an_workbook_text(sheet, 0, at->run_rate, an_text(lang, "run-rate-head"), right);
    an_workbook_text(sheet, 0, at->rank, an_text(lang, "rank"), right);
    an_workbook_text(sheet, 0, at->status, an_text(lang, "status"), left);
    an_workbook_text(sheet, 0, at->why, an_text(lang, "why"), left);

    worksheet_set_column(sheet, 0, at->period, KEY_WIDTH, NULL);
    worksheet_set_column(sheet, at->measures, at->status, NUMBER_WIDTH, NULL);
    worksheet_set_column(sheet, at->why, at->why, WHY_WIDTH, NULL);
    worksheet_freeze_panes(sheet, 1, at->measures);
    worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_repeat_rows(sheet, 0, 0);
}

static void write_row(an_xlsx *xlsx, lxw_worksheet *sheet, const layout *at, lxw_row_t r,
                      const an_review_row *row)
{
    const an_view *view = &xlsx->view;
    const an_xlsx_formats *f = &xlsx->formats;

    for (size_t k = 0; k < view->in->sales->n_keys; k++)
        an_workbook_text(sheet, r, (lxw_col_t)k, fc_hierarchy_key(view->hierarchy, row->node, k),
                         f->text);
    an_workbook_text(sheet, r, at->scope, an_scope_name(row->scope), f->text);
    an_workbook_text(sheet, r, at->period, row->period, f->text);
    an_xlsx_measures(xlsx, sheet, r, at->measures, row);
    an_workbook_number(sheet, r, at->run_rate, row->required_run_rate, f->money);
    an_workbook_number(sheet, r, at->rank, row->rank > 0 ? (double)row->rank : NAN, f->count);
    an_workbook_text(sheet, r, at->status, an_status_name(row->status, view->lang), f->text);
    an_workbook_text(sheet, r, at->why, row->why ? row->why : "", f->text);
}

/* The year comes first: a sheet takes only so many rows. Returns how many were left out. */
static size_t write_rows(an_xlsx *xlsx, lxw_worksheet *sheet, const layout *at, lxw_row_t *next)
{
    static const an_scope order[] = {AN_SCOPE_YEAR, AN_SCOPE_TO_DATE, AN_SCOPE_QUARTER,
                                     AN_SCOPE_MONTH};
    enum { MAX_ROWS = 50000 };
    const an_review *review = xlsx->view.in->review;
    size_t left_out = 0;

    for (size_t s = 0; s < AN_N_SCOPES; s++)
        for (size_t i = 0; i < an_review_size(review); i++) {
            const an_review_row *row = an_review_at(review, i);

            if (row->scope != order[s])
                continue;
            if (*next <= MAX_ROWS)
                write_row(xlsx, sheet, at, (*next)++, row);
            else
                left_out++;
        }
    return left_out;
}

fc_status an_xlsx_review(an_xlsx *xlsx)
{
    an_view *view = &xlsx->view;
    const layout at = lay_out(view->in->sales);
    lxw_worksheet *sheet = workbook_add_worksheet(xlsx->book, an_text(view->lang, "sheet-review"));
    lxw_row_t next = 1;
    size_t left_out;

    an_workbook_allow_digits(sheet);
    write_heads(xlsx, sheet, &at);
    left_out = write_rows(xlsx, sheet, &at, &next);
    if (next > 1) {
        worksheet_autofilter(sheet, 0, 0, next - 1, at.why);
        an_xlsx_colour_gaps(xlsx, sheet, 1, next - 1, at.measures);
    }
    if (left_out > 0)
        an_workbook_text(sheet, next, 0,
                         an_view_words(view, "table-more", an_view_count(view, left_out), NULL),
                         xlsx->formats.muted);
    return FC_OK;
}
