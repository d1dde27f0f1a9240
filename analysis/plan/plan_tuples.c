/* plan_tuples.c - the keys of a plan's rows, and what is doubtful about them. */
#include "analysis/plan/plan_tuples.h"

#include <string.h>

#include "analysis/read/alias.h"

static bool names_a_sum(const char *value)
{
    static const char *const words[] = {"total", "grand total", "sum",  "subtotal", "all",
                                        "合计",  "总计",        "小计", "全部",     "总和"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (an_alias_same(words[i], value))
            return true;
    return false;
}

/* Counts a row once. */
static void note(const an_plan_tuples *t, an_plan_doubt *doubt, size_t row, size_t column)
{
    if (doubt->n > 0 && doubt->last_row == row)
        return;
    if (doubt->n++ == 0) {
        doubt->line = an_records_line(t->in->records, row);
        doubt->column = column;
    }
    doubt->last_row = row;
}

/* A row's keys in some columns. */
static void read_tuple(an_plan_tuples *t, size_t row, const size_t *columns, size_t n,
                       bool of_sales, const char **tuple)
{
    for (size_t k = 0; k < n; k++) {
        const char *field =
            columns[k] == SIZE_MAX ? "*" : an_records_field(t->in->records, row, columns[k]);

        tuple[k] = field;
        if (*field == '\0') {
            tuple[k] = "*";
            note(t, &t->empty, row, columns[k]);
        } else if (names_a_sum(field) && !(of_sales && an_plan_keys_has(t->in->keys, k, field))) {
            tuple[k] = "*";
            note(t, &t->sums, row, columns[k]);
        }
    }
}

fc_status an_plan_tuples_add(an_plan_tuples *t, size_t row, size_t *tuple, size_t *further)
{
    const char *keys[AN_MAX_KEYS];
    fc_status status;

    read_tuple(t, row, t->layout->keys, t->in->sales->n_keys, true, keys);
    an_plan_keys_complete(t->in->keys, keys);
    status = fc_keys_add(t->tuples, keys, NULL, tuple);
    if (status != FC_OK)
        return status;
    read_tuple(t, row, t->layout->further, t->layout->n_further, false, keys);
    return fc_keys_add(t->further_tuples, keys, NULL, further);
}

static const char *column_of(const an_plan_tuples *t, const an_plan_doubt *doubt)
{
    return an_records_header(t->in->records, doubt->column);
}

void an_plan_tuples_report(const an_plan_tuples *t)
{
    if (t->empty.n > 0)
        an_problems_add(t->in->problems, AN_WARNING, t->in->file, t->empty.line,
                        column_of(t, &t->empty),
                        "an empty key is read as a plan over all of its values; write * where that "
                        "is meant, else fill it in (rows like this: %zu)",
                        t->empty.n);
    if (t->sums.n > 0)
        an_problems_add(t->in->problems, AN_NOTE, t->in->file, t->sums.line, column_of(t, &t->sums),
                        "a total is read as a plan over all values (rows like this: %zu)",
                        t->sums.n);
}
