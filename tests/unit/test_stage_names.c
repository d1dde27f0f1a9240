/* test_stage_names.c - stages that were renamed between two exports count as one. */
#include "tests/unit/pipeline_case.h"

#include <sys/stat.h>

static const char *const FILES[] = {"d_2026-01-31.csv", "d_2026-02-28.csv", "d_2026-03-31.csv",
                                    "d_2026-04-30.csv"};

enum { EXPORTS = 4 };

/* stages[export][deal], NULL: not there yet. A name of "won" or "lost" closes the deal. */
typedef const char *const way[EXPORTS];

static fc_status read_ways(const way *ways, size_t n, const an_deals_options *options)
{
    for (size_t e = 0; e < EXPORTS; e++) {
        FILE *file = fopen(FILES[e], "w");

        assert_non_null(file);
        fputs("id,stage,status,amount,created,closed\n", file);
        for (size_t i = 0; i < n; i++) {
            const char *stage = ways[i][e];
            const bool won = stage && strcmp(stage, "won") == 0;
            const bool closed = won || (stage && strcmp(stage, "lost") == 0);

            if (stage)
                fprintf(file, "D%02zu,%s,%s,%zu.5,2026-01-02,%s\n", i, closed ? "End" : stage,
                        !closed ? "Open"
                        : won   ? "Won"
                                : "Lost",
                        100 + i, closed ? "2026-03-15" : "");
        }
        fclose(file);
    }
    return read_deal_files(FILES, EXPORTS, options);
}

static const char *stage_at(const char *id, const char *day)
{
    return an_deals_stage(deals, an_deals_state(deals, deal_of(id), day_of(day))->stage);
}

static size_t count_of(an_severity severity)
{
    return an_problems_count(problems, severity);
}

/* Talk becomes Discovery with the third export; one deal goes on at the same time. */
static const way RENAMED[] = {
    {"Talk", "Talk", "Discovery", "Offer"}, {"Talk", "Talk", "Discovery", "Discovery"},
    {"Talk", "Talk", "Discovery", "lost"},  {"Talk", "Talk", "Offer", "Offer"},
    {"Talk", "Offer", "Offer", "won"},      {NULL, NULL, "Discovery", "Discovery"},
};

static void a_stage_that_most_deals_share_is_the_same(void **state)
{
    const an_deals_options o = plain_deals();
    static const char *const NAME[] = {"Discovery"};
    size_t r;

    (void)state;
    assert_ok(read_ways(RENAMED, 6, &o));
    assert_string_equal(stage_at("D00", "2026-02-28"), "Discovery");
    assert_string_equal(stage_at("D03", "2026-02-28"), "Discovery");
    assert_string_equal(stage_at("D03", "2026-03-31"), "Offer");
    assert_int_equal(count_of(AN_NOTE), 1);
    assert_string_equal(an_problems_at(problems, 0)->text,
                        "the stage 'Talk' is called 'Discovery' from 2026-03-31 on, and counts as "
                        "one with it; if they are two, say --stage 'Talk=Talk'");
    assert_ok(report_on(an_report_stages, &NO_OPTIONS));
    r = row_of(NAME, 1);
    assert_close(cell(r, "entered"), 6, 0);
    assert_close(cell(r, "advanced"), 3, 0);
    assert_close(cell(r, "lost"), 1, 0);
    for (size_t i = 0; i < an_table_rows(table); i++)
        assert_string_not_equal(an_table_cell_text(table, i, 0), "Talk");
}

static void names_that_were_given_are_left_alone(void **state)
{
    static const char *const TWO[] = {"Talk=Talk"}, *const OTHER[] = {"Talk=Offer"},
                             *const BAD[] = {"Talk"};
    an_deals_options o = plain_deals();

    (void)state;
    o.stages = TWO;
    o.n_stages = 1;
    assert_ok(read_ways(RENAMED, 6, &o));
    assert_string_equal(stage_at("D00", "2026-02-28"), "Talk");
    assert_int_equal(count_of(AN_NOTE), 0);
    o.stages = OTHER;
    assert_ok(read_ways(RENAMED, 6, &o));
    assert_string_equal(stage_at("D00", "2026-02-28"), "Offer");
    o.stages = BAD;
    assert_fails(read_ways(RENAMED, 6, &o), FC_EUSAGE,
                 "--stage: 'Talk' is not OLD=NEW, such as Talk=Discovery");
}

