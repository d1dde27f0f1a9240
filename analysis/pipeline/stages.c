/* stages.c - how deals pass through the stages: how many enter, go on, are lost, and how long they
 * stay. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/pipeline/reports.h"
#include "analysis/pipeline/shrink.h"
#include "analysis/pipeline/stage_order.h"

enum { ENTERED, AMOUNT, ADVANCED, LOST, LOST_AMOUNT, OPEN, DAYS, TIMED, RESOLVED, WON, PARTS };

typedef struct {
    const an_book *book;
    const an_pipeline_options *options;
    an_stage_order order;
    double *parts;  /* cells x stages x PARTS */
    size_t n_moves; /* from one stage to another */
    double days;    /* spent in stages, of all deals */
} passage;

/* A deal on its way: where it is, and where it has been. */
typedef struct {
    uint16_t stage;
    fc_date since;
    size_t furthest;
    bool *been; /* by place in the order */
} traveller;

static double *parts_of(const passage *p, const an_deal_state *state, size_t place)
{
    return p->parts + (an_book_cell(p->book, state) * p->order.n + place) * PARTS;
}

static void leave(passage *p, const an_deal_state *state, const traveller *t, fc_date day)
{
    double *parts;

    if (t->stage == AN_STAGE_NONE || t->since == FC_DATE_NONE)
        return;
    parts = parts_of(p, state, p->order.place[t->stage]);
    parts[DAYS] += day - t->since;
    p->days += day - t->since;
}

static void enter(passage *p, const an_deal_state *state, traveller *t, fc_date day, bool timed)
{
    const size_t place = p->order.place[state->stage];
    double *parts = parts_of(p, state, place);

    p->n_moves += t->stage != AN_STAGE_NONE;
    t->stage = state->stage;
    t->since = timed ? day : FC_DATE_NONE;
    if (place > t->furthest)
        t->furthest = place;
    if (t->been[place])
        return;
    t->been[place] = true;
    parts[ENTERED]++;
    parts[TIMED] += timed;
    parts[AMOUNT] += isnan(state->amount) ? 0 : state->amount;
}

/* What the end of the way says about each stage on it. */
static void finish(const passage *p, const an_deal_state *last, const traveller *t)
{
    const bool won = last->outcome == AN_DEAL_WON, closed = last->outcome != AN_DEAL_OPEN;

    for (size_t place = 0; place < p->order.n; place++) {
        double *parts = parts_of(p, last, place);

        if (!t->been[place])
            continue;
        parts[ADVANCED] += won || t->furthest > place;
        parts[RESOLVED] += closed;
        parts[WON] += won;
        if (t->stage != AN_STAGE_NONE && p->order.place[t->stage] == place) {
            parts[OPEN] += !closed;
            parts[LOST] += closed && !won;
            parts[LOST_AMOUNT] += closed && !won && !isnan(last->amount) ? last->amount : 0;
        }
    }
}

static void follow(passage *p, const an_deal *deal, bool *been)
{
    const an_deals *deals = p->book->deals;
    const an_deal_state *last = an_deals_last(deals, deal);
    traveller t = {.stage = AN_STAGE_NONE, .since = FC_DATE_NONE, .been = been};

    if (p->options->since != FC_DATE_NONE && deal->created < p->options->since)
        return;
    memset(been, 0, p->order.n * sizeof *been);
    for (size_t i = 0; i < deal->n; i++) {
        const an_deal_state *s = &deals->states[deal->first + i];
        const bool open = s->outcome == AN_DEAL_OPEN;
        const bool known = s->stage != AN_STAGE_NONE && p->order.place[s->stage] != SIZE_MAX;

        if (!open || (known && s->stage != t.stage))
            leave(p, last, &t, s->from);
        if (!open)
            t.since = FC_DATE_NONE;
        if (known && s->stage != t.stage)
            enter(p, s, &t, s->from, open);
    }
    if (last->outcome == AN_DEAL_OPEN)
        leave(p, last, &t, deals->as_of);
    finish(p, last, &t);
}

/* Whether anything tells how deals passed through the stages. */
static bool knows_ways(const passage *p)
{
    return p->n_moves > 0 || p->days > 0;
}

static const an_column COLUMNS[] = {
    {"stage", AN_TEXT},       {"entered", AN_COUNT},    {"amount", AN_MONEY},
    {"advanced", AN_COUNT},   {"lost", AN_COUNT},       {"lost_amount", AN_MONEY},
    {"open", AN_COUNT},       {"conversion", AN_SHARE}, {"leakage", AN_SHARE},
    {"stay_days", AN_NUMBER}, {"win_rate", AN_SHARE},   {"bottleneck", AN_TEXT},
};

