/* smart_html.c - the SMART check as a page: what is out of reach first, and how close it was. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "analysis/format/format.h"
#include "analysis/report/html.h"
#include "analysis/target/smart_parts.h"

enum { MOST_ROWS = 400, MOST_TOLD = 20 };

typedef struct {
    const an_smart *smart;
    const an_target *target;
    an_html html;
} page;

static int compare_chances(const void *a, const void *b)
{
    const an_smart_row *x = *(const an_smart_row *const *)a, *y = *(const an_smart_row *const *)b;

    if (x->p_attain != y->p_attain)
        return x->p_attain < y->p_attain ? -1 : 1;
    return x < y ? -1 : x > y;
}

/* Rows with a chance, the least likely first. */
static size_t list_rows(page *p, const an_smart_row **rows)
{
    size_t n = 0;

    for (size_t i = 0; i < p->smart->n; i++)
        if (!isnan(p->smart->rows[i].p_attain))
            rows[n++] = &p->smart->rows[i];
    qsort(rows, n, sizeof *rows, compare_chances);
    return n;
}

static const char *chance_text(an_view *view, double chance)
{
    if (chance < 0.01)
        return "<1%";
    if (chance > 0.99)
        return ">99%";
    return an_view_percent(view, round(100 * chance), false);
}

static void heads(an_html *html)
{
    static const char *const ids[] = {"smart-who", "period",         "target-target",
                                      "forecast",  "target-stretch", "target-confidence",
                                      "actual",    "smart-attained"};

    fputs("<tr>", html->out);
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        an_html_column(html, an_text(html->view.lang, ids[i]));
    fputs("</tr>\n</thead>\n<tbody>\n", html->out);
}

static void write_row(page *p, const an_smart_row *row)
{
    an_html *html = &p->html;
    an_view *view = &html->view;
    const double attained = row->target != 0 ? 100 * row->actual / row->target : NAN;

    fputs("<tr>", html->out);
    an_html_row(html, row->name);
    an_html_number(html, "", row->period);
    an_html_number(html, "", an_view_amount(view, view->unit, row->target, false));
    an_html_number(html, "", an_view_amount(view, view->unit, row->baseline, false));
    an_html_number(
        html, "",
        an_view_percent(view, row->baseline > 0 ? 100 * (row->target / row->baseline - 1) : NAN,
                        true));
    an_html_number(html, row->p_attain < AN_SMART_FAR ? "bad" : "",
                   chance_text(view, row->p_attain));
    an_html_number(html, "", an_view_amount(view, view->unit, row->actual, false));
    an_html_number(html, "", an_view_percent(view, attained, false));
    fputs("</tr>\n", html->out);
}

/* What the targets of the file came to, and what their chances would have had them come to. */
typedef struct {
    size_t n, far, over, met;    /* with a chance; below AN_SMART_FAR; over by now; met of these */
    double expected;             /* sum of the chances of those that are over */
    double target, actual;       /* of those that are over */
    const an_smart_row *nearest; /* of those out of reach that were missed: by the least */
} tally;

static tally count(const an_smart_row *const *rows, size_t n)
{
    tally t = {.n = 0};

    for (size_t i = 0; i < n; i++) {
        const an_smart_row *row = rows[i];
        const bool far = row->p_attain < AN_SMART_FAR;

        if (row->line == 0) /* a sum of the file's targets */
            continue;
        t.n++;
        t.far += far;
        if (isnan(row->actual) || !(row->target > 0))
            continue;
        t.over++;
        t.met += row->actual >= row->target;
        t.expected += row->p_attain;
        t.target += row->target;
        t.actual += row->actual;
        if (far && row->actual < row->target &&
            (!t.nearest || row->actual / row->target > t.nearest->actual / t.nearest->target))
            t.nearest = row;
    }
    return t;
}

static void write_tiles(page *p, const tally *t)
{
    an_html *html = &p->html;
    an_view *view = &html->view;
    char expected[32];

    fputs("<dl class=\"tiles\">\n", html->out);
    an_html_tile(html, an_text(view->lang, "smart-tile-far"), t->far > 0 ? "bad" : "",
                 an_view_count(view, t->far),
                 an_view_words(view, "smart-tile-of", an_view_count(view, t->n), NULL));
    if (t->over > 0) {
        snprintf(expected, sizeof expected, "%.1f", t->expected);
        an_html_tile(html, an_text(view->lang, "smart-tile-met"),
                     (double)t->met < t->expected / 2 ? "bad" : "", an_view_count(view, t->met),
                     an_view_words(view, "smart-tile-expected", expected,
                                   an_view_count(view, t->over), NULL));
        an_html_tile(html, an_text(view->lang, "smart-tile-attained"), "",
                     an_view_percent(view, 100 * t->actual / t->target, false),
                     an_view_words(view, "smart-tile-amounts",
                                   an_view_rate(view, t->actual, t->target),
                                   an_view_rate(view, t->target, t->actual), NULL));
    }
    if (t->nearest)
        an_html_tile(
            html, an_text(view->lang, "smart-tile-nearest"), "",
            an_view_percent(view, 100 * t->nearest->actual / t->nearest->target, false),
            an_view_words(view, "smart-tile-whose", t->nearest->name, t->nearest->period, NULL));
    fputs("</dl>\n", html->out);
}

