/* text_words.h - the word table of one language. */
#ifndef ANALYSIS_TEXT_WORDS_H
#define ANALYSIS_TEXT_WORDS_H

#include <stddef.h>

typedef struct {
    const char *id, *text;
} an_word;

/* In byte order of their ids. */
extern const an_word an_words_en[], an_words_zh[];
extern const size_t an_n_words_en, an_n_words_zh;

#endif
