/* planted.c - how soon a planted fall is seen, at equal false alarms, beside three simple rules.
 *
 * planted SALES BY PERIOD DATE AMOUNT: thresholds are found on the first half of the history (all
 * of it where that is less than five years), every finest node in turn then loses a part of its
 * sales from a random period of the second half on. Prints false alarms, detections and delays. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/watch/replay.h"

enum { REPEATS = 12, QUIET = 3, N_RULES = 4, MOST_DELAYS = 60 };

static const char *const NAMES[N_RULES] = {"gapcast watch", "two periods below plan",
                                           "below last year", "pro-rata pace"};
static const double RATE = 1.0 / 3;

/* One node: its own values, and what the siblings along each dimension and all others sold. */
typedef struct {
    size_t node, start, n, n_peers;
    double *y, *peers[AN_MAX_KEYS + 1], *planted, *score[N_RULES];
    float *raw;
} node_case;

typedef struct {
    const an_replay *replay, *all;
    size_t m, split, n_cases;
    node_case *cases;
    double threshold[N_RULES];
} bench;

static double ratio(double a, double b)
{
    return b > 0 ? a / b : NAN;
}

/* Last year times the growth of the year before it. */
static double plan_of(const double *y, size_t t, size_t m)
{
    const size_t year = t / m * m;
    double now = 0, before = 0;

    if (year < m)
        return NAN;
    for (size_t i = 0; year >= 2 * m && i < m; i++) {
        now += y[year - m + i];
        before += y[year - 2 * m + i];
    }
    return y[t - m] * (year < 2 * m ? 1 : ratio(now, before));
}

/* Higher is worse; -infinity where a rule cannot tell. */
static double simple(const double *y, size_t n, size_t t, size_t m, int rule)
{
    const size_t year = t / m * m;
    double to_date = 0, plan = 0;

    if (t < m + 1)
        return -INFINITY;
    if (rule == 1)
        return -fmax(ratio(y[t], plan_of(y, t, m)), ratio(y[t - 1], plan_of(y, t - 1, m)));
    if (rule == 2)
        return -ratio(y[t], y[t - m]);
    for (size_t i = year; i <= t; i++)
        to_date += y[i];
    for (size_t i = year; i < year + m; i++)
        plan += i - m < n ? plan_of(y, i, m) : 0;
    return -ratio(to_date, plan * (double)(t - year + 1) / (double)m);
}

static void score_case(const bench *b, const node_case *c, const double *y)
{
    an_signal s;

    if (an_signal_make(y, (const double *const *)c->peers, c->n_peers, c->n, b->m, &s) != FC_OK)
        exit(70);
    const size_t level =
        (fc_hierarchy_n_levels(b->all->sales->hierarchy) - 1) * b->all->n + c->start;
    if (an_signal_adjust(&s, b->all->center + level, b->all->spread + level) != FC_OK)
        exit(70);
    for (size_t t = 0; t < c->n; t++)
        c->score[0][t] = -INFINITY;
    for (size_t k = 0; k < an_watch_rule_count(); k++) {
        for (size_t t = 0; t < c->n; t++)
            c->raw[t] = (float)an_watch_rule_at(k)->look(&s, t, b->replay->window).score;
        an_scores_temper_node(c->raw, s.first + 4, c->n, b->replay->window, b->replay->usual[k]);
        for (size_t t = s.first + 4; t < c->n; t++)
            c->score[0][t] = fmax(c->score[0][t], c->raw[t] - b->replay->scores.threshold[k]);
    }
    for (size_t t = 0; t < c->n; t++) {
        for (int r = 1; r < N_RULES; r++) {
            const double score = simple(y, c->n, t, b->m, r);

            c->score[r][t] = isnan(score) ? -INFINITY : score;
        }
    }
    an_signal_clear(&s);
}

static size_t count_onsets(const double *score, size_t from, size_t to, double h, size_t year)
{
    size_t n = 0, quiet = QUIET, lasted = 0;

    for (size_t t = from; t < to; t++) {
        const bool high = score[t] > h, begins = high && (quiet >= QUIET || lasted >= year);

        n += begins;
        lasted = begins ? 1 : lasted + 1;
        quiet = high ? 0 : quiet + 1;
    }
    return n;
}

