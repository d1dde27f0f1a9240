/* drivers_shape.c - the words of --shape: read, checked, applied. */
#include "analysis/drivers/drivers_shape.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/effects/shape.h"

typedef enum { WORD_NONE, WORD_RATIO, WORD_LAG, WORD_STOCK, WORD_FLAG } word_kind;

/* What a word asks for; a lag or what a stock keeps in *number. */
static word_kind read_word(const char *word, unsigned *kind, double *number)
{
    static const struct {
        const char *word;
        word_kind is;
        unsigned kind;
    } words[] = {{"price", WORD_RATIO, FC_PRICE},   {"free-price", WORD_RATIO, FC_LOGARITHM},
                 {"log", WORD_RATIO, FC_LOGARITHM}, {"level", WORD_FLAG, FC_PLAIN},
                 {"sum", WORD_FLAG, FC_PLAIN},      {"zero", WORD_FLAG, FC_PLAIN}};
    char *end;

    *kind = FC_PLAIN;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(word, words[i].word) == 0) {
            *kind = words[i].kind;
            return words[i].is;
        }
    if (strncmp(word, "lag", 3) == 0 && word[3] >= '0' && word[3] <= '9') {
        *number = strtod(word + 3, &end);
        return *end == '\0' && *number == (double)(size_t)*number ? WORD_LAG : WORD_NONE;
    }
    if (strncmp(word, "adstock", 7) == 0 && word[7] >= '0' && word[7] <= '9') {
        *number = strtod(word + 7, &end);
        return *end == '\0' && *number < 1 ? WORD_STOCK : WORD_NONE;
    }
    return WORD_NONE;
}

static fc_status read_shape(const char *text, size_t length, an_driver_shape *shape)
{
    char copy[AN_SHAPE_NAME], *rest = NULL;

    *shape = (an_driver_shape){.kind = FC_PLAIN};
    snprintf(shape->text, sizeof shape->text, "%.*s", (int)length, text);
    snprintf(copy, sizeof copy, "%s", shape->text);
    for (char *word = strtok_r(copy, "+", &rest); word; word = strtok_r(NULL, "+", &rest)) {
        unsigned kind;
        double number;

        if (read_word(word, &kind, &number) == WORD_NONE)
            return fc_fail(FC_EUSAGE,
                           "--shape: '%s' is none of level, price, free-price, log, lag1 ..., "
                           "adstock0.5 ..., sum, zero",
                           word);
        shape->kind |= kind;
        shape->sum = shape->sum || strcmp(word, "sum") == 0;
        shape->zero = shape->zero || strcmp(word, "zero") == 0;
    }
    if (shape->sum && shape->kind & FC_LOGARITHM)
        return fc_fail(FC_EUSAGE,
                       "--shape: '%s' adds logarithms up; a price is averaged, leave sum out",
                       shape->text);
    shape->usual = !strstr(shape->text, "lag") && !strstr(shape->text, "adstock");
    return FC_OK;
}

/* The text behind "name="; NULL where the option is of another driver. */
static const char *given(const char *option, const char *name)
{
    const size_t length = strlen(name);

    return strncmp(option, name, length) == 0 && option[length] == '=' ? option + length + 1 : NULL;
}

fc_status an_driver_shapes(const an_drivers_options *o, const char *name, an_driver_shape *shapes,
                           size_t *n)
{
    const char *const by_name = strcasestr(name, "price") || strstr(name, "价") ? "price" : "level";
    fc_status status = FC_OK;

    *n = 0;
    for (size_t i = 0; status == FC_OK && i < o->n_shapes; i++)
        for (const char *text = given(o->shapes[i], name); status == FC_OK && text && *text;) {
            const size_t length = strcspn(text, ",");

            if (*n == AN_DRIVER_SHAPES)
                return fc_fail(FC_EUSAGE, "--shape: more than %d shapes of %s", AN_DRIVER_SHAPES,
                               name);
            status = read_shape(text, length, &shapes[(*n)++]);
            text += length + (text[length] == ',');
        }
    return status == FC_OK && *n == 0 ? read_shape(by_name, strlen(by_name), &shapes[(*n)++])
                                      : status;
}

fc_status an_driver_shapes_check(const an_drivers_options *o, const an_driver_values *values)
{
    for (size_t i = 0; i < o->n_shapes; i++) {
        bool known = false;

        for (size_t d = 0; d < values->size; d++) {
            const char *text = given(o->shapes[i], values->names[d]);

            known = known || (text && *text);
        }
        if (!known)
            return fc_fail(FC_EUSAGE, "--shape: '%s' is not DRIVER=SHAPE of a driver in %s",
                           o->shapes[i], o->file ? o->file : "a file of --drivers");
    }
    return FC_OK;
}

fc_status an_driver_shape_apply(const an_driver_shape *shape, double *x, size_t n)
{
    char copy[AN_SHAPE_NAME], *rest = NULL;
    double *from = malloc((n + 1) * sizeof *from);
    fc_status status = from ? FC_OK : fc_no_memory();

    snprintf(copy, sizeof copy, "%s", shape->text);
    for (char *word = strtok_r(copy, "+", &rest); word && status == FC_OK;
         word = strtok_r(NULL, "+", &rest)) {
        unsigned kind;
        double number = 0;
        const word_kind is = read_word(word, &kind, &number);

        memcpy(from, x, n * sizeof *x);
        if (is == WORD_RATIO)
            status = fc_shape_price(from, n, x);
        else if (is == WORD_LAG)
            fc_shape_lag(from, n, number < (double)n ? (size_t)number : n, x);
        else if (is == WORD_STOCK)
            fc_shape_adstock(from, n, number, x);
    }
    free(from);
    return status;
}
