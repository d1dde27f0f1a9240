/* duplicates.h - finds rows that were seen before, among the last 262,144. */
#ifndef ANALYSIS_DUPLICATES_H
#define ANALYSIS_DUPLICATES_H

#include <stddef.h>
#include <stdint.h>

#include "forecast/status.h"

typedef struct an_duplicates an_duplicates;

typedef struct {
    size_t file, line;
} an_place;

fc_status an_duplicates_new(an_duplicates **duplicates) FC_CHECKED;
void an_duplicates_free(an_duplicates *duplicates); /* NULL is fine */

/* Where a row with this hash was seen; NULL, and it is remembered, where it was not. */
const an_place *an_duplicates_find(an_duplicates *duplicates, uint64_t hash, an_place place);

#endif
