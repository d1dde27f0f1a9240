/* meeting_tables.c - the page's lists: who is out of reach, targets by node and by period. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "analysis/target/meeting_parts.h"

enum { MAX_ROWS = 40, MOST_TOLD = 12 };

typedef struct {
    size_t node;
    double chance;
} reach;

static int compare_reach(const void *a, const void *b)
{
    const reach *x = a, *y = b;

    if (x->chance != y->chance)
        return x->chance < y->chance ? -1 : 1;
    return x->node < y->node ? -1 : x->node > y->node;
}

static void tell_reach(an_meeting_view *v, an_html *html, const reach *r)
{
    an_view *view = &html->view;
    const an_target_row *row = an_target_at(v->target, r->node, 0);
    const char *name = an_view_name(view, r->node), *chance = an_meeting_chance(v, r->chance);
    const char *money = an_view_money(view, row->target, false);

    an_html_element(html, "li", NULL,
                    r->chance < AN_MEETING_FAR
                        ? an_view_words(view, "target-far", name, money, chance,
                                        an_view_money(view, row->target - row->baseline, false),
                                        NULL)
                        : an_view_words(view, "target-loose", name, money, chance, NULL));
}

/* Nodes whose year is out of reach, or asks for nothing: one sentence each, the extremes first. */
void an_meeting_reach(an_meeting_view *v)
{
    an_html *html = &v->html;
    an_view *view = &html->view;
    const size_t n_nodes = fc_hierarchy_size(view->hierarchy);
    reach *list = an_pool_array(&view->pool, n_nodes, sizeof *list);
    size_t n = 0, n_far = 0, told = 0;

    if (!list)
        return;
    for (size_t i = 0; i < n_nodes; i++) /* a target of 0 is none */
        if (an_target_at(v->target, i, 0)->target != 0)
            list[n++] = (reach){i, an_target_at(v->target, i, 0)->p_attain};
    qsort(list, n, sizeof *list, compare_reach);
    an_html_section(html, "reach", an_text(view->lang, "target-reach"));
    fputs("<ul>\n", html->out);
    for (; n_far < n && list[n_far].chance < AN_MEETING_FAR; n_far++)
        if (told++ < MOST_TOLD)
            tell_reach(v, html, &list[n_far]);
    for (size_t i = n; i-- > n_far && list[i].chance > AN_MEETING_LOOSE;)
        if (told++ < MOST_TOLD)
            tell_reach(v, html, &list[i]);
    if (told == 0 && n > 0)
        an_html_element(html, "li", NULL,
                        an_view_words(view, "target-none-far", an_meeting_chance(v, list[0].chance),
                                      an_meeting_chance(v, list[n - 1].chance), NULL));
    fputs("</ul>\n</section>\n", html->out);
}

static void target_heads(an_html *html, const char *first)
{
    static const char *const ids[] = {"target-last-year", "forecast",       "target-target",
                                      "target-growth",    "target-stretch", "target-confidence"};

    fputs("<tr>", html->out);
    an_html_column(html, first);
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        an_html_column(html, an_text(html->view.lang, ids[i]));
    fputs("</tr>\n</thead>\n<tbody>\n", html->out);
}

static void target_row(an_meeting_view *v, an_html *html, const char *name,
                       const an_target_row *row, an_unit unit, bool total)
{
    an_view *view = &html->view;

    fputs(total ? "<tr class=\"total\">" : "<tr>", html->out);
    an_html_row(html, name);
    an_html_number(html, "", an_view_amount(view, unit, row->last_year, false));
    an_html_number(html, "", an_view_amount(view, unit, row->baseline, false));
    an_html_number(html, "", an_view_amount(view, unit, row->target, false));
    an_html_number(html, "", an_view_percent(view, an_meeting_growth(row, row->target), true));
    an_html_number(html, "", an_view_amount(view, unit, row->target - row->baseline, true));
    an_html_number(html, an_meeting_tone(row->p_attain), an_meeting_chance(v, row->p_attain));
    fputs("</tr>\n", html->out);
}

static void dimension_table(an_meeting_view *v, an_html *html, size_t d)
{
    an_view *view = &html->view;
    size_t n;
    const size_t *nodes = fc_hierarchy_children(view->hierarchy, 0, d, &n);
    double largest = 0;
    an_unit unit;
    char id[32];

    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fabs(an_target_at(v->target, nodes[i], 0)->target));
    unit = an_view_unit(view, largest);
    snprintf(id, sizeof id, "by-%zu", d + 1);
    an_html_table(html, id,
                  an_view_words(view, "target-by-dimension", view->year, an_view_dimension(view, d),
                                an_text(view->lang, unit.id), NULL));
    target_heads(html, an_view_dimension(view, d));
    for (size_t i = 0; i < n && i < MAX_ROWS; i++)
        target_row(v, html, an_view_name(view, nodes[i]), an_target_at(v->target, nodes[i], 0),
                   unit, false);
    target_row(v, html, an_text(view->lang, "total"), v->total, unit, true);
    fputs("</tbody>\n", html->out);
    an_html_table_end(html);
}

/* Quarters, months and the year of the total. */
static void period_table(an_meeting_view *v, an_html *html)
{
    an_view *view = &html->view;
    const an_spans *s = an_target_periods(v->target);

    an_html_table(
        html, "by-period",
        an_view_words(view, "target-by-period", an_text(view->lang, view->unit.id), NULL));
    target_heads(html, an_text(view->lang, "period"));
    for (fc_unit unit = FC_MONTH; unit <= FC_YEAR; unit++)
        for (size_t k = 0; k < s->n; k++)
            if (s->spans[k].unit == unit)
                target_row(v, html, s->spans[k].label, an_target_at(v->target, 0, k), view->unit,
                           unit == FC_YEAR);
    fputs("</tbody>\n", html->out);
    an_html_table_end(html);
}

void an_meeting_tables(an_meeting_view *v)
{
    an_html *html = &v->html;

    an_html_section(html, "tables", an_text(html->view.lang, "target-tables"));
    for (size_t d = 0; d < fc_hierarchy_n_dimensions(html->view.hierarchy); d++)
        dimension_table(v, html, d);
    period_table(v, html);
    fputs("</section>\n", html->out);
}
