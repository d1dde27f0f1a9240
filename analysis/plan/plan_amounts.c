/* plan_amounts.c - the rows of a plan as whole cents over sales periods, ready to be spread. */
#include "analysis/plan/plan_amounts.h"

#include <math.h>
#include <stdlib.h>

/* Whole numbers up to here are exact in a double. */
static const double LARGEST_EXACT = 9007199254740992.0;

enum { CENT_DIGITS = 2, MOST_DIGITS = 6 };

/* Decimal digits in which every amount is whole, fine enough to split the largest over a year, and
 * their sum exact. */
static fc_status find_step(const an_plan_rows *rows, const char *file, double *cents_of_unit)
{
    const double finest = 1e12, parts = 1e4;
    double step = 100, sum = 0, largest = 0;

    for (size_t i = 0; i < rows->n; i++) {
        const double amount = rows->rows[i].amount;

        sum += fabs(amount);
        largest = fmax(largest, fabs(amount));
        for (int d = CENT_DIGITS;
             d < MOST_DIGITS && fabs(amount * step - round(amount * step)) > 1e-3; d++)
            step = fmax(step, pow(10, d + 1));
    }
    while (largest > 0 && largest * step < parts && step < finest)
        step *= 10;
    while (step > 1 && sum * step > LARGEST_EXACT)
        step /= 10;
    *cents_of_unit = step;
    if (sum * step <= LARGEST_EXACT)
        return FC_OK;
    return fc_fail(FC_EDATA,
                   "%s: its amounts, %.4g in all, are too large to add up exactly; write them in "
                   "thousands or millions, as the sales",
                   file, sum);
}

/* The sales' year that holds the middle of a row's period. */
static fc_period year_of(const fc_calendar *calendar, const an_plan_rows *rows,
                         const an_plan_row *row)
{
    const fc_calendar years = fc_calendar_with(calendar, FC_YEAR);

    return fc_calendar_period(&years, an_plan_rows_middle(rows, row));
}

static fc_status check_year(const an_plan_input *in, const an_plan_rows *rows)
{
    const fc_calendar *calendar = &in->sales->calendar;
    const fc_calendar years = fc_calendar_with(calendar, FC_YEAR);
    fc_period first = INT32_MAX, last = INT32_MIN;
    char asked[FC_LABEL_SIZE], from[FC_LABEL_SIZE], to[FC_LABEL_SIZE];

    for (size_t i = 0; i < rows->n; i++) {
        const fc_period of_row = year_of(calendar, rows, &rows->rows[i]);

        if (of_row == in->year)
            return FC_OK;
        first = of_row < first ? of_row : first;
        last = of_row > last ? of_row : last;
    }
    fc_calendar_label(&years, in->year, asked);
    fc_calendar_label(&years, first, from);
    fc_calendar_label(&years, last, to);
    return fc_fail(FC_EDATA,
                   "%s: it plans %s%s%s and not %s; give the plan of %s, or review another year "
                   "with --for",
                   in->file, from, first < last ? " to " : "", first < last ? to : "", asked,
                   asked);
}

/* The years worth planning: from that of the first sale to that of the last forecast, and the one
 * that is reviewed. */
static void useful_years(const an_plan_input *in, fc_period *first, fc_period *last)
{
    const fc_calendar *calendar = &in->sales->calendar, years = fc_calendar_with(calendar, FC_YEAR);

    fc_panel_span(in->sales->panel, first, last);
    *last = fc_forecasts_first(in->forecasts) + (fc_period)fc_forecasts_horizon(in->forecasts) - 1;
    *first = fc_calendar_within(&years, calendar, *first);
    *last = fc_calendar_within(&years, calendar, *last);
    *first = in->year < *first ? in->year : *first;
    *last = in->year > *last ? in->year : *last;
}

/* Months of weeks have 28 or 35 days, those of the plan may have 28 to 31. */
static void tell_of_calendars(const an_plan_input *in, const an_plan_rows *rows)
{
    const fc_calendar *calendar = &in->sales->calendar;
    const bool of_weeks = calendar->unit == FC_WEEK && calendar->scheme == FC_GREGORIAN;
    const bool unsure = calendar->scheme != FC_GREGORIAN && !in->options->has_scheme &&
                        rows->calendar.scheme == calendar->scheme;

    for (size_t i = 0; i < rows->n && (of_weeks || unsure); i++) {
        if (rows->rows[i].unit != FC_MONTH)
            continue;
        if (of_weeks)
            an_problems_add(in->problems, AN_NOTE, in->file, 0, NULL,
                            "a week that lies in two months has its plan from both, by days");
        else
            an_problems_add(in->problems, AN_NOTE, in->file, 0, NULL,
                            "its months are taken as those of the sales, of 4 or 5 weeks; if they "
                            "are calendar months, give --plan-calendar gregorian");
        return;
    }
}

