/* generate.h - the invented company behind the sample files: who sells what, where and when. */
#ifndef DATASETS_GENERATE_H
#define DATASETS_GENERATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { N_REGIONS = 7, N_CITIES = 18, N_PRODUCTS = 12, N_CHANNELS = 2, N_CUSTOMER_NAMES = 6 };
enum { DEALER, ONLINE };
enum { ENGLISH, CHINESE, N_LANGUAGES };

/* Months are counted from year 0, so that month / 12 is the year and month % 12 its month. */
#define MONTH(year, month) ((year)*12 + (month)-1)

enum {
    FIRST_MONTH = MONTH(2022, 7),
    LAST_MONTH = MONTH(2026, 6),
    PLAN_YEAR = 2026,
    SLIP_MONTH = MONTH(2026, 2), /* the first month in which Southwest sells less than it should */
    SLIP_REGION = 4,
    DECIDED_LATER = MONTH(2026, 9), /* prices and promotions from here on are not in the plan */
    HORIZON_MONTH = MONTH(2027, 6)  /* the drivers are known up to here */
};

typedef const char *words[N_LANGUAGES];

typedef struct {
    words name;
    double share;          /* of the company's units in July 2022 */
    double growth;         /* of units a month: 1.007 */
    double growth_planned; /* what management put into the plan of 2026 */
} region_type;

typedef struct {
    words name;
    int region;
    double share; /* of its region */
    double slip;  /* units a month from SLIP_MONTH on: 0.93 */
    words rep;
} city_type;

typedef struct {
    words name, category;
    double price;    /* list price in July 2022 */
    double units;    /* a day, nationwide, in July 2022 */
    int order_size;  /* units of an average dealer's order */
    int first, last; /* months in which it is sold */
    const double *season;
} product_type;

extern const region_type regions[N_REGIONS];
extern const city_type cities[N_CITIES];
extern const product_type products[N_PRODUCTS];
extern const words channels[N_CHANNELS];
extern const words customer_names[N_CUSTOMER_NAMES];
extern const words replacement_rep; /* of the first city of SLIP_REGION, from SLIP_MONTH on */

/* Days are counted from 1970-01-01. */
int day_of(int year, int month, int day);
void day_split(int day, int *year, int *month, int *day_of_month);
void day_text(int day, char text[11]);
int day_weekday(int day); /* 0 = Monday */
int day_month(int day);
int month_start(int month); /* its first day */

/* A generator that gives the same numbers on every machine (SplitMix64). */
typedef struct {
    uint64_t state;
} dice;

double dice_uniform(dice *d);   /* 0 <= u < 1 */
int dice_below(dice *d, int n); /* 0 .. n-1 */
double dice_normal(dice *d);    /* mean 0, standard deviation 1; within +-6 */
int dice_weighted(dice *d, const double *weights, int n);

/* What the company could expect, without chance; `planned`: what it expected in December 2025. */
double demand_units(int city, int product, int channel, int day, bool planned);
double demand_price(int product, int channel, int day, bool planned);
double demand_price_index(int month);
int demand_promotion_days(int month); /* the first days of the month */

/* A file in UTF-8, or in GB18030 when `gb18030`; exits on failure. */
typedef struct output output;

output *output_open(const char *folder, const char *name, bool gb18030);
void output_line(output *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
void output_close(output *out);

/* Writes the files of one subject into `folder`. */
void generate_sales(const char *folder);
void generate_plan(const char *folder);
void generate_deals(const char *folder);
void generate_drivers(const char *folder);
void generate_reps(const char *folder);

#endif