/* Alarms a node and year of the finest nodes, before or from the split on. */
static double alarms(const bench *b, int r, bool second, double h)
{
    double years = 0, found = 0;

    for (size_t i = 0; i < b->n_cases; i++) {
        const node_case *c = &b->cases[i];
        const size_t begin = b->m + b->m / 2 + 8,
                     middle = b->split > c->start + begin ? b->split - c->start : begin;
        const size_t from = second ? middle : begin, to = second          ? c->n
                                                          : middle < c->n ? middle
                                                                          : c->n;

        if (from >= to)
            continue;
        years += (double)(to - from) / (double)b->m;
        found += (double)count_onsets(c->score[r], from, to, h, b->m);
    }
    return found / years;
}

static double find_threshold(const bench *b, int r)
{
    double h = 0.5;

    while (alarms(b, r, false, h) <= RATE && h > -3)
        h -= 0.0005;
    return h + 0.0005;
}

static void gather(bench *b, const an_replay *all)
{
    const fc_hierarchy *h = all->sales->hierarchy;
    const size_t n_bottom = fc_hierarchy_n_bottom(h), dimensions = fc_hierarchy_n_dimensions(h);

    b->cases = calloc(n_bottom, sizeof *b->cases);
    for (size_t i = all->n_nodes - n_bottom; i < all->n_nodes; i++) {
        node_case *c = &b->cases[b->n_cases];

        if (all->start[i] == all->n || all->n - all->start[i] < 5 * b->m / 2)
            continue;
        *c = (node_case){.node = i, .start = all->start[i], .n = all->n - all->start[i]};
        c->y = all->amount + i * all->n + c->start;
        for (size_t d = 0; d <= dimensions; d++) {
            const size_t above = d < dimensions ? all->parents[i * dimensions + d] : 0;

            if (above == SIZE_MAX)
                continue;
            c->peers[c->n_peers] = malloc(c->n * sizeof(double));
            for (size_t t = 0; t < c->n; t++)
                c->peers[c->n_peers][t] = all->amount[above * all->n + c->start + t] - c->y[t];
            c->n_peers++;
        }
        c->raw = malloc(c->n * sizeof *c->raw);
        c->planted = malloc(c->n * sizeof *c->planted);
        for (int r = 0; r < N_RULES; r++)
            c->score[r] = malloc(c->n * sizeof(double));
        b->n_cases++;
    }
}

static size_t delay_of(const bench *b, const node_case *c, int r, size_t at, size_t within)
{
    size_t d = 0;

    while (d < within && at + d < c->n && !(c->score[r][at + d] > b->threshold[r]))
        d++;
    return at + d >= c->n ? within : d;
}

/* Delays in twelfths of a year; the last is never. */
static void plant(const bench *b, double step, double slope, size_t delays[N_RULES][MOST_DELAYS])
{
    const size_t within = b->m > 12 ? 26 : 12;
    uint32_t seed = 12345;

    for (size_t i = 0; i < b->n_cases; i++)
        for (int k = 0; k < REPEATS; k++) {
            const node_case *c = &b->cases[i];
            const size_t begin = b->m + b->m / 2 + 8;
            const size_t from = b->split > c->start + begin ? b->split - c->start : begin;
            const size_t first = b->split < b->replay->n ? from : begin;

            if (first + within > c->n)
                continue;
            seed = seed * 1664525u + 1013904223u;

            const size_t at = first + (seed >> 8) % (c->n - within - first + 1);

            for (size_t t = 0; t < c->n; t++)
                c->planted[t] = c->y[t] * (t < at ? 1
                                                  : (1 - step) * pow(1 - slope * 12 / (double)b->m,
                                                                     (double)(t - at + 1)));
            score_case(b, c, c->planted);
            for (int r = 0; r < N_RULES; r++) {
                const size_t d = delay_of(b, c, r, at, within);

                delays[r][d < within ? d : MOST_DELAYS - 1]++;
            }
        }
}

