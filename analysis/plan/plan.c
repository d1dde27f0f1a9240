/* plan.c - the plan of every node and period: read, matched, spread and kept. */
#include "analysis/plan/plan_parts.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/plan/plan_amounts.h"
#include "analysis/plan/plan_coverage.h"
#include "analysis/plan/plan_origin.h"
#include "analysis/plan/plan_shape.h"

/* The weights of nodes that the sales may not have. */
typedef struct {
    an_plan_shape shape;
    size_t *of_plan; /* the sales' node of each of the plan's; SIZE_MAX where there is none */
} weights;

static double weight_of(const void *data, size_t node, fc_period period)
{
    const weights *w = data;

    return w->of_plan[node] == SIZE_MAX ? 0
                                        : an_plan_shape_weight(&w->shape, w->of_plan[node], period);
}

static fc_status weights_init(weights *w, const an_plan_input *in, const an_plan_nodes *nodes)
{
    const size_t n_plan = fc_hierarchy_size(nodes->hierarchy);
    const size_t n_sales = fc_hierarchy_size(in->sales->hierarchy);

    w->of_plan = malloc(n_plan * sizeof *w->of_plan);
    if (!w->of_plan)
        return fc_no_memory();
    for (size_t i = 0; i < n_plan; i++)
        w->of_plan[i] = SIZE_MAX;
    for (size_t i = 0; i < n_sales; i++)
        w->of_plan[nodes->of_sales[i]] = i;
    return an_plan_shape_init(&w->shape, in->sales, in->forecasts);
}

static void weights_clear(weights *w)
{
    an_plan_shape_clear(&w->shape);
    free(w->of_plan);
}

/* The sales periods that the amounts lie in and speak for. */
static fc_status set_range(an_plan *plan, const an_plan_amounts *amounts, const an_plan_input *in)
{
    const an_plan_slot *slots = amounts->grid.slots;
    size_t first = SIZE_MAX, last = 0;

    for (size_t i = 0; i < amounts->n_amounts; i++) {
        first = amounts->amounts[i].first < first ? amounts->amounts[i].first : first;
        last = amounts->amounts[i].last > last ? amounts->amounts[i].last : last;
    }
    while (first < last && slots[first].stretch == 0)
        first++;
    while (last > first && slots[last].stretch == 0)
        last--;
    if (slots[first].stretch == 0)
        return fc_fail(FC_EDATA,
                       "%s: it plans no %s as a whole; give all of its plan, or a shorter --period",
                       in->file, fc_unit_name(in->sales->calendar.unit));
    plan->first = slots[first].period;
    plan->n = (size_t)(slots[last].period - plan->first) + 1;
    return FC_OK;
}

/* The values of the sales' nodes and periods out of those of the plan's nodes and slots. */
static fc_status keep_values(an_plan *plan, const an_plan_nodes *nodes,
                             const an_plan_amounts *amounts, const int64_t *cents,
                             const an_plan_input *in)
{
    const an_plan_grid *grid = &amounts->grid;
    const fc_status status = set_range(plan, amounts, in);

    if (status != FC_OK)
        return status;
    plan->values = malloc(plan->n_nodes * plan->n * sizeof *plan->values);
    if (!plan->values)
        return fc_no_memory();
    for (size_t i = 0; i < plan->n_nodes * plan->n; i++)
        plan->values[i] = NAN;
    for (size_t i = 0; i < plan->n_nodes; i++) {
        double *values = plan->values + i * plan->n;
        int64_t sum = 0;

        for (size_t s = 0; s < grid->n; s++) {
            const int64_t c = cents[nodes->of_sales[i] * grid->n + s];

            if (s == 0 || grid->slots[s].period != grid->slots[s - 1].period)
                sum = 0;
            if (c == AN_PLAN_NONE || grid->slots[s].stretch == 0)
                continue;
            sum += c;
            values[grid->slots[s].period - plan->first] =
                (double)sum / amounts->cents_of_unit * grid->slots[s].stretch;
        }
    }
    return FC_OK;
}

/* Marks the nodes that the file itself plans. */
static fc_status mark_own(an_plan *plan, const an_plan_nodes *nodes, const an_plan_amounts *amounts)
{
    bool *planned = calloc(fc_hierarchy_size(nodes->hierarchy), sizeof *planned);

    plan->own = calloc(plan->n_nodes, sizeof *plan->own);
    if (!planned || !plan->own) {
        free(planned);
        return fc_no_memory();
    }
    for (size_t i = 0; i < amounts->n_amounts; i++)
        planned[amounts->amounts[i].node] = true;
    for (size_t i = 0; i < plan->n_nodes; i++)
        plan->own[i] = planned[nodes->of_sales[i]];
    free(planned);
    return FC_OK;
}

