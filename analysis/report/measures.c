/* measures.c - picks the nodes whose measures are told. */
#include "analysis/report/measures.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/kpi/kpi.h"

typedef struct {
    size_t node;
    double size;
} sized;

static int by_size(const void *a, const void *b)
{
    const sized *x = a, *y = b;

    return x->size != y->size ? (x->size < y->size ? 1 : -1)
                              : (x->node > y->node) - (x->node < y->node);
}

static double size_of(const an_sales *sales, size_t node)
{
    const size_t n = fc_calendar_season_length(&sales->calendar);
    double sum = 0;

    for (size_t t = 0; t < n; t++) {
        double value = 0;

        fc_hierarchy_values(sales->hierarchy, node, AN_AMOUNT, sales->last_complete - (fc_period)t,
                            1, &value);
        sum += isfinite(value) ? value : 0;
    }
    return sum;
}

size_t an_measures_nodes(const an_sales *sales, size_t dimension, size_t *nodes)
{
    size_t n;
    const size_t *children = fc_hierarchy_children(sales->hierarchy, 0, dimension, &n);
    sized *list = malloc((n + 1) * sizeof *list);

    if (!list)
        return 0;
    for (size_t i = 0; i < n; i++)
        list[i] = (sized){children[i], size_of(sales, children[i])};
    qsort(list, n, sizeof *list, by_size);
    n = n < AN_MEASURES_NODES ? n : AN_MEASURES_NODES;
    for (size_t i = 0; i < n; i++)
        nodes[i] = list[i].node;
    free(list);
    return n;
}

fc_status an_report_measures(const an_sales *sales, const an_plan *plan, const char *lang,
                             an_table **table)
{
    const size_t dimensions = fc_hierarchy_n_dimensions(sales->hierarchy);
    size_t *nodes = malloc((1 + dimensions * AN_MEASURES_NODES) * sizeof *nodes), n = 1;
    fc_status status;

    *table = NULL;
    if (!nodes)
        return fc_no_memory();
    nodes[0] = 0;
    for (size_t d = 0; d < dimensions; d++)
        n += an_measures_nodes(sales, d, nodes + n);
    status = an_kpi_table(sales, plan,
                          &(an_kpi_options){.lang = lang, .nodes = nodes, .n_nodes = n}, table);
    free(nodes);
    return status;
}
