/* habits.c - two years of each customer and product, cell by cell. */
#include "analysis/target/habits.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/plan/plan.h"
#include "analysis/review/variance.h"
#include "forecast/panel/keys.h"

enum { BEFORE, NOW, N_YEARS };

typedef struct {
    const an_sales *sales;
    size_t measure, n_lines;
    fc_period start[N_YEARS];  /* of the two years */
    size_t n;                  /* periods in a year */
    size_t *cell;              /* of each line */
    size_t *customer;          /* of each line; 0: it names nobody */
    double (*sums)[N_YEARS];   /* of each line */
    double (*bought)[N_YEARS]; /* of each customer */
    size_t n_customers;
} learning;

static double sum_line(const learning *w, size_t line, size_t measure, int year)
{
    double sum = 0;

    for (size_t i = 0; i < w->n; i++)
        fc_panel_accumulate(w->sales->detail.rows, line, measure, w->start[year] + (fc_period)i, 1,
                            &sum);
    return sum;
}

static size_t cell_of(const learning *w, size_t line)
{
    const fc_hierarchy *h = w->sales->hierarchy;
    const char *keys[AN_MAX_KEYS];

    for (size_t k = 0; k < w->sales->n_keys; k++)
        keys[k] = fc_panel_key(w->sales->detail.rows, line, k);
    return fc_hierarchy_find(h, keys) - (fc_hierarchy_size(h) - fc_hierarchy_n_bottom(h));
}

static fc_status number_lines(learning *w)
{
    const size_t column = w->sales->n_keys + AN_DETAIL_CUSTOMER;
    const char *const nobody = "";
    fc_keys *names = NULL;
    size_t number;
    fc_status status = fc_keys_new(1, &names);

    if (status == FC_OK)
        status = fc_keys_add(names, &nobody, NULL, &number);
    for (size_t l = 0; status == FC_OK && l < w->n_lines; l++) {
        const char *const name = fc_panel_key(w->sales->detail.rows, l, column);

        status = fc_keys_add(names, &name, NULL, &w->customer[l]);
        w->cell[l] = cell_of(w, l);
        for (int year = 0; year < N_YEARS; year++)
            w->sums[l][year] = sum_line(w, l, w->measure, year);
    }
    if (status == FC_OK)
        w->n_customers = fc_keys_size(names);
    fc_keys_free(names);
    return status;
}

static fc_status begin(learning *w)
{
    fc_status status;

    w->cell = malloc((w->n_lines + 1) * sizeof *w->cell);
    w->customer = malloc((w->n_lines + 1) * sizeof *w->customer);
    w->sums = malloc((w->n_lines + 1) * sizeof *w->sums);
    if (!w->cell || !w->customer || !w->sums)
        return fc_no_memory();
    status = number_lines(w);
    if (status != FC_OK)
        return status;
    w->bought = calloc(w->n_customers, sizeof *w->bought);
    if (!w->bought)
        return fc_no_memory();
    for (size_t l = 0; l < w->n_lines; l++)
        for (int year = 0; year < N_YEARS; year++)
            w->bought[w->customer[l]][year] += w->sums[l][year];
    return FC_OK;
}

static void end(learning *w)
{
    free(w->cell);
    free(w->customer);
    free(w->sums);
    free(w->bought);
}

/* A customer who bought in one of the years only; nobody in particular neither comes nor goes. */
static bool is_lost(const learning *w, size_t line)
{
    const double *bought = w->bought[w->customer[line]];

    return w->customer[line] != 0 && bought[BEFORE] > 0 && bought[NOW] <= 0;
}

static bool is_won(const learning *w, size_t line)
{
    const double *bought = w->bought[w->customer[line]];

    return w->customer[line] != 0 && bought[NOW] > 0 && bought[BEFORE] <= 0;
}

