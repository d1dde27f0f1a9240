/* deal_record_text.c - the texts of a deal, numbered: id, name, keys and traits, stage. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "analysis/pipeline/deal_record.h"
#include "analysis/pipeline/stage_names.h"

#define EMPTY_KEY "(empty)"

enum { A_YEAR = 366 };

const char *an_deal_record_stage(const an_deal_record *p, const an_record *record, size_t *length)
{
    const char *text = an_deal_record_field(record, p->layout->columns[AN_ROLE_STAGE], length);

    return an_stage_names_map(p->reader->options, text, length);
}

/* Without an id a deal is its name and customer; without these it is its row. */
static fc_status intern_deal(an_deal_record *p, const an_record *record, an_deal_row *row)
{
    const size_t *c = p->layout->columns;
    size_t length[3], n = 0;
    const char *tuple[3] = {an_deal_record_field(record, c[AN_ROLE_ID], &length[0]),
                            an_deal_record_field(record, c[AN_ROLE_NAME], &length[1]),
                            an_deal_record_field(record, c[AN_ROLE_ACCOUNT], &length[2])};
    char made[256];
    fc_status status;

    if (length[0] == 0) {
        if (length[1] > 0)
            snprintf(made, sizeof made, "%.*s / %.*s", (int)(length[1] < 120 ? length[1] : 120),
                     tuple[1], (int)(length[2] < 120 ? length[2] : 120), tuple[2]);
        else
            snprintf(made, sizeof made, "row %zu", record->line);
        tuple[0] = made;
        length[0] = strlen(made);
    }
    status = an_deal_store_deal(p->reader->store, tuple[0], length[0], &row->deal);
    if (status == FC_OK)
        status = fc_keys_add(p->reader->deals->texts, tuple, length, &n);
    row->text = (uint32_t)n;
    return status;
}

fc_status an_deal_record_intern_stage(an_deal_record *p, const an_record *record, uint16_t *stage)
{
    size_t length, number;
    const char *text = an_deal_record_stage(p, record, &length);
    fc_status status;

    *stage = AN_STAGE_NONE;
    if (length == 0)
        return FC_OK;
    status = fc_keys_add(p->reader->deals->stages, &text, &length, &number);
    *stage = (uint16_t)number;
    return status != FC_OK || number < AN_STAGE_NONE
               ? status
               : fc_fail(FC_EDATA, "%s:%zu: column '%s' has more stages than can be", record->file,
                         record->line,
                         an_deal_layout_name(p->layout, p->layout->columns[AN_ROLE_STAGE]));
}

/* The keys, then the traits. */
static fc_status intern_labels(an_deal_record *p, const an_record *record, an_deal_row *row)
{
    const an_deal_layout *layout = p->layout;
    const char *tuple[AN_MAX_KEYS + AN_N_TRAITS];
    size_t length[AN_MAX_KEYS + AN_N_TRAITS], number = 0, n = layout->n_keys + AN_N_TRAITS;
    fc_status status;

    for (size_t k = 0; k < n; k++) {
        const size_t column = k < layout->n_keys
                                  ? layout->keys[k]
                                  : layout->columns[AN_ROLE_OWNER + (k - layout->n_keys)];

        tuple[k] = an_deal_record_field(record, column, &length[k]);
        if (length[k] == 0 || (length[k] == 1 && *tuple[k] == '*')) {
            tuple[k] = EMPTY_KEY;
            length[k] = strlen(EMPTY_KEY);
        }
    }
    status = fc_keys_add(p->reader->deals->labels, tuple, length, &number);
    row->labels = (uint32_t)number;
    return status;
}

fc_status an_deal_record_intern(an_deal_record *p, const an_record *record, an_deal_row *row)
{
    fc_status status = FC_OK;

    if (p->reader->history)
        row->labels = AN_LABELS_UNKNOWN;
    else
        status = intern_labels(p, record, row);
    if (status == FC_OK)
        status = intern_deal(p, record, row);
    if (status == FC_OK && !p->layout->is_log)
        status = an_deal_record_intern_stage(p, record, &row->stage);
    return status;
}

static void tell_odd(const an_deal_record *p)
{
    static const an_role ROLES[AN_N_ODD] = {AN_ROLE_CLOSED, AN_ROLE_STATUS, AN_ROLE_STATUS};
    an_problems *problems = p->reader->problems;
    const char *file = p->layout->start.header.file;

    for (size_t i = 0; i < AN_N_ODD; i++) {
        const char *plural = p->n_odd[i] == 1 ? "" : "s";
        const char *name = an_deal_layout_name(p->layout, p->layout->columns[ROLES[i]]);

        if (p->n_odd[i] == 0)
            continue; /* perhaps for want of the column */
        if (i == AN_ODD_END)
            an_problems_add(problems, AN_WARNING, file, p->odd_line[i], name,
                            "the deal ended before it was created in %zu row%s, first here; it "
                            "counts as created on the day it ended",
                            p->n_odd[i], plural);
        else if (i == AN_ODD_STATUS)
            an_problems_add(problems, AN_WARNING, file, p->odd_line[i], name,
                            "neither won, lost nor open in %zu row%s, first here; the stage tells; "
                            "say which with --won or --lost",
                            p->n_odd[i], plural);
        else
            an_problems_add(problems, AN_WARNING, file, p->odd_line[i], name,
                            "status and stage contradict each other in %zu row%s, first here; the "
                            "status counts",
                            p->n_odd[i], plural);
    }
}

void an_deal_record_notes(const an_deal_record *p)
{
    const char *file = p->layout->start.header.file;

    for (size_t r = 0; r < AN_N_ROLES; r++)
        if (p->n_unread_days[r])
            an_problems_add(p->reader->problems, AN_WARNING, file, p->unread_line[r],
                            an_deal_layout_name(p->layout, p->layout->columns[r]),
                            "cannot be read as a day in %zu row%s, first here; taken as empty",
                            p->n_unread_days[r], p->n_unread_days[r] == 1 ? "" : "s");
    tell_odd(p);
    if (p->day_before != FC_DATE_NONE && p->last_day - p->day_before > A_YEAR) {
        char day[11];

        fc_date_format(p->last_day, day);
        an_problems_add(p->reader->problems, AN_WARNING, file, p->last_line, NULL,
                        "the day %s is %d days after any other; is its year right?", day,
                        (int)(p->last_day - p->day_before));
    }
    if (p->n_priced)
        an_problems_add(p->reader->problems, AN_NOTE, file, 0, NULL,
                        "%zu deals without an amount have the list price", p->n_priced);
}
