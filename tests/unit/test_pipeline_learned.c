/* test_pipeline_learned.c - what is learned of deals whose laws are known. */
#include <omp.h>

#include "analysis/pipeline/activity.h"
#include "analysis/pipeline/outlook.h"
#include "tests/unit/pipeline_case.h"

static an_outlook *outlook;

static int forget_outlook(void **state)
{
    an_outlook_free(outlook);
    outlook = NULL;
    return forget_reports(state);
}

static uint64_t dice_state;

static double dice(void)
{
    dice_state = dice_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(dice_state >> 11) / 9007199254740992.0;
}

/* Deals created evenly over three years; each day a share of those open is won or lost. Of the
 * region West twice as many are won. What is not over on 2025-12-31 is open; what ended before
 * `since` is not in the export. */
static void make_deals_ended_since(size_t n, double win, double loss, fc_date since)
{
    const fc_date end = day_of("2025-12-31");
    const an_deals_options options = plain_deals();
    static const char *const FILES[] = {"deals.csv"};
    FILE *file = fopen("deals.csv", "w");

    assert_non_null(file);
    dice_state = 2385;
    fputs("id,region,owner,status,amount,created,closed\n", file);
    for (size_t i = 0; i < n; i++) {
        const bool west = dice() < 0.5;
        const double wins = west ? 2 * win : win;
        const fc_date created = day_of("2023-01-01") + (fc_date)(1090 * dice());
        const char *status = "Open";
        fc_date day = created;
        char days[2][11] = {"", ""};

        while (*status == 'O' && ++day <= end) {
            const double luck = dice();

            status = luck < wins ? "Won" : luck < wins + loss ? "Lost" : "Open";
        }
        if (*status != 'O' && day < since)
            continue;
        fc_date_format(created, days[0]);
        if (*status != 'O')
            fc_date_format(day, days[1]);
        fprintf(file, "D%05zu,%s,O%d,%s,%.2f,%s,%s\n", i, west ? "West" : "East", (int)(5 * dice()),
                status, 50 + 100 * dice(), days[0], days[1]);
    }
    fclose(file);
    assert_ok(read_deal_files(FILES, 1, &options));
    assert_ok(an_book_new(deals, &book));
}

static void make_deals(size_t n, double win, double loss)
{
    make_deals_ended_since(n, win, loss, day_of("2023-01-01"));
}

static fc_status look_ahead(size_t horizon, bool ranges)
{
    const an_outlook_options how = {.horizon = horizon, .ranges = ranges};

    an_outlook_free(outlook);
    outlook = NULL;
    return an_outlook_new(book, deals, &how, &outlook);
}

static void hazards_and_factors_are_those_of_the_law(void **state)
{
    an_cases cases;
    an_hazard hazard;
    double between[AN_N_HAZARDS], region[2] = {0, 0};

    (void)state;
    make_deals(6000, 0.004, 0.012);
    assert_ok(an_cases_new(deals, &cases));
    assert_ok(an_hazard_fit(&cases, &hazard));
    for (size_t k = 0; k < AN_N_HAZARDS; k++)
        between[k] = an_hazard_between(&hazard, (an_hazard_kind)k, 0, 60);
    assert_close(between[AN_HAZARD_LOSS], 60 * 0.012, 0.1);
    for (size_t f = 1; f < cases.n_factors; f++) {
        const bool is_region = strcmp(cases.names[f], "region") == 0;

        for (size_t i = 0; is_region && i < cases.n; i++) {
            const char *name =
                an_deals_trait(deals, an_deals_last(deals, &deals->deals[i]), AN_TRAIT_REGION);

            region[*name == 'W'] = hazard.factors[AN_HAZARD_WIN][f][an_cases_levels(&cases, i)[f]];
        }
        if (!is_region) /* owners do not matter, and are found not to */
            assert_true(hazard.strength[AN_HAZARD_WIN][f] > 20);
    }
    assert_close(region[1] / region[0], 2, 0.15);
    assert_close(between[AN_HAZARD_WIN] * region[0], 60 * 0.004, 0.15);
    an_hazard_free(&hazard);
    an_cases_free(&cases);
}

