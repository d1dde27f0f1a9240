/* rates.c - two small tables: of currencies and of products. */
#include "analysis/pipeline/rates.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/read/alias.h"
#include "analysis/read/value.h"

typedef struct {
    char *name;
    double number;
    fc_date date;
} rate;

struct an_rates {
    rate *list;
    size_t n;
};

void an_rates_free(an_rates *rates)
{
    if (!rates)
        return;
    for (size_t i = 0; i < rates->n; i++)
        free(rates->list[i].name);
    free(rates->list);
    free(rates);
}

static rate *look(const an_rates *rates, const char *name)
{
    for (size_t i = 0; i < rates->n; i++)
        if (an_alias_same(rates->list[i].name, name))
            return &rates->list[i];
    return NULL;
}

double an_rates_find(const an_rates *rates, const char *name)
{
    const rate *found = look(rates, name);

    return found ? found->number : NAN;
}

/* Where each column of the file is. */
typedef struct {
    size_t name, number, date;
} columns;

static fc_status add(an_rates *rates, const char *name, double number, fc_date date)
{
    rate *known = look(rates, name);

    if (known) {
        if (date >= known->date) {
            known->number = number;
            known->date = date;
        }
        return FC_OK;
    }
    rates->list[rates->n] = (rate){strdup(name), number, date};
    return rates->list[rates->n++].name ? FC_OK : fc_no_memory();
}

static fc_status take(an_rates *rates, const an_records *records, size_t row, const columns *c,
                      fc_date as_of, an_problems *problems)
{
    const char *name = an_records_field(records, row, c->name), *why = "";
    const char *number = an_records_field(records, row, c->number);
    const char *date = c->date == SIZE_MAX ? "" : an_records_field(records, row, c->date);
    fc_date day = FC_DATE_NONE;
    size_t column = c->number;
    double value = 0;

    if (*date && !an_value_date(date, strlen(date), an_records_options(records), &day, &why))
        column = c->date;
    else if (!an_value_number(number, strlen(number), an_records_options(records), &value, &why))
        column = c->number;
    else if (value <= 0)
        why = "is not above zero";
    else
        return as_of != FC_DATE_NONE && day > as_of ? FC_OK : add(rates, name, value, day);
    an_problems_add(problems, AN_SET_ASIDE, an_records_file(records), an_records_line(records, row),
                    an_records_header(records, column), "%s", why);
    return FC_OK;
}

/* The first of the names that a column has. */
static size_t one_of(const an_records *records, const char *const *names)
{
    for (; *names; names++)
        for (size_t i = 0; i < an_records_n_columns(records); i++)
            if (an_alias_same(an_records_header(records, i), *names))
                return i;
    return SIZE_MAX;
}

static fc_status read(const char *file, const an_text_options *text, const char *const *names,
                      const char *const *numbers, const char *what, fc_date as_of,
                      an_problems *problems, an_rates **rates)
{
    static const char *const DATES[] = {"date", "日期", "valid from", "from", "month", NULL};
    an_records *records = NULL;
    an_rates *new = calloc(1, sizeof *new);
    fc_status status = new ? an_records_read(file, text, problems, &records) : fc_no_memory();
    columns c = {0};

    if (status != FC_OK)
        goto done;
    c = (columns){one_of(records, names), one_of(records, numbers), one_of(records, DATES)};
    new->list = calloc(an_records_size(records) + 1, sizeof *new->list);
    if (!new->list)
        status = fc_no_memory();
    else if (c.name == SIZE_MAX || c.number == SIZE_MAX)
        status = fc_fail(FC_EDATA, "%s:%zu: a file of %s has the columns %s and %s", file,
                         an_records_header_line(records), what, names[0], numbers[0]);
    for (size_t i = 0; status == FC_OK && i < an_records_size(records); i++)
        status = take(new, records, i, &c, as_of, problems);
done:
    an_records_free(records);
    if (status != FC_OK) {
        an_rates_free(new);
        new = NULL;
    }
    *rates = new;
    return status;
}

fc_status an_rates_read(const char *file, const an_text_options *text, fc_date as_of,
                        an_problems *problems, an_rates **rates)
{
    static const char *const NAMES[] = {"currency", "币种", "货币", "code", NULL};
    static const char *const NUMBERS[] = {"rate", "汇率", "exchange rate", "value", NULL};

    return read(file, text, NAMES, NUMBERS, "rates", as_of, problems, rates);
}

fc_status an_prices_read(const char *file, const an_text_options *text, an_problems *problems,
                         an_rates **prices)
{
    static const char *const NAMES[] = {"product", "产品", "product name", "产品名称", NULL};
    static const char *const NUMBERS[] = {"price",       "单价", "list price", "sales price",
                                          "sales_price", "价格", "标准价格",   NULL};

    return read(file, text, NAMES, NUMBERS, "prices", FC_DATE_NONE, problems, prices);
}
