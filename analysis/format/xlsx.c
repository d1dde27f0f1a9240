/* xlsx.c - a sheet with a frozen head, number formats and widths that fit. */
#include "analysis/format/format.h"
#include "analysis/format/workbook.h"

enum { MAX_ROWS = LXW_ROW_MAX, MAX_COLUMN_WIDTH = 60 };

static const char *const number_formats[] = {
    [AN_MONEY] = "#,##0.00", [AN_NUMBER] = "#,##0.0###", [AN_COUNT] = "#,##0",
    [AN_SHARE] = "0.0%",     [AN_PERCENT] = "0.0\"%\"",  [AN_MIXED] = "#,##0.####",
};

/* Characters that the column shows; the first rows tell enough. */
static double column_width(const an_table *table, size_t column)
{
    enum { ROWS_LOOKED_AT = 1000 };
    const bool text = an_table_column(table, column)->kind == AN_TEXT;
    size_t width = an_width(an_table_column(table, column)->name);

    if (!text)
        return width > 14 ? (double)width + 2 : 16;
    for (size_t row = 0; row < an_table_rows(table) && row < ROWS_LOOKED_AT; row++) {
        const size_t w = an_width(an_table_cell_text(table, row, column));

        width = w > width ? w : width;
    }
    return (width > MAX_COLUMN_WIDTH ? MAX_COLUMN_WIDTH : (double)width) + 2;
}

static void write_head(const an_table *table, lxw_workbook *book, lxw_worksheet *sheet)
{
    lxw_format *head = workbook_add_format(book);

    format_set_bold(head);
    format_set_bottom(head, LXW_BORDER_THIN);
    for (size_t c = 0; c < an_table_n_columns(table); c++) {
        const an_column *column = an_table_column(table, c);
        lxw_format *cells = NULL;

        if (column->kind != AN_TEXT) {
            cells = workbook_add_format(book);
            format_set_num_format(cells, number_formats[column->kind]);
        }
        worksheet_set_column(sheet, (lxw_col_t)c, (lxw_col_t)c, column_width(table, c), cells);
        an_workbook_text(sheet, 0, (lxw_col_t)c, column->name, head);
    }
    worksheet_freeze_panes(sheet, 1, 0);
}

static void write_rows(const an_table *table, lxw_worksheet *sheet)
{
    const size_t n = an_table_n_columns(table), n_rows = an_table_rows(table);

    for (size_t row = 0; row < n_rows; row++)
        for (size_t c = 0; c < n; c++) {
            const lxw_row_t r = (lxw_row_t)(row + 1);
            const lxw_col_t column = (lxw_col_t)c;

            if (an_table_column(table, c)->kind == AN_TEXT)
                an_workbook_text(sheet, r, column, an_table_cell_text(table, row, c), NULL);
            else
                an_workbook_number(sheet, r, column, an_table_cell_number(table, row, c), NULL);
        }
    if (n_rows > 0)
        worksheet_autofilter(sheet, 0, 0, (lxw_row_t)n_rows, (lxw_col_t)(n - 1));
}

static void write_notes(const an_table *table, const char *lang, lxw_workbook *book)
{
    lxw_worksheet *sheet;

    if (an_table_n_notes(table) == 0)
        return;
    sheet = workbook_add_worksheet(book, an_text(lang, "sheet-notes"));
    worksheet_set_column(sheet, 0, 0, MAX_COLUMN_WIDTH, NULL);
    for (size_t i = 0; i < an_table_n_notes(table); i++)
        an_workbook_text(sheet, (lxw_row_t)i, 0, an_table_note_at(table, i), NULL);
}

static fc_status write_xlsx(const an_table *table, const an_print_options *options, FILE *out)
{
    an_workbook workbook;
    lxw_worksheet *sheet;
    fc_status status;

    if (an_table_rows(table) >= MAX_ROWS)
        return fc_fail(FC_EUSAGE, "xlsx: %zu rows do not fit into a sheet of %d; use csv",
                       an_table_rows(table), MAX_ROWS);
    status = an_workbook_open(&workbook, "gapcast");
    if (status != FC_OK)
        return status;
    sheet = workbook_add_worksheet(workbook.book, an_text(options->lang, "sheet-result"));
    write_head(table, workbook.book, sheet);
    write_rows(table, sheet);
    an_workbook_allow_digits(sheet);
    write_notes(table, options->lang, workbook.book);
    return an_workbook_finish(&workbook, out);
}

const an_format an_format_xlsx = {
    .name = "xlsx",
    .summary = "an Excel workbook",
    .ending = ".xlsx",
    .binary = true,
    .write = write_xlsx,
};
