/* meeting_xlsx.c - the workbook: a summary that computes, and every node and period to filter. */
#include <math.h>
#include <string.h>

#include "analysis/format/workbook.h"
#include "analysis/target/meeting_parts.h"
#include "analysis/target/metrics_table.h"
#include "analysis/target/target_table.h"

enum { LABEL_WIDTH = 26, NUMBER_WIDTH = 15, BASIS_WIDTH = 70, MOST_ROWS = 1000000 };

typedef struct {
    an_meeting_view *v;
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *title, *muted, *head, *text, *money, *percent, *total, *wrapped;
    lxw_row_t next;
} writer;

static lxw_format *number_format(writer *w, const char *format)
{
    lxw_format *f = workbook_add_format(w->book);

    format_set_num_format(f, format);
    return f;
}

static void add_formats(writer *w)
{
    const char *money = w->v->html.view.unit.divisor > 1 ? "#,##0" : "#,##0.00";

    w->title = workbook_add_format(w->book);
    format_set_bold(w->title);
    format_set_font_size(w->title, 16);
    w->muted = workbook_add_format(w->book);
    format_set_font_color(w->muted, 0x5F6B76);
    w->head = workbook_add_format(w->book);
    format_set_bold(w->head);
    format_set_bottom(w->head, LXW_BORDER_THIN);
    format_set_text_wrap(w->head);
    w->text = workbook_add_format(w->book);
    w->wrapped = workbook_add_format(w->book);
    format_set_text_wrap(w->wrapped);
    w->money = number_format(w, money);
    w->percent = number_format(w, "0.0%");
    w->total = number_format(w, money);
    format_set_bold(w->total);
    format_set_top(w->total, LXW_BORDER_THIN);
}

static const char *word(const writer *w, const char *id)
{
    return an_text(w->v->html.view.lang, id);
}

/* A formula and the value it has now, for programs that do not compute. */
static void write_formula(writer *w, lxw_col_t column, const char *formula, lxw_format *format,
                          double value)
{
    if (isfinite(value))
        worksheet_write_formula_num(w->sheet, w->next, column, formula, format, value);
    else
        worksheet_write_formula_str(w->sheet, w->next, column, formula, format, "");
}

static void write_heads(writer *w, const char *const *ids, size_t n)
{
    for (size_t i = 0; i < n; i++)
        an_workbook_text(w->sheet, w->next, (lxw_col_t)i, ids[i][0] ? word(w, ids[i]) : "",
                         w->head);
    w->next++;
}

/* Chance, amount, growth on last year, stretch: the last two computed. B1-style names of the row.
 */
static void write_rung(writer *w, const char *label, double chance, double amount, lxw_row_t facts)
{
    const an_target_row *row = w->v->total;
    char formula[96];

    an_workbook_text(w->sheet, w->next, 0, label, w->text);
    an_workbook_number(w->sheet, w->next, 1, chance, w->percent);
    an_workbook_number(w->sheet, w->next, 2, amount, w->money);
    snprintf(formula, sizeof formula, "=IF(N($B$%u)>0,C%u/$B$%u-1,\"\")", facts, w->next + 1,
             facts);
    write_formula(w, 3, formula, w->percent, an_meeting_growth(row, amount) / 100);
    snprintf(formula, sizeof formula, "=C%u-$B$%u", w->next + 1, facts + 1);
    write_formula(w, 4, formula, w->money, amount - row->baseline);
    w->next++;
}

static void write_ladder(writer *w, lxw_row_t facts)
{
    static const char *const heads[] = {"", "target-confidence", "target-target", "target-growth",
                                        "target-stretch"};

    write_heads(w, heads, sizeof heads / sizeof *heads);
    write_rung(w, word(w, "target-ladder-here"), w->v->total->p_attain, w->v->total->target, facts);
    for (size_t i = 0; i < AN_MEETING_RUNGS; i++) {
        const double percent = an_meeting_rung(i);

        write_rung(w, "", percent / 100, an_meeting_amount(w->v, percent), facts);
    }
    w->next++;
}

