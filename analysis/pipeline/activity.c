/* activity.c - what a gap asks for in work: deals to win and to create, new customers, meetings. */
#include "analysis/pipeline/activity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/pipeline/outlook.h"
#include "analysis/pipeline/shrink.h"
#include "analysis/read/alias.h"
#include "analysis/read/value.h"

enum { PERIODS = 3, CREATED = 0, ENDED, WON, WON_AMOUNT, FIRST_TIME, RATES };

void an_activities_clear(an_activities *a)
{
    for (size_t k = 0; k < a->n; k++)
        free(a->names[k]);
    memset(a, 0, sizeof *a);
}

/* The number of a kind, added when it is new; SIZE_MAX where there are too many. */
static size_t kind_of(an_activities *a, const char *name)
{
    for (size_t k = 0; k < a->n; k++)
        if (an_alias_same(a->names[k], name))
            return k;
    if (a->n == AN_ACTIVITIES_MAX || !(a->names[a->n] = strdup(name)))
        return SIZE_MAX;
    return a->n++;
}

static size_t column_of(const an_records *records, const char *const *names)
{
    for (; *names; names++)
        for (size_t i = 0; i < an_records_n_columns(records); i++)
            if (an_alias_same(an_records_header(records, i), *names))
                return i;
    return SIZE_MAX;
}

fc_status an_activities_read(const char *file, const an_text_options *text, fc_date since,
                             fc_date as_of, an_problems *problems, an_activities *a)
{
    static const char *const DATES[] = {"date", "日期", "activity date", "拜访日期", "时间", NULL};
    static const char *const KINDS[] = {"kind", "type",     "activity", "activity type",
                                        "类型", "活动类型", "跟进方式", NULL};
    an_records *records = NULL;
    fc_status status = an_records_read(file, text, problems, &records);
    size_t date, kind;

    memset(a, 0, sizeof *a);
    if (status != FC_OK)
        return status;
    date = column_of(records, DATES);
    kind = column_of(records, KINDS);
    if (date == SIZE_MAX)
        status = fc_fail(FC_EDATA, "%s:%zu: a file of activities has the columns date and kind",
                         file, an_records_header_line(records));
    for (size_t r = 0; status == FC_OK && r < an_records_size(records); r++) {
        const char *name = kind == SIZE_MAX ? "" : an_records_field(records, r, kind), *why = "";
        const char *day = an_records_field(records, r, date);
        fc_date at;
        size_t k;

        if (!an_value_date(day, strlen(day), an_records_options(records), &at, &why)) {
            an_problems_add(problems, AN_SET_ASIDE, file, an_records_line(records, r),
                            an_records_header(records, date), "%s", why);
            continue;
        }
        if (at > as_of || (since != FC_DATE_NONE && at < since))
            continue;
        k = kind_of(a, *name ? name : "activities");
        if (k == SIZE_MAX)
            status = fc_fail(FC_EDATA, "%s:%zu: more than %d kinds of activities", file,
                             an_records_line(records, r), AN_ACTIVITIES_MAX);
        else
            a->counts[k]++;
    }
    an_records_free(records);
    return status;
}

typedef struct {
    const an_book *book;
    const an_pipeline_options *options;
    an_outlook *outlook;
    double *rates; /* cells x RATES, over the window */
    double all[RATES];
    double strength;
} need;

static int by_day(const void *a, const void *b)
{
    const an_deal_state *x = *(const an_deal_state *const *)a,
                        *y = *(const an_deal_state *const *)b;

    return x->close != y->close ? (x->close > y->close) - (x->close < y->close) : (x > y) - (x < y);
}

/* Counts deals won from customers that had bought nothing before. */
static fc_status count_first_time(need *n, bool *known)
{
    const an_deals *deals = n->book->deals;
    const an_deal_state **won = malloc((deals->n + 1) * sizeof *won);
    const char **account = malloc((deals->n_states + 1) * sizeof *account);
    fc_keys *seen = NULL;
    size_t n_won = 0;
    fc_status status = won && account ? fc_keys_new(1, &seen) : fc_no_memory();

    *known = false;
    for (size_t i = 0; status == FC_OK && i < deals->n; i++) {
        const an_deal_state *last = an_deals_last(deals, &deals->deals[i]);

        account[last - deals->states] = an_deals_account(deals, &deals->deals[i]);
        if (last->outcome == AN_DEAL_WON && *account[last - deals->states])
            won[n_won++] = last;
    }
    if (n_won > 0)
        qsort(won, n_won, sizeof *won, by_day);
    for (size_t i = 0; status == FC_OK && i < n_won; i++) {
        const size_t before = fc_keys_size(seen);
        size_t number;

        status = fc_keys_add(seen, &account[won[i] - deals->states], NULL, &number);
        *known = true;
        if (number == before &&
            (n->options->since == FC_DATE_NONE || won[i]->close >= n->options->since))
            n->rates[an_book_cell(n->book, won[i]) * RATES + FIRST_TIME]++;
    }
    fc_keys_free(seen);
    free(account);
    free(won);
    return status;
}

static void count_rates(need *n)
{
    const an_deals *deals = n->book->deals;
    const fc_date since = n->options->since;

    for (size_t i = 0; i < deals->n; i++) {
        const an_deal_state *last = an_deals_last(deals, &deals->deals[i]);
        double *r = n->rates + an_book_cell(n->book, last) * RATES;
        bool won;

        r[CREATED] += since == FC_DATE_NONE || deals->deals[i].created >= since;
        if (!an_win_counts(n->book, &deals->deals[i], n->options, &won))
            continue;
        r[ENDED]++;
        r[WON] += won;
        r[WON_AMOUNT] += won && !isnan(last->amount) ? last->amount : 0;
    }
    an_book_sum(n->book, 0, n->rates, RATES, n->all);
}

