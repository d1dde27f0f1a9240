/* test_variance.c - price, volume and mix explain every cent. */
#include "analysis/review/variance.h"

#include <stdlib.h>

#include "tests/unit/assert.h"

static double explained(const an_variance *v)
{
    return v->price + v->volume + v->mix + v->gained + v->lost;
}

static void a_dearer_product_is_price(void **state)
{
    const an_variance_item item = {385.2, 107, 431.21, 107};
    an_variance v;

    (void)state;
    an_variance_split(&item, NULL, 1, NULL, &v);
    assert_close(v.price, 46.01, 1e-12);
    assert_close(v.volume, 0, 1e-9);
    assert_close(v.mix, 0, 1e-9);
}

static void more_of_everything_is_volume(void **state)
{
    const an_variance_item items[] = {{385.2, 107, 462.24, 128.4}, {91.5, 12.2, 109.8, 14.64}};
    an_variance v;

    (void)state;
    an_variance_split(items, NULL, 2, NULL, &v);
    assert_close(v.volume, 95.34, 1e-12);
    assert_close(v.price, 0, 1e-9);
    assert_close(v.mix, 0, 1e-9);
}

/* Ten units move from a product at 3.6 to one at 7.5. */
static void a_shift_to_the_dearer_product_is_mix(void **state)
{
    const an_variance_item items[] = {{385.2, 107, 349.2, 97}, {91.5, 12.2, 166.5, 22.2}};
    an_variance v;

    (void)state;
    an_variance_split(items, NULL, 2, NULL, &v);
    assert_close(v.mix, 39.0, 1e-12);
    assert_close(v.volume, 0, 1e-9);
    assert_close(v.price, 0, 1e-9);
}

static void new_and_ended_products_stand_apart(void **state)
{
    const an_variance_item items[] = {{0, 0, 731.4, 62}, {218.9, 17, 0, 0}, {50, 10, 60, 12}};
    an_variance v;

    (void)state;
    an_variance_split(items, NULL, 3, NULL, &v);
    assert_close(v.gained, 731.4, 1e-12);
    assert_close(v.lost, -218.9, 1e-12);
    assert_close(v.volume, 10, 1e-12);
    assert_close(v.change, 522.5, 1e-12);
}

/* More came back than went out: there is no price to compare. */
static void returned_quantities_count_as_lost_and_gained(void **state)
{
    const an_variance_item item = {-41.7, -3, 88.1, 6};
    an_variance v;

    (void)state;
    an_variance_split(&item, NULL, 1, NULL, &v);
    assert_close(v.lost, 41.7, 1e-12);
    assert_close(v.gained, 88.1, 1e-12);
    assert_close(v.price, 0, 1e-12);
}

static void nothing_changed_nothing(void **state)
{
    an_variance v;

    (void)state;
    an_variance_split(NULL, NULL, 0, NULL, &v);
    assert_close(v.change, 0, 0);
    assert_close(explained(&v), 0, 0);
}

static void only_the_items_named_count(void **state)
{
    const an_variance_item items[] = {
        {0, 0, 731.4, 62}, {385.2, 107, 431.21, 107}, {50, 10, 60, 12}};
    const size_t which[] = {1, 2};
    an_variance v;

    (void)state;
    an_variance_split(items, which, 2, NULL, &v);
    assert_close(v.change, 56.01, 1e-12);
    assert_close(v.gained, 0, 0);
}

static double random_amount(double scale)
{
    return rand() % 5 == 0 ? 0 : scale * ((double)rand() / RAND_MAX - 0.1);
}

static void the_parts_add_up_to_the_cent(void **state)
{
    an_variance_item items[40];
    an_variance v;

    (void)state;
    srand(20260317);
    for (int round = 0; round < 500; round++) {
        const size_t n = 1 + (size_t)rand() % 40;

        for (size_t i = 0; i < n; i++)
            items[i] = (an_variance_item){random_amount(9.7e6), random_amount(3100),
                                          random_amount(8.3e6), random_amount(2900)};
        an_variance_split(items, NULL, n, NULL, &v);
        assert_true(fabs(explained(&v) - v.change) < 0.005);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_dearer_product_is_price),
        cmocka_unit_test(more_of_everything_is_volume),
        cmocka_unit_test(a_shift_to_the_dearer_product_is_mix),
        cmocka_unit_test(new_and_ended_products_stand_apart),
        cmocka_unit_test(returned_quantities_count_as_lost_and_gained),
        cmocka_unit_test(nothing_changed_nothing),
        cmocka_unit_test(only_the_items_named_count),
        cmocka_unit_test(the_parts_add_up_to_the_cent),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
