/* exit.h - exit codes, messages and progress: how the command speaks to its caller. */
#ifndef CLI_EXIT_H
#define CLI_EXIT_H

#include <stdbool.h>

#include "analysis/check/problems.h"
#include "forecast/status.h"

enum { CLI_FOUND = 1 }; /* the command found what it was asked to look for */

/* The exit code of a status (64, 65, 66, 69, 70, 73, 74). */
int cli_exit_code(fc_status status);

/* Prints the last message on standard error and gives its exit code; 0 for FC_OK. */
int cli_fail(fc_status status);

/* Prints the problems found while reading, the first few of a kind and how many more. */
void cli_tell_problems(an_problems *problems);

/* Silences notes, warnings and progress; errors are still told. */
void cli_quiet(bool quiet);
bool cli_is_quiet(void);

/* The language of what is told of problems: "en" (default) or "zh". */
void cli_speak(const char *language);
void cli_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Draws "what [=====>    ] 43 %" on standard error when that is a terminal and the work has taken
 * more than a second. `data` is the word for what is done. */
void cli_progress(void *data, size_t done, size_t total);
void cli_progress_end(void);

#endif