static double asked_of(const need *n, size_t node, fc_period period)
{
    return n->options->asked ? n->options->asked(n->options->asked_data, node, period)
                             : an_plan_value(n->options->plan, node, period);
}

/* Rates of a node, drawn to those of all. */
static void write_row(const need *n, size_t node, size_t lead, const double *r, bool accounts,
                      an_table *table)
{
    const fc_period period = n->outlook->learned->now + (fc_period)lead;
    const double plan = asked_of(n, node, period);
    const double expected = an_outlook_expected(n->outlook, node, lead) -
                            an_outlook_part_of(n->outlook, node, AN_OUTLOOK_FROM_NEW, lead);
    const double gap = plan - expected > 0 ? plan - expected : isnan(plan) ? NAN : 0;
    const double share = n->all[ENDED] > 0 ? n->all[WON] / n->all[ENDED] : NAN;
    const double size = n->all[WON] > 0 ? n->all[WON_AMOUNT] / n->all[WON] : NAN;
    const double rate = an_shrink((an_share){r[WON], r[ENDED]}, share, n->strength);
    const double deal = (r[WON_AMOUNT] + 5 * size) / (r[WON] + 5);
    const double wins = ceil(gap / deal - 1e-9), create = ceil(wins / rate - 1e-9);
    const double first = n->all[WON] > 0 ? n->all[FIRST_TIME] / n->all[WON] : NAN;
    char label[FC_LABEL_SIZE];

    an_book_label(n->book, period, label);
    an_book_keys(n->book, node, table);
    an_table_text(table, label);
    an_table_number(table, plan);
    an_table_number(table, expected);
    an_table_number(table, gap);
    an_table_number(table, deal);
    an_table_number(table, rate);
    an_table_number(table, wins);
    an_table_number(table, create);
    an_table_number(table, accounts ? ceil(wins * first - 1e-9) : NAN);
    for (size_t k = 0; n->options->activities && k < n->options->activities->n; k++)
        an_table_number(
            table, n->all[CREATED] > 0
                       ? ceil(create * n->options->activities->counts[k] / n->all[CREATED] - 1e-9)
                       : NAN);
    an_table_end(table);
}

static fc_status write_all(const need *n, bool accounts, an_table **table)
{
    static const an_column FIXED[] = {
        {"period", AN_TEXT},         {"plan", AN_MONEY},
        {"expected", AN_MONEY},      {"gap", AN_MONEY},
        {"average_deal", AN_MONEY},  {"win_rate", AN_SHARE},
        {"deals_to_win", AN_COUNT},  {"deals_to_create", AN_COUNT},
        {"new_customers", AN_COUNT},
    };
    enum { N_FIXED = sizeof FIXED / sizeof *FIXED };
    an_column columns[N_FIXED + AN_ACTIVITIES_MAX];
    const an_activities *activities = n->options->activities;
    const size_t n_kinds = activities ? activities->n : 0;
    fc_status status;

    memcpy(columns, FIXED, sizeof FIXED);
    for (size_t k = 0; k < n_kinds; k++)
        columns[N_FIXED + k] = (an_column){activities->names[k], AN_COUNT};
    status = an_book_table(n->book, columns, N_FIXED + n_kinds, table);
    for (size_t node = 0; status == FC_OK && node < fc_hierarchy_size(n->book->won.hierarchy);
         node++) {
        double r[RATES];

        an_book_sum(n->book, node, n->rates, RATES, r);
        for (size_t lead = 0; lead < n->outlook->horizon; lead++)
            if (!n->options->asked ||
                !isnan(asked_of(n, node, n->outlook->learned->now + (fc_period)lead)))
                write_row(n, node, lead, r, accounts, *table);
    }
    return status;
}

static void note(const need *n, an_table *table)
{
    an_table_note(table, "gap = plan - expected, where that is above 0; expected = won so far and "
                         "what open deals will bring, without deals not created yet");
    an_table_note(table,
                  "deals_to_win = gap / average deal won; deals_to_create = deals_to_win / win "
                  "rate; new_customers: as many of them as lately bought for the first time; "
                  "activities: as many for each deal created as lately");
    an_table_note(table, "%s; a deal created late in the period may close after it",
                  an_win_rate_definition(n->options->win_rate, n->book->lang));
    an_pipeline_notes(n->book, table);
}

fc_status an_report_activity(const an_book *book, const an_pipeline_options *options,
                             an_table **table)
{
    const an_outlook_options how = {.horizon = options->horizon ? options->horizon : PERIODS};
    need n = {.book = book, .options = options};
    an_share *groups;
    bool accounts;
    fc_status status;

    if (!options->plan && !options->asked)
        return fc_fail(FC_EUSAGE, "activity: no plan given, so there is no gap; use --plan FILE");
    n.rates = calloc(book->n_cells * RATES + 1, sizeof *n.rates);
    groups = calloc(book->n_cells + 1, sizeof *groups);
    if (!n.rates || !groups) {
        free(n.rates);
        free(groups);
        return fc_no_memory();
    }
    status = an_outlook_new(book, book->deals, &how, &n.outlook);
    if (status == FC_OK)
        status = count_first_time(&n, &accounts);
    if (status == FC_OK) {
        count_rates(&n);
        for (size_t c = 0; c < book->n_cells; c++)
            groups[c] = (an_share){n.rates[c * RATES + WON], n.rates[c * RATES + ENDED]};
        n.strength = an_shrink_strength(groups, book->n_cells);
        status = write_all(&n, accounts, table);
    }
    if (status == FC_OK) {
        note(&n, *table);
        status = an_table_status(*table);
    }
    an_outlook_free(n.outlook);
    free(groups);
    free(n.rates);
    return status;
}
