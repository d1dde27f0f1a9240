/* html_warnings.c - early warning on the page: each alarm with a small picture of its node. */
#include <math.h>

#include "analysis/report/html.h"
#include "analysis/report/warning.h"

enum { PERIODS = 24, WIDTH = 160, HEIGHT = 36, MARGIN = 2 };

static double largest_of(const double *values, size_t n, double largest)
{
    for (size_t t = 0; t < n; t++)
        largest = values[t] > largest ? values[t] : largest;
    return largest;
}

static void line(const an_html *html, const char *style, const double *values, size_t n,
                 double largest)
{
    fprintf(html->out, "<polyline class=\"%s\" points=\"", style);
    for (size_t t = 0; t < n; t++)
        if (isfinite(values[t]))
            fprintf(html->out, "%.1f,%.1f ",
                    MARGIN + (double)t * (WIDTH - 2 * MARGIN) / fmax(1, (double)n - 1),
                    HEIGHT - MARGIN - fmax(0, values[t]) * (HEIGHT - 2 * MARGIN) / largest);
    fputs("\"/>", html->out);
}

/* Sales as a line over what was expected, from zero on. */
static void spark(const an_html *html, const an_alarm *alarm)
{
    const double *actual, *expected;
    const size_t n = an_warning_values(&html->view, alarm, PERIODS, &actual, &expected);
    double largest;

    if (n == 0)
        return;
    largest = largest_of(expected, n, largest_of(actual, n, 0));
    if (!(largest > 0))
        return;
    fprintf(html->out, "<svg class=\"spark\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"",
            WIDTH, HEIGHT);
    an_html_text(html, an_text(html->view.lang, "watch-spark"));
    fputs("\">", html->out);
    line(html, "expected", expected, n, largest);
    line(html, "actual", actual, n, largest);
    fputs("</svg>\n", html->out);
}

static void warning(an_html *html, const an_alarm *alarm)
{
    an_view *view = &html->view;

    fputs("<li>\n<div class=\"line\"><h3>", html->out);
    an_html_text(html, an_view_name(view, alarm->node));
    fputs("</h3>\n", html->out);
    spark(html, alarm);
    fputs("</div>\n<p>", html->out);
    an_html_text(html, alarm->evidence);
    fputs(" <span class=\"muted\">", html->out);
    an_html_text(html, an_warning_worth(view, alarm));
    fputs("</span></p>\n</li>\n", html->out);
}

void an_html_warnings(an_html *html)
{
    an_view *view = &html->view;

    if (!view->in->watch)
        return;
    an_html_section(html, "warnings", an_text(view->lang, "watch-heading"));
    an_html_element(html, "p", "muted", an_text(view->lang, "watch-how"));
    if (an_warning_count(view) == 0)
        an_html_element(html, "p", NULL, an_text(view->lang, "watch-none"));
    else
        fputs("<ol class=\"first\">\n", html->out);
    for (size_t i = 0; i < an_warning_count(view); i++)
        warning(html, an_warning_at(view, i));
    fputs(an_warning_count(view) > 0 ? "</ol>\n</section>\n" : "</section>\n", html->out);
}
