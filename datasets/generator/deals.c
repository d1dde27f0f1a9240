/* deals.c - two years of CRM deals, as the export shows them today and at the end of past months.
 */
#include <stdlib.h>
#include <string.h>

#include "generate.h"

enum { QUALIFICATION, PROPOSAL, NEGOTIATION, N_OPEN_STAGES, WON = N_OPEN_STAGES, LOST, N_STAGES };
enum { MAX_DEALS = 4000, FIRST_DEAL_MONTH = MONTH(2024, 7), N_SNAPSHOTS = 12, N_REASONS = 4 };

static const uint64_t deals_seed = 2;
static const double deals_a_day = 2.75;
static const double month_end_rush = 0.35; /* share of the won that are pulled to a month's end */
static const double neglected_share = 0.06, no_amount_share = 0.02;
static const double slip_arrivals = 0.75, slip_wins = 0.60; /* Southwest from SLIP_MONTH on */

/* What the CRM believes of each stage, and what happens. */
static const int crm_probability[N_STAGES] = {20, 50, 80, 100, 0};
static const double passes[N_OPEN_STAGES] = {0.62, 0.60, 0.64};
static const struct {
    int shortest, range;
} stage_days[N_OPEN_STAGES] = {{5, 35}, {7, 43}, {5, 40}};

static const words stage_names[N_STAGES] = {
    {"Qualification", "需求确认"}, {"Proposal", "方案报价"}, {"Negotiation", "商务谈判"},
    {"Closed Won", "赢单"},        {"Closed Lost", "输单"},
};
static const words reasons[N_REASONS] = {
    {"Price", "价格"},
    {"Competitor", "竞争对手"},
    {"No budget", "无预算"},
    {"No decision", "搁置"},
};

typedef struct {
    int id, city, product, customer, reason;
    int entered[N_OPEN_STAGES]; /* days; a stage never reached is INT32_MAX */
    int closed, outcome;
    int first_close_date;
    int amount;     /* as first entered; 0 = never filled in */
    bool neglected; /* nobody moves its dates or writes a note */
    int push_delay; /* days after which a passed close date is moved on */
} deal_type;

/* A deal as it stood on one day. */
typedef struct {
    int stage, close_date, amount, last_activity;
} deal_view;

static int pull_to_month_end(dice *d, int day)
{
    const int last = month_start(day_month(day) + 1) - 1;

    return last - day <= 14 ? last - dice_below(d, 3) : day;
}

/* Walks the stages to the end, which may lie beyond the last day of the data. */
static void live(dice *d, deal_type *deal, double win_factor)
{
    int day = deal->entered[QUALIFICATION];

    for (int stage = QUALIFICATION; stage < N_OPEN_STAGES; stage++) {
        const double chance = passes[stage] * (stage == NEGOTIATION ? win_factor : 1);
        const int days = stage_days[stage].shortest + dice_below(d, stage_days[stage].range);

        if (dice_uniform(d) >= chance) { /* a lost deal takes half as long again to be given up */
            deal->closed = day + days * 3 / 2;
            deal->outcome = LOST;
            return;
        }
        day += days;
        if (stage + 1 < N_OPEN_STAGES)
            deal->entered[stage + 1] = day;
    }
    if (dice_uniform(d) < month_end_rush)
        day = pull_to_month_end(d, day);
    if (day < deal->entered[NEGOTIATION])
        day = deal->entered[NEGOTIATION];
    deal->closed = day;
    deal->outcome = WON;
}

static void create(dice *d, deal_type *deal, int id, int city, int day)
{
    const bool slips = cities[city].region == SLIP_REGION && day_month(day) >= SLIP_MONTH;
    const double u = dice_uniform(d);

    *deal = (deal_type){.id = id, .city = city, .entered = {day, INT32_MAX, INT32_MAX}};
    do
        deal->product = dice_below(d, N_PRODUCTS);
    while (day_month(day) < products[deal->product].first ||
           day_month(day) + 3 > products[deal->product].last);
    deal->customer = dice_below(d, N_CUSTOMER_NAMES);
    deal->reason = dice_below(d, N_REASONS);
    deal->first_close_date = day + 30 + dice_below(d, 61);
    deal->amount = 100 * (int)(150 + 1800 * u * u * u);
    deal->neglected = dice_uniform(d) < neglected_share;
    deal->push_delay = dice_below(d, 11);
    if (dice_uniform(d) < no_amount_share)
        deal->amount = 0;
    live(d, deal, slips ? slip_wins : 1);
}

static int simulate(deal_type *deals)
{
    static const double of_week[7] = {1.5, 1.4, 1.4, 1.4, 1.3, 0, 0};
    dice d = {deals_seed};
    double weights[N_CITIES], due = 0;
    int n = 0;

    for (int city = 0; city < N_CITIES; city++)
        weights[city] = regions[cities[city].region].share * cities[city].share;
    for (int day = month_start(FIRST_DEAL_MONTH); day < month_start(LAST_MONTH + 1); day++)
        for (due += deals_a_day * of_week[day_weekday(day)]; due >= 1; due--) {
            const int city = dice_weighted(&d, weights, N_CITIES);

            if (cities[city].region == SLIP_REGION && day_month(day) >= SLIP_MONTH &&
                dice_uniform(&d) >= slip_arrivals)
                continue;
            if (n < MAX_DEALS) {
                create(&d, &deals[n], n + 1, city, day);
                n++;
            }
        }
    return n;
}

