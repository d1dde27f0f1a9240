/* meeting_extras.c - a table more, such as drafts or reps: a section of the page, a sheet. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "analysis/format/workbook.h"
#include "analysis/target/meeting_parts.h"

static const double LARGE = 1000; /* of mixed numbers: shown in a unit */

enum { MAX_ROWS = 40, ID = 64, TEXT_WIDTH = 24, NUMBER_WIDTH = 14 };

const char *an_meeting_head(const an_meeting_view *v, const an_meeting_extra *extra, size_t column)
{
    const char *name = an_table_column(extra->table, column)->name, *lang = v->html.view.lang;
    char id[ID], own[ID];

    if (column < v->input.sales->n_keys && strcmp(name, v->input.sales->key_names[column]) == 0)
        return name; /* a key of the sales keeps its name, and so does a kind of activity */
    snprintf(own, sizeof own, "col-%s-%s", extra->name, name);
    snprintf(id, sizeof id, "col-%s", name);
    return an_text_or(lang, own, an_text_or(lang, id, name));
}

static const char *cell_text(an_meeting_view *v, const an_table *table, size_t row, size_t column,
                             an_unit unit)
{
    an_view *view = &v->html.view;
    const an_column_kind kind = an_table_column(table, column)->kind;
    double number;
    char text[32];

    if (kind == AN_TEXT) {
        const char *word = an_table_cell_text(table, row, column);

        return strcmp(word, "*") == 0 ? an_text(view->lang, "extra-all") : word;
    }
    number = an_table_cell_number(table, row, column);
    if (isnan(number))
        return "\u2013";
    if (kind == AN_MONEY)
        return an_view_amount(view, unit, number, false);
    if (kind == AN_MIXED && fabs(number) >= LARGE)
        return an_view_rate(view, number, NAN);
    if (kind == AN_SHARE)
        return an_view_percent(view, 100 * number, false);
    if (kind == AN_COUNT || kind == AN_MIXED)
        snprintf(text, sizeof text, "%.0f", number);
    else
        snprintf(text, sizeof text, "%.3g", number);
    return an_pool_text(&view->pool, text);
}

/* Sentences need more room than names. */
static const char *style_of(const an_meeting_view *v, const an_table *table, size_t column)
{
    if (an_table_column(table, column)->kind != AN_TEXT)
        return "";
    return column >= v->input.sales->n_keys && column + 1 == an_table_n_columns(table) ? "word wide"
                                                                                       : "word";
}

static void write_head(const an_meeting_view *v, const an_meeting_extra *extra, size_t column)
{
    const an_html *html = &v->html;
    const char *text = an_meeting_head(v, extra, column),
               *style = style_of(v, extra->table, column);

    if (!style[0]) {
        an_html_column(html, text);
        return;
    }
    fprintf(html->out, "<th scope=\"col\" class=\"%s\">", style);
    an_html_text(html, text);
    fputs("</th>", html->out);
}

static void tell_rest(an_meeting_view *v, const an_meeting_extra *extra)
{
    an_view *view = &v->html.view;
    char file[ID];

    snprintf(file, sizeof file, "%s.csv", extra->name);
    an_html_element(&v->html, "p", "muted",
                    an_view_words(view, "extra-rest",
                                  an_view_count(view, an_table_rows(extra->table) - MAX_ROWS), file,
                                  NULL));
}

/* That of the largest amount of the table. */
static an_unit unit_of(const an_meeting_view *v, const an_table *table)
{
    double largest = 0;

    for (size_t r = 0; r < an_table_rows(table); r++)
        for (size_t c = 0; c < an_table_n_columns(table); c++)
            if (an_table_column(table, c)->kind == AN_MONEY)
                largest = fmax(largest, fabs(an_table_cell_number(table, r, c)));
    return an_view_unit(&v->html.view, largest);
}

static bool is_empty(const an_table *table, size_t row, size_t column)
{
    return an_table_column(table, column)->kind == AN_TEXT
               ? !*an_table_cell_text(table, row, column)
               : isnan(an_table_cell_number(table, row, column));
}

/* Not a column without any value, nor the year where that is the same in each row. */
static bool is_shown(const an_table *table, size_t column)
{
    const bool period = strcmp(an_table_column(table, column)->name, "period") == 0;
    bool empty = true, same = period;

    for (size_t r = 0; r < an_table_rows(table); r++) {
        empty = empty && is_empty(table, r, column);
        same = same && strcmp(an_table_cell_text(table, r, column),
                              an_table_cell_text(table, 0, column)) == 0;
    }
    return !empty && !same;
}

