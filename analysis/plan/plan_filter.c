/* plan_filter.c - the rows of a plan that are for the part of the sales that is reviewed. */
#include "analysis/plan/plan_filter.h"

#include <stdlib.h>
#include <string.h>

/* Whether a row fits one of the conditions on the column of the i-th. */
static bool fits(const an_plan_input *in, size_t row, size_t i, const size_t *columns)
{
    const char *field = an_records_field(in->records, row, columns[i]);

    for (size_t j = 0; j < in->options->n_where; j++)
        if (columns[j] == columns[i] && strcmp(field, in->options->where[j].value) == 0)
            return true;
    return false;
}

static void find_columns(const an_plan_input *in, size_t *columns)
{
    for (size_t i = 0; i < in->options->n_where; i++) {
        const char *name = in->options->where[i].column;

        columns[i] = an_records_column(in->records, name, NULL);
        if (columns[i] == SIZE_MAX)
            an_problems_add(
                in->problems, AN_WARNING, in->file, 0, NULL,
                "no column '%s', of which --where leaves out sales: the plan is taken as "
                "a whole for what is left of them",
                name);
    }
}

fc_status an_plan_filter(const an_plan_input *in, bool **kept)
{
    const size_t n = an_records_size(in->records), n_where = in->options->n_where;
    size_t *columns = malloc((n_where + 1) * sizeof *columns), left = 0;

    *kept = malloc((n + 1) * sizeof **kept);
    if (!columns || !*kept) {
        free(columns);
        return fc_no_memory();
    }
    find_columns(in, columns);
    for (size_t row = 0; row < n; row++) {
        (*kept)[row] = true;
        for (size_t i = 0; i < n_where; i++)
            if (columns[i] != SIZE_MAX && !fits(in, row, i, columns))
                (*kept)[row] = false;
        left += (*kept)[row];
    }
    free(columns);
    if (n > 0 && left == 0)
        return fc_fail(FC_EDATA, "%s: no row of it is for what --where keeps of the sales",
                       in->file);
    if (left < n)
        an_problems_add(in->problems, AN_NOTE, in->file, 0, NULL,
                        "%zu rows plan what --where leaves out and are not used", n - left);
    return FC_OK;
}
