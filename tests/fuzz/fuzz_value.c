/* fuzz_value.c - any text as a number, as a date and as a period: no crash, no value out of range.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/read/value.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const an_text_options ways[] = {
    {0}, {.decimal = ','}, {.delimiter = ';'}, {.date_format = "dmy"}, {.date_format = "%d.%m.%y"},
};

static void check_value(const char *text, size_t length, const an_text_options *options)
{
    const char *why = NULL;
    double number;
    fc_date date;
    int year, month, day;

    if (an_value_number(text, length, options, &number, &why) && !isfinite(number))
        abort();
    if (!an_value_date(text, length, options, &date, &why))
        return;
    fc_date_split(date, &year, &month, &day);
    if (year < 1 || year > 9999)
        abort();
}

static void check_label(const char *text)
{
    const fc_calendar calendar = {.unit = FC_MONTH, .fiscal_start = 1, .week_start = 1};
    fc_unit unit;
    fc_period period;
    char label[FC_LABEL_SIZE];

    if (fc_calendar_parse(&calendar, text, &unit, &period)) {
        const fc_calendar own = fc_calendar_with(&calendar, unit);

        fc_calendar_label(&own, period, label);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);

    if (!text)
        return 0;
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        check_value(text, strlen(text), &ways[i]);
    check_label(text);
    free(text);
    return 0;
}
