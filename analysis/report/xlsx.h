/* xlsx.h - the parts of the workbook. */
#ifndef ANALYSIS_REPORT_XLSX_H
#define ANALYSIS_REPORT_XLSX_H

#include "analysis/format/workbook.h"
#include "analysis/report/view.h"

typedef struct {
    lxw_format *title, *muted, *head, *head_text, *text, *money, *percent, *count, *mixed, *wrapped;
    lxw_format *below, *above,
        *total; /* conditional: orange under plan, blue over it; the sum of a block */
} an_xlsx_formats;

typedef struct {
    an_view view;
    lxw_workbook *book;
    an_xlsx_formats formats;
} an_xlsx;

void an_xlsx_formats_add(an_xlsx *xlsx);

/* Columns of a row of the review, from `column` on: plan, actual, forecast of the rest, and by
 * formula outlook, gap, gap %; then the chance. */
enum {
    AN_XLSX_PLAN,
    AN_XLSX_ACTUAL,
    AN_XLSX_REST,
    AN_XLSX_OUTLOOK,
    AN_XLSX_GAP,
    AN_XLSX_GAP_PCT,
    AN_XLSX_CHANCE,
    AN_XLSX_N_MEASURES
};

void an_xlsx_heads(const an_xlsx *xlsx, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column);
void an_xlsx_measures(const an_xlsx *xlsx, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                      const an_review_row *values);

/* Colours the gaps of rows first .. last by their sign, whatever is typed into them later. */
void an_xlsx_colour_gaps(const an_xlsx *xlsx, lxw_worksheet *sheet, lxw_row_t first, lxw_row_t last,
                         lxw_col_t column);

fc_status an_xlsx_summary(an_xlsx *xlsx) FC_CHECKED;
fc_status an_xlsx_review(an_xlsx *xlsx) FC_CHECKED;
fc_status an_xlsx_warnings(an_xlsx *xlsx) FC_CHECKED; /* no sheet where nothing was watched */
fc_status an_xlsx_sections(an_xlsx *xlsx) FC_CHECKED; /* measures, and what the archive tells */
fc_status an_xlsx_notes(an_xlsx *xlsx) FC_CHECKED;

#endif
