/* row_values.c - reads the numbers of a row and makes of them what is added up. */
#include "analysis/read/row_values.h"

#include <math.h>

#include "analysis/read/value.h"

static const double VALUE_MAX = 1e100; /* squares and sums of such values are still numbers */

static bool read_value(const an_layout *layout, const an_record *record, size_t column,
                       double *value, const char **why)
{
    const an_field *field = &record->fields[column];

    if (!an_value_number(field->text, field->length, &layout->text, value, why))
        return false;
    *why = "is larger than any amount can be";
    return fabs(*value) <= VALUE_MAX;
}

/* Takes the cost off the amount. */
static bool take_cost(const an_layout *layout, const an_record *record, double *values,
                      const char **why)
{
    double cost;

    if (!read_value(layout, record, layout->cost, &cost, why))
        return false;
    values[AN_AMOUNT] -= layout->unit_cost ? cost * values[AN_QUANTITY] : cost;
    *why = "makes a margin larger than any amount can be";
    return fabs(values[AN_AMOUNT]) <= VALUE_MAX;
}

bool an_row_values(const an_layout *layout, const an_record *record, double *values,
                   an_tally *no_quantity, size_t *column, const char **why)
{
    values[AN_AMOUNT] = 1;
    values[AN_QUANTITY] = 0;
    *column = layout->amount;
    if (layout->amount != SIZE_MAX &&
        !read_value(layout, record, layout->amount, &values[AN_AMOUNT], why))
        return false;
    *column = layout->quantity;
    if (layout->quantity != SIZE_MAX) {
        if (record->fields[layout->quantity].length == 0)
            an_tally_add(no_quantity, record->line);
        else if (!read_value(layout, record, layout->quantity, &values[AN_QUANTITY], why))
            return false;
    }
    *column = layout->cost;
    return layout->cost == SIZE_MAX || take_cost(layout, record, values, why);
}
