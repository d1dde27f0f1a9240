/* svg_words.h - where the words and shapes of a drawn chart stand. */
#ifndef TESTS_UNIT_SVG_WORDS_H
#define TESTS_UNIT_SVG_WORDS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/chart/words.h"
#include "tests/unit/assert.h"

typedef struct {
    double left, right, top, bottom;
    char text[AN_WORDS_SIZE];
} svg_word;

typedef struct {
    char *text; /* of the whole file */
    double width, height;
    svg_word *words;
    size_t n_words;
} svg_picture;

static inline char *svg_read(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text;
    long n;

    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    n = ftell(file);
    rewind(file);
    text = malloc((size_t)n + 1);
    assert_non_null(text);
    assert_int_equal(fread(text, 1, (size_t)n, file), n);
    text[n] = '\0';
    fclose(file);
    return text;
}

static inline void svg_unescape(char *text)
{
    static const char *const names[][2] = {{"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}};
    char *out = text;

    while (*text) {
        size_t i = 0;

        while (i < 3 && strncmp(text, names[i][0], strlen(names[i][0])) != 0)
            i++;
        *out++ = i < 3 ? *names[i][1] : *text;
        text += i < 3 ? strlen(names[i][0]) : 1;
    }
    *out = '\0';
}

/* One group around a text: its place, weight, size and side. */
static inline const char *svg_take_word(const char *at, svg_word *word)
{
    const char *start = strstr(at, "<text>") + strlen("<text>"), *end = strstr(start, "</text>");
    const bool bold = memmem(at, (size_t)(start - at), "font-weight", 11) != NULL;
    double x, y, size, width, left;
    char side;

    assert_int_equal(sscanf(at, "<g transform=\"translate(%lf,%lf)\"", &x, &y), 2);
    assert_int_equal(
        sscanf(strstr(at, "font-size"), "font-size=\"%lf\" text-anchor=\"%c", &size, &side), 2);
    snprintf(word->text, sizeof word->text, "%.*s", (int)(end - start), start);
    svg_unescape(word->text);
    width = an_words_width(word->text, (an_font){size, bold});
    left = side == 's' ? x : side == 'm' ? x - width / 2 : x - width; /* start, middle, end */
    word->left = left;
    word->right = left + width;
    word->top = y - 0.75 * size;
    word->bottom = y;
    return end;
}

static inline svg_picture svg_open(const char *path)
{
    svg_picture picture = {.text = svg_read(path)};
    const char *at = picture.text;
    size_t capacity = 0;

    assert_int_equal(
        sscanf(strstr(at, "viewBox"), "viewBox=\"0 0 %lf %lf\"", &picture.width, &picture.height),
        2);
    while ((at = strstr(at, "<g transform=\"translate("))) {
        if (picture.n_words == capacity) {
            capacity = 2 * capacity + 64;
            picture.words = realloc(picture.words, capacity * sizeof *picture.words);
            assert_non_null(picture.words);
        }
        at = svg_take_word(at, &picture.words[picture.n_words++]);
    }
    return picture;
}

static inline void svg_close(svg_picture *picture)
{
    free(picture->words);
    free(picture->text);
}

static inline bool svg_says(const svg_picture *picture, const char *text)
{
    for (size_t i = 0; i < picture->n_words; i++)
        if (strcmp(picture->words[i].text, text) == 0)
            return true;
    return false;
}

/* Every word stands inside the picture, and no two over each other. */
static inline void svg_assert_words_apart(const svg_picture *picture, const char *what)
{
    for (size_t i = 0; i < picture->n_words; i++) {
        const svg_word *a = &picture->words[i];

        if (a->left < 0 || a->right > picture->width || a->top < 0 || a->bottom > picture->height)
            fail_msg("%s: '%s' runs out of the picture", what, a->text);
        for (size_t k = 0; k < i; k++) {
            const svg_word *b = &picture->words[k];

            if (a->left < b->right && b->left < a->right && a->top < b->bottom &&
                b->top < a->bottom)
                fail_msg("%s: '%s' stands over '%s'", what, a->text, b->text);
        }
    }
}

/* Every point of a shape lies inside the picture. */
static inline void svg_assert_shapes_inside(const svg_picture *picture, const char *what)
{
    static const char *const lists[] = {" d=\"", " points=\""};

    for (size_t i = 0; i < 2; i++)
        for (const char *at = picture->text; (at = strstr(at, lists[i])); at++) {
            double x, y;
            int n;

            for (const char *p = at + strlen(lists[i]); *p != '"'; p += n)
                if (strchr("MLZ \n\t", *p))
                    n = 1;
                else if (sscanf(p, "%lf,%lf%n", &x, &y, &n) != 2 || x < -1 || y < -1 ||
                         x > picture->width + 1 || y > picture->height + 1)
                    fail_msg("%s: a shape runs out of the picture: %.40s", what, p);
        }
}

#endif
