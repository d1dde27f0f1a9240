/* records.h - a small delimited file as text fields with line numbers: plans, deals, drivers. */
#ifndef ANALYSIS_READ_RECORDS_H
#define ANALYSIS_READ_RECORDS_H

#include "analysis/read/sales.h"

/* Owns its text. All fields are UTF-8, trimmed outside quotes. */
typedef struct an_records an_records;

/* Reads the whole file. A record with a wrong number of fields is set aside in `problems`; one
 * without any value is none, and so are titles above the header (start.h). */
fc_status an_records_read(const char *file, const an_text_options *options, an_problems *problems,
                          an_records **records) FC_CHECKED;
void an_records_free(an_records *records);

const char *an_records_file(const an_records *records);
size_t an_records_header_line(const an_records *records);

/* The options it was read with, and what the file told: give these to an_value_number and
 * an_value_date. */
const an_text_options *an_records_options(const an_records *records);

size_t an_records_size(const an_records *records); /* without the header */
size_t an_records_n_columns(const an_records *records);
const char *an_records_header(const an_records *records, size_t column);
const char *an_records_field(const an_records *records, size_t row,
                             size_t column); /* "" when empty */
size_t an_records_line(const an_records *records, size_t row);

/* The column called `name`, else one of the aliases of `role` ("date", "amount", "plan", "region"
 * ...: alias.h), else SIZE_MAX. `name` or `role` may be NULL. SIZE_MAX also where two columns fit
 * equally well: an_records_find tells them. */
size_t an_records_column(const an_records *records, const char *name, const char *role);

/* The same, but none, or two, is FC_EDATA: it names the nearest column and says that `option` names
 * it. */
fc_status an_records_find(const an_records *records, const char *name, const char *role,
                          const char *option, size_t *column) FC_CHECKED;

#endif
