/* workbook.h - an Excel workbook in a file that nobody else sees, copied out when it is whole. */
#ifndef ANALYSIS_FORMAT_WORKBOOK_H
#define ANALYSIS_FORMAT_WORKBOOK_H

#include <stdio.h>
#include <xlsxwriter.h>

#include "forecast/status.h"

typedef struct {
    lxw_workbook *book;
    FILE *file; /* already unlinked: nothing is left behind, whatever happens */
} an_workbook;

/* With a fixed creation date, so that the same data give the same bytes. */
fc_status an_workbook_open(an_workbook *workbook, const char *title) FC_CHECKED;

/* Writes the workbook to `out` and frees it. Whoever does not get so far calls an_workbook_drop. */
fc_status an_workbook_finish(an_workbook *workbook, FILE *out) FC_CHECKED;
void an_workbook_drop(an_workbook *workbook);

/* A number cell; empty where it is not finite, which Excel could not open. */
void an_workbook_number(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, double number,
                        lxw_format *format);

/* A text cell, never taken for a formula; cut at Excel's limit of 32767 characters. */
void an_workbook_text(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *text,
                      lxw_format *format);

/* Keys of digits stay texts: Excel need not mark each of them as a mistake. */
void an_workbook_allow_digits(lxw_worksheet *sheet);

#endif
