/* outlook_simulate.c - many futures of every deal, those to come included, and their ranges.
 *
 * The one user of GSL's generators here. A cell's futures depend on the seed and on its keys alone,
 * so the number of threads does not matter. */
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/pipeline/outlook.h"
#include "forecast/panel/hash.h"
#include "forecast/panel/lists.h"
#include "forecast/ranges/quantile.h"

enum { ONE_BY_ONE = 400 };       /* deals of a cell; more are drawn together */
enum { VALUES_MOST = 24000000 }; /* of all paths */

typedef struct {
    an_outlook *o;
    uint64_t seed;
    fc_lists open;  /* deals of each cell */
    double *common; /* n_paths x horizon: what chance does to all deals alike */
    double *arrive; /* n_paths: the same to how many are created */
} futures;

static uint64_t seed_of(const futures *f, size_t cell)
{
    uint64_t hash = f->seed;

    for (size_t k = 0; k < f->o->book->deals->n_keys; k++) {
        const char *key = fc_panel_key(f->o->book->won.panel, cell, k);

        hash = fc_hash(hash, key, strlen(key));
    }
    return fc_hash_mix(hash);
}

static double drawn_ratio(const futures *f, gsl_rng *dice, size_t lead)
{
    const an_learned *l = f->o->learned;

    if (l->n_ratios == 0)
        return l->ratio[lead];
    return l->ratio[lead] * l->ratios[gsl_rng_uniform_int(dice, l->n_ratios)];
}

/* One deal on every path: it is won in one of the periods, or in none. */
static void draw_deal(const futures *f, size_t deal, double amount, gsl_rng *dice, double *paths)
{
    const an_outlook *o = f->o;
    const size_t h = o->horizon;
    double win[AN_LEADS_MAX], loss[AN_LEADS_MAX];

    an_learned_chances(o->learned, deal, win, loss);
    for (size_t p = 0; p < o->n_paths; p++) {
        double left = gsl_rng_uniform(dice);

        for (size_t lead = 0; lead < h; lead++) {
            left -= win[lead] * f->common[p * h + lead];
            if (left < 0) {
                paths[p * h + lead] += amount * drawn_ratio(f, dice, lead);
                break;
            }
        }
    }
}

/* Many deals together: by the central limit theorem only mean and variance of their sum matter. */
static void draw_many(const futures *f, const size_t *deals, size_t n, size_t cell, gsl_rng *dice,
                      double *paths)
{
    const an_outlook *o = f->o;
    const an_learned *l = o->learned;
    const size_t h = o->horizon;
    double mean[AN_LEADS_MAX] = {0}, variance[AN_LEADS_MAX] = {0}, square = 0;

    for (size_t i = 0; i < l->n_ratios; i++)
        square += l->ratios[i] * l->ratios[i] / (double)l->n_ratios;
    for (size_t i = 0; i < n; i++) {
        const an_deal_state *last = an_deals_last(l->deals, &l->deals->deals[deals[i]]);
        const double amount = isnan(last->amount) ? o->typical[cell] : last->amount;
        double win[AN_LEADS_MAX], loss[AN_LEADS_MAX];

        an_learned_chances(l, deals[i], win, loss);
        for (size_t lead = 0; lead < h; lead++) {
            const double one = amount * l->ratio[lead];

            mean[lead] += win[lead] * one;
            variance[lead] += win[lead] * one * one * ((l->n_ratios ? square : 1) - win[lead]);
        }
    }
    for (size_t p = 0; p < o->n_paths; p++)
        for (size_t lead = 0; lead < h; lead++) {
            const double common = f->common[p * h + lead];
            const double drawn = common * mean[lead] +
                                 gsl_ran_gaussian(dice, sqrt(common * fmax(variance[lead], 0)));

            paths[p * h + lead] += drawn > 0 ? drawn : 0;
        }
}

/* New deals: how many are won is Poisson, each is worth what is typical, as the ratios spread. */
static void draw_new(const futures *f, size_t cell, gsl_rng *dice, double *paths)
{
    const an_outlook *o = f->o;
    const size_t h = o->horizon;

    for (size_t lead = 0; lead < h && o->typical[cell] > 0; lead++) {
        const double expected = o->parts[AN_OUTLOOK_FROM_NEW][cell * h + lead] / o->typical[cell];

        if (!(expected > 0))
            continue;
        for (size_t p = 0; p < o->n_paths; p++)
            paths[p * h + lead] +=
                o->typical[cell] *
                gsl_ran_poisson(dice, expected * f->arrive[p] * f->common[p * h + lead]);
    }
}

static void draw_cell(const futures *f, size_t cell, gsl_rng *dice)
{
    const an_outlook *o = f->o;
    double *paths = o->paths + cell * o->n_paths * o->horizon;
    size_t n;
    const size_t *deals = fc_lists_get(&f->open, cell, &n);

    gsl_rng_set(dice, (unsigned long)(seed_of(f, cell) & 0xFFFFFFFFu));
    if (n > ONE_BY_ONE) {
        draw_many(f, deals, n, cell, dice, paths);
    } else {
        for (size_t i = 0; i < n; i++) {
            const an_deals *all = o->learned->deals;
            const double amount = an_deals_last(all, &all->deals[deals[i]])->amount;

            draw_deal(f, deals[i], isnan(amount) ? o->typical[cell] : amount, dice, paths);
        }
    }
    draw_new(f, cell, dice, paths);
}

