/* view_text.c - names, amounts, chances and sentences as the report writes them. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistr.h>

#include "analysis/report/view.h"

enum { NAME_SIZE = 160, AMOUNT_SIZE = 64, SENTENCE_SIZE = 1024 };

static const char none[] = "\u2013"; /* where there is no number */

static const char *keep(an_view *view, const char *text)
{
    const char *copy = an_pool_text(&view->pool, text);

    return copy ? copy : "";
}

/* A key of digits only says nothing without the name of its column. */
static bool is_bare_number(const char *key)
{
    return key[0] && key[strspn(key, "0123456789")] == '\0';
}

const char *an_view_name(an_view *view, size_t node)
{
    const fc_hierarchy *h = view->hierarchy;
    char text[NAME_SIZE] = "";
    size_t n = 0;
    uint8_t *cut;

    for (size_t k = 0; k < fc_hierarchy_n_keys(h) && n < sizeof text; k++) {
        const char *key = fc_hierarchy_key(h, node, k);
        const bool bare = is_bare_number(key);

        if (strcmp(key, "*") != 0)
            n += (size_t)snprintf(text + n, sizeof text - n, "%s%s%s%s", n > 0 ? " / " : "",
                                  bare ? view->in->sales->key_names[k] : "", bare ? " " : "", key);
    }
    if (n == 0)
        return an_text(view->lang, "total");
    cut = (uint8_t *)u8_check((const uint8_t *)text, strlen(text));
    if (cut) /* the end of the buffer fell into a character */
        *cut = '\0';
    return keep(view, text);
}

const char *an_view_dimension(an_view *view, size_t dimension)
{
    const fc_hierarchy *h = view->hierarchy;
    size_t n = 0;
    const size_t *nodes = dimension < fc_hierarchy_n_dimensions(h)
                              ? fc_hierarchy_children(h, 0, dimension, &n)
                              : NULL;

    for (size_t k = 0; n > 0 && k < fc_hierarchy_n_keys(h); k++)
        if (strcmp(fc_hierarchy_key(h, nodes[0], k), "*") != 0)
            return view->in->sales->key_names[k];
    return an_text(view->lang, "total");
}

/* "+" in front of what is above zero as shown. */
static const char *keep_amount(an_view *view, double amount, an_unit unit, bool sign)
{
    char text[AMOUNT_SIZE] = "+";

    if (!isfinite(amount))
        return none;
    an_money(amount, unit, text + 1, sizeof text - 1);
    if (!sign || text[1] == '-' || !strpbrk(text, "123456789"))
        return keep(view, text + 1);
    return keep(view, text);
}

an_unit an_view_unit(const an_view *view, double largest)
{
    an_unit unit = view->unit;

    if (!view->options->unit)
        an_unit_parse(NULL, view->lang, largest, &unit);
    return unit;
}

const char *an_view_money(an_view *view, double amount, bool sign)
{
    const double least = 0.05; /* two digits at most, and the first is no zero */
    const bool is_small = fabs(amount) < least * view->unit.divisor;

    return keep_amount(view, amount, is_small ? an_view_unit(view, amount) : view->unit, sign);
}

const char *an_view_rate(an_view *view, double amount, double other)
{
    const double largest = isfinite(other) ? fmax(fabs(amount), fabs(other)) : fabs(amount);

    return keep_amount(view, amount, an_view_unit(view, largest), false);
}

const char *an_view_amount(an_view *view, an_unit unit, double amount, bool sign)
{
    unit.suffix = "";
    return keep_amount(view, amount, unit, sign);
}

const char *an_view_percent(an_view *view, double percent, bool sign)
{
    char text[AMOUNT_SIZE];

    if (!isfinite(percent))
        return none;
    an_percent(percent, sign, text, sizeof text);
    return keep(view, text);
}

const char *an_view_count(an_view *view, size_t n)
{
    char text[AMOUNT_SIZE];

    an_grouped((double)n, 0, text, sizeof text);
    return keep(view, text);
}

const char *an_view_chance(an_view *view, const an_review_row *row)
{
    const double percent = 100 * row->p_attain;
    char text[AMOUNT_SIZE];

    if (!isfinite(percent) || isnan(row->required_run_rate))
        return none;
    if (percent < 1)
        return "<1%";
    if (percent > 99)
        return ">99%";
    snprintf(text, sizeof text, "%.0f%%", percent);
    return keep(view, text);
}

const char *an_view_standing(an_view *view, const an_review_row *row)
{
    const char *chance = an_view_chance(view, row);
    const char *status = an_status_name(row->status, view->lang);

    return chance == none ? status : an_view_words(view, "chance-status", chance, status, NULL);
}

const char *an_view_words(an_view *view, const char *id, ...)
{
    char text[SENTENCE_SIZE];
    va_list values;

    va_start(values, id);
    an_text_vfill(text, sizeof text, view->lang, id, values);
    va_end(values);
    return keep(view, text);
}