static void tell(const bench *b, const char *name, size_t delays[N_RULES][MOST_DELAYS])
{
    for (int r = 0; r < N_RULES; r++) {
        size_t all = 0, seen = 0, early = 0, sum = 0;
        int median = -1;

        for (size_t d = 0; d < MOST_DELAYS; d++) {
            all += delays[r][d];
            seen += d + 1 < MOST_DELAYS ? delays[r][d] : 0;
            early += (d + 1) * 12 <= 3 * b->m ? delays[r][d] : 0;
        }
        for (size_t d = 0; d + 1 < MOST_DELAYS && median < 0; d++) {
            sum += delays[r][d];
            median = 2 * sum >= all ? (int)d + 1 : -1;
        }
        printf("%-13s %-23s seen %3.0f%%, within a quarter %3.0f%%, median ", name, NAMES[r],
               100.0 * (double)seen / (double)all, 100.0 * (double)early / (double)all);
        if (median < 0)
            printf("never\n");
        else
            printf("in period %d\n", median);
    }
}

static fc_status prepare(int argc, char **argv, an_sales **sales)
{
    const char *file = argv[1];
    an_problems *problems;
    an_sales_options options = {.as_of = FC_DATE_NONE, .calendar = {FC_MONTH, FC_GREGORIAN, 1, 1}};

    if (argc != 6)
        return fc_fail(FC_EUSAGE, "usage: planted SALES BY month|week DATE AMOUNT");
    options.by = argv[2];
    options.calendar.unit = strcmp(argv[3], "week") == 0 ? FC_WEEK : FC_MONTH;
    options.date = argv[4];
    options.amount = argv[5];
    fc_status status = an_problems_new(&problems);
    if (status == FC_OK)
        status = an_sales_read(&file, 1, &options, problems, sales);
    an_problems_free(problems);
    return status;
}

static void print_thresholds(bench *b)
{
    for (size_t i = 0; i < b->n_cases; i++)
        score_case(b, &b->cases[i], b->cases[i].y);
    printf("%zu nodes, %zu periods, thresholds from the first %zu\n", b->n_cases, b->all->n,
           b->split);
    for (size_t k = 0; k < an_watch_rule_count(); k++)
        printf("  %-12s threshold %.2f\n", an_watch_rule_at(k)->name,
               b->replay->scores.threshold[k]);
    printf("%-23s one alarm in %.2f years", "gapcast's own threshold", 1 / alarms(b, 0, false, 0));
    if (b->split < b->all->n)
        printf(", in the other half in %.2f", 1 / alarms(b, 0, true, 0));
    putchar('\n');
    for (int r = 0; r < N_RULES; r++) { /* at equal rates */
        b->threshold[r] = find_threshold(b, r);
        printf("%-23s one alarm in %.2f years", NAMES[r], 1 / alarms(b, r, false, b->threshold[r]));
        if (b->split < b->all->n)
            printf(", in the other half in %.2f", 1 / alarms(b, r, true, b->threshold[r]));
        putchar('\n');
    }
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        double step, slope;
    } FALLS[] = {{"-5 %", .05, 0}, {"-10 %", .10, 0}, {"-20 %", .20, 0}, {"-1 % a month", 0, .01}};
    const an_replay_options options = {.rate = RATE};
    an_replay first, all;
    an_sales *sales = NULL;
    bench b = {.replay = &first, .all = &all};
    fc_status status = prepare(argc, argv, &sales);

    if (status == FC_OK)
        status = an_replay_make(sales, &options, &all);
    if (status != FC_OK) {
        fprintf(stderr, "%s\n", fc_error_message());
        return 65;
    }
    b.m = all.season_length;
    b.split = all.n < 5 * b.m ? all.n : all.n / 2;
    sales->last_complete -= (fc_period)(all.n - b.split);
    if (an_replay_make(sales, &options, &first) != FC_OK)
        return 70;
    gather(&b, &all);
    print_thresholds(&b);
    for (size_t f = 0; f < sizeof FALLS / sizeof *FALLS; f++) {
        size_t delays[N_RULES][MOST_DELAYS] = {{0}};

        plant(&b, FALLS[f].step, FALLS[f].slope, delays);
        tell(&b, FALLS[f].name, delays);
    }
    an_replay_clear(&first);
    an_replay_clear(&all);
    an_sales_free(sales);
    return 0;
}
