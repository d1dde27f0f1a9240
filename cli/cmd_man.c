/* cmd_man.c - gapcast man: the manual page, made from the command and option tables. */
#include <stdio.h>

#include "cli/commands.h"

/* Text for roff: no line starts with a command, nothing is an escape, hyphens can be copied. */
static void print_text(const char *text)
{
    bool line_start = true;

    for (const char *c = text; *c; c++) {
        if (line_start && (*c == '.' || *c == '\''))
            fputs("\\&", stdout);
        if (*c == '\\')
            fputs("\\e", stdout);
        else if (*c == '-')
            fputs("\\-", stdout);
        else
            putchar(*c);
        line_start = *c == '\n';
    }
}

static void print_option(const cli_option *option)
{
    fputs(".TP\n.B ", stdout);
    if (option->letter)
        printf("\\-%c, ", option->letter);
    fputs("\\-\\-", stdout);
    print_text(option->name);
    if (option->kind != CLI_FLAG) {
        fputs(" \\fI", stdout);
        print_text(option->argument);
        fputs("\\fR", stdout);
    }
    putchar('\n');
    print_text(option->help);
    putchar('\n');
}

static void print_command(const cli_command *command)
{
    printf(".SH \"GAPCAST %s\"\n.nf\n.B gapcast %s ", command->name, command->name);
    print_text(command->usage);
    fputs("\n.fi\n.PP\n", stdout);
    print_text(command->description);
    putchar('\n');
    for (size_t g = 0; g < command->n_groups; g++) {
        printf(".SS \"%s\"\n", command->groups[g].title);
        for (size_t i = 0; i < command->groups[g].n; i++)
            print_option(&command->groups[g].options[i]);
    }
}

static int run(void *options, const char *const *files, size_t n_files)
{
    (void)options;
    (void)files;
    (void)n_files;
    puts(".TH GAPCAST 1 \"\" \"gapcast " GAPCAST_VERSION "\" \"User Commands\"\n"
         ".SH NAME\n"
         "gapcast \\- forecasts sales, holds them against the plan and says where to step in\n"
         ".SH SYNOPSIS\n"
         ".B gapcast\n"
         ".I COMMAND\n"
         "[\\fIOPTION\\fR]... \\fIFILE\\fR...\n"
         ".SH COMMANDS");
    for (size_t i = 0; i < cli_command_count(); i++) {
        printf(".TP\n.B %s\n", cli_command_at(i)->name);
        print_text(cli_command_at(i)->summary);
        putchar('\n');
    }
    for (size_t i = 0; i < cli_command_count(); i++)
        print_command(cli_command_at(i));
    puts(".SH \"EXIT STATUS\"\n"
         "0 fine; 1 the command found what it was asked to look for; 64 usage; 65 the data cannot "
         "be\n"
         "used; 66 an input is missing or unreadable; 69 a program needed is missing; 70 internal\n"
         "error; 73 the output cannot be created; 74 writing failed.\n"
         ".SH FILES\n"
         ".TP\n"
         ".I ./gapcast.ini\n"
         "options by name, one a line: \\fIby = region/city,product\\fR. Options given win.\n"
         ".SH ENVIRONMENT\n"
         ".B NO_COLOR\n"
         "and \\fBTERM=dumb\\fR switch colours off.");
    return 0;
}

const cli_command cli_cmd_man = {
    .name = "man",
    .usage = "",
    .summary = "print the manual page",
    .description = "Prints the manual page: gapcast man | man -l -",
    .run = run,
};
