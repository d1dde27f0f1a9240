/* gnuplot.c - one gnuplot process that draws one picture after another.
 *
 * Pictures come back through its standard output and we write the files: no name of a file is part
 * of a script, a full disk is told as such, and what is not whole never reaches its place. */
#include "analysis/chart/gnuplot.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "analysis/chart/child.h"
#include "analysis/chart/picture.h"
#include "analysis/chart/svg.h"
#include "analysis/chart/theme.h"

/* The first picture may wait for the font cache to be built; a picture is a matter of megabytes. */
enum { PATIENCE = 20, LARGEST_PICTURE = 16 << 20 };

typedef struct {
    an_chart_format format;
    char *path; /* NULL: it is kept in memory, */
    char *text; /* here, n bytes of it */
    size_t n;
    an_output *output; /* NULL where there is no path, and once handed over */
} picture;

struct an_gnuplot {
    an_child *child;
    picture *pictures;
    size_t n, n_done, capacity;
    size_t searched; /* bytes of the child's output without a boundary */
    time_t deadline; /* of the next picture */
};

/* Written between pictures. No text of a user holds control characters. */
#define BOUNDARY "\001gapcast\001\n"
#define BOUNDARY_SIZE (sizeof BOUNDARY - 1)

static time_t now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec;
}

fc_status an_gnuplot_open(an_gnuplot **opened)
{
    static const char *const argv[] = {"gnuplot", "-d", NULL}; /* -d: nobody's ~/.gnuplot */
    an_gnuplot *gnuplot = calloc(1, sizeof *gnuplot);
    fc_status status;

    *opened = NULL;
    if (!gnuplot)
        return fc_no_memory();
    status = an_child_start(argv, &gnuplot->child);
    if (status != FC_OK) {
        free(gnuplot);
        return status == FC_EUNAVAILABLE
                   ? fc_fail(status, "%s; apt-get install gnuplot-nox", fc_error_message())
                   : status;
    }
    *opened = gnuplot;
    return FC_OK;
}

static fc_status broken(const an_gnuplot *gnuplot, const char *what)
{
    const char *complaint = an_child_complaint(gnuplot->child);
    const char *path = gnuplot->pictures[gnuplot->n_done].path;

    return fc_fail(FC_EUNAVAILABLE,
                   "%s%sgnuplot %s%s%s; see what `gnuplot --version` says, 5.0 or later "
                   "is needed",
                   path ? path : "", path ? ": " : "", what, *complaint ? ": " : "", complaint);
}

static void write_picture(const picture *p, const char *bytes, size_t n, FILE *file)
{
    if (p->format == AN_CHART_SVG)
        an_svg_tidy(bytes, n, file);
    else
        fwrite(bytes, 1, n, file);
}

static fc_status keep_text(picture *p, const char *bytes, size_t n)
{
    FILE *file = open_memstream(&p->text, &p->n);

    if (file)
        write_picture(p, bytes, n, file);
    return file && fclose(file) == 0 ? FC_OK : fc_no_memory();
}

/* The next picture is complete: checks it, and keeps it or writes it beside its place. */
static fc_status keep_picture(an_gnuplot *gnuplot, const char *bytes, size_t n)
{
    picture *p = &gnuplot->pictures[gnuplot->n_done];

    if (!an_picture_whole(p->format, bytes, n))
        return broken(gnuplot, "drew half a picture");
    if (!p->output)
        return keep_text(p, bytes, n);
    write_picture(p, bytes, n, an_output_stream(p->output));
    return an_output_finish(p->output);
}

static fc_status keep_pictures(an_gnuplot *gnuplot)
{
    fc_status status = FC_OK;
    size_t n;
    const char *output = an_child_output(gnuplot->child, &n), *end;

    while (n > 0 && gnuplot->n_done < gnuplot->n &&
           (end = memmem(output + gnuplot->searched, n - gnuplot->searched, BOUNDARY,
                         BOUNDARY_SIZE))) {
        status = keep_picture(gnuplot, output, (size_t)(end - output));
        if (status != FC_OK)
            return status;
        gnuplot->n_done++;
        gnuplot->searched = 0;
        gnuplot->deadline = now() + PATIENCE;
        an_child_take(gnuplot->child, (size_t)(end - output) + BOUNDARY_SIZE);
        output = an_child_output(gnuplot->child, &n);
    }
    gnuplot->searched = n < BOUNDARY_SIZE ? 0 : n - BOUNDARY_SIZE;
    return n > LARGEST_PICTURE ? broken(gnuplot, "does not stop writing") : FC_OK;
}

