/* cmd_help.c - gapcast help and gapcast version. */
#include <stdio.h>

#include "cli/commands.h"
#include "cli/exit.h"

static int run_help(void *options, const char *const *files, size_t n_files)
{
    (void)options;
    (void)files;
    (void)n_files;
    printf("gapcast forecasts sales, holds them against the plan and says where to step in.\n\n"
           "Usage: gapcast COMMAND [OPTION]... FILE...\n\n");
    for (size_t i = 0; i < cli_command_count(); i++)
        printf("  %-10s %s\n", cli_command_at(i)->name, cli_command_at(i)->summary);
    printf("\nStart with:  gapcast review sales.csv --plan plan.csv -o out\n"
           "More:        gapcast COMMAND --help\n");
    return 0;
}

const cli_command cli_cmd_help = {
    .name = "help",
    .usage = "",
    .summary = "list the commands",
    .description = "Lists the commands. gapcast COMMAND --help explains one.",
    .max_files = 1,
    .run = run_help,
};

static int run_version(void *options, const char *const *files, size_t n_files)
{
    (void)options;
    (void)files;
    (void)n_files;
    puts("gapcast " GAPCAST_VERSION "\n"
         "Licence GPL-3.0-or-later. There is no warranty, to the extent permitted by law.");
    return 0;
}

const cli_command cli_cmd_version = {
    .name = "version",
    .usage = "",
    .summary = "print the version",
    .description = "Prints the version and the licence.",
    .run = run_version,
};
