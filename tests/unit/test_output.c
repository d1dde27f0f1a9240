/* test_output.c - files are complete or untouched, whatever stands in their place. */
#include "analysis/output/output.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/assert.h"

static char folder[32];

static const char *in_folder(const char *name)
{
    static char path[2][NAME_MAX + 64];
    static int turn;

    turn = !turn;
    snprintf(path[turn], sizeof path[turn], "%s/%s", folder, name);
    return path[turn];
}

static int make_folder(void **state)
{
    (void)state;
    strcpy(folder, P_tmpdir "/output-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;

    (void)state;
    while (dir && (entry = readdir(dir)))
        remove(in_folder(entry->d_name));
    closedir(dir);
    return rmdir(folder);
}

static size_t count_files(void)
{
    DIR *dir = opendir(folder);
    size_t n = 0;

    assert_non_null(dir);
    while (readdir(dir))
        n++;
    closedir(dir);
    return n - 2; /* . and .. */
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void assert_holds(const char *path, const char *text)
{
    char found[64] = "";
    FILE *file = fopen(path, "r");

    assert_non_null(file);
    found[fread(found, 1, sizeof found - 1, file)] = '\0';
    fclose(file);
    assert_string_equal(found, text);
}

static void is_not_seen_before_it_is_committed(void **state)
{
    const char *path = in_folder("review.csv");
    an_output *output;

    (void)state;
    write_file(path, "old");
    assert_ok(an_output_open(path, &output));
    fputs("new and longer", an_output_stream(output));
    fflush(an_output_stream(output));
    assert_holds(path, "old");
    assert_ok(an_output_commit(output));
    assert_holds(path, "new and longer");
    assert_int_equal(count_files(), 1);
}

static void leaves_the_old_file_when_discarded(void **state)
{
    const char *path = in_folder("review.csv");
    an_output *output;

    (void)state;
    write_file(path, "old");
    assert_ok(an_output_open(path, &output));
    fputs("half", an_output_stream(output));
    an_output_discard(output);
    an_output_discard(NULL);
    assert_holds(path, "old");
    assert_int_equal(count_files(), 1);
}

static void is_private_until_it_is_whole(void **state)
{
    const char *path = in_folder("report.html");
    const mode_t mask = umask(027);
    struct stat file;
    an_output *output;

    (void)state;
    assert_ok(an_output_open(path, &output));
    assert_int_equal(stat(an_output_temporary(output), &file), 0);
    assert_int_equal(file.st_mode & 0777, 0600);
    assert_ok(an_output_commit(output));
    umask(mask);
    assert_int_equal(stat(path, &file), 0);
    assert_int_equal(file.st_mode & 0777, 0640);
}

static void keeps_the_mode_of_the_file_it_replaces(void **state)
{
    const char *path = in_folder("report.html");
    struct stat file;
    an_output *output;

    (void)state;
    write_file(path, "secret");
    chmod(path, 0604);
    assert_ok(an_output_open(path, &output));
    assert_ok(an_output_commit(output));
    assert_int_equal(stat(path, &file), 0);
    assert_int_equal(file.st_mode & 0777, 0604);
}

static void replaces_a_link_and_not_what_it_points_to(void **state)
{
    const char *victim = in_folder("victim"), *path = in_folder("link");
    struct stat file;
    an_output *output;

    (void)state;
    write_file(victim, "precious");
    assert_int_equal(symlink("victim", path), 0);
    assert_ok(an_output_open(path, &output));
    fputs("ours", an_output_stream(output));
    assert_ok(an_output_commit(output));
    assert_holds(victim, "precious");
    assert_int_equal(lstat(path, &file), 0);
    assert_true(S_ISREG(file.st_mode));
    assert_holds(path, "ours");
}

static void writes_a_device_directly(void **state)
{
    struct stat file;
    an_output *output;

    (void)state;
    assert_ok(an_output_open("/dev/null", &output));
    assert_string_equal(an_output_temporary(output), "/dev/null");
    fputs("gone", an_output_stream(output));
    assert_ok(an_output_commit(output));
    assert_int_equal(stat("/dev/null", &file), 0);
    assert_true(S_ISCHR(file.st_mode));
}

static void tells_of_a_full_disk(void **state)
{
    an_output *output;

    (void)state;
    assert_ok(an_output_open("/dev/full", &output));
    fputs("more than it takes", an_output_stream(output));
    assert_int_equal(an_output_finish(output), FC_EIO);
    assert_string_equal(
        fc_error_message(),
        "/dev/full: writing failed: No space left on device; make room or give another place");
    an_output_discard(output);
}

static void finishes_several_before_it_commits_any(void **state)
{
    const char *first = in_folder("1.svg"), *second = in_folder("2.svg");
    an_output *a, *b;

    (void)state;
    assert_ok(an_output_open(first, &a));
    assert_ok(an_output_open(second, &b));
    fputs("one", an_output_stream(a));
    assert_ok(an_output_finish(a));
    assert_ok(an_output_finish(a));
    assert_int_equal(access(first, F_OK), -1);
    assert_ok(an_output_commit(a));
    an_output_discard(b);
    assert_holds(first, "one");
    assert_int_equal(access(second, F_OK), -1);
}

static void abandons_whatever_is_open(void **state)
{
    an_output *a, *b;

    (void)state;
    assert_ok(an_output_open(in_folder("1.svg"), &a));
    assert_ok(an_output_open(in_folder("2.svg"), &b));
    assert_int_equal(count_files(), 2);
    an_output_abandon_all();
    assert_int_equal(count_files(), 0);
    assert_int_equal(an_output_commit(a), FC_EIO);
    an_output_discard(b);
    an_output_abandon_all();
}

static void never_uses_a_temporary_name_twice(void **state)
{
    const char *path = in_folder("review.csv");
    char first[128];
    an_output *output;

    (void)state;
    assert_ok(an_output_open(path, &output));
    snprintf(first, sizeof first, "%s", an_output_temporary(output));
    an_output_discard(output);
    assert_ok(an_output_open(path, &output));
    assert_string_not_equal(an_output_temporary(output), first);
    an_output_discard(output);
}

static void takes_the_longest_name(void **state)
{
    char name[NAME_MAX + 1];
    an_output *output;

    (void)state;
    memset(name, 'n', NAME_MAX);
    name[NAME_MAX] = '\0';
    assert_ok(an_output_open(in_folder(name), &output));
    assert_ok(an_output_commit(output));
    assert_int_equal(access(in_folder(name), F_OK), 0);
}

static void refuses_what_is_no_place_for_a_file(void **state)
{
    static const struct {
        const char *path, *message;
    } cases[] = {
        {"", ": cannot be created: the name is empty"},
        {"/", "/: cannot be created: it is a folder; name a file in it"},
        {"no-such-folder/a.csv",
         "no-such-folder/a.csv: cannot be created: there is no such folder; make it first"},
        {"/dev/null/a.csv", "/dev/null/a.csv: cannot be created: Not a directory"},
    };
    an_output *output;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(an_output_open(cases[i].path, &output), FC_ECANTCREAT);
        assert_null(output);
        assert_string_equal(fc_error_message(), cases[i].message);
    }
}

static void makes_a_folder_that_may_exist(void **state)
{
    const char *path = in_folder("charts");
    struct stat file;

    (void)state;
    assert_ok(an_output_folder(path));
    assert_ok(an_output_folder(path));
    assert_int_equal(stat(path, &file), 0);
    assert_true(S_ISDIR(file.st_mode));
}

static void refuses_a_folder_where_a_file_is(void **state)
{
    const char *path = in_folder("charts"), *below = in_folder("none/charts");

    (void)state;
    write_file(path, "a file");
    assert_int_equal(an_output_folder(path), FC_ECANTCREAT);
    assert_non_null(strstr(fc_error_message(), "a file of that name is in the way"));
    assert_int_equal(an_output_folder(below), FC_ECANTCREAT);
    assert_non_null(strstr(fc_error_message(), "the folder above it does not exist"));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(is_not_seen_before_it_is_committed),
        TEST(leaves_the_old_file_when_discarded),
        TEST(is_private_until_it_is_whole),
        TEST(keeps_the_mode_of_the_file_it_replaces),
        TEST(replaces_a_link_and_not_what_it_points_to),
        TEST(writes_a_device_directly),
        TEST(tells_of_a_full_disk),
        TEST(finishes_several_before_it_commits_any),
        TEST(abandons_whatever_is_open),
        TEST(never_uses_a_temporary_name_twice),
        TEST(takes_the_longest_name),
        TEST(refuses_what_is_no_place_for_a_file),
        TEST(makes_a_folder_that_may_exist),
        TEST(refuses_a_folder_where_a_file_is),
    };

    return cmocka_run_group_tests_name("output", tests, NULL, NULL);
}
