/* newness.c - goes through the purchases of each customer in order of time. */
#include "analysis/target/newness.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/plan/plan.h"
#include "forecast/panel/keys.h"
#include "forecast/panel/lists.h"

typedef struct {
    const an_sales *sales;
    bool split;            /* else counted */
    size_t n_keys;         /* of the result */
    fc_period first, last; /* of the sales */
    fc_period year;        /* periods in one */
    fc_period start;       /* of the result */
    size_t n, n_customers;
    size_t *customer;  /* of each line of the details */
    fc_lists lines;    /* of each customer */
    double *bought;    /* periods: of a customer */
    bool *won, *fresh; /* periods: whether the customer is won, is new */
    fc_panel *panel;
} newness;

static fc_status check(const newness *w)
{
    const an_sales *sales = w->sales;

    if (!sales->detail.rows || !sales->detail.has[AN_DETAIL_CUSTOMER])
        return fc_fail(FC_EDATA, "new customers cannot be told: no column of the sales is called "
                                 "customer, account or 客户");
    if (w->start >= sales->last_complete)
        return fc_fail(FC_EDATA,
                       "new customers cannot be told: the first %s of the sales show who is there "
                       "already, and then nothing is left to go by; give sales of a longer time",
                       w->split ? "two years" : "year");
    if (w->n_keys > AN_MAX_KEYS)
        return fc_fail(FC_EUSAGE, "--by: no room for one more key, '%s'", AN_BUSINESS);
    for (size_t k = 0; k < sales->n_keys; k++)
        if (strcmp(sales->key_names[k], AN_BUSINESS) == 0)
            return fc_fail(FC_EDATA,
                           "column '%s' is a key already, so new and existing business cannot be "
                           "told apart by one of that name; rename it",
                           AN_BUSINESS);
    return FC_OK;
}

static fc_status number_customers(newness *w)
{
    const fc_panel *rows = w->sales->detail.rows;
    fc_keys *names = NULL;
    fc_status status = fc_keys_new(1, &names);

    for (size_t l = 0; status == FC_OK && l < fc_panel_size(rows); l++) {
        const char *const name = fc_panel_key(rows, l, w->sales->n_keys + AN_DETAIL_CUSTOMER);

        status = fc_keys_add(names, &name, NULL, &w->customer[l]);
    }
    if (status == FC_OK)
        w->n_customers = fc_keys_size(names);
    fc_keys_free(names);
    return status == FC_OK ? fc_lists_fill(&w->lines, w->n_customers, w->customer,
                                           fc_panel_size(rows), 1, fc_panel_size(rows) + 1)
                           : status;
}

static fc_status begin(newness *w)
{
    const size_t n_lines = fc_panel_size(w->sales->detail.rows);

    w->n = (size_t)(w->last - w->first) + 1;
    w->customer = malloc((n_lines + 1) * sizeof *w->customer);
    w->bought = malloc(w->n * sizeof *w->bought);
    w->won = malloc(w->n * sizeof *w->won);
    w->fresh = malloc(w->n * sizeof *w->fresh);
    if (!w->customer || !w->bought || !w->won || !w->fresh)
        return fc_no_memory();
    return number_customers(w);
}

static void end(newness *w)
{
    fc_lists_clear(&w->lines);
    free(w->customer);
    free(w->bought);
    free(w->won);
    free(w->fresh);
    fc_panel_free(w->panel);
}

/* When a customer is won, and how long new. Of who is there in the first year nothing is known. */
static void judge(newness *w, const size_t *lines, size_t n_lines, bool has_name)
{
    const size_t year = (size_t)w->year;
    size_t before = SIZE_MAX, until = 0; /* the last purchase; new before that */

    memset(w->bought, 0, w->n * sizeof *w->bought);
    for (size_t i = 0; i < n_lines; i++)
        fc_panel_accumulate(w->sales->detail.rows, lines[i], AN_AMOUNT, w->first, w->n, w->bought);
    for (size_t t = 0; t < w->n; t++) {
        w->won[t] =
            has_name && w->bought[t] > 0 && t >= year && (before == SIZE_MAX || t - before > year);
        if (w->won[t])
            until = t + year;
        if (w->bought[t] > 0)
            before = t;
        w->fresh[t] = t < until;
    }
}

static fc_status cell_of(const newness *w, size_t line, const char *business, size_t *cell)
{
    const char *keys[AN_MAX_KEYS];

    for (size_t k = 0; k < w->sales->n_keys; k++)
        keys[k] = fc_panel_key(w->sales->detail.rows, line, k);
    if (w->n_keys > w->sales->n_keys)
        keys[w->sales->n_keys] = business;
    return fc_panel_cell(w->panel, keys, NULL, cell);
}

/* The line that bought most in a period. */
static size_t best_line(const newness *w, const size_t *lines, size_t n_lines, fc_period period)
{
    size_t best = lines[0];
    double most = 0;

    for (size_t i = 0; i < n_lines; i++) {
        double sum = 0;

        fc_panel_accumulate(w->sales->detail.rows, lines[i], AN_AMOUNT, period, 1, &sum);
        if (sum > most) {
            best = lines[i];
            most = sum;
        }
    }
    return best;
}

static fc_status count_customer(newness *w, const size_t *lines, size_t n_lines)
{
    fc_status status = FC_OK;

    for (size_t t = (size_t)(w->start - w->first); status == FC_OK && t < w->n; t++) {
        const fc_period period = w->first + (fc_period)t;
        size_t cell;

        if (!w->won[t])
            continue;
        status = cell_of(w, best_line(w, lines, n_lines, period), AN_BUSINESS_NEW, &cell);
        if (status == FC_OK)
            status = fc_panel_add(w->panel, cell, period, (double[AN_N_MEASURES]){1, 0});
    }
    return status;
}

