/* market.c - adds the periods of the market up to the year. */
#include "analysis/target/market.h"

#include <stdlib.h>

static const char *const names[] = {"market", "size", "market size", "市场", "市场规模", NULL};

static fc_status sum(const char *file, const an_cells *cells, const an_spans *spans, double *size)
{
    bool *covered = calloc(spans->n_slots, sizeof *covered);
    fc_status status = covered ? FC_OK : fc_no_memory();

    *size = 0;
    for (size_t i = 0; status == FC_OK && i < cells->n; i++) {
        const an_cell *cell = &cells->cells[i];
        const size_t found = an_spans_find(spans, cell->unit, cell->period);

        if (cell->node != 0 || found == SIZE_MAX) {
            status =
                fc_fail(FC_EDATA, "%s:%zu: the market is that of all together, by %s or longer",
                        file, cell->line, fc_unit_name(spans->spans[spans->n - 1].unit));
            break;
        }
        for (size_t k = spans->spans[found].first; k <= spans->spans[found].last; k++) {
            if (covered[k])
                status = fc_fail(FC_EDATA, "%s:%zu: the market of that time is given twice", file,
                                 cell->line);
            covered[k] = true;
        }
        *size += cell->amount;
    }
    for (size_t k = 0; status == FC_OK && k < spans->n_slots; k++)
        if (!covered[k])
            status = fc_fail(FC_EDATA, "%s: the market does not cover all of %s", file,
                             spans->spans[0].label);
    free(covered);
    return status;
}

fc_status an_market_read(const char *file, const an_plan_options *plan, const an_sales *sales,
                         const an_spans *spans, an_problems *problems, double *size)
{
    an_cells_file *opened = NULL;
    an_cells cells = {0};
    const char *column = NULL;
    fc_status status = an_cells_open(file, plan, sales, NULL, problems, &opened);

    if (status == FC_OK) {
        column = an_cells_column(opened, names);
        status = column ? an_cells_read(opened, column, &cells)
                        : fc_fail(FC_EDATA, "%s: no column called market has a value", file);
    }
    if (status == FC_OK)
        status = sum(file, &cells, spans, size);
    if (status == FC_OK && !(*size > 0))
        status =
            fc_fail(FC_EDATA, "%s: the market of %s is not above 0", file, spans->spans[0].label);
    an_cells_clear(&cells);
    an_cells_close(opened);
    return status;
}
