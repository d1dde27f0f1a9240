/* emit.c - where results go. */
#include "cli/emit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analysis/output/output.h"
#include "analysis/text/text.h"
#include "cli/exit.h"

#define FIELD(name) offsetof(cli_output_options, name)

const cli_option cli_output_table[CLI_OUTPUT_OPTIONS] = {
    {"output", 'o', CLI_TEXT, FIELD(path), "PATH", "write there instead of standard output"},
    {"format", 'f', CLI_TEXT, FIELD(format), "NAME",
     "table, csv, json, md or xlsx (default: by the ending of -o; table on a terminal, else csv)"},
    {"unit", 0, CLI_TEXT, FIELD(unit), "UNIT", "unit of money in tables: 1, k, m, 万, 亿"},
    {"lang", 0, CLI_CHOICE, FIELD(lang), "en|zh", "language of words in reports (default en)"},
    {"quiet", 'q', CLI_FLAG, FIELD(quiet), "", "no notes, warnings or progress"},
};

const char *cli_output_lang(const cli_output_options *options)
{
    return options->lang == 2 ? "zh" : "en";
}

bool cli_colour(void)
{
    const char *none = getenv("NO_COLOR"), *term = getenv("TERM");

    return isatty(STDOUT_FILENO) && (!none || !*none) && term && strcmp(term, "dumb") != 0;
}

an_print_options cli_print_options(const cli_output_options *options)
{
    return (an_print_options){.unit = options->unit,
                              .lang = cli_output_lang(options),
                              .colour = cli_colour() && !options->path};
}

static bool to_stdout(const cli_output_options *options)
{
    return !options->path || strcmp(options->path, "-") == 0;
}

static const an_format *choose(const cli_output_options *options)
{
    const an_format *format;

    if (options->format)
        return an_format_find(options->format);
    if (!to_stdout(options)) {
        format = an_format_by_ending(options->path);
        return format ? format : an_format_find("csv");
    }
    return an_format_find(isatty(STDOUT_FILENO) ? "table" : "csv");
}

/* What a picture or a page ends with; a table in it would be opened by the wrong program. */
static bool is_no_table(const char *path)
{
    static const char *const endings[] = {".html", ".htm", ".svg", ".png", ".pdf",
                                          ".jpg",  ".eps", ".xls", ".ods", ".db"};
    const char *dot = strrchr(path, '.');

    for (size_t i = 0; dot && i < sizeof endings / sizeof *endings; i++)
        if (strcasecmp(dot, endings[i]) == 0)
            return true;
    return false;
}

fc_status cli_emit_folder(const cli_output_options *options, const char *command)
{
    const char *path = options->path;
    struct stat found;

    if (!path || (stat(path, &found) == 0 && S_ISDIR(found.st_mode)))
        return FC_OK;
    if (!is_no_table(path) && !an_format_by_ending(path))
        return FC_OK;
    return fc_fail(FC_EUSAGE,
                   "-o %s: %s writes a folder; give the name of one, or --format for the table on "
                   "standard output",
                   path, command);
}

static fc_status no_such_format(const char *name)
{
    char names[128] = "";

    for (size_t i = 0; i < an_format_count(); i++)
        snprintf(names + strlen(names), sizeof names - strlen(names), "%s%s", i ? ", " : "",
                 an_format_at(i)->name);
    return fc_fail(FC_EUSAGE, "--format: no format '%s'; known are %s", name, names);
}

fc_status cli_emit_check(const cli_output_options *options)
{
    const an_format *format = choose(options);
    an_unit unit;

    cli_quiet(options->quiet);
    cli_speak(cli_output_lang(options));
    if (!format)
        return no_such_format(options->format);
    if (!options->format && !to_stdout(options) && is_no_table(options->path))
        return fc_fail(FC_EUSAGE,
                       "-o %s: no table has this ending; give .csv, .json, .md or .xlsx, or "
                       "--format",
                       options->path);
    if (format->binary && to_stdout(options) && isatty(STDOUT_FILENO))
        return fc_fail(FC_EUSAGE, "--format %s: not for a terminal; give -o FILE%s", format->name,
                       format->ending);
    if (options->unit && !an_unit_parse(options->unit, cli_output_lang(options), 0, &unit))
        return fc_fail(FC_EUSAGE, "--unit: '%s' is not one of 1, k, m, 万, 亿", options->unit);
    return FC_OK;
}

bool cli_emit_is(const cli_output_options *options, const char *format)
{
    return strcmp(choose(options)->name, format) == 0;
}

static bool shows_notes(const an_format *format)
{
    return strcmp(format->name, "csv") != 0;
}

fc_status cli_flush(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return FC_OK;
    return fc_fail(FC_EIO, "standard output: writing failed: %s; make room or give another place",
                   strerror(errno ? errno : EIO));
}

static fc_status write_file(const an_table *table, const cli_output_options *options,
                            const an_format *format, const an_print_options *print)
{
    an_output *output;
    fc_status status = an_output_open(options->path, &output);

    if (status != FC_OK)
        return status;
    status = format->write(table, print, an_output_stream(output));
    if (status == FC_OK)
        return an_output_commit(output);
    an_output_discard(output);
    return an_output_told(options->path, status);
}

fc_status cli_emit(const an_table *table, const cli_output_options *options)
{
    const an_format *format = choose(options);
    const an_print_options print = cli_print_options(options);
    fc_status status = an_table_status(table);

    cli_progress_end();
    if (status != FC_OK)
        return status;
    if (to_stdout(options)) {
        status = an_output_told("standard output", format->write(table, &print, stdout));
        if (status == FC_OK)
            status = cli_flush();
    } else {
        status = write_file(table, options, format, &print);
    }
    if (status == FC_OK && !shows_notes(format))
        for (size_t i = 0; i < an_table_n_notes(table); i++)
            cli_note("note: %s", an_table_note_at(table, i));
    return status;
}
