/* movement.c - the causes of one node's movement, period by period.
 *
 * The outlook of a period is its actual where it was known, else the final forecast. A period that
 * both runs know as actual moved by revisions, or by what reorganisations brought it; one that has
 * come since, by its actual against the forecast; one that both forecast, by the changes of the
 * forecast's parts: the model's own, drivers, reconciliation, deals, and each step of adjustments.
 * What a reorganisation does to a forecast is taken to be what it did to the last season. */
#include "analysis/archive/movement.h"

#include <math.h>
#include <string.h>

const char *const an_cause_names[AN_N_CAUSES] = {"new actuals", "revised history", "model",
                                                 "new data",    "drivers",         "reconciliation",
                                                 "deals",       "hierarchy"};

/* Columns of a row; parts of a forecast stand in their order, once for each run. */
enum { NAME, PERIOD, KNOWN_BEFORE, KNOWN_AFTER, PARTS };
enum { BASE, DRIVERS, HISTORY, STATISTICAL, FINAL, N_PARTS };
enum {
    MODEL_BEFORE = PARTS + 2 * N_PARTS,
    MODEL_AFTER,
    PLAN_BEFORE,
    PLAN_AFTER,
    NODE,
    MOVED_BEFORE,
    MOVED_AFTER
};

/* The parts of a forecast of a run. */
typedef struct {
    double v[N_PARTS];
} parts;

static double known(double value)
{
    return isnan(value) ? 0 : value;
}

/* Of archives from before drivers and deals were kept: none of them. */
static parts parts_of(an_statement *s, size_t run)
{
    parts p;

    for (int i = 0; i < N_PARTS; i++)
        p.v[i] = an_statement_get_number(s, PARTS + (int)run * N_PARTS + i);
    p.v[STATISTICAL] = isnan(p.v[STATISTICAL]) ? known(p.v[FINAL]) : p.v[STATISTICAL];
    p.v[HISTORY] = isnan(p.v[HISTORY]) ? p.v[STATISTICAL] : p.v[HISTORY];
    for (int i = 0; i < N_PARTS; i++)
        p.v[i] = known(p.v[i]);
    return p;
}

/* The sum of an adjustment's step for a node and period of a run. */
static fc_status step_amount(const an_movements *w, int64_t run, const char *step, double *amount)
{
    an_statement *s = w->adjustments;
    bool row;
    fc_status status;

    an_statement_whole(s, 1, run);
    an_statement_whole(s, 2, an_statement_get_whole(w->rows, NODE));
    an_statement_whole(s, 3, an_statement_get_whole(w->rows, PERIOD));
    an_statement_text(s, 4, step);
    status = an_statement_step(s, &row);
    *amount = row ? known(an_statement_get_number(s, 0)) : 0;
    an_statement_reset(s);
    return status;
}

/* Whether two model texts name one model: what came behind it, " + pipeline", is another cause. */
static bool same_model(const char *a, const char *b)
{
    const char *end_a = strstr(a, " + "), *end_b = strstr(b, " + ");
    const size_t n = end_a ? (size_t)(end_a - a) : strlen(a);

    return n == (end_b ? (size_t)(end_b - b) : strlen(b)) && strncmp(a, b, n) == 0;
}

/* Both runs forecast the period; `share` of the new forecast belonged to other nodes before. */
static fc_status add_forecasts(const an_movements *w, double share, an_movement *m)
{
    const parts a = parts_of(w->rows, 0), b = parts_of(w->rows, 1);
    const bool same = same_model(an_statement_get_text(w->rows, MODEL_BEFORE),
                                 an_statement_get_text(w->rows, MODEL_AFTER));
    const double moved = share * (b.v[BASE] - b.v[DRIVERS]);
    double steps = 0;
    fc_status status = FC_OK;

    m->causes[AN_CAUSE_HIERARCHY] += moved;
    m->causes[same ? AN_CAUSE_NEW_DATA : AN_CAUSE_MODEL] +=
        (b.v[BASE] - b.v[DRIVERS]) - (a.v[BASE] - a.v[DRIVERS]) - moved;
    m->causes[AN_CAUSE_DRIVERS] += b.v[DRIVERS] - a.v[DRIVERS];
    m->causes[AN_CAUSE_RECONCILIATION] += (b.v[HISTORY] - b.v[BASE]) - (a.v[HISTORY] - a.v[BASE]);
    m->causes[AN_CAUSE_DEALS] +=
        (b.v[STATISTICAL] - b.v[HISTORY]) - (a.v[STATISTICAL] - a.v[HISTORY]);
    for (size_t i = 0; status == FC_OK && i < w->n_steps; i++) {
        double before = 0, after = 0;

        status = step_amount(w, w->before.id, w->steps[i], &before);
        if (status == FC_OK)
            status = step_amount(w, w->after.id, w->steps[i], &after);
        m->steps[i] += after - before;
        steps += after - before;
    }
    m->others += (b.v[FINAL] - b.v[STATISTICAL]) - (a.v[FINAL] - a.v[STATISTICAL]) - steps;
    return status;
}

