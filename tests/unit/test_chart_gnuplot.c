/* test_chart_gnuplot.c - the gnuplot process: missing, broken, dying half-way, and what is left
 * then.
 */
#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analysis/chart/gnuplot.h"
#include "tests/unit/chart_samples.h"
#include "tests/unit/svg_words.h"

static char folder[32];
static sample_data data;

static const char *in_folder(const char *name)
{
    static char paths[2][320];
    static int turn;

    turn = !turn;
    snprintf(paths[turn], sizeof paths[turn], "%s/%s", folder, name);
    return paths[turn];
}

static int make_folder(void **state)
{
    (void)state;
    strcpy(folder, P_tmpdir "/gnuplot-XXXXXX");
    sample_fill(&data, &sample_usual);
    return mkdtemp(folder) ? 0 : -1;
}

/* Calls `use` for each name in the folder; returns how many there are. */
static size_t each_file(int (*use)(const char *path))
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    size_t n = 0;

    assert_non_null(dir);
    while ((entry = readdir(dir)))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            n++;
            if (use)
                use(in_folder(entry->d_name));
        }
    closedir(dir);
    return n;
}

static int remove_folder(void **state)
{
    (void)state;
    each_file(remove);
    return rmdir(folder);
}

static bool has_gnuplot(void)
{
    an_gnuplot *g;

    if (an_gnuplot_open(&g) != FC_OK)
        return false;
    an_gnuplot_abandon(g);
    return true;
}

/* Opens a gnuplot that is this shell script, the only program in PATH; NULL: there is none. */
static fc_status open_fake(const char *script, mode_t mode, an_gnuplot **g)
{
    char *path = strdup(getenv("PATH"));
    const char *program = in_folder("gnuplot");
    fc_status status;

    if (script) {
        FILE *file = fopen(program, "w");

        assert_non_null(file);
        fprintf(file, "#!/bin/sh\n%s\n", script);
        fclose(file);
        chmod(program, mode);
    }
    setenv("PATH", folder, 1);
    status = an_gnuplot_open(g);
    setenv("PATH", path, 1);
    free(path);
    return status;
}

/* Files in the folder but for the fake. */
static size_t count_charts(void)
{
    return each_file(NULL) - (access(in_folder("gnuplot"), F_OK) == 0);
}

static void tells_how_to_get_a_missing_gnuplot(void **state)
{
    an_gnuplot *g;

    (void)state;
    assert_int_equal(open_fake(NULL, 0, &g), FC_EUNAVAILABLE);
    assert_null(g);
    assert_string_equal(fc_error_message(), "gnuplot: not installed; apt-get install gnuplot-nox");
    assert_int_equal(open_fake("exit 0", 0644, &g), FC_EUNAVAILABLE);
    assert_string_equal(
        fc_error_message(),
        "gnuplot: cannot be started: Permission denied; apt-get install gnuplot-nox");
}

