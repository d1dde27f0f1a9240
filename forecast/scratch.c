/* scratch.c - blocks of doubles in a chain: a block never moves, so what was taken stays in place.
 */
#include "forecast/scratch.h"

#include <stdlib.h>

enum { FIRST_BLOCK = 4096 };

typedef struct block {
    struct block *next;
    size_t used;
    size_t size;
    double values[];
} block;

struct fc_scratch {
    block *first;
    block *current;
};

static block *block_new(size_t size)
{
    block *fresh = malloc(sizeof *fresh + size * sizeof(double));

    if (fresh)
        *fresh = (block){.size = size};
    return fresh;
}

fc_status fc_scratch_new(fc_scratch **scratch)
{
    *scratch = malloc(sizeof **scratch);
    if (!*scratch)
        return fc_no_memory();
    (*scratch)->first = (*scratch)->current = block_new(FIRST_BLOCK);
    if ((*scratch)->first)
        return FC_OK;
    free(*scratch);
    *scratch = NULL;
    return fc_no_memory();
}

void fc_scratch_free(fc_scratch *scratch)
{
    if (!scratch)
        return;
    for (block *b = scratch->first, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    free(scratch);
}

/* The next block that holds n values, made behind the current one where there is none. */
static block *advance(fc_scratch *scratch, size_t n)
{
    block *current = scratch->current;
    block *next = current->next;

    if (!next || next->size < n) {
        const size_t doubled = 2 * current->size;
        next = block_new(n > doubled ? n : doubled);
        if (!next)
            return NULL;
        next->next = current->next;
        current->next = next;
    }
    next->used = 0;
    return scratch->current = next;
}

double *fc_scratch_take(fc_scratch *scratch, size_t n)
{
    block *b = scratch->current;

    if (b->size - b->used < n)
        b = advance(scratch, n);
    if (!b)
        return NULL;
    b->used += n;
    return b->values + b->used - n;
}

fc_scratch_mark fc_scratch_here(const fc_scratch *scratch)
{
    return (fc_scratch_mark){scratch->current, scratch->current->used};
}

void fc_scratch_release(fc_scratch *scratch, fc_scratch_mark mark)
{
    scratch->current = mark.block;
    scratch->current->used = mark.used;
}
