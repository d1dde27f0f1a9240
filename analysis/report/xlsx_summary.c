/* xlsx_summary.c - the first sheet: the year by period and by node, with native charts. */
#include "analysis/report/finding.h"
#include "analysis/report/xlsx.h"

enum {
    MAX_NODES = 40,
    LABEL_WIDTH = 26,
    NUMBER_WIDTH = 14,
    CHART_COLUMN = AN_XLSX_N_MEASURES + 2,
    CHART_ROWS = 20
};

enum { BLUE = 0x0072B2, VERMILION = 0xD55E00, PALE = 0xE3E7EB };

typedef struct {
    an_xlsx *xlsx;
    lxw_worksheet *sheet;
    const char *name; /* of the sheet, for references */
    lxw_row_t next;   /* free row */
} writer;

/* Rows of a block that a chart refers to. */
typedef struct {
    lxw_row_t first, last;
} block;

static void write_row(writer *w, const char *label, const an_review_row *row)
{
    an_workbook_text(w->sheet, w->next, 0, label, w->xlsx->formats.text);
    an_xlsx_measures(w->xlsx, w->sheet, w->next, 1, row);
    w->next++;
}

static void begin_block(writer *w, const char *head, block *b)
{
    an_workbook_text(w->sheet, w->next, 0, head, w->xlsx->formats.head_text);
    an_xlsx_heads(w->xlsx, w->sheet, w->next, 1);
    b->first = b->last = ++w->next;
}

static void end_block(writer *w, block *b)
{
    b->last = w->next > b->first ? w->next - 1 : b->first;
    an_xlsx_colour_gaps(w->xlsx, w->sheet, b->first, b->last, 1);
    w->next++;
}

/* In the row right below a block. */
static void write_total(writer *w, const an_review_row *row)
{
    lxw_conditional_format bold = {.type = LXW_CONDITIONAL_TYPE_FORMULA,
                                   .value_string = "=TRUE",
                                   .format = w->xlsx->formats.total};
    const lxw_row_t r = --w->next;

    write_row(w, row->period, row);
    worksheet_conditional_format_range(w->sheet, r, 0, r, AN_XLSX_N_MEASURES, &bold);
    an_xlsx_colour_gaps(w->xlsx, w->sheet, r, r, 1);
    w->next++;
}

static void write_periods(writer *w, block *b)
{
    an_view *view = &w->xlsx->view;
    const an_review_row *year = view->total[AN_SCOPE_YEAR];

    begin_block(w, an_text(view->lang, "period"), b);
    for (size_t i = 0; i < view->n_periods; i++) {
        const an_review_row *row = an_review_find(view->in->review, 0, view->cut, view->periods[i]);

        if (row)
            write_row(w, row->period, row);
    }
    end_block(w, b);
    if (year)
        write_total(w, year);
}

static fc_status write_nodes(writer *w, size_t dimension, block *b)
{
    an_view *view = &w->xlsx->view;
    const an_review_row **rows;
    size_t n;
    fc_status status = an_view_parts(view, dimension, &rows, &n);

    if (status != FC_OK || n == 0)
        return status;
    begin_block(w, an_view_dimension(view, dimension), b);
    for (size_t i = 0; i < n && i < MAX_NODES; i++)
        write_row(w, an_view_name(view, rows[i]->node), rows[i]);
    end_block(w, b);
    return FC_OK;
}

/* A title that began with = would be taken for a reference. */
static void set_title(lxw_chart *chart, const char *title)
{
    static lxw_chart_font font = {.size = 12, .bold = LXW_TRUE};

    chart_title_set_name(chart, title + (title[0] == '='));
    chart_title_set_name_font(chart, &font);
}

static lxw_chart_series *add_series(const writer *w, lxw_chart *chart, const block *b, int measure)
{
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    const lxw_col_t column = (lxw_col_t)(1 + measure);

    chart_series_set_categories(series, w->name, b->first, 0, b->last, 0);
    chart_series_set_values(series, w->name, b->first, column, b->last, column);
    chart_series_set_name_range(series, w->name, b->first - 1, column);
    return series;
}

static void insert_chart(const writer *w, lxw_chart *chart, lxw_row_t row, const char *description)
{
    lxw_chart_options options = {
        .x_scale = 1.4, .y_scale = 1.3, .description = (char *)description};

    worksheet_insert_chart_opt(w->sheet, row, CHART_COLUMN, chart, &options);
}

