/* regressors_calendar.c - trading days, the leap day and holidays, centred by the season. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/calendar/holiday.h"
#include "forecast/effects/regressors_private.h"

enum {
    FIRST_YEAR = 1990,
    LAST_YEAR = 2060,
    MAX_DAYS = 512,
    SUNDAY = 7,
    SEASONS_MAX = 64,
    SHORT = 3
};

/* How far a coefficient may lie from what is expected. A shop that closes sells nothing, -1; what
 * is bought before and after a holiday moves less, and around a feast of a day or two by a tenth at
 * most; a weekday sells a third more or less than the mean of all; and a month a thirtieth longer
 * sells a thirtieth more, or nearly. */
static const double CLOSED = 1, STOCKING = 0.4, FESTIVAL = 0.1, WEEKDAYS = 0.3, LENGTH = 0.5;

static const char TRADING_DAYS[] = "trading days", HOLIDAYS[] = "holidays";

/* A column over all periods that hold a day of the years of reference and of the columns asked. */
typedef struct {
    fc_regressors *r;
    fc_period first;
    size_t n;
    fc_date begin, end;
    size_t reference_first, reference_n; /* periods whose mean is taken out */
    double *x;
} wide;

static fc_date start_of_year(int year)
{
    fc_date date = 0;

    (void)fc_date_make(year, 1, 1, &date);
    return date;
}

static fc_status wide_new(fc_regressors *r, wide *w)
{
    const fc_period from = fc_calendar_period(&r->calendar, start_of_year(FIRST_YEAR));
    const fc_period to = fc_calendar_period(&r->calendar, start_of_year(LAST_YEAR + 1)) - 1;
    const fc_period last = r->first + (fc_period)r->n - 1;

    w->r = r;
    w->first = from < r->first ? from : r->first;
    w->n = (size_t)((to > last ? to : last) - w->first) + 1;
    w->begin = fc_calendar_start(&r->calendar, w->first);
    w->end = fc_calendar_end(&r->calendar, w->first + (fc_period)w->n - 1);
    w->reference_first = (size_t)(from - w->first);
    w->reference_n = (size_t)(to - from) + 1;
    w->x = malloc(w->n * sizeof *w->x);
    return w->x ? FC_OK : fc_no_memory();
}

static double days_in(const wide *w, fc_period period)
{
    return fc_calendar_end(&w->r->calendar, period) - fc_calendar_start(&w->r->calendar, period) +
           1;
}

/* The place of a period in its year: what always stands there is part of the season. Days have no
 * season of the year in the models, so all of them are of one kind. */
static size_t place(const wide *w, fc_period period)
{
    const fc_calendar *calendar = &w->r->calendar;
    const fc_calendar years = fc_calendar_with(calendar, FC_YEAR);

    if (calendar->unit == FC_DAY)
        return 0;

    const fc_period year = fc_calendar_within(&years, calendar, period);
    const fc_period first = fc_calendar_period(calendar, fc_calendar_start(&years, year));
    const fc_period at = period - first;

    return at < 0 ? 0 : (size_t)at % SEASONS_MAX;
}

/* Takes out the mean of each place in the years of reference and adds the column. */
static fc_status add_centred(wide *w, const char *name, const char *part, double prior,
                             double spread)
{
    double sum[SEASONS_MAX] = {0}, n[SEASONS_MAX] = {0};
    fc_period period = w->first + (fc_period)w->reference_first;
    bool varies = false;

    for (size_t t = 0; t < w->reference_n; t++, period++) {
        const size_t p = place(w, period);

        sum[p] += w->x[w->reference_first + t];
        n[p]++;
    }

    const size_t offset = (size_t)(w->r->first - w->first);

    for (size_t t = 0; t < w->r->n; t++) {
        const size_t p = place(w, w->r->first + (fc_period)t);

        w->x[offset + t] -= n[p] > 0 ? sum[p] / n[p] : 0;
        varies = varies || fabs(w->x[offset + t]) > 1e-9;
    }
    if (!varies)
        return FC_OK;

    const size_t before = w->r->size;
    const fc_status status = fc_regressors_add(
        w->r, &(fc_regressor_spec){.name = name, .part = part, .x = w->x + offset});

    if (w->r->size > before) {
        w->r->columns[before].prior = prior;
        w->r->columns[before].spread = spread;
    }
    return status;
}

/* How many days of this weekday (1 = Monday) the period has beyond its Sundays, over its days: the
 * trading-day contrasts of X-13ARIMA-SEATS. */
