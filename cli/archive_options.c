/* archive_options.c - hands a finished run to the archive. */
#include "cli/archive_options.h"

#include <stdlib.h>

#include "cli/command.h"
#include "cli/command_line.h"

const cli_option cli_archive_table[CLI_ARCHIVE_OPTIONS] = {
    {"archive", 0, CLI_TEXT, offsetof(cli_archive_options, archive), "FILE.db",
     "keep the run there, for gapcast archive (made where it does not exist)"},
};

static size_t list_inputs(const cli_archive_inputs *in, an_archive_input *list)
{
    size_t n = 0;

    for (; n < in->n_files; n++)
        list[n] = (an_archive_input){"sales", in->files[n]};
    if (in->plan)
        list[n++] = (an_archive_input){"plan", in->plan};
    if (in->overrides)
        list[n++] = (an_archive_input){"overrides", in->overrides};
    return n;
}

fc_status cli_archive_keep(const cli_archive_options *options, const cli_sales_options *sales,
                           const cli_archive_inputs *in, an_archive_run *run)
{
    an_archive_input *list;
    an_archive *archive = NULL;
    an_sales_options translated;
    cli_where where;
    int64_t id;
    fc_status status;

    if (!options->archive)
        return FC_OK;
    status = cli_sales_translate(sales, &where, &translated);
    list = malloc((in->n_files + 2) * sizeof *list);
    if (!list)
        return fc_no_memory();
    run->command = in->command;
    run->options = cli_command_line();
    run->version = GAPCAST_VERSION;
    run->inputs = list;
    run->n_inputs = list_inputs(in, list);
    run->where = translated.where;
    run->n_where = translated.n_where;
    if (status == FC_OK)
        status = an_archive_open(options->archive, true, &archive);
    if (status == FC_OK)
        status = an_archive_store(archive, run, &id);
    an_archive_close(archive);
    free(list);
    return status;
}
