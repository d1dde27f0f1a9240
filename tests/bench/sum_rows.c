/* sum_rows.c - reads a sales file into sums by region, product and month, and nothing more. */
#include <stdio.h>
#include <stdlib.h>

#include "analysis/read/sales.h"

int main(int argc, char **argv)
{
    const char *const files[] = {argc == 2 ? argv[1] : "-"};
    const an_sales_options options = {
        .by = "region,product",
        .calendar = {.unit = FC_MONTH, .fiscal_start = 1, .week_start = 1},
        .as_of = FC_DATE_NONE,
    };
    an_problems *problems = NULL;
    an_sales *sales = NULL;
    fc_status status = an_problems_new(&problems);

    if (status == FC_OK)
        status = an_sales_read(files, 1, &options, problems, &sales);
    if (status == FC_OK)
        printf("%zu rows, %zu cells\n", sales->rows_kept, fc_panel_size(sales->panel));
    else
        fprintf(stderr, "sum_rows: %s\n", fc_error_message());
    an_sales_free(sales);
    an_problems_free(problems);
    return status == FC_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
