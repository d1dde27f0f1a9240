/* first_failure.h - the first failure of several threads; messages are kept by thread. */
#ifndef ANALYSIS_FIRST_FAILURE_H
#define ANALYSIS_FIRST_FAILURE_H

#include "forecast/status.h"

typedef struct {
    fc_status status; /* FC_OK: none yet */
    char message[512];
} an_first_failure;

/* Keeps status and message of the thread that calls, where none were kept before. */
void an_first_failure_note(an_first_failure *failure, fc_status status);

/* Fails with what was kept, in the thread that calls; FC_OK where nothing was. */
fc_status an_first_failure_tell(const an_first_failure *failure) FC_CHECKED;

#endif
