/* effects_judge.c - which parts of calendar and drivers forecast better, and the member's share. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/effects/effects_private.h"

/* Less gain than this is none: of all that is kept against nothing, and of one part more; judged
 * over a season. Over less time as much more is asked for. */
static const double LEAST_GAIN = 0.02, LEAST_STEP = 0.005;

/* The mean gain of an origin must be so many of its standard errors: for what is kept at all, and
 * for one part more, of which there are many to choose from. */
static const double LEAST_LEAD = 1, LEAST_STEP_LEAD = 0.75;

/* Shares of the member that are tried, and the gain that each needs. */
static const double SHARES[] = {0.25, 0.5};
static const double LEAST_MEMBER_GAIN = 0.01;

/* One set of parts, and errors with it: levels x FC_ORIGINS. */
typedef struct {
    fc_parts parts;
    double *sum;
} choice;

typedef struct {
    fc_effects_trial trial;
    fc_effects *effects;
    choice *choices; /* none, each alone, then the way that was gone, to the best */
    size_t n, best;
    fc_parts *of_level; /* the parts that a trial is given */
    double *sums;
    double *least; /* of each level: the least ratio of the member so far */
} judgement;

/* The error with b over that with a, of a level; 1 where nothing was judged. */
static double ratio_of(const double *a, const double *b, size_t level)
{
    double with = 0, without = 0;

    for (size_t o = 0; o < FC_ORIGINS; o++) {
        without += a[level * FC_ORIGINS + o];
        with += b[level * FC_ORIGINS + o];
    }
    return without > 0 ? with / without : 1;
}

/* The mean over levels: all count alike, and so do series that are many. */
static double mean_ratio(const judgement *j, const double *a, const double *b)
{
    const size_t n = j->effects->n_levels;
    double mean = 0;

    for (size_t level = 0; level < n; level++)
        mean += ratio_of(a, b, level) / (double)n;
    return mean;
}

/* What b has less than a at an origin, as a share of the error of all origins, over levels. */
static double gain_at(const judgement *j, const double *a, const double *b, size_t origin)
{
    double gain = 0;

    for (size_t level = 0; level < j->effects->n_levels; level++) {
        double all = 0;

        for (size_t o = 0; o < FC_ORIGINS; o++)
            all += a[level * FC_ORIGINS + o];
        if (all > 0)
            gain += (a[level * FC_ORIGINS + origin] - b[level * FC_ORIGINS + origin]) / all;
    }
    return gain;
}

/* Whether b is better than a by such a share, and by more than the origins disagree. */
static bool is_better(const judgement *j, const double *a, const double *b, double gain,
                      double lead)
{
    const double n = (double)j->trial.n_origins;
    double sum = 0, squares = 0;

    for (size_t o = 0; o < j->trial.n_origins; o++) {
        sum += gain_at(j, a, b, o);
        squares += pow(gain_at(j, a, b, o), 2);
    }

    const double apart = n > 1 ? sqrt(fmax(0, squares - sum * sum / n) / (n - 1)) : 0;

    return mean_ratio(j, a, b) < 1 - gain * j->trial.doubt && sum / n > lead * apart / sqrt(n);
}

/* Tries a set of parts for all levels; it becomes the last choice. */
static fc_status try_parts(judgement *j, fc_parts parts)
{
    choice *c = &j->choices[j->n];

    c->parts = parts;
    c->sum = j->sums + j->n * j->effects->n_levels * FC_ORIGINS;
    for (size_t level = 0; level < j->effects->n_levels; level++)
        j->of_level[level] = parts;
    j->n++;
    return fc_effects_trial_run(&j->trial, j->of_level, 0, c->sum);
}

/* order[parts]: the best alone first. */
static void sort_parts(const judgement *j, size_t *order)
{
    const size_t n = j->effects->n_parts;

    for (size_t p = 0; p < n; p++) {
        const double own = mean_ratio(j, j->choices[0].sum, j->choices[1 + p].sum);
        size_t at = p;

        for (; at > 0 && mean_ratio(j, j->choices[0].sum, j->choices[1 + order[at - 1]].sum) > own;
             at--)
            order[at] = order[at - 1];
        order[at] = p;
    }
}

/* Begins with all parts and leaves out, the worst first, those that the rest does as well without.
 */
