/* daily.c - the week's profile out of the sales of each day. */
#include "analysis/target/daily.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { WINDOW = 2 * 52 * AN_DAILY_WEEK, WORKDAYS = 5, FEWEST = 4 * AN_DAILY_WEEK };

an_daily an_daily_working_days(void)
{
    an_daily daily = {.learned = false};

    for (int i = 0; i < WORKDAYS; i++)
        daily.weekday[i] = 1;
    return daily;
}

double an_daily_weight(const an_daily *daily, fc_date day)
{
    return daily->weekday[fc_date_weekday(day) - 1];
}

/* Means by weekday; false where most working days have no sales: their dates are no days. */
static bool average(const double *sales, fc_date first, size_t n, an_daily *daily)
{
    size_t days[AN_DAILY_WEEK] = {0}, working = 0, sold = 0;
    double sums[AN_DAILY_WEEK] = {0}, all = 0;

    for (size_t i = 0; i < n; i++) {
        const int day = fc_date_weekday(first + (fc_date)i) - 1;

        days[day]++;
        sums[day] += sales[i];
        working += day < WORKDAYS;
        sold += day < WORKDAYS && sales[i] != 0;
    }
    if (n < FEWEST || 2 * sold < working)
        return false;
    for (int day = 0; day < AN_DAILY_WEEK; day++) {
        const double mean = sums[day] / (double)days[day];

        daily->weekday[day] = mean > 0 ? mean : 0;
        all += daily->weekday[day];
    }
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
        *daily = an_daily_working_days();
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

    *daily = an_daily_working_days();
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
