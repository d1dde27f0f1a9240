/* review_caveats.c - what a reader must know of a review that rests on little. */
#include "analysis/review/review_caveats.h"

#include "analysis/plan/plan.h"

/* Fewer of these say nothing even without a season: with so few the forecast repeats the last. */
enum { LEAST_PERIODS = 4 };

void an_review_caveats(const an_sales *sales, const char *file, an_problems *problems)
{
    const fc_calendar *calendar = &sales->calendar;
    const fc_period year = -an_plan_year_before(calendar, 0);
    const fc_period needed = year > LEAST_PERIODS ? year : LEAST_PERIODS;
    char label[FC_LABEL_SIZE], day[11];
    fc_period first, last, known;

    fc_panel_span(sales->panel, &first, &last);
    if (sales->first_incomplete)
        first = sales->first_complete;
    known = sales->last_complete - first + 1;
    if (known >= needed)
        return;
    if (known == 1 && sales->last_date < fc_calendar_end(calendar, first)) {
        fc_calendar_label(calendar, first, label);
        fc_date_format(sales->last_date, day);
        an_problems_add(problems, AN_WARNING, file, 0, NULL,
                        "%s is the only period and its last row is of %s: nothing tells whether it "
                        "is complete; it counts as complete",
                        label, day);
    }
    an_problems_add(problems, AN_WARNING, file, 0, NULL,
                    "too little history: %d complete %s%s; no season can be told from it, and "
                    "forecasts, ranges and chances rest on little",
                    (int)known, fc_unit_name(calendar->unit), known == 1 ? "" : "s");
}
