/* test_chart.c - every chart, of any size and with any numbers and names, is whole and readable. */
#include "analysis/chart/chart.h"

#include <unistd.h>

#include "tests/unit/chart_samples.h"
#include "tests/unit/svg_words.h"

static char folder[32];
static sample_data data;

static int make_folder(void **state)
{
    (void)state;
    strcpy(folder, P_tmpdir "/chart-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    return rmdir(folder);
}

static const char *path_of(const char *name, const char *ending)
{
    static char paths[2][96];
    static int turn;

    turn = !turn;
    snprintf(paths[turn], sizeof paths[turn], "%s/%s.%s", folder, name, ending);
    return paths[turn];
}

/* Draws all charts of a sample as SVG, looks at each, and removes it. */
static void check_all(const sample *s, const char *what,
                      void (*look)(const svg_picture *picture, const char *what))
{
    an_gnuplot *g;

    assert_ok(an_gnuplot_open(&g));
    sample_fill(&data, s);
    for (size_t i = 0; i < N_SAMPLE_CHARTS; i++)
        assert_ok(sample_charts[i].draw(g, s, &data, AN_CHART_SVG,
                                        path_of(sample_charts[i].name, "svg")));
    assert_ok(an_gnuplot_close(g));
    for (size_t i = 0; i < N_SAMPLE_CHARTS; i++) {
        const char *path = path_of(sample_charts[i].name, "svg");
        svg_picture picture = svg_open(path);
        char name[128];

        snprintf(name, sizeof name, "%s of %s", sample_charts[i].name, what);
        look(&picture, name);
        svg_close(&picture);
        unlink(path);
    }
}

static void is_readable(const svg_picture *picture, const char *what)
{
    svg_assert_words_apart(picture, what);
    svg_assert_shapes_inside(picture, what);
}

static void are_readable_at_any_size(void **state)
{
    static const size_t rows[] = {0, 1, 2, 5, 13, 40}, periods[] = {0, 1, 2, 12, 60};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t k = 0; k < sizeof periods / sizeof *periods; k++) {
            sample s = sample_usual;
            char what[64];

            s.rows = rows[i];
            s.periods = periods[k];
            s.n_actual = periods[k] * 2 / 3;
            snprintf(what, sizeof what, "%zu rows, %zu periods", s.rows, s.periods);
            check_all(&s, what, is_readable);
        }
}

static void are_readable_with_any_numbers(void **state)
{
    static const struct {
        const char *what;
        double base, spread;
        bool gaps;
    } cases[] = {
        {"zeros", 0, 0, false},
        {"a constant", 73.1, 0, false},
        {"negative values", -412.5, 97.3, false},
        {"both signs", -1.3, 41.9, false},
        {"tiny values", 3.1e-9, 1.7e-9, false},
        {"huge values", 2.9e8, 1.3e8, false},
        {"enormous values", -1.1e33, 8.7e33, false},
        {"the largest doubles", 1e308, 1e307, false},
        {"the smallest doubles", 0, 5e-324, false},
        {"gaps", 31.7, 12.3, true},
        {"nothing at all", NAN, NAN, true},
        {"infinity", INFINITY, 1, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sample s = sample_usual;

        s.base = cases[i].base;
        s.spread = cases[i].spread;
        s.gaps = cases[i].gaps;
        check_all(&s, cases[i].what, is_readable);
        s.rows = MOST_ROWS;
        check_all(&s, cases[i].what, is_readable);
    }
}

static void are_readable_with_an_outlier(void **state)
{
    static const double outliers[] = {-9.7e5, 4.2e4, 1e300};

    (void)state;
    for (size_t i = 0; i < sizeof outliers / sizeof *outliers; i++) {
        sample s = sample_usual;

        s.rows = 11;
        s.outlier = outliers[i];
        check_all(&s, "an outlier", is_readable);
    }
}

static void are_readable_without_actuals_or_forecast(void **state)
{
    sample s = sample_usual;

    (void)state;
    s.n_actual = 0;
    check_all(&s, "no actuals", is_readable);
    s.n_actual = s.periods;
    check_all(&s, "no forecast", is_readable);
    s.n_actual = 1;
    check_all(&s, "one actual", is_readable);
}

static void are_readable_with_any_names(void **state)
{
    static const char *const labels[] = {
        "A family of products whose name nobody can read in one go, with its variants and spares",
        "西南大区工业产品线与售后服务备件业务及其全部渠道的销售合计",
        "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
        "",
        "100% club \\n {x} a^2 b_1 ~",
    };

    (void)state;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        sample s = sample_usual;

        s.label = s.word = s.period = labels[i];
        s.heading = (an_chart_heading){labels[i], labels[i], labels[i]};
        check_all(&s, labels[i], is_readable);
    }
}