static void fill_weekday(wide *w, int weekday)
{
    for (size_t t = 0; t < w->n; t++) {
        const fc_period period = w->first + (fc_period)t;
        const fc_date end = fc_calendar_end(&w->r->calendar, period);
        double contrast = 0;

        for (fc_date day = fc_calendar_start(&w->r->calendar, period); day <= end; day++)
            contrast += (fc_date_weekday(day) == weekday) - (fc_date_weekday(day) == SUNDAY);
        w->x[t] = contrast / days_in(w, period);
    }
}

static fc_status add_trading_days(wide *w)
{
    static const char *const names[] = {"Mondays",   "Tuesdays", "Wednesdays",
                                        "Thursdays", "Fridays",  "Saturdays"};
    fc_status status = FC_OK;

    if (w->r->calendar.unit < FC_MONTH)
        return FC_OK; /* each week has the same days; a day's weekday is its season */
    for (int weekday = 1; status == FC_OK && weekday < SUNDAY; weekday++) {
        fill_weekday(w, weekday);
        status = add_centred(w, names[weekday - 1], TRADING_DAYS, 0, WEEKDAYS);
    }
    for (size_t t = 0; t < w->n; t++)
        w->x[t] = log(days_in(w, w->first + (fc_period)t));
    return status == FC_OK ? add_centred(w, "length", TRADING_DAYS, 1, LENGTH) : status;
}

/* The share of each period's days that lies in the window of a holiday. */
static void fill_window(wide *w, const fc_date *days, size_t n, int from, int length)
{
    memset(w->x, 0, w->n * sizeof *w->x);
    for (size_t i = 0; i < n; i++)
        for (fc_date day = days[i] + from; day < days[i] + from + length; day++)
            if (day >= w->begin && day <= w->end) {
                const fc_period period = fc_calendar_period(&w->r->calendar, day);

                w->x[period - w->first] += 1 / days_in(w, period);
            }
}

static fc_status add_holiday(wide *w, const fc_holiday *h)
{
    /* A month cannot tell a day or two from the weeks before them. */
    const bool joined = w->r->calendar.unit >= FC_MONTH && h->length < SHORT && h->before > 0;
    const struct {
        const char *name;
        int from, length;
    } windows[] = {{"before", -h->before, joined ? h->before + h->length : h->before},
                   {"days", 0, joined ? 0 : h->length},
                   {"after", h->length, h->after}};
    fc_date days[MAX_DAYS];
    const size_t n = fc_holiday_days(h, w->begin - 60, w->end + 60, days, MAX_DAYS);
    fc_status status = FC_OK;

    for (size_t i = 0; status == FC_OK && i < sizeof windows / sizeof *windows; i++) {
        char name[FC_REGRESSOR_NAME];

        if (windows[i].length == 0)
            continue;
        snprintf(name, sizeof name, "%s %s", h->name, windows[i].name);
        fill_window(w, days, n, windows[i].from, windows[i].length);
        status = add_centred(w, name, HOLIDAYS, 0,
                             joined                 ? FESTIVAL
                             : windows[i].from == 0 ? CLOSED
                                                    : STOCKING);
    }
    return status;
}

/* Whether one of the countries has it, each of two letters after a blank or a comma. */
static bool is_in(const fc_holiday *h, const char *countries)
{
    char country[3] = "";

    for (const char *p = countries; *p; p += strcspn(p, " ,"), p += strspn(p, " ,")) {
        snprintf(country, sizeof country, "%.2s", p);
        if (fc_holiday_in(h, country))
            return true;
    }
    return false;
}

static fc_status check_countries(const char *countries)
{
    for (const char *p = countries; *p; p += strcspn(p, " ,"), p += strspn(p, " ,")) {
        char country[8];

        snprintf(country, sizeof country, "%.*s", (int)fmin(7, (double)strcspn(p, " ,")), p);
        if (!fc_holiday_country(country))
            return fc_fail(FC_EUSAGE,
                           "no holidays are known for '%s'; there are cn, us, gb, de, fr, "
                           "au, in, sg, hk, sa, ae, eg, id, my, pk",
                           country);
    }
    return FC_OK;
}

fc_status fc_regressors_add_calendar(fc_regressors *r, const char *countries)
{
    wide w = {.x = NULL};
    fc_status status = check_countries(countries);

    if (status == FC_OK)
        status = wide_new(r, &w);
    if (status == FC_OK)
        status = add_trading_days(&w);
    for (size_t i = 0; status == FC_OK && i < fc_holiday_count(); i++)
        if (is_in(fc_holiday_at(i), countries))
            status = add_holiday(&w, fc_holiday_at(i));
    free(w.x);
    return status;
}