/* A stage that closes deals may be given a name that says so. */
static void a_mapped_name_decides_the_outcome(void **state)
{
    static const char *const MAP[] = {"Ganado=Closed Won"};
    an_deals_options o = plain_deals();

    (void)state;
    o.stages = MAP;
    o.n_stages = 1;
    assert_ok(
        read_deals("id,stage,amount,created,close date\nA,ganado,5,2026-01-02,2026-02-03\n", &o));
    assert_string_equal(told("A"), "won Closed Won 5.00 pnan 2026-01-02..2026-02-03");
}

/* A cohort that goes on together, out of a stage that nobody was in for longer, is no new name. */
static void a_cohort_that_goes_on_is_asked_about(void **state)
{
    static const way COHORT[] = {
        {NULL, "Talk", "Offer", "Offer"}, {NULL, "Talk", "Offer", "won"},
        {NULL, "Talk", "Offer", "Offer"}, {NULL, "Talk", "Offer", "lost"},
        {"Late", "Late", "Late", "Late"},
    };
    const an_deals_options o = plain_deals();

    (void)state;
    assert_ok(read_ways(COHORT, 5, &o));
    assert_string_equal(stage_at("D00", "2026-02-28"), "Talk");
    assert_int_equal(count_of(AN_NOTE), 0);
    assert_int_equal(count_of(AN_WARNING), 1);
    assert_string_equal(an_problems_at(problems, 0)->text,
                        "the stage 'Talk' ends where 'Offer' begins, on 2026-03-31, with 4 of its "
                        "4 deals; if it was renamed, say --stage 'Talk=Offer'");
}

/* Where deals never stay as long as from one export to the next, ways in and out tell. */
static void a_stage_with_the_same_ways_in_and_out_is_the_same(void **state)
{
    static const way PASSED[] = {
        {"First", "Mid", "Last", "won"},   {"First", "Mid", "Last", "won"},
        {"First", "Mid", "Last", "lost"},  {NULL, "First", "Middle", "Last"},
        {NULL, "First", "Middle", "Last"}, {NULL, "First", "Middle", "Last"},
    };
    const an_deals_options o = plain_deals();

    (void)state;
    assert_ok(read_ways(PASSED, 6, &o));
    assert_string_equal(stage_at("D00", "2026-02-28"), "Middle");
    assert_int_equal(count_of(AN_NOTE), 1);
}

static void names_may_change_more_than_once(void **state)
{
    static const way TWICE[] = {
        {"A", "B", "B", "C"}, {"A", "B", "B", "C"}, {"A", "B", "B", "C"},
        {"A", "B", "B", "C"}, {"Z", "Z", "Z", "Z"},
    };
    const an_deals_options o = plain_deals();

    (void)state;
    assert_ok(read_ways(TWICE, 5, &o));
    assert_string_equal(stage_at("D00", "2026-02-28"), "C");
    assert_string_equal(stage_at("D00", "2026-01-31"), "A"); /* seen once: not evident */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_stage_that_most_deals_share_is_the_same, forget_reports),
        cmocka_unit_test_teardown(names_that_were_given_are_left_alone, forget_deals),
        cmocka_unit_test_teardown(a_mapped_name_decides_the_outcome, forget_deals),
        cmocka_unit_test_teardown(a_cohort_that_goes_on_is_asked_about, forget_deals),
        cmocka_unit_test_teardown(a_stage_with_the_same_ways_in_and_out_is_the_same, forget_deals),
        cmocka_unit_test_teardown(names_may_change_more_than_once, forget_deals),
    };

    return cmocka_run_group_tests(tests, written_begin, written_end);
}
