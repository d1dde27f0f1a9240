/* test_watch.c - thresholds, false discoveries, explained parents, and alarms of a small company.
 */
#include "analysis/watch/watch.h"

#include "analysis/watch/alarms.h"
#include "analysis/watch/calibrate.h"
#include "tests/unit/sales_case.h"

static double uniform(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return ((*seed >> 8) + 0.5) / 16777216.0;
}

static double normal(uint32_t *seed)
{
    const double u = uniform(seed), v = uniform(seed);

    return sqrt(-2 * log(u)) * cos(6.283185307179586 * v);
}

static int by_value(const void *a, const void *b)
{
    const float x = *(const float *)a, y = *(const float *)b;

    return (x > y) - (x < y);
}

/* The 1 - q quantile of an exponential distribution is -log q, within the data and beyond. */
static void thresholds_go_on_beyond_the_data(void **state)
{
    enum { N = 4000 };
    static float scores[N];
    uint32_t seed = 99;

    (void)state;
    for (size_t i = 0; i < N; i++)
        scores[i] = (float)-log(uniform(&seed));
    qsort(scores, N, sizeof *scores, by_value);
    for (double q = 0.2; q > 1e-7; q /= 7) {
        const double threshold = an_calibrate_threshold(scores, N, q);

        assert_true(fabs(threshold / -log(q) - 1) < 0.1);
        assert_true(fabs(log(an_calibrate_share(scores, N, threshold) / q)) < 0.1);
    }
}

/* The example of Benjamini & Hochberg (1995), section 3: four of fifteen at 5 %. */
static void discoveries_are_those_of_the_paper(void **state)
{
    const double p[] = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                        0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
    bool found[15];

    (void)state;
    assert_ok(an_alarms_discover(p, 15, 0.05, found));
    for (size_t i = 0; i < 15; i++)
        assert_int_equal(found[i], i < 4);
    assert_ok(an_alarms_discover(p, 0, 0.05, found));
}

/* By hand: of three families on one level, 0.02, 0.9 and 0.07 by Simes, the first and the third are
 * chosen at 20 % and tested at two thirds of it. One family alone is as in the paper. */
static void families_are_chosen_before_their_members(void **state)
{
    const double p[] = {0.5, 0.01, 0.14, 0.9, 0.9, 0.06, 0.07, NAN};
    const size_t parent[] = {SIZE_MAX, 0, 0, 1, 1, 2, 2, 2}, level[] = {0, 1, 1, 1, 1, 1, 1, 1},
                 alone[] = {0, 0, 0, 0, 0, 0, 0, 0};
    const bool expected[] = {false, true, false, false, false, true, true, false};
    bool found[8], flat[7];

    (void)state;
    assert_ok(an_alarms_discover_tree(p, parent, level, 8, 0.2, found));
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(found[i], expected[i]);
    assert_ok(an_alarms_discover_tree(p, alone, alone, 8, 0.2, found));
    assert_ok(an_alarms_discover(p, 7, 0.2, flat));
    assert_memory_equal(found, flat, sizeof flat);
    assert_ok(an_alarms_discover_tree(p, parent, level, 0, 0.2, found));
}

/* Where nothing happens, anything at all is found in a share q of the worlds, or fewer. */
static void nothing_is_seldom_discovered(void **state)
{
    enum { FAMILIES = 8, EACH = 6, N = FAMILIES * EACH, WORLDS = 4000 };
    size_t parent[N], level[N] = {0}, worlds = 0;
    uint32_t seed = 31;

    (void)state;
    for (size_t i = 0; i < N; i++)
        parent[i] = i / EACH;
    for (int w = 0; w < WORLDS; w++) {
        double p[N];
        bool found[N], any = false;

        for (size_t i = 0; i < N; i++)
            p[i] = uniform(&seed);
        assert_ok(an_alarms_discover_tree(p, parent, level, N, 0.2, found));
        for (size_t i = 0; i < N; i++)
            any = any || found[i];
        worlds += any;
    }
    assert_true((double)worlds / WORLDS < 0.22);
    assert_true((double)worlds / WORLDS > 0.1);
}

static void a_shortfall_is_expected_even_on_plan(void **state)
{
    an_review_row row = {.plan = 100,
                         .outlook = 100,
                         .lo80 = 100 - 12.815515655446004,
                         .hi80 = 100 + 12.815515655446004};

    (void)state;
    assert_close(an_watch_shortfall(&row), 10 * 0.3989422804014327, 1e-12);
    row.outlook = 0;
    assert_close(an_watch_shortfall(&row), 100, 1e-9);
    row.lo80 = row.hi80 = row.outlook = 93;
    assert_close(an_watch_shortfall(&row), 7, 1e-12);
}