static void write_sentences(const an_html *html, const an_smart_row *const *rows, size_t n)
{
    fputs("<ul>\n", html->out);
    for (size_t i = 0; i < n && i < MOST_TOLD; i++)
        an_html_element(html, "li", NULL, rows[i]->sentence);
    fputs("</ul>\n", html->out);
}

/* Targets out of reach or without effort first; then what is wrong with the file. */
static void write_findings(page *p, const an_smart_row *const *rows, size_t n,
                           const an_smart_row **room)
{
    an_html *html = &p->html;
    size_t unlikely = 0, wrong = 0;

    while (unlikely < n && rows[unlikely]->kind == AN_SMART_ACHIEVABLE &&
           rows[unlikely]->p_attain < 0.5)
        unlikely++;
    for (size_t i = 0; i < p->smart->n; i++)
        if (p->smart->rows[i].kind != AN_SMART_FINE &&
            p->smart->rows[i].kind != AN_SMART_ACHIEVABLE)
            room[wrong++] = &p->smart->rows[i];
    if (unlikely > 0) {
        an_html_section(html, "findings", an_text(html->view.lang, "smart-findings"));
        write_sentences(html, rows, unlikely);
        fputs("</section>\n", html->out);
    }
    if (wrong == 0)
        return;
    an_html_section(html, "wrong", an_text(html->view.lang, "smart-wrong"));
    write_sentences(html, room, wrong);
    fputs("</section>\n", html->out);
}

static void write_table(page *p, const an_smart_row *const *rows, size_t n)
{
    an_html *html = &p->html;
    an_view *view = &html->view;
    double largest = 0;

    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fabs(rows[i]->target));
    view->unit = an_view_unit(view, largest / 10); /* the small ones are to be told apart */
    an_html_section(html, "targets", an_text(view->lang, "target-tables"));
    an_html_table(
        html, "targets-table",
        an_view_words(view, "target-by-period", an_text(view->lang, view->unit.id), NULL));
    heads(html);
    for (size_t i = 0; i < n && i < MOST_ROWS; i++)
        write_row(p, rows[i]);
    fputs("</tbody>\n", html->out);
    an_html_table_end(html);
    fputs("</section>\n", html->out);
}

static void write_head(page *p, const tally *t)
{
    an_html *html = &p->html;
    an_view *view = &html->view;

    fputs("<header>\n", html->out);
    an_html_element(html, "p", "eyebrow", an_view_words(view, "smart-eyebrow", view->until, NULL));
    an_html_element(html, "h1", NULL,
                    an_view_words(view, t->over > 0 ? "smart-heading-was" : "smart-heading",
                                  an_view_count(view, t->far), an_view_count(view, t->n),
                                  view->year, NULL));
    fputs("</header>\n<main>\n", html->out);
    write_tiles(p, t);
}

static fc_status write_page(page *p, const an_smart_row **rows)
{
    an_html *html = &p->html;
    const size_t n = list_rows(p, rows);
    const tally t = count(rows, n);

    an_html_begin(html, an_view_words(&html->view, "target-html-title", html->view.year, NULL));
    write_head(p, &t);
    write_findings(p, rows, n, rows + n);
    write_table(p, rows, n);
    an_html_element(html, "p", "muted", an_text(html->view.lang, "target-note-signs"));
    an_html_end(html, an_text(html->view.lang, "smart-footer"));
    return an_format_written(html->out);
}

fc_status an_smart_html(const an_smart *smart, const an_target *target,
                        const an_report_options *options, FILE *out)
{
    const an_report_input input = {.sales = target->sales, .forecasts = target->forecasts};
    page p = {smart, target, {.out = out}};
    an_view *view = &p.html.view;
    const an_smart_row **rows = malloc((2 * smart->n + 1) * sizeof *rows);
    char until[FC_LABEL_SIZE];
    fc_status status = rows ? FC_OK : fc_no_memory();

    view->in = &input;
    view->options = options;
    view->hierarchy = target->sales->hierarchy;
    view->lang = options->lang;
    view->year = target->spans.spans[0].label;
    fc_calendar_label(&target->spans.calendar, fc_forecasts_first(target->forecasts) - 1, until);
    view->until = until;
    if (status == FC_OK && !an_unit_parse(options->unit, view->lang, 0, &view->unit))
        status =
            fc_fail(FC_EUSAGE, "unit '%s': no such unit; use 1, k, m, 万 or 亿", options->unit);
    if (status == FC_OK)
        status = write_page(&p, rows);
    if (status == FC_OK)
        status = an_pool_status(&view->pool);
    an_pool_free(&view->pool);
    free(rows);
    return status;
}
