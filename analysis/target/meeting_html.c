/* meeting_html.c - the page: what is asked, how likely it is, what must come true, who carries it.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "analysis/format/format.h"
#include "analysis/target/meeting_parts.h"
#include "analysis/target/metrics_table.h"
#include "analysis/target/target_table.h"

enum { MAX_ROWS = 40 };

double an_meeting_growth(const an_target_row *row, double amount)
{
    return row->last_year > 0 ? 100 * (amount / row->last_year - 1) : NAN;
}

const char *an_meeting_tone(double chance)
{
    return chance < AN_MEETING_FAR ? "bad" : chance > AN_MEETING_LOOSE ? "good" : "";
}

static void tiles(an_meeting_view *v, an_html *html)
{
    an_view *view = &html->view;
    const an_target_row *row = v->total;
    const double stretch = row->target - row->baseline;

    fputs("<dl class=\"tiles\">\n", html->out);
    an_html_tile(
        html, an_text(view->lang, "target-target"), "", an_view_money(view, row->target, false),
        an_view_words(view, "target-tile-of",
                      an_view_percent(view, an_meeting_growth(row, row->target), true), NULL));
    an_html_tile(html, an_text(view->lang, "target-confidence"), an_meeting_tone(row->p_attain),
                 an_meeting_chance(v, row->p_attain), an_text(view->lang, "target-ladder-here"));
    an_html_tile(
        html, an_text(view->lang, "forecast"), "", an_view_money(view, row->baseline, false),
        an_view_words(view, "tile-interval", an_view_money(view, an_meeting_amount(v, 90), false),
                      an_view_money(view, an_meeting_amount(v, 10), false), NULL));
    an_html_tile(html, an_text(view->lang, "target-stretch"), "",
                 an_view_money(view, stretch, true),
                 an_view_words(view, "target-tile-stretch",
                               an_view_percent(view, 100 * stretch / row->baseline, true), NULL));
    an_html_tile(html, an_text(view->lang, "target-last-year"), "",
                 an_view_money(view, row->last_year, false),
                 an_view_words(view, "target-tile-of",
                               an_view_percent(view, an_meeting_growth(row, row->baseline), true),
                               NULL));
    fputs("</dl>\n", html->out);
}

static void headline(an_meeting_view *v, an_html *html)
{
    an_view *view = &html->view;
    char basis[AN_BASIS_SIZE];

    fputs("<header>\n", html->out);
    an_html_element(html, "p", "eyebrow", an_view_words(view, "target-eyebrow", view->until, NULL));
    an_html_element(html, "h1", NULL,
                    an_view_words(view, "target-heading",
                                  an_view_money(view, v->total->target, false), view->year,
                                  an_meeting_chance(v, v->total->p_attain), NULL));
    fputs("</header>\n<main>\n", html->out);
    tiles(v, html);
    an_target_basis(v->target, 0, 0, view->lang, basis);
    an_html_element(html, "p", "muted", basis);
}

static void rung(an_meeting_view *v, an_html *html, const char *label, double amount, double chance,
                 bool here)
{
    an_view *view = &html->view;

    fputs(here ? "<tr class=\"total\">" : "<tr>", html->out);
    an_html_row(html, label);
    an_html_number(html, "", an_meeting_chance(v, chance));
    an_html_number(html, "", an_view_amount(view, view->unit, amount, false));
    an_html_number(html, "", an_view_percent(view, an_meeting_growth(v->total, amount), true));
    an_html_number(html, "", an_view_amount(view, view->unit, amount - v->total->baseline, true));
    fputs("</tr>\n", html->out);
}

/* The amounts that are reached with 90, 80 ... 10 %, and the target among them. */
static void ladder(an_meeting_view *v, an_html *html)
{
    an_view *view = &html->view;
    bool told = false;

    an_html_section(html, "ladder", an_text(view->lang, "target-ladder"));
    an_html_table(html, "ladder-table",
                  an_view_words(view, "target-ladder-caption", view->year,
                                an_text(view->lang, view->unit.id), NULL));
    fputs("<tr>", html->out);
    an_html_column(html, "");
    an_html_column(html, an_text(view->lang, "target-confidence"));
    an_html_column(html, an_text(view->lang, "target-target"));
    an_html_column(html, an_text(view->lang, "target-growth"));
    an_html_column(html, an_text(view->lang, "target-stretch"));
    fputs("</tr>\n</thead>\n<tbody>\n", html->out);
    for (size_t i = 0; i <= AN_MEETING_RUNGS; i++) {
        const double percent = an_meeting_rung(i);

        if (!told && (i == AN_MEETING_RUNGS || v->total->p_attain > percent / 100)) {
            rung(v, html, an_text(view->lang, "target-ladder-here"), v->total->target,
                 v->total->p_attain, true);
            told = true;
        }
        if (i < AN_MEETING_RUNGS)
            rung(v, html, "", an_meeting_amount(v, percent), percent / 100, false);
    }
    fputs("</tbody>\n", html->out);
    an_html_table_end(html);
    fputs("</section>\n", html->out);
}

