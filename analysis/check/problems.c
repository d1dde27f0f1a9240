/* problems.c - a list of problems: bounded, joined from threads, in the order of the files. */
#include "analysis/check/problems.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "analysis/text/problem_words.h"

enum { N_SEVERITIES = AN_SET_ASIDE + 1, TEXT_SIZE = 640 };

typedef struct {
    an_problem problem; /* its file is borrowed from `files` */
    size_t file;
} entry;

struct an_problems {
    entry *entries;
    size_t n, capacity;
    char **files; /* in the order first seen */
    size_t n_files;
    size_t kept[N_SEVERITIES];
    size_t count[N_SEVERITIES];
};

fc_status an_problems_new(an_problems **problems)
{
    *problems = calloc(1, sizeof **problems);
    return *problems ? FC_OK : fc_no_memory();
}

static void free_problem(an_problem *problem)
{
    free(problem->column);
    free(problem->text);
    free(problem->chinese);
}

void an_problems_free(an_problems *problems)
{
    if (!problems)
        return;
    for (size_t i = 0; i < problems->n; i++)
        free_problem(&problems->entries[i].problem);
    for (size_t i = 0; i < problems->n_files; i++)
        free(problems->files[i]);
    free(problems->entries);
    free(problems->files);
    free(problems);
}

/* The place of a file's name in the list, added when new; SIZE_MAX without memory. */
static size_t find_file(an_problems *problems, const char *file)
{
    char **grown;

    for (size_t i = problems->n_files; i-- > 0;)
        if (strcmp(problems->files[i], file) == 0)
            return i;
    grown = realloc(problems->files, (problems->n_files + 1) * sizeof *grown);
    if (!grown)
        return SIZE_MAX;
    problems->files = grown;
    problems->files[problems->n_files] = strdup(file);
    return problems->files[problems->n_files] ? problems->n_files++ : SIZE_MAX;
}

/* Takes the problem's column and text over. False without memory. */
static bool keep(an_problems *problems, const an_problem *problem)
{
    const size_t file = find_file(problems, problem->file);
    entry *to;

    if (file == SIZE_MAX)
        return false;
    if (problems->n == problems->capacity) {
        const size_t capacity = problems->capacity ? 2 * problems->capacity : 16;
        entry *grown = realloc(problems->entries, capacity * sizeof *grown);

        if (!grown)
            return false;
        problems->entries = grown;
        problems->capacity = capacity;
    }
    to = &problems->entries[problems->n++];
    to->problem = *problem;
    to->problem.file = problems->files[file];
    to->file = file;
    problems->kept[problem->severity]++;
    return true;
}

void an_problems_add(an_problems *problems, an_severity severity, const char *file, size_t line,
                     const char *column, const char *format, ...)
{
    an_problem problem = {severity, (char *)file, line, NULL, NULL, NULL, format};
    char text[TEXT_SIZE], chinese[TEXT_SIZE];
    va_list arguments, again;

    problems->count[severity]++;
    if (problems->kept[severity] == AN_PROBLEMS_KEPT)
        return;
    va_start(arguments, format);
    va_copy(again, arguments);
    vsnprintf(text, sizeof text, format, arguments);
    an_problem_words_zh(format, text, again, chinese, sizeof chinese);
    va_end(again);
    va_end(arguments);
    problem.chinese = *chinese ? strdup(chinese) : NULL;
    problem.text = strdup(text);
    problem.column = column ? strdup(column) : NULL;
    if (!problem.text || (column && !problem.column) || !keep(problems, &problem))
        free_problem(&problem);
}

void an_problems_join(an_problems *into, an_problems *from)
{
    for (size_t i = 0; i < from->n; i++)
        if (!keep(into, &from->entries[i].problem))
            free_problem(&from->entries[i].problem);
    from->n = 0;
    for (size_t s = 0; s < N_SEVERITIES; s++) {
        into->count[s] += from->count[s];
        from->count[s] = from->kept[s] = 0;
    }
}

static int compare_texts(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) : (a != NULL) - (b != NULL);
}

static int compare(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    int order = (a->file > b->file) - (a->file < b->file);

    if (order == 0)
        order = (a->problem.line > b->problem.line) - (a->problem.line < b->problem.line);
    if (order == 0)
        order = (int)a->problem.severity - (int)b->problem.severity;
    if (order == 0)
        order = compare_texts(a->problem.column, b->problem.column);
    return order ? order : strcmp(a->problem.text, b->problem.text);
}

/* Joined lists may hold more than the limit: the first ones stay, whoever read them. */
void an_problems_sort(an_problems *problems)
{
    size_t n = 0;

    if (problems->n == 0)
        return;
    qsort(problems->entries, problems->n, sizeof *problems->entries, compare);
    memset(problems->kept, 0, sizeof problems->kept);
    for (size_t i = 0; i < problems->n; i++) {
        const an_severity severity = problems->entries[i].problem.severity;

        if (problems->kept[severity] == AN_PROBLEMS_KEPT) {
            free_problem(&problems->entries[i].problem);
            continue;
        }
        problems->kept[severity]++;
        problems->entries[n++] = problems->entries[i];
    }
    problems->n = n;
}

size_t an_problems_size(const an_problems *problems)
{
    return problems->n;
}

const an_problem *an_problems_at(const an_problems *problems, size_t i)
{
    return &problems->entries[i].problem;
}

size_t an_problems_count(const an_problems *problems, an_severity severity)
{
    return problems->count[severity];
}

/* Cuts half a character off the end. */
static void cut_cleanly(char *text)
{
    char *bad = (char *)u8_check((const uint8_t *)text, strlen(text));

    if (bad)
        *bad = '\0';
}

void an_problem_text_in(const an_problem *problem, const char *lang, char *text, size_t size)
{
    const bool chinese = strcmp(lang, "zh") == 0;
    char line[32] = "", column[128] = "";

    if (problem->line)
        snprintf(line, sizeof line, "%zu:", problem->line);
    if (problem->column)
        snprintf(column, sizeof column, chinese ? " 列 '%s'：" : " column '%s':", problem->column);
    snprintf(text, size, "%s:%s%s%s%s", problem->file, line, column,
             chinese && problem->column ? "" : " ",
             chinese && problem->chinese ? problem->chinese : problem->text);
    cut_cleanly(text);
}

void an_problem_text(const an_problem *problem, char *text, size_t size)
{
    an_problem_text_in(problem, "en", text, size);
}
