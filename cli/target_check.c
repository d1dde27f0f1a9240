/* target_check.c - gapcast target --check: a plan file judged, printed, and as a page. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/output/output.h"
#include "analysis/table/chance_table.h"
#include "cli/exit.h"
#include "cli/target_parts.h"

/* What came of targets that were set in the past. */
static fc_status read_later(const cli_target_options *o, const char *const *files, size_t n_files,
                            const cli_target_wish *wish, an_sales **later, an_sales **whole)
{
    cli_target_options all = *o;
    an_problems *again = NULL; /* told already */
    fc_status status = an_problems_new(&again);

    all.sales.as_of = 0;
    if (status == FC_OK && o->sales.as_of && strcmp(files[0], "-") != 0)
        status = cli_target_read(&all, wish, files, n_files, again, later, whole);
    an_problems_free(again);
    return status;
}

/* DIR/check.html, whole or untouched. */
static fc_status write_check(const cli_target_options *o, const an_target *target,
                             const an_smart *smart)
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
        status = an_smart_html(smart, target, &report, an_output_stream(output));
        status = an_output_told(path, status);
    }
    free(path);
    if (status == FC_OK)
        return an_output_commit(output);
    an_output_discard(output);
    return status;
}

fc_status cli_target_judge(const cli_target_options *o, const char *const *files, size_t n_files,
                           const cli_target_parts *p)
{
    cli_where where;
    an_plan_options plan;
    an_smart_options options = {.lang = cli_output_lang(&o->output), .unit = o->output.unit};
    an_sales *later = NULL, *whole = NULL;
    an_smart *smart = NULL;
    an_table *table = NULL;
    fc_status status = cli_target_plan(o, &where, &plan);

    if (status == FC_OK)
        status = cli_target_band(o->band, &options);
    if (status == FC_OK)
        status = read_later(o, files, n_files, &p->wish, &later, &whole);
    options.later = later;
    options.lessons = p->lessons.n > 0 ? &p->lessons : NULL;
    if (status == FC_OK)
        status = an_smart_new(o->check, &plan, p->target, &options, p->problems, &smart);
    if (status == FC_OK)
        status = an_smart_table(smart, p->target, p->wish.metric->name, options.lang, &table);
    if (status == FC_OK) {
        an_chance_note(&p->calibration, options.lang, table);
        status = cli_emit(table, &o->output);
    }
    if (status == FC_OK && o->report)
        status = write_check(o, p->target, smart);
    an_table_free(table);
    an_smart_free(smart);
    an_sales_free(later);
    an_sales_free(whole);
    return status;
}
