/* fuzz_plan.c - any bytes as a plan for a small company: read or refused with a message. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "analysis/plan/plan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

static an_sales *sales;
static fc_forecasts *forecasts;

static int file_of(const void *data, size_t size, char path[32])
{
    const int fd = memfd_create("fuzz", 0);

    if (fd < 0 || write(fd, data, size) != (ssize_t)size)
        abort();
    snprintf(path, 32, "/proc/self/fd/%d", fd);
    return fd;
}

/* Two years of two regions with a city each, the same for every plan. */
static size_t write_sales(char *text, size_t size)
{
    size_t n = (size_t)snprintf(text, size, "date,region,city,amount\n");

    for (int month = 0; month < 30; month++)
        n += (size_t)snprintf(text + n, size - n,
                              "%d-%02d-28,East,Shanghai,%d\n%d-%02d-28,West,Chengdu,%d\n",
                              2024 + month / 12, month % 12 + 1, 100 + 7 * month, 2024 + month / 12,
                              month % 12 + 1, 80 + 11 * (month % 5));
    return n;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static char text[8192];
    const an_sales_options reading = {
        .by = "region/city",
        .calendar = {.unit = FC_MONTH, .fiscal_start = 1, .week_start = 1},
        .as_of = FC_DATE_NONE,
    };
    char path[32];
    const char *files[] = {path};
    an_problems *problems = NULL;
    const int fd = file_of(text, write_sales(text, sizeof text), path);
    fc_forecast_options forecasting = {.horizon = 8, .model = "naive", .n_paths = 10};

    (void)argc;
    (void)argv;
    if (an_problems_new(&problems) != FC_OK ||
        an_sales_read(files, 1, &reading, problems, &sales) != FC_OK)
        abort();
    forecasting.last = sales->last_complete;
    if (fc_forecasts_run(sales->hierarchy, &sales->calendar, &forecasting, &forecasts) != FC_OK)
        abort();
    an_problems_free(problems);
    close(fd);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const an_plan_options options = {.year = "2026"};
    char path[32];
    const int fd = file_of(data, size, path);
    an_problems *problems = NULL;
    an_plan *plan = NULL;

    if (an_problems_new(&problems) != FC_OK)
        abort();
    if (an_plan_read(path, &options, sales, forecasts, problems, &plan) != FC_OK &&
        (fc_error_message()[0] == '\0' || plan))
        abort();
    an_plan_free(plan);
    an_problems_free(problems);
    close(fd);
    return 0;
}
