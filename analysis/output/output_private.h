/* output_private.h - what an output is made of, for output*.c alone. */
#ifndef ANALYSIS_OUTPUT_PRIVATE_H
#define ANALYSIS_OUTPUT_PRIVATE_H

#include <limits.h>
#include <stdatomic.h>

#include "analysis/output/output.h"

/* An output is never freed but used again, so that a signal handler may walk the list at any time
 * and always finds a terminated path. */
struct an_output {
    an_output *next;
    bool taken;          /* guarded by `lock` */
    atomic_bool pending; /* `temporary` may exist and is ours to remove */
    bool removes;        /* there is no new file: what is at `path` shall go */
    enum { UNTOUCHED, CREATED, SWAPPED, REMOVED, REPLACED } placed;
    FILE *stream; /* NULL once finished */
    char path[PATH_MAX];
    char temporary[PATH_MAX];
};

/* Gives it a temporary name nobody can foresee in the folder of `path`. */
bool an_output_name(an_output *output);

/* Waits, in a signal handler, while another thread puts files in place: signals are blocked in the
 * thread that holds. */
void an_output_await_release(void);

#endif
