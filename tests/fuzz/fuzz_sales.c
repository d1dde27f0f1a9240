/* fuzz_sales.c - any bytes as a sales file: read or refused with a message, every row accounted
 * for. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "analysis/read/sales.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const an_sales_options ways[] = {
    {.calendar = {.unit = FC_MONTH, .fiscal_start = 1, .week_start = 1}, .as_of = FC_DATE_NONE},
    {.calendar = {.unit = FC_WEEK, .fiscal_start = 1, .week_start = 7},
     .as_of = FC_DATE_NONE,
     .by = "",
     .threads = 2,
     .text = {.encoding = "GB18030", .lenient_quotes = true}},
    {.calendar = {.unit = FC_DAY, .scheme = FC_445, .fiscal_start = 2, .week_start = 1},
     .as_of = 19000,
     .text = {.decimal = ',', .delimiter = ';', .date_format = "dmy"}},
};

static void read_once(const char *path, const an_sales_options *options)
{
    an_problems *problems = NULL;
    an_sales *sales = NULL;

    if (an_problems_new(&problems) != FC_OK)
        return;
    if (an_sales_read(&path, 1, options, problems, &sales) != FC_OK) {
        if (fc_error_message()[0] == '\0' || sales)
            abort();
    } else if (sales->rows != sales->rows_kept + sales->rows_aside + sales->rows_filtered) {
        abort();
    }
    an_sales_free(sales);
    an_problems_free(problems);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const int fd = memfd_create("sales", 0);
    char path[32];

    if (fd < 0 || write(fd, data, size) != (ssize_t)size)
        return 0;
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        read_once(path, &ways[i]);
    close(fd);
    return 0;
}
