/* by.h - the keys of --by: a comma crosses, a slash nests. */
#ifndef ANALYSIS_READ_BY_H
#define ANALYSIS_READ_BY_H

#include "analysis/read/sales.h"

typedef struct {
    size_t n_keys, n_dimensions;
    char *names[AN_MAX_KEYS]; /* owned */
    fc_dimension dimensions[AN_MAX_KEYS];
    bool settled; /* by the first file; the others must have the same columns */
} an_by;

/* "region/city,product"; a backslash takes the character behind it literally. "" has no keys.
 * FC_EUSAGE where a name is empty or stands twice, or there are too many. */
fc_status an_by_parse(const char *spec, an_by *by) FC_CHECKED;
void an_by_free(an_by *by);

/* Adds one more key, which crosses the others. */
fc_status an_by_add(an_by *by, const char *name) FC_CHECKED;

#endif
