/* meeting.c - the target meeting's files, all put in place together. */
#include "analysis/target/meeting.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/target/meeting_parts.h"
#include "forecast/ranges/quantile.h"

enum { TENTH = 10, HIGHEST = 90 };

double an_meeting_rung(size_t i)
{
    return HIGHEST - TENTH * (double)i;
}

double an_meeting_amount(const an_meeting_view *v, double percent)
{
    return fc_quantile(an_target_futures(v->target),
                       fc_forecasts_n_paths(an_target_forecasts(v->target)), 1 - percent / 100);
}

const char *an_meeting_chance(an_meeting_view *v, double chance)
{
    char text[16];

    if (isnan(chance))
        return "\u2013";
    if (chance < 0.01)
        return "<1%";
    if (chance > 0.99)
        return ">99%";
    snprintf(text, sizeof text, "%.0f%%", 100 * chance);
    return an_pool_text(&v->html.view.pool, text);
}

static fc_status write_csv(an_meeting_view *v, FILE *out)
{
    const an_print_options print = {.unit = v->html.view.options->unit, .lang = v->html.view.lang};

    return an_format_find("csv")->write(v->in->table, &print, out);
}

static fc_status write_file(an_meeting_view *v, const char *folder, const char *name,
                            fc_status (*write)(an_meeting_view *v, FILE *out))
{
    char *path;
    an_output *output = NULL;
    fc_status status;

    if (asprintf(&path, "%s/%s", folder, name) < 0)
        return fc_no_memory();
    status = an_output_set_open(v->files, path, &output);
    if (status == FC_OK)
        status = write(v, an_output_stream(output));
    if (status == FC_OK)
        status = an_output_finish(output);
    status = an_output_told(path, status);
    free(path);
    return status;
}

static fc_status write_extra(an_meeting_view *v, FILE *out)
{
    const an_print_options print = {.unit = v->html.view.options->unit, .lang = v->html.view.lang};

    return an_format_find("csv")->write(v->in->extras[v->extra].table, &print, out);
}

static fc_status write_extras(an_meeting_view *v, const char *folder)
{
    fc_status status = FC_OK;

    for (v->extra = 0; status == FC_OK && v->extra < v->in->n_extras; v->extra++) {
        char name[64];

        snprintf(name, sizeof name, "%s.csv", v->in->extras[v->extra].name);
        status = write_file(v, folder, name, write_extra);
    }
    return status;
}

static fc_status draw(an_meeting_view *v, const char *folder)
{
    char *path;
    fc_status status;

    if (asprintf(&path, "%s/charts", folder) < 0)
        return fc_no_memory();
    status = an_output_set_folder(v->files, path);
    if (status == FC_OK)
        status = an_meeting_draw(v, path);
    free(path);
    return status;
}

/* The page is written without charts where gnuplot is missing, and that is still told. */
static fc_status write_page(an_meeting_view *v, const char *folder)
{
    char message[512];
    const fc_status drawn = draw(v, folder);
    fc_status status;

    if (drawn != FC_OK && drawn != FC_EUNAVAILABLE)
        return drawn;
    snprintf(message, sizeof message, "%s", fc_error_message());
    status = write_file(v, folder, "targets.html", an_meeting_html);
    return status == FC_OK && drawn != FC_OK ? fc_fail(drawn, "%s", message) : status;
}

static fc_status write_files(an_meeting_view *v, const char *folder)
{
    fc_status status = an_output_set_folder(v->files, folder);

    if (status == FC_OK)
        status = write_file(v, folder, "targets.csv", write_csv);
    if (status == FC_OK)
        status = write_extras(v, folder);
    if (status == FC_OK)
        status = write_file(v, folder, "targets.xlsx", an_meeting_xlsx);
    if (status == FC_OK)
        status = write_page(v, folder);
    return status;
}

fc_status an_meeting_write(const an_meeting *meeting, const an_report_options *options,
                           const char *folder)
{
    an_meeting_view v;
    fc_status status = an_meeting_open(meeting, options, &v);

    if (status == FC_OK)
        status = an_output_set_new(&v.files);
    if (status == FC_OK)
        status = write_files(&v, folder);
    if (status == FC_OK || status == FC_EUNAVAILABLE)
        status = an_output_set_commit_after(v.files, status);
    else
        an_output_set_discard(v.files);
    an_meeting_close(&v);
    return status;
}
