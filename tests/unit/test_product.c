/* test_product.c - products of small matrices beside the definition. */
#include "forecast/learning/product.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/assert.h"

static float entry(size_t i)
{
    return (float)((double)(i * 2654435761u % 1000) / 237 - 1.9);
}

static float *filled(size_t n)
{
    float *values = malloc((n + 1) * sizeof *values);

    assert_non_null(values);
    for (size_t i = 0; i < n; i++)
        values[i] = entry(i);
    return values;
}

/* The slow twin adds in the same order, so that every bit is the same. */
static void check(size_t m, size_t n, size_t k, bool transposed, bool add)
{
    const size_t row = transposed ? 1 : k, column = transposed ? m : 1;
    float *a = filled(m * k), *b = filled(k * n), *c = filled(m * n + 3), *expected = filled(m * n);

    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < n; j++) {
            float sum = add ? expected[i * n + j] : 0;

            for (size_t t = 0; t < k; t++)
                sum += a[i * row + t * column] * b[t * n + j];
            expected[i * n + j] = sum;
        }
    fc_product(m, n, k, (fc_product_left){a, row, column}, b, add, c);
    assert_memory_equal(c, expected, m * n * sizeof *c);
    for (size_t i = m * n; i < m * n + 3; i++)
        assert_true(c[i] == entry(i)); /* nothing is written behind it */
    free(a);
    free(b);
    free(c);
    free(expected);
}

static void every_shape_gives_the_bits_of_the_definition(void **state)
{
    static const size_t rows[] = {1, 2, 7, 8, 9, 31, 512}, blocks[] = {1, 2, 12},
                        inner[] = {0, 1, 5, 96};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t j = 0; j < sizeof blocks / sizeof *blocks; j++)
            for (size_t t = 0; t < sizeof inner / sizeof *inner; t++)
                for (size_t kind = 0; kind < 4; kind++)
                    check(rows[i], blocks[j] * FC_PRODUCT_BLOCK, inner[t], kind & 1, kind & 2);
}

static void threads_do_not_disturb_each_other(void **state)
{
    enum { N = 48, TIMES = 400 };
    float *a = filled(N * N), *first = filled(N * N);
    size_t wrong = 0;

    (void)state;
    fc_product(N, N, N, (fc_product_left){a, N, 1}, a, false, first);
#pragma omp parallel for num_threads(4) reduction(+ : wrong)
    for (size_t i = 0; i < TIMES; i++) {
        float c[N * N];

        fc_product(N, N, N, (fc_product_left){a, N, 1}, a, false, c);
        wrong += memcmp(c, first, sizeof c) != 0;
    }
    assert_int_equal(wrong, 0);
    free(a);
    free(first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_shape_gives_the_bits_of_the_definition),
        cmocka_unit_test(threads_do_not_disturb_each_other),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