/* Each line lives where it has rows. */
static fc_status add_lives(newness *w)
{
    const fc_panel *rows = w->sales->detail.rows;
    fc_status status = FC_OK;

    for (size_t l = 0; status == FC_OK && l < fc_panel_size(rows); l++) {
        size_t cell;

        for (fc_period p = w->start; status == FC_OK && p <= w->last; p++) {
            if (fc_panel_rows(rows, l, p) == 0)
                continue;
            status = cell_of(w, l, AN_BUSINESS_NEW, &cell);
            if (status == FC_OK)
                status = fc_panel_add(w->panel, cell, p, (double[AN_N_MEASURES]){0, 0});
        }
    }
    return status;
}

static fc_status split_customer(newness *w, const size_t *lines, size_t n_lines)
{
    fc_status status = FC_OK;

    for (size_t i = 0; status == FC_OK && i < n_lines; i++)
        for (fc_period p = w->start; status == FC_OK && p <= w->last; p++) {
            double values[AN_N_MEASURES] = {0};
            size_t cell;

            if (fc_panel_rows(w->sales->detail.rows, lines[i], p) == 0)
                continue;
            for (size_t m = 0; m < AN_N_MEASURES; m++)
                fc_panel_accumulate(w->sales->detail.rows, lines[i], m, p, 1, &values[m]);
            status = cell_of(w, lines[i],
                             w->fresh[p - w->first] ? AN_BUSINESS_NEW : AN_BUSINESS_OLD, &cell);
            if (status == FC_OK)
                status = fc_panel_add(w->panel, cell, p, values);
        }
    return status;
}

static fc_status go_through(newness *w)
{
    fc_status status = fc_panel_new(w->n_keys, AN_N_MEASURES, &w->panel);

    if (status == FC_OK && !w->split)
        status = add_lives(w);
    for (size_t c = 0; status == FC_OK && c < w->n_customers; c++) {
        size_t n;
        const size_t *lines = fc_lists_get(&w->lines, c, &n);
        const char *name =
            fc_panel_key(w->sales->detail.rows, lines[0], w->sales->n_keys + AN_DETAIL_CUSTOMER);

        judge(w, lines, n, *name != '\0');
        status = w->split ? split_customer(w, lines, n) : count_customer(w, lines, n);
    }
    return status == FC_OK ? fc_panel_sort(w->panel) : status;
}

/* The dimensions of the sales, and with one key more that one. */
static fc_status make_hierarchy(const newness *w, an_sales *out)
{
    const fc_hierarchy *h = w->sales->hierarchy;
    fc_dimension dimensions[AN_MAX_KEYS];
    size_t n = 0, first = 0;

    for (; n < fc_hierarchy_n_dimensions(h); n++) {
        dimensions[n] = (fc_dimension){first, fc_hierarchy_depth(h, fc_hierarchy_size(h) - 1, n)};
        first += dimensions[n].depth;
    }
    if (w->n_keys > w->sales->n_keys)
        dimensions[n++] = (fc_dimension){first, 1};
    return fc_hierarchy_new(out->panel, dimensions, n, &out->hierarchy);
}

static fc_status make_sales(newness *w, an_sales *out)
{
    out->calendar = w->sales->calendar;
    out->panel = w->panel;
    w->panel = NULL;
    out->n_keys = w->n_keys;
    for (size_t k = 0; k < w->n_keys; k++) {
        out->key_names[k] = strdup(k < w->sales->n_keys ? w->sales->key_names[k] : AN_BUSINESS);
        if (!out->key_names[k])
            return fc_no_memory();
    }
    out->amount_name = strdup(w->sales->amount_name);
    if (!out->amount_name)
        return fc_no_memory();
    out->has_quantity = w->split && w->sales->has_quantity;
    out->first_date = w->sales->first_date;
    out->last_date = w->sales->last_date;
    out->last_complete = w->sales->last_complete;
    out->last_incomplete = w->sales->last_incomplete;
    out->first_complete = w->start;
    out->rows = w->sales->rows;
    out->rows_kept = w->sales->rows_kept;
    out->rows_aside = w->sales->rows_aside;
    out->rows_filtered = w->sales->rows_filtered;
    return make_hierarchy(w, out);
}

static fc_status make(const an_sales *sales, bool split, size_t n_keys, an_sales **out)
{
    newness w = {.sales = sales, .split = split, .n_keys = n_keys};
    an_sales *made = calloc(1, sizeof *made);
    fc_status status = made ? FC_OK : fc_no_memory();

    *out = NULL;
    fc_panel_span(sales->panel, &w.first, &w.last);
    w.year = w.first - an_plan_year_before(&sales->calendar, w.first);
    w.start =
        (sales->first_incomplete ? sales->first_complete : w.first) + (split ? 2 : 1) * w.year;
    if (status == FC_OK)
        status = check(&w);
    if (status == FC_OK)
        status = begin(&w);
    if (status == FC_OK)
        status = go_through(&w);
    if (status == FC_OK)
        status = make_sales(&w, made);
    end(&w);
    if (status == FC_OK)
        *out = made;
    else
        an_sales_free(made);
    return status;
}

fc_status an_newness_count(const an_sales *sales, an_sales **won)
{
    return make(sales, false, sales->n_keys, won);
}

fc_status an_newness_split(const an_sales *sales, an_sales **split)
{
    return make(sales, true, sales->n_keys + 1, split);
}

fc_status an_newness_count_split(const an_sales *sales, an_sales **won)
{
    return make(sales, false, sales->n_keys + 1, won);
}
