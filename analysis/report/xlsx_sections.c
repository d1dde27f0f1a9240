/* xlsx_sections.c - key figures, changes and accuracy as sheets with all their numbers. */
#include <string.h>

#include "analysis/report/xlsx.h"
#include "analysis/table/chance_table.h"

enum { MOST_WIDTH = 60, NUMBER_WIDTH = 14, ROWS_LOOKED_AT = 200 };

static lxw_format *format_of(const an_xlsx *xlsx, an_column_kind kind)
{
    const an_xlsx_formats *f = &xlsx->formats;
    lxw_format *const formats[] = {
        [AN_TEXT] = f->text,   [AN_MONEY] = f->money,   [AN_NUMBER] = f->money,
        [AN_COUNT] = f->count, [AN_SHARE] = f->percent, [AN_PERCENT] = f->money,
        [AN_MIXED] = f->mixed};

    return formats[kind];
}

static double width_of(const an_table *t, size_t column)
{
    size_t width = an_width(an_table_column(t, column)->name);

    if (an_table_column(t, column)->kind != AN_TEXT)
        return NUMBER_WIDTH;
    for (size_t row = 0; row < an_table_rows(t) && row < ROWS_LOOKED_AT; row++) {
        const size_t w = an_width(an_table_cell_text(t, row, column));

        width = w > width ? w : width;
    }
    return (double)(width < MOST_WIDTH ? width : MOST_WIDTH) + 2;
}

static void write_cell(const an_xlsx *xlsx, lxw_worksheet *sheet, const an_table *t, size_t row,
                       size_t column)
{
    const an_column_kind kind = an_table_column(t, column)->kind;
    const lxw_row_t r = (lxw_row_t)(row + 1);

    if (kind == AN_TEXT)
        an_workbook_text(sheet, r, (lxw_col_t)column, an_table_cell_text(t, row, column),
                         format_of(xlsx, kind));
    else
        an_workbook_number(sheet, r, (lxw_col_t)column, an_table_cell_number(t, row, column),
                           format_of(xlsx, kind));
}

/* With its notes below. */
static fc_status write_sheet(an_xlsx *xlsx, const char *name, const an_table *t)
{
    const size_t columns = an_table_n_columns(t), rows = an_table_rows(t);
    lxw_worksheet *sheet;

    if (rows + an_table_n_notes(t) + 2 >= LXW_ROW_MAX)
        return FC_OK;
    sheet = workbook_add_worksheet(xlsx->book, an_text(xlsx->view.lang, name));
    if (!sheet)
        return fc_no_memory();
    for (size_t c = 0; c < columns; c++) {
        const an_column *column = an_table_column(t, c);

        worksheet_set_column(sheet, (lxw_col_t)c, (lxw_col_t)c, width_of(t, c), NULL);
        an_workbook_text(sheet, 0, (lxw_col_t)c, column->name,
                         column->kind == AN_TEXT ? xlsx->formats.head_text : xlsx->formats.head);
    }
    worksheet_freeze_panes(sheet, 1, 0);
    for (size_t row = 0; row < rows; row++)
        for (size_t c = 0; c < columns; c++)
            write_cell(xlsx, sheet, t, row, c);
    if (rows > 0)
        worksheet_autofilter(sheet, 0, 0, (lxw_row_t)rows, (lxw_col_t)(columns - 1));
    for (size_t i = 0; i < an_table_n_notes(t); i++)
        an_workbook_text(sheet, (lxw_row_t)(rows + 2 + i), 0, an_table_note_at(t, i),
                         xlsx->formats.muted);
    return FC_OK;
}

/* How often chances came true in backtests. */
static fc_status write_chances(an_xlsx *xlsx)
{
    const fc_calibration *c = xlsx->view.in->calibration;
    an_table *table = NULL;
    fc_status status;

    if (!c || c->n_targets == 0)
        return FC_OK;
    status = an_chance_table(c, xlsx->view.lang, &table);
    if (status == FC_OK)
        status = write_sheet(xlsx, "sheet-chances", table);
    an_table_free(table);
    return status;
}

fc_status an_xlsx_sections(an_xlsx *xlsx)
{
    const an_report_input *in = xlsx->view.in;
    fc_status status = FC_OK;

    if (in->measures)
        status = write_sheet(xlsx, "sheet-figures", in->measures);
    if (status == FC_OK && in->memory && in->memory->changes)
        status = write_sheet(xlsx, "sheet-changes", in->memory->changes);
    if (status == FC_OK && in->memory && in->memory->accuracy)
        status = write_sheet(xlsx, "sheet-accuracy", in->memory->accuracy);
    return status == FC_OK ? write_chances(xlsx) : status;
}
