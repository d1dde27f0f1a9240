/* test_watch_deals.c - rules over deals: what is counted of them, and which region is called. */
#include "analysis/kpi/measure.h"
#include "analysis/watch/alarms.h"
#include "analysis/watch/deal_rules.h"
#include "tests/unit/pipeline_case.h"

enum { MONTHS = 30, BREAK = 26, REGIONS = 6 };

static an_deal_facts facts;

static int forget_facts(void **state)
{
    an_deal_facts_clear(&facts);
    return forget_reports(state);
}

static void make_facts(const char *text)
{
    an_deals_options options = plain_deals();

    options.by = "region";
    forget_facts(NULL);
    assert_ok(read_deals(text, &options));
    assert_ok(an_book_new(deals, &book));
    assert_ok(an_deal_facts_make(book, &facts));
}

static double fact(const double *values, const char *month, size_t which)
{
    fc_unit unit;
    fc_period p;

    assert_true(fc_calendar_parse(&deals->calendar, month, &unit, &p));
    assert_true(p >= facts.first && p < facts.first + (fc_period)facts.n);
    return values[(size_t)(p - facts.first) * facts.width + which];
}

/* a is pushed and then won, b is lost as it was due, c is created in March, d stays open. */
#define EXPORTS                                                           \
    "snapshot,id,region,stage,amount,created,close_date,closed\n"         \
    "2026-01-31,a,East,Offer,100.5,2026-01-05,2026-02-20,\n"              \
    "2026-01-31,b,East,Visit,40,2026-01-07,2026-02-25,\n"                 \
    "2026-01-31,d,West,Visit,7.25,2026-01-09,2027-02-25,\n"               \
    "2026-02-28,a,East,Offer,100.5,2026-01-05,2026-03-20,\n"              \
    "2026-02-28,b,East,Closed Lost,40,2026-01-07,2026-02-24,2026-02-24\n" \
    "2026-02-28,d,West,Visit,7.25,2026-01-09,2027-02-25,\n"               \
    "2026-03-31,a,East,Closed Won,90,2026-01-05,2026-03-19,2026-03-19\n"  \
    "2026-03-31,c,East,Visit,15,2026-03-03,2026-05-01,\n"                 \
    "2026-03-31,d,West,Visit,7.25,2026-01-09,2027-02-25,\n"

static void deals_are_counted_as_they_were_known(void **state)
{
    double x[2 * 64];
    size_t offer;

    (void)state;
    make_facts(EXPORTS);
    assert_int_equal(facts.n, 2); /* February and March: what was before January's export is not */
    assert_true(facts.n * facts.width <= sizeof x / sizeof *x);
    an_deal_facts_sum(&facts, fc_hierarchy_find(book->won.hierarchy, (const char *[]){"East"}), x);
    assert_close(fact(x, "2026-02", AN_FACT_DUE), 2, 0);
    assert_close(fact(x, "2026-02", AN_FACT_DUE_AMOUNT), 140.5, 0);
    assert_close(fact(x, "2026-02", AN_FACT_PUSHED), 1, 0);
    assert_close(fact(x, "2026-02", AN_FACT_PUSHED_AMOUNT), 100.5, 0);
    assert_close(fact(x, "2026-02", AN_FACT_CREATED), 0, 0);
    assert_close(fact(x, "2026-02", AN_FACT_CLOSED_AMOUNT), 40, 0);
    assert_close(fact(x, "2026-02", AN_FACT_WON_AMOUNT), 0, 0);
    assert_close(fact(x, "2026-02", AN_FACT_OPEN_AMOUNT), 100.5, 0);
    assert_close(fact(x, "2026-03", AN_FACT_CREATED), 1, 0);
    assert_close(fact(x, "2026-03", AN_FACT_CREATED_AMOUNT), 15, 0);
    assert_close(fact(x, "2026-03", AN_FACT_DUE), 1, 0);
    assert_close(fact(x, "2026-03", AN_FACT_PUSHED), 0, 0);
    assert_close(fact(x, "2026-03", AN_FACT_WON_AMOUNT), 90, 0);
    assert_close(fact(x, "2026-03", AN_FACT_OPEN_AMOUNT), 15, 0);
    for (offer = 0; strcmp(an_deals_stage(deals, facts.stages.stages[offer]), "Offer") != 0;)
        offer++;
    assert_close(fact(x, "2026-03", an_fact_left(offer)), 1, 0);
    assert_close(fact(x, "2026-03", an_fact_lost(offer)), 0, 0);
    assert_close(facts.won, 90 / 130.0, 1e-15);

    an_deal_facts_sum(&facts, fc_hierarchy_find(book->won.hierarchy, (const char *[]){"West"}), x);
    assert_close(fact(x, "2026-03", AN_FACT_OPEN), 0, 0); /* due in a year, not in a quarter */
}

