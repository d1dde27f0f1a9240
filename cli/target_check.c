/* target_check.c - gapcast target --check: a plan file judged, printed, and as a page. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/output/output.h"
#include "cli/exit.h"
#include "cli/target_parts.h"

/* What came of targets that were set in the past. */
static fc_status read_later(const cli_target_options *o, const char *const *files, size_t n_files,
                            cli_target_parts *p)
{
    cli_sales_options all = o->sales;
    an_problems *again = NULL; /* told already */
    fc_status status = an_problems_new(&again);

    all.as_of = 0;
    if (status == FC_OK && o->sales.as_of && strcmp(files[0], "-") != 0)
        status = cli_sales_read(&all, files, n_files, again, &p->later);
    an_problems_free(again);
    return status;
}

/* DIR/check.html, whole or untouched. */
static fc_status write_check(const cli_target_options *o, const cli_target_parts *p)
{
    const an_report_options report = {.lang = cli_output_lang(&o->output), .unit = o->output.unit};
    an_output *output = NULL;
    char *path = NULL;
    fc_status status = an_output_folder(o->report);

    if (status == FC_OK && asprintf(&path, "%s/check.html", o->report) < 0)
        status = fc_no_memory();
    if (status == FC_OK)
        status = an_output_open(path, &output);
    if (status == FC_OK) {
        status = an_smart_html(p->smart, p->target, &report, an_output_stream(output));
        status = an_output_told(path, status);
    }
    free(path);
    if (status == FC_OK)
        return an_output_commit(output);
    an_output_discard(output);
    return status;
}

fc_status cli_target_judge(const cli_target_options *o, const char *const *files, size_t n_files,
                           cli_target_parts *p)
{
    cli_where where;
    an_sales_options sales;
    an_smart_options options = {.lang = cli_output_lang(&o->output), .unit = o->output.unit};
    fc_status status = cli_sales_translate(&o->sales, &where, &sales);
    const an_plan_options plan = {
        .text = sales.text, .year = o->year, .where = sales.where, .n_where = sales.n_where};

    if (status == FC_OK)
        status = cli_target_band(o->band, &options);
    if (status == FC_OK)
        status = read_later(o, files, n_files, p);
    options.later = p->later;
    if (status == FC_OK)
        status = an_smart_new(o->check, &plan, p->target, &options, p->problems, &p->smart);
    if (status == FC_OK)
        status = an_smart_table(p->smart, p->target, cli_target_metric(o), options.lang, &p->table);
    if (status == FC_OK)
        status = cli_emit(p->table, &o->output);
    if (status == FC_OK && o->report)
        status = write_check(o, p);
    return status;
}
