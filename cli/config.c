/* config.c - options from a configuration file. */
#include "cli/config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analysis/ini.h"
#include "cli/suggest.h"

/* Values live as long as the options that point to them: a list of copies. */
typedef struct text {
    struct text *next;
    char value[];
} text;

typedef struct {
    const cli_command *command;
    const char *path;
    void *options;
    bool (*given)(void *data, const cli_option *option);
    void *data;
    text *texts;
    int line;
} reader;

static const char *keep(reader *r, const char *value)
{
    text *t = malloc(sizeof *t + strlen(value) + 1);

    if (!t)
        return NULL;
    strcpy(t->value, value);
    t->next = r->texts;
    r->texts = t;
    return t->value;
}

static fc_status unknown_key(const reader *r, const char *name)
{
    cli_suggestion s;

    cli_suggest_begin(&s, name);
    for (size_t c = 0; c < cli_command_count(); c++) {
        const cli_command *command = cli_command_at(c);

        for (size_t g = 0; g < command->n_groups; g++)
            for (size_t i = 0; i < command->groups[g].n; i++)
                cli_suggest_try(&s, command->groups[g].options[i].name);
    }
    if (s.best)
        return fc_fail(FC_EUSAGE, "%s:%d: no option '%s'; did you mean %s?", r->path, r->line, name,
                       s.best);
    return fc_fail(FC_EUSAGE, "%s:%d: no option '%s'; keys are option names without dashes",
                   r->path, r->line, name);
}

/* Whether some command has this option: one file serves all commands. */
static bool known_elsewhere(const char *name)
{
    const cli_group *group;

    for (size_t c = 0; c < cli_command_count(); c++) {
        const cli_command *command = cli_command_at(c);

        if (cli_option_find(command->groups, command->n_groups, name, &group))
            return true;
    }
    return false;
}

static fc_status set_from_file(reader *r, const char *name, const char *value)
{
    const cli_group *group;
    const cli_option *option =
        cli_option_find(r->command->groups, r->command->n_groups, name, &group);
    const char *kept;

    if (!option)
        return known_elsewhere(name) ? FC_OK : unknown_key(r, name);
    if (r->given(r->data, option))
        return FC_OK;
    if (option->kind == CLI_FLAG && (strcmp(value, "no") == 0 || strcmp(value, "false") == 0))
        return FC_OK;
    kept = keep(r, value);
    if (!kept)
        return fc_no_memory();
    if (cli_option_set(option, (char *)r->options + group->offset, kept) != FC_OK)
        return fc_fail(FC_EUSAGE, "%s:%d: %s", r->path, r->line, fc_error_message());
    return FC_OK;
}

static fc_status on_value(void *user, const char *section, const char *name, const char *value,
                          int line)
{
    reader *r = user;

    r->line = line;
    if (*section && strcmp(section, r->command->name) != 0) {
        if (!cli_command_find(section))
            return fc_fail(FC_EUSAGE, "%s:%d: no command [%s]; sections are command names", r->path,
                           line, section);
        return FC_OK;
    }
    return set_from_file(r, name, value);
}

fc_status cli_config_read(const cli_command *command, const char *path, void *options,
                          bool (*given)(void *data, const cli_option *option), void *data,
                          void **texts)
{
    reader r = {.command = command, .path = path, .options = options, .given = given, .data = data};
    const char *xdg = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    char user[4096] = "";
    fc_status status;

    if (xdg && *xdg)
        snprintf(user, sizeof user, "%s/gapcast/config.ini", xdg);
    else if (home && *home)
        snprintf(user, sizeof user, "%s/.config/gapcast/config.ini", home);
    if (!r.path && access("gapcast.ini", F_OK) == 0)
        r.path = "gapcast.ini";
    if (!r.path && *user && access(user, F_OK) == 0)
        r.path = user;
    status = r.path ? an_ini_read(r.path, on_value, &r) : FC_OK;
    *texts = r.texts;
    return status;
}

void cli_config_free(void *texts)
{
    text *t = texts;

    while (t) {
        text *next = t->next;

        free(t);
        t = next;
    }
}
