/* plain.h - a number or date as people type it, brought to plain bytes before it is parsed. */
#ifndef ANALYSIS_READ_PLAIN_H
#define ANALYSIS_READ_PLAIN_H

#include <stdbool.h>
#include <stddef.h>

/* What stands for a character that has no ASCII form of its own. */
enum {
    AN_PLAIN_CURRENCY = 1, /* ¥ $ £ € and their full-width forms */
    AN_PLAIN_YUAN,         /* 元 圆 */
    AN_PLAIN_WAN,          /* 万 */
    AN_PLAIN_YI,           /* 亿 */
    AN_PLAIN_YEAR,         /* 年 */
    AN_PLAIN_MONTH,        /* 月 */
    AN_PLAIN_DAY           /* 日 号 */
};

enum { AN_PLAIN_SIZE = 512 };

/* Full-width forms, minus signs and blanks of all kinds become ASCII, the characters above one byte
 * each, and blanks at both ends go. False where the text is too long or has another character. */
bool an_plain(const char *text, size_t length, char plain[AN_PLAIN_SIZE]);

/* Puts a reason why a value was refused together; it stays readable until the thread's next one.
 * `%.*s` of the text should go through an_plain_shown first. */
const char *an_plain_why(const char *format, ...) __attribute__((format(printf, 1, 2)));

enum { AN_PLAIN_SHOWN_SIZE = 64 };

/* The text as it may stand in a message: cut after whole characters, without control characters. */
const char *an_plain_shown(const char *text, size_t length, char shown[AN_PLAIN_SHOWN_SIZE]);

/* Without blanks at both ends, of all kinds. */
const char *an_plain_trim(const char *text, size_t *length);

#endif