/* Sends n bytes of `script`, then waits until no more than `left` pictures are under way. */
static fc_status exchange(an_gnuplot *gnuplot, const char *script, size_t n, size_t left)
{
    gnuplot->deadline = now() + PATIENCE;
    while (n > 0 || gnuplot->n - gnuplot->n_done > left) {
        const time_t rest = gnuplot->deadline - now();
        size_t sent;
        const bool going =
            an_child_exchange(gnuplot->child, script, n, &sent, rest > 0 ? (int)rest * 1000 : 0);
        const fc_status status = keep_pictures(gnuplot);

        script += sent;
        n -= sent;
        if (status != FC_OK)
            return status;
        if (!going && gnuplot->n_done < gnuplot->n)
            return broken(gnuplot, "ended before the chart was drawn");
        if (gnuplot->n_done < gnuplot->n && gnuplot->deadline <= now())
            return broken(gnuplot, "does not answer");
    }
    return FC_OK;
}

static fc_status add_picture(an_gnuplot *gnuplot, an_chart_format format, const char *path)
{
    picture *p;
    fc_status status;

    if (gnuplot->n == gnuplot->capacity) {
        const size_t capacity = gnuplot->capacity * 2 + 16;

        p = realloc(gnuplot->pictures, capacity * sizeof *p);
        if (!p)
            return fc_no_memory();
        gnuplot->pictures = p;
        gnuplot->capacity = capacity;
    }
    p = &gnuplot->pictures[gnuplot->n];
    *p = (picture){.format = format, .path = path ? strdup(path) : NULL};
    if (path && !p->path)
        return fc_no_memory();
    status = path ? an_output_open(path, &p->output) : FC_OK;
    if (status == FC_OK)
        gnuplot->n++;
    else
        free(p->path);
    return status;
}

/* The terminal "unknown" makes gnuplot finish the picture before the boundary is printed. */
static void write_script(FILE *script, an_chart_format format, double height, const char *data,
                         const char *plot)
{
    fputs("reset session\nset encoding utf8\nset print '-'\n", script);
    an_picture_terminal(format, height, script);
    fprintf(script,
            "set lmargin at screen 0\nset rmargin at screen 1\n"
            "set bmargin at screen 0\nset tmargin at screen 1\n"
            "unset key\nunset border\nunset tics\nset xrange [0:%g]\nset yrange [%g:0]\n%s%s\n"
            "set terminal unknown\nprint \"\\001gapcast\\001\"\n",
            AN_CHART_WIDTH, height, data, plot);
}

fc_status an_gnuplot_draw(an_gnuplot *gnuplot, an_chart_format format, double height,
                          const char *data, const char *plot, const char *path)
{
    char *text = NULL;
    size_t size;
    FILE *script;
    fc_status status = add_picture(gnuplot, format, path);

    if (status != FC_OK)
        return status;
    script = open_memstream(&text, &size);
    if (!script)
        return fc_no_memory();
    write_script(script, format, height, data, plot);
    if (fclose(script) == 0)
        status = exchange(gnuplot, text, size, SIZE_MAX);
    else
        status = fc_no_memory();
    free(text);
    return status;
}

fc_status an_gnuplot_wait(an_gnuplot *gnuplot)
{
    an_child_finish(gnuplot->child);
    return exchange(gnuplot, "", 0, 0);
}

const char *an_gnuplot_text(const an_gnuplot *gnuplot, size_t i, size_t *n)
{
    *n = gnuplot->pictures[i].n;
    return gnuplot->pictures[i].text;
}

fc_status an_gnuplot_close_into(an_gnuplot *gnuplot, an_output_set *set)
{
    fc_status status = an_gnuplot_wait(gnuplot);

    for (size_t i = 0; status == FC_OK && i < gnuplot->n; i++) {
        if (gnuplot->pictures[i].output)
            status = an_output_set_add(set, gnuplot->pictures[i].output);
        gnuplot->pictures[i].output = NULL;
    }
    an_gnuplot_abandon(gnuplot);
    return status;
}

fc_status an_gnuplot_close(an_gnuplot *gnuplot)
{
    an_output_set *set;
    fc_status status = an_output_set_new(&set);

    if (status != FC_OK) {
        an_gnuplot_abandon(gnuplot);
        return status;
    }
    status = an_gnuplot_close_into(gnuplot, set);
    if (status == FC_OK)
        return an_output_set_commit(set);
    an_output_set_discard(set);
    return status;
}

void an_gnuplot_abandon(an_gnuplot *gnuplot)
{
    if (!gnuplot)
        return;
    an_child_end(gnuplot->child);
    for (size_t i = 0; i < gnuplot->n; i++) {
        an_output_discard(gnuplot->pictures[i].output);
        free(gnuplot->pictures[i].path);
        free(gnuplot->pictures[i].text);
    }
    free(gnuplot->pictures);
    free(gnuplot);
}
