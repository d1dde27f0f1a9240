/* deal_record.h - one record of an export as a row: outcome, days, amount in one currency. */
#ifndef ANALYSIS_PIPELINE_DEAL_RECORD_H
#define ANALYSIS_PIPELINE_DEAL_RECORD_H

#include "analysis/pipeline/deal_rows.h"
#include "analysis/read/days.h"
#include "analysis/read/fields.h"
#include "analysis/read/plain.h"

/* What rows say that cannot be so: told once a file, with the first row of each kind. */
typedef enum { AN_ODD_END, AN_ODD_STATUS, AN_ODD_STAGE, AN_N_ODD } an_odd;

typedef struct {
    an_deal_reader *reader;
    const an_deal_layout *layout;
    an_days *days;
    fc_date last_day;   /* of those that tell what has happened */
    fc_date day_before; /* the last but that one */
    size_t last_line;   /* where the last one stands first */
    char currency[16];  /* the first one seen */
    size_t n_unread_days[AN_N_ROLES], unread_line[AN_N_ROLES];
    size_t n_odd[AN_N_ODD], odd_line[AN_N_ODD];
    size_t n_priced;
} an_deal_record;

/* A field without blanks at its ends; "" where the file has no such column. */
static inline const char *an_deal_record_field(const an_record *record, size_t column,
                                               size_t *length)
{
    *length = 0;
    if (column == SIZE_MAX)
        return "";
    *length = record->fields[column].length;
    return an_plain_trim(record->fields[column].text, length);
}

/* The stage, by the name that it has now. */
const char *an_deal_record_stage(const an_deal_record *parser, const an_record *record,
                                 size_t *length);

fc_status an_deal_record_begin(an_deal_record *parser, an_deal_reader *reader,
                               const an_deal_layout *layout) FC_CHECKED;
void an_deal_record_end(an_deal_record *parser);

/* Everything but the texts. False where the record cannot be used: *column, SIZE_MAX for the whole
 * record, and *why say so. stage_dates has a place for each of the layout's. */
bool an_deal_record_parse(an_deal_record *parser, const an_record *record, an_deal_row *row,
                          fc_date *stage_dates, size_t *column, const char **why);

/* The texts: id, name, labels, stage. */
fc_status an_deal_record_intern(an_deal_record *parser, const an_record *record,
                                an_deal_row *row) FC_CHECKED;

/* The stage of the layout's column, numbered; AN_STAGE_NONE where the field is empty. */
fc_status an_deal_record_intern_stage(an_deal_record *parser, const an_record *record,
                                      uint16_t *stage) FC_CHECKED;

/* What is told once a file. */
void an_deal_record_notes(const an_deal_record *parser);

#endif
