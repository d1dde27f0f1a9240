/* guard.h - text that a spreadsheet would take for a formula, made harmless and back. */
#ifndef ANALYSIS_FORMAT_GUARD_H
#define ANALYSIS_FORMAT_GUARD_H

#include <stdbool.h>

/* The rule: a text that is no plain number and whose first character, after blanks and apostrophes,
 * is = + - @ tab or carriage return (or the full-width form of one) is written with an apostrophe
 * before it, so that Excel, LibreOffice and Google Sheets do not compute it. Our reader takes one
 * apostrophe off such a text: keys survive the round trip. */
bool an_guard_needed(const char *text);

/* The text without the apostrophe that the rule put before it. */
const char *an_guard_removed(const char *text);

#endif
