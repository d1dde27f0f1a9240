/* problem_words.h - what is wrong in files, in the words of another language. */
#ifndef ANALYSIS_PROBLEM_WORDS_H
#define ANALYSIS_PROBLEM_WORDS_H

#include <stdarg.h>
#include <stddef.h>

/* Writes the Chinese for an_problems_add's `format` with its arguments; "" where there is none. A
 * reason that comes ready made ("%s") is looked up as a whole, or behind the value it quotes. */
void an_problem_words_zh(const char *format, const char *english, va_list arguments, char *text,
                         size_t size);

#endif
