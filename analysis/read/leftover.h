/* leftover.h - records of a sales file that are no rows: totals, and the footer of an export. */
#ifndef ANALYSIS_READ_LEFTOVER_H
#define ANALYSIS_READ_LEFTOVER_H

#include <stdbool.h>

#include "analysis/read/fields.h"
#include "analysis/read/plain.h"

/* A total: its date, in this column, is empty or the word itself, and a field ends in total, sum,
 * 合计, 总计, 小计 or 汇总, with or without a colon. `word` is that field. */
bool an_leftover_is_total(const an_record *record, size_t date, char word[AN_PLAIN_SHOWN_SIZE]);

enum { AN_FOOTERS_MAX = 10 };

/* Records that may be a footer: they are one if no row follows. */
typedef struct {
    size_t n;
    bool too_many; /* for a footer: what else comes is no footer either, until a row follows */
    struct {
        size_t line;
        char text[AN_PLAIN_SHOWN_SIZE];
    } at[AN_FOOTERS_MAX];
} an_footers;

/* Keeps a record of which one field is filled, with a letter in it. False where it is none, or
 * there were too many. */
bool an_leftover_keep(an_footers *footers, const an_record *record);

#endif