static void says_what_is_wrong_with_a_broken_gnuplot(void **state)
{
    static const struct {
        const char *script, *message;
    } cases[] = {
        {"exit 0", "gnuplot ended before the chart was drawn;"},
        {"exec <&-; echo >&2; echo '  broken wings' >&2; exit 3",
         "gnuplot ended before the chart was drawn: broken wings;"},
        {"kill -SEGV $$", "gnuplot ended before the chart was drawn;"},
        {"while read -r line; do :; done; echo 'line 0: no such terminal' >&2; exit 1",
         "gnuplot ended before the chart was drawn: line 0: no such terminal;"},
        {"while read -r line; do :; done; printf '<?xml half a picture\\001gapcast\\001\\n'",
         "gnuplot drew half a picture;"},
        {"while :; do echo overandoverandoverandoverandoverandover; done",
         "gnuplot does not stop writing;"},
        {"while :; do echo wrong >&2; done", "gnuplot ended before the chart was drawn: wrong;"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *path = in_folder("rank.svg");
        an_gnuplot *g;
        fc_status status;

        assert_ok(open_fake(cases[i].script, 0755, &g));
        status = sample_rank(g, &sample_usual, &data, AN_CHART_SVG, path);
        if (status == FC_OK)
            status = an_gnuplot_close(g);
        else
            an_gnuplot_abandon(g);
        assert_int_equal(status, FC_EUNAVAILABLE);
        if (!strstr(fc_error_message(), cases[i].message))
            fail_msg("'%s' does not say '%s'", fc_error_message(), cases[i].message);
        assert_int_equal(count_charts(), 0);
    }
}

static void leaves_old_charts_when_it_dies_half_way(void **state)
{
    const char *path = in_folder("rank.svg");
    FILE *old = fopen(path, "w");
    an_gnuplot *g;
    char *text;

    (void)state;
    assert_non_null(old);
    fputs("old", old);
    fclose(old);
    assert_ok(open_fake("read -r line; exit 1", 0755, &g));
    if (sample_rank(g, &sample_usual, &data, AN_CHART_SVG, path) == FC_OK)
        assert_int_equal(an_gnuplot_close(g), FC_EUNAVAILABLE);
    else
        an_gnuplot_abandon(g);
    text = svg_read(path);
    assert_string_equal(text, "old");
    free(text);
    assert_int_equal(count_charts(), 1);
}

/* What is for the page leaves nothing in the user's folder, whenever the command is killed. */
static void keeps_a_picture_without_a_path_in_memory(void **state)
{
    const char *text;
    an_gnuplot *g;
    size_t n;

    (void)state;
    if (!has_gnuplot())
        skip();
    assert_ok(an_gnuplot_open(&g));
    assert_ok(sample_rank(g, &sample_usual, &data, AN_CHART_SVG, NULL));
    assert_ok(an_gnuplot_wait(g));
    text = an_gnuplot_text(g, 0, &n);
    assert_true(n > 1000);
    assert_memory_equal(text, "<?xml", 5);
    assert_int_equal(count_charts(), 0);
    assert_ok(an_gnuplot_close(g));
    assert_int_equal(count_charts(), 0);
}

static void draws_all_formats_in_one_process(void **state)
{
    static const char *const names[] = {"a.svg", "b.png", "c.pdf", "d.svg"};
    static const char *const begins[] = {"<?xml", "\x89PNG", "%PDF", "<?xml"};
    an_gnuplot *g;

    (void)state;
    if (!has_gnuplot())
        skip();
    assert_ok(an_gnuplot_open(&g));
    for (size_t i = 0; i < 4; i++)
        assert_ok(
            sample_fan(g, &sample_usual, &data, (an_chart_format)(i % 3), in_folder(names[i])));
    assert_int_equal(access(in_folder("a.svg"), F_OK), -1); /* not before they are all whole */
    assert_ok(an_gnuplot_close(g));
    for (size_t i = 0; i < 4; i++) {
        char *text = svg_read(in_folder(names[i]));

        assert_memory_equal(text, begins[i], strlen(begins[i]));
        free(text);
    }
    assert_int_equal(count_charts(), 4);
}

static void leaves_nothing_when_abandoned(void **state)
{
    an_gnuplot *g;

    (void)state;
    if (!has_gnuplot())
        skip();
    assert_ok(an_gnuplot_open(&g));
    assert_ok(sample_fan(g, &sample_usual, &data, AN_CHART_PNG, in_folder("a.png")));
    an_gnuplot_abandon(g);
    an_gnuplot_abandon(NULL);
    assert_int_equal(count_charts(), 0);
}

static void tells_where_a_chart_cannot_be_written(void **state)
{
    an_gnuplot *g;

    (void)state;
    if (!has_gnuplot())
        skip();
    assert_ok(an_gnuplot_open(&g));
    assert_int_equal(sample_fan(g, &sample_usual, &data, AN_CHART_SVG, "no-such-folder/a.svg"),
                     FC_ECANTCREAT);
    assert_string_equal(fc_error_message(), "no-such-folder/a.svg: cannot be created: there is no "
                                            "such folder; make it first");
    assert_ok(sample_fan(g, &sample_usual, &data, AN_CHART_SVG, in_folder("whole.svg")));
    if (sample_fan(g, &sample_usual, &data, AN_CHART_SVG, "/dev/full") == FC_OK)
        assert_int_equal(an_gnuplot_close(g), FC_EIO);
    else
        an_gnuplot_abandon(g);
    assert_string_equal(
        fc_error_message(),
        "/dev/full: writing failed: No space left on device; make room or give another place");
    assert_int_equal(count_charts(), 0);
}

/* gnuplot never sees the name of a file. */
static void takes_any_name_of_a_file(void **state)
{
    static const char *const names[] = {"| touch PWN", "it's `touch PWN`.svg", "a\nb.svg",
                                        "图.svg"};
    const char *start = getcwd(NULL, 0);
    an_gnuplot *g;

    (void)state;
    if (!has_gnuplot())
        skip();
    assert_int_equal(chdir(folder), 0);
    assert_ok(an_gnuplot_open(&g));
    for (size_t i = 0; i < 4; i++)
        assert_ok(sample_rank(g, &sample_usual, &data, AN_CHART_SVG, names[i]));
    assert_ok(an_gnuplot_close(g));
    assert_int_equal(access("PWN", F_OK), -1);
    assert_int_equal(chdir(start), 0);
    free((void *)start);
    assert_int_equal(count_charts(), 4);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(tells_how_to_get_a_missing_gnuplot),
        TEST(says_what_is_wrong_with_a_broken_gnuplot),
        TEST(leaves_old_charts_when_it_dies_half_way),
        TEST(keeps_a_picture_without_a_path_in_memory),
        TEST(draws_all_formats_in_one_process),
        TEST(leaves_nothing_when_abandoned),
        TEST(tells_where_a_chart_cannot_be_written),
        TEST(takes_any_name_of_a_file),
    };

    return cmocka_run_group_tests_name("gnuplot", tests, NULL, NULL);
}