/* Deals from before the first end are in the export because they had not ended: without that, the
 * first months would look as if nothing could end in them. */
static void an_export_of_what_ended_lately_tells_the_same_law(void **state)
{
    an_cases cases;
    an_hazard hazard;

    (void)state;
    make_deals_ended_since(6000, 0.006, 0.012, day_of("2025-07-01"));
    assert_ok(an_cases_new(deals, &cases));
    assert_int_equal(cases.watched, day_of("2025-07-01"));
    assert_ok(an_hazard_fit(&cases, &hazard));
    for (int from = 0; from < 120; from += 40)
        assert_close(an_hazard_between(&hazard, AN_HAZARD_LOSS, from, from + 40), 40 * 0.012, 0.2);
    an_hazard_free(&hazard);
    an_cases_free(&cases);
}

/* What is said of the next period does not depend on how many more are asked for. */
static void a_longer_horizon_changes_no_nearer_period(void **state)
{
    double near;

    (void)state;
    make_deals(900, 0.004, 0.012);
    assert_ok(look_ahead(1, false));
    near = an_outlook_expected(outlook, 0, 0);
    assert_ok(look_ahead(9, false));
    assert_close(an_outlook_expected(outlook, 0, 0), near, 0);
}

static void expected_amounts_are_those_of_the_law(void **state)
{
    double law = 0, cell_amount = 0;

    (void)state;
    make_deals(6000, 0.004, 0.012);
    assert_ok(look_ahead(3, false));
    for (size_t i = 0; i < deals->n; i++) {
        const an_deal_state *last = an_deals_last(deals, &deals->deals[i]);
        const double win = *an_deals_keys(deals, last)[0] == 'W' ? 0.008 : 0.004;
        double won[3], lost[3], sum = 0;

        if (last->outcome != AN_DEAL_OPEN)
            continue;
        an_learned_chances(outlook->learned, i, won, lost);
        for (size_t h = 0; h < 3; h++) {
            assert_true(won[h] >= 0 && lost[h] >= 0);
            sum += won[h] + lost[h];
        }
        assert_true(sum <= 1);
        law += last->amount * win / (win + 0.012) * (1 - pow(1 - win - 0.012, 31));
        cell_amount += last->amount;
    }
    assert_true(cell_amount > 0);
    assert_close(an_outlook_part_of(outlook, 0, AN_OUTLOOK_FROM_OPEN, 0), law, 0.15);
}

static void simulated_futures_lie_around_what_is_expected(void **state)
{
    double mean = 0;
    double lo;

    (void)state;
    make_deals(1500, 0.004, 0.012);
    omp_set_num_threads(3);
    assert_ok(look_ahead(2, true));
    for (size_t p = 0; p < outlook->n_paths; p++)
        for (size_t c = 0; c < book->n_cells; c++)
            mean += outlook->paths[(c * outlook->n_paths + p) * 2] / (double)outlook->n_paths;
    assert_close(mean, an_outlook_expected(outlook, 0, 0), 0.1);
    assert_true(outlook->lo[0] < an_outlook_expected(outlook, 0, 0));
    assert_true(outlook->hi[0] > an_outlook_expected(outlook, 0, 0));
    lo = outlook->lo[0];
    omp_set_num_threads(1);
    assert_ok(look_ahead(2, true));
    assert_memory_equal(&lo, &outlook->lo[0], sizeof lo);
}

