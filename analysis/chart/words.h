/* words.h - user text in a chart: made clean, measured, cut, wrapped and quoted. */
#ifndef ANALYSIS_CHART_WORDS_H
#define ANALYSIS_CHART_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* More than any line of a chart can show. */
enum { AN_WORDS_SIZE = 1024, AN_WORDS_LINES = 3 };

typedef struct {
    double size; /* pixels */
    bool bold;
} an_font;

typedef struct {
    size_t n;
    char line[AN_WORDS_LINES][AN_WORDS_SIZE];
} an_lines;

/* Valid UTF-8 on one line: bad bytes become U+FFFD, line breaks and tabs a blank; other control
 * characters and those that turn the direction of writing are dropped. NULL gives "". */
void an_words_clean(const char *text, char clean[AN_WORDS_SIZE]);

/* Pixels that clean text takes, a little more rather than less. */
double an_words_width(const char *clean, an_font font);

/* Cuts clean text with an ellipsis, between what a reader takes for characters. */
void an_words_fit(char clean[AN_WORDS_SIZE], an_font font, double width);

/* Wraps where the language allows it; the last of `max_lines` (up to AN_WORDS_LINES) is cut. True
 * if nothing had to be cut. No lines for "". */
bool an_words_wrap(const char *clean, an_font font, double width, size_t max_lines,
                   an_lines *lines);

/* Writes clean text as a string of a gnuplot data block, where it can be nothing but text. */
void an_words_quote(const char *clean, FILE *script);

#endif
