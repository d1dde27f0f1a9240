/* test_problems.c - lists of problems: bounded, in order, the same however joined. */
#include "analysis/check/problems.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/assert.h"

static void assert_text(const an_problems *problems, size_t i, const char *expected)
{
    char text[256];

    an_problem_text(an_problems_at(problems, i), text, sizeof text);
    assert_string_equal(text, expected);
}

static void problems_stand_in_the_order_of_files_and_lines(void **state)
{
    an_problems *problems;

    (void)state;
    assert_ok(an_problems_new(&problems));
    an_problems_add(problems, AN_SET_ASIDE, "z.csv", 17, "amount", "'%s' is no number", "x");
    an_problems_add(problems, AN_WARNING, "z.csv", 4, NULL, "odd");
    an_problems_add(problems, AN_SET_ASIDE, "a.csv", 2, "date", "is empty");
    an_problems_add(problems, AN_NOTE, "z.csv", 0, NULL, "read as GB18030");
    an_problems_sort(problems);
    assert_int_equal(an_problems_size(problems), 4);
    assert_text(problems, 0, "z.csv: read as GB18030");
    assert_text(problems, 1, "z.csv:4: odd");
    assert_text(problems, 2, "z.csv:17: column 'amount': 'x' is no number");
    assert_text(problems, 3, "a.csv:2: column 'date': is empty");
    an_problems_free(problems);
    an_problems_free(NULL);
}

static void assert_chinese(const char *expected, const an_problem *problem)
{
    char text[256];

    an_problem_text_in(problem, "zh", text, sizeof text);
    assert_string_equal(text, expected);
}

static void a_problem_is_told_in_chinese_too(void **state)
{
    an_problems *p;

    (void)state;
    assert_ok(an_problems_new(&p));
    an_problems_add(p, AN_SET_ASIDE, "z.csv", 17, "金额", "%s", "'n/a' is no number");
    an_problems_add(p, AN_SET_ASIDE, "z.csv", 18, NULL, "%s", "4 fields, where the header has 5");
    an_problems_add(p, AN_NOTE, "z.csv", 19, "区域",
                    "is empty in %zu row%s, first here; the key is \"(empty)\"", (size_t)3, "s");
    an_problems_add(p, AN_WARNING, "plan.csv", 0, NULL,
                    "%zu %ss of the year have no plan, the first of them %s; quarters and years "
                    "with such holes are not held against a plan",
                    (size_t)5, "month", "2026-08");
    an_problems_add(p, AN_NOTE, "z.csv", 0, NULL, "%s", "a reason without a translation");
    assert_chinese("z.csv:17: 列 '金额'：'n/a' 不是数字", an_problems_at(p, 0));
    assert_chinese("z.csv:18: 有 4 个字段，而表头有 5 个", an_problems_at(p, 1));
    assert_chinese("z.csv:19: 列 '区域'：有 3 行为空，首行在此；键值记为 \"(empty)\"",
                   an_problems_at(p, 2));
    assert_chinese(
        "plan.csv: 全年有 5 个周期没有计划，首个为 2026-08；有缺口的季度和年度不与计划比较",
        an_problems_at(p, 3));
    assert_chinese("z.csv: a reason without a translation", an_problems_at(p, 4));
    assert_text(p, 0, "z.csv:17: column '金额': 'n/a' is no number");
    an_problems_free(p);
}

static void a_long_problem_is_cut_between_characters(void **state)
{
    an_problems *p;
    char text[14];

    (void)state;
    assert_ok(an_problems_new(&p));
    an_problems_add(p, AN_WARNING, "z.csv", 4, NULL, "%s", "中中中中");
    an_problem_text(an_problems_at(p, 0), text, sizeof text);
    assert_string_equal(text, "z.csv:4: 中");
    an_problems_free(p);
}

static void only_the_first_of_a_kind_are_kept_and_all_counted(void **state)
{
    an_problems *whole, *odd, *even;
    enum { N = 2 * AN_PROBLEMS_KEPT + 11 };

    (void)state;
    assert_ok(an_problems_new(&whole));
    assert_ok(an_problems_new(&odd));
    assert_ok(an_problems_new(&even));
    for (size_t line = 1; line <= N; line++) {
        an_problems_add(line % 2 ? odd : even, AN_SET_ASIDE, "f.csv", line, NULL, "bad %zu", line);
        if (line % 5 == 0)
            an_problems_add(line % 3 ? odd : even, AN_WARNING, "f.csv", line, NULL, "odd %zu",
                            line);
    }
    an_problems_join(whole, odd);
    an_problems_join(whole, even);
    an_problems_sort(whole);
    assert_int_equal(an_problems_size(odd), 0);
    assert_int_equal(an_problems_count(whole, AN_SET_ASIDE), N);
    assert_int_equal(an_problems_count(whole, AN_WARNING), N / 5);
    assert_int_equal(an_problems_size(whole), AN_PROBLEMS_KEPT + N / 5);
    for (size_t i = 0, line = 1; i < an_problems_size(whole); i++)
        if (an_problems_at(whole, i)->severity == AN_SET_ASIDE)
            assert_int_equal(an_problems_at(whole, i)->line, line++);
    an_problems_free(whole);
    an_problems_free(odd);
    an_problems_free(even);
}

static void a_long_text_is_cut_but_stays_a_text(void **state)
{
    an_problems *problems;
    char text[64], *longer = calloc(2000, 1);

    (void)state;
    memset(longer, 'y', 1999);
    assert_ok(an_problems_new(&problems));
    an_problems_add(problems, AN_NOTE, "f.csv", 3, NULL, "%s", longer);
    an_problem_text(an_problems_at(problems, 0), text, sizeof text);
    assert_int_equal(strlen(text), sizeof text - 1);
    assert_memory_equal(text, "f.csv:3: yyy", 12);
    an_problems_free(problems);
    free(longer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(problems_stand_in_the_order_of_files_and_lines),
        cmocka_unit_test(a_problem_is_told_in_chinese_too),
        cmocka_unit_test(a_long_problem_is_cut_between_characters),
        cmocka_unit_test(only_the_first_of_a_kind_are_kept_and_all_counted),
        cmocka_unit_test(a_long_text_is_cut_but_stays_a_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
