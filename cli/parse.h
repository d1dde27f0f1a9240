/* parse.h - a command's arguments into its options and files. */
#ifndef CLI_PARSE_H
#define CLI_PARSE_H

#include "cli/command.h"

typedef struct {
    void *options;      /* filled: owned, options_size bytes */
    const char **files; /* owned array of borrowed texts */
    size_t n_files;
    char **queried; /* n_files: names of databases with their --query; owned, or NULL */
    bool help;      /* --help was given: nothing else was checked */
    void *config;   /* texts that came from a configuration file; owned */
} cli_arguments;

/* argv[0] is the command's name. Options may stand before or after files; a configuration file
 * fills what was not given. FC_EUSAGE, FC_ENOINPUT with a message. */
fc_status cli_parse(const cli_command *command, int argc, char **argv,
                    cli_arguments *arguments) FC_CHECKED;
void cli_arguments_free(cli_arguments *arguments);

#endif