static bool has_money(const an_table *table)
{
    for (size_t c = 0; c < an_table_n_columns(table); c++)
        if (an_table_column(table, c)->kind == AN_MONEY)
            return true;
    return false;
}

static void write_table(an_meeting_view *v, const an_meeting_extra *extra)
{
    an_html *html = &v->html;
    const an_table *table = extra->table;
    const an_unit unit = unit_of(v, table);
    char id[ID], caption[2 * ID];

    snprintf(id, sizeof id, "extra-%s", extra->name);
    snprintf(caption, sizeof caption, "%s-caption", id);
    an_html_section(html, id, an_text(html->view.lang, id));
    an_html_table(html, caption, has_money(table) ? an_text(html->view.lang, unit.id) : "");
    fputs("<tr>", html->out);
    for (size_t c = 0; c < an_table_n_columns(table); c++)
        if (is_shown(table, c))
            write_head(v, extra, c);
    fputs("</tr>\n</thead>\n<tbody>\n", html->out);
    for (size_t r = 0; r < an_table_rows(table) && r < MAX_ROWS; r++) {
        fputs("<tr>", html->out);
        an_html_row(html, cell_text(v, table, r, 0, unit));
        for (size_t c = 1; c < an_table_n_columns(table); c++)
            if (is_shown(table, c))
                an_html_number(html, style_of(v, table, c), cell_text(v, table, r, c, unit));
        fputs("</tr>\n", html->out);
    }
    fputs("</tbody>\n", html->out);
    an_html_table_end(html);
    if (an_table_rows(table) > MAX_ROWS)
        tell_rest(v, extra);
    if (an_table_n_notes(table) >
        0) /* the last is about this table, and in the reader's language */
        an_html_element(html, "p", "muted", an_table_note_at(table, an_table_n_notes(table) - 1));
    fputs("</section>\n", html->out);
}

void an_meeting_extras(an_meeting_view *v)
{
    for (size_t i = 0; i < v->in->n_extras; i++)
        if (!v->in->extras[i].file_only)
            write_table(v, &v->in->extras[i]);
}

static void write_cell(lxw_worksheet *sheet, const an_table *table, size_t row, size_t column,
                       lxw_format *const *formats)
{
    const an_column_kind kind = an_table_column(table, column)->kind;
    const lxw_row_t r = (lxw_row_t)(row + 1);
    const lxw_col_t c = (lxw_col_t)column;

    if (kind == AN_TEXT)
        an_workbook_text(sheet, r, c, an_table_cell_text(table, row, column), NULL);
    else
        an_workbook_number(sheet, r, c, an_table_cell_number(table, row, column), formats[kind]);
}

void an_meeting_sheets(an_meeting_view *v, lxw_workbook *book)
{
    lxw_format *formats[] = {[AN_TEXT] = NULL,
                             [AN_MONEY] = workbook_add_format(book),
                             [AN_NUMBER] = workbook_add_format(book),
                             [AN_COUNT] = workbook_add_format(book),
                             [AN_PERCENT] = workbook_add_format(book),
                             [AN_SHARE] = workbook_add_format(book),
                             [AN_MIXED] = workbook_add_format(book)};
    lxw_format *head = workbook_add_format(book);

    format_set_bold(head);
    format_set_num_format(formats[AN_MONEY], "#,##0");
    format_set_num_format(formats[AN_MIXED], "#,##0");
    format_set_num_format(formats[AN_COUNT], "#,##0");
    format_set_num_format(formats[AN_PERCENT], "0.0\"%\"");
    format_set_num_format(formats[AN_NUMBER], "0.0");
    format_set_num_format(formats[AN_SHARE], "0.0%");
    for (size_t i = 0; i < v->in->n_extras; i++) {
        const an_table *table = v->in->extras[i].table;
        char id[ID];
        lxw_worksheet *sheet;

        if (v->in->extras[i].file_only)
            continue;
        snprintf(id, sizeof id, "sheet-%s", v->in->extras[i].name);
        sheet = workbook_add_worksheet(book, an_text(v->html.view.lang, id));
        an_workbook_allow_digits(sheet);
        for (size_t c = 0; c < an_table_n_columns(table); c++) {
            an_workbook_text(sheet, 0, (lxw_col_t)c, an_meeting_head(v, &v->in->extras[i], c),
                             head);
            worksheet_set_column(
                sheet, (lxw_col_t)c, (lxw_col_t)c,
                an_table_column(table, c)->kind == AN_TEXT ? TEXT_WIDTH : NUMBER_WIDTH, NULL);
        }
        for (size_t r = 0; r < an_table_rows(table); r++)
            for (size_t c = 0; c < an_table_n_columns(table); c++)
                write_cell(sheet, table, r, c, formats);
    }
}
