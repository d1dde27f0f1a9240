/* pool.h - many small pieces of memory that are freed together. */
#ifndef ANALYSIS_REPORT_POOL_H
#define ANALYSIS_REPORT_POOL_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/status.h"

typedef struct an_pool_piece an_pool_piece;

/* Zeroed is empty. */
typedef struct {
    an_pool_piece *last;
    bool failed;
} an_pool;

/* Zeroed memory, NULL when there is none. */
void *an_pool_array(an_pool *pool, size_t n, size_t size);

/* n numbers, all NaN. */
double *an_pool_numbers(an_pool *pool, size_t n);

/* A copy; NULL when there is no memory. */
const char *an_pool_text(an_pool *pool, const char *text);

/* FC_ENOMEM when any of the calls failed. */
fc_status an_pool_status(const an_pool *pool) FC_CHECKED;
void an_pool_free(an_pool *pool);

#endif
