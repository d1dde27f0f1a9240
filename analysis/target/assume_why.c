/* assume_why.c - what each step of the bridge rests on, in words. */
#include <math.h>
#include <stdio.h>

#include "analysis/target/assume.h"
#include "analysis/target/target_private.h"
#include "analysis/text/text.h"

enum { NUMBER = 64 };

static void money(double amount, const char *lang, char text[NUMBER])
{
    an_unit unit;

    an_unit_parse(NULL, lang, fabs(amount), &unit);
    an_money(amount, unit, text, NUMBER);
}

void an_assume_why(const an_target *t, const an_assumptions *a, an_step step, const char *lang,
                   char *text, size_t size)
{
    static const char *const ids[AN_N_STEPS] = {
        [AN_STEP_CALENDAR] = "step-why-calendar", [AN_STEP_DRIVERS] = "step-why-drivers",
        [AN_STEP_PRICE] = "step-why-price",       [AN_STEP_LOST] = "step-why-lost",
        [AN_STEP_WON] = "step-why-won",           [AN_STEP_TREND] = "step-why-trend",
        [AN_STEP_LAUNCHED] = "step-why-launched", [AN_STEP_ENDED] = "step-why-ended",
        [AN_STEP_STRETCH] = "step-why-stretch",
    };
    char amount[NUMBER], share[NUMBER], until[FC_LABEL_SIZE], chance[NUMBER];

    money(a->steps[step], lang, amount);
    an_percent(a->last_year != 0 ? 100 * a->steps[step] / a->last_year : NAN, true, share,
               sizeof share);
    an_percent(100 * an_target_at(t, 0, 0)->p_attain, false, chance, sizeof chance);
    fc_calendar_label(&t->spans.calendar, fc_forecasts_first(t->forecasts) - 1, until);
    an_text_fill(text, size, lang, ids[step], amount, share, until, chance, NULL);
}
