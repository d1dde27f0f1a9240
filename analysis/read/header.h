/* header.h - the columns of a file, and which of them is meant. */
#ifndef ANALYSIS_READ_HEADER_H
#define ANALYSIS_READ_HEADER_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/status.h"

typedef struct {
    const char *file; /* borrowed */
    size_t line;
    size_t n;
    char **names; /* owned */
} an_header;

void an_header_free(an_header *header);

/* The column called `name`; or, where `name` is NULL, the one that has a name of `role`, a
 * canonical one before others. A `name` that no column has may also be a name of a role: region
 * finds 区域. SIZE_MAX in *column, and FC_OK, where there is none; FC_EDATA where two columns fit
 * equally well: then `option` is what says which. */
fc_status an_header_look(const an_header *header, const char *name, const char *role,
                         const char *option, size_t *column) FC_CHECKED;

/* The same, but none is FC_EDATA too, which names the nearest column and lists them all. */
fc_status an_header_find(const an_header *header, const char *name, const char *role,
                         const char *option, size_t *column) FC_CHECKED;

#endif