/* The same deals as measures of gapcast kpi, of a company that sells a little. */
static void measures_are_those_of_the_deals(void **state)
{
    static const struct {
        const char *name;
        double value;
    } EXPECTED[] = {
        {"open_deals", 1},
        {"open_pipeline", 15},
        {"deals_created", 1},
        {"deals_won", 1},
        {"won_amount", 90},
        {"lost_amount", 0},
        {"win_rate", 0.5},
        {"win_rate_amount", 9 / 13.0},
        {"deal_size", 90},
        {"sales_cycle", 73},
        {"velocity", 0.5 * 90 / 73},
        {"push_rate", 0},
        {"pipeline_created", 15},
        {"stale_pipeline", 1},
        {"coverage_needed", 13 / 9.0},
    };
    static const char *const SALES[] = {"sales.csv"};
    an_sales *sales;
    an_kpi_data data;
    an_kpi_view view;

    (void)state;
    make_facts(EXPORTS);
    write_text("sales.csv", "date,region,amount\n2026-02-03,East,5\n2026-03-31,East,7\n");
    assert_ok(an_sales_read(SALES, 1,
                            &(an_sales_options){.calendar = plain_deals().calendar,
                                                .as_of = FC_DATE_NONE,
                                                .by = "region",
                                                .detail = true},
                            problems, &sales));
    assert_ok(an_kpi_data_make(sales, NULL, "en", &data));
    assert_ok(an_kpi_data_deals(&data, book));
    assert_ok(an_kpi_view_make(&data, 1, sales->last_complete, FC_DATE_NONE, &view));
    for (size_t i = 0; i < sizeof EXPECTED / sizeof *EXPECTED; i++)
        assert_close(an_kpi_find(EXPECTED[i].name)->value(&view), EXPECTED[i].value, 1e-12);
    assert_true(isnan(an_kpi_find("weighted_pipeline")->value(&view))); /* no probabilities */
    an_kpi_data_clear(&data);
    an_sales_free(sales);
}

static void one_deal_says_nothing(void **state)
{
    (void)state;
    make_facts("id,region,stage,amount,created,close_date\na,East,Visit,3,2026-01-05,2026-02-01\n");
    assert_true(facts.n <= 1);
    assert_close(facts.won, 0, 0);
}

static double uniform(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return ((*seed >> 8) + 0.5) / 16777216.0;
}

/* Which region does what from month BREAK on; SIZE_MAX: none. */
typedef struct {
    int creates_less, leaks, pushes;
} habits;

static void write_day(FILE *file, int month, int day)
{
    fprintf(file, "%d-%02d-%02d", 2023 + month / 12, month % 12 + 1, day);
}

/* One deal as the export at the end of `now` has it: a month in Visit, a month in Offer. */
static void write_deal(FILE *file, int region, int number, int created, int now, const habits *h,
                       double luck, double amount)
{
    const bool broken = created + 2 >= BREAK;
    const bool pushed = luck * 10 - (int)(luck * 10) < (broken && h->pushes == region ? 0.8 : 0.2);
    const int due = created + 2 + (pushed && now >= created + 2);
    const bool closed = now >= created + 2 + pushed,
               won = luck < (broken && h->leaks == region ? 0.12 : 0.5);

    write_day(file, now, 28);
    fprintf(file, ",%d-%d-%d,%c,%s,%.2f,", region, created, number, 'A' + region,
            !closed ? now > created ? "Offer" : "Visit"
            : won   ? "Closed Won"
                    : "Closed Lost",
            amount);
    write_day(file, created, 3);
    fputc(',', file);
    write_day(file, due, 15);
    fputc(',', file);
    if (closed)
        write_day(file, due, 15);
    fputc('\n', file);
}

static void write_exports(const habits *h)
{
    FILE *file = fopen("exports.csv", "w");
    uint32_t seed = 815;

    fprintf(file, "snapshot,id,region,stage,amount,created,close_date,closed\n");
    for (int region = 0; region < REGIONS; region++)
        for (int created = 0; created < MONTHS; created++) {
            const int usual = 12 + (int)(5 * uniform(&seed));
            const int n = h->creates_less == region && created >= BREAK ? usual / 3 : usual;

            for (int i = 0; i < n; i++) {
                const double luck = uniform(&seed), amount = 20 + 60 * uniform(&seed);

                for (int now = created; now < MONTHS && now <= created + 3; now++)
                    write_deal(file, region, i, created, now, h, luck, amount);
            }
        }
    assert_int_equal(fclose(file), 0);
}

