/* plan_layout.c - which columns of a plan file hold keys, periods and amounts. */
#include "analysis/plan/plan_layout.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/read/alias.h"

/* What the search works on. */
typedef struct {
    const an_plan_input *in;
    const an_records *records;
    an_plan_layout *layout;
    bool *taken; /* columns whose meaning is known */
} search;

static bool take(search *s, size_t column)
{
    if (column == SIZE_MAX || s->taken[column])
        return false;
    return s->taken[column] = true;
}

/* The column with this very name. */
static size_t column_called(const search *s, const char *name)
{
    for (size_t column = 0; column < an_records_n_columns(s->records); column++)
        if (an_alias_same(an_records_header(s->records, column), name))
            return column;
    return SIZE_MAX;
}

/* Names decide before roles, so that `category` and `product` are not taken for each other. */
static void find_keys_by_name(search *s)
{
    const an_sales *sales = s->in->sales;

    for (size_t k = 0; k < sales->n_keys; k++)
        if (!take(s, s->layout->keys[k] = column_called(s, sales->key_names[k])))
            s->layout->keys[k] = SIZE_MAX;
    for (size_t k = 0; k < sales->n_keys; k++) {
        const char *role = an_alias_role(sales->key_names[k]);

        if (s->layout->keys[k] == SIZE_MAX && role &&
            !take(s, s->layout->keys[k] = an_records_column(s->records, NULL, role)))
            s->layout->keys[k] = SIZE_MAX;
    }
}

/* Whether most of a column's fields are values of the k-th key. */
static bool holds_values(const search *s, size_t k, size_t column)
{
    size_t n = 0, known = 0;

    for (size_t row = 0; row < an_records_size(s->records); row++) {
        const char *field = an_records_field(s->records, row, column);

        if (*field && strcmp(field, "*") != 0) {
            n++;
            known += an_plan_keys_has(s->in->keys, k, field);
        }
    }
    return n > 0 && known >= n - n / 5;
}

/* A key whose name the plan does not have: the only column that holds the key's values. */
static void find_keys_by_values(search *s)
{
    for (size_t k = 0; k < s->in->sales->n_keys; k++) {
        size_t found = SIZE_MAX, n = 0;

        if (s->layout->keys[k] != SIZE_MAX)
            continue;
        for (size_t column = 0; column < an_records_n_columns(s->records); column++)
            if (!s->taken[column] && holds_values(s, k, column)) {
                found = column;
                n++;
            }
        if (n != 1)
            continue;
        take(s, found);
        s->layout->keys[k] = found;
        an_problems_add(s->in->problems, AN_NOTE, s->in->file, 0, NULL,
                        "column '%s' is taken for %s, whose values it holds",
                        an_records_header(s->records, found), s->in->sales->key_names[k]);
    }
}

static void find_further_keys(search *s)
{
    static const char *const roles[] = {"region", "product", "channel", "rep", "customer"};

    for (size_t column = 0; column < an_records_n_columns(s->records); column++) {
        const char *role = an_alias_role(an_records_header(s->records, column));

        for (size_t i = 0; role && i < sizeof roles / sizeof *roles; i++)
            if (strcmp(role, roles[i]) == 0 && s->layout->n_further < AN_MAX_FURTHER &&
                take(s, column))
                s->layout->further[s->layout->n_further++] = column;
    }
}

/* How well a heading names the column of periods; the least is best, 0 where it does not. */
static int period_rank(const char *heading)
{
    static const char *const words[] = {"date", "period", "日期", "期间"};
    const char *const *canonical = an_alias_names("period");
    fc_unit unit;

    if (an_alias_same(heading, canonical[0]) || an_alias_same(heading, canonical[1]))
        return 1;
    if (an_plan_label_unit(heading, &unit))
        return unit == FC_YEAR ? 20 : 2 + (int)unit;
    if (an_alias_role(heading) && strcmp(an_alias_role(heading), "date") == 0)
        return 10;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasestr(heading, words[i]))
            return 11;
    return 0;
}

static size_t best_period_column(const search *s)
{
    size_t best = SIZE_MAX;

    for (size_t column = 0; column < an_records_n_columns(s->records); column++) {
        const int rank = period_rank(an_records_header(s->records, column));

        if (!s->taken[column] && rank > 0 &&
            (best == SIZE_MAX || rank < period_rank(an_records_header(s->records, best))))
            best = column;
    }
    return best;
}

static size_t year_column(const search *s)
{
    fc_unit unit;

    for (size_t column = 0; column < an_records_n_columns(s->records); column++)
        if (!s->taken[column] && an_plan_label_unit(an_records_header(s->records, column), &unit) &&
            unit == FC_YEAR)
            return column;
    return SIZE_MAX;
}