/* Five regions x three products, `n` months, noise of 4 %; a node may lose a part from `at` on. */
static void write_company(const char *region, const char *product, double part, int at, int n)
{
    FILE *file = fopen("sales.csv", "w");
    uint32_t seed = 4711;

    fprintf(file, "date,region,product,amount\n");
    for (int t = 0; t < n; t++)
        for (int c = 0; c < 15; c++) {
            const char name[] = {"ABCDE"[c / 3], '\0'}, what[] = {"xyz"[c % 3], '\0'};
            const bool hit =
                t >= at && strcmp(name, region) == 0 && (!product || strcmp(what, product) == 0);
            const double y = (300 + 40 * c) * (1 + 0.2 * sin(0.5236 * t)) *
                             exp(0.04 * normal(&seed)) * (hit ? 1 - part : 1);

            fprintf(file, "%d-%02d-01,%s,%s,%.2f\n", 2019 + t / 12, t % 12 + 1, name, what, y);
        }
    assert_int_equal(fclose(file), 0);
}

static void read_company(const char *region, const char *product, double part, int at, int n)
{
    an_sales_options options = MONTHS;

    write_company(region, product, part, at, n);
    options.detail = true;
    assert_ok(read_file("sales.csv", &options));
}

static void watch(const an_watch_options *options, an_watch **w)
{
    assert_ok(an_watch_run(sales, NULL, NULL, options, w));
}

static const an_watch_options english = {.lang = "en"};

static void a_region_that_falls_is_told_once(void **state)
{
    an_watch *w;
    const an_alarm *a;
    char label[FC_LABEL_SIZE];

    (void)state;
    read_company("C", NULL, 0.15, 57, 60);
    watch(&english, &w);
    assert_true(an_watch_size(w) >= 1);
    a = an_watch_at(w, 0);
    assert_string_equal(fc_hierarchy_name(sales->hierarchy, a->node), "C/*");
    fc_calendar_label(&sales->calendar, a->since, label);
    assert_string_equal(label, "2023-10");
    assert_true(a->shortfall > 0 && a->false_alarms >= 0 && a->false_alarms < 1);
    for (size_t i = 1; i < an_watch_size(w); i++) /* not its products again, nor the total */
        assert_null(strstr(fc_hierarchy_name(sales->hierarchy, an_watch_at(w, i)->node), "C/"));
    an_watch_free(w);
}

static void one_product_explains_its_region(void **state)
{
    an_watch *w;

    (void)state;
    read_company("B", "z", 0.4, 57, 60);
    watch(&english, &w);
    assert_true(an_watch_size(w) >= 1);
    assert_string_equal(fc_hierarchy_name(sales->hierarchy, an_watch_at(w, 0)->node), "B/z");
    for (size_t i = 1; i < an_watch_size(w); i++)
        assert_string_not_equal(fc_hierarchy_name(sales->hierarchy, an_watch_at(w, i)->node),
                                "B/*");
    an_watch_free(w);
}

/* Thresholds from the first half; alarms of the second, where nothing happened either. */
static void the_rate_of_false_alarms_holds(void **state)
{
    const double rate = 0.5;
    an_replay first, all;
    double years = 0, found = 0;

    (void)state;
    read_company("none", NULL, 0, 0, 300);
    sales->last_complete -= 150;
    assert_ok(an_replay_make(sales, &(an_replay_options){.rate = rate}, &first));
    sales->last_complete += 150;
    assert_ok(an_replay_make(sales, &(an_replay_options){.rate = rate}, &all));
    memcpy(all.scores.threshold, first.scores.threshold,
           an_watch_rule_count() * sizeof *all.scores.threshold);
    for (size_t i = 0; i < all.n_nodes; i++) {
        years += 150.0 / 12;
        for (size_t t = an_scores_onset(&all.scores, SIZE_MAX, i, 150); t < all.n;
             t = an_scores_onset(&all.scores, SIZE_MAX, i, t + 1))
            found++;
    }
    assert_true(found / years < 1.5 * rate);
    assert_true(found / years > rate / 1.5);
    an_replay_clear(&first);
    an_replay_clear(&all);
}

static void worth_counts_alarms_before_a_miss(void **state)
{
    an_replay r;
    an_worth w;

    (void)state;
    read_company("C", NULL, 0.3, 60, 84);
    assert_ok(an_replay_make(sales, &(an_replay_options){.rate = 0.1}, &r));
    assert_ok(an_replay_worth(&r, &r.scores, 0, &w));
    assert_true(w.n >= 1 && w.n_true >= 1 && w.n_true <= w.n);
    assert_true(w.median_lead >= 1 && w.median_lead <= 12);
    assert_close(w.false_alarms, (double)(w.n - w.n_true) / r.scores.years, 1e-12);

    const size_t node = fc_hierarchy_find(sales->hierarchy, (const char *[]){"C", "*"});

    assert_false(an_replay_missed(&r, node, 58));
    assert_true(an_replay_missed(&r, node, 62));
    assert_true(an_replay_next_miss(&r, node, 59) <= 62);
    an_replay_clear(&r);
}

