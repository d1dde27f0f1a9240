/* source.h - the bytes of one input: a file, standard input, a workbook through xlsx2csv, or rows
 * of a database. */
#ifndef ANALYSIS_READ_SOURCE_H
#define ANALYSIS_READ_SOURCE_H

#include <stddef.h>

#include "forecast/status.h"

typedef struct an_source an_source;

/* "-" is standard input; databases as in feed.h. FC_ENOINPUT where the file is missing, a folder,
 * or may not be read; FC_EDATA where it is compressed or of another program; FC_EUNAVAILABLE where
 * a workbook needs xlsx2csv. */
fc_status an_source_open(const char *file, an_source **source) FC_CHECKED;

/* Fills the buffer, or less at the end: *n < size means that nothing follows. */
fc_status an_source_read(an_source *source, char *buffer, size_t size, size_t *n) FC_CHECKED;

/* NULL is fine. */
void an_source_free(an_source *source);

const char *an_source_name(const an_source *source); /* for messages */
size_t an_source_size(const an_source *source);      /* bytes; 0 where not known */

#endif
