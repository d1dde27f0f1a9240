/* detail.c - sums of what a row names besides its node, kept beside the panel of nodes. */
#include "analysis/read/detail.h"

#include <string.h>

#include "analysis/read/plain.h"
#include "analysis/read/sales.h"

fc_status an_detail_new(an_detail *detail, size_t n_keys, size_t n_measures)
{
    fc_status status = fc_panel_new(n_keys + AN_N_DETAILS, n_measures, &detail->rows);

    return status == FC_OK ? fc_panel_new(n_keys, n_measures, &detail->days) : status;
}

void an_detail_clear(an_detail *detail)
{
    fc_panel_free(detail->rows);
    fc_panel_free(detail->days);
    *detail = (an_detail){0};
}

fc_status an_detail_add(an_detail *detail, const an_record *record, const char *const *keys,
                        const size_t *lengths, const size_t columns[AN_N_DETAILS], fc_period period,
                        fc_date date, const double *values)
{
    const size_t n_keys = fc_panel_n_keys(detail->days);
    const char *all[AN_MAX_KEYS + AN_N_DETAILS];
    size_t all_lengths[AN_MAX_KEYS + AN_N_DETAILS], cell;
    fc_status status = fc_panel_cell(detail->days, keys, lengths, &cell);

    if (status == FC_OK)
        status = fc_panel_add(detail->days, cell, date, values);
    memcpy(all, keys, n_keys * sizeof *all);
    memcpy(all_lengths, lengths, n_keys * sizeof *all_lengths);
    for (size_t d = 0; d < AN_N_DETAILS; d++) {
        const an_field *field = columns[d] == SIZE_MAX ? NULL : &record->fields[columns[d]];

        all_lengths[n_keys + d] = field ? field->length : 0;
        all[n_keys + d] = field ? an_plain_trim(field->text, &all_lengths[n_keys + d]) : "";
        detail->has[d] = detail->has[d] || field;
    }
    if (status == FC_OK)
        status = fc_panel_cell(detail->rows, all, all_lengths, &cell);
    return status == FC_OK ? fc_panel_add(detail->rows, cell, period, values) : status;
}

/* The larger panel takes the smaller one in. */
static fc_status join(fc_panel **into, fc_panel **from)
{
    fc_status status = FC_OK;

    if (!*into || (*from && fc_panel_size(*into) < fc_panel_size(*from))) {
        fc_panel *kept = *into;

        *into = *from;
        *from = kept;
    }
    if (*from)
        status = fc_panel_merge(*into, *from);
    fc_panel_free(*from);
    *from = NULL;
    return status;
}

fc_status an_detail_join(an_detail *into, an_detail *from)
{
    fc_status status = join(&into->rows, &from->rows);

    for (size_t d = 0; d < AN_N_DETAILS; d++)
        into->has[d] = into->has[d] || from->has[d];
    return status == FC_OK ? join(&into->days, &from->days) : status;
}

fc_status an_detail_sort(an_detail *detail)
{
    fc_status status = detail->rows ? fc_panel_sort(detail->rows) : FC_OK;

    return status == FC_OK && detail->days ? fc_panel_sort(detail->days) : status;
}