static void add_customers(const learning *w, an_habits *habits)
{
    for (size_t l = 0; l < w->n_lines; l++) {
        an_habit *cell = &habits->cells[w->cell[l]];

        cell->before += w->sums[l][BEFORE];
        if (is_lost(w, l))
            cell->lost -= w->sums[l][BEFORE];
        if (is_won(w, l))
            cell->won += w->sums[l][NOW];
    }
}

/* A product of a cell, over its customers and sales people. */
typedef struct {
    size_t cell;
    const char *product;
    an_variance_item item;
} priced;

static int compare_priced(const void *a, const void *b)
{
    const priced *x = a, *y = b;

    if (x->cell != y->cell)
        return x->cell < y->cell ? -1 : 1;
    return strcmp(x->product, y->product);
}

/* Of customers who stayed: what the others bring and take is counted already. */
static fc_status add_prices(const learning *w, an_habits *habits)
{
    priced *list = calloc(w->n_lines + 1, sizeof *list);
    size_t n = 0;

    if (!list)
        return fc_no_memory();
    for (size_t l = 0; l < w->n_lines; l++)
        if (!is_lost(w, l) && !is_won(w, l))
            list[n++] = (priced){
                w->cell[l],
                fc_panel_key(w->sales->detail.rows, l, w->sales->n_keys + AN_DETAIL_PRODUCT),
                {w->sums[l][BEFORE], sum_line(w, l, AN_QUANTITY, BEFORE), w->sums[l][NOW],
                 sum_line(w, l, AN_QUANTITY, NOW)}};
    qsort(list, n, sizeof *list, compare_priced);
    for (size_t l = 0, k = 0; l < n; l = k) {
        an_variance_item sum = {0};
        an_variance variance;

        for (k = l; k < n && compare_priced(&list[l], &list[k]) == 0; k++) {
            sum.amount0 += list[k].item.amount0;
            sum.quantity0 += list[k].item.quantity0;
            sum.amount1 += list[k].item.amount1;
            sum.quantity1 += list[k].item.quantity1;
        }
        an_variance_split(&sum, NULL, 1, NULL, &variance);
        habits->cells[list[l].cell].price += variance.price;
    }
    free(list);
    return FC_OK;
}

static void add_up(an_habits *habits, size_t n_cells)
{
    for (size_t c = 0; c < n_cells; c++) {
        habits->all.before += habits->cells[c].before;
        habits->all.lost += habits->cells[c].lost;
        habits->all.won += habits->cells[c].won;
        habits->all.price += habits->cells[c].price;
    }
}

fc_status an_habits_learn(const an_sales *sales, size_t measure, bool prices, an_habits *habits)
{
    const size_t n_cells = fc_panel_size(sales->panel);
    learning w = {.sales = sales, .measure = measure};
    fc_period first, last;
    fc_status status;

    *habits = (an_habits){.cells = calloc(n_cells + 1, sizeof *habits->cells)};
    if (!habits->cells)
        return fc_no_memory();
    fc_panel_span(sales->panel, &first, &last);
    w.n = (size_t)(first - an_plan_year_before(&sales->calendar, first));
    w.start[NOW] = sales->last_complete - (fc_period)w.n + 1;
    w.start[BEFORE] = w.start[NOW] - (fc_period)w.n;
    if (!sales->detail.rows ||
        w.start[BEFORE] < (sales->first_incomplete ? sales->first_complete : first))
        return FC_OK;
    w.n_lines = fc_panel_size(sales->detail.rows);
    status = begin(&w);
    if (status == FC_OK) {
        add_customers(&w, habits);
        status = prices && sales->has_quantity ? add_prices(&w, habits) : FC_OK;
        add_up(habits, n_cells);
        habits->has_customers = sales->detail.has[AN_DETAIL_CUSTOMER] && habits->all.before > 0;
        habits->has_prices = prices && sales->has_quantity && habits->all.before > 0;
    }
    end(&w);
    return status;
}

void an_habits_clear(an_habits *habits)
{
    free(habits->cells);
    *habits = (an_habits){0};
}
