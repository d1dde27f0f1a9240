/* plan_label_unit.c - which periods dates stand for: by the name of their column, or by their
 * spacing. */
#include <string.h>

#include "analysis/plan/plan_label.h"

bool an_plan_label_unit(const char *column, fc_unit *unit)
{
    static const struct {
        const char *word;
        fc_unit unit;
    } words[] = {{"day", FC_DAY},     {"week", FC_WEEK},  {"周", FC_WEEK},
                 {"month", FC_MONTH}, {"月", FC_MONTH},   {"quarter", FC_QUARTER},
                 {"qtr", FC_QUARTER}, {"季", FC_QUARTER}, {"year", FC_YEAR},
                 {"年", FC_YEAR}};

    /* Finest first: 年月 is a month. */
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasestr(column, words[i].word)) {
            *unit = words[i].unit;
            return true;
        }
    return false;
}

static bool consecutive_starts(const fc_calendar *calendar, const fc_date *dates, size_t n)
{
    const fc_period first = fc_calendar_period(calendar, dates[0]);

    for (size_t i = 0; i < n; i++)
        if (fc_calendar_start(calendar, first + (fc_period)i) != dates[i])
            return false;
    return true;
}

bool an_plan_label_spacing(const fc_calendar *calendar, const fc_date *dates, size_t n,
                           fc_unit *unit)
{
    for (int u = FC_DAY; n >= 2 && u <= FC_YEAR; u++) {
        const fc_calendar cut = fc_calendar_with(calendar, (fc_unit)u);

        if (consecutive_starts(&cut, dates, n)) {
            *unit = (fc_unit)u;
            return true;
        }
    }
    return false;
}