static fc_status draw_all(futures *f)
{
    bool failed = false;

#pragma omp parallel
    {
        gsl_rng *dice = gsl_rng_alloc(gsl_rng_taus2);

        if (!dice) {
#pragma omp atomic write
            failed = true;
        }
#pragma omp for schedule(dynamic)
        for (size_t cell = 0; cell < f->o->book->n_cells; cell++)
            if (dice)
                draw_cell(f, cell, dice);
        gsl_rng_free(dice);
    }
    return failed ? fc_no_memory() : FC_OK;
}

/* What happens to all deals alike: gamma with mean 1, as wide as past periods were. */
static fc_status draw_common(futures *f)
{
    const an_outlook *o = f->o;
    gsl_rng *dice = gsl_rng_alloc(gsl_rng_taus2);
    const double noise = o->learned->noise, spread = o->new_spread;

    f->common = malloc(o->n_paths * o->horizon * sizeof *f->common);
    f->arrive = malloc(o->n_paths * sizeof *f->arrive);
    if (!dice || !f->common || !f->arrive) {
        gsl_rng_free(dice);
        return fc_no_memory();
    }
    gsl_rng_set(dice, (unsigned long)(fc_hash_mix(f->seed) & 0xFFFFFFFFu));
    for (size_t i = 0; i < o->n_paths * o->horizon; i++)
        f->common[i] = gsl_ran_gamma(dice, noise, 1 / noise);
    for (size_t p = 0; p < o->n_paths; p++)
        f->arrive[p] = gsl_ran_gamma(dice, spread, 1 / spread);
    gsl_rng_free(dice);
    return FC_OK;
}

/* The open deals of each cell. */
static fc_status list_open(futures *f)
{
    const an_deals *deals = f->o->learned->deals;
    size_t *cell = malloc((deals->n + 1) * sizeof *cell);
    fc_status status;

    if (!cell)
        return fc_no_memory();
    for (size_t i = 0; i < deals->n; i++) {
        const an_deal_state *last = an_deals_last(deals, &deals->deals[i]);

        cell[i] = last->outcome == AN_DEAL_OPEN ? an_book_cell(f->o->book, last) : SIZE_MAX;
    }
    status = fc_lists_fill(&f->open, f->o->book->n_cells, cell, deals->n, 1, deals->n + 1);
    free(cell);
    return status;
}

/* The middle 80 % of a node's paths; what is expected lies in it. */
static void set_range(an_outlook *o, size_t node, double *values, uint64_t *work)
{
    const size_t h = o->horizon;
    size_t n;
    const size_t *cells = fc_hierarchy_cells(o->book->won.hierarchy, node, &n);

    for (size_t lead = 0; lead < h; lead++) {
        const double won = an_outlook_part_of(o, node, AN_OUTLOOK_WON, lead);
        const double expected = an_outlook_expected(o, node, lead);

        for (size_t p = 0; p < o->n_paths; p++) {
            values[p] = won;
            for (size_t i = 0; i < n; i++)
                values[p] += o->paths[(cells[i] * o->n_paths + p) * h + lead];
        }
        fc_quantile_sort(values, o->n_paths, work);
        o->lo[node * h + lead] = fmin(fc_quantile(values, o->n_paths, 0.1), expected);
        o->hi[node * h + lead] = fmax(fc_quantile(values, o->n_paths, 0.9), expected);
    }
}

static fc_status set_ranges(an_outlook *o)
{
    const size_t n_nodes = fc_hierarchy_size(o->book->won.hierarchy);
    double *values = malloc(o->n_paths * sizeof *values);
    uint64_t *work = malloc(2 * o->n_paths * sizeof *work);

    o->lo = malloc(n_nodes * o->horizon * sizeof *o->lo);
    o->hi = malloc(n_nodes * o->horizon * sizeof *o->hi);
    if (values && work && o->lo && o->hi)
        for (size_t node = 0; node < n_nodes; node++)
            set_range(o, node, values, work);
    free(work);
    if (!values || !work || !o->lo || !o->hi) {
        free(values);
        return fc_no_memory();
    }
    free(values);
    return FC_OK;
}

fc_status an_outlook_simulate(an_outlook *o, uint64_t seed)
{
    futures f = {.o = o, .seed = seed};
    const size_t values = o->book->n_cells * o->horizon;
    fc_status status;

    if (values * o->n_paths > VALUES_MOST)
        o->n_paths = VALUES_MOST / values > 200 ? VALUES_MOST / values : 200;
    o->paths = calloc(values * o->n_paths, sizeof *o->paths);
    status = o->paths ? list_open(&f) : fc_no_memory();
    if (status == FC_OK)
        status = draw_common(&f);
    if (status == FC_OK)
        status = draw_all(&f);
    if (status == FC_OK)
        status = set_ranges(o);
    fc_lists_clear(&f.open);
    free(f.common);
    free(f.arrive);
    return status;
}
