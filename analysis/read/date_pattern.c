/* date_pattern.c - matches text to a pattern of conversions, as strptime does but never more
 * loosely. */
#include "analysis/read/date_pattern.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

static const char *const MONTHS[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};

/* Each reads one field at `text` and returns what stands behind it; NULL where it is not there. */
typedef struct conversion {
    char letter;
    const char *(*take)(const struct conversion *conversion, const char *text, int *field);
    size_t field; /* where in an_day it goes */
    int min_digits, max_digits, lowest, highest;
} conversion;

static const char *take_number(const conversion *c, const char *text, int *field)
{
    int value = 0, n = 0;

    for (; n < c->max_digits && text[n] >= '0' && text[n] <= '9'; n++)
        value = 10 * value + (text[n] - '0');
    if (n < c->min_digits || value < c->lowest || value > c->highest)
        return NULL;
    *field = value;
    return text + n;
}

/* POSIX: 69 to 99 are of the 20th century. */
static const char *take_short_year(const conversion *c, const char *text, int *field)
{
    text = take_number(c, text, field);
    if (text)
        *field += *field < 69 ? 2000 : 1900;
    return text;
}

/* March, Mar, Mar., Sept. */
static const char *take_month_name(const conversion *c, const char *text, int *field)
{
    size_t n = 0;

    (void)c;
    while ((text[n] | 0x20) >= 'a' && (text[n] | 0x20) <= 'z')
        n++;
    for (int month = 1; month <= 12; month++) {
        const char *name = MONTHS[month - 1];

        if ((n == 3 || n == strlen(name) || (n == 4 && month == 9)) &&
            strncasecmp(text, name, n) == 0) {
            *field = month;
            return text + n + (n < strlen(name) && text[n] == '.');
        }
    }
    return NULL;
}

static const char *take_half(const conversion *c, const char *text, int *field)
{
    (void)c;
    (void)field;
    return strncasecmp(text, "AM", 2) == 0 || strncasecmp(text, "PM", 2) == 0 ? text + 2 : NULL;
}

/* Z, UTC, GMT, +08:00, +0800, +08. */
static const char *take_zone(const conversion *c, const char *text, int *field)
{
    const conversion two_digits = {.min_digits = 2, .max_digits = 2, .highest = 59};

    (void)c;
    if (*text == 'Z')
        return text + 1;
    if (strncmp(text, "UTC", 3) == 0 || strncmp(text, "GMT", 3) == 0)
        return text + 3;
    if (*text != '+' && *text != '-')
        return NULL;
    text = take_number(&two_digits, text + 1, field);
    if (text && *text == ':')
        return take_number(&two_digits, text + 1, field);
    return text && *text ? take_number(&two_digits, text, field) : text;
}

static const conversion CONVERSIONS[] = {
    {'Y', take_number, offsetof(an_day, year), 4, 4, 1, 9999},
    {'y', take_short_year, offsetof(an_day, year), 2, 2, 0, 99},
    {'m', take_number, offsetof(an_day, month), 1, 2, 0, 99},
    {'d', take_number, offsetof(an_day, day), 1, 2, 0, 99},
    {'b', take_month_name, offsetof(an_day, month), 0, 0, 0, 0},
    {'B', take_month_name, offsetof(an_day, month), 0, 0, 0, 0},
    {'h', take_month_name, offsetof(an_day, month), 0, 0, 0, 0},
    {'H', take_number, offsetof(an_day, clock), 1, 2, 0, 24},
    {'M', take_number, offsetof(an_day, clock), 2, 2, 0, 59},
    {'S', take_number, offsetof(an_day, clock), 2, 2, 0, 60},
    {'f', take_number, offsetof(an_day, clock), 1, 9, 0, 999999999},
    {'p', take_half, offsetof(an_day, clock), 0, 0, 0, 0},
    {'Z', take_zone, offsetof(an_day, clock), 0, 0, 0, 0},
};

static const conversion *find(char letter)
{
    for (size_t i = 0; i < sizeof CONVERSIONS / sizeof *CONVERSIONS; i++)
        if (CONVERSIONS[i].letter == letter)
            return &CONVERSIONS[i];
    return NULL;
}

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " ");
}

/* Steps over what one character of the pattern stands for; NULL where it is not there. */
static const char *take_literal(char wanted, const char *text, char *mark)
{
    if (wanted == ' ')
        return skip_blanks(text);
    if (wanted == '~') {
        if (!*mark && *text && strchr("-/.", *text))
            *mark = *text;
        wanted = *mark;
    }
    return wanted && *text == wanted ? text + 1 : NULL;
}

bool an_date_match(const char *pattern, const char **text, an_day *day)
{
    an_day read = *day;
    const char *at = *text;
    char mark = '\0';

    for (; *pattern && at; pattern++) {
        if (pattern[0] == '%' && pattern[1] != '%') {
            const conversion *c = find(*++pattern);

            at = c ? c->take(c, at, (int *)((char *)&read + c->field)) : NULL;
        } else {
            pattern += *pattern == '%';
            at = take_literal(*pattern, at, &mark);
        }
    }
    if (!at)
        return false;
    *text = at;
    *day = read;
    return true;
}

bool an_date_pattern_known(const char *pattern)
{
    for (; (pattern = strchr(pattern, '%')) != NULL; pattern += 2)
        if (pattern[1] != '%' && (!pattern[1] || !find(pattern[1])))
            return false;
    return true;
}

const char *an_date_month_name(int month)
{
    return MONTHS[month - 1];
}
