/* chunks.c - cuts blocks at line ends outside quotes.
 *
 * In strict CSV a quote opens or closes a field or is doubled inside one, so a place is outside
 * quotes when an even number of them stands before it. A stray quote breaks this; then the parser
 * finds it in the same or an earlier chunk. With lenient quotes nothing is known: chunks end at any
 * line end, and one parser reads them all. */
#include "analysis/read/chunks.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/read/encoding.h"

enum {
    BLOCK = 1 << 20,     /* a chunk, nearly always */
    RECORD_MAX = 1 << 22 /* the longest that a chunk grows to, to hold one record whole */
};

struct an_chunks {
    an_encoding *encoding;
    bool lenient, ended;
    char line_end;
    char *carry; /* the start of a record, behind the last cut */
    size_t n_carry, carry_capacity;
    size_t number, line, offset;
};

void an_chunk_free(an_chunk *chunk)
{
    free(chunk->text);
    *chunk = (an_chunk){0};
}

fc_status an_chunks_open(const char *file, const an_text_options *options, an_chunks **chunks)
{
    an_chunks *new = calloc(1, sizeof *new);
    fc_status status;

    *chunks = NULL;
    if (!new)
        return fc_no_memory();
    new->line = 1;
    new->lenient = options->lenient_quotes;
    status = an_encoding_open(file, options->encoding, &new->encoding);
    if (status != FC_OK) {
        an_chunks_free(new);
        return status;
    }
    *chunks = new;
    return FC_OK;
}

void an_chunks_free(an_chunks *chunks)
{
    if (!chunks)
        return;
    an_encoding_free(chunks->encoding);
    free(chunks->carry);
    free(chunks);
}

/* Runs of a fixed length let the compiler count sixteen bytes at a time. */
static size_t count(const char *text, size_t n, char c)
{
    enum { RUN = 128 };
    size_t total = 0, i = 0;

    for (; i + RUN <= n; i += RUN) {
        unsigned char run = 0;

        for (size_t k = 0; k < RUN; k++)
            run = (unsigned char)(run + (text[i + k] == c));
        total += run;
    }
    for (; i < n; i++)
        total += text[i] == c;
    return total;
}

/* Behind the last line end outside quotes; 0 where there is none. The text starts outside. */
static size_t last_cut(const char *text, size_t n, char line_end, bool lenient)
{
    bool inside = !lenient && count(text, n, '"') % 2 != 0;

    for (size_t end = n; end > 0;) {
        const char *at = memrchr(text, line_end, end);

        if (!at)
            return 0;
        if (!lenient)
            inside ^= count(at, end - (size_t)(at - text), '"') % 2 != 0;
        if (!inside)
            return (size_t)(at - text) + 1;
        end = (size_t)(at - text);
    }
    return 0;
}

size_t an_chunks_record(const char *text, size_t n, char line_end, bool lenient_quotes)
{
    bool inside = false;

    for (size_t start = 0; start < n;) {
        const char *at = memchr(text + start, line_end, n - start);
        const size_t end = at ? (size_t)(at - text) + 1 : n;

        inside ^= !lenient_quotes && count(text + start, end - start, '"') % 2 != 0;
        if (!inside)
            return end;
        start = end;
    }
    return n;
}

static fc_status reserve(char **text, size_t *capacity, size_t needed)
{
    char *grown;

    if (needed <= *capacity)
        return FC_OK;
    grown = realloc(*text, needed);
    if (!grown)
        return fc_no_memory();
    *text = grown;
    *capacity = needed;
    return FC_OK;
}

/* Fills the chunk up to `limit` bytes, or to the end of the file. */
static fc_status fill(an_chunks *chunks, an_chunk *chunk, size_t limit)
{
    enum { SHORTEST_READ = 8 };
    fc_status status = reserve(&chunk->text, &chunk->capacity, limit);

    while (status == FC_OK && !chunks->ended && limit - chunk->n >= SHORTEST_READ) {
        size_t n;

        status = an_encoding_read(chunks->encoding, chunk->text + chunk->n, limit - chunk->n, &n);
        if (status == FC_OK) {
            chunk->n += n;
            chunks->ended = n == 0;
        }
    }
    return status;
}