static void write_node(const passage *p, size_t node, double *sums, double common, double strength,
                       an_table *table)
{
    const size_t n = p->order.n;
    size_t slowest = SIZE_MAX;
    double longest = 0;
    const char *yes = p->book->lang && strcmp(p->book->lang, "zh") == 0 ? "是" : "yes";

    an_book_sum(p->book, node, p->parts, n * PARTS, sums);
    for (size_t s = 0; s < n; s++) {
        const double *parts = sums + s * PARTS, stay = parts[DAYS] / parts[TIMED];

        if (parts[TIMED] > 0 && stay > longest) {
            longest = stay;
            slowest = s;
        }
    }
    for (size_t s = 0; s < n; s++) {
        const double *parts = sums + s * PARTS;

        if (parts[ENTERED] == 0)
            continue;
        an_book_keys(p->book, node, table);
        an_table_text(table, an_deals_stage(p->book->deals, p->order.stages[s]));
        for (size_t k = ENTERED; k <= OPEN; k++)
            an_table_number(table, parts[k]);
        an_table_number(table, parts[ADVANCED] / parts[ENTERED]);
        an_table_number(table, parts[LOST] / parts[ENTERED]);
        an_table_number(table,
                        parts[TIMED] > 0 && knows_ways(p) ? parts[DAYS] / parts[TIMED] : NAN);
        an_table_number(table, isnan(common) ? NAN
                                             : an_shrink((an_share){parts[WON], parts[RESOLVED]},
                                                         common, strength));
        an_table_text(table, s == slowest ? yes : "");
        an_table_end(table);
    }
}

/* The common win rate of a stage, NaN where none of them ended, and how far that of nodes is drawn
 * to it: from all cells. */
static void find_common(const passage *p, double *common, double *strength)
{
    const size_t n = p->book->n_cells * p->order.n;
    an_share *groups = malloc((n + 1) * sizeof *groups);
    double won = 0, resolved = 0;

    for (size_t i = 0; i < n; i++) {
        const an_share share = {p->parts[i * PARTS + WON], p->parts[i * PARTS + RESOLVED]};

        won += share.won;
        resolved += share.n;
        if (groups)
            groups[i] = share;
    }
    *common = resolved > 0 ? won / resolved : NAN;
    *strength = groups ? an_shrink_strength(groups, n) : 50;
    free(groups);
}

static void note(double common, double strength, an_table *table)
{
    an_table_note(table,
                  "conversion: reached a later stage or won, of those that entered; leakage: "
                  "lost from here, of those that entered; the rest is still here");
    an_table_note(table, "stay: days in the stage so far, by deal; the longest is the bottleneck");
    if (!isnan(common))
        an_table_note(table,
                      "win rate: won of those that ended after they entered, drawn to %.3f of all "
                      "with the weight of %.0f deals",
                      common, strength);
}

fc_status an_report_stages(const an_book *book, const an_pipeline_options *options,
                           an_table **table)
{
    const size_t n_nodes = fc_hierarchy_size(book->won.hierarchy);
    passage p = {.book = book, .options = options};
    double common, strength, *sums = NULL;
    bool *been = NULL;
    fc_status status = an_stage_order_find(book->deals, &p.order);

    if (status == FC_OK && p.order.n == 0)
        status = fc_fail(FC_EDATA,
                         "stages: no deal has a stage from before it ended: all are closed, or "
                         "the column has another name; then give --column stage=COLUMN");
    if (status != FC_OK)
        goto done;
    p.parts = calloc(book->n_cells * p.order.n * PARTS, sizeof *p.parts);
    sums = malloc((p.order.n * PARTS + 1) * sizeof *sums);
    been = malloc((p.order.n + 1) * sizeof *been);
    status = p.parts && sums && been
                 ? an_book_table(book, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, table)
                 : fc_no_memory();
    if (status != FC_OK)
        goto done;
    for (size_t i = 0; i < book->deals->n; i++)
        follow(&p, &book->deals->deals[i], been);
    find_common(&p, &common, &strength);
    for (size_t node = 0; node < n_nodes; node++)
        write_node(&p, node, sums, common, strength, *table);
    note(common, strength, *table);
    if (!knows_ways(&p))
        an_table_note(*table,
                      "of each deal only the stage is known that it is in or ended in, and entered "
                      "counts no earlier ones: several exports, --history or a column with the day "
                      "of each stage tell them");
    an_pipeline_notes(book, *table);
    status = an_table_status(*table);
done:
    an_stage_order_free(&p.order);
    free(p.parts);
    free(sums);
    free(been);
    return status;
}
