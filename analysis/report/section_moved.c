/* section_moved.c - why the outlook moved since the last run, and who moved it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "analysis/report/section.h"

enum { MOST_NODES = 12, MOST_CAUSES = AN_N_CAUSES + AN_MOVEMENT_STEPS + 1, NAMED = 2 };

/* A cause with its amount. */
typedef struct {
    const char *name;
    double amount;
} cause;

static const char *const CAUSE_IDS[AN_N_CAUSES] = {
    "cause-actuals", "cause-revised",        "cause-model", "cause-data",
    "cause-drivers", "cause-reconciliation", "cause-deals", "cause-hierarchy"};

/* In the order in which the archive tells them. */
static size_t list_causes(const an_view *view, const an_movement *m, cause list[MOST_CAUSES])
{
    const an_memory *memory = view->in->memory;
    size_t n = 0;

    for (size_t i = 0; i < AN_N_CAUSES; i++)
        list[n++] = (cause){an_text(view->lang, CAUSE_IDS[i]), m->causes[i]};
    for (size_t i = 0; i < memory->n_steps; i++)
        list[n++] = (cause){memory->steps[i], m->steps[i]};
    list[n++] = (cause){an_text(view->lang, "cause-others"), m->others};
    return n;
}

/* Whether anything of it is left as shown. */
static bool is_shown(const an_unit *unit, double amount)
{
    return fabs(amount) >= 0.5 * unit->divisor * pow(10, -unit->decimals);
}

/* As it is shown. */
static double rounded(const an_unit *unit, double amount)
{
    const double step = unit->divisor * pow(10, -unit->decimals);

    return round(amount / step) * step;
}

static void add_step(an_view *view, an_section *s, const char *name, double from, double to,
                     bool change)
{
    const size_t row = s->n_rows;
    const double amount =
        change ? rounded(&view->unit, to) - rounded(&view->unit, from) : rounded(&view->unit, to);

    if (row >= s->room)
        return;
    an_section_cell(s, name, "");
    an_section_cell(s, an_view_amount(view, view->unit, amount, change),
                    !change      ? ""
                    : amount < 0 ? "bad"
                                 : "good");
    if (s->small != AN_SMALL_NONE) {
        s->values[2 * row] = from;
        s->values[2 * row + 1] = to;
    }
}

/* What is too small to be shown is summed up. A step is the difference of the sums so far as they
 * are shown, so that steps lead from one total to the other to the last digit. */
static void fill_causes(an_view *view, const an_movement *m, an_section *s)
{
    cause list[MOST_CAUSES];
    const size_t n = list_causes(view, m, list);
    double at = m->before;

    add_step(view, s, an_text(view->lang, "moved-before"), m->before, m->before, false);
    for (size_t i = 0; i < n; i++) {
        if (!is_shown(&view->unit, list[i].amount))
            continue;
        add_step(view, s, list[i].name, at, at + list[i].amount, true);
        at += list[i].amount;
    }
    if (rounded(&view->unit, at) != rounded(&view->unit, m->after))
        add_step(view, s, an_text(view->lang, "cause-rest"), at, m->after, true);
    add_step(view, s, an_text(view->lang, "moved-after"), m->after, m->after, false);
    s->last_bold = true;
}

static const char *intro_of(an_view *view, const an_movement *m)
{
    const an_memory *memory = view->in->memory;
    char run[32];

    snprintf(run, sizeof run, "%lld", (long long)memory->before);
    return an_view_words(view, "moved-intro", an_view_money(view, m->before, false),
                         an_view_money(view, m->after, false),
                         an_view_money(view, m->after - m->before, true), run, memory->known,
                         memory->first, memory->last, NULL);
}

static const char *plan_of(an_view *view, const an_movement *m)
{
    if (!m->has_plan || !is_shown(&view->unit, m->plan_after - m->plan_before))
        return NULL;
    return an_view_words(view, "moved-plan",
                         an_view_money(view, m->plan_after - m->plan_before, true),
                         an_view_money(view, m->before - m->plan_before, true),
                         an_view_money(view, m->after - m->plan_after, true), NULL);
}

