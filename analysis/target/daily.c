/* daily.c - the week's profile out of the sales of each day. */
#include "analysis/target/daily.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
    WINDOW = 2 * 52 * AN_DAILY_WEEK,
    WORKDAYS = 5,
    FEWEST = 4 * AN_DAILY_WEEK,
    FEWEST_SPECIAL = 3
};

an_daily an_daily_working_days(const fc_workdays *workdays, fc_date first, fc_date last)
{
    an_daily daily = {.workdays = workdays, .first = first, .last = last, .work = 1};

    for (int i = 0; i < WORKDAYS; i++)
        daily.weekday[i] = 1;
    return daily;
}

typedef enum { PLAIN, OFF, WORKED } day_kind;

static day_kind kind_of(const an_daily *daily, fc_date day)
{
    const bool is_weekday = fc_date_weekday(day) <= WORKDAYS;

    if (!daily->workdays || day < daily->first || day > daily->last ||
        is_weekday == fc_workdays_is(daily->workdays, day))
        return PLAIN;
    return is_weekday ? OFF : WORKED;
}

/* The mean weight of Monday to Friday. */
static double working_weight(const an_daily *daily)
{
    double sum = 0;

    for (int i = 0; i < WORKDAYS; i++)
        sum += daily->weekday[i];
    return sum / WORKDAYS;
}

double an_daily_weight(const an_daily *daily, fc_date day)
{
    const double plain = daily->weekday[fc_date_weekday(day) - 1];

    switch (kind_of(daily, day)) {
    case OFF:
        return plain * daily->off;
    case WORKED:
        return working_weight(daily) * daily->work;
    default:
        return plain;
    }
}

/* Sums by weekday, and of the days that are not as their weekday says. */
typedef struct {
    size_t days[AN_DAILY_WEEK], working, sold;
    double sums[AN_DAILY_WEEK];
} counts;

static counts count_days(const an_daily *daily, const double *sales, fc_date first, size_t n)
{
    counts c = {.working = 0};

    for (size_t i = 0; i < n; i++) {
        const int day = fc_date_weekday(first + (fc_date)i) - 1;

        if (kind_of(daily, first + (fc_date)i) != PLAIN)
            continue;
        c.days[day]++;
        c.sums[day] += sales[i];
        c.working += day < WORKDAYS;
        c.sold += day < WORKDAYS && sales[i] != 0;
    }
    return c;
}

/* What days of a kind sell of what they would as plain ones; `unknown` where there are too few. */
static double relative_sales(const an_daily *daily, const double *sales, fc_date first, size_t n,
                             day_kind kind, double unknown)
{
    double sold = 0, plain = 0;
    size_t days = 0;

    for (size_t i = 0; i < n; i++) {
        const fc_date day = first + (fc_date)i;

        if (kind_of(daily, day) != kind)
            continue;
        sold += sales[i];
        plain += kind == OFF ? daily->weekday[fc_date_weekday(day) - 1] : working_weight(daily);
        days++;
    }
    if (days < FEWEST_SPECIAL || plain <= 0)
        return unknown;
    return sold > 0 ? sold / plain : 0;
}

/* Means by weekday; false where most working days have no sales: their dates are no days. */
static bool average(const double *sales, fc_date first, size_t n, an_daily *daily)
{
    const counts c = count_days(daily, sales, first, n);
    double all = 0;

    if (n < FEWEST || 2 * c.sold < c.working)
        return false;
    for (int day = 0; day < AN_DAILY_WEEK; day++) {
        const double mean = c.days[day] > 0 ? c.sums[day] / (double)c.days[day] : 0;

        daily->weekday[day] = mean > 0 ? mean : 0;
        all += daily->weekday[day];
    }
    daily->off = relative_sales(daily, sales, first, n, OFF, 0);
    daily->work = relative_sales(daily, sales, first, n, WORKED, 1);
    return all > 0;
}

static fc_status learn(const an_sales *sales, size_t measure, an_daily *daily)
{
    const fc_date first = sales->last_date - sales->first_date < WINDOW
                              ? sales->first_date
                              : sales->last_date - WINDOW + 1;
    const size_t n = (size_t)(sales->last_date - first) + 1;
    double *days = calloc(n, sizeof *days);

    if (!days)
        return fc_no_memory();
    fc_hierarchy_values(sales->hierarchy, 0, measure, fc_calendar_period(&sales->calendar, first),
                        n, days);
    daily->learned = average(days, first, n, daily);
    if (!daily->learned)
        *daily = an_daily_working_days(daily->workdays, daily->first, daily->last);
    free(days);
    return FC_OK;
}

/* A pipe has been read by now. */
static bool can_be_read_again(const char *file)
{
    struct stat s;

    return stat(file, &s) == 0 && S_ISREG(s.st_mode);
}

fc_status an_daily_learn(const char *const *files, size_t n_files, const an_sales_options *options,
                         size_t measure, an_daily *daily)
{
    an_sales_options by_day = *options;
    an_problems *problems = NULL;
    an_sales *sales = NULL;
    fc_status status;

    for (size_t i = 0; i < n_files; i++)
        if (!can_be_read_again(files[i]))
            return FC_OK;
    by_day.by = "";
    by_day.calendar.unit = FC_DAY;
    status = an_problems_new(&problems);
    if (status == FC_OK)
        status = an_sales_read(files, n_files, &by_day, problems, &sales);
    if (status == FC_OK)
        status = learn(sales, measure, daily);
    an_sales_free(sales);
    an_problems_free(problems);
    return status;
}
