/* text.c - finds the words of a language and fills in their places. */
#include "analysis/text/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/text/text_words.h"

typedef struct {
    const char *name;
    const an_word *words;
    const size_t *n;
} word_table;

static const word_table languages[] = {
    {"en", an_words_en, &an_n_words_en}, /* the first is used where none is named */
    {"zh", an_words_zh, &an_n_words_zh},
};

enum { N_LANGUAGES = sizeof languages / sizeof *languages, MAX_PLACES = 9 };

static const word_table *find_language(const char *lang)
{
    for (size_t i = 0; lang && i < N_LANGUAGES; i++)
        if (strcmp(languages[i].name, lang) == 0)
            return &languages[i];
    return NULL;
}

bool an_lang_known(const char *lang)
{
    return find_language(lang) != NULL;
}

static int compare_ids(const void *id, const void *word)
{
    return strcmp(id, ((const an_word *)word)->id);
}

static const an_word *find_word(const char *lang, const char *id)
{
    const word_table *table = find_language(lang);

    if (!table)
        table = &languages[0];
    return bsearch(id, table->words, *table->n, sizeof(an_word), compare_ids);
}

const char *an_text(const char *lang, const char *id)
{
    const an_word *word = find_word(lang, id);

    assert(word);
    return word->text;
}

const char *an_text_or(const char *lang, const char *id, const char *other)
{
    const an_word *word = find_word(lang, id);

    return word ? word->text : other;
}

/* What is written so far; `size` leaves room for the terminator. */
typedef struct {
    char *text;
    size_t n, size;
} buffer;

static void append(buffer *out, const char *text, size_t length)
{
    const size_t room = out->size - out->n;

    if (length > room) { /* cut before the first byte of a character */
        length = room;
        while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
            length--;
        out->size = out->n + length; /* nothing may follow a cut */
    }
    memcpy(out->text + out->n, text, length);
    out->n += length;
}

/* `place` is what stands between braces: "1" or "1|row|rows". */
static void append_place(buffer *out, const char *place, size_t length, const char *const *values,
                         size_t n_values)
{
    const size_t i = (size_t)(place[0] - '1');
    const char *one = memchr(place, '|', length);
    const char *many;

    assert(i < n_values);
    if (!one) {
        append(out, values[i], strlen(values[i]));
        return;
    }
    one++;
    many = memchr(one, '|', (size_t)(place + length - one));
    assert(many);
    if (strcmp(values[i], "1") == 0)
        append(out, one, (size_t)(many - one));
    else
        append(out, many + 1, (size_t)(place + length - many - 1));
}

void an_text_vfill(char *out, size_t size, const char *lang, const char *id, va_list list)
{
    const char *values[MAX_PLACES];
    size_t n = 0;
    buffer b = {out, 0, size - 1};
    const char *text = an_text(lang, id), *open;

    for (const char *v; (v = va_arg(list, const char *)) != NULL;) {
        assert(n < MAX_PLACES);
        values[n++] = v;
    }
    while ((open = strchr(text, '{')) != NULL) {
        const char *close = strchr(open, '}');

        assert(close);
        append(&b, text, (size_t)(open - text));
        append_place(&b, open + 1, (size_t)(close - open - 1), values, n);
        text = close + 1;
    }
    append(&b, text, strlen(text));
    out[b.n] = '\0';
}

void an_text_fill(char *out, size_t size, const char *lang, const char *id, ...)
{
    va_list values;

    va_start(values, id);
    an_text_vfill(out, size, lang, id, values);
    va_end(values);
}
