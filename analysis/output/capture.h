/* capture.h - runs a program, without a shell, for the first line it prints. */
#ifndef ANALYSIS_CAPTURE_H
#define ANALYSIS_CAPTURE_H

#include <stdbool.h>
#include <stddef.h>

/* The first line of what `argv` prints, without its end. False where the program is missing, fails,
 * or gives no answer within five seconds. */
bool an_capture_line(const char *const *argv, char *line, size_t size);

#endif
