/* child.h - another program that reads what we send and answers while we still send. */
#ifndef ANALYSIS_CHART_CHILD_H
#define ANALYSIS_CHART_CHILD_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/status.h"

/* When we are gone its input ends and its output has no reader, so it ends too. */
typedef struct an_child an_child;

/* Starts argv[0], looked for in PATH, without a shell, in the C.UTF-8 locale and in a process group
 * of its own. FC_EUNAVAILABLE where it is missing or no program. */
fc_status an_child_start(const char *const *argv, an_child **started) FC_CHECKED;

/* Waits at most `milliseconds` until it reads or writes; sends what it takes of n bytes, *sent may
 * be 0, and keeps what it wrote. False when it has ended, has closed an end, or does nothing but
 * complain. */
bool an_child_exchange(an_child *child, const char *text, size_t n, size_t *sent, int milliseconds);

/* No more will be sent. */
void an_child_finish(an_child *child);

/* What it wrote and nobody took yet; takes n bytes from the front. */
const char *an_child_output(const an_child *child, size_t *n);
void an_child_take(an_child *child, size_t n);

/* The last whole line on its standard error, without control characters; "" when there was none. */
const char *an_child_complaint(const an_child *child);

/* Ends it and all it has started, whatever it is doing, and frees. NULL is fine. */
void an_child_end(an_child *child);

#endif
