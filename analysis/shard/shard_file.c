/* shard_file.c - a shard as bytes: a first line, the order of bytes, blocks with their sizes, and
 * the SHA-256 of all of it. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/output/output.h"
#include "analysis/shard/shard.h"

static const char FIRST[] = "gapcast shard 1\n";
static const uint64_t ORDER = UINT64_C(0x0102030405060708);

static void put_whole(FILE *out, uint64_t whole)
{
    fwrite(&whole, sizeof whole, 1, out);
}

static void put_block(FILE *out, const char *bytes, size_t size)
{
    put_whole(out, size);
    fwrite(bytes, 1, size, out);
}

static void put_text(FILE *out, const char *text)
{
    put_block(out, text, strlen(text) + 1);
}

static void put_all(const an_shard *s, FILE *out)
{
    fputs(FIRST, out);
    put_whole(out, ORDER);
    put_text(out, s->version);
    put_whole(out, s->part);
    put_whole(out, s->n_parts);
    put_whole(out, s->n_arguments);
    for (size_t i = 0; i < s->n_arguments; i++)
        put_text(out, s->arguments[i]);
    put_whole(out, s->n_inputs);
    for (size_t i = 0; i < s->n_inputs; i++) {
        put_text(out, s->inputs[i].path);
        put_text(out, s->inputs[i].sha256);
    }
    put_block(out, s->fits, s->size);
}

fc_status an_shard_write(const char *path, const an_shard *s)
{
    char *bytes = NULL, hex[AN_HASH_SIZE];
    size_t size = 0;
    FILE *memory = open_memstream(&bytes, &size);
    an_output *output = NULL;
    fc_status status = memory ? FC_OK : fc_no_memory();

    if (memory) {
        put_all(s, memory);
        if ((ferror(memory) | fclose(memory)) != 0)
            status = fc_no_memory();
    }
    if (status == FC_OK)
        status = an_output_open(path, &output);
    if (status == FC_OK) {
        an_hash_bytes(bytes, size, hex);
        fwrite(bytes, 1, size, an_output_stream(output));
        fputs(hex, an_output_stream(output));
        status = an_output_told(path, an_output_commit(output));
    }
    free(bytes);
    return status;
}

/* What is left to read; `damaged` once anything does not fit. */
typedef struct {
    const char *at, *end;
    bool damaged;
} reader;

static uint64_t get_whole(reader *r)
{
    uint64_t whole = 0;

    if (r->damaged || (size_t)(r->end - r->at) < sizeof whole) {
        r->damaged = true;
        return 0;
    }
    memcpy(&whole, r->at, sizeof whole);
    r->at += sizeof whole;
    return whole;
}

/* A copy, with a terminator behind it; NULL where there is none. */
static char *get_block(reader *r, size_t *size)
{
    const uint64_t n = get_whole(r);
    char *copy = NULL;

    *size = 0;
    if (!r->damaged && n <= (uint64_t)(r->end - r->at))
        copy = malloc((size_t)n + 1);
    if (!copy) {
        r->damaged = true;
        return NULL;
    }
    memcpy(copy, r->at, (size_t)n);
    copy[n] = '\0';
    r->at += n;
    *size = (size_t)n;
    return copy;
}

static char *get_text(reader *r)
{
    size_t size;

    return get_block(r, &size);
}

/* As many as there can be in what is left. */
static size_t get_count(reader *r)
{
    const uint64_t n = get_whole(r);

    if (n > (uint64_t)(r->end - r->at))
        r->damaged = true;
    return r->damaged ? 0 : (size_t)n;
}

static void get_input(reader *r, an_shard_input *input)
{
    char *sha256;

    input->path = get_text(r);
    sha256 = get_text(r);
    snprintf(input->sha256, sizeof input->sha256, "%s", sha256 ? sha256 : "");
    free(sha256);
}

static fc_status get_all(const char *path, reader *r, an_shard *s)
{
    size_t n;

    if (get_whole(r) != ORDER)
        return fc_fail(FC_EDATA,
                       "%s: was made on a machine with another order of bytes; make it "
                       "here again",
                       path);
    s->version = get_text(r);
    s->part = get_whole(r);
    s->n_parts = get_whole(r);
    n = get_count(r);
    s->arguments = calloc(n + 1, sizeof *s->arguments);
    for (; s->arguments && s->n_arguments < n && !r->damaged; s->n_arguments++)
        s->arguments[s->n_arguments] = get_text(r);
    n = get_count(r);
    s->inputs = calloc(n + 1, sizeof *s->inputs);
    for (; s->inputs && s->n_inputs < n && !r->damaged; s->n_inputs++)
        get_input(r, &s->inputs[s->n_inputs]);
    s->fits = get_block(r, &s->size);
    if (r->damaged || r->at != r->end || !s->arguments || !s->inputs || s->part >= s->n_parts)
        return fc_fail(FC_EDATA, "%s: the shard is damaged; make it again", path);
    return FC_OK;
}

static fc_status read_file(const char *path, char **bytes, size_t *size)
{
    FILE *in = fopen(path, "rb"), *memory = NULL;
    char buffer[1 << 16];
    size_t n;
    bool failed;

    if (!in)
        return fc_fail(FC_ENOINPUT, "%s: cannot be read: %s", path, strerror(errno));
    memory = open_memstream(bytes, size);
    while (memory && (n = fread(buffer, 1, sizeof buffer, in)) > 0)
        fwrite(buffer, 1, n, memory);
    failed = ferror(in);
    fclose(in);
    if (!memory || (ferror(memory) | fclose(memory)) != 0)
        return fc_no_memory();
    return failed ? fc_fail(FC_ENOINPUT, "%s: cannot be read", path) : FC_OK;
}

fc_status an_shard_read(const char *path, an_shard *s)
{
    enum { LAST = AN_HASH_SIZE - 1 };
    const size_t first = sizeof FIRST - 1;
    char *bytes = NULL, hex[AN_HASH_SIZE];
    size_t size = 0;
    fc_status status = read_file(path, &bytes, &size);

    *s = (an_shard){.part = 0};
    if (status == FC_OK && (size < first + LAST || memcmp(bytes, FIRST, first) != 0))
        status =
            fc_fail(FC_EDATA, "%s: is no shard; make one with forecast --shard i/N -o FILE", path);
    if (status == FC_OK) {
        an_hash_bytes(bytes, size - LAST, hex);
        if (memcmp(hex, bytes + size - LAST, LAST) != 0)
            status = fc_fail(FC_EDATA, "%s: the shard is damaged; make it again", path);
    }
    if (status == FC_OK)
        status = get_all(path, &(reader){bytes + first, bytes + size - LAST, false}, s);
    free(bytes);
    if (status != FC_OK)
        an_shard_clear(s);
    return status;
}
