/* shard.h - a part of a forecast's fits as a file: what was asked, of which data, and the fits. */
#ifndef ANALYSIS_SHARD_H
#define ANALYSIS_SHARD_H

#include <stdbool.h>

#include "analysis/archive/hash.h"

typedef struct {
    char *path;
    char sha256[AN_HASH_SIZE];
} an_shard_input;

/* Owns its lists and bytes. */
typedef struct {
    size_t part, n_parts; /* from 0 */
    char *version;        /* of gapcast */
    char **arguments;     /* of the command: all but those of the shard itself */
    size_t n_arguments;
    an_shard_input *inputs; /* files among the arguments */
    size_t n_inputs;
    char *fits; /* fc_fits_make */
    size_t size;
} an_shard;

/* "3/40": FC_EUSAGE unless 1 <= i <= N <= AN_SHARD_MOST; *part counts from 0. */
enum { AN_SHARD_MOST = 100000 };
fc_status an_shard_parse(const char *text, size_t *part, size_t *n_parts) FC_CHECKED;

/* A shard without fits: copies the arguments, and hashes the files among them, also behind "=". */
fc_status an_shard_make(size_t part, size_t n_parts, const char *version,
                        const char *const *arguments, size_t n, an_shard *shard) FC_CHECKED;

/* Whole or untouched. FC_ECANTCREAT, FC_EIO. */
fc_status an_shard_write(const char *path, const an_shard *shard) FC_CHECKED;

/* FC_ENOINPUT; FC_EDATA where it is no shard, damaged, or of a machine with another order of
 * bytes. */
fc_status an_shard_read(const char *path, an_shard *shard) FC_CHECKED;
void an_shard_clear(an_shard *shard);

/* Whether two are parts of one work on the same data. */
bool an_shard_belongs(const an_shard *a, const an_shard *b);

/* FC_EDATA where a file is not any more what it was when the shard was made; FC_ENOINPUT. */
fc_status an_shard_check_inputs(const char *path, const an_shard *shard) FC_CHECKED;

#endif
