/* parse.c - getopt_long over the option tables of a command. */
#include "cli/parse.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/read/feed.h"
#include "cli/config.h"
#include "cli/suggest.h"

enum { MAX_OPTIONS = 96, FIRST_CODE = 256, CODE_HELP = 1, CODE_CONFIG = 2 };

typedef struct {
    struct option longs[MAX_OPTIONS + 3];
    const cli_option *options[MAX_OPTIONS];
    size_t bases[MAX_OPTIONS]; /* offset of the group's struct */
    bool seen[MAX_OPTIONS];
    char shorts[2 * MAX_OPTIONS + 3];
    size_t n;
} parser;

static void parser_build(parser *p, const cli_command *command)
{
    char *s = p->shorts;

    memset(p, 0, sizeof *p);
    *s++ = ':'; /* a missing argument is told apart from an unknown option */
    for (size_t g = 0; g < command->n_groups; g++)
        for (size_t i = 0; i < command->groups[g].n; i++) {
            const cli_option *o = &command->groups[g].options[i];

            p->options[p->n] = o;
            p->bases[p->n] = command->groups[g].offset;
            p->longs[p->n] =
                (struct option){o->name, o->kind == CLI_FLAG ? no_argument : required_argument,
                                NULL, FIRST_CODE + (int)p->n};
            if (o->letter) {
                *s++ = o->letter;
                if (o->kind != CLI_FLAG)
                    *s++ = ':';
            }
            p->n++;
        }
    p->longs[p->n] = (struct option){"help", no_argument, NULL, CODE_HELP};
    p->longs[p->n + 1] = (struct option){"config", required_argument, NULL, CODE_CONFIG};
}

/* The index of the option that getopt returned as `code`, or p->n. */
static size_t parser_find(const parser *p, int code)
{
    if (code >= FIRST_CODE)
        return (size_t)(code - FIRST_CODE);
    for (size_t i = 0; i < p->n; i++)
        if (p->options[i]->letter && p->options[i]->letter == code)
            return i;
    return p->n;
}

static fc_status unknown(const parser *p, const cli_command *command, const char *argument)
{
    cli_suggestion s;
    char typed[64];

    snprintf(typed, sizeof typed, "%.*s", (int)strcspn(argument, "="), argument);
    cli_suggest_begin(&s, typed + strspn(typed, "-"));
    for (size_t i = 0; i < p->n; i++)
        cli_suggest_try(&s, p->options[i]->name);
    if (s.best)
        return fc_fail(FC_EUSAGE, "%s: no option '%s'; did you mean --%s?", command->name, typed,
                       s.best);
    return fc_fail(FC_EUSAGE, "%s: no option '%s'; see gapcast %s --help", command->name, typed,
                   command->name);
}

static bool was_given(void *data, const cli_option *option)
{
    const parser *p = data;

    for (size_t i = 0; i < p->n; i++)
        if (p->options[i] == option)
            return p->seen[i];
    return false;
}

/* Whether the value, a word of its own, is the name of an option: a value was forgotten. */
static bool is_option(const parser *p, const char *value, const char *word)
{
    const size_t length = strcspn(word, "=");

    if (value != word || strncmp(word, "--", 2) != 0)
        return false;
    for (size_t i = 0; p->longs[i].name; i++)
        if (strlen(p->longs[i].name) + 2 == length &&
            strncmp(p->longs[i].name, word + 2, length - 2) == 0)
            return true;
    return false;
}

static fc_status read_options(parser *p, const cli_command *command, int argc, char **argv,
                              cli_arguments *a, const char **config)
{
    int code;

    opterr = 0;
    optind = 1;
    while ((code = getopt_long(argc, argv, p->shorts, p->longs, NULL)) != -1) {
        size_t i;
        fc_status status;

        if (code == CODE_HELP) {
            a->help = true;
            return FC_OK;
        }
        if (code == CODE_CONFIG) {
            *config = optarg;
            continue;
        }
        if (code == ':')
            return fc_fail(FC_EUSAGE, "%s: %s needs a value; see gapcast %s --help", command->name,
                           argv[optind - 1], command->name);
        i = parser_find(p, code);
        if (code == '?' || i == p->n)
            return unknown(p, command, argv[optind - 1]);
        if (optarg && is_option(p, optarg, argv[optind - 1]))
            return fc_fail(FC_EUSAGE,
                           "%s: --%s needs a value, and %s is an option; see gapcast "
                           "%s --help",
                           command->name, p->options[i]->name, optarg, command->name);
        p->seen[i] = true;
        status = cli_option_set(p->options[i], (char *)a->options + p->bases[i], optarg);
        if (status != FC_OK)
            return status;
    }
    return FC_OK;
}

static fc_status take_files(const cli_command *command, int argc, char **argv, cli_arguments *a)
{
    a->n_files = (size_t)(argc - optind);
    a->files = calloc(a->n_files + 1, sizeof *a->files);
    if (!a->files)
        return fc_no_memory();
    for (size_t i = 0; i < a->n_files; i++)
        a->files[i] = argv[optind + (int)i];
    if (a->n_files < command->min_files)
        return fc_fail(FC_EUSAGE, "%s: no file given; usage: gapcast %s %s", command->name,
                       command->name, command->usage);
    if (a->n_files > command->max_files)
        return fc_fail(FC_EUSAGE, "%s: too many arguments, first '%s'; usage: gapcast %s %s",
                       command->name, a->files[command->max_files], command->name, command->usage);
    return FC_OK;
}

/* Databases with what is wanted of them: the reader takes one name. */
static fc_status join_query(const cli_command *command, cli_arguments *a)
{
    const cli_group *group;
    const cli_option *option = cli_option_find(command->groups, command->n_groups, "query", &group);
    const char *query;

    if (!option)
        return FC_OK;
    query = *(const char **)((char *)a->options + group->offset + option->offset);
    a->queried = calloc(a->n_files + 1, sizeof *a->queried);
    if (!a->queried)
        return fc_no_memory();
    for (size_t i = 0; query && i < a->n_files; i++) {
        if (!an_feed_is_database(a->files[i]) || an_feed_has_query(a->files[i]))
            return fc_fail(FC_EUSAGE, "--query: '%s' is no database without a query of its own",
                           a->files[i]);
        if (asprintf(&a->queried[i], "%s\n%s", a->files[i], query) < 0) {
            a->queried[i] = NULL;
            return fc_no_memory();
        }
        a->files[i] = a->queried[i];
    }
    return FC_OK;
}

fc_status cli_parse(const cli_command *command, int argc, char **argv, cli_arguments *arguments)
{
    parser p;
    const char *config = NULL;
    fc_status status;

    memset(arguments, 0, sizeof *arguments);
    arguments->options = calloc(1, command->options_size ? command->options_size : 1);
    if (!arguments->options)
        return fc_no_memory();
    parser_build(&p, command);
    status = read_options(&p, command, argc, argv, arguments, &config);
    if (status == FC_OK && !arguments->help)
        status = take_files(command, argc, argv, arguments);
    if (status == FC_OK && !arguments->help)
        status =
            cli_config_read(command, config, arguments->options, was_given, &p, &arguments->config);
    if (status == FC_OK && !arguments->help)
        status = join_query(command, arguments);
    return status;
}

void cli_arguments_free(cli_arguments *arguments)
{
    for (size_t i = 0; arguments->queried && i < arguments->n_files; i++)
        free(arguments->queried[i]);
    free(arguments->queried);
    free(arguments->options);
    free(arguments->files);
    cli_config_free(arguments->config);
}
