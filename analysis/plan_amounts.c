/* plan_amounts.c - the rows of a plan as whole cents over sales periods, ready to be spread. */
#include "analysis/plan_amounts.h"

#include <math.h>
#include <stdlib.h>

/* Whole numbers up to here are exact in a double. */
static const double LARGEST_EXACT = 9007199254740992.0;

enum { CENT_DIGITS = 2, MOST_DIGITS = 6 };

/* Decimal digits in which every amount is whole, and their sum exact. */
static fc_status find_step(const an_plan_rows *rows, const char *file, double *cents_of_unit)
{
    double step = 100, sum = 0;

    for (size_t i = 0; i < rows->n; i++) {
        const double amount = rows->rows[i].amount;

        sum += fabs(amount);
        for (int d = CENT_DIGITS;
             d < MOST_DIGITS && fabs(amount * step - round(amount * step)) > 1e-3; d++)
            step = fmax(step, pow(10, d + 1));
    }
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

static fc_period year_of(const fc_calendar *calendar, const an_plan_row *row)
{
    const fc_calendar years = fc_calendar_with(calendar, FC_YEAR);
    const fc_calendar cut = fc_calendar_with(calendar, row->unit);

    return fc_calendar_within(&years, &cut, row->period);
}

static fc_status check_year(const an_plan_input *in, const an_plan_rows *rows)
{
    const fc_calendar *calendar = &in->sales->calendar;
    const fc_calendar years = fc_calendar_with(calendar, FC_YEAR);
    fc_period first = INT32_MAX, last = INT32_MIN;
    char asked[FC_LABEL_SIZE], from[FC_LABEL_SIZE], to[FC_LABEL_SIZE];

    for (size_t i = 0; i < rows->n; i++) {
        const fc_period of_row = year_of(calendar, &rows->rows[i]);

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

/* The sales periods that a row plans. */
static void set_span(const fc_calendar *calendar, const an_plan_row *row, an_plan_amount *amount)
{
    const fc_calendar cut = fc_calendar_with(calendar, row->unit);

    if (row->unit < calendar->unit)
        amount->first = amount->last = fc_calendar_within(calendar, &cut, row->period);
    else
        an_plan_periods(calendar, row->unit, row->period, &amount->first, &amount->last);
}

/* Months of weeks have 28 or 35 days, those of the plan have 28 to 31. */
static void tell_of_weeks(const an_plan_input *in, const an_plan_rows *rows)
{
    const fc_calendar *calendar = &in->sales->calendar;

    if (calendar->unit != FC_WEEK || calendar->scheme != FC_GREGORIAN)
        return;
    for (size_t i = 0; i < rows->n; i++)
        if (rows->rows[i].unit == FC_MONTH) {
            an_problems_add(in->problems, AN_NOTE, in->file, 0, NULL,
                            "a month's plan goes to the 4 or 5 weeks whose fourth day lies in it; "
                            "quarters and years are even");
            return;
        }
}

/* Days of a plan for one month of sales stand next to each other: they add up. */
static bool continues(const an_plan_amount *a, const an_plan_amount *b)
{
    return a->node == b->node && a->unit == b->unit && a->first == b->first;
}

static void add_amount(const an_plan_amount *amount, an_plan_amounts *out)
{
    if (out->n_amounts > 0 && continues(&out->amounts[out->n_amounts - 1], amount))
        out->amounts[out->n_amounts - 1].cents += amount->cents;
    else
        out->amounts[out->n_amounts++] = *amount;
}

static void find_range(an_plan_amounts *out)
{
    fc_period last = INT32_MIN;

    out->first = INT32_MAX;
    for (size_t i = 0; i < out->n_amounts; i++) {
        out->first = out->amounts[i].first < out->first ? out->amounts[i].first : out->first;
        last = out->amounts[i].last > last ? out->amounts[i].last : last;
    }
    out->n = out->n_amounts ? (size_t)(last - out->first) + 1 : 0;
}

/* The amounts of the rows that lie in useful years. */
static void add_rows(const an_plan_input *in, const an_plan_rows *rows, const an_plan_nodes *nodes,
                     an_plan_amounts *out)
{
    const fc_calendar *calendar = &in->sales->calendar;
    fc_period first, last;
    size_t left_out = 0;

    useful_years(in, &first, &last);
    for (size_t i = 0; i < rows->n; i++) {
        const an_plan_row *row = &rows->rows[i];
        const fc_period year = year_of(calendar, row);
        an_plan_amount amount = {.node = nodes->node[row->tuple],
                                 .unit = row->unit,
                                 .line = row->line,
                                 .cents = llround(row->amount * out->cents_of_unit)};

        if (amount.node == SIZE_MAX) /* set aside, and told */
            continue;
        if (year < first || year > last) {
            left_out++;
            continue;
        }
        set_span(calendar, row, &amount);
        add_amount(&amount, out);
    }
    if (left_out > 0)
        an_problems_add(in->problems, AN_NOTE, in->file, 0, NULL,
                        "%zu amounts plan years without sales or forecasts and are not used",
                        left_out);
}

fc_status an_plan_amounts_make(const an_plan_input *in, const an_plan_rows *rows,
                               const an_plan_nodes *nodes, an_plan_amounts *amounts)
{
    fc_status status = check_year(in, rows);

    *amounts = (an_plan_amounts){0};
    if (status == FC_OK)
        status = find_step(rows, in->file, &amounts->cents_of_unit);
    if (status != FC_OK)
        return status;
    amounts->amounts = calloc(rows->n, sizeof *amounts->amounts);
    if (!amounts->amounts)
        return fc_no_memory();
    add_rows(in, rows, nodes, amounts);
    find_range(amounts);
    tell_of_weeks(in, rows);
    return FC_OK;
}

void an_plan_amounts_clear(an_plan_amounts *amounts)
{
    free(amounts->amounts);
    *amounts = (an_plan_amounts){0};
}