static void write_flat_sales(void)
{
    FILE *file = fopen("sales.csv", "w");
    uint32_t seed = 4;

    fprintf(file, "date,region,amount\n");
    for (int t = -18; t < MONTHS; t++)
        for (int r = 0; r < REGIONS; r++)
            fprintf(file, "%d-%02d-01,%c,%.2f\n", 2023 + (t + 24) / 12 - 2, (t + 24) % 12 + 1,
                    'A' + r, 900 * (0.9 + 0.2 * uniform(&seed)));
    assert_int_equal(fclose(file), 0);
}

/* Watches the deals beside flat sales. */
static void watch_deals(const habits *h, an_sales **sales, an_watch **watch)
{
    static const char *const SALES[] = {"sales.csv"}, *const DEALS[] = {"exports.csv"};
    an_deals_options options = plain_deals();
    an_sales_options read = {.calendar = options.calendar, .as_of = FC_DATE_NONE, .by = "region"};

    write_exports(h);
    write_flat_sales();
    options.by = "region";
    forget_facts(NULL);
    assert_ok(read_deal_files(DEALS, 1, &options));
    assert_ok(an_book_new(deals, &book));
    assert_ok(an_sales_read(SALES, 1, &read, problems, sales));
    assert_ok(
        an_watch_run(*sales, NULL, NULL, &(an_watch_options){.lang = "en", .book = book}, watch));
}

static const an_alarm *find_alarm(const an_watch *watch, const char *rule, const char *region)
{
    for (size_t i = 0; i < an_watch_size(watch); i++) {
        const an_alarm *a = an_watch_at(watch, i);

        if (a->rule && strcmp(a->rule, rule) == 0 &&
            strcmp(fc_hierarchy_key(an_watch_replay(watch)->sales->hierarchy, a->node, 0),
                   region) == 0)
            return a;
    }
    return NULL;
}

static void the_region_is_called_by_its_rule(void **state)
{
    static const struct {
        const char *rule, *region;
        habits h;
    } CASES[] = {
        {"creation rate", "B", {1, -1, -1}},
        {"stage leakage", "C", {-1, 2, -1}},
        {"push rate", "D", {-1, -1, 3}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        an_sales *sales;
        an_watch *watch;
        const an_alarm *a;

        watch_deals(&CASES[i].h, &sales, &watch);
        a = find_alarm(watch, CASES[i].rule, CASES[i].region);
        if (!a && strcmp(CASES[i].rule, "creation rate") == 0)
            a = find_alarm(watch, "coverage", CASES[i].region); /* fewer new deals: less is open */
        assert_non_null(a);
        assert_true(a->shortfall > 0 && a->false_alarms >= 0);
        for (size_t k = 0; k < an_watch_size(watch); k++) /* and no other */
            assert_true(an_watch_at(watch, k)->node == a->node ||
                        strcmp(an_watch_at(watch, k)->rule, "creation rate") != 0);
        an_watch_free(watch);
        an_sales_free(sales);
    }
}

static void quiet_deals_call_no_more_than_the_rate(void **state)
{
    an_sales *sales;
    an_watch *watch;
    an_table *history;
    size_t n = 0;

    (void)state;
    watch_deals(&(habits){-1, -1, -1}, &sales, &watch);
    assert_ok(an_watch_history(watch, &history));
    for (size_t r = 0; r < an_table_rows(history); r++)
        for (size_t k = 0; k < an_deal_rule_count(); k++)
            n += strcmp(an_table_cell_text(history, r, 1), an_deal_rule_at(k)->name) == 0;
    assert_true((double)n <= 1.5 / 3 * (REGIONS + 1) * (MONTHS - 9) / 12);
    an_table_free(history);
    an_watch_free(watch);
    an_sales_free(sales);
}

static int end(void **state)
{
    forget_facts(state);
    return written_end(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(deals_are_counted_as_they_were_known),
        cmocka_unit_test(measures_are_those_of_the_deals),
        cmocka_unit_test(one_deal_says_nothing),
        cmocka_unit_test(the_region_is_called_by_its_rule),
        cmocka_unit_test(quiet_deals_call_no_more_than_the_rate),
    };

    return cmocka_run_group_tests(tests, written_begin, end);
}
