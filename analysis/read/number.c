/* number.c - numbers as people write them: currency, groups of three, percent, 万 and 亿. */
#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/read/plain.h"
#include "analysis/read/value.h"

/* Reads plain text from left to right into `digits` times ten to the `exponent`. */
typedef struct {
    const char *p; /* what is still to be read */
    char digits[AN_PLAIN_SIZE];
    size_t n;
    long exponent;
    bool negative, has_sign, has_unit, has_currency;
    const char *why; /* what is wrong, where something is */
} reader;

static const char *const CURRENCIES[] = {"CNY", "RMB", "USD", "EUR", "GBP", "JPY",
                                         "HKD", "TWD", "AUD", "CAD", "CHF", "SGD",
                                         "INR", "KRW", "US",  "HK",  "NT"};

enum { N_CURRENCIES = sizeof CURRENCIES / sizeof *CURRENCIES };

/* Whole numbers of 15 digits and powers of ten up to 22 are exact, so that one operation rounds to
 * the nearest double: Clinger, How to read floating point numbers accurately, 1990. */
enum { EXACT_DIGITS = 15, EXACT_POWER = 22 };

static const double POWERS[EXACT_POWER + 1] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                               1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                               1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

static locale_t c_locale; /* strtod must not follow the user's */

static void make_c_locale(void)
{
    c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
}

static double convert(const reader *r)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    char text[AN_PLAIN_SIZE + 32];

    if (r->n <= EXACT_DIGITS && labs(r->exponent) <= EXACT_POWER) {
        double mantissa = 0;

        for (size_t i = 0; i < r->n; i++)
            mantissa = 10 * mantissa + (r->digits[i] - '0');
        return r->exponent < 0 ? mantissa / POWERS[-r->exponent] : mantissa * POWERS[r->exponent];
    }
    pthread_once(&once, make_c_locale);
    snprintf(text, sizeof text, "0%.*se%ld", (int)r->n, r->digits, r->exponent);
    return c_locale ? strtod_l(text, NULL, c_locale) : NAN;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static void skip_blanks(reader *r)
{
    while (*r->p == ' ')
        r->p++;
}

/* Steps over `c` and blanks behind it, where it stands there. */
static bool accept(reader *r, char c)
{
    if (*r->p != c)
        return false;
    r->p++;
    skip_blanks(r);
    return true;
}

/* A currency sign or code; US$ is one. */
static bool accept_currency(reader *r)
{
    size_t n = 0;

    for (size_t i = 0; i < N_CURRENCIES && n == 0; i++) {
        const size_t length = strlen(CURRENCIES[i]);

        if (strncmp(r->p, CURRENCIES[i], length) == 0 && !is_letter(r->p[length]))
            n = length;
    }
    r->p += n;
    if (accept(r, AN_PLAIN_CURRENCY))
        return true;
    skip_blanks(r);
    return n > 0;
}

static bool accept_sign(reader *r)
{
    if (r->has_sign || (*r->p != '-' && *r->p != '+'))
        return false;
    r->negative = *r->p == '-';
    r->has_sign = true;
    return accept(r, *r->p);
}

/* Leading zeros are not kept. */
static void take_digits(reader *r)
{
    for (; is_digit(*r->p); r->p++)
        if (r->n > 0 || *r->p != '0')
            r->digits[r->n++] = *r->p;
}

/* Digits that may be cut into thousands: one to three, then groups of three behind one kind of
 * mark. */
static bool take_whole(reader *r, char thousands)
{
    const char *first = r->p;
    char mark;

    take_digits(r);
    mark = *r->p;
    if (r->p == first || (mark != thousands && mark != ' ') || !is_digit(r->p[1]))
        return true;
    r->why = "is not grouped by thousands";
    if (r->p - first > 3 || *first == '0')
        return false;
    while (*r->p == mark && is_digit(r->p[1])) {
        const char *group = ++r->p;

        take_digits(r);
        if (r->p - group != 3)
            return false;
    }
    return true;
}

static bool take_exponent(reader *r)
{
    const char *p = r->p + 1;
    char *end;
    long exponent;

    if (*r->p != 'e' && *r->p != 'E')
        return true;
    if (*p == '-' || *p == '+')
        p++;
    if (!is_digit(*p))
        return false;
    exponent = strtol(r->p + 1, &end, 10);
    r->p = end;
    r->why = "is out of range";
    if (end - p > 8) /* would overflow the exponent, and any double */
        return false;
    r->exponent += exponent;
    return true;
}

