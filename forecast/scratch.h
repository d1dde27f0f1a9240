/* scratch.h - a thread's reusable memory, taken and given back like a stack. */
#ifndef FORECAST_SCRATCH_H
#define FORECAST_SCRATCH_H

#include <stddef.h>

#include "forecast/status.h"

/* Grows once, so that fitting the next series allocates nothing. One thread at a time. */
typedef struct fc_scratch fc_scratch;

/* Where the stack stood. */
typedef struct {
    void *block;
    size_t used;
} fc_scratch_mark;

fc_status fc_scratch_new(fc_scratch **scratch) FC_CHECKED;
void fc_scratch_free(fc_scratch *scratch);

/* n doubles, not cleared, that stay in place until given back; NULL when memory ran out. */
double *fc_scratch_take(fc_scratch *scratch, size_t n) FC_CHECKED;

/* Gives back whatever was taken since the mark. The driver does so around every fit. */
fc_scratch_mark fc_scratch_here(const fc_scratch *scratch);
void fc_scratch_release(fc_scratch *scratch, fc_scratch_mark mark);

#endif
