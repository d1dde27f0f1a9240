/* review_sentence.h - a row's sentence while it is put together, piece by piece. */
#ifndef ANALYSIS_REVIEW_SENTENCE_H
#define ANALYSIS_REVIEW_SENTENCE_H

#include "analysis/review/review_parts.h"
#include "analysis/text/text.h"

enum { AN_SENTENCE_PIECE = 512, AN_SENTENCE_MONEY = 64, AN_SENTENCE_SIZE = 1536 };

typedef struct {
    const an_review *r;
    const an_review_row *row;
    size_t slot;
    double off;   /* what the row is off by: an_review_off */
    an_unit unit; /* three digits are enough: of `off`, or of a twentieth of the outlook */
    char text[AN_SENTENCE_SIZE];
    size_t n;
} an_review_sentence;

void an_review_sentence_begin(an_review_sentence *sentence, const an_review *review, size_t slot,
                              const an_review_row *row);

/* Appends a piece behind the mark that parts pieces. */
void an_review_sentence_add(an_review_sentence *sentence, const char *piece);

/* "+1.2 m": the sign tells which way. Gives `text`. */
const char *an_review_sentence_money(const an_review_sentence *sentence, double amount,
                                     char text[AN_SENTENCE_MONEY]);

/* Adds how what the plan asks compares with what came, both against last year, and of price, volume
 * and mix what goes the way of the gap, with the periods they are of. */
void an_review_against_add(an_review_sentence *sentence);

#endif