static void deals_cut_at_a_day_are_those_read_as_of_it(void **state)
{
    static const char *const FILES[] = {"deals.csv"};
    const an_outlook_options how = {.horizon = 4};
    an_deals_options options = plain_deals();
    an_deals view;
    double cut[4];

    (void)state;
    make_deals(800, 0.004, 0.012);
    options.as_of = day_of("2025-03-31");
    assert_ok(an_deals_cut(deals, options.as_of, &view));
    assert_ok(an_outlook_new(book, &view, &how, &outlook));
    for (size_t h = 0; h < 4; h++)
        cut[h] = an_outlook_expected(outlook, 0, h);
    free(view.deals);
    an_outlook_free(outlook);
    outlook = NULL;
    an_book_free(book);
    book = NULL;
    assert_ok(read_deal_files(FILES, 1, &options));
    assert_ok(an_book_new(deals, &book));
    assert_ok(look_ahead(4, false));
    for (size_t h = 0; h < 4; h++)
        assert_close(an_outlook_expected(outlook, 0, h), cut[h], 1e-12);
}

static void assert_finite(const char *text)
{
    const an_deals_options options = plain_deals();

    assert_ok(read_deals(text, &options));
    an_book_free(book);
    assert_ok(an_book_new(deals, &book));
    assert_ok(look_ahead(6, true));
    for (size_t node = 0; node < fc_hierarchy_size(book->won.hierarchy); node++)
        for (size_t h = 0; h < 6; h++) {
            assert_true(isfinite(an_outlook_expected(outlook, node, h)));
            assert_true(isfinite(an_outlook_part_of(outlook, node, AN_OUTLOOK_WEIGHTED, h)));
            assert_true(isfinite(outlook->lo[node * 6 + h]) && isfinite(outlook->hi[node * 6 + h]));
        }
}

static void few_deals_and_odd_ones_give_numbers(void **state)
{
    (void)state;
    assert_finite("id,status,amount,created,close date\nA,Open,5,2026-01-02,2026-02-03\n");
    assert_finite("id,status,amount,created,close date\nA,Won,5,2026-01-02,2026-01-02\n");
    assert_finite("id,status,amount,created,close date\nA,Lost,,2026-01-02,2026-02-02\n");
    assert_finite(
        "id,status,amount,created,close date\nA,Open,,2026-01-02,\nB,Open,0,2026-01-02,\n");
    assert_finite("id,status,amount,created,close date\nA,Open,-5,2026-01-02,2020-01-01\n"
                  "B,Won,1e14,2016-01-02,2026-02-02\nC,Open,1e-9,2026-01-02,2199-01-01\n");
}

static void activities_follow_from_the_gap(void **state)
{
    static const char *const FILE_NAME = "activities.csv";
    const an_text_options plain = {0};
    an_activities activities;
    an_pipeline_options options = NO_OPTIONS;

    (void)state;
    write_text(FILE_NAME, "date,kind\n2025-01-02,meeting\n2025-01-03,Meeting\n2025-01-04,call\n"
                          "2026-05-01,call\nsoon,call\n");
    make_deals(300, 0.01, 0.01);
    assert_ok(an_activities_read(FILE_NAME, &plain, day_of("2025-01-03"), deals->as_of, problems,
                                 &activities));
    assert_int_equal(activities.n, 2);
    assert_close(activities.counts[0], 1, 0);
    assert_close(activities.counts[1], 1, 0);
    an_activities_clear(&activities);
    an_activities_clear(&activities);
    assert_fails(report_on(an_report_activity, &options), FC_EUSAGE,
                 "activity: no plan given, so there is no gap; use --plan FILE");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(hazards_and_factors_are_those_of_the_law, forget_outlook),
        cmocka_unit_test_teardown(an_export_of_what_ended_lately_tells_the_same_law,
                                  forget_outlook),
        cmocka_unit_test_teardown(a_longer_horizon_changes_no_nearer_period, forget_outlook),
        cmocka_unit_test_teardown(expected_amounts_are_those_of_the_law, forget_outlook),
        cmocka_unit_test_teardown(simulated_futures_lie_around_what_is_expected, forget_outlook),
        cmocka_unit_test_teardown(deals_cut_at_a_day_are_those_read_as_of_it, forget_outlook),
        cmocka_unit_test_teardown(few_deals_and_odd_ones_give_numbers, forget_outlook),
        cmocka_unit_test_teardown(activities_follow_from_the_gap, forget_outlook),
    };

    return cmocka_run_group_tests(tests, written_begin, written_end);
}
