/* main.c - finds the command, parses its arguments, runs it; the table of commands. */
#include <fcntl.h>
#include <gsl/gsl_errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analysis/output/output.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/exit.h"
#include "cli/parse.h"
#include "cli/suggest.h"

static const cli_command *const commands[] = {
#define ROW(command) &command,
    CLI_COMMANDS(ROW)
#undef ROW
};

size_t cli_command_count(void)
{
    return sizeof commands / sizeof *commands;
}

const cli_command *cli_command_at(size_t i)
{
    return commands[i];
}

const cli_command *cli_command_find(const char *name)
{
    for (size_t i = 0; i < cli_command_count(); i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

/* A missing standard stream would be taken by the next file opened: give it one that fails. */
static void fill_standard_streams(void)
{
    int fd;

    do
        fd = open("/dev/null", O_RDONLY);
    while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd > STDERR_FILENO)
        close(fd);
}

static void on_signal(int number)
{
    an_output_abandon_all();
    signal(number, SIG_DFL);
    raise(number);
}

static void catch_signals(void)
{
    static const int ending[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = on_signal};

    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++)
        sigaction(ending[i], &action, NULL);
    signal(SIGXFSZ, SIG_IGN); /* a file too large is a write error, not a death */
}

static void print_help(const cli_command *command)
{
    printf("Usage: gapcast %s %s\n\n%s\n", command->name, command->usage, command->description);
    cli_options_help(command->groups, command->n_groups, stdout);
    printf("\nOthers:\n"
           "      --config FILE           options from an INI file (default ./gapcast.ini)\n"
           "      --help                  this text\n");
}

static int run_command(const cli_command *command, int argc, char **argv)
{
    cli_arguments arguments;
    fc_status status = cli_parse(command, argc, argv, &arguments);
    int code = 0;

    if (status != FC_OK)
        code = cli_fail(status);
    else if (arguments.help)
        print_help(command);
    else
        code = command->run(arguments.options, arguments.files, arguments.n_files);
    cli_arguments_free(&arguments);
    if (code <= CLI_FOUND && (fflush(stdout) != 0 || ferror(stdout)))
        code = cli_fail(
            fc_fail(FC_EIO, "standard output: writing failed; make room or give another place"));
    return code;
}

static int no_such_command(const char *name)
{
    cli_suggestion s;

    cli_suggest_begin(&s, name);
    for (size_t i = 0; i < cli_command_count(); i++)
        cli_suggest_try(&s, commands[i]->name);
    if (s.best)
        return cli_fail(fc_fail(FC_EUSAGE, "no command '%s'; did you mean %s?", name, s.best));
    return cli_fail(fc_fail(FC_EUSAGE, "no command '%s'; gapcast help lists them", name));
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "help";
    const cli_command *command;

    fill_standard_streams();
    catch_signals();
    unsetenv("POSIXLY_CORRECT"); /* options may stand behind files, whatever the environment says */
    gsl_set_error_handler_off();
    cli_command_line_keep(argc, argv);
    if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0)
        name = "version";
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        name = "help";
    command = cli_command_find(name);
    if (!command)
        return no_such_command(name);
    return argc > 1 ? run_command(command, argc - 1, argv + 1) : run_command(command, argc, argv);
}