static bool take_core(reader *r, char decimal)
{
    const char *first = r->p;

    r->why = "is no number";
    if (!take_whole(r, decimal == '.' ? ',' : '.'))
        return false;
    r->why = "is no number";
    if (*r->p == decimal) {
        const char *decimals = ++r->p;

        take_digits(r);
        r->exponent -= r->p - decimals;
        if (r->p - first == 1) /* the mark alone */
            return false;
    }
    return r->p > first && take_exponent(r);
}

/* 万, 亿, 元, %, a currency behind the number, and a minus. */
static void take_tail(reader *r)
{
    skip_blanks(r);
    for (long power; (power = *r->p == AN_PLAIN_WAN ? 4 : *r->p == AN_PLAIN_YI ? 8 : 0) > 0;) {
        r->exponent += power;
        r->has_unit = accept(r, *r->p);
    }
    if (accept(r, AN_PLAIN_YUAN) || (!r->has_currency && accept_currency(r)))
        r->has_currency = true;
    if (!r->has_unit && !r->has_currency && accept(r, '%'))
        r->exponent -= 2;
    if (*r->p == '-')
        accept_sign(r);
}

/* The whole of `plain` as a number with this decimal mark; else r->why says why not. */
static bool parse(reader *r, const char *plain, char decimal, double *number)
{
    bool parentheses;

    *r = (reader){.p = plain, .why = "is no number"};
    parentheses = accept(r, '(');
    if (parentheses)
        r->has_sign = r->negative = true;
    accept_sign(r);
    r->has_currency = accept_currency(r);
    accept_sign(r);
    if (!take_core(r, decimal))
        return false;
    take_tail(r);
    r->why = "is no number";
    if ((parentheses && !accept(r, ')')) || *r->p)
        return false;
    *number = convert(r);
    r->why = "is out of range";
    if (r->negative && *number != 0)
        *number = -*number;
    return isfinite(*number);
}

/* Plain digits with at most one mark, which is nearly all of them. */
static bool parse_fast(const char *text, size_t length, char decimal, double *number)
{
    const bool negative = length > 0 && *text == '-';
    const size_t first = negative;
    size_t mark = length;
    double mantissa = 0;

    if (length - first > EXACT_DIGITS || length == first)
        return false;
    for (size_t i = first; i < length; i++) {
        if (is_digit(text[i]))
            mantissa = 10 * mantissa + (text[i] - '0');
        else if (text[i] == decimal && mark == length && i > first)
            mark = i;
        else
            return false;
    }
    if (mark < length)
        mantissa /= POWERS[length - mark - 1];
    *number = negative && mantissa != 0 ? -mantissa : mantissa;
    return true;
}

bool an_value_number(const char *text, size_t length, const an_text_options *options,
                     double *number, const char **why)
{
    const bool doubtful = options->delimiter == ';' && !options->decimal;
    const char decimal = options->decimal ? options->decimal : '.';
    const char other = decimal == '.' ? ',' : '.';
    char plain[AN_PLAIN_SIZE], shown[AN_PLAIN_SHOWN_SIZE];
    double swapped;
    reader r, s;

    if (parse_fast(text, length, doubtful ? '\0' : decimal, number))
        return true;
    r.why = "is no number";
    an_plain_shown(text, length, shown);
    if (!an_plain(text, length, plain))
        *why = an_plain_why("'%s' is no number", shown);
    else if (!plain[0])
        *why = "is empty";
    else if (!parse(&r, plain, decimal, number))
        *why = parse(&s, plain, other, &swapped)
                   ? an_plain_why("'%s' %s; if '%c' is its decimal mark, give --decimal %c", shown,
                                  r.why, other, other)
                   : an_plain_why("'%s' %s", shown, r.why);
    else if (doubtful && parse(&s, plain, other, &swapped) && swapped != *number)
        *why = an_plain_why("'%s' may be %.15g or %.15g; give --decimal . or --decimal ,", shown,
                            *number, swapped);
    else
        return true;
    return false;
}
