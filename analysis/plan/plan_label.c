/* plan_label.c - periods as plans write them: "2026-03", "Mar 2026", "3月", a quarter's first day.
 */
#include "analysis/plan/plan_label.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_WORD = 12 };

/* What is known of a label while it is read. */
typedef struct {
    int year, part; /* 0: not told yet */
    fc_unit unit;   /* of the part */
    bool unit_told; /* "Q": its number follows */
    bool bare;      /* a number that nothing said to be a month: 03/2026 */
} reading;

static const char *const months[] = {"january",   "february", "march",    "april",
                                     "may",       "june",     "july",     "august",
                                     "september", "october",  "november", "december"};

static int month_named(const char *word)
{
    for (int i = 0; i < 12; i++)
        if (strlen(word) >= 3 && strncmp(months[i], word, strlen(word)) == 0)
            return i + 1;
    return strcmp(word, "sept") == 0 ? 9 : 0;
}

/* "q", "quarter" ... before the number. */
static bool unit_abbreviated(const char *word, fc_unit *unit)
{
    static const struct {
        const char *word;
        fc_unit unit;
    } abbreviations[] = {{"q", FC_QUARTER}, {"qtr", FC_QUARTER}, {"m", FC_MONTH}, {"w", FC_WEEK}};

    for (size_t i = 0; i < sizeof abbreviations / sizeof *abbreviations; i++)
        if (strcmp(abbreviations[i].word, word) == 0) {
            *unit = abbreviations[i].unit;
            return true;
        }
    return fc_unit_parse(word, unit) && *unit != FC_DAY && *unit != FC_YEAR;
}

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool read_word(const char **text, reading *r)
{
    char word[LONGEST_WORD];
    size_t n = 0;

    for (; is_letter(**text); (*text)++) {
        if (n + 1 == sizeof word)
            return false;
        word[n++] = (char)(**text | 0x20);
    }
    word[n] = '\0';
    if (strcmp(word, "fy") == 0)
        return true;
    if (r->part || r->unit_told)
        return false;
    if (unit_abbreviated(word, &r->unit))
        return r->unit_told = true;
    r->unit = FC_MONTH;
    return (r->part = month_named(word)) != 0;
}

/* Steps over `word` where the text goes on with it. */
static bool skip(const char **text, const char *word)
{
    const size_t n = strlen(word);

    if (strncmp(*text, word, n) != 0)
        return false;
    *text += n;
    return true;
}

/* 十二 and the like, 1 to 12; 0 where there is none. */
static int read_chinese_number(const char **text)
{
    static const char *const digits[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九"};
    const int ten = skip(text, "十") ? 10 : 0;

    for (int i = 0; i < (ten ? 2 : 9); i++)
        if (skip(text, digits[i]))
            return ten + i + 1;
    return ten;
}

/* What a number means by the Chinese word behind it. */
static bool read_suffix(const char **text, fc_unit *unit)
{
    static const struct {
        const char *word;
        fc_unit unit;
    } suffixes[] = {{"财年", FC_YEAR}, {"年度", FC_YEAR},    {"年", FC_YEAR},    {"月份", FC_MONTH},
                    {"月", FC_MONTH},  {"季度", FC_QUARTER}, {"季", FC_QUARTER}, {"周", FC_WEEK}};

    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (skip(text, suffixes[i].word)) {
            *unit = suffixes[i].unit;
            return true;
        }
    return false;
}

static bool set_once(int *place, int value)
{
    if (*place || value < 1)
        return false;
    *place = value;
    return true;
}

static bool read_number(const char **text, reading *r)
{
    int n = read_chinese_number(text), digits = n ? 2 : 0;
    fc_unit unit;

    for (; digits < 5 && **text >= '0' && **text <= '9'; digits++, (*text)++)
        n = n * 10 + **text - '0';
    if (digits == 0)
        return false;
    if (read_suffix(text, &unit)) {
        if (unit == FC_YEAR)
            return digits == 4 && set_once(&r->year, n);
        r->unit = unit;
        return !r->unit_told && set_once(&r->part, n);
    }
    if (digits == 4)
        return set_once(&r->year, n);
    if (digits > 2)
        return false;
    if (r->unit_told && !r->part)
        return set_once(&r->part, n);
    if (r->part) /* "Mar-26" */
        return digits == 2 && !r->bare && set_once(&r->year, 2000 + n);
    r->bare = true;
    r->unit = FC_MONTH;
    return !r->year && set_once(&r->part, n);
}

/* False where the text is not put together from a part of a year and, at most, a year. */
static bool read_parts(const char *text, reading *r)
{
    while (*text) {
        if (strchr(" -/.'_,", *text))
            text++;
        else if (is_letter(*text) ? !read_word(&text, r)
                                  : !skip(&text, "第") && !read_number(&text, r))
            return false;
    }
    return r->part && (r->year || !r->bare);
}

bool an_plan_label_in_year(const fc_calendar *calendar, const an_plan_label *label, int year,
                           fc_period *period)
{
    char text[32];
    fc_unit unit;

    if (label->unit == FC_MONTH)
        snprintf(text, sizeof text, "%04d-%02d", year, label->part);
    else
        snprintf(text, sizeof text, "%04d-%c%d", year, label->unit == FC_WEEK ? 'W' : 'Q',
                 label->part);
    return fc_calendar_parse(calendar, text, &unit, period);
}

/* One or two digits in a column of months, quarters or weeks. */
static bool read_bare_part(const an_plan_labels *labels, const char *text, an_plan_label *label)
{
    const size_t n = strspn(text, "0123456789");

    if (!labels->has_unit || labels->unit == FC_DAY || labels->unit == FC_YEAR || n < 1 || n > 2 ||
        text[n])
        return false;
    label->kind = AN_LABEL_PART;
    label->unit = labels->unit;
    label->part = (int)strtol(text, NULL, 10);
    return true;
}

bool an_plan_label_read(const an_plan_labels *labels, const char *text, an_plan_label *label,
                        const char **why)
{
    reading r = {0};

    if (read_bare_part(labels, text, label))
        return true;
    if (fc_calendar_parse(labels->calendar, text, &label->unit, &label->period)) {
        label->kind = label->unit == FC_DAY ? AN_LABEL_DATE : AN_LABEL_PERIOD;
        label->date = label->period;
        return true;
    }
    if (read_parts(text, &r)) {
        label->kind = r.year ? AN_LABEL_PERIOD : AN_LABEL_PART;
        label->unit = r.unit;
        label->part = r.part;
        *why = "there is no such period in that year";
        return !r.year || an_plan_label_in_year(labels->calendar, label, r.year, &label->period);
    }
    label->kind = AN_LABEL_DATE;
    return an_value_date(text, strlen(text), labels->text, &label->date, why);
}
