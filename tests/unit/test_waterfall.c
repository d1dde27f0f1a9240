/* test_waterfall.c - the way from one export to the next adds up to the cent. */
#include "tests/unit/pipeline_case.h"

#define HEADER "id,owner,stage,amount,created,close_date,closed\n"

static const char *const PARTS[] = {"start", "new", "pulled",   "increased", "decreased", "pushed",
                                    "lost",  "won", "moved_in", "moved_out", "end"};
static const int SIGNS[] = {1, 1, 1, 1, -1, -1, -1, -1, 1, -1, -1};

/* Every row adds up, and a step starts where the one before ended. */
static void assert_balanced(void)
{
    const size_t n = fc_hierarchy_size(book->won.hierarchy);
    const size_t n_steps = an_table_rows(table) / n;

    for (size_t r = 0; r < an_table_rows(table); r++) {
        int64_t sum = 0;

        for (size_t k = 0; k < 11; k++) {
            const double cents = 100 * cell(r, PARTS[k]);

            assert_true(fabs(cents - nearbyint(cents)) < 1e-6);
            sum += SIGNS[k] * llround(cents);
        }
        assert_int_equal(sum, 0);
        if (r >= n && r / n + 1 < n_steps)
            assert_close(cell(r, "start"), cell(r - n, "end"), 0);
    }
}

static fc_status fall(const char *window)
{
    const an_pipeline_options options = {.since = FC_DATE_NONE, .window = window};

    return report_on(an_report_waterfall, &options);
}

static void each_change_has_its_part(void **state)
{
    static const char *const FILES[] = {"w_2026-07-03.csv", "w_2026-07-10.csv"};
    static const char *const WHOLE[] = {"*"}, *const ANN[] = {"Ann"}, *const BO[] = {"Bo"};
    an_deals_options o = plain_deals();
    size_t r;

    (void)state;
    o.by = "owner";
    write_text(FILES[0], HEADER "stay,Ann,Talk,100.01,2026-05-01,2026-08-01,\n"
                                "more,Ann,Talk,200.02,2026-05-01,2026-08-01,\n"
                                "less,Ann,Talk,300.03,2026-05-01,2026-08-01,\n"
                                "push,Ann,Talk,400.04,2026-05-01,2026-09-30,\n"
                                "pull,Ann,Talk,500.05,2026-05-01,2026-10-01,\n"
                                "won,Ann,Talk,600.06,2026-05-01,2026-08-01,\n"
                                "lost,Ann,Talk,700.07,2026-05-01,2026-08-01,\n"
                                "gone,Ann,Talk,800.08,2026-05-01,2026-08-01,\n"
                                "move,Ann,Talk,900.09,2026-05-01,2026-08-01,\n"
                                "both,Ann,Talk,1000.10,2026-05-01,2026-08-01,\n"
                                "early,Ann,Talk,1100.11,2026-05-01,2026-11-01,\n");
    write_text(FILES[1], HEADER "stay,Ann,Talk,100.01,2026-05-01,2026-08-02,\n"
                                "more,Ann,Talk,250.02,2026-05-01,2026-08-01,\n"
                                "less,Ann,Talk,290.03,2026-05-01,2026-08-01,\n"
                                "push,Ann,Talk,450.04,2026-05-01,2026-10-01,\n"
                                "pull,Ann,Talk,510.05,2026-05-01,2026-09-30,\n"
                                "won,Ann,Closed Won,610.06,2026-05-01,2026-08-01,2026-07-08\n"
                                "lost,Ann,Closed Lost,700.07,2026-05-01,2026-08-01,2026-07-08\n"
                                "move,Bo,Talk,900.09,2026-05-01,2026-08-01,\n"
                                "both,Bo,Talk,1000.10,2026-05-01,2026-12-01,\n"
                                "early,Ann,Closed Won,1100.11,2026-05-01,2026-11-01,2026-07-09\n"
                                "new,Bo,Talk,1200.12,2026-07-05,2026-09-01,\n"
                                "flash,Bo,Closed Won,1300.13,2026-07-05,2026-09-01,2026-07-06\n"
                                "later,Bo,Talk,1400.14,2026-07-05,2027-01-01,\n");
    assert_ok(read_deal_files(FILES, 2, &o));
    assert_ok(fall(NULL));
    assert_balanced();
    r = row_of(WHOLE, 1);
    assert_close(cell(r, "start"), 4000.40 + 1000.10, 1e-12);
    assert_close(cell(r, "new"), 1200.12 + 1300.13, 1e-12);
    assert_close(cell(r, "pulled"), 500.05 + 1100.11, 1e-12);
    assert_close(cell(r, "increased"), 50 + 10 + 10, 1e-12);
    assert_close(cell(r, "decreased"), 10, 1e-12);
    assert_close(cell(r, "pushed"), 400.04 + 1000.10, 1e-12);
    assert_close(cell(r, "lost"), 700.07 + 800.08, 1e-12);
    assert_close(cell(r, "won"), 610.06 + 1100.11 + 1300.13, 1e-12);
    assert_close(cell(r, "end"), 100.01 + 250.02 + 290.03 + 510.05 + 900.09 + 1200.12, 1e-12);
    r = row_of(ANN, 1);
    assert_close(cell(r, "moved_out"), 900.09 + 1000.10, 1e-12);
    assert_close(cell(r, "pushed"), 400.04, 1e-12);
    r = row_of(BO, 1);
    assert_close(cell(r, "moved_in"), 900.09 + 1000.10, 1e-12);
    assert_close(cell(r, "pushed"), 1000.10, 1e-12);
}

static unsigned dice_state;

static unsigned dice(unsigned sides)
{
    dice_state = dice_state * 1103515245u + 12345u;
    return (dice_state >> 16) % sides;
}