static fc_status go(judgement *j, const size_t *order)
{
    fc_parts all = 0;
    fc_status status;

    for (size_t p = 0; p < j->effects->n_parts; p++)
        all |= (fc_parts)1 << p;
    j->best = j->n;
    status = try_parts(j, all);
    for (size_t i = j->effects->n_parts; status == FC_OK && i-- > 0;) {
        const fc_parts less = j->choices[j->best].parts & ~((fc_parts)1 << order[i]);

        if (less == 0)
            break;
        status = try_parts(j, less);
        if (status == FC_OK && !is_better(j, j->choices[j->n - 1].sum, j->choices[j->best].sum,
                                          LEAST_STEP, LEAST_STEP_LEAD))
            j->best = j->n - 1;
    }
    return status;
}

/* Each level takes that choice, or one part alone, of least error, where it counts as much as all
 * levels together: one level by itself is too easily lucky. */
static void decide(judgement *j)
{
    fc_effects *e = j->effects;
    const double *none = j->choices[0].sum;

    for (size_t level = 0; level < e->n_levels; level++) {
        double least = 1 - LEAST_GAIN * j->trial.doubt;

        for (size_t p = 0; p < e->n_parts; p++)
            e->part_ratio[level * e->n_parts + p] = ratio_of(none, j->choices[1 + p].sum, level);
        for (size_t c = 1; c <= e->n_parts + 1; c++) {
            const choice *tried = &j->choices[c <= e->n_parts ? c : j->best];
            const double own = ratio_of(none, tried->sum, level);
            const double both = (own + mean_ratio(j, none, tried->sum)) / 2;

            if (both >= least || own >= 1 || !is_better(j, none, tried->sum, 0, LEAST_LEAD))
                continue;
            least = both;
            e->kept[level] = tried->parts;
            e->ratio[level] = own;
        }
    }
}

/* The share of the member with the least error beside what is kept, level by level. */
static fc_status judge_member(judgement *j)
{
    const size_t size = j->effects->n_levels * FC_ORIGINS;
    fc_effects *e = j->effects;
    double *without = malloc(2 * size * sizeof *without);
    fc_status status =
        without ? fc_effects_trial_run(&j->trial, e->kept, 0, without) : fc_no_memory();

    for (size_t i = 0; status == FC_OK && i < sizeof SHARES / sizeof *SHARES; i++) {
        double *with = without + size;

        status = fc_effects_trial_run(&j->trial, e->kept, SHARES[i], with);
        for (size_t level = 0; status == FC_OK && level < e->n_levels; level++) {
            const double own = ratio_of(without, with, level);
            double *least = &j->least[level];

            if (!e->kept[level] || own >= *least ||
                !is_better(j, without, with, LEAST_MEMBER_GAIN, LEAST_LEAD))
                continue;
            *least = own;
            e->share[level] = SHARES[i];
        }
    }
    free(without);
    return status;
}

fc_status fc_effects_judge(const fc_effects_task *task, fc_effects *effects)
{
    const size_t n = effects->n_parts, most = 2 * n + 2;
    judgement j = {.effects = effects};
    size_t *order = calloc(n + 1, sizeof *order);
    fc_status status =
        order ? fc_effects_trial_new(task, effects->n_levels, &j.trial) : fc_no_memory();

    j.choices = malloc(most * sizeof *j.choices);
    j.of_level = malloc(effects->n_levels * sizeof *j.of_level);
    j.sums = malloc(most * effects->n_levels * FC_ORIGINS * sizeof *j.sums);
    j.least = malloc(effects->n_levels * sizeof *j.least);
    if (status == FC_OK && (!j.choices || !j.of_level || !j.sums || !j.least))
        status = fc_no_memory();
    for (size_t level = 0; status == FC_OK && level < effects->n_levels; level++)
        j.least[level] = 1 - LEAST_MEMBER_GAIN;
    if (status == FC_OK && n > 0 && j.trial.n_origins > 0) {
        status = try_parts(&j, 0);
        for (size_t p = 0; status == FC_OK && p < n; p++)
            status = try_parts(&j, (fc_parts)1 << p);
        if (status == FC_OK) {
            sort_parts(&j, order);
            status = go(&j, order);
        }
        if (status == FC_OK) {
            decide(&j);
            status = task->has_member ? judge_member(&j) : FC_OK;
        }
    }
    fc_effects_trial_free(&j.trial);
    free(j.choices);
    free(j.of_level);
    free(j.sums);
    free(j.least);
    free(order);
    return status;
}