/* Last year, steps, and their sum as a formula. */
static fc_status write_steps_of(writer *w, size_t node)
{
    lxw_col_t last = 1;
    an_assumptions a;
    char first_cell[16], last_cell[16], formula[64];
    fc_status status = an_assume(w->v->target, node, &a);

    if (status != FC_OK)
        return status;
    an_workbook_text(w->sheet, w->next, 0, an_view_name(&w->v->html.view, node), w->text);
    an_workbook_number(w->sheet, w->next, 1, a.last_year, w->money);
    for (int i = 0; i < AN_N_STEPS; i++)
        if (w->v->shows[i])
            an_workbook_number(w->sheet, w->next, ++last, a.steps[i], w->money);
    lxw_rowcol_to_cell(first_cell, w->next, 1);
    lxw_rowcol_to_cell(last_cell, w->next, last);
    snprintf(formula, sizeof formula, "=SUM(%s:%s)", first_cell, last_cell);
    write_formula(w, last + 1, formula, w->total, a.target);
    w->next++;
    return FC_OK;
}

static fc_status write_steps(writer *w)
{
    const an_view *view = &w->v->html.view;
    size_t n = 0;
    lxw_col_t last = 1;
    const size_t *nodes = fc_hierarchy_n_dimensions(view->hierarchy) > 0
                              ? fc_hierarchy_children(view->hierarchy, 0, 0, &n)
                              : NULL;
    fc_status status = FC_OK;

    if (!w->v->has_bridge) {
        an_workbook_text(w->sheet, w->next++, 0, word(w, "target-none-known"), w->text);
        return FC_OK;
    }
    an_workbook_text(w->sheet, w->next, 0, word(w, "target-steps"), w->head);
    an_workbook_text(w->sheet, w->next, 1, word(w, "target-last-year"), w->head);
    for (int i = 0; i < AN_N_STEPS; i++)
        if (w->v->shows[i])
            an_workbook_text(w->sheet, w->next, ++last, word(w, an_assume_id((an_step)i)), w->head);
    an_workbook_text(w->sheet, w->next++, last + 1, word(w, "target-target"), w->head);
    for (size_t i = 0; status == FC_OK && i < n; i++)
        status = write_steps_of(w, nodes[i]);
    return status == FC_OK ? write_steps_of(w, 0) : status;
}

/* The ladder as a native chart: amount by chance. */
static void draw_ladder(writer *w, const char *name, lxw_row_t first)
{
    lxw_chart *chart = workbook_add_chart(w->book, LXW_CHART_LINE);
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    lxw_chart_options place = {.x_scale = 1.2, .y_scale = 1.1};
    const lxw_row_t last = first + AN_MEETING_RUNGS - 1;
    const char *title = word(w, "target-ladder");

    chart_series_set_categories(series, name, first, 1, last, 1);
    chart_series_set_values(series, name, first, 2, last, 2);
    chart_title_set_name(chart, title);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    chart_axis_set_num_format(chart->x_axis, "0%");
    chart_axis_set_num_format(chart->y_axis, "#,##0");
    worksheet_insert_chart_opt(w->sheet, 2, 10, chart, &place);
}

static fc_status write_summary(writer *w)
{
    an_view *view = &w->v->html.view;
    const an_target_row *row = w->v->total;
    const char *name = word(w, "sheet-summary");
    const lxw_row_t facts = 4; /* last year's row, counted from 1; the forecast's is below it */
    lxw_row_t ladder;
    char basis[AN_BASIS_SIZE];

    w->sheet = workbook_add_worksheet(w->book, name);
    worksheet_set_column(w->sheet, 0, 0, LABEL_WIDTH, NULL);
    worksheet_set_column(w->sheet, 1, 3 + AN_N_STEPS, NUMBER_WIDTH, NULL);
    worksheet_set_landscape(w->sheet);
    worksheet_fit_to_pages(w->sheet, 1, 0);
    an_workbook_allow_digits(w->sheet);
    an_workbook_text(w->sheet, 0, 0,
                     an_view_words(view, "target-heading", an_view_money(view, row->target, false),
                                   view->year, an_meeting_chance(w->v, row->p_attain), NULL),
                     w->title);
    an_target_basis(w->v->target, 0, 0, view->lang, basis);
    an_workbook_text(w->sheet, 1, 0, basis, w->muted);
    an_workbook_text(w->sheet, 3, 0, word(w, "target-last-year"), w->text);
    an_workbook_number(w->sheet, 3, 1, row->last_year, w->money);
    an_workbook_text(w->sheet, 4, 0, word(w, "forecast"), w->text);
    an_workbook_number(w->sheet, 4, 1, row->baseline, w->money);
    w->next = 6;
    ladder = w->next + 2;
    write_ladder(w, facts);
    draw_ladder(w, name, ladder);
    return write_steps(w);
}

