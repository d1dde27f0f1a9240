/* text_money.c - amounts in a unit that people can read, percentages, digits in groups. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "analysis/text/text.h"

typedef struct {
    const char *name, *id, *suffix;
    double divisor;
    const char *lang; /* where it is picked by itself */
    double from;      /* from this largest amount on */
} unit_type;

/* Largest first: the first that fits is picked. */
static const unit_type units[] = {
    {"亿", "amounts-in-yi", "亿", 1e8, "zh", 1e9}, {"万", "amounts-in-wan", "万", 1e4, "zh", 1e5},
    {"m", "amounts-in-m", " m", 1e6, "en", 1e7},   {"k", "amounts-in-k", " k", 1e3, "en", 1e5},
    {"1", "amounts-in-1", "", 1, NULL, 0},
};

enum { N_UNITS = sizeof units / sizeof *units };

static const unit_type *find_unit(const char *name, const char *lang, double largest)
{
    for (size_t i = 0; i < N_UNITS; i++) {
        const unit_type *u = &units[i];

        if (name ? strcmp(u->name, name) == 0
                 : largest >= u->from && (!u->lang || strcmp(u->lang, lang) == 0))
            return u;
    }
    return name ? NULL : &units[N_UNITS - 1]; /* largest is NaN: nothing to show */
}

/* Five digits at most; cents only of small amounts; of tiny ones the first two digits that tell. */
static int unit_decimals(double largest, double divisor)
{
    enum { MOST = 15 };
    const double shown = divisor == 1 ? 10 * largest : largest / divisor;

    if (divisor == 1 && largest > 0 && largest < 0.1)
        return (int)fmin(MOST, 1 + ceil(-log10(largest)));
    if (!(shown < 1e4))
        return 0;
    return shown < 1e3 ? 2 : 1;
}

bool an_unit_parse(const char *name, const char *lang, double largest, an_unit *unit)
{
    const unit_type *u = find_unit(name, lang ? lang : "en", fabs(largest));

    if (!u)
        return false;
    unit->name = u->name;
    unit->id = u->id;
    unit->divisor = u->divisor;
    unit->suffix = u->suffix;
    unit->decimals = unit_decimals(fabs(largest), u->divisor);
    return true;
}

void an_grouped(double number, int decimals, char *text, size_t size)
{
    char plain[512]; /* holds the largest double */
    char grouped[700];
    size_t n = 0, digits;
    const char *p = plain;

    snprintf(plain, sizeof plain, "%.*f", decimals, number);
    if (*p == '-') {
        p++;
        if (strspn(p, "0.") < strlen(p)) /* no "-0.0" */
            grouped[n++] = '-';
    }
    digits = strspn(p, "0123456789");
    for (size_t i = 0; i < digits; i++) {
        if (i > 0 && (digits - i) % 3 == 0)
            grouped[n++] = ',';
        grouped[n++] = p[i];
    }
    snprintf(grouped + n, sizeof grouped - n, "%s", p + digits);
    snprintf(text, size, "%s", grouped);
}

void an_money(double amount, an_unit unit, char *text, size_t size)
{
    char number[700];

    text[0] = '\0';
    if (!isfinite(amount))
        return;
    an_grouped(amount / unit.divisor, unit.decimals, number, sizeof number);
    snprintf(text, size, "%s%s", number, unit.suffix);
}

void an_percent(double percent, bool sign, char *text, size_t size)
{
    char number[700];

    text[0] = '\0';
    if (!isfinite(percent))
        return;
    an_grouped(percent, 1, number, sizeof number);
    snprintf(text, size, "%s%s%%",
             sign && number[0] != '-' && strcmp(number, "0.0") != 0 ? "+" : "", number);
}
