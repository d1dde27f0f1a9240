/* days.c - remembers what lately seen dates are: the same ones come again and again. */
#include "analysis/read/days.h"

#include <stdlib.h>
#include <string.h>

#include "forecast/panel/hash.h"

enum {
    N_DAYS = 1 << 12, /* ten years of days, or a little more */
    TEXT_SIZE = 20    /* "2026-03-05 00:00:00" */
};

typedef struct {
    char text[TEXT_SIZE];
    int32_t length; /* 0: free */
    fc_date date;
    fc_period period;
} day;

struct an_days {
    const an_text_options *options;
    const fc_calendar *calendar;
    day days[N_DAYS]; /* each text has one place; the last to come has it */
};

fc_status an_days_new(const an_text_options *options, const fc_calendar *calendar, an_days **days)
{
    *days = calloc(1, sizeof **days);
    if (!*days)
        return fc_no_memory();
    (*days)->options = options;
    (*days)->calendar = calendar;
    return FC_OK;
}

void an_days_free(an_days *days)
{
    free(days);
}

bool an_days_read(an_days *days, const char *text, size_t length, fc_date *date, fc_period *period,
                  const char **why)
{
    day *d = &days->days[fc_hash(0, text, length) % N_DAYS];

    if (length > 0 && (size_t)d->length == length && memcmp(d->text, text, length) == 0) {
        *date = d->date;
        *period = d->period;
        return true;
    }
    if (!an_value_date(text, length, days->options, date, why))
        return false;
    *period = fc_calendar_period(days->calendar, *date);
    if (length <= TEXT_SIZE) {
        memcpy(d->text, text, length);
        d->length = (int32_t)length;
        d->date = *date;
        d->period = *period;
    }
    return true;
}