/* Sales periods that the plan covers in part: where it begins or ends inside a week. */
static void tell_of_edges(const an_plan_input *in, const an_plan_grid *grid)
{
    for (size_t from = 0, to; from < grid->n; from = to) {
        const an_plan_slot *slot = &grid->slots[from];
        double share = 0;
        char label[FC_LABEL_SIZE];

        for (to = from; to < grid->n && grid->slots[to].period == slot->period; to++)
            share += grid->slots[to].share;
        if (slot->stretch == 1)
            continue;

        const int days = grid->slots[to - 1].days.last - slot->days.first + 1;

        fc_calendar_label(&in->sales->calendar, slot->period, label);
        if (slot->stretch == 0)
            an_problems_add(in->problems, AN_NOTE, in->file, 0, NULL,
                            "%s has %d of its %d days in the plan, too few to speak for it: it has "
                            "no plan, and the plan of these days is not used",
                            label, (int)lround(share * days), days);
        else
            an_problems_add(in->problems, AN_NOTE, in->file, 0, NULL,
                            "%s has %d of its %d days in the plan: their plan per day stands for "
                            "the others too",
                            label, (int)lround(share * days), days);
    }
}

/* Days of a plan for one slot stand next to each other: they add up. */
static bool continues(const an_plan_amount *a, const an_plan_amount *b)
{
    return a->node == b->node && a->unit == b->unit && a->first == b->first && a->last == b->last;
}

static void add_amount(const an_plan_amount *amount, an_plan_amounts *out)
{
    if (out->n_amounts > 0 && continues(&out->amounts[out->n_amounts - 1], amount))
        out->amounts[out->n_amounts - 1].cents += amount->cents;
    else
        out->amounts[out->n_amounts++] = *amount;
}

/* Whether a row's amount can be used: for a known node and a year that is worth planning. */
static bool is_useful(const an_plan_input *in, const an_plan_rows *rows, const an_plan_nodes *nodes,
                      const an_plan_row *row)
{
    const fc_period year = year_of(&in->sales->calendar, rows, row);
    fc_period first, last;

    useful_years(in, &first, &last);
    return nodes->node[row->tuple] != SIZE_MAX && year >= first && year <= last;
}

/* The grid of the rows that are of use; the others are told. */
static fc_status make_grid(const an_plan_input *in, const an_plan_rows *rows,
                           const an_plan_nodes *nodes, an_plan_grid *grid)
{
    an_plan_days *spans = malloc(rows->n * sizeof *spans);
    size_t n = 0, left_out = 0;
    fc_status status;

    if (!spans)
        return fc_no_memory();
    for (size_t i = 0; i < rows->n; i++) {
        const an_plan_row *row = &rows->rows[i];

        if (is_useful(in, rows, nodes, row))
            spans[n++] = an_plan_rows_days(rows, row);
        else
            left_out += nodes->node[row->tuple] != SIZE_MAX; /* others were told */
    }
    if (left_out > 0)
        an_problems_add(in->problems, AN_NOTE, in->file, 0, NULL,
                        "%zu amounts plan years without sales or forecasts and are not used",
                        left_out);
    status = n > 0 ? an_plan_grid_make(&in->sales->calendar, spans, n, grid)
                   : fc_fail(FC_EDATA, "%s: no amount in it can be used as a plan", in->file);
    free(spans);
    return status;
}

static void add_rows(const an_plan_input *in, const an_plan_rows *rows, const an_plan_nodes *nodes,
                     an_plan_amounts *out)
{
    for (size_t i = 0; i < rows->n; i++) {
        const an_plan_row *row = &rows->rows[i];
        an_plan_amount amount = {.node = nodes->node[row->tuple],
                                 .unit = row->unit,
                                 .line = row->line,
                                 .cents = llround(row->amount * out->cents_of_unit)};

        if (!is_useful(in, rows, nodes, row))
            continue;
        an_plan_grid_find(&out->grid, an_plan_rows_days(rows, row), &amount.first, &amount.last);
        add_amount(&amount, out);
    }
}

fc_status an_plan_amounts_make(const an_plan_input *in, const an_plan_rows *rows,
                               const an_plan_nodes *nodes, an_plan_amounts *amounts)
{
    fc_status status = check_year(in, rows);

    *amounts = (an_plan_amounts){0};
    if (status == FC_OK)
        status = find_step(rows, in->file, &amounts->cents_of_unit);
    if (status == FC_OK)
        status = make_grid(in, rows, nodes, &amounts->grid);
    if (status != FC_OK)
        return status;
    amounts->amounts = calloc(rows->n, sizeof *amounts->amounts);
    if (!amounts->amounts)
        return fc_no_memory();
    add_rows(in, rows, nodes, amounts);
    tell_of_calendars(in, rows);
    tell_of_edges(in, &amounts->grid);
    return FC_OK;
}

void an_plan_amounts_clear(an_plan_amounts *amounts)
{
    free(amounts->amounts);
    an_plan_grid_clear(&amounts->grid);
    *amounts = (an_plan_amounts){0};
}