static void moved_total(an_view *view, const an_movement *m, an_section *s)
{
    static const char *const heads[] = {"moved-cause", "moved-change"};
    const an_memory *memory = view->in->memory;

    *s = (an_section){.id = "moved"};
    s->heading = an_view_words(view, "moved-heading", view->year, memory->known, NULL);
    s->intro = intro_of(view, m);
    s->foot = plan_of(view, m);
    s->caption = an_view_words(view, "moved-caption", an_text(view->lang, view->unit.id), NULL);
    an_section_begin(view, s, heads, 2, MOST_CAUSES + 3);
    an_section_small(view, s, AN_SMALL_STEP, 2, "moved-small");
    fill_causes(view, m, s);
}

static int by_size(const void *a, const void *b)
{
    const double x = fabs(((const cause *)a)->amount), y = fabs(((const cause *)b)->amount);

    return (x < y) - (x > y);
}

/* "another model -0.12, new actuals +0.05". */
static const char *largest_causes(an_view *view, const an_movement *m)
{
    cause list[MOST_CAUSES];
    const size_t n = list_causes(view, m, list);
    const char *text = "";

    qsort(list, n, sizeof *list, by_size);
    for (size_t i = 0; i < NAMED && i < n; i++)
        if (is_shown(&view->unit, list[i].amount))
            text =
                an_view_words(view, i ? "moved-and" : "moved-one", list[i].name,
                              an_view_amount(view, view->unit, list[i].amount, true), text, NULL);
    return text;
}

typedef struct {
    size_t node;
    const an_movement *m;
    double amount;
} mover;

static int by_movement(const void *a, const void *b)
{
    const mover *x = a, *y = b;
    const double size_x = fabs(x->amount), size_y = fabs(y->amount);

    return size_x != size_y ? (size_x < size_y ? 1 : -1)
                            : (x->node > y->node) - (x->node < y->node);
}

static void add_mover(an_view *view, const mover *w, an_section *s)
{
    const size_t row = s->n_rows;
    const char *tone = w->amount < 0 ? "bad" : w->amount > 0 ? "good" : "";

    an_section_cell(s, an_view_name(view, w->node), "");
    an_section_cell(s, an_view_amount(view, view->unit, w->m->before, false), "");
    an_section_cell(s, an_view_amount(view, view->unit, w->m->after, false), "");
    an_section_cell(s, an_view_amount(view, view->unit, w->amount, true), tone);
    an_section_cell(s, largest_causes(view, w->m), "");
    if (s->small != AN_SMALL_NONE) {
        s->values[2 * row] = 0;
        s->values[2 * row + 1] = w->amount;
    }
}

/* The nodes one step below the total along a dimension, largest movement first. */
static size_t moved_nodes(an_view *view, size_t dimension, an_section *s)
{
    static const char *const heads[] = {"moved-node", "moved-before", "moved-after", "moved-change",
                                        "moved-most"};
    size_t n, found = 0;
    const size_t *nodes = fc_hierarchy_children(view->hierarchy, 0, dimension, &n);
    mover *list = an_pool_array(&view->pool, n + 1, sizeof *list);
    char id[32];

    for (size_t i = 0; list && i < n; i++) {
        const an_movement *m = an_memory_of(view->in->memory, view->hierarchy, nodes[i]);

        if (m && (is_shown(&view->unit, m->before) || is_shown(&view->unit, m->after)))
            list[found++] = (mover){nodes[i], m, m->after - m->before};
    }
    if (found == 0)
        return 0;
    qsort(list, found, sizeof *list, by_movement);
    snprintf(id, sizeof id, "moved-%zu", dimension + 1);
    *s = (an_section){.id = an_pool_text(&view->pool, id)};
    s->caption = an_view_words(view, "moved-by", an_view_dimension(view, dimension),
                               an_text(view->lang, view->unit.id), NULL);
    an_section_begin(view, s, heads, 5, MOST_NODES);
    s->words[4] = true;
    s->page_columns = 0;
    an_section_small(view, s, AN_SMALL_STEP, 2, "moved-small");
    for (size_t i = 0; i < found && i < MOST_NODES; i++)
        add_mover(view, &list[i], s);
    return 1;
}

size_t an_section_moved(an_view *view, an_section *to)
{
    const an_memory *memory = view->in->memory;
    const an_movement *total;
    size_t n = 0;

    if (!memory || memory->n_movements == 0)
        return 0;
    total = an_memory_of(memory, view->hierarchy, 0);
    if (!total)
        return 0;
    moved_total(view, total, &to[n++]);
    for (size_t d = 0; d < fc_hierarchy_n_dimensions(view->hierarchy) && d < 2; d++)
        n += moved_nodes(view, d, &to[n]);
    return n;
}
