/* plan.c - the plan of 2026 as management would have made it in December 2025, and its helpers. */
#include "generate.h"

static const uint64_t plan_seed = 20251215;
static const double planner_error = 0.02; /* of a region's product */

/* Rounded to hundreds, as plans are. */
static long planned_amount(int region, int product, int month, double error)
{
    double sum = 0;

    for (int day = month_start(month); day < month_start(month + 1); day++)
        for (int city = 0; city < N_CITIES; city++)
            for (int channel = 0; channel < N_CHANNELS && cities[city].region == region; channel++)
                sum += demand_units(city, product, channel, day, true) *
                       demand_price(product, channel, day, true);
    return (long)(sum * error / 100 + 0.5) * 100;
}

static void fill(long plan[N_REGIONS][N_PRODUCTS][12])
{
    dice d = {plan_seed};

    for (int region = 0; region < N_REGIONS; region++)
        for (int product = 0; product < N_PRODUCTS; product++) {
            const double error = 1 + planner_error * dice_normal(&d);

            for (int month = 0; month < 12; month++)
                plan[region][product][month] =
                    planned_amount(region, product, MONTH(PLAN_YEAR, 1) + month, error);
        }
}

static bool in_plan(int product)
{
    return products[product].last >= MONTH(PLAN_YEAR, 1);
}

static void write_long(const char *folder, const char *name, int language,
                       long plan[N_REGIONS][N_PRODUCTS][12])
{
    static const words header = {"region,product,period,plan", "区域,产品,月份,目标"};
    output *out = output_open(folder, name, false);

    output_line(out, "%s", header[language]);
    for (int region = 0; region < N_REGIONS; region++)
        for (int product = 0; product < N_PRODUCTS; product++)
            for (int month = 0; month < 12 && in_plan(product); month++)
                output_line(out, "%s,%s,%d-%02d,%ld", regions[region].name[language],
                            products[product].name[language], PLAN_YEAR, month + 1,
                            plan[region][product][month]);
    output_close(out);
}

static void write_wide(const char *folder, const char *name, long plan[N_REGIONS][N_PRODUCTS][12])
{
    output *out = output_open(folder, name, false);

    output_line(out, "region,product,2026-01,2026-02,2026-03,2026-04,2026-05,2026-06,2026-07,"
                     "2026-08,2026-09,2026-10,2026-11,2026-12");
    for (int region = 0; region < N_REGIONS; region++)
        for (int product = 0; product < N_PRODUCTS; product++) {
            const long *p = plan[region][product];

            if (in_plan(product))
                output_line(out, "%s,%s,%ld,%ld,%ld,%ld,%ld,%ld,%ld,%ld,%ld,%ld,%ld,%ld",
                            regions[region].name[ENGLISH], products[product].name[ENGLISH], p[0],
                            p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9], p[10], p[11]);
        }
    output_close(out);
}

void generate_plan(const char *folder)
{
    static long plan[N_REGIONS][N_PRODUCTS][12];

    fill(plan);
    write_long(folder, "plan.csv", ENGLISH, plan);
    write_long(folder, "plan_zh.csv", CHINESE, plan);
    write_wide(folder, "plan_wide.csv", plan);
}

void generate_drivers(const char *folder)
{
    output *out = output_open(folder, "drivers.csv", false);

    output_line(out, "period,promotion_days,price_index");
    for (int month = FIRST_MONTH; month <= HORIZON_MONTH; month++)
        output_line(out, "%d-%02d,%d,%.2f", month / 12, month % 12 + 1,
                    demand_promotion_days(month), demand_price_index(month));
    output_close(out);
}

void generate_reps(const char *folder)
{
    static const int new_hire_ramp = 6;
    dice d = {plan_seed};
    output *out = output_open(folder, "reps.csv", false);

    output_line(out, "rep,region,city,hired,left,ramp_months");
    for (int city = 0; city < N_CITIES; city++) {
        char hired[11];
        const bool leaves = cities[city].slip < 0.95;

        day_text(month_start(MONTH(2019, 1) + dice_below(&d, 36)), hired);
        output_line(out, "%s,%s,%s,%s,%s,%d", cities[city].rep[ENGLISH],
                    regions[cities[city].region].name[ENGLISH], cities[city].name[ENGLISH], hired,
                    leaves ? "2026-01-31" : "", new_hire_ramp);
        if (leaves)
            output_line(out, "%s,%s,%s,%s,,%d", replacement_rep[ENGLISH],
                        regions[cities[city].region].name[ENGLISH], cities[city].name[ENGLISH],
                        "2026-02-01", new_hire_ramp);
    }
    output_close(out);
}
