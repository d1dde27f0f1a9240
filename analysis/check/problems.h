/* problems.h - what was wrong in the files that were read: every row set aside, with its line. */
#ifndef ANALYSIS_PROBLEMS_H
#define ANALYSIS_PROBLEMS_H

#include <stdio.h>

#include "forecast/status.h"

typedef enum {
    AN_NOTE,     /* told, nothing lost: encoding, incomplete period */
    AN_WARNING,  /* suspicious but used: duplicate rows, future dates */
    AN_SET_ASIDE /* a row that could not be used */
} an_severity;

typedef struct {
    an_severity severity;
    char *file;
    size_t line;        /* 0: the whole file */
    char *column;       /* NULL: the whole row */
    char *text;         /* what is wrong; what to do */
    char *chinese;      /* the same; NULL: the text says it */
    const char *format; /* of the text, borrowed: which problem it is */
} an_problem;

/* Owns its texts. Keeps the first AN_PROBLEMS_KEPT of each kind whole and counts the rest. */
typedef struct an_problems an_problems;

enum { AN_PROBLEMS_KEPT = 10000 };

fc_status an_problems_new(an_problems **problems) FC_CHECKED;
void an_problems_free(an_problems *problems);

/* `format` must live on. Never fails: without memory the problem is counted but not kept. */
void an_problems_add(an_problems *problems, an_severity severity, const char *file, size_t line,
                     const char *column, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* Takes over all problems of `from`, which becomes empty. */
void an_problems_join(an_problems *into, an_problems *from);

/* In order of file, line. */
void an_problems_sort(an_problems *problems);
size_t an_problems_size(const an_problems *problems); /* kept */
const an_problem *an_problems_at(const an_problems *problems, size_t i);
size_t an_problems_count(const an_problems *problems, an_severity severity); /* all */

/* "file:line: column 'x': text" of one problem, terminated, and cut between characters. */
void an_problem_text(const an_problem *problem, char *text, size_t size);
void an_problem_text_in(const an_problem *problem, const char *lang, char *text, size_t size);

#endif
