/* test_problem_words.c - a translation takes the arguments of the problem it translates, and none
 * is left over from problems that are worded otherwise by now. */
#include "analysis/text/problem_words.c" /* its tables */

#include <ctype.h>
#include <glob.h>
#include <stdbool.h>
#include <stdlib.h>

#include "tests/unit/assert.h"

enum { MOST_ARGUMENTS = 16, TYPE_SIZE = 8 };

/* The argument that a conversion behind a % takes: its length and letter, as in "zu". Its place
 * from 1, 0 where none is given. Returns what stands behind it. */
static const char *read_conversion(const char *p, size_t *place, char type[TYPE_SIZE])
{
    char *end;
    const unsigned long number = strtoul(p, &end, 10);
    size_t n = 0;

    *place = 0;
    if (end > p && *end == '$') {
        *place = number;
        p = end + 1;
    }
    p += strspn(p, "-+ #0123456789.");
    assert_true(*p != '*'); /* no translation could name its place */
    while (strchr("hlzjt", *p) && n + 2 < TYPE_SIZE)
        type[n++] = *p++;
    assert_true(isalpha((unsigned char)*p));
    type[n++] = *p++;
    type[n] = '\0';
    return p;
}

/* The types of a format's arguments, in the order of their places; how many there are. */
static size_t list_arguments(const char *format, char types[MOST_ARGUMENTS][TYPE_SIZE])
{
    size_t n = 0, next = 1;

    memset(types, 0, MOST_ARGUMENTS * TYPE_SIZE);
    for (const char *p = format; *p;) {
        char type[TYPE_SIZE];
        size_t place;

        if (*p++ != '%')
            continue;
        if (*p == '%') {
            p++;
            continue;
        }
        p = read_conversion(p, &place, type);
        if (place == 0)
            place = next++;
        assert_in_range(place, 1, MOST_ARGUMENTS);
        if (*types[place - 1])
            assert_string_equal(types[place - 1], type); /* named twice */
        strcpy(types[place - 1], type);
        n = place > n ? place : n;
    }
    return n;
}

static void a_translation_takes_the_arguments_of_the_english(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        char english[MOST_ARGUMENTS][TYPE_SIZE], chinese[MOST_ARGUMENTS][TYPE_SIZE];
        const size_t n = list_arguments(formats[i].english, english);

        if (list_arguments(formats[i].chinese, chinese) != n)
            fail_msg("'%s' has other arguments than '%s'", formats[i].chinese, formats[i].english);
        for (size_t k = 0; k < n; k++)
            if (strcmp(english[k], chinese[k]) != 0)
                fail_msg("argument %zu of '%s' is %%%s in English, %%%s in Chinese", k + 1,
                         formats[i].english, english[k], chinese[k]);
    }
}

static void no_english_stands_twice(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(formats[i].english, formats[j].english);
}

/* All of a file; the caller frees it. */
static char *read_source(const char *path)
{
    FILE *file = fopen(path, "r");
    char *text = NULL;
    size_t size = 0;

    assert_non_null(file);
    assert_true(getdelim(&text, &size, '\0', file) >= 0);
    fclose(file);
    return text;
}

static void add(char c, char *text, size_t *size)
{
    text[(*size)++] = c;
}

/* Adds what stands between quotes in a source, adjoining literals joined and others apart. */
static void add_literals(const char *path, char **texts, size_t *size)
{
    char *source = read_source(path);
    bool inside = false;

    *texts = realloc(*texts, *size + strlen(source) + 2);
    assert_non_null(*texts);
    for (const char *p = source; *p; p++) {
        if (!inside && strncmp(p, "'\"'", 3) == 0)
            p += 2;
        else if (inside && *p == '\\')
            add(*++p, *texts, size); /* \" is all that occurs in a key */
        else if (*p == '"')
            inside = !inside;
        else if (inside && *p != '\n')
            add(*p, *texts, size);
        else if (inside)
            inside = false; /* no literal: a comment */
        else if (!isspace((unsigned char)*p) && *p != '\\' && *size > 0 &&
                 (*texts)[*size - 1] != '\n')
            add('\n', *texts, size);
    }
    (*texts)[(*size)++] = '\n';
    (*texts)[*size] = '\0';
    free(source);
}

/* All sources but the words themselves; none where the tests do not run beside them. */
static void add_sources(char **texts, size_t *size)
{
    static const char *const rooms[] = {"forecast/*.[ch]", "forecast/*/*.[ch]", "analysis/*.[ch]",
                                        "analysis/*/*.[ch]", "cli/*.[ch]"};
    glob_t found = {0};

    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++)
        glob(rooms[i], i > 0 ? GLOB_APPEND : 0, NULL, &found);
    for (size_t i = 0; i < found.gl_pathc; i++)
        if (!strstr(found.gl_pathv[i], "/problem_words.c"))
            add_literals(found.gl_pathv[i], texts, size);
    globfree(&found);
}

static void every_english_is_said_somewhere(void **state)
{
    char *texts = calloc(1, 1);
    size_t size = 0;

    (void)state;
    assert_non_null(texts);
    add_sources(&texts, &size);
    if (size == 0) { /* not run where the sources are */
        free(texts);
        skip();
    }
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (!strstr(texts, formats[i].english))
            fail_msg("no problem is worded '%s'", formats[i].english);
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (!strstr(texts, reasons[i].english))
            fail_msg("no reason is worded '%s'", reasons[i].english);
    free(texts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_translation_takes_the_arguments_of_the_english),
        cmocka_unit_test(no_english_stands_twice),
        cmocka_unit_test(every_english_is_said_somewhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
