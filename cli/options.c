/* options.c - setting one option from text, and the help of a table of them. */
#include "cli/options.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/calendar/date.h"

enum { HELP_COLUMN = 30, HELP_WIDTH = 100 };

static fc_status bad(const cli_option *option, const char *text, const char *wanted)
{
    return fc_fail(FC_EUSAGE, "--%s: '%s' is not %s", option->name, text, wanted);
}

static fc_status set_whole(const cli_option *option, long *field, const char *text)
{
    char *end;
    long value;

    errno = 0;
    value = strtol(text, &end, 10);
    if (end == text || *end != '\0' || errno != 0 || value < 1)
        return bad(option, text, "a whole number above zero");
    *field = value;
    return FC_OK;
}

static fc_status set_number(const cli_option *option, cli_number *field, const char *text)
{
    char *end;
    double value = strtod(text, &end);

    if (*end == '%')
        end++;
    if (end == text || *end != '\0' || !isfinite(value))
        return bad(option, text, "a number");
    field->given = true;
    field->value = value;
    return FC_OK;
}

static fc_status set_choice(const cli_option *option, int *field, const char *text)
{
    const char *word = option->argument;
    int index = 1;

    while (*word) {
        size_t length = strcspn(word, "|");

        if (strlen(text) == length && strncmp(word, text, length) == 0) {
            *field = index;
            return FC_OK;
        }
        word += length + (word[length] == '|');
        index++;
    }
    return bad(option, text, option->argument);
}

static fc_status set_letter(const cli_option *option, char *field, const char *text)
{
    if (strcmp(text, "tab") == 0 || strcmp(text, "\\t") == 0)
        *field = '\t';
    else if (strlen(text) == 1)
        *field = text[0];
    else
        return bad(option, text, "one character (or the word tab)");
    return FC_OK;
}

static fc_status set_date(const cli_option *option, fc_date *field, const char *text)
{
    fc_date date;

    if (!fc_date_parse(text, &date))
        return bad(option, text, "a day such as 2026-06-30");
    *field = date + 1;
    return FC_OK;
}

static fc_status add_to_list(const cli_option *option, cli_list *list, const char *text)
{
    if (list->n == CLI_LIST_MAX)
        return fc_fail(FC_EUSAGE, "--%s: given more than %d times", option->name, CLI_LIST_MAX);
    list->items[list->n++] = text;
    return FC_OK;
}

fc_status cli_option_set(const cli_option *option, void *group_base, const char *text)
{
    void *field = (char *)group_base + option->offset;

    switch (option->kind) {
    case CLI_FLAG:
        *(bool *)field = true;
        return FC_OK;
    case CLI_TEXT:
        *(const char **)field = text;
        return FC_OK;
    case CLI_LETTER:
        return set_letter(option, field, text);
    case CLI_WHOLE:
        return set_whole(option, field, text);
    case CLI_NUMBER:
        return set_number(option, field, text);
    case CLI_DATE:
        return set_date(option, field, text);
    case CLI_CHOICE:
        return set_choice(option, field, text);
    case CLI_LIST:
        return add_to_list(option, field, text);
    }
    return fc_fail(FC_EINTERNAL, "--%s: unknown kind of option", option->name);
}

const cli_option *cli_option_find(const cli_group *groups, size_t n_groups, const char *name,
                                  const cli_group **group)
{
    for (size_t g = 0; g < n_groups; g++)
        for (size_t i = 0; i < groups[g].n; i++)
            if (strcmp(groups[g].options[i].name, name) == 0) {
                *group = &groups[g];
                return &groups[g].options[i];
            }
    return NULL;
}

/* Prints `text` word by word from HELP_COLUMN on, breaking lines at HELP_WIDTH. */
static void print_wrapped(const char *text, int column, FILE *out)
{
    while (*text) {
        int length = (int)strcspn(text, " ");

        if (column + length >= HELP_WIDTH) {
            fprintf(out, "\n%*s", HELP_COLUMN, "");
            column = HELP_COLUMN;
        }
        fprintf(out, "%.*s", length, text);
        column += length;
        text += length;
        if (*text == ' ') {
            fputc(' ', out);
            column++;
            text++;
        }
    }
    fputc('\n', out);
}

static void print_option(const cli_option *option, FILE *out)
{
    char head[96];
    char letter[8] = "    ";
    int length;

    if (option->letter)
        snprintf(letter, sizeof letter, "-%c, ", option->letter);
    length = snprintf(head, sizeof head, "  %s--%s%s%s", letter, option->name,
                      option->kind == CLI_FLAG ? "" : " ",
                      option->kind == CLI_FLAG ? "" : option->argument);
    fputs(head, out);
    if (length > HELP_COLUMN - 2)
        fprintf(out, "\n%*s", HELP_COLUMN, "");
    else
        fprintf(out, "%*s", HELP_COLUMN - length, "");
    print_wrapped(option->help, HELP_COLUMN, out);
}

void cli_options_help(const cli_group *groups, size_t n_groups, FILE *out)
{
    for (size_t g = 0; g < n_groups; g++) {
        fprintf(out, "\n%s:\n", groups[g].title);
        for (size_t i = 0; i < groups[g].n; i++)
            print_option(&groups[g].options[i], out);
    }
}
