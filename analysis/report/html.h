/* html.h - the parts of the HTML report. */
#ifndef ANALYSIS_REPORT_HTML_H
#define ANALYSIS_REPORT_HTML_H

#include "analysis/report/figure.h"
#include "analysis/report/section.h"

typedef struct {
    an_view view;
    FILE *out;
    const an_pictures *pictures;
} an_html;

extern const char an_html_style[], an_html_style_small[]; /* the latter: small charts, links */

/* User text: what HTML could take for its own is escaped, control characters become blanks. */
void an_html_text(const an_html *html, const char *text);

/* <tag class="style">text</tag>; without a class where `style` is NULL. */
void an_html_element(const an_html *html, const char *tag, const char *style, const char *text);

/* <section> with its heading; `id` is that of the heading. */
void an_html_section(const an_html *html, const char *id, const char *heading);

/* "bad", "good" or "" by the sign of a deviation. */
const char *an_html_tone(double gap);

/* The page up to <body>, with its title, and what closes it. */
void an_html_begin(const an_html *html, const char *title);
void an_html_end(const an_html *html, const char *footer);

/* A table with its caption, up to <thead>; `id` is that of the caption. */
void an_html_table(const an_html *html, const char *id, const char *caption);
void an_html_table_end(const an_html *html);
void an_html_column(const an_html *html, const char *text);
void an_html_row(const an_html *html, const char *text); /* the head of a row */
void an_html_number(const an_html *html, const char *tone, const char *text);

/* One of a <dl class="tiles">. */
void an_html_tile(const an_html *html, const char *label, const char *tone, const char *value,
                  const char *detail);
void an_html_figure(const an_html *html, const an_chart_heading *heading, const char *svg);

void an_html_headline(an_html *html);   /* heading, tiles */
void an_html_shortfalls(an_html *html); /* what to do first */
void an_html_warnings(an_html *html);   /* alarms; nothing where nothing was watched */

/* Links to the sections there are. */
void an_html_contents(const an_html *html);

/* The sections that `make` gives. */
void an_html_sections(an_html *html, size_t (*make)(an_view *view, an_section *to));
fc_status an_html_figures(an_html *html) FC_CHECKED;
fc_status an_html_tables(an_html *html) FC_CHECKED;
fc_status an_html_notes(an_html *html) FC_CHECKED;

#endif
