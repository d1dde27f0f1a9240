/* html.c - the report as one page of HTML that needs nothing else: no script, no other file. */
#include "analysis/report/html.h"

#include "analysis/chart/inline.h"
#include "analysis/format/format.h"
#include "analysis/report/finding.h"

static const char *entity(char c)
{
    static const struct {
        char c;
        const char *entity;
    } entities[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}};

    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (entities[i].c == c)
            return entities[i].entity;
    return NULL;
}

void an_html_text(const an_html *html, const char *text)
{
    for (; *text; text++) {
        const char *escaped = entity(*text);

        if (escaped)
            fputs(escaped, html->out);
        else
            putc((unsigned char)*text < 0x20 ? ' ' : *text, html->out);
    }
}

void an_html_element(const an_html *html, const char *tag, const char *style, const char *text)
{
    if (style)
        fprintf(html->out, "<%s class=\"%s\">", tag, style);
    else
        fprintf(html->out, "<%s>", tag);
    an_html_text(html, text);
    fprintf(html->out, "</%s>\n", tag);
}

void an_html_section(const an_html *html, const char *id, const char *heading)
{
    fprintf(html->out, "<section aria-labelledby=\"%s\">\n<h2 id=\"%s\">", id, id);
    an_html_text(html, heading);
    fputs("</h2>\n", html->out);
}

const char *an_html_tone(double gap)
{
    return gap < 0 ? "bad" : gap > 0 ? "good" : "";
}

void an_html_begin(const an_html *html, const char *title)
{
    const an_view *view = &html->view;

    fprintf(html->out,
            "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<meta name=\"color-scheme\" content=\"light dark\">\n"
            "<meta name=\"generator\" content=\"gapcast\">\n<title>",
            an_text(view->lang, "html-lang"));
    an_html_text(html, title);
    fputs("</title>\n<style>\n", html->out);
    an_chart_css(html->out);
    fprintf(html->out, "%s%s</style>\n</head>\n<body>\n", an_html_style, an_html_style_small);
}

void an_html_end(const an_html *html, const char *footer)
{
    fputs("</main>\n<footer>\n", html->out);
    an_html_element(html, "p", NULL, footer);
    fputs("</footer>\n</body>\n</html>\n", html->out);
}

static fc_status write_page(an_html *html)
{
    fc_status status;

    an_html_begin(
        html, an_view_words(&html->view, "html-title", html->view.year, html->view.until, NULL));
    an_html_headline(html);
    an_html_contents(html);
    an_html_shortfalls(html);
    an_html_warnings(html);
    an_html_sections(html, an_section_moved);
    status = an_html_figures(html);
    an_html_sections(html, an_section_measures);
    if (status == FC_OK)
        status = an_html_tables(html);
    an_html_sections(html, an_section_record);
    an_html_sections(html, an_section_chances);
    if (status == FC_OK)
        status = an_html_notes(html);
    an_html_end(html, an_text(html->view.lang, "html-footer"));
    if (status == FC_OK)
        status = an_pool_status(&html->view.pool);
    return status == FC_OK ? an_format_written(html->out) : status;
}

fc_status an_report_html(const an_report_input *input, const an_report_options *options,
                         const an_pictures *pictures, FILE *out)
{
    an_html html = {.out = out, .pictures = pictures};
    fc_status status = an_view_open(input, options, &html.view);

    if (status != FC_OK)
        return status;
    status = write_page(&html);
    an_view_close(&html.view);
    return status;
}