static void figure(const an_meeting_view *v, const an_html *html, int chart)
{
    const an_chart_heading *heading =
        chart == AN_MEETING_BRIDGE ? &v->bridge.heading : &v->fan.heading;

    if (v->svg[chart])
        an_html_figure(html, heading, v->svg[chart]);
}

static fc_status step_row(an_meeting_view *v, an_html *html, size_t node, an_unit unit)
{
    an_view *view = &html->view;
    an_assumptions a;
    fc_status status = an_assume(v->target, node, &a);

    if (status != FC_OK)
        return status;
    fputs(node == 0 ? "<tr class=\"total\">" : "<tr>", html->out);
    an_html_row(html, an_view_name(view, node));
    an_html_number(html, "", an_view_amount(view, unit, a.last_year, false));
    for (int i = 0; i < AN_N_STEPS; i++)
        if (v->shows[i])
            an_html_number(html, "", an_view_amount(view, unit, a.steps[i], true));
    an_html_number(html, "", an_view_amount(view, unit, a.target, false));
    fputs("</tr>\n", html->out);
    return FC_OK;
}

static fc_status step_table(an_meeting_view *v, an_html *html)
{
    an_view *view = &html->view;
    size_t n = 0;
    const size_t *nodes = fc_hierarchy_n_dimensions(view->hierarchy) > 0
                              ? fc_hierarchy_children(view->hierarchy, 0, 0, &n)
                              : NULL;
    fc_status status = FC_OK;

    an_html_table(html, "steps-table",
                  an_view_words(view, "target-steps-caption", an_view_dimension(view, 0),
                                an_text(view->lang, view->unit.id), NULL));
    fputs("<tr>", html->out);
    an_html_column(html, an_view_dimension(view, 0));
    an_html_column(html, an_text(view->lang, "target-last-year"));
    for (int i = 0; i < AN_N_STEPS; i++)
        if (v->shows[i])
            an_html_column(html, an_text(view->lang, an_assume_id((an_step)i)));
    an_html_column(html, an_text(view->lang, "target-target"));
    fputs("</tr>\n</thead>\n<tbody>\n", html->out);
    for (size_t i = 0; status == FC_OK && i < n && i < MAX_ROWS; i++)
        status = step_row(v, html, nodes[i], view->unit);
    if (status == FC_OK)
        status = step_row(v, html, 0, view->unit);
    fputs("</tbody>\n", html->out);
    an_html_table_end(html);
    return status;
}

/* What each step rests on. */
static void reasons(const an_meeting_view *v, const an_html *html)
{
    const char *lang = html->view.lang;
    char text[512], line[640];

    fputs("<ul>\n", html->out);
    for (int i = 0; i < AN_N_STEPS; i++)
        if (v->assumptions.steps[i] != 0) {
            an_assume_why(v->target, &v->assumptions, (an_step)i, lang, text, sizeof text);
            snprintf(line, sizeof line, "%s: %s", an_text(lang, an_assume_id((an_step)i)), text);
            an_html_element(html, "li", NULL, line);
        }
    fputs("</ul>\n", html->out);
}

static fc_status steps(an_meeting_view *v, an_html *html)
{
    fc_status status = FC_OK;

    an_html_section(html, "steps", an_text(html->view.lang, "target-steps"));
    figure(v, html, AN_MEETING_BRIDGE);
    if (v->has_bridge)
        reasons(v, html);
    if (v->has_bridge)
        status = step_table(v, html);
    else
        an_html_element(html, "p", NULL, an_text(html->view.lang, "target-none-known"));
    figure(v, html, AN_MEETING_FAN);
    fputs("</section>\n", html->out);
    return status;
}

static fc_status notes(an_meeting_view *v, an_html *html)
{
    static const an_column column = {"note", AN_TEXT};
    an_view *view = &html->view;
    an_table *table = NULL;
    fc_status status = an_table_new(&column, 1, &table);

    if (status != FC_OK)
        return status;
    an_target_notes(v->target, view->lang, table);
    an_metrics_notes(v->in->metric, v->target, view->lang, table);
    an_table_note(table, "%s", v->told);
    if (view->options->command)
        an_table_note(table, "%s", view->options->command);
    an_html_section(html, "notes", an_text(view->lang, "notes-heading"));
    fputs("<ul>\n", html->out);
    for (size_t i = 0; i < an_table_n_notes(table); i++)
        an_html_element(html, "li", NULL, an_table_note_at(table, i));
    fputs("</ul>\n</section>\n", html->out);
    status = an_table_status(table);
    an_table_free(table);
    return status;
}

fc_status an_meeting_html(an_meeting_view *v, FILE *out)
{
    an_html *html = &v->html;
    fc_status status;

    html->out = out;
    an_html_begin(html, an_view_words(&html->view, "target-html-title", html->view.year, NULL));
    headline(v, html);
    ladder(v, html);
    status = steps(v, html);
    an_meeting_reach(v);
    an_meeting_extras(v);
    an_meeting_tables(v);
    if (status == FC_OK)
        status = notes(v, html);
    an_html_end(html, an_text(html->view.lang, "target-footer"));
    if (status == FC_OK)
        status = an_pool_status(&html->view.pool);
    return status == FC_OK ? an_format_written(out) : status;
}
