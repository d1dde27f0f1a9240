/* html_sections.c - tables with a small chart in each row. */
#include <math.h>

#include "analysis/report/html.h"

enum { WIDTH = 160, HEIGHT = 24, MARGIN = 2, BAR = 10 };

/* The scale of all small charts of a section. */
typedef struct {
    double least, largest;
} scale;

static scale scale_of(const an_section *s)
{
    scale x = {INFINITY, -INFINITY};

    for (size_t i = 0; i < s->n_rows * s->n_values; i++)
        if (isfinite(s->values[i])) {
            x.least = fmin(x.least, s->values[i]);
            x.largest = fmax(x.largest, s->values[i]);
        }
    if (x.largest <= x.least)
        x.largest = x.least + 1;
    return x;
}

static double across(const scale *x, double value)
{
    return MARGIN + (value - x->least) / (x->largest - x->least) * (WIDTH - 2 * MARGIN);
}

/* From zero on, each row by its own largest value: the shape is what is to be seen. */
static void line(const an_html *html, const double *values, size_t n)
{
    double largest = 0;

    for (size_t t = 0; t < n; t++)
        largest = fmax(largest, values[t]);
    fputs("<polyline class=\"actual\" points=\"", html->out);
    for (size_t t = 0; t < n; t++)
        fprintf(html->out, "%.1f,%.1f ",
                MARGIN + (double)t * (WIDTH - 2 * MARGIN) / fmax(1, (double)n - 1),
                HEIGHT - MARGIN -
                    fmax(0, values[t]) * (HEIGHT - 2 * MARGIN) / (largest > 0 ? largest : 1));
    fputs("\"/>", html->out);
}

static void step(const an_html *html, const scale *x, double from, double to, const char *tone)
{
    const double a = across(x, fmin(from, to)), b = across(x, fmax(from, to));

    if (!isfinite(a) || !isfinite(b))
        return;
    fprintf(html->out, "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
            from == to ? "tick"
            : tone[0]  ? tone
                       : "plain",
            from == to ? a - 1 : a, (HEIGHT - BAR) / 2 - (from == to ? 3 : 0), fmax(2, b - a),
            BAR + (from == to ? 6 : 0));
}

/* The tone of a row's bar is that of its cells. */
static const char *row_tone(const an_section *s, size_t row)
{
    for (size_t c = 0; c < s->n_columns; c++)
        if (s->tones[row * s->n_columns + c][0])
            return s->tones[row * s->n_columns + c];
    return "";
}

static void small(const an_html *html, const an_section *s, const scale *x, size_t row)
{
    const double *values = s->values + row * s->n_values;

    fprintf(html->out,
            "<td class=\"word\"><svg class=\"small\" viewBox=\"0 0 %d %d\" aria-hidden=\"true\">",
            WIDTH, HEIGHT);
    if (s->small == AN_SMALL_LINE)
        line(html, values, s->n_values);
    else
        step(html, x, values[0], values[1], row_tone(s, row));
    fputs("</svg></td>", html->out);
}

static void word(const an_html *html, const char *tone, const char *text)
{
    fprintf(html->out, "<td class=\"word wide %s\">", tone);
    an_html_text(html, text);
    fputs("</td>", html->out);
}

static void write_row(const an_html *html, const an_section *s, const scale *x, size_t row)
{
    fputs(s->last_bold && row + 1 == s->n_rows ? "<tr class=\"total\">" : "<tr>", html->out);
    for (size_t c = 0; c < s->n_columns; c++) {
        const char *text = s->cells[row * s->n_columns + c],
                   *tone = s->tones[row * s->n_columns + c];

        if (c == 0)
            an_html_row(html, text);
        else if (s->words[c])
            word(html, tone, text);
        else
            an_html_number(html, tone, text);
        if (c == 0 && s->small != AN_SMALL_NONE)
            small(html, s, x, row);
    }
    fputs("</tr>\n", html->out);
}

static void word_head(const an_html *html, const char *text)
{
    fputs("<th scope=\"col\" class=\"word\">", html->out);
    an_html_text(html, text);
    fputs("</th>", html->out);
}

static void write_heads(const an_html *html, const an_section *s)
{
    fputs("<tr>", html->out);
    for (size_t c = 0; c < s->n_columns; c++) {
        if (c > 0 && s->words[c])
            word_head(html, s->heads[c]);
        else
            an_html_column(html, s->heads[c]);
        if (c == 0 && s->small != AN_SMALL_NONE)
            word_head(html, s->small_head);
    }
    fputs("</tr>\n</thead>\n<tbody>\n", html->out);
}

static void write_section(const an_html *html, const an_section *s)
{
    const scale x = s->small == AN_SMALL_STEP ? scale_of(s) : (scale){0, 1};
    char caption[64];

    if (s->intro)
        an_html_element(html, "p", NULL, s->intro);
    snprintf(caption, sizeof caption, "%s-table", s->id);
    an_html_table(html, caption, s->caption);
    write_heads(html, s);
    for (size_t row = 0; row < s->n_rows; row++)
        write_row(html, s, &x, row);
    fputs("</tbody>\n", html->out);
    an_html_table_end(html);
    if (s->foot)
        an_html_element(html, "p", "muted", s->foot);
}

void an_html_sections(an_html *html, size_t (*make)(an_view *view, an_section *to))
{
    an_section list[AN_SECTIONS];
    const size_t n = make(&html->view, list);

    for (size_t i = 0; i < n; i++) {
        if (list[i].heading) {
            fputs(i > 0 ? "</section>\n" : "", html->out);
            an_html_section(html, list[i].id, list[i].heading);
        }
        if (list[i].n_rows > 0)
            write_section(html, &list[i]);
    }
    fputs(n > 0 ? "</section>\n" : "", html->out);
}

static void link_to(const an_html *html, const char *id, const char *text)
{
    fprintf(html->out, "<a href=\"#%s\">", id);
    an_html_element(html, "span", NULL, an_text(html->view.lang, text));
    fputs("</a>\n", html->out);
}

void an_html_contents(const an_html *html)
{
    const an_report_input *in = html->view.in;

    fprintf(html->out, "<nav class=\"contents\" aria-label=\"%s\">\n",
            an_text(html->view.lang, "contents"));
    if (fc_hierarchy_n_dimensions(html->view.hierarchy) > 0)
        link_to(html, "first", "contents-first");
    if (in->watch)
        link_to(html, "warnings", "watch-heading");
    if (in->memory && in->memory->n_movements > 0)
        link_to(html, "moved", "contents-moved");
    link_to(html, "charts", "html-charts");
    if (in->measures)
        link_to(html, "figures", "figure-heading");
    link_to(html, "tables", "html-tables");
    if (in->memory && in->memory->accuracy)
        link_to(html, "record", "contents-record");
    link_to(html, "notes", "contents-notes");
    fputs("</nav>\n", html->out);
}
