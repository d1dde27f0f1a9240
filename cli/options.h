/* options.h - option tables: one table parses, checks, and prints the help of a command. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "forecast/status.h"

typedef enum {
    CLI_FLAG,   /* bool */
    CLI_TEXT,   /* const char * */
    CLI_LETTER, /* char: one character, or "tab" */
    CLI_WHOLE,  /* long, 1 or more (0 where not given) */
    CLI_NUMBER, /* cli_number */
    CLI_DATE,   /* fc_date + 1 day, so that 0 means not given: read it with cli_option_date */
    CLI_CHOICE, /* int: 1 + index into the words of `argument`, 0 where not given */
    CLI_LIST    /* cli_list: may be repeated */
} cli_kind;

typedef struct {
    bool given;
    double value;
} cli_number;

enum { CLI_LIST_MAX = 64 };

typedef struct {
    const char *items[CLI_LIST_MAX];
    size_t n;
} cli_list;

typedef struct {
    const char *name;
    char letter; /* 0: no short form */
    cli_kind kind;
    size_t offset;        /* of its field in the group's struct */
    const char *argument; /* "FILE"; for CLI_CHOICE the words: "day|week|month" */
    const char *help;
} cli_option;

/* Options that belong together and fill one struct at `offset` in the command's. */
typedef struct {
    const char *title;
    const cli_option *options;
    size_t n;
    size_t offset;
} cli_group;

/* Sets one option from its text; FC_EUSAGE with a message that names it. Texts are borrowed. */
fc_status cli_option_set(const cli_option *option, void *group_base, const char *text) FC_CHECKED;

/* Finds `name` in the groups; *group gets its group. NULL when there is none. */
const cli_option *cli_option_find(const cli_group *groups, size_t n_groups, const char *name,
                                  const cli_group **group);

/* Prints the options of the groups as help text. */
void cli_options_help(const cli_group *groups, size_t n_groups, FILE *out);

#endif