/* What the file itself plans, and by which periods. */
static fc_status keep_origin(an_plan *plan, const an_plan_nodes *nodes,
                             const an_plan_amounts *amounts, fc_unit finest)
{
    const size_t n = fc_hierarchy_size(nodes->hierarchy);
    fc_unit *unit = malloc(n * sizeof *unit);
    bool *is_cut = malloc(n * sizeof *is_cut);
    fc_status status = FC_OK;

    plan->unit = malloc(plan->n_nodes * sizeof *plan->unit);
    plan->is_cut = malloc(plan->n_nodes * sizeof *plan->is_cut);
    if (!unit || !is_cut || !plan->unit || !plan->is_cut)
        status = fc_no_memory();
    if (status == FC_OK)
        status = an_plan_origin_find(nodes->hierarchy, &amounts->grid, amounts->amounts,
                                     amounts->n_amounts, finest, unit, is_cut);
    for (size_t i = 0; status == FC_OK && i < plan->n_nodes; i++) {
        plan->unit[i] = unit[nodes->of_sales[i]];
        plan->is_cut[i] = is_cut[nodes->of_sales[i]];
    }
    free(unit);
    free(is_cut);
    return status;
}

static fc_status spread(an_plan *plan, const an_plan_input *in, const an_plan_nodes *nodes,
                        an_plan_amounts *amounts)
{
    weights w = {0};
    const an_plan_field field = {.hierarchy = nodes->hierarchy,
                                 .calendar = &in->sales->calendar,
                                 .grid = &amounts->grid,
                                 .weight = weight_of,
                                 .data = &w,
                                 .cents_of_unit = amounts->cents_of_unit,
                                 .file = in->file,
                                 .problems = in->problems};
    int64_t *cents = malloc(fc_hierarchy_size(nodes->hierarchy) * amounts->grid.n * sizeof *cents);
    fc_status status;

    if (!cents)
        return fc_no_memory();
    status = weights_init(&w, in, nodes);
    if (status == FC_OK)
        status = an_plan_spread(&field, amounts->amounts, amounts->n_amounts, cents);
    if (status == FC_OK)
        status = keep_values(plan, nodes, amounts, cents, in);
    if (status == FC_OK)
        status = mark_own(plan, nodes, amounts);
    if (status == FC_OK)
        status = keep_origin(plan, nodes, amounts, in->sales->calendar.unit);
    weights_clear(&w);
    free(cents);
    return status;
}

/* Records to rows, rows to nodes and cents, these to values. */
static fc_status read_plan(an_plan *plan, const an_plan_input *in)
{
    an_plan_layout layout = {0};
    an_plan_rows rows = {0};
    an_plan_nodes nodes = {0};
    an_plan_amounts amounts = {0};
    fc_status status = an_plan_layout_find(in, &layout);

    if (status == FC_OK)
        status = an_plan_rows_read(in, &layout, &rows);
    if (status == FC_OK)
        status = an_plan_rows_merge(in, &layout, &rows);
    if (status == FC_OK)
        status = an_plan_nodes_find(in, &rows, &nodes);
    if (status == FC_OK)
        status = an_plan_amounts_make(in, &rows, &nodes, &amounts);
    if (status == FC_OK)
        status = spread(plan, in, &nodes, &amounts);
    an_plan_amounts_clear(&amounts);
    an_plan_nodes_clear(&nodes);
    an_plan_rows_clear(&rows);
    an_plan_layout_clear(&layout);
    return status;
}

/* Shares are measured before any is kept: until then every node shows its sum. */
static fc_status measure(an_plan *plan, const an_plan_input *in)
{
    double *share = malloc(plan->n_nodes * sizeof *share);
    fc_status status = share ? an_plan_coverage_measure(in, plan, share) : fc_no_memory();

    if (status == FC_OK)
        plan->share = share;
    else
        free(share);
    return status;
}

/* An encoding that was named for the sales need not be that of the plan: what is UTF-8 or UTF-16 is
 * certain, so that is tried first. */
static fc_status read_records(const char *file, const an_text_options *options,
                              an_problems *problems, an_records **records)
{
    an_text_options own = *options;
    an_problems *found;
    fc_status status;

    own.encoding = NULL;
    status = an_problems_new(&found);
    if (status != FC_OK)
        return status;
    status = an_records_read(file, &own, found, records);
    if (status == FC_EDATA && options->encoding)
        status = an_records_read(file, options, problems, records);
    else
        an_problems_join(problems, found);
    an_problems_free(found);
    return status;
}

fc_status an_plan_read(const char *file, const an_plan_options *options, const an_sales *sales,
                       const fc_forecasts *forecasts, an_problems *problems, an_plan **plan)
{
    an_plan_input in = {.file = file,
                        .options = options,
                        .sales = sales,
                        .forecasts = forecasts,
                        .problems = problems,
                        .calendar = sales->calendar};
    an_records *records = NULL;
    an_plan_keys *keys = NULL;
    fc_status status = an_plan_year(sales, options->year, &in.year);

    if (options->has_scheme)
        in.calendar.scheme = options->scheme;
    *plan = calloc(1, sizeof **plan);
    if (!*plan)
        return fc_no_memory();
    (*plan)->n_nodes = fc_hierarchy_size(sales->hierarchy);
    if (status == FC_OK)
        status = read_records(file, &options->text, problems, &records);
    if (status == FC_OK)
        status = an_plan_keys_new(sales, &keys);
    in.records = records;
    in.keys = keys;
    if (status == FC_OK)
        status = read_plan(*plan, &in);
    if (status == FC_OK)
        status = measure(*plan, &in);
    if (status == FC_OK) {
        an_plan_coverage_report(&in, *plan);
    } else {
        an_plan_free(*plan);
        *plan = NULL;
    }
    an_plan_keys_free(keys);
    an_records_free(records);
    return status;
}
