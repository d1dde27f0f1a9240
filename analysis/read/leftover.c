/* leftover.c - the words of total rows, and what a footer looks like. */
#include "analysis/read/leftover.h"

#include <string.h>
#include <strings.h>

static bool ends_in(const char *text, size_t n, const char *word)
{
    const size_t length = strlen(word);

    return n >= length && strncasecmp(text + n - length, word, length) == 0;
}

static bool is_total_word(const an_field *field)
{
    static const char *const WORDS[] = {"total", "totals", "sum",   "合计", "总计",
                                        "小计",  "汇总",   "合 计", "总 计"};
    static const char *const COLONS[] = {":", "："};
    size_t n = field->length;
    const char *text = an_plain_trim(field->text, &n);

    for (size_t i = 0; i < sizeof COLONS / sizeof *COLONS; i++)
        if (ends_in(text, n, COLONS[i]))
            n -= strlen(COLONS[i]);
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (ends_in(text, n, WORDS[i]))
            return true;
    return false;
}

bool an_leftover_is_total(const an_record *record, size_t date, char word[AN_PLAIN_SHOWN_SIZE])
{
    const bool dated = date < record->n && record->fields[date].length > 0;

    for (size_t i = 0; i < record->n; i++)
        if ((!dated || i == date) && is_total_word(&record->fields[i])) {
            an_plain_shown(record->fields[i].text, record->fields[i].length, word);
            return true;
        }
    return false;
}

static bool has_letter(const an_field *field)
{
    for (size_t i = 0; i < field->length; i++) {
        const unsigned char c = (unsigned char)field->text[i];

        if (c >= 0x80 || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
            return true;
    }
    return false;
}

bool an_leftover_keep(an_footers *footers, const an_record *record)
{
    size_t i = 0;

    while (i + 1 < record->n && record->fields[i].length == 0)
        i++;
    if (record->n_filled != 1 || !has_letter(&record->fields[i]))
        return false;
    footers->too_many = footers->too_many || footers->n == AN_FOOTERS_MAX;
    if (footers->too_many)
        return false;
    footers->at[footers->n].line = record->line;
    an_plain_shown(record->fields[i].text, record->fields[i].length,
                   footers->at[footers->n++].text);
    return true;
}
