/* write.c - the whole review into a folder: the tables first, since charts can fail for lack of
 * gnuplot. Where it is not installed, the page says so in the charts' place. */
#include <stdio.h>
#include <stdlib.h>

#include "analysis/output.h"
#include "analysis/report/report.h"

typedef struct {
    const an_report_input *input;
    const an_report_options *options;
    an_pictures *pictures;
} report;

static fc_status write_csv(const report *r, FILE *out)
{
    const an_print_options print = {.unit = r->options->unit, .lang = r->options->lang};
    an_table *table = NULL;
    fc_status status = an_report_table(r->input, r->options, &table);

    if (status == FC_OK)
        status = an_format_find("csv")->write(table, &print, out);
    an_table_free(table);
    return status;
}

static fc_status write_xlsx(const report *r, FILE *out)
{
    return an_report_xlsx(r->input, r->options, out);
}

static fc_status write_html(const report *r, FILE *out)
{
    return an_report_html(r->input, r->options, r->pictures, out);
}

/* The path of a file in the folder; the caller's to free, NULL without memory. */
static char *path_in(const char *folder, const char *name)
{
    char *path;

    return asprintf(&path, "%s/%s", folder, name) < 0 ? NULL : path;
}

/* Whole or untouched. */
static fc_status write_file(const report *r, const char *folder, const char *name,
                            fc_status (*write)(const report *r, FILE *out))
{
    char *path = path_in(folder, name);
    an_output *output = NULL;
    fc_status status = path ? an_output_open(path, &output) : fc_no_memory();

    free(path);
    if (status == FC_OK)
        status = write(r, an_output_stream(output));
    if (status == FC_OK)
        return an_output_commit(output);
    an_output_discard(output);
    return status;
}

static fc_status draw_charts(report *r, const char *folder)
{
    char *path = path_in(folder, "charts");
    fc_status status = path ? an_output_folder(path) : fc_no_memory();

    if (status == FC_OK)
        status = an_report_charts(r->input, r->options, path, &r->pictures);
    free(path);
    return status;
}

/* The failure to draw is told once the page is there. */
static fc_status write_without_charts(const report *r, const char *folder)
{
    char message[512];
    fc_status status;

    snprintf(message, sizeof message, "%s", fc_error_message());
    status = write_file(r, folder, "report.html", write_html);
    return status == FC_OK ? fc_fail(FC_EUNAVAILABLE, "%s", message) : status;
}

fc_status an_report_write(const an_report_input *input, const an_report_options *options,
                          const char *folder)
{
    report r = {.input = input, .options = options};
    fc_status status = an_output_folder(folder);

    if (status == FC_OK)
        status = write_file(&r, folder, "review.csv", write_csv);
    if (status == FC_OK)
        status = write_file(&r, folder, "report.xlsx", write_xlsx);
    if (status == FC_OK)
        status = draw_charts(&r, folder);
    if (status == FC_OK)
        status = write_file(&r, folder, "report.html", write_html);
    else if (status == FC_EUNAVAILABLE)
        status = write_without_charts(&r, folder);
    an_pictures_free(r.pictures);
    return status;
}
