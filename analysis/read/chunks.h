/* chunks.h - a file as blocks of whole records, so that threads can parse them apart. */
#ifndef ANALYSIS_READ_CHUNKS_H
#define ANALYSIS_READ_CHUNKS_H

#include <stdbool.h>
#include <stddef.h>

#include "analysis/read/sales.h"

/* Some whole records as UTF-8. The text is reused from one call to the next. */
typedef struct {
    char *text;
    size_t n, capacity;
    size_t number; /* 0, 1, 2 ... in the file: the same cuts however many threads read */
    size_t line;   /* of its first byte, from 1 */
    size_t offset; /* of its first byte in the file as UTF-8 */
    bool last;     /* nothing follows */
} an_chunk;

void an_chunk_free(an_chunk *chunk);

typedef struct an_chunks an_chunks;

/* Uses encoding and lenient_quotes of the options. */
fc_status an_chunks_open(const char *file, const an_text_options *options,
                         an_chunks **chunks) FC_CHECKED;
void an_chunks_free(an_chunks *chunks); /* NULL is fine */

/* The next one; call it from one thread at a time. After the last one come empty ones, which are
 * last too. The text is not checked yet: an_chunks_check does, in any thread. */
fc_status an_chunks_next(an_chunks *chunks, an_chunk *chunk) FC_CHECKED;

/* Whether the chunk is UTF-8 without NUL bytes. */
fc_status an_chunks_check(const an_chunks *chunks, const an_chunk *chunk) FC_CHECKED;

const char *an_chunks_file(const an_chunks *chunks); /* for messages */
const char *an_chunks_encoding(const an_chunks *chunks);
bool an_chunks_is_overruled(const an_chunks *chunks); /* UTF-8, although something else was told */
bool an_chunks_is_converted(const an_chunks *chunks); /* from another encoding than UTF-8 */
char an_chunks_line_end(const an_chunks *chunks); /* '\n', or '\r' in files of the old Macintosh */
size_t an_chunks_size(const an_chunks *chunks);   /* bytes of the file; 0: not known */
size_t an_chunks_done(const an_chunks *chunks);

/* Bytes of the first record, with its line end; n where it does not end. */
size_t an_chunks_record(const char *text, size_t n, char line_end, bool lenient_quotes);

#endif
