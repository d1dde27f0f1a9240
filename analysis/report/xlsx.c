/* xlsx.c - the review as a workbook that can be worked on: formulas, colours, native charts. */
#include "analysis/report/xlsx.h"

#include "analysis/report/notes.h"

fc_status an_xlsx_notes(an_xlsx *xlsx)
{
    enum { PROBLEMS = 200, WIDTH = 110 };
    static const an_column column = {"note", AN_TEXT};
    an_view *view = &xlsx->view;
    lxw_worksheet *sheet =
        workbook_add_worksheet(xlsx->book, an_text(view->lang, "sheet-data-notes"));
    an_table *notes;
    fc_status status = an_table_new(&column, 1, &notes);

    if (status != FC_OK)
        return status;
    an_notes_conventions(view, notes);
    an_notes_method(view, notes);
    an_notes_data(view, PROBLEMS, notes);
    status = an_table_status(notes);
    worksheet_set_column(sheet, 0, 0, WIDTH, NULL);
    an_workbook_text(sheet, 0, 0, an_text(view->lang, "notes-heading"), xlsx->formats.title);
    for (size_t i = 0; i < an_table_n_notes(notes); i++)
        an_workbook_text(sheet, (lxw_row_t)(i + 1), 0, an_table_note_at(notes, i),
                         xlsx->formats.wrapped);
    an_table_free(notes);
    return status;
}

static fc_status fill(an_xlsx *xlsx)
{
    fc_status status;

    an_xlsx_formats_add(xlsx);
    status = an_xlsx_summary(xlsx);
    if (status == FC_OK)
        status = an_xlsx_review(xlsx);
    if (status == FC_OK)
        status = an_xlsx_warnings(xlsx);
    if (status == FC_OK)
        status = an_xlsx_sections(xlsx);
    if (status == FC_OK)
        status = an_xlsx_notes(xlsx);
    return status == FC_OK ? an_pool_status(&xlsx->view.pool) : status;
}

static fc_status write_workbook(an_xlsx *xlsx, FILE *out)
{
    an_workbook workbook;
    fc_status status =
        an_workbook_open(&workbook, an_view_words(&xlsx->view, "html-title", xlsx->view.year,
                                                  xlsx->view.until, NULL));

    if (status != FC_OK)
        return status;
    xlsx->book = workbook.book;
    status = fill(xlsx);
    if (status == FC_OK)
        return an_workbook_finish(&workbook, out);
    an_workbook_drop(&workbook);
    return status;
}

fc_status an_report_xlsx(const an_report_input *input, const an_report_options *options, FILE *out)
{
    an_xlsx xlsx = {0};
    fc_status status = an_view_open(input, options, &xlsx.view);

    if (status != FC_OK)
        return status;
    status = write_workbook(&xlsx, out);
    an_view_close(&xlsx.view);
    return status;
}
