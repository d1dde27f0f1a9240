/* exit.c - exit codes and what is said on standard error. */
#include "cli/exit.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "analysis/text/text.h"

enum { TOLD_OF_A_KIND = 5, BAR_WIDTH = 30 };

static bool quiet;
static const char *lang = "en";
static bool bar_drawn;

int cli_exit_code(fc_status status)
{
    static const int codes[] = {
        [FC_OK] = 0,        [FC_EUSAGE] = 64,       [FC_EDATA] = 65,
        [FC_ENOINPUT] = 66, [FC_EUNAVAILABLE] = 69, [FC_EINTERNAL] = 70,
        [FC_ENOMEM] = 70,   [FC_ECANTCREAT] = 73,   [FC_EIO] = 74,
    };

    return codes[status];
}

int cli_fail(fc_status status)
{
    cli_progress_end();
    if (status != FC_OK)
        fprintf(stderr, "gapcast: %s\n", fc_error_message());
    return cli_exit_code(status);
}

void cli_quiet(bool value)
{
    quiet = value;
}

bool cli_is_quiet(void)
{
    return quiet;
}

void cli_speak(const char *language)
{
    lang = language;
}

void cli_note(const char *format, ...)
{
    va_list arguments;

    if (quiet)
        return;
    cli_progress_end();
    fputs("gapcast: ", stderr);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
}

static const char *const severity_words[] = {
    [AN_NOTE] = "problem-note", [AN_WARNING] = "problem-warning", [AN_SET_ASIDE] = "problem-aside"};

void cli_tell_problems(an_problems *problems)
{
    size_t told[AN_SET_ASIDE + 1] = {0};

    an_problems_sort(problems);
    for (size_t i = 0; i < an_problems_size(problems); i++) {
        const an_problem *p = an_problems_at(problems, i);
        char text[1024];

        if (told[p->severity]++ >= TOLD_OF_A_KIND)
            continue;
        an_problem_text_in(p, lang, text, sizeof text);
        cli_note("%s: %s", an_text(lang, severity_words[p->severity]), text);
    }
    for (int s = AN_NOTE; s <= AN_SET_ASIDE; s++) {
        const size_t all = an_problems_count(problems, (an_severity)s);

        char count[32], text[256];

        if (all <= TOLD_OF_A_KIND)
            continue;
        snprintf(count, sizeof count, "%zu", all);
        an_text_fill(text, sizeof text, lang, "problems-in-all", count, NULL);
        cli_note("%s: %s", an_text(lang, severity_words[s]), text);
    }
}

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static bool bar_wanted(void)
{
    const char *term = getenv("TERM");

    return !quiet && isatty(STDERR_FILENO) && term && strcmp(term, "dumb") != 0;
}

void cli_progress(void *data, size_t done, size_t total)
{
    static double started, drawn;
    static const char *work;
    const double t = now();
    int filled;

    if (work != data) {
        work = data;
        started = drawn = t;
    }
    if (!bar_wanted() || t - started < 1 || (t - drawn < 0.1 && done < total))
        return;
    drawn = t;
    bar_drawn = true;
    if (total == 0) {
        fprintf(stderr, "\r%s %zu MB\033[K", work, done >> 20);
        return;
    }
    filled = (int)((double)BAR_WIDTH * (double)done / (double)total);
    fprintf(stderr, "\r%s [%.*s%*s] %3.0f %%\033[K", work, filled, "##############################",
            BAR_WIDTH - filled, "", 100.0 * (double)done / (double)total);
}

void cli_progress_end(void)
{
    if (bar_drawn)
        fputs("\r\033[K", stderr);
    bar_drawn = false;
}
