/* test_watch_pace.c - what has come in by a working day beside the curve of past periods. */
#include "analysis/watch/pace.h"

#include "analysis/watch/watch.h"
#include "tests/unit/sales_case.h"

enum { REGIONS = 6, MONTHS_OF_SALES = 40 };

static double uniform(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return ((*seed >> 8) + 0.5) / 16777216.0;
}

/* Six regions, a row every working day from 2021-01-01 on, more at each month's end; from the day
 * `from` to `to` one of them sells a part of it only. */
static void write_days(const char *from, const char *to, char region, double part)
{
    FILE *file = fopen("sales.csv", "w");
    uint32_t seed = 77;
    fc_date first, last, day, slow, until;

    assert_true(fc_date_parse("2021-01-01", &first));
    assert_true(fc_date_parse("2024-04-30", &last));
    assert_true(fc_date_parse(from, &slow) && fc_date_parse(to, &until));
    fprintf(file, "date,region,amount\n");
    for (day = first; day <= last; day++)
        for (int r = 0; fc_date_weekday(day) <= 5 && r < REGIONS; r++) {
            char text[11];
            const bool hit = 'A' + r == region && day >= slow && day <= until;

            fc_date_format(day, text);
            fprintf(file, "%s,%c,%.2f\n", text, 'A' + r,
                    (100 + 10 * r) * (0.8 + 0.4 * uniform(&seed)) *
                        (atoi(text + 8) > 20 ? 1.15 : 1) * (hit ? part : 1));
        }
    assert_int_equal(fclose(file), 0);
}

static void read_days(const char *as_of)
{
    an_sales_options options = MONTHS;

    options.by = "region";
    options.detail = true;
    assert_true(fc_date_parse(as_of, &options.as_of));
    assert_ok(read_file("sales.csv", &options));
}

/* Sums of the node by day, from the panel of days itself. */
static void fill(const an_replay *r, fc_date today, double *room, an_pace_sums *sums)
{
    size_t cell_days[REGIONS];

    for (size_t c = 0; c < REGIONS; c++)
        cell_days[c] = c;
    *sums = (an_pace_sums){.first = fc_calendar_start(&sales->calendar, r->first), .cum = room};
    sums->n = (size_t)(today - sums->first) + 1;
    an_pace_sums_fill(r, 0, cell_days, sums);
}

static void the_curve_is_that_of_past_months(void **state)
{
    static double room[2000];
    an_replay r;
    an_pace_clock clock;
    an_pace_sums sums;
    an_pace pace;
    fc_date today;
    double sum = 0, square = 0;
    size_t n = 0;

    (void)state;
    write_days("2024-04-01", "2024-04-30", 'Z', 1);
    read_days("2024-04-16");
    assert_true(fc_date_parse("2024-04-16", &today));
    assert_ok(an_replay_make(sales, &(an_replay_options){0}, &r));
    assert_ok(an_pace_clock_make(&r, FC_MONTH, today, &clock));
    assert_int_equal(clock.n, MONTHS_OF_SALES);
    assert_int_equal(clock.list[clock.n - 1].day, today);
    fill(&r, today, room, &sums);
    for (size_t j = clock.n - 1 - 36; j + 1 < clock.n; j++) { /* slow twin, day by day */
        const an_pace_span *b = &clock.list[j];
        double reached = 0, whole = 0, days = 0, gone = 0;

        for (fc_date d = b->start; d <= b->end; d++) {
            double x = 0;

            for (size_t c = 0; c < REGIONS; c++)
                fc_panel_accumulate(sales->detail.days, c, AN_AMOUNT, d, 1, &x);
            whole += x;
            reached += d <= b->day ? x : 0;
            days += fc_date_weekday(d) <= 5;
            gone += d <= b->day && fc_date_weekday(d) <= 5;
        }
        assert_true(fabs(gone / days - 12.0 / 22) < 0.03); /* 16 April is the 12th of 22 */
        sum += reached / whole;
        square += reached / whole * reached / whole;
        n++;
    }
    pace = an_pace_of(&clock, &sums, clock.n - 1, 50000, false);
    assert_int_equal(pace.n, n);
    assert_close(pace.mean, sum / (double)n, 1e-12);
    assert_close(pace.spread,
                 sqrt((square - sum * sum / (double)n) / (double)(n - 1) * (1 + 1 / (double)n)),
                 1e-9);
    assert_close(pace.reached, an_pace_sum(&sums, clock.list[clock.n - 1].start, today) / 50000,
                 1e-15);
    assert_true(an_pace_bound(&pace) < pace.mean);
    assert_true(isnan(an_pace_of(&clock, &sums, clock.n - 1, 0, false).p));
    assert_true(isnan(an_pace_of(&clock, &sums, 3, 50000, false).p)); /* three months are too few */
    assert_true(an_pace_of(&clock, &sums, clock.n - 1, 50000, true).spread > pace.spread);
    an_pace_clock_clear(&clock);

    assert_true(fc_date_parse("2024-03-31", &today)); /* a month that is over has no pace */
    assert_ok(an_pace_clock_make(&r, FC_MONTH, today, &clock));
    assert_int_equal(clock.n, 0);
    assert_ok(an_pace_clock_make(&r, FC_WEEK, today, &clock)); /* finer than the periods */
    assert_int_equal(clock.n, 0);
    an_replay_clear(&r);
}

/* 2024-03-12 is the 8th working day: D has sold half of what it used to by then. */
static void a_region_behind_is_called_inside_the_month(void **state)
{
    an_watch *w;
    size_t paces = 0;

    (void)state;
    write_days("2024-03-01", "2024-03-12", 'D', 0.5);
    read_days("2024-03-12");
    assert_ok(an_watch_run(sales, NULL, NULL, &(an_watch_options){.lang = "en"}, &w));
    for (size_t i = 0; i < an_watch_size(w); i++) {
        const an_alarm *a = an_watch_at(w, i);

        if (!a->rule || !strstr(a->rule, "pace"))
            continue;
        paces++;
        assert_string_equal(a->rule, "month pace");
        assert_string_equal(fc_hierarchy_key(sales->hierarchy, a->node, 0), "D");
        assert_true(a->shortfall > 500 && a->shortfall < 2500 && a->false_alarms >= 0);
        assert_int_equal(a->since, sales->last_complete + 1);
    }
    assert_int_equal(paces, 1);
    an_watch_free(w);
}

/* On any day of three months in which nothing happens. */
static void an_even_pace_is_seldom_called(void **state)
{
    static const char *const DAYS[] = {"2024-01-05", "2024-01-18", "2024-02-07", "2024-02-22",
                                       "2024-03-06", "2024-03-20", "2024-04-10", "2024-04-25"};
    size_t called = 0;

    (void)state;
    write_days("2024-03-01", "2024-03-12", 'Z', 1);
    for (size_t d = 0; d < sizeof DAYS / sizeof *DAYS; d++) {
        an_watch *w;

        read_days(DAYS[d]);
        assert_ok(an_watch_run(sales, NULL, NULL, &(an_watch_options){.lang = "en"}, &w));
        for (size_t i = 0; i < an_watch_size(w); i++)
            called += an_watch_at(w, i)->rule && strstr(an_watch_at(w, i)->rule, "pace");
        an_watch_free(w);
    }
    assert_true(called <= 2);
}

static int end(void **state)
{
    forget(state);
    return written_end(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_curve_is_that_of_past_months),
        cmocka_unit_test(a_region_behind_is_called_inside_the_month),
        cmocka_unit_test(an_even_pace_is_seldom_called),
    };

    return cmocka_run_group_tests(tests, written_begin, end);
}
