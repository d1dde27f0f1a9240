/* html_table.c - the review by period and by each dimension, as tables a screen reader can walk. */
#include <math.h>

#include "analysis/report/html.h"

enum { MAX_ROWS = 40 };

/* The scopes shown side by side for each node; the year in full, the others by their gap. */
static const an_scope beside[] = {AN_SCOPE_TO_DATE, AN_SCOPE_MONTH, AN_SCOPE_QUARTER};

enum { N_BESIDE = sizeof beside / sizeof *beside };

static void column_heads(const an_html *html, const char *const *ids, size_t n)
{
    for (size_t i = 0; i < n; i++)
        an_html_column(html, an_text(html->view.lang, ids[i]));
}

static void gap_cells(an_html *html, an_unit unit, const an_review_row *row)
{
    an_view *view = &html->view;
    const char *tone = row ? an_html_tone(row->gap) : "";

    an_html_number(html, tone, an_view_amount(view, unit, row ? row->gap : NAN, true));
    an_html_number(html, tone, an_view_percent(view, row ? row->gap_pct : NAN, true));
}

/* Nothing sold yet, or nothing left to forecast, is no amount. */
static const char *part_amount(an_view *view, double amount)
{
    return an_view_amount(view, view->unit, amount == 0 ? NAN : amount, false);
}

static void period_rows(an_html *html, an_scope scope)
{
    an_view *view = &html->view;

    fputs("<tbody>\n", html->out);
    for (size_t i = 0; i < an_review_size(view->in->review); i++) {
        const an_review_row *row = an_review_at(view->in->review, i);

        if (row->node != 0 || row->scope != scope)
            continue;
        fputs(scope == AN_SCOPE_YEAR ? "<tr class=\"total\">" : "<tr>", html->out);
        an_html_row(html, row->period);
        an_html_number(html, "", an_view_amount(view, view->unit, row->plan, false));
        an_html_number(html, "", part_amount(view, row->actual));
        an_html_number(html, "", part_amount(view, row->forecast_rest));
        an_html_number(html, "", an_view_amount(view, view->unit, row->outlook, false));
        gap_cells(html, view->unit, row);
        an_html_number(html, "", an_view_chance(view, row));
        fputs("</tr>\n", html->out);
    }
    fputs("</tbody>\n", html->out);
}

static void period_table(an_html *html)
{
    static const char *const heads[] = {"period",  "plan", "actual",      "forecast-rest",
                                        "outlook", "gap",  "gap-percent", "chance"};
    an_view *view = &html->view;

    an_html_table(
        html, "by-period",
        an_view_words(view, "table-period", view->year, an_text(view->lang, view->unit.id), NULL));
    fputs("<tr>", html->out);
    column_heads(html, heads, sizeof heads / sizeof *heads);
    fputs("</tr>\n</thead>\n", html->out);
    period_rows(html, AN_SCOPE_MONTH);
    period_rows(html, AN_SCOPE_QUARTER);
    period_rows(html, AN_SCOPE_YEAR);
    an_html_table_end(html);
}

static void node_heads(an_html *html, size_t dimension)
{
    static const char *const year_heads[] = {"plan", "outlook", "gap", "gap-percent", "chance"};
    an_view *view = &html->view;

    fputs("<tr><th scope=\"col\" rowspan=\"2\">", html->out);
    an_html_text(html, an_view_dimension(view, dimension));
    fputs("</th><th scope=\"colgroup\" colspan=\"5\">", html->out);
    an_html_text(html, view->year);
    fputs("</th>", html->out);
    for (size_t i = 0; i < N_BESIDE; i++) {
        const an_review_row *total = view->total[beside[i]];

        if (!total)
            continue;
        fputs("<th scope=\"colgroup\" colspan=\"2\">", html->out);
        an_html_text(html, beside[i] == AN_SCOPE_TO_DATE
                               ? an_view_words(view, "to-date-until", total->period, NULL)
                               : total->period);
        fputs("</th>", html->out);
    }
    fputs("</tr>\n<tr>", html->out);
    column_heads(html, year_heads, sizeof year_heads / sizeof *year_heads);
    for (size_t i = 0; i < N_BESIDE; i++)
        if (view->total[beside[i]])
            column_heads(html, year_heads + 2, 2);
    fputs("</tr>\n</thead>\n<tbody>\n", html->out);
}

static void node_row(an_html *html, an_unit unit, const an_review_row *year, const char *style)
{
    an_view *view = &html->view;

    fprintf(html->out, "<tr%s>", style);
    an_html_row(html, an_view_name(view, year->node));
    an_html_number(html, "", an_view_amount(view, unit, year->plan, false));
    an_html_number(html, "", an_view_amount(view, unit, year->outlook, false));
    gap_cells(html, unit, year);
    an_html_number(html, "", an_view_chance(view, year));
    for (size_t i = 0; i < N_BESIDE; i++)
        if (view->total[beside[i]])
            gap_cells(html, unit,
                      an_review_find(view->in->review, year->node, beside[i],
                                     view->total[beside[i]]->period));
    fputs("</tr>\n", html->out);
}

/* The unit that suits the nodes of a table, however small beside their total. */
static an_unit nodes_unit(const an_view *view, const an_review_row *const *rows, size_t n)
{
    double largest = 0;

    for (size_t i = 0; i < n && i < MAX_ROWS; i++)
        largest = fmax(largest, fmax(fabs(rows[i]->plan), fabs(rows[i]->outlook)));
    return an_view_unit(view, largest);
}

static fc_status dimension_table(an_html *html, size_t dimension)
{
    an_view *view = &html->view;
    const an_review_row **rows;
    an_unit unit;
    size_t n;
    char id[32];
    fc_status status = an_view_parts(view, dimension, &rows, &n);

    if (status != FC_OK || n == 0)
        return status;
    unit = nodes_unit(view, rows, n);
    snprintf(id, sizeof id, "by-%zu", dimension + 1);
    an_html_table(html, id,
                  an_view_words(view, "table-dimension", an_view_dimension(view, dimension),
                                an_text(view->lang, unit.id), NULL));
    node_heads(html, dimension);
    for (size_t i = 0; i < n && i < MAX_ROWS; i++)
        node_row(html, unit, rows[i], "");
    if (view->total[AN_SCOPE_YEAR])
        node_row(html, unit, view->total[AN_SCOPE_YEAR], " class=\"total\"");
    fputs("</tbody>\n", html->out);
    an_html_table_end(html);
    if (n > MAX_ROWS)
        an_html_element(html, "p", "muted",
                        an_view_words(view, "table-more", an_view_count(view, n - MAX_ROWS), NULL));
    return FC_OK;
}

fc_status an_html_tables(an_html *html)
{
    fc_status status = FC_OK;

    an_html_section(html, "tables", an_text(html->view.lang, "html-tables"));
    period_table(html);
    for (size_t d = 0; d < fc_hierarchy_n_dimensions(html->view.hierarchy) && status == FC_OK; d++)
        status = dimension_table(html, d);
    fputs("</section>\n", html->out);
    return status;
}
