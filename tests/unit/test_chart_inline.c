/* test_chart_inline.c - a chart inside a page: its own ids, the page's colours, nothing that runs.
 */
#include "analysis/chart/inline.h"

#include "analysis/chart/gnuplot.h"
#include "analysis/chart/theme.h"
#include "tests/unit/chart_samples.h"
#include "tests/unit/svg_words.h"

static sample_data data;
static char *drawn; /* NULL without gnuplot: then each test skips */
static size_t n_drawn;

static int draw_chart(void **state)
{
    sample s = sample_usual;
    const char *text;
    an_gnuplot *g;

    (void)state;
    s.base = 0; /* cells of all colours */
    sample_fill(&data, &s);
    if (an_gnuplot_open(&g) != FC_OK)
        return 0;
    assert_ok(sample_heat(g, &s, &data, AN_CHART_SVG, NULL));
    assert_ok(an_gnuplot_wait(g));
    text = an_gnuplot_text(g, 0, &n_drawn);
    drawn = malloc(n_drawn);
    assert_non_null(drawn);
    memcpy(drawn, text, n_drawn);
    assert_ok(an_gnuplot_close(g));
    return 0;
}

static int remove_chart(void **state)
{
    (void)state;
    free(drawn);
    return 0;
}

static char *inlined(const char *prefix, const char *title)
{
    char *svg;

    if (!drawn)
        skip();
    assert_ok(an_chart_inline(drawn, n_drawn, prefix, title, &svg));
    return svg;
}

static void is_one_element_as_wide_as_its_place(void **state)
{
    char *svg = inlined("c1-", "South carries the gap");

    (void)state;
    assert_ptr_equal(strstr(svg, "<svg class=\"chart\" role=\"img\" width=\"100%\" "
                                 "aria-label=\"South carries the gap\" viewBox=\"0 0 960 "),
                     svg);
    assert_non_null(strstr(svg, "</svg>"));
    assert_null(strstr(svg, "<?"));
    assert_null(strstr(svg, "<!"));
    assert_null(strstr(svg, "height=\"4"));
    free(svg);
}

static void escapes_its_title(void **state)
{
    char *svg = inlined("c1-", "a \"b\" <c> & 中\n"), *none = inlined("c1-", NULL);

    (void)state;
    assert_non_null(strstr(svg, "aria-label=\"a &quot;b&quot; &lt;c&gt; &amp; 中 \""));
    assert_null(strstr(none, "aria-label"));
    free(svg);
    free(none);
}

static void shares_no_id_with_another(void **state)
{
    char *svg = inlined("c7-", "t");
    size_t n = 0;

    (void)state;
    for (const char *at = svg; (at = strstr(at, " id=\"")); at++, n++)
        assert_memory_equal(at, " id=\"c7-", 8);
    assert_true(n > 1);
    assert_null(strstr(svg, "href"));
    assert_null(strstr(svg, "url("));
    free(svg);
}

static void takes_the_colours_of_the_page(void **state)
{
    char *svg = inlined("c1-", "t");

    (void)state;
    assert_non_null(strstr(svg, "fill=\"var(--ink, #1F2933)\""));
    assert_non_null(strstr(svg, "fill=\"var(--chart-over-2, #9CCAE3)\""));
    assert_null(strstr(svg, "<rect"));
    assert_null(strstr(svg, "=\"#")); /* every colour is one of the theme */
    free(svg);
}

static void holds_nothing_that_runs(void **state)
{
    char *svg = inlined("c1-", "t");

    (void)state;
    assert_null(strstr(svg, "<script"));
    assert_null(strstr(svg, " on"));
    free(svg);
}

static void tells_what_is_no_chart(void **state)
{
    static const char none[] = "<?xml version='1.0'?>\n<html></html>";
    char *svg;

    (void)state;
    assert_int_equal(an_chart_inline(none, sizeof none - 1, "c1-", "t", &svg), FC_EDATA);
    assert_null(svg);
    assert_string_equal(fc_error_message(), "chart: no SVG in it");
    assert_int_equal(an_chart_inline("", 0, "c1-", "t", &svg), FC_EDATA);
    assert_null(svg);
}

/* A colour that stood for two things could not be told apart in the file. */
static void has_one_name_for_each_colour(void **state)
{
    (void)state;
    for (size_t i = 0; i < AN_N_COLOURS; i++)
        for (size_t k = 0; k < i; k++) {
            assert_int_not_equal(an_theme[i].light, an_theme[k].light);
            assert_string_not_equal(an_theme[i].name, an_theme[k].name);
        }
}

static double luminance(uint32_t colour)
{
    static const double weights[] = {0.0722, 0.7152, 0.2126}; /* WCAG 2.1, relative luminance */
    double sum = 0;

    for (int i = 0; i < 3; i++, colour >>= 8) {
        const double c = (colour & 0xFF) / 255.0;

        sum += weights[i] * (c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

static double contrast(uint32_t a, uint32_t b)
{
    const double x = luminance(a), y = luminance(b);

    return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

static void has_words_that_can_be_read(void **state)
{
    static const an_colour words[] = {AN_INK, AN_MUTE, AN_BLUE_WORD, AN_VERMILION_WORD,
                                      AN_GREY_WORD};

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        assert_true(contrast(an_theme[words[i]].light, 0xFFFFFF) >= 4.5);
        assert_true(contrast(an_theme[words[i]].dark, 0x14181D) >= 4.5);
    }
    for (size_t i = AN_HEAT_FIRST; i <= AN_HEAT_LAST; i++) {
        const an_colour word = i == AN_HEAT_FIRST || i == AN_HEAT_LAST ? AN_HEAT_WORD : AN_INK;

        assert_true(contrast(an_theme[word].light, an_theme[i].light) >= 4.5);
        assert_true(contrast(an_theme[word].dark, an_theme[i].dark) >= 4.5);
    }
}

static void declares_every_colour_for_light_and_dark(void **state)
{
    char *css;
    size_t n;
    FILE *out = open_memstream(&css, &n);

    (void)state;
    assert_non_null(out);
    an_chart_css(out);
    fclose(out);
    assert_non_null(strstr(css, ":root{--ink:#1F2933;"));
    assert_non_null(
        strstr(css, "@media screen and (prefers-color-scheme:dark){:root{--ink:#E6EAEE;"));
    free(css);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_one_element_as_wide_as_its_place),
        cmocka_unit_test(escapes_its_title),
        cmocka_unit_test(shares_no_id_with_another),
        cmocka_unit_test(takes_the_colours_of_the_page),
        cmocka_unit_test(holds_nothing_that_runs),
        cmocka_unit_test(tells_what_is_no_chart),
        cmocka_unit_test(has_one_name_for_each_colour),
        cmocka_unit_test(has_words_that_can_be_read),
        cmocka_unit_test(declares_every_colour_for_light_and_dark),
    };

    return cmocka_run_group_tests_name("charts in a page", tests, draw_chart, remove_chart);
}
