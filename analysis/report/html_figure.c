/* html_figure.c - the charts, each below a heading that states what it shows. */
#include <assert.h>

#include "analysis/report/html.h"

fc_status an_html_figures(an_html *html)
{
    an_figure *figures;
    size_t n;
    fc_status status = an_figure_build(&html->view, &figures, &n);

    if (status != FC_OK)
        return status;
    an_html_section(html, "charts", an_text(html->view.lang, "html-charts"));
    if (!html->pictures) {
        an_html_element(html, "p", NULL, an_text(html->view.lang, "html-no-charts"));
        n = 0;
    }
    assert(n == 0 || n == html->pictures->n);
    for (size_t i = 0; i < n; i++)
        an_html_figure(html, figures[i].heading, html->pictures->svg[i]);
    fputs("</section>\n", html->out);
    return FC_OK;
}
