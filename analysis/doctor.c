/* doctor.c - one row a part: programs are run, libraries tell their version. */
#include "analysis/doctor.h"

#include <gsl/gsl_version.h>
#include <jansson.h>
#include <link.h>
#include <nettle/version.h>
#include <omp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistring/version.h>
#include <xlsxwriter.h>

#include "analysis/archive/database.h"
#include "analysis/output/capture.h"
#include "analysis/read/feed.h"

/* A program or font that is looked for by running `argv`; it is there when the line contains
 * `proof`. */
typedef struct {
    const char *name;
    bool needed;
    const char *argv[5];
    const char *proof;
    const char *purpose;
    const char *remedy;
} part;

static const part parts[] = {
    {"gnuplot",
     true,
     {"gnuplot", "--version", NULL},
     "gnuplot",
     "charts of review and forecast",
     "apt-get install gnuplot-nox"},
    {"font Noto Sans CJK SC",
     false,
     {"fc-match", "Noto Sans CJK SC", NULL},
     "Noto Sans CJK",
     "Chinese labels in PNG and PDF charts",
     "apt-get install fonts-noto-cjk"},
    {"xlsx2csv",
     false,
     {"xlsx2csv", "--version", NULL},
     "",
     "reading .xlsx files",
     "apt-get install xlsx2csv"},
};

static void add_row(an_table *table, const char *name, const char *state, const char *version,
                    const char *purpose, const char *remedy)
{
    an_table_text(table, name);
    an_table_text(table, state);
    an_table_text(table, version);
    an_table_text(table, purpose);
    an_table_text(table, remedy);
    an_table_end(table);
}

typedef struct {
    const char *name; /* "libcsv.so." */
    char version[64];
} loaded;

static int find_loaded(struct dl_phdr_info *info, size_t size, void *data)
{
    loaded *l = data;
    const char *at = strstr(info->dlpi_name, l->name);
    char *real;

    (void)size;
    if (!at)
        return 0;
    real = realpath(info->dlpi_name, NULL); /* libcsv.so.3 is a link to libcsv.so.3.0.2 */
    if (real && (at = strstr(real, l->name)))
        snprintf(l->version, sizeof l->version, "%s", at + strlen(l->name));
    free(real);
    return 1;
}

/* Those that cannot tell their version: it is that of the file that was loaded, "" where the
 * library is a part of the program. */
static void add_loaded(an_table *table)
{
    static const struct {
        const char *name, *file, *purpose;
    } libraries[] = {{"libcsv", "libcsv.so.", "reading CSV files"},
                     {"uchardet", "libuchardet.so.", "suggesting the encoding of a file"},
                     {"inih", "libinih.so.", "gapcast.ini and rules"}};

    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
        loaded l = {.name = libraries[i].file};

        dl_iterate_phdr(find_loaded, &l);
        add_row(table, libraries[i].name, "ok", l.version, libraries[i].purpose, "");
    }
}

static void add_postgres(an_table *table)
{
    char version[32];
    const bool built = an_feed_postgres_version(version, sizeof version);

    add_row(table, "libpq", built ? "ok" : "missing", version, "sales out of PostgreSQL",
            built ? "" : "apt-get install libpq-dev, and build again");
}

static void add_libraries(an_table *table)
{
    char threads[32], unistring[32], nettle[32];

    snprintf(threads, sizeof threads, "%d threads", omp_get_max_threads());
    add_row(table, "GSL", "ok", gsl_version, "the numerical core", "");
    add_row(table, "OpenMP", "ok", threads, "fitting nodes in parallel", "");
    add_row(table, "libxlsxwriter", "ok", lxw_version(), "Excel workbooks", "");
    add_row(table, "jansson", "ok", JANSSON_VERSION, "JSON", "");
    snprintf(unistring, sizeof unistring, "%d.%d", _libunistring_version >> 16,
             (_libunistring_version >> 8) & 0xFF);
    add_row(table, "libunistring", "ok", unistring, "Unicode text", "");
    add_row(table, "SQLite", "ok", an_database_version(), "the archive", "");
    snprintf(nettle, sizeof nettle, "%d.%d", nettle_version_major(), nettle_version_minor());
    add_row(table, "nettle", "ok", nettle, "hashes of inputs in the archive", "");
    add_postgres(table);
    add_loaded(table);
}

fc_status an_doctor_table(an_table **table, bool *all_needed)
{
    static const an_column columns[] = {{"part", AN_TEXT},
                                        {"state", AN_TEXT},
                                        {"version", AN_TEXT},
                                        {"needed for", AN_TEXT},
                                        {"remedy", AN_TEXT}};
    fc_status status = an_table_new(columns, sizeof columns / sizeof *columns, table);

    if (status != FC_OK)
        return status;
    *all_needed = true;
    add_libraries(*table);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        char line[256] = "";
        const bool found =
            an_capture_line(parts[i].argv, line, sizeof line) && strstr(line, parts[i].proof);

        if (!found && parts[i].needed)
            *all_needed = false;
        add_row(*table, parts[i].name, found ? "ok" : "missing", found ? line : "",
                parts[i].purpose, found ? "" : parts[i].remedy);
    }
    return an_table_status(*table);
}
