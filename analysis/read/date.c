/* date.c - days as people write them; what reads two ways is refused. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "analysis/read/date_pattern.h"
#include "analysis/read/plain.h"
#include "analysis/read/value.h"

enum { YEAR_MIN = 1900, YEAR_MAX = 2200, LABEL_MAX = 40 };

/* Which number stands first; a form of any order reads only one way. */
typedef enum { ANY, DMY, MDY, YMD, N_ORDERS } order;

static const char *const ORDERS[N_ORDERS] = {[DMY] = "dmy", [MDY] = "mdy", [YMD] = "ymd"};

/* 年 月 日 stand as an_plain writes them. A time of the day may follow where there is a day. */
static const struct {
    order order;
    const char *pattern;
} FORMS[] = {
    {ANY, "%Y~%m~%d"}, {ANY, "%Y \5 %m \6 %d \7"}, {ANY, "%Y \5 %m \6 %d"},
    {ANY, "%d %b %Y"}, {ANY, "%d~%b~%Y"},          {ANY, "%b %d , %Y"},
    {ANY, "%b %d %Y"}, {ANY, "%Y~%b~%d"},          {ANY, "%b %Y"},
    {ANY, "%b~%Y"},    {DMY, "%d~%m~%Y"},          {MDY, "%m~%d~%Y"},
    {DMY, "%d~%m~%y"}, {MDY, "%m~%d~%y"},          {YMD, "%y~%m~%d"},
    {DMY, "%d~%b~%y"}, {YMD, "%y~%b~%d"},          {DMY, "%d %b %y"},
};

enum { N_FORMS = sizeof FORMS / sizeof *FORMS };

/* A value looks like no date; like one, but there is no such day; or it is one. */
typedef enum { NO_FORM, NO_DAY, READ } outcome;

static outcome make(int year, int month, int day, fc_date *date)
{
    return fc_date_make(year, month, day, date) ? READ : NO_DAY;
}

/* Nothing, or a time of the day and perhaps its zone. */
static bool is_time(const char *text)
{
    an_day day;

    if (!*text)
        return true;
    if (*text != ' ' && *text != 'T')
        return false;
    text++;
    if (!an_date_match(" %H:%M", &text, &day))
        return false;
    if (an_date_match(":%S", &text, &day))
        an_date_match(".%f", &text, &day);
    an_date_match(" %p", &text, &day);
    an_date_match(" %Z", &text, &day);
    return !*text;
}

/* "Thursday, " says nothing that the rest does not. */
static const char *skip_weekday(const char *text)
{
    static const char *const NAMES[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                        "Friday", "Saturday", "Sunday"};
    const size_t n = strcspn(text, ", ");

    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if ((n == 3 || n == strlen(NAMES[i])) && strncasecmp(text, NAMES[i], n) == 0)
            return text + n + strspn(text + n, ", ");
    return text;
}

/* The forms of one order. */
static outcome read_order(const char *text, order wanted, fc_date *date)
{
    outcome result = NO_FORM;

    for (size_t i = 0; i < N_FORMS && result != READ; i++) {
        an_day day = {.month = 1, .day = 1};
        const char *rest = text;

        if (FORMS[i].order == wanted && an_date_match(FORMS[i].pattern, &rest, &day) &&
            is_time(rest))
            result = make(day.year, day.month, day.day, date);
    }
    return result;
}

static outcome read_pattern(const char *text, const char *pattern, fc_date *date)
{
    an_day day = {.month = 1, .day = 1};

    if (!an_date_match(pattern, &text, &day) || *text)
        return NO_FORM;
    return make(day.year, day.month, day.day, date);
}

/* A date kept as a moment is the midnight of some zone, so a whole quarter of an hour is rounded to
 * the nearest midnight; any other moment is its day in UTC. */
static fc_date epoch_day(int64_t ms)
{
    const int64_t day = 86400000, quarter = 900000;

    return (fc_date)((ms % quarter == 0 ? ms + day / 2 : ms) / day);
}

/* 20260305, an Excel serial, epoch milliseconds. */
static outcome read_digits(const char *text, fc_date *date)
{
    enum { EXCEL_EPOCH = -25569 }; /* 1899-12-30: Excel's 1900 has a 29 February */
    const size_t n = strspn(text, "0123456789");
    const char *rest = text + n;
    int64_t value = 0;

    if (n == 5 && *rest == '.') /* the time of the day */
        rest += 1 + strspn(rest + 1, "0123456789");
    if (n > 13 || *rest)
        return NO_FORM;
    for (size_t i = 0; i < n; i++)
        value = 10 * value + (text[i] - '0');
    if (n == 8)
        return make((int)(value / 10000), (int)(value / 100 % 100), (int)(value % 100), date);
    if (n == 5 && value >= 20000 && value <= 80000)
        *date = (fc_date)(EXCEL_EPOCH + value);
    else if (n >= 12)
        *date = epoch_day(value);
    else
        return NO_FORM;
    return READ;
}

