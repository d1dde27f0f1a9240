/* product.c - matrix products by tiles that stay in registers.
 *
 * Goto & van de Geijn (2008), Anatomy of high-performance matrix multiplication, section 5.
 * Matrices of some hundred rows stay in the cache, so that only the innermost tile is needed. */
#include "forecast/learning/product.h"

#include <assert.h>
#include <string.h>

enum { ROWS = 8, COLUMNS = FC_PRODUCT_BLOCK };

typedef float block __attribute__((vector_size(COLUMNS * sizeof(float)), aligned(sizeof(float))));

#define INLINE static inline __attribute__((always_inline))

/* rows x COLUMNS elements of c; `rows` is a constant wherever this is put in. */
INLINE void tile(size_t rows, size_t n, size_t k, fc_product_left left, const float *b, bool add,
                 float *c)
{
    block sum[ROWS];

#pragma GCC unroll 8
    for (size_t i = 0; i < rows; i++) {
        if (add)
            memcpy(&sum[i], c + i * n, sizeof sum[i]);
        else
            sum[i] = (block){0};
    }
    for (size_t t = 0; t < k; t++) {
        block right;

        memcpy(&right, b + t * n, sizeof right);
#pragma GCC unroll 8
        for (size_t i = 0; i < rows; i++)
            sum[i] += left.a[i * left.row + t * left.column] * right;
    }
#pragma GCC unroll 8
    for (size_t i = 0; i < rows; i++)
        memcpy(c + i * n, &sum[i], sizeof sum[i]);
}

INLINE void tiles(size_t m, size_t n, size_t k, fc_product_left left, const float *b, bool add,
                  float *c)
{
    for (size_t j = 0; j < n; j += COLUMNS) {
        size_t i = 0;

        for (; i + ROWS <= m; i += ROWS)
            tile(ROWS, n, k, (fc_product_left){left.a + i * left.row, left.row, left.column}, b + j,
                 add, c + i * n + j);
        for (; i < m; i++)
            tile(1, n, k, (fc_product_left){left.a + i * left.row, left.row, left.column}, b + j,
                 add, c + i * n + j);
    }
}

/* The same arithmetic with wider registers: a sum and a product are never one operation
 * (-ffp-contract=off), so the bits are the same. */
#if defined(__x86_64__)
__attribute__((target("avx2"))) static void
tiles_avx2(size_t m, size_t n, size_t k, fc_product_left left, const float *b, bool add, float *c)
{
    tiles(m, n, k, left, b, add, c);
}

static bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2");
}
#else
#define tiles_avx2 tiles

static bool has_avx2(void)
{
    return false;
}
#endif

void fc_product(size_t m, size_t n, size_t k, fc_product_left a, const float *b, bool add, float *c)
{
    assert(n % COLUMNS == 0);
    if (has_avx2())
        tiles_avx2(m, n, k, a, b, add, c);
    else
        tiles(m, n, k, a, b, add, c);
}
