/* calendar.c - days as numbers, and the dice. */
#include "generate.h"

/* H. Hinnant, "chrono-compatible low-level date algorithms": days_from_civil. */
int day_of(int year, int month, int day)
{
    const int y = month <= 2 ? year - 1 : year;
    const int era = y / 400;
    const int year_of_era = y - era * 400;
    const int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

    return era * 146097 + day_of_era - 719468;
}

/* The same source: civil_from_days. */
void day_split(int day, int *year, int *month, int *day_of_month)
{
    const int z = day + 719468;
    const int era = z / 146097;
    const int day_of_era = z - era * 146097;
    const int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int mp = (5 * day_of_year + 2) / 153;

    *day_of_month = day_of_year - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = year_of_era + era * 400 + (*month <= 2);
}

void day_text(int day, char text[11])
{
    int year, month, day_of_month;

    day_split(day, &year, &month, &day_of_month);
    snprintf(text, 11, "%04u-%02u-%02u", (unsigned)year % 10000, (unsigned)month % 100,
             (unsigned)day_of_month % 100);
}

int day_weekday(int day)
{
    return (day + 3) % 7;
}

int day_month(int day)
{
    int year, month, day_of_month;

    day_split(day, &year, &month, &day_of_month);
    return MONTH(year, month);
}

int month_start(int month)
{
    return day_of(month / 12, month % 12 + 1, 1);
}

static uint64_t dice_roll(dice *d)
{
    uint64_t z = d->state += 0x9e3779b97f4a7c15u;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

double dice_uniform(dice *d)
{
    return (double)(dice_roll(d) >> 11) * 0x1p-53;
}

int dice_below(dice *d, int n)
{
    return (int)(dice_uniform(d) * n);
}

/* The sum of twelve uniforms: no library function whose last digit differs between machines. */
double dice_normal(dice *d)
{
    double sum = -6;

    for (int i = 0; i < 12; i++)
        sum += dice_uniform(d);
    return sum;
}

int dice_weighted(dice *d, const double *weights, int n)
{
    double total = 0;

    for (int i = 0; i < n; i++)
        total += weights[i];

    double left = dice_uniform(d) * total;
    int i = 0;

    while (i < n - 1 && left >= weights[i])
        left -= weights[i++];
    return i;
}
