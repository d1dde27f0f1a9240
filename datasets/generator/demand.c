/* demand.c - what the company sells on a day, without chance: growth, seasons, holidays, price. */
#include "generate.h"

enum { N_NEW_YEARS = 6, N_HOLIDAY_STEPS = 6, N_PROMOTIONS = 9, N_PRICE_STEPS = 4, RAMP_MONTHS = 8 };

static const double dealer_share = 0.78; /* of units */
static const double dealer_discount = 0.90;
static const double promotion_uplift = 1.30;
static const double promotion_discount = 0.94;
static const double price_elasticity = 1.2;

static const double weekday[N_CHANNELS][7] = {
    [DEALER] = {1.30, 1.25, 1.20, 1.20, 1.15, 0.50, 0.40},
    [ONLINE] = {1.00, 0.95, 0.95, 1.00, 1.05, 1.05, 1.00},
};

/* Chinese New Year's Day. */
static const struct {
    int year, month, day;
} new_years[N_NEW_YEARS] = {
    {2022, 2, 1}, {2023, 1, 22}, {2024, 2, 10}, {2025, 1, 29}, {2026, 2, 17}, {2027, 2, 6},
};

/* Days from New Year's Day, and the orders around it: stocking up, closing, the holiday, reopening.
 */
static const struct {
    int first, last;
    double factor;
} holiday_steps[N_HOLIDAY_STEPS] = {
    {-24, -9, 1.35}, {-8, -5, 0.90}, {-4, -2, 0.50}, {-1, 7, 0.08}, {8, 14, 0.60}, {15, 24, 1.12},
};

/* Campaigns that stand in no fixed month, so that only drivers.csv can tell of them. */
static const struct {
    int month, days;
} promotions[N_PROMOTIONS] = {
    {MONTH(2022, 10), 12}, {MONTH(2023, 4), 15}, {MONTH(2023, 9), 10},
    {MONTH(2024, 3), 14},  {MONTH(2024, 8), 16}, {MONTH(2025, 5), 15},
    {MONTH(2025, 10), 12}, {MONTH(2026, 4), 15}, {MONTH(2026, 9), 14},
};

static const struct {
    int month;
    double index;
} price_steps[N_PRICE_STEPS] = {
    {FIRST_MONTH, 1.00},
    {MONTH(2023, 7), 1.03},
    {MONTH(2024, 9), 1.05},
    {MONTH(2026, 9), 1.07},
};

int demand_promotion_days(int month)
{
    for (int i = 0; i < N_PROMOTIONS; i++)
        if (promotions[i].month == month)
            return promotions[i].days;
    return 0;
}

static bool on_promotion(int day, bool planned)
{
    const int month = day_month(day);

    if (planned && month >= DECIDED_LATER)
        return false;
    return day - month_start(month) < demand_promotion_days(month);
}

double demand_price_index(int month)
{
    int i = N_PRICE_STEPS - 1;

    while (i > 0 && price_steps[i].month > month)
        i--;
    return price_steps[i].index;
}

/* The price index of a month, as known when the plan was made or as it was. */
static double price_index(int month, bool planned)
{
    return demand_price_index(planned && month >= DECIDED_LATER ? DECIDED_LATER - 1 : month);
}

double demand_price(int product, int channel, int day, bool planned)
{
    double price = products[product].price * price_index(day_month(day), planned);

    if (channel == DEALER)
        price *= dealer_discount;
    return on_promotion(day, planned) ? price * promotion_discount : price;
}

/* National Day week, the Singles' Day fortnight and the dealers' year-end stocking. */
static double autumn(int day)
{
    int year, month, day_of_month;

    day_split(day, &year, &month, &day_of_month);
    if (month == 10 && day_of_month <= 7)
        return 0.35;
    if (month == 11 && day_of_month <= 14)
        return 1.15;
    if (month == 12 && day_of_month > 14)
        return 1.15;
    return 1;
}

static double new_year(int day)
{
    for (int i = 0; i < N_NEW_YEARS; i++) {
        const int offset = day - day_of(new_years[i].year, new_years[i].month, new_years[i].day);

        for (int k = 0; k < N_HOLIDAY_STEPS; k++)
            if (offset >= holiday_steps[k].first && offset <= holiday_steps[k].last)
                return holiday_steps[k].factor;
    }
    return 1;
}

static double power(double base, int n)
{
    double product = 1;

    while (n-- > 0)
        product *= base;
    return product;
}

/* The life of a product: a launch takes RAMP_MONTHS to reach its level. */
static double life(const product_type *p, int month)
{
    if (month < p->first || month > p->last)
        return 0;
    if (p->first == FIRST_MONTH || month - p->first >= RAMP_MONTHS)
        return 1;
    return (double)(month - p->first + 1) / RAMP_MONTHS;
}

static double growth(const city_type *city, int month, bool planned)
{
    const region_type *region = &regions[city->region];
    const int plan_start = MONTH(PLAN_YEAR, 1);

    if (planned)
        return power(region->growth, plan_start - FIRST_MONTH) *
               power(region->growth_planned, month - plan_start + 1);
    return power(region->growth, month - FIRST_MONTH + 1) *
           power(city->slip, month - SLIP_MONTH + 1);
}

double demand_units(int city, int product, int channel, int day, bool planned)
{
    const city_type *c = &cities[city];
    const product_type *p = &products[product];
    const int month = day_month(day);
    const double price_effect = 1 - price_elasticity * (price_index(month, planned) - 1);
    const double share = channel == DEALER ? dealer_share : 1 - dealer_share;

    return p->units * regions[c->region].share * c->share * share * life(p, month) *
           growth(c, month, planned) * p->season[month % 12] * weekday[channel][day_weekday(day)] *
           new_year(day) * autumn(day) * price_effect *
           (on_promotion(day, planned) ? promotion_uplift : 1);
}
