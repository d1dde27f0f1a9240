/* write.c - the whole review into a folder, all files together. Where gnuplot is not installed or
 * does not work, the page says so in the charts' place. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/output/output_set.h"
#include "analysis/report/report.h"
#include "analysis/table/chance_table.h"

typedef struct {
    const an_report_input *input;
    const an_report_options *options;
    const char *folder;
    an_output_set *files;
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

static fc_status write_calibration(const report *r, FILE *out)
{
    an_table *table = NULL;
    fc_status status = an_chance_table(r->input->calibration, r->options->lang, &table);

    if (status == FC_OK)
        status = an_format_find("csv")->write(table, &(an_print_options){.unit = NULL}, out);
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

static fc_status write_file(const report *r, const char *name,
                            fc_status (*write)(const report *r, FILE *out))
{
    char *path = path_in(r->folder, name);
    an_output *output = NULL;
    fc_status status = path ? an_output_set_open(r->files, path, &output) : fc_no_memory();

    if (status == FC_OK)
        status = write(r, an_output_stream(output));
    if (status == FC_OK)
        status = an_output_finish(output); /* a full disk is told before the charts are drawn */
    if (path)
        status = an_output_told(path, status);
    free(path);
    return status;
}

static fc_status draw_charts(report *r)
{
    char *path = path_in(r->folder, "charts");
    fc_status status = path ? an_output_set_folder(r->files, path) : fc_no_memory();

    if (status == FC_OK)
        status = an_report_charts(r->input, r->options, path, r->files, &r->pictures);
    free(path);
    return status;
}

static fc_status write_files(report *r)
{
    fc_status status = an_output_set_folder(r->files, r->folder), drawn;
    char message[512];

    if (status == FC_OK)
        status = write_file(r, "review.csv", write_csv);
    if (status == FC_OK && r->input->calibration && r->input->calibration->n_targets > 0)
        status = write_file(r, "calibration.csv", write_calibration);
    if (status == FC_OK)
        status = write_file(r, "report.xlsx", write_xlsx);
    if (status != FC_OK)
        return status;
    drawn = draw_charts(r);
    if (drawn != FC_OK && drawn != FC_EUNAVAILABLE)
        return drawn;
    snprintf(message, sizeof message, "%s", fc_error_message());
    status = write_file(r, "report.html", write_html);
    return status == FC_OK && drawn != FC_OK ? fc_fail(drawn, "%s", message) : status;
}

fc_status an_report_write(const an_report_input *input, const an_report_options *options,
                          const char *folder)
{
    report r = {.input = input, .options = options, .folder = folder};
    fc_status status = an_output_set_new(&r.files);

    if (status != FC_OK)
        return status;
    status = write_files(&r);
    if (status == FC_OK || status == FC_EUNAVAILABLE)
        status = an_output_set_commit_after(r.files, status);
    else
        an_output_set_discard(r.files);
    an_pictures_free(r.pictures);
    return status;
}
