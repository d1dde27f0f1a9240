/* cmd_merge.c - gapcast merge: the shards of a forecast as one, as if it had been made at once. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/shard/shard.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/emit.h"
#include "cli/exit.h"
#include "cli/parse.h"
#include "cli/shard_options.h"

typedef struct {
    cli_output_options output;
} merge_options;

#define FIELD(name) offsetof(merge_options, name)

static const cli_group groups[] = {
    {"Output", cli_output_table, CLI_OUTPUT_OPTIONS, FIELD(output)},
};

/* What is known of the shards so far. */
typedef struct {
    const char *const *files;
    an_shard first; /* without its fits, which are among `fits` */
    size_t *owner;  /* of each part: 1 + its file; 0: none yet */
    fc_fits *fits;
} joined;

static fc_status claim(joined *j, size_t file, an_shard *shard)
{
    if (file > 0 && !an_shard_belongs(&j->first, shard))
        return fc_fail(FC_EDATA,
                       "%s: is of another forecast, or of other data, than %s; merge the shards of "
                       "one forecast",
                       j->files[file], j->files[0]);
    if (!j->owner)
        j->owner = calloc(shard->n_parts, sizeof *j->owner);
    if (!j->owner)
        return fc_no_memory();
    if (j->owner[shard->part])
        return fc_fail(FC_EDATA, "%s: is shard %zu/%zu, and so is %s; leave one out",
                       j->files[file], shard->part + 1, shard->n_parts,
                       j->files[j->owner[shard->part] - 1]);
    j->owner[shard->part] = file + 1;
    return FC_OK;
}

static fc_status add_file(joined *j, size_t file)
{
    an_shard shard;
    fc_status status = an_shard_read(j->files[file], &shard);

    if (status == FC_OK)
        status = claim(j, file, &shard);
    if (status == FC_OK && strcmp(shard.version, GAPCAST_VERSION) != 0)
        status = fc_fail(FC_EDATA, "%s: was made by gapcast %s, this one is %s; make it again",
                         j->files[file], shard.version, GAPCAST_VERSION);
    if (status == FC_OK) {
        char *fits = shard.fits;

        shard.fits = NULL;
        status = fc_fits_add(j->fits, fits, shard.size);
    }
    if (status == FC_OK && file == 0) {
        j->first = shard;
        return an_shard_check_inputs(j->files[0], &j->first);
    }
    an_shard_clear(&shard);
    return status;
}

static fc_status check_complete(const joined *j)
{
    char missing[256] = "";
    size_t n = 0;

    for (size_t i = 0; i < j->first.n_parts; i++)
        if (!j->owner[i] && n++ < 8)
            snprintf(missing + strlen(missing), sizeof missing - strlen(missing), "%s%zu",
                     n > 1 ? ", " : "", i + 1);
    if (n > 0)
        return fc_fail(FC_EDATA, "%zu of %zu shards %s missing: %s%s; make %s with --shard", n,
                       j->first.n_parts, n == 1 ? "is" : "are", missing, n > 8 ? " ..." : "",
                       n == 1 ? "it" : "them");
    return FC_OK;
}

static fc_status join(joined *j, size_t n_files)
{
    fc_status status = fc_fits_new(&j->fits);

    for (size_t i = 0; status == FC_OK && i < n_files; i++)
        status = add_file(j, i);
    return status == FC_OK ? check_complete(j) : status;
}

/* The command of the shards, with the output that is asked for now. */
static int forecast(const joined *j, const cli_output_options *output)
{
    const char *const now[][2] = {{"-o", output->path},
                                  {"--format", output->format},
                                  {"--unit", output->unit},
                                  {"--lang", output->lang == 2   ? "zh"
                                             : output->lang == 1 ? "en"
                                                                 : NULL}};
    char **arguments = calloc(j->first.n_arguments + 12, sizeof *arguments);
    cli_arguments parsed = {0};
    int n = 0, code;
    fc_status status = arguments ? FC_OK : fc_no_memory();

    if (status != FC_OK)
        return cli_fail(status);
    arguments[n++] = (char *)"gapcast";
    for (size_t i = 0; i < j->first.n_arguments; i++)
        arguments[n++] = j->first.arguments[i];
    for (size_t i = 0; i < sizeof now / sizeof *now; i++)
        if (now[i][1]) {
            arguments[n++] = (char *)now[i][0];
            arguments[n++] = (char *)now[i][1];
        }
    if (output->quiet)
        arguments[n++] = (char *)"--quiet";
    cli_command_line_keep(n, arguments);
    status = cli_parse(&cli_cmd_forecast, n - 1, arguments + 1, &parsed);
    if (status == FC_OK) {
        cli_forecast_shard(parsed.options)->fits = j->fits;
        code = cli_cmd_forecast.run(parsed.options, parsed.files, parsed.n_files);
    } else {
        code = cli_fail(status);
    }
    cli_arguments_free(&parsed);
    free(arguments);
    return code;
}

static int run(void *options, const char *const *files, size_t n_files)
{
    const merge_options *o = options;
    joined j = {.files = files};
    fc_status status = cli_emit_check(&o->output);
    int code;

    if (status == FC_OK)
        status = join(&j, n_files);
    code = status == FC_OK ? forecast(&j, &o->output) : cli_fail(status);
    fc_fits_free(j.fits);
    an_shard_clear(&j.first);
    free(j.owner);
    return code;
}

const cli_command cli_cmd_merge = {
    .name = "merge",
    .usage = "SHARD...",
    .summary = "join the shards that forecast --shard i/N made on many machines",
    .description =
        "Puts the shards of one forecast together and gives what forecast would have given at\n"
        "once, byte for byte: reconciled, with ranges, deals, overrides and all that was asked "
        "for.\n"
        "Run it in the folder in which the shards were made: the sales are read again.",
    .groups = groups,
    .n_groups = sizeof groups / sizeof *groups,
    .options_size = sizeof(merge_options),
    .min_files = 1,
    .max_files = AN_SHARD_MOST,
    .run = run,
};
