/* panel_days.c - the days on which something was sold, as bits. */
#include "forecast/panel/panel_days.h"

#include <stdlib.h>
#include <string.h>

enum { BITS = 64 };

void fc_panel_days_free(fc_panel_days *days)
{
    free(days->words);
    *days = (fc_panel_days){0};
}

/* Days before 1970 are negative. */
static int32_t word_of(fc_date date)
{
    return date >= 0 ? date / BITS : -((-date + BITS - 1) / BITS);
}

/* Makes room from one word to another, and for a quarter more where it has grown before. */
static fc_status reach(fc_panel_days *days, int32_t first, int32_t last)
{
    int32_t from = first, to = last + 1;
    uint64_t *words;

    if (days->n > 0) {
        const int32_t end = days->base + (int32_t)days->n, spare = (int32_t)days->n / 4;

        from = first < days->base ? first - spare : days->base;
        to = last >= end ? last + 1 + spare : end;
    }
    words = calloc((size_t)(to - from), sizeof *words);
    if (!words)
        return fc_no_memory();
    if (days->n > 0)
        memcpy(words + (days->base - from), days->words, days->n * sizeof *words);
    free(days->words);
    *days = (fc_panel_days){words, from, (uint32_t)(to - from)};
    return FC_OK;
}

static bool holds(const fc_panel_days *days, int32_t word)
{
    return days->n > 0 && word >= days->base && word < days->base + (int32_t)days->n;
}

fc_status fc_panel_days_add(fc_panel_days *days, fc_date date)
{
    const int32_t word = word_of(date);
    const fc_status status = holds(days, word) ? FC_OK : reach(days, word, word);

    if (status == FC_OK)
        days->words[word - days->base] |= (uint64_t)1 << (date - word * BITS);
    return status;
}

fc_status fc_panel_days_join(fc_panel_days *into, const fc_panel_days *from)
{
    const int32_t last = from->base + (int32_t)from->n - 1;
    fc_status status = FC_OK;

    if (from->n == 0)
        return FC_OK;
    if (!holds(into, from->base) || !holds(into, last))
        status = reach(into, from->base, last);
    for (uint32_t w = 0; status == FC_OK && w < from->n; w++)
        into->words[from->base - into->base + (int32_t)w] |= from->words[w];
    return status;
}

fc_panel_rhythm fc_panel_days_rhythm(const fc_panel_days *days, fc_date until)
{
    fc_panel_rhythm rhythm = {0, FC_DATE_NONE, FC_DATE_NONE, 0};

    for (uint32_t w = 0; w < days->n; w++)
        for (uint64_t left = days->words[w]; left; left &= left - 1) {
            const fc_date date = (days->base + (fc_date)w) * BITS + (fc_date)__builtin_ctzll(left);

            if (date > until)
                return rhythm;
            if (rhythm.n++ == 0)
                rhythm.first = date;
            else if (date - rhythm.last - 1 > rhythm.longest)
                rhythm.longest = date - rhythm.last - 1;
            rhythm.last = date;
        }
    return rhythm;
}
