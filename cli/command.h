/* command.h - what a command is, and the table of all of them. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "cli/options.h"

#define GAPCAST_VERSION "0.1.0"

typedef struct {
    const char *name;
    const char *usage;       /* behind the name: "SALES --plan PLAN -o DIR" */
    const char *summary;     /* one line for the list of commands */
    const char *description; /* paragraphs for its own help */
    const cli_group *groups; /* its options, by theme */
    size_t n_groups;
    size_t options_size; /* of the struct the groups fill */
    size_t min_files, max_files;

    /* `options` is filled and defaults are zero; returns the exit status. */
    int (*run)(void *options, const char *const *files, size_t n_files);
} cli_command;

size_t cli_command_count(void);
const cli_command *cli_command_at(size_t i);
const cli_command *cli_command_find(const char *name);

#endif
