/* shard_options.c - one machine's part of a forecast, written as a file that merge joins. */
#include "cli/shard_options.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/shard/shard.h"
#include "cli/command.h"
#include "cli/command_line.h"
#include "cli/exit.h"

enum { MOST_ARGUMENTS = 4096 };

const cli_option cli_shard_table[CLI_SHARD_OPTIONS] = {
    {"shard", 0, CLI_TEXT, offsetof(cli_shard_options, shard), "i/N",
     "fit only the nodes whose keys hash to i of N, into -o FILE for gapcast merge"},
};

fc_status cli_shard_check(const cli_shard_options *o, const cli_output_options *output,
                          const char *const *files, size_t n_files)
{
    size_t part, n_parts;
    fc_status status;

    if (!o->shard)
        return FC_OK;
    status = an_shard_parse(o->shard, &part, &n_parts);
    if (status == FC_OK && (!output->path || strcmp(output->path, "-") == 0))
        return fc_fail(FC_EUSAGE, "--shard: give the file of the shard with -o");
    for (size_t i = 0; status == FC_OK && i < n_files; i++)
        if (strcmp(files[i], "-") == 0)
            return fc_fail(FC_EUSAGE, "--shard: merge reads the sales again; give a file instead "
                                      "of -");
    return status;
}

static fc_status make(const cli_shard_options *o, an_shard *shard)
{
    const char **arguments = malloc(MOST_ARGUMENTS * sizeof *arguments);
    size_t part, n_parts, n;
    fc_status status = arguments ? an_shard_parse(o->shard, &part, &n_parts) : fc_no_memory();

    *shard = (an_shard){.part = 0};
    if (status == FC_OK) {
        n = cli_command_line_work(arguments, MOST_ARGUMENTS);
        status = an_shard_make(part, n_parts, GAPCAST_VERSION, arguments, n, shard);
    }
    free(arguments);
    return status;
}

bool cli_shard_is_made(const cli_shard_options *o, const cli_output_options *output)
{
    an_shard old = {.part = 0}, new = {.part = 0};
    const bool made = an_shard_read(output->path, &old) == FC_OK && make(o, &new) == FC_OK &&
                      old.part == new.part &&an_shard_belongs(&old, &new);

    an_shard_clear(&old);
    an_shard_clear(&new);
    if (made)
        cli_note("%s: was made of the same data before; it stays as it is", output->path);
    return made;
}

fc_status cli_shard_save(const cli_shard_options *o, const cli_output_options *output,
                         const an_sales *sales, const fc_forecast_options *core)
{
    an_shard shard;
    fc_status status = make(o, &shard);

    if (status == FC_OK)
        status = fc_fits_make(sales->hierarchy, &sales->calendar, core, shard.part, shard.n_parts,
                              &shard.fits, &shard.size);
    cli_progress_end();
    if (status == FC_OK)
        status = an_shard_write(output->path, &shard);
    an_shard_clear(&shard);
    return status;
}
