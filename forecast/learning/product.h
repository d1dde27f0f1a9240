/* product.h - products of small matrices in single precision, the same bits on every processor. */
#ifndef FORECAST_PRODUCT_H
#define FORECAST_PRODUCT_H

#include <stdbool.h>
#include <stddef.h>

/* Columns of `b` and `c` come in such blocks. */
enum { FC_PRODUCT_BLOCK = 8 };

/* The left factor: element (i, t) is at a[i * row + t * column], so a transpose is a view. */
typedef struct {
    const float *a;
    size_t row, column;
} fc_product_left;

/* c[m x n] = a[m x k] b[k x n], or += with `add`; n is a multiple of FC_PRODUCT_BLOCK, b and c lie
 * row after row. Each element is summed in the order of k, so any number of threads and any width
 * of vectors gives the same. Safe to call from several threads. */
void fc_product(size_t m, size_t n, size_t k, fc_product_left a, const float *b, bool add,
                float *c);

#endif
