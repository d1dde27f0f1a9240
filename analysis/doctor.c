/* doctor.c - one row a part: programs are run, libraries tell their version. */
#include "analysis/doctor.h"

#include <gsl/gsl_version.h>
#include <jansson.h>
#include <omp.h>
#include <string.h>
#include <xlsxwriter.h>

#include "analysis/capture.h"

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

static void add_libraries(an_table *table)
{
    char threads[32];

    snprintf(threads, sizeof threads, "%d threads", omp_get_max_threads());
    add_row(table, "GSL", "ok", gsl_version, "the numerical core", "");
    add_row(table, "OpenMP", "ok", threads, "fitting nodes in parallel", "");
    add_row(table, "libxlsxwriter", "ok", lxw_version(), "Excel workbooks", "");
    add_row(table, "jansson", "ok", JANSSON_VERSION, "JSON", "");
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
