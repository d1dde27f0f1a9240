/* cmd_completion.c - gapcast completion: the bash completion, made from the option tables. */
#include <stdio.h>

#include "cli/commands.h"

/* Calls `each` for every option of a command. */
static void for_options(const cli_command *command,
                        void (*each)(const cli_command *command, const cli_option *option))
{
    for (size_t g = 0; g < command->n_groups; g++)
        for (size_t i = 0; i < command->groups[g].n; i++)
            each(command, &command->groups[g].options[i]);
}

static void print_name(const cli_command *command, const cli_option *option)
{
    (void)command;
    printf(" --%s", option->name);
}

/* The words of a choice, when the word before the cursor is its option. */
static void print_choice(const cli_command *command, const cli_option *option)
{
    if (option->kind != CLI_CHOICE)
        return;
    printf("    '%s --%s') words='", command->name, option->name);
    for (const char *c = option->argument; *c; c++)
        putchar(*c == '|' ? ' ' : *c);
    puts("' ;;");
}

static int run(void *options, const char *const *files, size_t n_files)
{
    (void)options;
    (void)files;
    (void)n_files;
    puts("# bash completion for gapcast: source it, or install it under "
         "bash-completion/completions\n"
         "_gapcast()\n{\n"
         "    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} "
         "command=${COMP_WORDS[1]} words=''\n"
         "    case \"$command $previous\" in");
    for (size_t i = 0; i < cli_command_count(); i++)
        for_options(cli_command_at(i), print_choice);
    puts("    esac\n"
         "    if [[ $COMP_CWORD -eq 1 ]]; then\n"
         "        words='--help --version");
    for (size_t i = 0; i < cli_command_count(); i++)
        printf(" %s", cli_command_at(i)->name);
    puts("'\n"
         "    elif [[ $word == -* && -z $words ]]; then\n"
         "        case $command in");
    for (size_t i = 0; i < cli_command_count(); i++) {
        printf("        %s) words='--help --config", cli_command_at(i)->name);
        for_options(cli_command_at(i), print_name);
        puts("' ;;");
    }
    puts("        esac\n"
         "    fi\n"
         "    if [[ -n $words ]]; then\n"
         "        mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
         "    else\n"
         "        mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
         "    fi\n"
         "}\n"
         "complete -o filenames -F _gapcast gapcast");
    return 0;
}

const cli_command cli_cmd_completion = {
    .name = "completion",
    .usage = "",
    .summary = "print the bash completion",
    .description = "Prints a script for bash that completes commands, options and their words:\n"
                   "    source <(gapcast completion)",
    .run = run,
};