static fc_status add_period(const an_movements *w, double share, an_movement *m)
{
    an_statement *s = w->rows;
    const fc_period period = (fc_period)an_statement_get_whole(s, PERIOD);
    const bool was = period <= w->before.last, is = period <= w->after.last;
    const bool in_before = *an_statement_get_text(s, MODEL_BEFORE),
               in_after = *an_statement_get_text(s, MODEL_AFTER);
    const double before =
        in_before ? known(an_statement_get_number(s, was ? KNOWN_BEFORE : PARTS + FINAL)) : 0;
    const double after =
        in_after ? known(an_statement_get_number(s, is ? KNOWN_AFTER : PARTS + N_PARTS + FINAL))
                 : 0;
    const double plan0 = an_statement_get_number(s, PLAN_BEFORE),
                 plan1 = an_statement_get_number(s, PLAN_AFTER);
    double moved;

    m->before += before;
    m->after += after;
    if (!isnan(plan0) && !isnan(plan1)) {
        m->plan_before += plan0;
        m->plan_after += plan1;
        m->has_plan = true;
    }
    if (in_before && in_after && !was && !is)
        return add_forecasts(w, share, m);
    if (in_before != in_after)
        moved = after - before;
    else if (was && is)
        moved = known(an_statement_get_number(s, MOVED_AFTER)) -
                known(an_statement_get_number(s, MOVED_BEFORE));
    else
        moved = share * after;
    m->causes[AN_CAUSE_HIERARCHY] += moved;
    m->causes[was && is ? AN_CAUSE_REVISED : AN_CAUSE_NEW_ACTUALS] += after - before - moved;
    return FC_OK;
}

/* How much of the node's last season before the earlier run's end came by moves since that run. */
static fc_status find_share(const an_movements *w, double *share)
{
    const fc_period season = (fc_period)fc_calendar_season_length(&w->before.calendar);
    bool row;
    fc_status status;

    *share = 0;
    if (!w->any_moved)
        return FC_OK;
    an_statement_whole(w->moved, 1, w->before.id);
    an_statement_whole(w->moved, 2, w->after.id);
    an_statement_whole(w->moved, 3, an_statement_get_whole(w->rows, NODE));
    an_statement_whole(w->moved, 4, w->before.last - season + 1);
    an_statement_whole(w->moved, 5, w->before.last);
    status = an_statement_step(w->moved, &row);
    if (status == FC_OK && row) {
        const double sum = an_statement_get_number(w->moved, 0),
                     moved = an_statement_get_number(w->moved, 1);

        *share = sum > 0 ? known(moved) / sum : 0;
    }
    an_statement_reset(w->moved);
    return status;
}

fc_status an_movements_next(an_movements *w, an_movement *m, bool *found)
{
    double share = 0;
    fc_status status = FC_OK;

    *m = (an_movement){.name = ""};
    *found = w->at_row;
    if (!w->at_row)
        return FC_OK;
    strncpy(m->name, an_statement_get_text(w->rows, NAME), sizeof m->name - 1);
    status = find_share(w, &share);
    while (status == FC_OK && w->at_row &&
           strcmp(m->name, an_statement_get_text(w->rows, NAME)) == 0) {
        status = add_period(w, share, m);
        if (status == FC_OK)
            status = an_statement_step(w->rows, &w->at_row);
    }
    return status;
}
