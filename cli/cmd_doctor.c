/* cmd_doctor.c - gapcast doctor: what is installed and what is missing. */
#include "analysis/doctor.h"
#include "cli/commands.h"
#include "cli/emit.h"
#include "cli/exit.h"

typedef struct {
    cli_output_options output;
} doctor_options;

static int run(void *options, const char *const *files, size_t n_files)
{
    const doctor_options *o = options;
    an_table *table = NULL;
    bool all_needed = true;
    fc_status status = cli_emit_check(&o->output);

    (void)files;
    (void)n_files;
    if (status == FC_OK)
        status = an_doctor_table(&table, &all_needed);
    if (status == FC_OK)
        status = cli_emit(table, &o->output);
    an_table_free(table);
    if (status == FC_OK && !all_needed)
        status =
            fc_fail(FC_EUNAVAILABLE, "a program that is needed is missing; see the remedy column");
    return cli_fail(status);
}

static const cli_group groups[] = {
    {"Output", cli_output_table, CLI_OUTPUT_OPTIONS, offsetof(doctor_options, output)},
};

const cli_command cli_cmd_doctor = {
    .name = "doctor",
    .usage = "",
    .summary = "what is installed, what is missing, and how to get it",
    .description =
        "Lists the libraries and programs gapcast uses, with versions. Exits 69 where one that is\n"
        "needed is missing.",
    .groups = groups,
    .n_groups = 1,
    .options_size = sizeof(doctor_options),
    .run = run,
};
