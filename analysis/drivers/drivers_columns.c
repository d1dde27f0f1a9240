/* drivers_columns.c - a drivers file's period, name, value, scenario, keys and drivers. */
#include "analysis/drivers/drivers_columns.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/read/value.h"

static size_t column(const an_records *records, const char *const *names)
{
    for (; *names; names++) {
        const size_t c = an_records_column(records, *names, NULL);

        if (c != SIZE_MAX)
            return c;
    }
    return SIZE_MAX;
}

bool an_driver_number(const char *text, const an_text_options *options, double *value,
                      const char **why)
{
    static const struct {
        const char *word;
        double value;
    } words[] = {{"true", 1}, {"false", 0}, {"yes", 1}, {"no", 0}, {"是", 1}, {"否", 0}};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(text, words[i].word) == 0) {
            *value = words[i].value;
            return true;
        }
    return an_value_number(text, strlen(text), options, value, why);
}

/* Whether the column holds a number anywhere; an empty one does not. */
static bool has_number(const an_records *records, size_t c)
{
    const char *why;
    double value;

    for (size_t row = 0; row < an_records_size(records); row++) {
        const char *text = an_records_field(records, row, c);

        if (*text && an_driver_number(text, an_records_options(records), &value, &why))
            return true;
    }
    return false;
}

static bool is_taken(const an_driver_columns *c, size_t column, size_t n_keys)
{
    for (size_t k = 0; k < n_keys; k++)
        if (c->keys[k] == column)
            return true;
    return column == c->period || column == c->scenario;
}

/* The columns of a wide table that are drivers. */
static fc_status find_drivers(const char *file, const an_records *records, const an_sales *sales,
                              an_problems *problems, an_driver_columns *c)
{
    const size_t n = an_records_n_columns(records), line = an_records_header_line(records);

    c->drivers = malloc((n + 1) * sizeof *c->drivers);
    if (!c->drivers)
        return fc_no_memory();
    for (size_t i = 0; i < n; i++) {
        const char *header = an_records_header(records, i);

        if (*header == '\0' || is_taken(c, i, sales->n_keys))
            continue;
        if (strcmp(header, sales->amount_name) == 0)
            an_problems_add(problems, AN_NOTE, file, line, header,
                            "is what is to be forecast, and no driver of it");
        else if (!has_number(records, i))
            an_problems_add(problems, AN_NOTE, file, line, header,
                            "holds no number and is no driver");
        else
            c->drivers[c->n_drivers++] = i;
    }
    return FC_OK;
}

fc_status an_driver_columns_find(const char *file, const an_records *records, const an_sales *sales,
                                 an_problems *problems, an_driver_columns *c)
{
    static const char *const periods[] = {"period", "date", "month", "week",
                                          "期间",   "月份", "日期",  NULL};
    static const char *const names[] = {"name", "driver", "名称", "驱动", NULL};
    static const char *const values[] = {"value", "数值", "值", NULL};
    static const char *const scenarios[] = {"scenario", "情景", "场景", NULL};

    *c = (an_driver_columns){.period = column(records, periods),
                             .name = column(records, names),
                             .value = column(records, values),
                             .scenario = column(records, scenarios)};
    for (size_t k = 0; k < sales->n_keys; k++)
        c->keys[k] = an_records_column(records, sales->key_names[k], NULL);
    if (c->period == SIZE_MAX)
        return fc_fail(FC_EDATA,
                       "%s:%zu: no column is called period; drivers are name, period, value "
                       "or period and a column each",
                       file, an_records_header_line(records));
    if ((c->name == SIZE_MAX) != (c->value == SIZE_MAX))
        return fc_fail(FC_EDATA,
                       "%s:%zu: a table with name and no value, or the other way round; "
                       "drivers are name, period, value or period and a column each",
                       file, an_records_header_line(records));
    return c->name == SIZE_MAX ? find_drivers(file, records, sales, problems, c) : FC_OK;
}

void an_driver_columns_clear(an_driver_columns *c)
{
    free(c->drivers);
    c->drivers = NULL;
    c->n_drivers = 0;
}
