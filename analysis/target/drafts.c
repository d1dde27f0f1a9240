/* drafts.c - drafts joined with the forecast and the target, and why each node comes to what it
 * does.
 */
#include "analysis/target/drafts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/target/drafts_parts.h"
#include "analysis/target/target_private.h"
#include "analysis/text/text.h"

enum { REASON = 384, NUMBER = 64 };

static void money(double amount, const char *lang, char text[NUMBER])
{
    an_unit unit;

    an_unit_parse(NULL, lang, fabs(amount), &unit);
    an_money(amount, unit, text, NUMBER);
}

/* "top-down 9.1 m, draft 8.7 m; drafts came out 4.2% below in 8 periods". */
static fc_status explain(an_draft *d, const char *lang)
{
    char text[REASON], top[NUMBER], draft[NUMBER], bias[NUMBER], past[NUMBER];

    money(d->top_down, lang, top);
    money(d->draft, lang, draft);
    an_percent(100 * (d->bias - 1), true, bias, sizeof bias);
    snprintf(past, sizeof past, "%zu", d->n_past);
    an_text_fill(text, sizeof text, lang,
                 isnan(d->draft)  ? "draft-none"
                 : d->n_past == 0 ? "draft-new"
                                  : "draft-record",
                 top, draft, bias, past, NULL);
    d->reason = strdup(text);
    return d->reason ? FC_OK : fc_no_memory();
}

static fc_status make_notes(an_drafts *d, const char *lang)
{
    fc_status status = FC_OK;

    d->notes = calloc(d->n, sizeof *d->notes);
    if (!d->notes)
        return fc_no_memory();
    for (size_t i = 0; status == FC_OK && i < d->n; i++) {
        an_draft *draft = &d->drafts[i];

        status = explain(draft, lang);
        d->notes[i] = (an_target_bound){.node = draft->node,
                                        .lo = -INFINITY,
                                        .hi = INFINITY,
                                        .name = draft->reason,
                                        .reason = draft->reason};
    }
    return status;
}

fc_status an_drafts_read(const char *file, const an_plan_options *plan, const an_target *target,
                         const char *lang, an_problems *problems, an_drafts *drafts)
{
    fc_status status = an_drafts_collect(file, plan, target, problems, drafts);

    if (status == FC_OK)
        status = an_drafts_join(target, drafts);
    return status == FC_OK ? make_notes(drafts, lang) : status;
}

void an_drafts_clear(an_drafts *d)
{
    for (size_t i = 0; i < d->n; i++) {
        free(d->drafts[i].reason);
        free(d->drafts[i].author);
    }
    for (size_t i = 0; i < d->n_versions; i++) {
        free(d->versions[i].author);
        free(d->versions[i].when);
    }
    free(d->drafts);
    free(d->versions);
    free(d->amounts);
    free(d->notes);
    *d = (an_drafts){0};
}

static int compare_gaps(const void *a, const void *b)
{
    const an_draft *x = *(const an_draft *const *)a, *y = *(const an_draft *const *)b;
    const double gx = isnan(x->draft) ? 0 : fabs(x->draft - x->top_down);
    const double gy = isnan(y->draft) ? 0 : fabs(y->draft - y->top_down);

    if (gx != gy)
        return gx < gy ? 1 : -1;
    return x->node < y->node ? -1 : x->node > y->node;
}

static const an_column measures[] = {
    {"period", AN_TEXT},       {"top_down", AN_MONEY}, {"draft", AN_MONEY},
    {"first_draft", AN_MONEY}, {"rounds", AN_COUNT},   {"author", AN_TEXT},
    {"bias", AN_SHARE},        {"error", AN_SHARE},    {"reconciled", AN_MONEY},
    {"gap", AN_MONEY},         {"reason", AN_TEXT},
};

enum { N_MEASURES = sizeof measures / sizeof *measures };

static void add_row(const an_draft *d, const an_target *t, an_table *table)
{
    for (size_t k = 0; k < t->sales->n_keys; k++)
        an_table_text(table, fc_hierarchy_key(t->sales->hierarchy, d->node, k));
    an_table_text(table, t->spans.spans[0].label);
    an_table_number(table, d->top_down);
    an_table_number(table, d->draft);
    an_table_number(table, d->n_rounds > 1 ? d->first_draft : NAN);
    an_table_number(table, (double)d->n_rounds);
    an_table_text(table, d->author);
    an_table_number(table, d->n_past > 0 ? d->bias : NAN);
    an_table_number(table, isnan(d->draft) ? NAN : d->error);
    an_table_number(table, d->reconciled);
    an_table_number(table, d->draft - d->top_down);
    an_table_text(table, d->reason);
    an_table_end(table);
}

fc_status an_drafts_table(const an_drafts *d, const an_target *t, an_table **table)
{
    an_column columns[AN_MAX_KEYS + N_MEASURES];
    const an_draft **order = malloc((d->n + 1) * sizeof *order);
    size_t n = 0;
    fc_status status = order ? FC_OK : fc_no_memory();

    for (; n < t->sales->n_keys; n++)
        columns[n] = (an_column){t->sales->key_names[n], AN_TEXT};
    for (size_t i = 0; i < N_MEASURES; i++)
        columns[n++] = measures[i];
    if (status == FC_OK)
        status = an_table_new(columns, n, table);
    for (size_t i = 0; status == FC_OK && i < d->n; i++)
        order[i] = &d->drafts[i];
    if (status == FC_OK)
        qsort(order, d->n, sizeof *order, compare_gaps);
    for (size_t i = 0; status == FC_OK && i < d->n; i++)
        add_row(order[i], t, *table);
    free(order);
    return status == FC_OK ? an_table_status(*table) : status;
}