/* Weekly exports of deals that live at random; the fourth week is missing, stages are renamed in
 * the sixth, and some deals stand twice. */
static size_t write_weeks(const char *names[12])
{
    static char paths[12][32];
    enum { DEALS = 150, WEEKS = 10 };
    struct {
        int owner, cents, close, closed;
        bool won, there;
    } list[DEALS] = {0};
    size_t n = 0;

    dice_state = 2385;
    for (int week = 0; week < WEEKS; week++) {
        const fc_date today = day_of("2026-06-05") + 7 * week;
        char day[11], close[11], closed[11];
        FILE *file;

        for (int i = 0; i < DEALS; i++) {
            if (!list[i].there && dice(6) == 0) {
                list[i].there = true;
                list[i].owner = (int)dice(4);
                list[i].cents = (int)dice(900000);
                list[i].close = today + (int)dice(200);
            } else if (list[i].there && !list[i].closed) {
                if (dice(8) == 0)
                    list[i].owner = (int)dice(4);
                if (dice(5) == 0)
                    list[i].close = today + (int)dice(200) - 20;
                if (dice(5) == 0)
                    list[i].cents = (int)dice(900000);
                if (dice(12) == 0) {
                    list[i].closed = today - (int)dice(6);
                    list[i].won = dice(2);
                }
            }
        }
        if (week == 3)
            continue;
        fc_date_format(today, day);
        snprintf(paths[n], sizeof paths[n], "week_%s.csv", day);
        file = fopen(paths[n], "w");
        assert_non_null(file);
        fputs(HEADER, file);
        for (int i = 0; i < DEALS; i++) {
            const char *stage = list[i].closed ? list[i].won ? "Closed Won" : "Closed Lost"
                                : week < 5     ? "Talk"
                                               : "Discovery";

            if (!list[i].there || (list[i].closed && list[i].closed < today - 14) || dice(60) == 0)
                continue;
            fc_date_format(list[i].close, close);
            fc_date_format(list[i].closed, closed);
            for (int twice = dice(30) == 0; twice >= 0; twice--)
                fprintf(file, "D%d,O%d,%s,%d.%02d,2026-06-01,%s,%s\n", i, list[i].owner, stage,
                        list[i].cents / 100, list[i].cents % 100, close,
                        list[i].closed ? closed : "");
        }
        fclose(file);
        names[n] = paths[n];
        n++;
    }
    return n;
}

static void weeks_at_random_balance_to_the_cent(void **state)
{
    static const char *const WINDOWS[] = {NULL, "all", "2026-Q3", "2026-07", "2026"};
    const char *names[12];
    const size_t n = write_weeks(names);
    an_deals_options o = plain_deals();

    (void)state;
    o.by = "owner";
    assert_ok(read_deal_files(names, n, &o));
    assert_int_equal(deals->n_snapshots, 9);
    for (size_t w = 0; w < sizeof WINDOWS / sizeof *WINDOWS; w++) {
        static const char *const WHOLE[] = {"*", "2026-06-05", "2026-08-07"};
        int64_t open = 0;

        assert_ok(fall(WINDOWS[w]));
        assert_int_equal(an_table_rows(table), 9 * fc_hierarchy_size(book->won.hierarchy));
        assert_balanced();
        for (size_t i = 0; i < deals->n && w == 1; i++) {
            const an_deal_state *s = an_deals_last(deals, &deals->deals[i]);

            open += s->outcome == AN_DEAL_OPEN ? llround(100 * s->amount) : 0;
        }
        if (w == 1)
            assert_close(cell(row_of(WHOLE, 3), "end"), (double)open / 100, 0);
        assert_true(cell(row_of(WHOLE, 3), "won") > 0);
        assert_close(cell(row_of(WHOLE, 3), "moved_in"), cell(row_of(WHOLE, 3), "moved_out"), 0);
    }
}

static void one_export_steps_by_periods(void **state)
{
    an_deals_options o = plain_deals();
    static const char *const WHOLE[] = {"2026-01-31", "2026-02-28"};

    (void)state;
    o.by = "";
    assert_ok(read_deals("id,status,amount,created,closed\nA,Won,5.25,2026-01-05,2026-02-07\n"
                         "B,Open,7.5,2026-02-03,\nC,Lost,9,2026-01-03,2026-01-20\n"
                         "D,Open,1,2026-03-01,\n",
                         &o));
    assert_ok(report_on(an_report_waterfall, &NO_OPTIONS));
    assert_balanced();
    assert_close(cell(row_of(WHOLE, 2), "start"), 5.25, 0);
    assert_close(cell(row_of(WHOLE, 2), "won"), 5.25, 0);
    assert_close(cell(row_of(WHOLE, 2), "new"), 7.5, 0);
    assert_close(cell(row_of(WHOLE, 2), "end"), 7.5, 0);
}

static void what_is_no_window_is_refused(void **state)
{
    const an_deals_options o = plain_deals();
    const an_pipeline_options bad = {.since = FC_DATE_NONE, .window = "soon"};

    (void)state;
    assert_ok(read_deals("id,status,amount,created,closed\nA,Won,5,2026-01-05,2026-02-07\n", &o));
    assert_fails(report_on(an_report_waterfall, &bad), FC_EUSAGE,
                 "--for: 'soon' is no period; write 2026-Q3, 2026-07, 2026 or all");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(each_change_has_its_part, forget_reports),
        cmocka_unit_test_teardown(weeks_at_random_balance_to_the_cent, forget_reports),
        cmocka_unit_test_teardown(one_export_steps_by_periods, forget_reports),
        cmocka_unit_test_teardown(what_is_no_window_is_refused, forget_reports),
    };

    return cmocka_run_group_tests(tests, written_begin, written_end);
}