static void write_target(writer *w, size_t node, size_t span)
{
    const an_view *view = &w->v->html.view;
    const an_target_row *row = an_target_at(w->v->target, node, span);
    const size_t n_keys = fc_hierarchy_n_keys(view->hierarchy);
    lxw_col_t c = 0;
    char formula[64], target[16], baseline[16], basis[AN_BASIS_SIZE];

    for (; c < n_keys; c++)
        an_workbook_text(w->sheet, w->next, c, fc_hierarchy_key(view->hierarchy, node, c), w->text);
    an_workbook_text(w->sheet, w->next, c++, an_target_periods(w->v->target)->spans[span].label,
                     w->text);
    an_workbook_number(w->sheet, w->next, c++, row->last_year, w->money);
    lxw_rowcol_to_cell(baseline, w->next, c);
    an_workbook_number(w->sheet, w->next, c++, row->baseline, w->money);
    lxw_rowcol_to_cell(target, w->next, c);
    an_workbook_number(w->sheet, w->next, c++, row->target, w->money);
    snprintf(formula, sizeof formula, "=%s-%s", target, baseline);
    write_formula(w, c++, formula, w->money, row->target - row->baseline);
    an_workbook_number(w->sheet, w->next, c++, row->p_attain, w->percent);
    an_target_basis(w->v->target, node, span, view->lang, basis);
    an_workbook_text(w->sheet, w->next, c, basis, w->text);
    w->next++;
}

static void write_targets(writer *w)
{
    static const char *const heads[] = {
        "period",         "target-last-year",  "forecast", "target-target",
        "target-stretch", "target-confidence", "why"};
    const an_view *view = &w->v->html.view;
    const an_spans *spans = an_target_periods(w->v->target);
    const lxw_col_t n_keys = (lxw_col_t)fc_hierarchy_n_keys(view->hierarchy);
    const lxw_col_t last = (lxw_col_t)(n_keys + sizeof heads / sizeof *heads - 1);

    w->sheet = workbook_add_worksheet(w->book, word(w, "target-sheet-rows"));
    w->next = 0;
    an_workbook_allow_digits(w->sheet);
    for (lxw_col_t k = 0; k < n_keys; k++)
        an_workbook_text(w->sheet, 0, k, w->v->input.sales->key_names[k], w->head);
    for (lxw_col_t i = 0; i <= last - n_keys; i++)
        an_workbook_text(w->sheet, 0, n_keys + i, word(w, heads[i]), w->head);
    w->next = 1;
    for (size_t i = 0; i < fc_hierarchy_size(view->hierarchy); i++)
        for (size_t s = 0; s < spans->n && w->next < MOST_ROWS; s++)
            write_target(w, i, s);
    worksheet_set_column(w->sheet, 0, last - 1, NUMBER_WIDTH, NULL);
    worksheet_set_column(w->sheet, last, last, BASIS_WIDTH, NULL);
    worksheet_freeze_panes(w->sheet, 1, n_keys + 1);
    worksheet_autofilter(w->sheet, 0, 0, w->next - 1, last);
}

static fc_status write_notes(writer *w)
{
    static const an_column column = {"note", AN_TEXT};
    an_table *table = NULL;
    fc_status status = an_table_new(&column, 1, &table);

    if (status != FC_OK)
        return status;
    w->sheet = workbook_add_worksheet(w->book, word(w, "sheet-notes"));
    worksheet_set_column(w->sheet, 0, 0, 110, NULL);
    an_target_notes(w->v->target, w->v->html.view.lang, table);
    an_metrics_notes(w->v->in->metric, w->v->target, w->v->html.view.lang, table);
    an_table_note(table, "%s", w->v->told);
    for (size_t i = 0; i < an_table_n_notes(table); i++)
        an_workbook_text(w->sheet, (lxw_row_t)i, 0, an_table_note_at(table, i), w->wrapped);
    status = an_table_status(table);
    an_table_free(table);
    return status;
}

fc_status an_meeting_xlsx(an_meeting_view *v, FILE *out)
{
    an_workbook workbook;
    writer w = {.v = v};
    fc_status status = an_workbook_open(
        &workbook, an_view_words(&v->html.view, "target-html-title", v->html.view.year, NULL));

    if (status != FC_OK)
        return status;
    w.book = workbook.book;
    add_formats(&w);
    status = write_summary(&w);
    if (status == FC_OK) {
        an_meeting_sheets(v, w.book);
        write_targets(&w);
        status = write_notes(&w);
    }
    if (status == FC_OK)
        status = an_pool_status(&v->html.view.pool);
    if (status == FC_OK)
        return an_workbook_finish(&workbook, out);
    an_workbook_drop(&workbook);
    return status;
}
