/* sales.c - four years of daily order lines, in English and in Chinese. */
#include <stdlib.h>
#include <string.h>

#include "generate.h"

enum { MAX_LINES = 40000, N_MONTHS = LAST_MONTH - FIRST_MONTH + 1 };

static const uint64_t sales_seed = 60;
static const double region_noise = 0.015; /* of a region's month */
static const double return_rate = 0.025;  /* of order lines */

typedef struct {
    int day, order, city, product, channel, customer, quantity, cents;
    bool returned;
} line_type;

typedef struct {
    line_type *lines;
    int n, orders;
    dice dice;
    double noise[N_REGIONS][N_MONTHS];
} book;

/* Orders come when what was sold since the last one makes up a usual order. */
typedef struct {
    double sold;
    int order_size;
} stock;

static int next_order_size(dice *d, int product, int channel)
{
    const int usual = products[product].order_size;
    const int smallest = channel == DEALER ? usual * 2 / 5 : usual / 6;
    const int range = channel == DEALER ? usual * 6 / 5 : usual / 2;

    return smallest + dice_below(d, range + 1);
}

static void add_line(book *b, const line_type *line)
{
    if (b->n == MAX_LINES) {
        fputs("too many lines\n", stderr);
        exit(EXIT_FAILURE);
    }
    b->lines[b->n++] = *line;
}

/* Goods come back within a month, at the price paid, while the product is still sold. */
static void perhaps_return(book *b, const line_type *sale)
{
    line_type back = *sale;

    if (dice_uniform(&b->dice) >= return_rate)
        return;
    back.day += 5 + dice_below(&b->dice, 26);
    back.quantity = -1 - dice_below(&b->dice, (sale->quantity + 2) / 3);
    back.returned = true;
    if (day_month(back.day) <= LAST_MONTH && day_month(back.day) <= products[sale->product].last)
        add_line(b, &back);
}

static void sell(book *b, int city, int product, int channel, int day, int quantity)
{
    const double haggling = 1 + 0.02 * (2 * dice_uniform(&b->dice) - 1);
    const double price = demand_price(product, channel, day, false) * haggling;
    const line_type line = {
        .day = day,
        .order = ++b->orders,
        .city = city,
        .product = product,
        .channel = channel,
        .customer = dice_below(&b->dice, N_CUSTOMER_NAMES),
        .quantity = quantity,
        .cents = (int)(price * 10 + 0.5) * 10,
    };

    add_line(b, &line);
    perhaps_return(b, &line);
}

/* A region's stock of one product is sold in its cities by their share of the demand. */
static void run_stock(book *b, stock *s, int region, int product, int channel, int day)
{
    double demand[N_CITIES] = {0}, total = 0;

    for (int city = 0; city < N_CITIES; city++)
        if (cities[city].region == region)
            total += demand[city] = demand_units(city, product, channel, day, false);

    s->sold += total * b->noise[region][day_month(day) - FIRST_MONTH];
    if (s->sold < s->order_size)
        return;
    sell(b, dice_weighted(&b->dice, demand, N_CITIES), product, channel, day, s->order_size);
    s->sold -= s->order_size;
    s->order_size = next_order_size(&b->dice, product, channel);
}

static void run_day(book *b, stock stocks[N_REGIONS][N_PRODUCTS][N_CHANNELS], int day)
{
    for (int region = 0; region < N_REGIONS; region++)
        for (int product = 0; product < N_PRODUCTS; product++)
            for (int channel = 0; channel < N_CHANNELS; channel++)
                run_stock(b, &stocks[region][product][channel], region, product, channel, day);
}

static int by_day(const void *a, const void *b)
{
    const line_type *x = a, *y = b;

    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return (int)x->returned - (int)y->returned;
}

static void open_stocks(book *b, stock stocks[N_REGIONS][N_PRODUCTS][N_CHANNELS])
{
    for (int region = 0; region < N_REGIONS; region++)
        for (int product = 0; product < N_PRODUCTS; product++)
            for (int channel = 0; channel < N_CHANNELS; channel++) {
                stock *s = &stocks[region][product][channel];

                s->order_size = next_order_size(&b->dice, product, channel);
                s->sold = s->order_size * dice_uniform(&b->dice);
            }
}

static void simulate(book *b)
{
    static stock stocks[N_REGIONS][N_PRODUCTS][N_CHANNELS];

    for (int r = 0; r < N_REGIONS; r++)
        for (int m = 0; m < N_MONTHS; m++)
            b->noise[r][m] = 1 + region_noise * dice_normal(&b->dice);
    open_stocks(b, stocks);
    for (int day = month_start(FIRST_MONTH); day < month_start(LAST_MONTH + 1); day++)
        run_day(b, stocks, day);
    qsort(b->lines, (size_t)b->n, sizeof *b->lines, by_day);
}

static const char *rep_of(const line_type *line, int language)
{
    const city_type *city = &cities[line->city];

    if (city->slip < 0.95 && day_month(line->day) >= SLIP_MONTH)
        return replacement_rep[language];
    return city->rep[language];
}

static void write_line(output *out, const line_type *line, int language)
{
    const city_type *city = &cities[line->city];
    const product_type *product = &products[line->product];
    const char *name = customer_names[line->customer][language];
    const char *quote = strchr(name, ',') ? "\"" : "";
    const long long cents = (long long)line->quantity * line->cents;
    char day[11];

    day_text(line->day, day);
    output_line(out, "%s,%c%06d,%s,%s,%s,%s,%s,%s,%s%s%s%s%s,%d,%d.%02d,%s%lld.%02lld", day,
                line->returned ? 'R' : 'S', line->order, regions[city->region].name[language],
                city->name[language], product->category[language], product->name[language],
                channels[line->channel][language], rep_of(line, language), quote,
                city->name[language], language == ENGLISH ? " " : "", name, quote, line->quantity,
                line->cents / 100, line->cents % 100, cents < 0 ? "-" : "",
                (cents < 0 ? -cents : cents) / 100, (cents < 0 ? -cents : cents) % 100);
}

static void write_file(const char *folder, const char *name, const book *b, int language,
                       bool gb18030)
{
    static const words header = {
        "order_date,order_id,region,city,category,product,channel,rep,customer,quantity,price,"
        "amount",
        "日期,订单号,区域,城市,品类,产品,渠道,负责人,客户,数量,单价,金额",
    };
    output *out = output_open(folder, name, gb18030);

    output_line(out, "%s", header[language]);
    for (int i = 0; i < b->n; i++)
        write_line(out, &b->lines[i], language);
    output_close(out);
}

void generate_sales(const char *folder)
{
    book *b = calloc(1, sizeof *b);

    if (!b || !(b->lines = calloc(MAX_LINES, sizeof *b->lines))) {
        fputs("out of memory\n", stderr);
        exit(EXIT_FAILURE);
    }
    b->dice.state = sales_seed;
    simulate(b);
    write_file(folder, "sales.csv", b, ENGLISH, false);
    write_file(folder, "sales_zh.csv", b, CHINESE, false);
    write_file(folder, "sales_zh_gb18030.csv", b, CHINESE, true);
    free(b->lines);
    free(b);
}
