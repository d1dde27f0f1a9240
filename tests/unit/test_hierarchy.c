/* test_hierarchy.c - the nodes of crossed and nested keys against their definition. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/panel/hierarchy.h"
#include "tests/unit/assert.h"

static const fc_dimension region_city_by_product[] = {{0, 2}, {2, 1}};

/* Two regions have a city called Springfield; the West sells no tea. */
static const char *const rows[][3] = {
    {"East", "Springfield", "tea"}, {"West", "Springfield", "coffee"},
    {"East", "Albany", "coffee"},   {"East", "Springfield", "coffee"},
    {"West", "Reno", "coffee"},
};

static void add(fc_panel *panel, const char *const *keys, fc_period period, double value)
{
    size_t cell;

    assert_ok(fc_panel_cell(panel, keys, NULL, &cell));
    assert_ok(fc_panel_add(panel, cell, period, &value));
}

static fc_panel *shops(void)
{
    fc_panel *panel;

    assert_ok(fc_panel_new(3, 1, &panel));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (fc_period p = 7; p < 11; p++)
            add(panel, rows[i], p, 2.385 * (double)(i + 1) + p * 0.7);
    assert_ok(fc_panel_sort(panel));
    return panel;
}

static fc_hierarchy *build(const fc_panel *panel, const fc_dimension *dimensions, size_t n)
{
    fc_hierarchy *hierarchy;

    assert_ok(fc_hierarchy_new(panel, dimensions, n, &hierarchy));
    return hierarchy;
}

/* Whether the cell belongs to the node, by definition: it has each key that the node fixes. */
static bool belongs(const fc_hierarchy *h, size_t node, size_t cell)
{
    for (size_t k = 0; k < fc_hierarchy_n_keys(h); k++) {
        const char *key = fc_hierarchy_key(h, node, k);

        if (strcmp(key, "*") != 0 && strcmp(key, fc_panel_key(fc_hierarchy_panel(h), cell, k)) != 0)
            return false;
    }
    return true;
}

static void assert_cells(const fc_hierarchy *h, size_t node)
{
    size_t n, found = 0;
    const size_t *cells = fc_hierarchy_cells(h, node, &n);

    for (size_t c = 0; c < fc_hierarchy_n_bottom(h); c++)
        if (belongs(h, node, c)) {
            assert_true(found < n);
            assert_int_equal(cells[found++], c);
        }
    assert_int_equal(found, n);
    assert_true(n > 0);
}

/* The children along d are the nodes one deeper there, and cover each cell of the node once. */
static void assert_children(const fc_hierarchy *h, size_t node, size_t d, size_t max_depth)
{
    size_t n, n_cells, covered = 0;
    const size_t *children = fc_hierarchy_children(h, node, d, &n);

    fc_hierarchy_cells(h, node, &n_cells);
    for (size_t i = 0; i < n; i++) {
        size_t n_child;
        const size_t *cells = fc_hierarchy_cells(h, children[i], &n_child);

        assert_true(children[i] > (i ? children[i - 1] : node));
        for (size_t e = 0; e < fc_hierarchy_n_dimensions(h); e++)
            assert_int_equal(fc_hierarchy_depth(h, children[i], e),
                             fc_hierarchy_depth(h, node, e) + (e == d));
        for (size_t j = 0; j < n_child; j++)
            assert_true(belongs(h, node, cells[j]));
        covered += n_child;
    }
    assert_int_equal(covered, fc_hierarchy_depth(h, node, d) < max_depth ? n_cells : 0);
}

static void assert_sound(const fc_hierarchy *h, const fc_dimension *dimensions)
{
    const size_t bottom = fc_hierarchy_size(h) - fc_hierarchy_n_bottom(h);

    for (size_t i = 0; i < fc_hierarchy_size(h); i++) {
        const char **keys = calloc(fc_hierarchy_n_keys(h) + 1, sizeof *keys);

        assert_cells(h, i);
        for (size_t d = 0; d < fc_hierarchy_n_dimensions(h); d++)
            assert_children(h, i, d, dimensions[d].depth);
        for (size_t k = 0; k < fc_hierarchy_n_keys(h); k++)
            keys[k] = fc_hierarchy_key(h, i, k);
        assert_int_equal(fc_hierarchy_find(h, keys), i);
        free(keys);
        if (i > 0)
            assert_true(fc_hierarchy_level(h, i) >= fc_hierarchy_level(h, i - 1));
        if (i >= bottom)
            assert_int_equal(*fc_hierarchy_cells(h, i, &(size_t){0}), i - bottom);
    }
    assert_int_equal(fc_hierarchy_level(h, fc_hierarchy_size(h) - 1), fc_hierarchy_n_levels(h) - 1);
}

static void nested_and_crossed_keys_make_every_node(void **state)
{
    static const char *const names[] = {"*/*/*",
                                        "East/*/*",
                                        "West/*/*",
                                        "*/*/coffee",
                                        "*/*/tea",
                                        "East/Albany/*",
                                        "East/Springfield/*",
                                        "West/Reno/*",
                                        "West/Springfield/*",
                                        "East/*/coffee",
                                        "East/*/tea",
                                        "West/*/coffee",
                                        "East/Albany/coffee",
                                        "East/Springfield/coffee",
                                        "East/Springfield/tea",
                                        "West/Reno/coffee",
                                        "West/Springfield/coffee"};
    fc_panel *panel = shops();
    fc_hierarchy *h = build(panel, region_city_by_product, 2);

    (void)state;
    assert_int_equal(fc_hierarchy_size(h), sizeof names / sizeof *names);
    assert_int_equal(fc_hierarchy_n_levels(h), 6);
    for (size_t i = 0; i < fc_hierarchy_size(h); i++)
        assert_string_equal(fc_hierarchy_name(h, i), names[i]);
    assert_sound(h, region_city_by_product);
    assert_int_equal(fc_hierarchy_find(h, (const char *const[]){"*", "Springfield", "*"}),
                     SIZE_MAX);
    assert_int_equal(fc_hierarchy_find(h, (const char *const[]){"North", "*", "*"}), SIZE_MAX);
    fc_hierarchy_free(h);
    fc_panel_free(panel);
}