/* Headings that are periods themselves. */
static fc_status find_wide(search *s)
{
    const size_t n_columns = an_records_n_columns(s->records);
    const an_plan_labels labels = {&s->in->calendar, an_records_options(s->records), false,
                                   FC_MONTH};
    const char *why;
    an_plan_layout *l = s->layout;

    l->wide = malloc((n_columns + 1) * sizeof *l->wide);
    l->labels = malloc((n_columns + 1) * sizeof *l->labels);
    if (!l->wide || !l->labels)
        return fc_no_memory();
    for (size_t column = 0; column < n_columns; column++)
        if (!s->taken[column] && an_plan_label_read(&labels, an_records_header(s->records, column),
                                                    &l->labels[l->n_wide], &why)) {
            take(s, column);
            l->wide[l->n_wide++] = column;
        }
    return FC_OK;
}

/* A column named by an option, which must be there. */
static fc_status named_column(search *s, const char *name, const char *option, size_t *column)
{
    const fc_status status = an_records_find(s->records, name, NULL, option, column);

    if (status == FC_OK)
        take(s, *column);
    return status;
}

/* The columns that options name, else those that look right; SIZE_MAX where there is none. */
static fc_status find_long(search *s)
{
    an_plan_layout *l = s->layout;
    const an_plan_options *o = s->in->options;
    fc_status status = FC_OK;

    if (o->amount)
        status = named_column(s, o->amount, "--plan-amount", &l->amount);
    else if (!take(s, l->amount = an_records_column(s->records, NULL, "plan")))
        l->amount = SIZE_MAX;
    if (status == FC_OK && o->period)
        status = named_column(s, o->period, "--plan-period", &l->period);
    else if (status == FC_OK)
        take(s, l->period = best_period_column(s));
    return status;
}

/* What a message tells to name a column with. */
static const char *naming(const search *s, const char *option, const char *in_header)
{
    return s->in->options->no_options ? in_header : option;
}

/* Long where there are columns of amounts and of periods, else wide. */
static fc_status find_amounts(search *s)
{
    an_plan_layout *l = s->layout;
    fc_status status = FC_OK;

    if (!s->in->options->amount && !s->in->options->period)
        status = find_wide(s);
    if (status == FC_OK)
        status = find_long(s);
    if (status != FC_OK)
        return status;
    if (l->n_wide == 1 && l->amount != SIZE_MAX && l->period != SIZE_MAX)
        l->n_wide = 0;
    if (l->n_wide > 0 && l->period != SIZE_MAX) {
        s->taken[l->period] = false;
        l->period = SIZE_MAX;
    }
    if (!take(s, l->year = year_column(s)))
        l->year = SIZE_MAX;
    if (l->n_wide > 0)
        return FC_OK;
    if (l->amount == SIZE_MAX)
        return an_records_find(s->records, NULL, "plan",
                               naming(s, "--plan-amount", "'plan' in the header line"), &l->amount);
    if (l->period == SIZE_MAX)
        return an_records_find(s->records, NULL, "period",
                               naming(s, "--plan-period", "'period' in the header line"),
                               &l->period);
    return FC_OK;
}

static fc_status find_unit(search *s)
{
    an_plan_layout *l = s->layout;

    if (s->in->options->unit) {
        if (!fc_unit_parse(s->in->options->unit, &l->unit))
            return fc_fail(FC_EUSAGE, "--plan-unit %s: not day, week, month, quarter or year",
                           s->in->options->unit);
        l->has_unit = true;
    } else if (!l->n_wide) {
        l->has_unit = an_plan_label_unit(an_records_header(s->records, l->period), &l->unit);
    }
    return FC_OK;
}

fc_status an_plan_layout_find(const an_plan_input *in, an_plan_layout *layout)
{
    search s = {in, in->records, layout,
                calloc(an_records_n_columns(in->records) + 1, sizeof *s.taken)};
    fc_status status;

    *layout = (an_plan_layout){.year = SIZE_MAX, .period = SIZE_MAX, .amount = SIZE_MAX};
    if (!s.taken)
        return fc_no_memory();
    find_keys_by_name(&s);
    status = find_amounts(&s);
    if (status == FC_OK)
        status = find_unit(&s);
    if (status == FC_OK) {
        find_keys_by_values(&s);
        find_further_keys(&s);
    } else {
        an_plan_layout_clear(layout);
    }
    free(s.taken);
    return status;
}

void an_plan_layout_clear(an_plan_layout *layout)
{
    free(layout->wide);
    free(layout->labels);
    layout->wide = NULL;
    layout->labels = NULL;
}