static deal_view view_on(const deal_type *deal, int day)
{
    deal_view view = {.stage = QUALIFICATION, .close_date = deal->first_close_date};

    while (view.stage < NEGOTIATION && deal->entered[view.stage + 1] <= day)
        view.stage++;
    view.amount = deal->amount;
    if (view.stage >= PROPOSAL)
        view.amount = view.amount / 1000 * (9 + deal->id % 3) * 100; /* the offer: 90 to 110 % */
    if (view.stage == NEGOTIATION)
        view.amount = view.amount / 100 * 95; /* what the buyer talks off */
    view.last_activity = deal->entered[view.stage];
    if (!deal->neglected && view.last_activity < day - deal->push_delay)
        view.last_activity = day - deal->push_delay;
    while (!deal->neglected && view.close_date + deal->push_delay < day)
        view.close_date += 30;
    if (deal->closed <= day) {
        view.stage = deal->outcome;
        view.close_date = view.last_activity = deal->closed;
    }
    return view;
}

static void optional_day(bool known, int day, char text[11])
{
    text[0] = '\0';
    if (known)
        day_text(day, text);
}

static void write_deal(output *out, const deal_type *deal, int day, int language)
{
    static const words status[3] = {{"Open", "进行中"}, {"Won", "赢单"}, {"Lost", "输单"}};
    const deal_view view = view_on(deal, day);
    const city_type *city = &cities[deal->city];
    const char *customer = customer_names[deal->customer][language];
    const char *quote = strchr(customer, ',') ? "\"" : "";
    const char *space = language == ENGLISH ? " " : "";
    const bool closed = view.stage >= WON;
    char created[11], proposal[11], negotiation[11], close_date[11], end[11], activity[11];
    char amount[16] = "";

    day_text(deal->entered[QUALIFICATION], created);
    optional_day(deal->entered[PROPOSAL] <= day, deal->entered[PROPOSAL], proposal);
    optional_day(deal->entered[NEGOTIATION] <= day, deal->entered[NEGOTIATION], negotiation);
    day_text(view.close_date, close_date);
    optional_day(closed, view.close_date, end);
    day_text(view.last_activity, activity);
    if (view.amount > 0)
        snprintf(amount, sizeof amount, "%d", view.amount);
    output_line(out, "D%04d,%s%s%s,%s%s%s%s%s,%s,%s,%s,%s,%s,%s,%d,%s,%s,%s,%s,%s,%s,%s", deal->id,
                city->name[language], space, products[deal->product].name[language], quote,
                city->name[language], space, customer, quote, city->rep[language],
                regions[city->region].name[language], products[deal->product].name[language],
                stage_names[view.stage][language],
                status[closed ? view.stage - WON + 1 : 0][language], amount,
                crm_probability[view.stage], created, proposal, negotiation, close_date, end,
                activity, view.stage == LOST ? reasons[deal->reason][language] : "");
}

/* The deals open at the end of `day`, and those closed after `since`. */
static void write_file(const char *folder, const char *name, const deal_type *deals, int n,
                       int since, int day, int language)
{
    static const words header = {
        "id,name,account,owner,region,product,stage,status,amount,probability,created,"
        "proposal_entered,negotiation_entered,close_date,closed,last_activity,loss_reason",
        "商机编号,商机名称,客户名称,负责人,区域,产品,商机阶段,商机状态,商机金额,赢率,创建时间,"
        "报价时间,谈判时间,预计成交日期,实际成交日期,最后跟进时间,输单原因",
    };
    output *out = output_open(folder, name, false);

    output_line(out, "%s", header[language]);
    for (int i = 0; i < n; i++)
        if (deals[i].entered[QUALIFICATION] <= day && deals[i].closed > since)
            write_deal(out, &deals[i], day, language);
    output_close(out);
}

void generate_deals(const char *folder)
{
    static deal_type deals[MAX_DEALS];
    const int n = simulate(deals);
    const int today = month_start(LAST_MONTH + 1) - 1;

    write_file(folder, "deals.csv", deals, n, 0, today, ENGLISH);
    write_file(folder, "deals_zh.csv", deals, n, 0, today, CHINESE);
    for (int i = 0; i < N_SNAPSHOTS; i++) {
        const int month = LAST_MONTH - N_SNAPSHOTS + 1 + i;
        const int day = month_start(month + 1) - 1;
        char name[64], text[11];

        day_text(day, text);
        snprintf(name, sizeof name, "deals_snapshots/deals_%s.csv", text);
        write_file(folder, name, deals, n, month_start(month) - 1, day, ENGLISH);
    }
}
