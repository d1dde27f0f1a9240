/* pool.c - a chain of pieces. */
#include "analysis/report/pool.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct an_pool_piece {
    an_pool_piece *before;
    max_align_t memory[];
};

void *an_pool_array(an_pool *pool, size_t n, size_t size)
{
    an_pool_piece *piece = calloc(1, sizeof *piece + n * size);

    if (!piece) {
        pool->failed = true;
        return NULL;
    }
    piece->before = pool->last;
    pool->last = piece;
    return piece->memory;
}

double *an_pool_numbers(an_pool *pool, size_t n)
{
    double *numbers = an_pool_array(pool, n, sizeof *numbers);

    for (size_t i = 0; numbers && i < n; i++)
        numbers[i] = NAN;
    return numbers;
}

const char *an_pool_text(an_pool *pool, const char *text)
{
    const size_t size = strlen(text) + 1;
    char *copy = an_pool_array(pool, size, 1);

    return copy ? memcpy(copy, text, size) : NULL;
}

fc_status an_pool_status(const an_pool *pool)
{
    return pool->failed ? fc_no_memory() : FC_OK;
}

void an_pool_free(an_pool *pool)
{
    while (pool->last) {
        an_pool_piece *before = pool->last->before;

        free(pool->last);
        pool->last = before;
    }
}