static void values_are_sums_of_cells_with_zeros_outside(void **state)
{
    fc_panel *panel = shops();
    fc_hierarchy *h = build(panel, region_city_by_product, 2);
    const size_t west = fc_hierarchy_find(h, (const char *const[]){"West", "*", "*"});
    double values[6];

    (void)state;
    fc_hierarchy_values(h, west, 0, 6, 6, values);
    assert_true(values[0] == 0.0 && values[5] == 0.0);
    for (fc_period p = 7; p < 11; p++)
        assert_close(values[p - 6], 2.385 * (2 + 5) + 2 * p * 0.7, 1e-15);
    fc_hierarchy_free(h);
    fc_panel_free(panel);
}

static void without_keys_the_total_is_the_only_node(void **state)
{
    fc_panel *panel;
    size_t n;

    (void)state;
    assert_ok(fc_panel_new(0, 1, &panel));
    add(panel, NULL, 3, 41.7);
    fc_hierarchy *h = build(panel, NULL, 0);

    assert_int_equal(fc_hierarchy_size(h), 1);
    assert_int_equal(fc_hierarchy_n_levels(h), 1);
    assert_int_equal(fc_hierarchy_n_bottom(h), 1);
    assert_string_equal(fc_hierarchy_name(h, 0), "total");
    assert_int_equal(fc_hierarchy_find(h, NULL), 0);
    assert_int_equal(*fc_hierarchy_cells(h, 0, &n), 0);
    assert_int_equal(n, 1);
    fc_hierarchy_free(h);
    fc_panel_free(panel);
}

static void refuses_an_empty_panel_and_a_key_that_means_a_sum(void **state)
{
    fc_panel *panel;
    fc_hierarchy *h;

    (void)state;
    assert_ok(fc_panel_new(3, 1, &panel));
    assert_fails(fc_hierarchy_new(panel, region_city_by_product, 2, &h), FC_EDATA,
                 "there are no rows to forecast");
    add(panel, (const char *const[]){"East", "*", "tea"}, 5, 3.1);
    assert_fails(fc_hierarchy_new(panel, region_city_by_product, 2, &h), FC_EDATA,
                 "a key is '*', which stands for a sum; rename it");
    assert_null(h);
    fc_panel_free(panel);
}

static void refuses_a_crossing_that_explodes(void **state)
{
    enum { N = 27 };
    const char *keys[N];
    fc_dimension dimensions[N];
    fc_panel *panel;
    fc_hierarchy *h;

    (void)state;
    for (size_t k = 0; k < N; k++) {
        keys[k] = "x";
        dimensions[k] = (fc_dimension){k, 1};
    }
    assert_ok(fc_panel_new(N, 1, &panel));
    add(panel, keys, 5, 3.1);
    assert_fails(fc_hierarchy_new(panel, dimensions, N, &h), FC_EUSAGE,
                 "27 crossed keys make too many levels; use fewer of them");
    fc_panel_free(panel);
}

static void fifty_thousand_nodes_hang_together(void **state)
{
    static const fc_dimension dimensions[] = {{0, 2}, {2, 2}};
    fc_panel *panel;
    char region[16], city[16], category[16], product[16];
    const char *const keys[] = {region, city, category, product};

    (void)state;
    assert_ok(fc_panel_new(4, 1, &panel));
    for (int c = 0; c < 40; c++)
        for (int p = 0; p < 1000; p++) {
            snprintf(region, sizeof region, "r%d", c % 6);
            snprintf(city, sizeof city, "c%d", c);
            snprintf(category, sizeof category, "k%d", p % 17);
            snprintf(product, sizeof product, "p%d", p);
            add(panel, keys, p % 5, p + c * 0.01);
        }
    assert_ok(fc_panel_sort(panel));
    fc_hierarchy *h = build(panel, dimensions, 2);

    assert_int_equal(fc_hierarchy_n_levels(h), 9);
    assert_int_equal(fc_hierarchy_size(h), (1 + 6 + 40) * (1 + 17 + 1000));
    for (size_t i = 0; i < fc_hierarchy_size(h); i += 997) {
        assert_cells(h, i);
        assert_children(h, i, 0, 2);
        assert_children(h, i, 1, 2);
    }
    fc_hierarchy_free(h);
    fc_panel_free(panel);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nested_and_crossed_keys_make_every_node),
        cmocka_unit_test(values_are_sums_of_cells_with_zeros_outside),
        cmocka_unit_test(without_keys_the_total_is_the_only_node),
        cmocka_unit_test(refuses_an_empty_panel_and_a_key_that_means_a_sum),
        cmocka_unit_test(refuses_a_crossing_that_explodes),
        cmocka_unit_test(fifty_thousand_nodes_hang_together),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
