/* first_failure.c - carries a failure from one thread to another. */
#include "analysis/first_failure.h"

#include <stdio.h>

void an_first_failure_note(an_first_failure *failure, fc_status status)
{
#pragma omp critical(an_first_failure)
    if (failure->status == FC_OK) {
        failure->status = status;
        snprintf(failure->message, sizeof failure->message, "%s", fc_error_message());
    }
}

fc_status an_first_failure_tell(const an_first_failure *failure)
{
    return failure->status == FC_OK ? FC_OK : fc_fail(failure->status, "%s", failure->message);
}