#define HOSTILE "it's `touch PWN` @x \"q\" $(touch PWN) %s 100% \\ \\n {/:Bold x}_a^2 <b>&amp;'"

static void is_literal(const svg_picture *picture, const char *what)
{
    if (!svg_says(picture, HOSTILE))
        fail_msg("%s: the title is not what was given", what);
}

static void take_hostile_titles_literally(void **state)
{
    sample s = sample_usual;

    (void)state;
    s.heading.title = HOSTILE;
    check_all(&s, "a hostile title", is_literal);
    assert_int_equal(access("PWN", F_OK), -1);
}

static void says_the_labels(const svg_picture *picture, const char *what)
{
    if (!strstr(what, "fan") && !svg_says(picture, "EOD \" `id` #"))
        fail_msg("%s: the label is not what was given", what);
}

/* Line breaks cannot end the data in which the words stand. */
static void take_hostile_labels_literally(void **state)
{
    sample s = sample_usual;

    (void)state;
    s.label = "EOD\n\" `id`\r\a #\033";
    check_all(&s, "hostile labels", says_the_labels);
}

static double height_of(const char *title, const char *subtitle, const char *foot)
{
    sample s = sample_usual;
    const char *path = path_of("rank", "svg");
    svg_picture picture;
    an_gnuplot *g;
    double height;

    s.heading = (an_chart_heading){title, subtitle, foot};
    sample_fill(&data, &s);
    assert_ok(an_gnuplot_open(&g));
    assert_ok(sample_rank(g, &s, &data, AN_CHART_SVG, path));
    assert_ok(an_gnuplot_close(g));
    picture = svg_open(path);
    height = picture.height;
    svg_close(&picture);
    unlink(path);
    return height;
}

static void reserve_no_room_for_what_a_heading_lacks(void **state)
{
    const double whole = height_of("Title", "Subtitle", "Foot");

    (void)state;
    assert_true(height_of(NULL, "Subtitle", "Foot") < whole - 20);
    assert_true(height_of("Title", NULL, "Foot") < whole - 15);
    assert_true(height_of("Title", "Subtitle", "") < whole - 15);
    assert_true(height_of(NULL, NULL, NULL) < whole - 75);
}

static void assert_same_file(const char *a, const char *b, size_t n_least)
{
    FILE *files[] = {fopen(a, "rb"), fopen(b, "rb")};
    size_t n = 0;
    int c;

    assert_non_null(files[0]);
    assert_non_null(files[1]);
    do {
        c = getc(files[0]);
        assert_int_equal(c, getc(files[1]));
        n++;
    } while (c != EOF);
    assert_true(n > n_least);
    fclose(files[0]);
    fclose(files[1]);
}

static void are_the_same_bytes_in_any_locale(void **state)
{
    static const char *const endings[] = {"svg", "png"};

    (void)state;
    sample_fill(&data, &sample_usual);
    for (int turn = 0; turn < 2; turn++) {
        an_gnuplot *g;

        setenv("LC_ALL", turn ? "de_DE.UTF-8" : "C", 1);
        assert_ok(an_gnuplot_open(&g));
        for (size_t f = 0; f < 2; f++)
            assert_ok(sample_fan(g, &sample_usual, &data, (an_chart_format)f,
                                 path_of(turn ? "again" : "once", endings[f])));
        assert_ok(an_gnuplot_close(g));
    }
    unsetenv("LC_ALL");
    for (size_t f = 0; f < 2; f++) {
        assert_same_file(path_of("once", endings[f]), path_of("again", endings[f]), 2000);
        unlink(path_of("once", endings[f]));
        unlink(path_of("again", endings[f]));
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(are_readable_at_any_size),         TEST(are_readable_with_any_numbers),
        TEST(are_readable_with_an_outlier),     TEST(are_readable_without_actuals_or_forecast),
        TEST(are_readable_with_any_names),      TEST(take_hostile_titles_literally),
        TEST(take_hostile_labels_literally),    TEST(reserve_no_room_for_what_a_heading_lacks),
        TEST(are_the_same_bytes_in_any_locale),
    };
    an_gnuplot *g;

    if (an_gnuplot_open(&g) != FC_OK) {
        puts("skipped: gnuplot is not installed");
        return 0;
    }
    an_gnuplot_abandon(g);
    return cmocka_run_group_tests_name("charts", tests, NULL, NULL);
}
