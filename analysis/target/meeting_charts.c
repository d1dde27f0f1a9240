/* meeting_charts.c - draws the bridge and the fan, into files and for the page. */
#include <stdio.h>
#include <string.h>

#include "analysis/chart/gnuplot.h"
#include "analysis/chart/inline.h"
#include "analysis/target/meeting_parts.h"

static const struct {
    an_chart_format format;
    const char *ending;
} formats[] = {{AN_CHART_SVG, "svg"}, {AN_CHART_PNG, "png"}, {AN_CHART_PDF, "pdf"}};

enum { N_FORMATS = sizeof formats / sizeof *formats };

static const char *const names[AN_MEETING_CHARTS] = {"bridge", "fan"};

static bool has(const an_meeting_view *v, int chart)
{
    return chart == AN_MEETING_BRIDGE ? v->has_bridge && v->bridge.n > 0 : v->fan.n > 1;
}

/* Without headings where `path` is NULL: the page has its own. */
static fc_status draw_one(an_meeting_view *v, an_gnuplot *g, int chart, an_chart_format format,
                          const char *path)
{
    an_chart_bridge bridge = v->bridge;
    an_chart_fan fan = v->fan;

    if (!path)
        bridge.heading = fan.heading = (an_chart_heading){0};
    return chart == AN_MEETING_BRIDGE ? an_chart_draw_bridge(g, &bridge, format, path)
                                      : an_chart_draw_fan(g, &fan, format, path);
}

static bool is_wanted(const an_meeting_view *v, an_chart_format format)
{
    const an_report_options *o = v->html.view.options;

    return format == AN_CHART_SVG || (format == AN_CHART_PNG && o->png) ||
           (format == AN_CHART_PDF && o->pdf);
}

static const char *path_of(an_meeting_view *v, const char *folder, int chart, size_t format)
{
    const size_t size = strlen(folder) + 32;
    char *path = an_pool_array(&v->html.view.pool, size, 1);

    if (path)
        snprintf(path, size, "%s/%s.%s", folder, names[chart], formats[format].ending);
    return path;
}

static fc_status draw_files(an_meeting_view *v, an_gnuplot *g, int chart, const char *folder)
{
    fc_status status = FC_OK;

    for (size_t i = 0; status == FC_OK && i < N_FORMATS; i++) {
        const char *path;

        if (!is_wanted(v, formats[i].format))
            continue;
        path = path_of(v, folder, chart, i);
        status = path ? draw_one(v, g, chart, formats[i].format, path) : fc_no_memory();
    }
    return status;
}

/* Charts of an earlier run that this one has not drawn would belong to other numbers. */
static fc_status clear(an_meeting_view *v, const char *folder, fc_status drawn)
{
    fc_status status = FC_OK;

    for (int chart = 0; chart < AN_MEETING_CHARTS; chart++)
        for (size_t i = 0; status == FC_OK && i < N_FORMATS; i++) {
            const char *path;

            if (drawn == FC_OK && has(v, chart) && is_wanted(v, formats[i].format))
                continue;
            path = path_of(v, folder, chart, i);
            status = path ? an_output_set_remove(v->files, path) : fc_no_memory();
        }
    return status == FC_OK ? drawn : status;
}

static fc_status take_pictures(an_meeting_view *v, an_gnuplot *g)
{
    fc_status status = FC_OK;
    size_t drawn = 0;

    for (int chart = 0; status == FC_OK && chart < AN_MEETING_CHARTS; chart++) {
        size_t n;
        char prefix[32];
        const char *text;

        if (!has(v, chart))
            continue;
        text = an_gnuplot_text(g, drawn++, &n);
        snprintf(prefix, sizeof prefix, "%s-", names[chart]);
        status = an_chart_inline(text, n, prefix,
                                 chart == AN_MEETING_BRIDGE ? v->bridge.heading.title
                                                            : v->fan.heading.title,
                                 &v->svg[chart]);
    }
    return status;
}

/* Those for the page come first. */
static fc_status draw_all(an_meeting_view *v, const char *folder)
{
    an_gnuplot *g;
    fc_status status = an_gnuplot_open(&g);

    if (status != FC_OK)
        return status;
    for (int chart = 0; status == FC_OK && chart < AN_MEETING_CHARTS; chart++)
        if (has(v, chart))
            status = draw_one(v, g, chart, AN_CHART_SVG, NULL);
    for (int chart = 0; status == FC_OK && chart < AN_MEETING_CHARTS; chart++)
        if (has(v, chart))
            status = draw_files(v, g, chart, folder);
    if (status == FC_OK)
        status = an_gnuplot_wait(g);
    if (status == FC_OK)
        status = take_pictures(v, g);
    if (status == FC_OK)
        return an_gnuplot_close_into(g, v->files);
    an_gnuplot_abandon(g);
    return status;
}

fc_status an_meeting_draw(an_meeting_view *v, const char *folder)
{
    const fc_status status = draw_all(v, folder);

    return status == FC_OK || status == FC_EUNAVAILABLE ? clear(v, folder, status) : status;
}
