/* scratch.h - one workspace for all tests of a program: group set-up and tear-down. */
#ifndef TESTS_UNIT_SCRATCH_H
#define TESTS_UNIT_SCRATCH_H

#include "forecast/scratch.h"
#include "tests/unit/assert.h"

static fc_scratch *scratch;

static inline int make_scratch(void **state)
{
    (void)state;
    return fc_scratch_new(&scratch) == FC_OK ? 0 : -1;
}

static inline int free_scratch(void **state)
{
    (void)state;
    fc_scratch_free(scratch);
    return 0;
}

#endif
