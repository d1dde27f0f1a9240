/* shown.c - the numbers of a table as people read them: units, decimals, thousands. */
#include <math.h>
#include <stdlib.h>

#include "analysis/format/format.h"

struct an_shown {
    const an_table *table;
    const char *unit_note;
    an_unit unit;
    int decimals[]; /* a column */
};

typedef void (*show_number)(const an_shown *shown, size_t column, double number, char *text);

static void show_money(const an_shown *shown, size_t column, double number, char *text)
{
    (void)column;
    an_grouped(number / shown->unit.divisor, shown->unit.decimals, text, AN_SHOWN_SIZE);
}

static void show_plain(const an_shown *shown, size_t column, double number, char *text)
{
    an_grouped(number, shown->decimals[column], text, AN_SHOWN_SIZE);
}

static void show_count(const an_shown *shown, size_t column, double number, char *text)
{
    (void)shown, (void)column;
    an_grouped(number, 0, text, AN_SHOWN_SIZE);
}

static void show_percent(const an_shown *shown, size_t column, double number, char *text)
{
    (void)shown, (void)column;
    an_percent(number, false, text, AN_SHOWN_SIZE);
}

static void show_share(const an_shown *shown, size_t column, double number, char *text)
{
    show_percent(shown, column, 100 * number, text);
}

/* Four significant digits of the largest number, whole numbers from thousands on. */
static int decimals_for(double largest)
{
    int decimals = 3;

    for (double limit = 10; decimals > 0 && largest >= limit; limit *= 10)
        decimals--;
    return decimals;
}

static void show_mixed(const an_shown *shown, size_t column, double number, char *text)
{
    (void)shown, (void)column;
    an_grouped(number, number == floor(number) ? 0 : decimals_for(fabs(number)), text,
               AN_SHOWN_SIZE);
}

static const show_number show[] = {
    [AN_MONEY] = show_money, [AN_NUMBER] = show_plain,    [AN_COUNT] = show_count,
    [AN_SHARE] = show_share, [AN_PERCENT] = show_percent, [AN_MIXED] = show_mixed,
};

static double largest_in(const an_table *table, size_t column)
{
    double largest = 0;

    for (size_t row = 0; row < an_table_rows(table); row++) {
        const double number = fabs(an_table_cell_number(table, row, column));

        if (isfinite(number) && number > largest)
            largest = number;
    }
    return largest;
}

fc_status an_shown_new(const an_table *table, const an_print_options *options, an_shown **shown)
{
    const size_t n = an_table_n_columns(table);
    an_shown *s = calloc(1, sizeof *s + n * sizeof s->decimals[0]);
    double largest = 0;

    *shown = NULL;
    if (!s)
        return fc_no_memory();
    s->table = table;
    for (size_t c = 0; c < n; c++) {
        const an_column_kind kind = an_table_column(table, c)->kind;

        if (kind == AN_NUMBER)
            s->decimals[c] = decimals_for(largest_in(table, c));
        if (kind == AN_MONEY)
            largest = fmax(largest, largest_in(table, c));
    }
    if (!an_unit_parse(options->unit, options->lang, largest, &s->unit)) {
        free(s);
        return fc_fail(FC_EUSAGE, "unit '%s': no such unit; use 1, k, m, 万 or 亿", options->unit);
    }
    if (s->unit.divisor != 1)
        s->unit_note = an_text(options->lang, s->unit.id);
    *shown = s;
    return FC_OK;
}

void an_shown_free(an_shown *shown)
{
    free(shown);
}

const char *an_shown_cell(const an_shown *shown, size_t row, size_t column,
                          char buffer[AN_SHOWN_SIZE])
{
    const an_column_kind kind = an_table_column(shown->table, column)->kind;
    double number;

    if (kind == AN_TEXT)
        return an_table_cell_text(shown->table, row, column);
    number = an_table_cell_number(shown->table, row, column);
    buffer[0] = '\0';
    if (isfinite(number))
        show[kind](shown, column, number, buffer);
    return buffer;
}

const char *an_shown_unit_note(const an_shown *shown)
{
    return shown->unit_note;
}
