/* html_cells.c - what tables, tiles and figures of any page are made of. */
#include "analysis/report/html.h"

void an_html_table(const an_html *html, const char *id, const char *caption)
{
    /* Wide tables scroll by themselves on a narrow screen, also with the keyboard. */
    fprintf(html->out,
            "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"%s\">\n"
            "<table>\n<caption id=\"%s\">",
            id, id);
    an_html_text(html, caption);
    fputs("</caption>\n<thead>\n", html->out);
}

void an_html_table_end(const an_html *html)
{
    fputs("</table>\n</div>\n", html->out);
}

void an_html_column(const an_html *html, const char *text)
{
    fputs("<th scope=\"col\">", html->out);
    an_html_text(html, text);
    fputs("</th>", html->out);
}

void an_html_row(const an_html *html, const char *text)
{
    fputs("<th scope=\"row\">", html->out);
    an_html_text(html, text);
    fputs("</th>", html->out);
}

void an_html_number(const an_html *html, const char *tone, const char *text)
{
    if (tone[0])
        fprintf(html->out, "<td class=\"%s\">", tone);
    else
        fputs("<td>", html->out);
    an_html_text(html, text);
    fputs("</td>", html->out);
}

void an_html_tile(const an_html *html, const char *label, const char *tone, const char *value,
                  const char *detail)
{
    fputs("<div class=\"tile\">\n<dt>", html->out);
    an_html_text(html, label);
    fprintf(html->out, "</dt>\n<dd class=\"value %s\">", tone);
    an_html_text(html, value);
    fputs("</dd>\n", html->out);
    an_html_element(html, "dd", "detail", detail);
    fputs("</div>\n", html->out);
}

void an_html_figure(const an_html *html, const an_chart_heading *heading, const char *svg)
{
    fputs("<figure>\n<figcaption>\n", html->out);
    an_html_element(html, "h3", NULL, heading->title);
    an_html_element(html, "p", NULL, heading->subtitle);
    /* On a narrow screen the picture keeps its size and scrolls, also with the keyboard. */
    fputs("</figcaption>\n<div class=\"chart\" role=\"group\" tabindex=\"0\" aria-label=\"",
          html->out);
    an_html_text(html, heading->title);
    fprintf(html->out, "\">\n%s\n</div>\n", svg);
    an_html_element(html, "p", "muted", heading->foot);
    fputs("</figure>\n", html->out);
}
