/* workdays.c - weekends, public holidays, their substitutes and a company's own days. */
#include "forecast/calendar/workdays.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/calendar/holiday.h"

enum { SATURDAY = 6, SUNDAY = 7, DAYS_OF_WEEK = 7, MAX_DAYS = 512 };

struct fc_workdays {
    fc_date first, last;
    bool *works;
};

/* What is different from a free Saturday and Sunday, and what happens to a holiday on one. */
typedef enum { LOST, NEAREST, NEXT } custom;

static const struct {
    const char *country;
    int weekend; /* its first day */
    custom substitute;
} customs[] = {
    {"us", SATURDAY, NEAREST}, {"gb", SATURDAY, NEXT}, {"au", SATURDAY, NEXT},
    {"sg", SATURDAY, NEXT},    {"hk", SATURDAY, NEXT}, {"sa", 5, LOST},
    {"eg", 5, LOST},
};

static custom custom_of(const char *country, int *weekend)
{
    *weekend = SATURDAY;
    for (size_t i = 0; i < sizeof customs / sizeof *customs; i++)
        if (!strcmp(customs[i].country, country)) {
            *weekend = customs[i].weekend;
            return customs[i].substitute;
        }
    return LOST;
}

static bool inside(const fc_workdays *w, fc_date day)
{
    return day >= w->first && day <= w->last;
}

static bool is_weekend(fc_date day, int weekend)
{
    const int weekday = fc_date_weekday(day);

    return weekday == weekend || weekday == weekend % DAYS_OF_WEEK + 1;
}

static void take_off(fc_workdays *w, fc_date day)
{
    if (inside(w, day))
        w->works[day - w->first] = false;
}

/* A day off, or what stands in for it at a weekend. */
static void take_holiday(fc_workdays *w, fc_date day, int weekend, custom substitute)
{
    fc_date instead = day;

    if (is_weekend(day, weekend) && substitute == NEAREST)
        instead = fc_date_weekday(day) == weekend ? day - 1 : day + 1;
    else if (is_weekend(day, weekend) && substitute == NEXT)
        while (!inside(w, instead) ? is_weekend(instead, weekend) : !w->works[instead - w->first])
            instead++;
    take_off(w, instead);
}

static void apply_table(fc_workdays *w, const char *country)
{
    fc_date days[MAX_DAYS];
    int weekend;
    const custom substitute = custom_of(country, &weekend);

    for (fc_date day = w->first; day <= w->last; day++)
        if (is_weekend(day, weekend))
            take_off(w, day);
    for (size_t i = 0; i < fc_holiday_count(); i++) {
        const fc_holiday *h = fc_holiday_at(i);

        if (h->off == 0 || !fc_holiday_in(h, country))
            continue;

        const size_t n = fc_holiday_days(h, w->first - 10, w->last + 3, days, MAX_DAYS);

        for (size_t k = 0; k < n; k++)
            for (int d = 0; d < h->off; d++)
                take_holiday(w, days[k] + d, weekend, substitute);
    }
}

static void apply_official(fc_workdays *w)
{
    for (fc_date day = w->first; day <= w->last; day++) {
        bool known;
        const int arranged = fc_official_day(day, &known);

        if (known)
            w->works[day - w->first] =
                arranged < 0 || (arranged == 0 && !is_weekend(day, SATURDAY));
    }
}

fc_status fc_workdays_new(const char *countries, fc_date first, fc_date last, const fc_own_day *own,
                          size_t n_own, fc_workdays **workdays)
{
    fc_workdays *w = calloc(1, sizeof *w);
    char country[3] = "";

    *workdays = w;
    if (w)
        w->works = malloc((size_t)(last - first) + 1);
    if (!w || !w->works) {
        fc_workdays_free(w);
        *workdays = NULL;
        return fc_no_memory();
    }
    w->first = first;
    w->last = last;
    memset(w->works, 1, (size_t)(last - first) + 1);
    for (fc_date day = first; *countries == '\0' && day <= last; day++)
        w->works[day - first] = !is_weekend(day, SATURDAY);
    for (const char *p = countries; *p; p += strcspn(p, " "), p += strspn(p, " ")) {
        memcpy(country, p, 2);
        apply_table(w, country);
    }
    if (!strcmp(countries, "cn"))
        apply_official(w);
    for (size_t i = 0; i < n_own; i++)
        if (inside(w, own[i].day))
            w->works[own[i].day - first] = own[i].works;
    return FC_OK;
}

void fc_workdays_free(fc_workdays *workdays)
{
    if (!workdays)
        return;
    free(workdays->works);
    free(workdays);
}

bool fc_workdays_is(const fc_workdays *workdays, fc_date day)
{
    assert(inside(workdays, day));
    return workdays->works[day - workdays->first];
}

int fc_workdays_count(const fc_workdays *workdays, fc_date first, fc_date last)
{
    int n = 0;

    for (fc_date day = first; day <= last; day++)
        n += fc_workdays_is(workdays, day);
    return n;
}