/* A byte order mark is no part of the text; lines end in LF, unless there is none but CR. */
static void look_at_start(an_chunks *chunks, an_chunk *chunk)
{
    if (chunk->n >= 3 && memcmp(chunk->text, "\xEF\xBB\xBF", 3) == 0) {
        memmove(chunk->text, chunk->text + 3, chunk->n -= 3);
        chunks->offset = 3;
    }
    chunks->line_end =
        !memchr(chunk->text, '\n', chunk->n) && memchr(chunk->text, '\r', chunk->n) ? '\r' : '\n';
}

/* What stands behind the cut is for the next chunk. */
static fc_status cut(an_chunks *chunks, an_chunk *chunk, size_t end)
{
    const fc_status status = reserve(&chunks->carry, &chunks->carry_capacity, chunk->n - end + 1);

    if (status != FC_OK)
        return status;
    if (chunk->n > end)
        memcpy(chunks->carry, chunk->text + end, chunk->n - end);
    chunks->n_carry = chunk->n - end;
    chunk->n = end;
    chunk->number = chunks->number++;
    chunk->line = chunks->line;
    chunk->offset = chunks->offset;
    chunk->last = chunks->ended && chunks->n_carry == 0;
    chunks->line += count(chunk->text, end, chunks->line_end);
    chunks->offset += end;
    return FC_OK;
}

/* The limit depends on the file alone, not on which thread's chunk has grown before. */
fc_status an_chunks_next(an_chunks *chunks, an_chunk *chunk)
{
    size_t limit = BLOCK, end = 0;
    fc_status status;

    while (limit < 2 * chunks->n_carry)
        limit *= 2;
    status = reserve(&chunk->text, &chunk->capacity, limit);
    if (status != FC_OK)
        return status;
    if (chunks->n_carry > 0)
        memcpy(chunk->text, chunks->carry, chunks->n_carry);
    chunk->n = chunks->n_carry;
    for (; end == 0; limit *= 2) {
        status = fill(chunks, chunk, limit);
        if (status != FC_OK)
            return status;
        if (!chunks->line_end)
            look_at_start(chunks, chunk);
        end = chunks->ended ? chunk->n
                            : last_cut(chunk->text, chunk->n, chunks->line_end, chunks->lenient);
        if (chunks->ended)
            break;
        if (end == 0 && limit >= RECORD_MAX)
            return fc_fail(
                FC_EDATA,
                "%s:%zu: the record that starts here is longer than %d bytes; is a quote not "
                "closed?",
                an_chunks_file(chunks), chunks->line, RECORD_MAX);
    }
    return cut(chunks, chunk, end);
}

fc_status an_chunks_check(const an_chunks *chunks, const an_chunk *chunk)
{
    return an_encoding_check(an_chunks_file(chunks), chunk->text, chunk->n, chunk->line,
                             chunk->offset, chunks->line_end);
}

const char *an_chunks_file(const an_chunks *chunks)
{
    return an_encoding_file(chunks->encoding);
}

const char *an_chunks_encoding(const an_chunks *chunks)
{
    return an_encoding_name(chunks->encoding);
}

bool an_chunks_is_overruled(const an_chunks *chunks)
{
    return an_encoding_is_overruled(chunks->encoding);
}

bool an_chunks_is_converted(const an_chunks *chunks)
{
    return an_encoding_is_converted(chunks->encoding);
}

char an_chunks_line_end(const an_chunks *chunks)
{
    return chunks->line_end;
}

size_t an_chunks_size(const an_chunks *chunks)
{
    return an_encoding_size(chunks->encoding);
}

size_t an_chunks_done(const an_chunks *chunks)
{
    return an_encoding_done(chunks->encoding);
}
