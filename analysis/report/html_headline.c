/* html_headline.c - the first screen: where the year is heading, and what to do first. */
#include <math.h>

#include "analysis/report/finding.h"
#include "analysis/report/html.h"

static void plan_tiles(an_html *html, const an_review_row *year)
{
    an_view *view = &html->view;
    double plan, outlook;

    if (an_view_is_part(view) && an_view_planned(view, &plan, &outlook)) {
        an_html_tile(html, an_text(view->lang, "planned-part-name"), an_html_tone(outlook - plan),
                     an_view_money(view, outlook - plan, true),
                     an_view_words(view, "tile-planned", an_view_money(view, outlook, false),
                                   an_view_money(view, plan, false), NULL));
        return;
    }
    an_html_tile(
        html, an_text(view->lang, "plan"), "", an_view_money(view, year->plan, false),
        an_view_words(view, "tile-last-year", an_view_money(view, year->last_year, false), NULL));
    an_html_tile(
        html, an_text(view->lang, "gap"), an_html_tone(year->gap),
        an_view_money(view, year->gap, true),
        an_view_words(view, "tile-of-plan", an_view_percent(view, year->gap_pct, true), NULL));
}

static void closed_tiles(an_html *html, const an_review_row *year)
{
    an_view *view = &html->view;

    an_html_tile(html, an_text(view->lang, "actual"), "", an_view_money(view, year->actual, false),
                 an_status_name(year->status, view->lang));
    plan_tiles(html, year);
}

/* Where the year is heading, how far it has come, and what the rest must bring. */
static void open_tiles(an_html *html, const an_review_row *year)
{
    an_view *view = &html->view;
    const an_review_row *to_date = view->total[AN_SCOPE_TO_DATE];

    an_html_tile(html, an_text(view->lang, "outlook"), "",
                 an_view_money(view, year->outlook, false),
                 an_view_words(view, "tile-interval", an_view_money(view, year->lo80, false),
                               an_view_money(view, year->hi80, false), NULL));
    plan_tiles(html, year);
    an_html_tile(html, an_text(view->lang, "tile-chance"), "", an_view_chance(view, year),
                 an_status_name(year->status, view->lang));
    if (to_date)
        an_html_tile(html, an_view_words(view, "tile-to-date", view->until, NULL), "",
                     an_view_money(view, to_date->actual, false),
                     an_view_words(view, "tile-against", an_view_money(view, to_date->gap, true),
                                   an_view_percent(view, to_date->gap_pct, true), NULL));
    if (isfinite(year->required_run_rate))
        an_html_tile(
            html, an_text(view->lang, "tile-run-rate"), "",
            an_view_rate(view, year->required_run_rate, year->current_run_rate),
            an_view_words(view, "tile-so-far",
                          an_view_rate(view, year->current_run_rate, year->required_run_rate),
                          NULL));
}

void an_html_headline(an_html *html)
{
    an_view *view = &html->view;
    const an_review_row *year = view->total[AN_SCOPE_YEAR];

    fputs("<header>\n", html->out);
    an_html_element(html, "p", "eyebrow", an_view_words(view, "html-eyebrow", view->until, NULL));
    an_html_element(html, "h1", NULL, an_finding_year(view));
    fputs("</header>\n<main>\n", html->out);
    if (!year)
        return;
    fprintf(html->out, "<section aria-label=\"%s\">\n<dl class=\"tiles\">\n",
            an_text(view->lang, "html-headline"));
    if (an_view_is_closed(view))
        closed_tiles(html, year);
    else
        open_tiles(html, year);
    fputs("</dl>\n</section>\n", html->out);
}

static void shortfall(an_html *html, const an_review_row *row)
{
    an_view *view = &html->view;

    fputs("<li>\n<div class=\"line\"><h3>", html->out);
    an_html_text(html, an_view_name(view, row->node));
    fputs("</h3>\n<p><strong class=\"bad\">", html->out);
    an_html_text(html, an_view_money(view, row->gap, true));
    fputs("</strong> <span class=\"bad\">", html->out);
    an_html_text(html, an_view_percent(view, row->gap_pct, true));
    fputs("</span> <span class=\"muted\">", html->out);
    an_html_text(html, an_view_standing(view, row));
    fputs("</span></p></div>\n", html->out);
    an_html_element(html, "p", NULL, row->why);
    fputs("</li>\n", html->out);
}

void an_html_shortfalls(an_html *html)
{
    an_view *view = &html->view;

    if (fc_hierarchy_n_dimensions(view->hierarchy) == 0)
        return; /* nobody but the total */
    an_html_section(html, "first", an_view_words(view, "html-first", view->year, NULL));
    if (view->n_worst == 0)
        an_html_element(html, "p", NULL, an_finding_no_shortfall(view));
    else
        fputs("<ol class=\"first\">\n", html->out);
    for (size_t i = 0; i < view->n_worst; i++)
        shortfall(html, view->worst[i]);
    fputs(view->n_worst > 0 ? "</ol>\n</section>\n" : "</section>\n", html->out);
}
