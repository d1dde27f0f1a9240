/* customers.c - sums of each customer below a node, over a year and the year before. */
#include "analysis/kpi/customers.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/kpi/measure.h"

enum { TOP = 10, REGULAR_PERIODS = 4, QUIET_FACTOR = 3 };

/* What one customer did. */
typedef struct {
    double year;      /* amount of the year */
    double current;   /* amount of the last period */
    bool before;      /* bought in the year before the last period */
    bool year_before; /* bought in the year before the year */
    size_t bought;    /* periods with rows in the year */
    fc_period first, last;
    size_t periods; /* with rows, ever */
} customer;

/* The customer has rows in the period `p`, of the year that ends with `now` or before. */
static void note_period(customer *c, fc_period p, fc_period now, fc_period year)
{
    c->before = c->before || (p >= now - year && p < now);
    c->year_before = c->year_before || (p > now - 2 * year && p <= now - year);
    c->bought += p > now - year;
    c->periods++;
    if (c->first == FC_PERIOD_NONE)
        c->first = p;
    c->last = p;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

double an_kpi_gini(double *values, size_t n)
{
    double sum = 0, weighted = 0;

    qsort(values, n, sizeof *values, by_size);
    for (size_t i = 0; i < n; i++) {
        sum += values[i];
        weighted += (double)(i + 1) * values[i];
    }
    return sum > 0 ? 2 * weighted / ((double)n * sum) - ((double)n + 1) / (double)n : NAN;
}

/* Concentration over the positive sums: sizes[n] is overwritten. */
static void concentrate(const customer *all, size_t n, double *sizes, an_kpi_customers *out)
{
    size_t m = 0;
    double sum = 0, top = 0, squares = 0;

    for (size_t c = 0; c < n; c++)
        if (all[c].year > 0)
            sum += sizes[m++] = all[c].year;
    out->active = (double)m;
    out->gini = an_kpi_gini(sizes, m);
    for (size_t i = 0; i < m; i++) {
        squares += sizes[i] * sizes[i];
        top += i + TOP >= m ? sizes[i] : 0;
    }
    out->top1 = m ? sizes[m - 1] / sum : NAN;
    out->top10 = m ? top / sum : NAN;
    out->hhi = m ? squares / (sum * sum) : NAN;
}

static bool is_quiet(const customer *c, fc_period now)
{
    const double gap =
        c->periods > 1 ? (double)(c->last - c->first) / (double)(c->periods - 1) : NAN;

    return c->periods >= REGULAR_PERIODS && now - c->last > QUIET_FACTOR * gap;
}

static void count(const customer *all, size_t n, fc_period now, bool has_before, bool has_two,
                  an_kpi_customers *out)
{
    double fresh = 0, total = 0, fresh_amount = 0, before = 0, lost = 0, bought = 0, again = 0,
           quiet = 0, year_new = 0;

    for (size_t c = 0; c < n; c++) {
        const bool is_new = all[c].current > 0 && !all[c].before;

        total += all[c].current;
        fresh += is_new;
        fresh_amount += is_new ? all[c].current : 0;
        before += all[c].year_before;
        lost += all[c].year_before && all[c].bought == 0;
        bought += all[c].bought > 0;
        again += all[c].bought > 1;
        year_new += all[c].bought > 0 && !all[c].year_before;
        quiet += is_quiet(&all[c], now);
    }
    out->new_count = has_before ? fresh : NAN;
    out->new_share = has_before ? an_kpi_ratio(fresh_amount, total) : NAN;
    out->returning_share = has_before ? an_kpi_ratio(total - fresh_amount, total) : NAN;
    out->churn = has_two ? an_kpi_ratio(lost, before) : NAN;
    out->repurchase = an_kpi_ratio(again, bought);
    out->quiet = quiet;
    out->year_new = has_two ? year_new : NAN;
}

/* Marks in seen[customers x periods] which customers have rows when, and adds up amounts. */
static void gather(const an_kpi_data *d, size_t node, fc_period now, bool *seen, customer *all)
{
    const fc_panel *rows = d->sales->detail.rows;
    const fc_period from = now - an_kpi_year(d) + 1;
    size_t n_cells;
    const size_t *cells = fc_hierarchy_cells(d->sales->hierarchy, node, &n_cells);

    for (size_t c = 0; c < n_cells; c++) {
        size_t n_lines;
        const size_t *lines = fc_lists_get(&d->lines_of, cells[c], &n_lines);

        for (size_t l = 0; l < n_lines; l++) {
            const size_t who = d->lines[lines[l]].detail[AN_DETAIL_CUSTOMER];
            fc_period first, last;

            fc_panel_cell_span(rows, lines[l], &first, &last);
            for (fc_period p = first; p <= last && p <= now; p++) {
                double amount = 0;

                fc_panel_accumulate(rows, lines[l], AN_AMOUNT, p, 1, &amount);
                all[who].current += p == now ? amount : 0;
                all[who].year += p >= from ? amount : 0;
                if (fc_panel_rows(rows, lines[l], p) > 0)
                    seen[who * d->n + (size_t)(p - d->first)] = true;
            }
        }
    }
}

fc_status an_kpi_customers_of(const an_kpi_data *d, size_t node, fc_period now,
                              an_kpi_customers *out)
{
    const size_t n = d->n_details[AN_DETAIL_CUSTOMER];
    const fc_period year = an_kpi_year(d);
    customer *all = calloc(n + 1, sizeof *all);
    bool *seen = calloc(n * d->n + 1, sizeof *seen);
    double *sizes = malloc((n + 1) * sizeof *sizes);
    fc_status status = all && seen && sizes ? FC_OK : fc_no_memory();

    if (status == FC_OK && now - year + 1 < d->first)
        *out = (an_kpi_customers){NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
    else if (status == FC_OK) {
        gather(d, node, now, seen, all);
        for (size_t c = 0; c < n; c++) {
            all[c].first = FC_PERIOD_NONE;
            for (fc_period p = d->first; p <= now; p++)
                if (seen[c * d->n + (size_t)(p - d->first)])
                    note_period(&all[c], p, now, year);
        }
        concentrate(all, n, sizes, out);
        count(all, n, now, now - year >= d->first, now - 2 * year + 1 >= d->first, out);
    }
    free(sizes);
    free(seen);
    free(all);
    return status;
}
