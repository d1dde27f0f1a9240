/* test_output_set.c - the files of one run come into place together, or none does. */
#include "analysis/output/output_set.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/assert.h"

static char folder[32];

static const char *in_folder(const char *name)
{
    static char path[4][512];
    static size_t turn;

    turn = (turn + 1) % 4;
    snprintf(path[turn], sizeof path[turn], "%s/%s", folder, name);
    return path[turn];
}

static int make_folder(void **state)
{
    (void)state;
    strcpy(folder, P_tmpdir "/set-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static size_t each_file(void (*visit)(const char *name))
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    size_t n = 0;

    while (dir && (entry = readdir(dir)))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            n++;
            if (visit)
                visit(entry->d_name);
        }
    closedir(dir);
    return n;
}

static void remove_one(const char *name)
{
    remove(in_folder(name));
}

static int remove_folder(void **state)
{
    (void)state;
    each_file(remove_one);
    return rmdir(folder);
}

static void write_file(const char *name, const char *text)
{
    FILE *file = fopen(in_folder(name), "w");

    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void assert_holds(const char *name, const char *text)
{
    char found[64] = "";
    FILE *file = fopen(in_folder(name), "r");

    assert_non_null(file);
    found[fread(found, 1, sizeof found - 1, file)] = '\0';
    fclose(file);
    assert_string_equal(found, text);
}

static void add(an_output_set *set, const char *name, const char *text)
{
    an_output *output;

    assert_ok(an_output_set_open(set, in_folder(name), &output));
    fputs(text, an_output_stream(output));
}

/* review.csv is of an earlier run, page.html is new, old.svg is not made again. */
static an_output_set *begin(void)
{
    an_output_set *set;

    write_file("review.csv", "old table");
    write_file("old.svg", "old chart");
    assert_ok(an_output_set_new(&set));
    add(set, "review.csv", "new table, longer");
    add(set, "page.html", "new page");
    assert_ok(an_output_set_remove(set, in_folder("old.svg")));
    assert_ok(an_output_set_remove(set, in_folder("never.svg")));
    return set;
}

static void assert_untouched(void)
{
    assert_holds("review.csv", "old table");
    assert_holds("old.svg", "old chart");
    assert_int_equal(access(in_folder("page.html"), F_OK), -1);
}

static void puts_all_in_place_and_takes_the_stale_away(void **state)
{
    an_output_set *set = begin();

    (void)state;
    assert_untouched();
    assert_ok(an_output_set_commit(set));
    assert_holds("review.csv", "new table, longer");
    assert_holds("page.html", "new page");
    assert_int_equal(access(in_folder("old.svg"), F_OK), -1);
    assert_int_equal(each_file(NULL), 2);
}

static void leaves_all_untouched_when_discarded(void **state)
{
    (void)state;
    an_output_set_discard(begin());
    an_output_set_discard(NULL);
    assert_untouched();
    assert_int_equal(each_file(NULL), 2);
}

static void leaves_all_untouched_when_one_cannot_be_written(void **state)
{
    an_output_set *set = begin();
    an_output *full;

    (void)state;
    if (access("/dev/full", F_OK) != 0)
        skip();
    assert_ok(an_output_set_open(set, "/dev/full", &full));
    fputs("more than it takes", an_output_stream(full));
    assert_int_equal(an_output_set_commit(set), FC_EIO);
    assert_non_null(strstr(fc_error_message(), "/dev/full: writing failed: "));
    assert_untouched();
    assert_int_equal(each_file(NULL), 2);
}

/* A folder that comes in the way after the last file was opened: those before it are taken back. */
static void takes_back_what_is_in_place_when_one_cannot_be_renamed(void **state)
{
    an_output_set *set = begin();

    (void)state;
    add(set, "last.xlsx", "new book");
    assert_int_equal(mkdir(in_folder("last.xlsx"), 0700), 0);
    assert_int_equal(an_output_set_commit(set), FC_EIO);
    assert_non_null(strstr(fc_error_message(), "last.xlsx: cannot be put in place: "));
    assert_untouched();
    assert_int_equal(each_file(NULL), 3);
}

static void makes_folders_and_takes_back_its_own(void **state)
{
    an_output_set *set;

    (void)state;
    for (int keep = 0; keep < 2; keep++) {
        assert_ok(an_output_set_new(&set));
        assert_ok(an_output_set_folder(set, in_folder("out")));
        assert_ok(an_output_set_folder(set, in_folder("out/charts")));
        add(set, "out/charts/fan.svg", "fan");
        if (keep)
            assert_ok(an_output_set_commit(set));
        else
            an_output_set_discard(set);
        assert_int_equal(access(in_folder("out/charts/fan.svg"), F_OK), keep ? 0 : -1);
        assert_int_equal(access(in_folder("out"), F_OK), keep ? 0 : -1);
    }
    assert_ok(an_output_set_new(&set));
    assert_ok(an_output_set_folder(set, in_folder("out")));
    an_output_set_discard(set);
    assert_holds("out/charts/fan.svg", "fan");
    assert_int_equal(remove(in_folder("out/charts/fan.svg")), 0);
    assert_int_equal(rmdir(in_folder("out/charts")), 0);
}

/* A run that fell short takes nothing away: then it leaves all as it was. */
static void writes_nothing_where_a_run_that_fell_short_would_remove(void **state)
{
    an_output_set *set;

    (void)state;
    for (int stale = 1; stale >= 0; stale--) {
        set = begin();
        if (!stale)
            remove_one("old.svg");
        assert_int_equal(an_output_set_commit_after(set, fc_fail(FC_EUNAVAILABLE, "get gnuplot")),
                         FC_EUNAVAILABLE);
        assert_memory_equal(fc_error_message(), "get gnuplot", 11);
        assert_int_equal(strstr(fc_error_message(), "no file is written") != NULL, stale);
        if (stale)
            assert_untouched();
        else
            assert_holds("page.html", "new page");
    }
    assert_ok(an_output_set_commit_after(begin(), FC_OK));
    assert_int_equal(access(in_folder("old.svg"), F_OK), -1);
}

static void names_the_file_a_writer_did_not_know(void **state)
{
    (void)state;
    assert_int_equal(an_output_told("a.csv", fc_fail(FC_EIO, "writing failed: full")), FC_EIO);
    assert_string_equal(fc_error_message(), "a.csv: writing failed: full");
    assert_int_equal(an_output_told("a.csv", FC_EIO), FC_EIO);
    assert_string_equal(fc_error_message(), "a.csv: writing failed: full");
    assert_int_equal(an_output_told("a.csv", fc_fail(FC_EDATA, "bad")), FC_EDATA);
    assert_string_equal(fc_error_message(), "bad");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(puts_all_in_place_and_takes_the_stale_away),
        TEST(leaves_all_untouched_when_discarded),
        TEST(leaves_all_untouched_when_one_cannot_be_written),
        TEST(takes_back_what_is_in_place_when_one_cannot_be_renamed),
        TEST(makes_folders_and_takes_back_its_own),
        TEST(writes_nothing_where_a_run_that_fell_short_would_remove),
        cmocka_unit_test(names_the_file_a_writer_did_not_know),
    };

    return cmocka_run_group_tests_name("output set", tests, NULL, NULL);
}
