/* smart_read.c - a plan file from its records to findings, and these as a table. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/target/smart_parts.h"

static fc_status judge_rows(an_smart_judge *j, const an_problems *found, const char *period_column)
{
    fc_status status = an_smart_unread(j, found, period_column);

    for (size_t i = 0; status == FC_OK && i < j->rows->n; i++)
        status = an_smart_row_of(j, &j->rows->rows[i]);
    return status == FC_OK ? an_smart_sums(j) : status;
}

static fc_status judge_file(an_smart_judge *j, const an_plan_input *in)
{
    const size_t n_paths = fc_forecasts_n_paths(j->target->forecasts);
    const double largest = fabs(an_target_at(j->target, 0, 0)->baseline);
    an_plan_layout layout = {0};
    an_plan_rows rows = {0};
    fc_status status = an_plan_layout_find(in, &layout);

    j->paths = malloc(n_paths * fc_forecasts_horizon(j->target->forecasts) * sizeof *j->paths);
    j->sums = malloc(n_paths * sizeof *j->sums);
    if (!j->paths || !j->sums)
        status = fc_no_memory();
    if (!an_unit_parse(j->options->unit, j->options->lang, largest, &j->unit))
        status =
            fc_fail(FC_EUSAGE, "unit '%s': no such unit; use 1, k, m, 万 or 亿", j->options->unit);
    if (status == FC_OK)
        status = an_plan_rows_read(in, &layout, &rows);
    if (status == FC_OK)
        status = an_plan_rows_merge(in, &layout, &rows);
    j->rows = &rows;
    if (status == FC_OK)
        status = judge_rows(
            j, in->problems,
            layout.period != SIZE_MAX ? an_records_header(in->records, layout.period) : NULL);
    an_plan_rows_clear(&rows);
    an_plan_layout_clear(&layout);
    free(j->paths);
    free(j->sums);
    return status;
}

static fc_status check_any(const an_smart *s, const char *file, const an_target *target)
{
    if (s->n > 0)
        return FC_OK;
    return fc_fail(FC_EDATA, "%s: none of its %zu targets is for %s", file, s->other_years,
                   target->spans.spans[0].label);
}

fc_status an_smart_new(const char *file, const an_plan_options *plan, const an_target *target,
                       const an_smart_options *options, an_problems *problems, an_smart **smart)
{
    an_problems *own = NULL; /* what is wrong with the file is a finding, not a message */
    an_records *records = NULL;
    an_plan_keys *keys = NULL;
    an_smart_judge j = {.target = target, .options = options, .node_of_paths = SIZE_MAX};
    an_plan_input in = {.file = file,
                        .options = plan,
                        .sales = target->sales,
                        .forecasts = target->forecasts,
                        .calendar = target->sales->calendar};
    fc_status status = an_problems_new(&own);

    *smart = calloc(1, sizeof **smart);
    if (!*smart)
        status = fc_no_memory();
    in.problems = own;
    if (status == FC_OK)
        status = an_plan_year(target->sales, plan->year, &in.year);
    if (status == FC_OK)
        status = an_records_read(file, &plan->text, problems, &records);
    if (status == FC_OK)
        status = an_plan_keys_new(target->sales, &keys);
    in.records = records;
    in.keys = j.keys = keys;
    j.out = *smart;
    if (status == FC_OK)
        status = judge_file(&j, &in);
    if (status == FC_OK)
        status = check_any(*smart, file, target);
    an_plan_keys_free(keys);
    an_records_free(records);
    an_problems_free(own);
    if (status != FC_OK) {
        an_smart_free(*smart);
        *smart = NULL;
    }
    return status;
}

void an_smart_free(an_smart *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->n; i++)
        free(s->rows[i].sentence);
    free(s->rows);
    free(s);
}

size_t an_smart_size(const an_smart *s)
{
    return s->n;
}

const an_smart_row *an_smart_at(const an_smart *s, size_t i)
{
    return &s->rows[i];
}

size_t an_smart_count(const an_smart *s, an_smart_kind kind)
{
    return s->counts[kind];
}

size_t an_smart_other_years(const an_smart *s)
{
    return s->other_years;
}

static const an_column measures[] = {
    {"period", AN_TEXT},    {"metric", AN_TEXT},   {"target", AN_MONEY},   {"last_year", AN_MONEY},
    {"baseline", AN_MONEY}, {"stretch", AN_MONEY}, {"p_attain", AN_SHARE}, {"actual", AN_MONEY},
    {"attained", AN_SHARE}, {"smart", AN_TEXT},    {"finding", AN_TEXT},
};

enum { N_MEASURES = sizeof measures / sizeof *measures };

static void add_to_table(const an_smart_row *row, const fc_hierarchy *h, const char *metric,
                         an_table *table)
{
    for (size_t k = 0; k < fc_hierarchy_n_keys(h); k++)
        an_table_text(table, row->node == SIZE_MAX ? (k == 0 ? row->name : "")
                                                   : fc_hierarchy_key(h, row->node, k));
    an_table_text(table, row->period);
    an_table_text(table, metric);
    an_table_number(table, row->target);
    an_table_number(table, row->last_year);
    an_table_number(table, row->baseline);
    an_table_number(table, row->target - row->baseline);
    an_table_number(table, row->p_attain);
    an_table_number(table, row->actual);
    an_table_number(table, row->target != 0 ? row->actual / row->target : NAN);
    an_table_text(table, an_smart_name(row->kind));
    an_table_text(table, row->sentence);
    an_table_end(table);
}

fc_status an_smart_table(const an_smart *s, const an_target *target, const char *metric,
                         const char *lang, an_table **table)
{
    an_column columns[AN_MAX_KEYS + N_MEASURES];
    const an_sales *sales = target->sales;
    char numbers[AN_N_SMART][AN_SMART_NUMBER], note[512];
    size_t n = 0;
    fc_status status;

    for (; n < sales->n_keys; n++)
        columns[n] = (an_column){sales->key_names[n], AN_TEXT};
    for (size_t i = 0; i < N_MEASURES; i++)
        columns[n++] = measures[i];
    status = an_table_new(columns, n, table);
    if (status != FC_OK)
        return status;
    for (size_t i = 0; i < s->n; i++)
        add_to_table(&s->rows[i], sales->hierarchy, metric, *table);
    for (int k = 0; k < AN_N_SMART; k++)
        snprintf(numbers[k], sizeof numbers[k], "%zu", s->counts[k]);
    an_text_fill(note, sizeof note, lang, "smart-note-counts", numbers[AN_SMART_FINE],
                 numbers[AN_SMART_ACHIEVABLE], numbers[AN_SMART_RELEVANT],
                 numbers[AN_SMART_SPECIFIC], numbers[AN_SMART_MEASURABLE],
                 numbers[AN_SMART_TIME_BOUND], NULL);
    an_table_note(*table, "%s", note);
    return an_table_status(*table);
}
