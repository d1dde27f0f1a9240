/* workbook.c - libxlsxwriter writes to a named file: an unlinked temporary one by its descriptor.
 */
#include "analysis/format/workbook.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_TEXT = 32767 };

/* 2000-01-01T00:00:00Z */
static const time_t creation_date =
    31536000; /* before the first leap second: the same in every time zone */

fc_status an_workbook_open(an_workbook *workbook, const char *title)
{
    char path[32];
    lxw_doc_properties properties = {.title = (char *)title, .created = creation_date};

    *workbook = (an_workbook){0};
    workbook->file = tmpfile();
    if (!workbook->file)
        return fc_fail(FC_ECANTCREAT, "temporary file: %s", strerror(errno));
    snprintf(path, sizeof path, "/dev/fd/%d", fileno(workbook->file));
    workbook->book = workbook_new(path);
    if (!workbook->book) {
        an_workbook_drop(workbook);
        return fc_no_memory();
    }
    workbook_set_properties(workbook->book, &properties);
    return FC_OK;
}

static fc_status copy_file(FILE *from, FILE *to)
{
    char block[65536];
    size_t n;

    rewind(from);
    while ((n = fread(block, 1, sizeof block, from)) > 0)
        if (fwrite(block, 1, n, to) != n)
            return fc_fail(FC_EIO, "writing failed: %s; make room or give another place",
                           strerror(errno));
    if (ferror(from))
        return fc_fail(FC_EIO, "temporary file: %s", strerror(errno));
    return FC_OK;
}

fc_status an_workbook_finish(an_workbook *workbook, FILE *out)
{
    const lxw_error error = workbook_close(workbook->book); /* frees the book, whatever it says */
    fc_status status;

    workbook->book = NULL;
    if (error == LXW_NO_ERROR)
        status = copy_file(workbook->file, out);
    else
        status = fc_fail(error == LXW_ERROR_MEMORY_MALLOC_FAILED ? FC_ENOMEM : FC_EIO,
                         "workbook: %s", lxw_strerror(error));
    an_workbook_drop(workbook);
    return status;
}

void an_workbook_drop(an_workbook *workbook)
{
    if (workbook->book)
        lxw_workbook_free(workbook->book);
    if (workbook->file)
        fclose(workbook->file);
    *workbook = (an_workbook){0};
}

void an_workbook_number(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, double number,
                        lxw_format *format)
{
    if (isfinite(number))
        worksheet_write_number(sheet, row, column, number, format);
    else
        worksheet_write_blank(sheet, row, column, format);
}

void an_workbook_text(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *text,
                      lxw_format *format)
{
    char cut[MAX_TEXT + 1];
    size_t length = strlen(text);

    if (length > MAX_TEXT) {
        length = MAX_TEXT;
        while ((text[length] & 0xC0) == 0x80) /* between characters */
            length--;
        memcpy(cut, text, length);
        cut[length] = '\0';
        text = cut;
    }
    worksheet_write_string(sheet, row, column, text, format);
}

void an_workbook_allow_digits(lxw_worksheet *sheet)
{
    worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
}
