/* hash.c - the one door to nettle. */
#include "analysis/archive/hash.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static void write_hex(struct sha256_ctx *sha, char hex[AN_HASH_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t digest[SHA256_DIGEST_SIZE];

    sha256_digest(sha, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        hex[2 * i] = digits[digest[i] >> 4];
        hex[2 * i + 1] = digits[digest[i] & 15];
    }
    hex[2 * sizeof digest] = '\0';
}

void an_hash_bytes(const void *bytes, size_t size, char hex[AN_HASH_SIZE])
{
    struct sha256_ctx sha;

    sha256_init(&sha);
    sha256_update(&sha, size, bytes);
    write_hex(&sha, hex);
}

fc_status an_hash_file(const char *path, char hex[AN_HASH_SIZE], int64_t *bytes)
{
    struct sha256_ctx sha;
    uint8_t buffer[1 << 16];
    FILE *file = fopen(path, "rb");
    size_t n;
    bool failed;

    if (!file)
        return fc_fail(FC_ENOINPUT, "%s: cannot be read: %s", path, strerror(errno));
    *bytes = 0;
    sha256_init(&sha);
    while ((n = fread(buffer, 1, sizeof buffer, file)) > 0) {
        sha256_update(&sha, n, buffer);
        *bytes += (int64_t)n;
    }
    failed = ferror(file);
    fclose(file);
    if (failed)
        return fc_fail(FC_ENOINPUT, "%s: cannot be read: %s", path, strerror(errno));
    write_hex(&sha, hex);
    return FC_OK;
}
