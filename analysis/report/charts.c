/* charts.c - draws the figures of the report into files, all by one gnuplot process. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/chart/gnuplot.h"
#include "analysis/chart/inline.h"
#include "analysis/report/figure.h"

static const struct {
    an_chart_format format;
    const char *ending;
} formats[] = {{AN_CHART_SVG, "svg"}, {AN_CHART_PNG, "png"}, {AN_CHART_PDF, "pdf"}};

enum { N_FORMATS = sizeof formats / sizeof *formats };

typedef struct {
    an_view view;
    const char *folder;
    an_output_set *files;
    an_gnuplot *gnuplot;
    an_figure *figures;
    size_t n;
} drawing;

static bool is_wanted(const an_report_options *options, an_chart_format format)
{
    return format == AN_CHART_SVG || (format == AN_CHART_PNG && options->png) ||
           (format == AN_CHART_PDF && options->pdf);
}

static const char *path_of(drawing *d, const char *name, const char *ending)
{
    const size_t size = strlen(d->folder) + strlen(name) + strlen(ending) + 3;
    char *path = an_pool_array(&d->view.pool, size, 1);

    if (path)
        snprintf(path, size, "%s/%s.%s", d->folder, name, ending);
    return path;
}

/* For the page, which has its own headings: in memory, so that no file of it can be left behind. */
static fc_status draw_plain(drawing *d, const an_figure *figure)
{
    an_chart_heading *chart = an_pool_array(&d->view.pool, 1, figure->type->size);

    if (!chart)
        return fc_no_memory();
    memcpy(chart, figure->chart, figure->type->size);
    *chart = (an_chart_heading){0}; /* it comes first in every chart */
    return figure->type->draw(d->gnuplot, chart, AN_CHART_SVG, NULL);
}

static fc_status draw_figure(drawing *d, const an_figure *figure)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < N_FORMATS && status == FC_OK; i++) {
        const char *path;

        if (!is_wanted(d->view.options, formats[i].format))
            continue;
        path = path_of(d, figure->type->name, formats[i].ending);
        status = path ? figure->type->draw(d->gnuplot, figure->chart, formats[i].format, path)
                      : fc_no_memory();
    }
    return status;
}

static fc_status take_picture(const drawing *d, size_t i, char **svg)
{
    const an_figure *figure = &d->figures[i];
    char prefix[32];
    size_t n;
    const char *text = an_gnuplot_text(d->gnuplot, i, &n);

    snprintf(prefix, sizeof prefix, "%s-", figure->type->name);
    return an_chart_inline(text, n, prefix, figure->heading->title, svg);
}

static fc_status take_pictures(const drawing *d, an_pictures **pictures)
{
    an_pictures *p = calloc(1, sizeof *p + d->n * sizeof *p->svg);
    fc_status status = p ? FC_OK : fc_no_memory();

    for (size_t i = 0; i < d->n && status == FC_OK; i++)
        status = take_picture(d, i, &p->svg[p->n++]);
    if (status != FC_OK) {
        an_pictures_free(p);
        p = NULL;
    }
    *pictures = p;
    return status;
}

/* Those for the page come first. */
static fc_status draw_all(drawing *d, an_pictures **pictures)
{
    fc_status status = an_gnuplot_open(&d->gnuplot);

    if (status != FC_OK)
        return status;
    for (size_t i = 0; i < d->n && status == FC_OK; i++)
        status = draw_plain(d, &d->figures[i]);
    for (size_t i = 0; i < d->n && status == FC_OK; i++)
        status = draw_figure(d, &d->figures[i]);
    if (status == FC_OK)
        status = an_gnuplot_wait(d->gnuplot);
    if (status == FC_OK)
        status = take_pictures(d, pictures);
    if (status == FC_OK)
        return an_gnuplot_close_into(d->gnuplot, d->files);
    an_gnuplot_abandon(d->gnuplot);
    return status;
}

static bool is_drawn(const drawing *d, const an_figure_type *type, an_chart_format format)
{
    for (size_t i = 0; i < d->n; i++)
        if (d->figures[i].type == type)
            return is_wanted(d->view.options, format);
    return false;
}

/* Charts of an earlier run that this one has not drawn would belong to other numbers. */
static fc_status clear(drawing *d, fc_status drawn)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < an_figure_count(); i++)
        for (size_t k = 0; k < N_FORMATS && status == FC_OK; k++) {
            const char *path;

            if (drawn == FC_OK && is_drawn(d, an_figure_at(i), formats[k].format))
                continue;
            path = path_of(d, an_figure_at(i)->name, formats[k].ending);
            status = path ? an_output_set_remove(d->files, path) : fc_no_memory();
        }
    return status == FC_OK ? drawn : status;
}

void an_pictures_free(an_pictures *pictures)
{
    if (!pictures)
        return;
    for (size_t i = 0; i < pictures->n; i++)
        free(pictures->svg[i]);
    free(pictures);
}

fc_status an_report_charts(const an_report_input *input, const an_report_options *options,
                           const char *folder, an_output_set *files, an_pictures **pictures)
{
    drawing d = {.folder = folder, .files = files};
    fc_status status = an_view_open(input, options, &d.view);

    *pictures = NULL;
    if (status != FC_OK)
        return status;
    status = an_figure_build(&d.view, &d.figures, &d.n);
    if (status == FC_OK)
        status = draw_all(&d, pictures);
    if (status == FC_OK || status == FC_EUNAVAILABLE)
        status = clear(&d, status);
    an_view_close(&d.view);
    if (status != FC_OK) {
        an_pictures_free(*pictures);
        *pictures = NULL;
    }
    return status;
}
