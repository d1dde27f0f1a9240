/* output_set.h - the files of one run: all of them are put in place together, or none is. */
#ifndef ANALYSIS_OUTPUT_SET_H
#define ANALYSIS_OUTPUT_SET_H

#include "analysis/output/output.h"

/* Owns its outputs and remembers the folders it made. */
typedef struct an_output_set an_output_set;

fc_status an_output_set_new(an_output_set **set) FC_CHECKED;

/* Makes the folder (one level); it may exist. One that was made goes with a set that is discarded.
 */
fc_status an_output_set_folder(an_output_set *set, const char *path) FC_CHECKED;

/* Opens a new file beside `path`, as an_output_open does; the set keeps it, the caller writes. */
fc_status an_output_set_open(an_output_set *set, const char *path, an_output **output) FC_CHECKED;

/* Adds an output the caller had opened; it belongs to the set whatever is returned. */
fc_status an_output_set_add(an_output_set *set, an_output *output) FC_CHECKED;

/* What is at `path`, if anything, goes away with the commit: it is of an earlier run. */
fc_status an_output_set_remove(an_output_set *set, const char *path) FC_CHECKED;

/* Finishes all files, then renames them all; when one cannot be, those before it are taken back.
 * Only a kill between two renames, or a file system that cannot swap two names, leaves a mixture.
 * FC_EIO. Frees either way. */
fc_status an_output_set_commit(an_output_set *set) FC_CHECKED;

/* The same after a run that may have fallen short: `before` and its message stay. Then no file of
 * an earlier run is taken away; where one would have to be, none is written and the message says
 * so. */
fc_status an_output_set_commit_after(an_output_set *set, fc_status before) FC_CHECKED;

/* Leaves everything as it was; NULL is fine. */
void an_output_set_discard(an_output_set *set);

#endif
