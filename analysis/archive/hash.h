/* hash.h - the SHA-256 of a file, by which an input is known again. */
#ifndef ANALYSIS_ARCHIVE_HASH_H
#define ANALYSIS_ARCHIVE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "forecast/status.h"

enum { AN_HASH_SIZE = 65 };

/* Hexadecimal digits and the size in bytes. FC_ENOINPUT where the file cannot be read. */
fc_status an_hash_file(const char *path, char hex[AN_HASH_SIZE], int64_t *bytes) FC_CHECKED;

/* The same of bytes in memory. */
void an_hash_bytes(const void *bytes, size_t size, char hex[AN_HASH_SIZE]);

#endif
