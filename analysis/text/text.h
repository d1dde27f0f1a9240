/* text.h - words of reports in English and Chinese, money in readable units, widths of mixed text.
 */
#ifndef ANALYSIS_TEXT_H
#define ANALYSIS_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/* The text of a message id in a language: text_en.c and text_zh.c hold one table each with the same
 * ids. */
const char *an_text(const char *lang, const char *id);

/* The same, or `other` where there is no such id. */
const char *an_text_or(const char *lang, const char *id, const char *other);
bool an_lang_known(const char *lang);

/* The text of an id with its places filled by the strings that follow, up to a NULL: {1} is the
 * first of them, {1|row|rows} is "row" where the first is "1" and "rows" otherwise. Each language
 * orders them as it likes. What does not fit into `size` bytes is cut between characters. */
void an_text_fill(char *out, size_t size, const char *lang, const char *id, ...)
    __attribute__((sentinel));
void an_text_vfill(char *out, size_t size, const char *lang, const char *id, va_list list);

/* A unit to show amounts in: divide by `divisor`, write `suffix` behind. */
typedef struct {
    const char *name; /* as given to --unit */
    const char *id;   /* of the words for it: "amounts in millions" */
    double divisor;
    const char *suffix; /* "", "k", "m", "万", "亿" */
    int decimals;       /* so that the largest amount has three to five digits */
} an_unit;

/* From "1|k|m|万|亿"; NULL picks by the largest absolute value and the language. False: unknown
 * name. */
bool an_unit_parse(const char *name, const char *lang, double largest, an_unit *unit);

/* "12.34 m", "-4,120", "1,234.5万": the decimals of the unit, so that columns align; U+2212 is not
 * used. Nothing where the amount is not finite. */
void an_money(double amount, an_unit unit, char *text, size_t size);
void an_percent(double percent, bool sign, char *text, size_t size); /* "+3.1%" */

/* Grouped by thousands: "1,234.50". */
void an_grouped(double number, int decimals, char *text, size_t size);

/* Columns a text takes on a terminal; Chinese takes two each. Works in any locale. */
size_t an_width(const char *utf8);

/* Writes `text` padded with blanks to `width` columns, or cut with an ellipsis. Control characters,
 * which could drive the terminal, become blanks. */
void an_pad(const char *text, size_t width, bool right, char *out, size_t size);

#endif
