/* xlsx_warnings.c - early warning as a sheet: every alarm with its worth. */
#include "analysis/report/warning.h"
#include "analysis/report/xlsx.h"

enum { KEY_WIDTH = 16, TEXT_WIDTH = 90, NUMBER_WIDTH = 14 };

static void write_heads(an_xlsx *xlsx, lxw_worksheet *sheet)
{
    static const char *const ids[] = {"watch-rule", "watch-since", "watch-evidence", "watch-money",
                                      "chance",     "watch-false", "watch-lead"};
    const an_sales *sales = xlsx->view.in->sales;
    const lxw_col_t keys = (lxw_col_t)sales->n_keys;

    for (size_t k = 0; k < sales->n_keys; k++)
        an_workbook_text(sheet, 0, (lxw_col_t)k, sales->key_names[k], xlsx->formats.head_text);
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        an_workbook_text(sheet, 0, keys + (lxw_col_t)i, an_text(xlsx->view.lang, ids[i]),
                         i < 3 ? xlsx->formats.head_text : xlsx->formats.head);
    worksheet_set_column(sheet, 0, keys + 1, KEY_WIDTH, NULL);
    worksheet_set_column(sheet, keys + 2, keys + 2, TEXT_WIDTH, NULL);
    worksheet_set_column(sheet, keys + 3, keys + 6, NUMBER_WIDTH, NULL);
    worksheet_freeze_panes(sheet, 1, 0);
}

static void write_row(an_xlsx *xlsx, lxw_worksheet *sheet, lxw_row_t row, const an_alarm *alarm)
{
    const an_view *view = &xlsx->view;
    const an_xlsx_formats *f = &xlsx->formats;
    const lxw_col_t keys = (lxw_col_t)view->in->sales->n_keys;
    char since[FC_LABEL_SIZE];

    for (size_t k = 0; k < view->in->sales->n_keys; k++)
        an_workbook_text(sheet, row, (lxw_col_t)k,
                         fc_hierarchy_key(view->hierarchy, alarm->node, k), f->text);
    fc_calendar_label(&view->in->sales->calendar, alarm->since, since);
    an_workbook_text(sheet, row, keys, alarm->rule ? alarm->rule : alarm->own_rule, f->text);
    an_workbook_text(sheet, row, keys + 1, since, f->text);
    an_workbook_text(sheet, row, keys + 2, alarm->evidence, f->text);
    an_workbook_number(sheet, row, keys + 3, alarm->shortfall, f->money);
    an_workbook_number(sheet, row, keys + 4, alarm->p_attain, f->percent);
    an_workbook_number(sheet, row, keys + 5, alarm->false_alarms, f->money);
    an_workbook_number(sheet, row, keys + 6, alarm->median_lead, f->count);
}

fc_status an_xlsx_warnings(an_xlsx *xlsx)
{
    const an_watch *watch = xlsx->view.in->watch;
    lxw_worksheet *sheet;

    if (!watch)
        return FC_OK;
    sheet = workbook_add_worksheet(xlsx->book, an_text(xlsx->view.lang, "watch-heading"));
    if (!sheet)
        return fc_no_memory();
    write_heads(xlsx, sheet);
    for (size_t i = 0; i < an_watch_size(watch) && i + 2 < LXW_ROW_MAX; i++)
        write_row(xlsx, sheet, (lxw_row_t)(i + 1), an_watch_at(watch, i));
    return FC_OK;
}
