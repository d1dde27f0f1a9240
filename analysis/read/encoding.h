/* encoding.h - the bytes of an input as UTF-8: by its mark, or as told, but never by guess. */
#ifndef ANALYSIS_READ_ENCODING_H
#define ANALYSIS_READ_ENCODING_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/status.h"

typedef struct an_encoding an_encoding;

/* Whether there is such an encoding on this machine. */
bool an_encoding_is_known(const char *name);

/* Opens the file. `told` is --encoding, which holds unless the first block is UTF-8 beyond doubt
 * (at least eight characters of several bytes, and none that is wrong); NULL: UTF-16 or UTF-32
 * where a mark says so, else UTF-8. FC_EUSAGE where there is no such encoding. */
fc_status an_encoding_open(const char *file, const char *told, an_encoding **encoding) FC_CHECKED;
void an_encoding_free(an_encoding *encoding); /* NULL is fine */

/* Some more text, at most `size` >= 8 bytes; *n is 0 at the end. Bytes that are no text in the
 * encoding are FC_EDATA with their line; UTF-8 is not looked at here: an_encoding_check does, in
 * any thread. */
fc_status an_encoding_read(an_encoding *encoding, char *text, size_t size, size_t *n) FC_CHECKED;

const char *an_encoding_file(const an_encoding *encoding);  /* for messages */
const char *an_encoding_name(const an_encoding *encoding);  /* "UTF-8", "UTF-16LE", as told */
bool an_encoding_is_converted(const an_encoding *encoding); /* it is not UTF-8 */
bool an_encoding_is_overruled(const an_encoding *encoding); /* told, but it is UTF-8 */
size_t an_encoding_size(const an_encoding *encoding);       /* bytes of the file; 0: not known */
size_t an_encoding_done(const an_encoding *encoding);       /* bytes of it that were read */

/* Whether the text, which starts in `line` at byte `offset` of the file and at whose end the file
 * may end, is UTF-8 without NUL bytes. FC_EDATA names the line, and the encoding that it looks
 * like. */
fc_status an_encoding_check(const char *file, const char *text, size_t n, size_t line,
                            size_t offset, char line_end) FC_CHECKED;

#endif