static void the_user_has_rules(void **state)
{
    an_watch *w;
    an_watch_options options = english;
    size_t own = 0;

    (void)state;
    read_company("none", NULL, 0, 0, 48);
    write_text("rules.ini", "[small share]\nkpi = share_of_total\nbelow = 0.15\n"
                            "[big total]\nkpi = mat\nabove = 1\nlevels = total\n");
    options.rules = "rules.ini";
    watch(&options, &w);
    for (size_t i = 0; i < an_watch_size(w); i++) {
        const an_alarm *a = an_watch_at(w, i);

        own += !a->rule;
        if (!a->rule && a->node == 0)
            assert_string_equal(a->own_rule, "big total");
    }
    assert_true(own > 2);
    an_watch_free(w);
}

static void rules_that_make_no_sense_are_refused(void **state)
{
    static const struct {
        const char *text, *message;
    } CASES[] = {
        {"kpi = mat\n", "rules.ini:1: a rule begins with its name in brackets: [name]"},
        {"[a]\nkpi = profit\n", "rules.ini:2: no measure 'profit'; gapcast kpi SALES lists them"},
        {"[a]\nabove = 3\n", "rules.ini: rule [a] has no kpi; write kpi = NAME"},
        {"[a]\nkpi = mat\nabove = many\n", "rules.ini:3: 'many' is no number"},
        {"[a]\nkpi = mat\nover = 3\n",
         "rules.ini:3: no setting 'over'; a rule has kpi, above, below, rise, fall, periods, "
         "levels"},
        {"[a]\nkpi = mat\nlevels = some\n",
         "rules.ini:3: levels is all, total or bottom, not 'some'"},
        {"[a]\nkpi = mat\n",
         "rules.ini: rule [a] has no limit; write above, below, rise or fall = NUMBER"},
        {"[a]\nkpi = mat\nabove = 3\nperiods = 1.5\n",
         "rules.ini:4: periods is a whole number from 1 to 24, not '1.5'"},
        {"[a]\nkpi = mat\nabove = 3\nperiods = 25\n",
         "rules.ini:4: periods is a whole number from 1 to 24, not '25'"},
        {"[a]\nkpi\n", "rules.ini:2: not 'name = value'"},
    };
    an_watch *w;
    an_watch_options options = english;

    (void)state;
    read_company("none", NULL, 0, 0, 30);
    options.rules = "rules.ini";
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        write_text("rules.ini", CASES[i].text);
        assert_fails(an_watch_run(sales, NULL, NULL, &options, &w), FC_EUSAGE, CASES[i].message);
        assert_null(w);
    }
    options.rules = "missing.ini";
    assert_int_equal(an_watch_run(sales, NULL, NULL, &options, &w), FC_ENOINPUT);
}

/* No history to speak of: no alarm, and nothing fails. */
static void a_short_history_tells_nothing(void **state)
{
    (void)state;
    for (int n = 1; n < 16; n++) {
        an_watch *w;
        an_table *table;

        read_company("C", NULL, 0.5, n - 1, n);
        watch(&english, &w);
        assert_ok(an_watch_table(w, &table));
        an_table_free(table);
        assert_ok(an_watch_history(w, &table));
        an_table_free(table);
        an_watch_free(w);
    }
}

static void the_history_lists_what_would_have_been_told(void **state)
{
    an_watch *w;
    an_table *table;
    bool told = false;

    (void)state;
    read_company("D", NULL, 0.3, 50, 66);
    watch(&english, &w);
    assert_ok(an_watch_history(w, &table));
    for (size_t r = 0; r < an_table_rows(table); r++)
        told = told || (strcmp(an_table_cell_text(table, r, 0), "D") == 0 &&
                        strcmp(an_table_cell_text(table, r, 1), "*") == 0 &&
                        strcmp(an_table_cell_text(table, r, 3), "2023-03") == 0 &&
                        *an_table_cell_text(table, r, 6));
    assert_true(told);
    an_table_free(table);
    an_watch_free(w);
}

static int end(void **state)
{
    forget(state);
    return written_end(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thresholds_go_on_beyond_the_data),
        cmocka_unit_test(discoveries_are_those_of_the_paper),
        cmocka_unit_test(families_are_chosen_before_their_members),
        cmocka_unit_test(nothing_is_seldom_discovered),
        cmocka_unit_test(a_shortfall_is_expected_even_on_plan),
        cmocka_unit_test(a_region_that_falls_is_told_once),
        cmocka_unit_test(one_product_explains_its_region),
        cmocka_unit_test(the_rate_of_false_alarms_holds),
        cmocka_unit_test(worth_counts_alarms_before_a_miss),
        cmocka_unit_test(the_user_has_rules),
        cmocka_unit_test(rules_that_make_no_sense_are_refused),
        cmocka_unit_test(a_short_history_tells_nothing),
        cmocka_unit_test(the_history_lists_what_would_have_been_told),
    };

    return cmocka_run_group_tests(tests, written_begin, end);
}
