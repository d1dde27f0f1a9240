/* suggest.c - edit distance with neighbouring letters swapped (Damerau, optimal string alignment).
 */
#include "cli/suggest.h"

#include <string.h>

enum { LONGEST = 48 };

static size_t least(size_t a, size_t b, size_t c)
{
    size_t m = a < b ? a : b;

    return m < c ? m : c;
}

static size_t distance(const char *a, const char *b)
{
    size_t d[LONGEST + 1][LONGEST + 1];
    const size_t n = strlen(a), m = strlen(b);

    if (n > LONGEST || m > LONGEST)
        return LONGEST;
    for (size_t i = 0; i <= n; i++)
        d[i][0] = i;
    for (size_t j = 0; j <= m; j++)
        d[0][j] = j;
    for (size_t i = 1; i <= n; i++)
        for (size_t j = 1; j <= m; j++) {
            d[i][j] =
                least(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                d[i - 2][j - 2] + 1 < d[i][j])
                d[i][j] = d[i - 2][j - 2] + 1;
        }
    return d[n][m];
}

void cli_suggest_begin(cli_suggestion *s, const char *typed)
{
    s->typed = typed;
    s->best = NULL;
    s->distance = strlen(typed) / 3 + 2; /* anything this far off is another word */
}

void cli_suggest_try(cli_suggestion *s, const char *word)
{
    const size_t n = strlen(s->typed);
    size_t d = distance(s->typed, word);

    if (n >= 3 && strncmp(word, s->typed, n) == 0)
        d = 1; /* the beginning of a word */
    if (d < s->distance) {
        s->distance = d;
        s->best = word;
    }
}