/* 2026-Q1, 2026-W11, 2026-03, 2026: the period's first day on the calendar in use. */
static outcome read_label(const char *text, size_t length, const fc_calendar *calendar,
                          fc_date *date)
{
    static const fc_calendar GREGORIAN = {FC_MONTH, FC_GREGORIAN, 1, 1};
    const fc_calendar *in_use = calendar ? calendar : &GREGORIAN;
    char label[LABEL_MAX];
    fc_calendar cut;
    fc_period period;
    fc_unit unit;

    text = an_plain_trim(text, &length);
    if (length >= sizeof label)
        return NO_FORM;
    memcpy(label, text, length);
    label[length] = '\0';
    if (!fc_calendar_parse(in_use, label, &unit, &period) || unit == FC_DAY)
        return NO_FORM;
    cut = fc_calendar_with(in_use, unit);
    *date = fc_calendar_start(&cut, period);
    return READ;
}

/* Every order that reads the text must give the same day. Names the orders where two differ. */
static outcome read_any_order(const char *text, fc_date *date, order differing[2])
{
    outcome result = NO_FORM;

    for (order o = DMY; o < N_ORDERS; o++) {
        fc_date reading = FC_DATE_NONE;
        const outcome this = read_order(text, o, &reading);

        if (this == READ && result == READ && reading != *date) {
            differing[1] = o;
            return READ;
        }
        if (this == READ) {
            *date = reading;
            differing[0] = o;
        }
        if (this > result)
            result = this;
    }
    differing[0] = ANY;
    return result;
}

static const char *tell_readings(const char *shown, const char *plain, const order orders[2])
{
    char text[2][32];

    for (int i = 0; i < 2; i++) {
        fc_date date = 0;
        int year, month, day;

        (void)read_order(plain, orders[i], &date);
        fc_date_split(date, &year, &month, &day);
        snprintf(text[i], sizeof text[i], "%d %s %d", day, an_date_month_name(month), year);
    }
    return an_plain_why("'%s' may be %s or %s; give --date-format %s or %s", shown, text[0],
                        text[1], ORDERS[orders[0]], ORDERS[orders[1]]);
}

static order given_order(const char *format)
{
    order o = DMY;

    while (format && o < N_ORDERS && strcmp(format, ORDERS[o]) != 0)
        o++;
    return format && o < N_ORDERS ? o : ANY;
}

/* 2026-03-05, which is nearly all of them. */
static bool read_iso(const char *text, size_t length, fc_date *date)
{
    int n[10];

    if (length != 10 || text[4] != '-' || text[7] != '-')
        return false;
    for (int i = 0; i < 10; i++) {
        n[i] = text[i] - '0';
        if (i != 4 && i != 7 && (n[i] < 0 || n[i] > 9))
            return false;
    }
    return fc_date_make(1000 * n[0] + 100 * n[1] + 10 * n[2] + n[3], 10 * n[5] + n[6],
                        10 * n[8] + n[9], date);
}

static outcome read_forms(const char *text, size_t length, const char *plain,
                          const an_text_options *options, fc_date *date, order differing[2])
{
    const order given = given_order(options->date_format);
    outcome result;

    if (options->date_format && given == ANY)
        return read_pattern(plain, options->date_format, date);
    result = read_label(text, length, options->calendar, date);
    if (result == NO_FORM)
        result = read_digits(plain, date);
    if (result == NO_FORM)
        result = read_order(plain, ANY, date);
    if (result == NO_FORM)
        result =
            given == ANY ? read_any_order(plain, date, differing) : read_order(plain, given, date);
    return result;
}

static bool in_range(fc_date date)
{
    int year, month, day;

    fc_date_split(date, &year, &month, &day);
    return year >= YEAR_MIN && year <= YEAR_MAX;
}

bool an_value_date(const char *text, size_t length, const an_text_options *options, fc_date *date,
                   const char **why)
{
    const bool named = !options->date_format || !strchr(options->date_format, '%');
    char plain[AN_PLAIN_SIZE], shown[AN_PLAIN_SHOWN_SIZE];
    order differing[2] = {ANY, ANY};
    outcome result;
    const char *p;

    if (named && read_iso(text, length, date) && in_range(*date))
        return true;
    if (!an_plain(text, length, plain))
        strcpy(plain, "?"); /* only a label has other characters */
    p = skip_weekday(plain);
    result = read_forms(text, length, p, options, date, differing);
    an_plain_shown(text, length, shown);
    if (result == NO_FORM)
        *why = *plain ? an_plain_why("'%s' is no date", shown) : "is empty";
    else if (result == NO_DAY)
        *why = an_plain_why("'%s' is no day of the calendar", shown);
    else if (differing[0] != ANY)
        *why = tell_readings(shown, p, differing);
    else if (!in_range(*date))
        *why = an_plain_why("'%s' is not in the years %d to %d", shown, YEAR_MIN, YEAR_MAX);
    else
        return true;
    return false;
}

fc_status an_value_check_format(const char *format)
{
    if (!format || given_order(format) != ANY)
        return FC_OK;
    if (!an_date_pattern_known(format))
        return fc_fail(FC_EUSAGE,
                       "--date-format: '%s' has a conversion that is not known; known are "
                       "%%Y %%y %%m %%d %%b %%H %%M %%S %%f %%p %%Z %%%%",
                       format);
    if (!strstr(format, "%Y") && !strstr(format, "%y"))
        return fc_fail(FC_EUSAGE,
                       "--date-format: '%s' names no year; give dmy, mdy, ymd or a pattern "
                       "such as %%d/%%m/%%Y",
                       format);
    return FC_OK;
}
