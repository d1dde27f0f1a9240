/* command_line.c - arguments joined so that a shell would take them apart again. */
#include "cli/command_line.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char line[2048];
static char **kept;
static int n_kept;

static void append(const char *text, size_t n)
{
    const size_t used = strlen(line);

    if (used + n < sizeof line) {
        memcpy(line + used, text, n);
        line[used + n] = '\0';
    }
}

/* In single quotes where a shell would not take the text as it is. */
static void append_quoted(const char *text)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "-_=+./,:@%";
    const char *p = text;

    while (*p && (strchr(plain, *p) || (unsigned char)*p >= 0x80))
        p++;
    if (!*p && *text) {
        append(text, strlen(text));
        return;
    }
    append("'", 1);
    for (p = text; *p; p++)
        append(*p == '\'' ? "'\\''" : p, *p == '\'' ? 4 : 1);
    append("'", 1);
}

/* The name of an existing file without its folders; another text as it is. */
static const char *without_folders(const char *text)
{
    const char *slash = strrchr(text, '/');

    return slash && slash[1] && access(text, F_OK) == 0 ? slash + 1 : text;
}

static void append_argument(const char *argument)
{
    const char *value = argument[0] == '-' ? strchr(argument, '=') : NULL;

    append(" ", 1);
    if (value)
        append(argument, (size_t)(++value - argument));
    append_quoted(without_folders(value ? value : argument));
}

/* What does not change the result; long names may be cut short, as getopt_long allows. */
static const struct {
    const char *name;
    char letter;
    bool has_value;
} left_out[] = {{"output", 'o', true},
                {"quiet", 'q', false},
                {"threads", 0, true},
                {"shard", 0, true},
                {"archive", 0, true}};

/* The last row is part of the work itself: a shard does it when it is merged. */
enum {
    N_LEFT_OUT = sizeof left_out / sizeof *left_out,
    N_NO_WORK = N_LEFT_OUT - 1,
    SHORTEST_NAME = 2
};

/* How many arguments from this one on are left out by the first n rows: 0, 1, or 2 where its value
 * stands apart. */
static int count_left_out(const char *argument, size_t n)
{
    const size_t length = strcspn(argument, "=");

    for (size_t i = 0; i < n; i++) {
        const bool is_short =
            argument[0] == '-' && argument[1] && argument[1] == left_out[i].letter;
        const bool is_long = strncmp(argument, "--", 2) == 0 && length >= 2 + SHORTEST_NAME &&
                             strncmp(argument + 2, left_out[i].name, length - 2) == 0;
        const bool apart = is_short ? !argument[2] : !argument[length];

        if (is_short || is_long)
            return left_out[i].has_value && apart ? 2 : 1;
    }
    return 0;
}

void cli_command_line_keep(int argc, char **argv)
{
    line[0] = '\0';
    kept = argv;
    n_kept = argc;
    append("gapcast", strlen("gapcast"));
    for (int i = 1; i < argc; i++) {
        const int n = count_left_out(argv[i], N_LEFT_OUT);

        if (n == 0)
            append_argument(argv[i]);
        else
            i += n - 1;
    }
}

const char *cli_command_line(void)
{
    return line;
}

size_t cli_command_line_work(const char **list, size_t room)
{
    size_t n = 0;

    for (int i = 1; i < n_kept; i++) {
        const int left = count_left_out(kept[i], N_NO_WORK);

        if (left > 0)
            i += left - 1;
        else if (n < room)
            list[n++] = kept[i];
    }
    return n;
}
