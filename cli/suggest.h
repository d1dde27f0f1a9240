/* suggest.h - "did you mean ...": the known word nearest to a mistyped one. */
#ifndef CLI_SUGGEST_H
#define CLI_SUGGEST_H

#include <stddef.h>

/* Feed all known words; the nearest stays in `best`, NULL where none is near enough. */
typedef struct {
    const char *typed;
    const char *best;
    size_t distance;
} cli_suggestion;

void cli_suggest_begin(cli_suggestion *s, const char *typed);
void cli_suggest_try(cli_suggestion *s, const char *word);

#endif
