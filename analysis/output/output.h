/* output.h - files that are complete or untouched: written beside their place, then renamed. */
#ifndef ANALYSIS_OUTPUT_H
#define ANALYSIS_OUTPUT_H

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>

#include "forecast/status.h"

/* A file on its way. A link at `path` is replaced, not followed; a device or a pipe (/dev/null,
 * /dev/stdout) has no place to rename onto and is written directly. */
typedef struct an_output an_output;

/* Opens a private new file beside `path` (its folder must exist). FC_ECANTCREAT. */
fc_status an_output_open(const char *path, an_output **output) FC_CHECKED;
FILE *an_output_stream(an_output *output);
const char *an_output_temporary(const an_output *output); /* its path, for children that write it */

/* Flushes and closes the stream, so that a full disk is told before anything is renamed. FC_EIO. */
fc_status an_output_finish(an_output *output) FC_CHECKED;

/* Finishes and renames onto `path`; FC_EIO leaves the old file untouched. Frees either way. */
fc_status an_output_commit(an_output *output) FC_CHECKED;

/* Puts the name of the file before the message of a writer that knew only its stream, and passes
 * the status on. */
fc_status an_output_told(const char *path, fc_status status);

/* Removes the temporary file; NULL is fine. */
void an_output_discard(an_output *output);

/* Removes what an interrupted run would leave: safe to call from a signal handler. */
void an_output_abandon_all(void);

/* Makes the folder (one level); it may exist: then *made is false. */
fc_status an_output_folder(const char *path) FC_CHECKED;
fc_status an_output_make_folder(const char *path, bool *made) FC_CHECKED;

/* What output_set.c builds on, which commits several files together. */

/* No new file: what is at `path`, if anything, goes away when it is placed. */
fc_status an_output_removal(const char *path, an_output **output) FC_CHECKED;

bool an_output_removes(const an_output *output); /* it is a removal, and there is something */

/* Puts a finished file in place and keeps what was there until it is discarded; FC_EIO changes
 * nothing. Undoing brings back what was there, unless the file system cannot swap two names. */
fc_status an_output_place(an_output *output) FC_CHECKED;
void an_output_unplace(an_output *output);

/* Between these no signal ends the process half-way through a set. */
void an_output_hold(sigset_t *before);
void an_output_release(const sigset_t *before);

#endif
