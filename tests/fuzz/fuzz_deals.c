/* fuzz_deals.c - any bytes as an export of deals: read, learned from and reported, or refused with
 * a message. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "analysis/pipeline/deals_read.h"
#include "analysis/pipeline/reports.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void report_all(const an_deals *deals)
{
    static an_pipeline_report *const REPORTS[] = {
        an_report_forecast, an_report_stages,  an_report_waterfall,  an_report_velocity,
        an_report_coverage, an_report_hygiene, an_report_calibration};
    const an_pipeline_options options = {.since = FC_DATE_NONE, .n_paths = 100, .horizon = 3};
    an_book *book;

    if (an_book_new(deals, &book) != FC_OK)
        return;
    for (size_t r = 0; r < sizeof REPORTS / sizeof *REPORTS; r++) {
        an_table *table = NULL;
        const fc_status status = REPORTS[r](book, &options, &table);

        if (status != FC_OK && !*fc_error_message())
            abort();
        an_table_free(table);
    }
    an_book_free(book);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const an_deals_options options = {
        .as_of = FC_DATE_NONE, .calendar = {.unit = FC_MONTH, .fiscal_start = 1, .week_start = 1}};
    const int fd = memfd_create("fuzz", 0);
    char path[32];
    const char *files[] = {path};
    an_problems *problems = NULL;
    an_deals *deals = NULL;
    fc_status status;

    if (fd < 0 || write(fd, data, size) != (ssize_t)size || an_problems_new(&problems) != FC_OK)
        abort();
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    status = an_deals_read(files, 1, &options, problems, &deals);
    if (status != FC_OK && !*fc_error_message())
        abort();
    if (status == FC_OK)
        report_all(deals);
    an_deals_free(deals);
    an_problems_free(problems);
    close(fd);
    return 0;
}
