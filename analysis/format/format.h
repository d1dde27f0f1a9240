/* format.h - what the formats share: exact numbers, numbers for people, safe text. */
#ifndef ANALYSIS_FORMAT_FORMAT_H
#define ANALYSIS_FORMAT_FORMAT_H

#include "analysis/table/table.h"
#include "analysis/text/text.h"

extern const an_format an_format_table, an_format_csv, an_format_json, an_format_md, an_format_xlsx;

enum { AN_EXACT_SIZE = 32, AN_SHOWN_SIZE = 400 };

/* The shortest digits that read back as the same number; "" where it is not finite. */
void an_format_exact(double number, char text[AN_EXACT_SIZE]);

/* How the numbers of a table are shown to people: one unit for all amounts, as many decimals in a
 * column as its largest number asks for. */
typedef struct an_shown an_shown;

fc_status an_shown_new(const an_table *table, const an_print_options *options,
                       an_shown **shown) FC_CHECKED;
void an_shown_free(an_shown *shown);

/* The cell as text: a text cell itself, a number in `buffer`, "" where it is not finite. */
const char *an_shown_cell(const an_shown *shown, size_t row, size_t column,
                          char buffer[AN_SHOWN_SIZE]);

/* "amounts in millions"; NULL where they are not divided. */
const char *an_shown_unit_note(const an_shown *shown);

/* FC_EIO where something written to `out` was lost. */
fc_status an_format_written(FILE *out) FC_CHECKED;

#endif