static void draw_periods(const writer *w, const block *b)
{
    lxw_chart *chart = workbook_add_chart(w->xlsx->book, LXW_CHART_LINE);
    lxw_chart_line plan = {
        .color = VERMILION, .width = 1.75, .dash_type = LXW_CHART_LINE_DASH_DASH};
    lxw_chart_line outlook = {.color = BLUE, .width = 2.5}, grid = {.color = PALE, .width = .5};
    const char *title = an_finding_year(&w->xlsx->view);

    chart_series_set_line(add_series(w, chart, b, AN_XLSX_OUTLOOK), &outlook);
    chart_series_set_line(add_series(w, chart, b, AN_XLSX_PLAN), &plan);
    chart_axis_set_num_format(chart->y_axis, "#,##0");
    chart_axis_major_gridlines_set_line(chart->y_axis, &grid);
    set_title(chart, title);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    insert_chart(w, chart, 3, title);
}

/* Bars in the colour of their sign. */
static fc_status draw_nodes(const writer *w, const block *b, size_t dimension)
{
    static lxw_chart_fill below = {.color = VERMILION}, above = {.color = BLUE};
    an_view *view = &w->xlsx->view;
    lxw_chart *chart = workbook_add_chart(w->xlsx->book, LXW_CHART_BAR);
    const size_t n = b->last - b->first + 1;
    lxw_chart_point *points = an_pool_array(&view->pool, n, sizeof *points);
    lxw_chart_point **list = an_pool_array(&view->pool, n + 1, sizeof *list);
    const char *title =
        an_view_words(view, "gap-title", view->year, an_view_dimension(view, dimension), NULL);
    lxw_chart_series *series;
    const an_review_row **rows;
    size_t n_rows;
    fc_status status = an_view_parts(view, dimension, &rows, &n_rows);

    if (status != FC_OK || !points || !list)
        return fc_no_memory();
    for (size_t i = 0; i < n && i < n_rows; i++) {
        points[i].fill = rows[i]->gap < 0 ? &below : &above;
        list[i] = &points[i];
    }
    series = add_series(w, chart, b, AN_XLSX_GAP);
    chart_series_set_points(series, list);
    chart_series_set_labels(series);
    chart_series_set_labels_num_format(series, "#,##0");
    set_title(chart, title);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    chart_axis_set_reverse(chart->y_axis); /* the first row on top */
    chart_axis_set_label_position(chart->y_axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    chart_axis_off(chart->x_axis); /* each bar carries its value */
    chart_axis_major_gridlines_set_visible(chart->x_axis, LXW_FALSE);
    insert_chart(w, chart, 3 + CHART_ROWS, title);
    return FC_OK;
}

fc_status an_xlsx_summary(an_xlsx *xlsx)
{
    an_view *view = &xlsx->view;
    writer w = {.xlsx = xlsx, .name = an_text(view->lang, "sheet-summary"), .next = 3};
    fc_status status = FC_OK;
    block periods, first = {0};

    w.sheet = workbook_add_worksheet(xlsx->book, w.name);
    worksheet_set_column(w.sheet, 0, 0, LABEL_WIDTH, NULL);
    worksheet_set_landscape(w.sheet);
    worksheet_fit_to_pages(w.sheet, 1, 0);
    worksheet_set_column(w.sheet, 1, AN_XLSX_N_MEASURES, NUMBER_WIDTH, NULL);
    an_workbook_allow_digits(w.sheet);
    an_workbook_text(w.sheet, 0, 0, an_finding_year(view), xlsx->formats.title);
    an_workbook_text(w.sheet, 1, 0, an_view_words(view, "html-eyebrow", view->until, NULL),
                     xlsx->formats.muted);
    write_periods(&w, &periods);
    draw_periods(&w, &periods);
    for (size_t d = 0; d < fc_hierarchy_n_dimensions(view->hierarchy) && status == FC_OK; d++) {
        block b = {0};

        status = write_nodes(&w, d, &b);
        if (d == 0)
            first = b;
    }
    if (status == FC_OK && first.first > 0)
        status = draw_nodes(&w, &first, 0);
    return status;
}
