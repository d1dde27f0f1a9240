/* deal_layout.c - matches the columns of an export with the roles of a deal. */
#include "analysis/pipeline/deal_layout.h"
#include "analysis/pipeline/deal_log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "analysis/read/alias.h"
#include "analysis/read/evidence.h"

void an_deal_layout_free(an_deal_layout *layout)
{
    an_start_free(&layout->start);
    free(layout->where);
    layout->where = NULL;
}

const char *an_deal_layout_name(const an_deal_layout *layout, size_t column)
{
    return column == SIZE_MAX ? NULL : layout->start.header.names[column];
}

static bool tells_outcome(const size_t columns[AN_N_ROLES])
{
    return columns[AN_ROLE_STAGE] != SIZE_MAX || columns[AN_ROLE_STATUS] != SIZE_MAX ||
           columns[AN_ROLE_IS_WON] != SIZE_MAX || columns[AN_ROLE_IS_CLOSED] != SIZE_MAX;
}

/* A list of what is hoped for: names, amounts and when they are due. All of it is open. */
static bool is_open_list(const size_t columns[AN_N_ROLES])
{
    return (columns[AN_ROLE_NAME] != SIZE_MAX || columns[AN_ROLE_ID] != SIZE_MAX) &&
           columns[AN_ROLE_AMOUNT] != SIZE_MAX && columns[AN_ROLE_CLOSE] != SIZE_MAX &&
           columns[AN_ROLE_CLOSED] == SIZE_MAX && columns[AN_ROLE_WON_AMOUNT] == SIZE_MAX;
}

/* A title is no header: it has no stage, and nothing else besides. */
static bool is_header(const void *data, const an_header *header)
{
    const an_deals_options *options = data;
    const an_role_names names = {options->columns, options->n_columns};
    size_t columns[AN_N_ROLES], n = 0;

    if (an_roles_find(header, &names, columns) != FC_OK)
        return false;
    for (size_t r = 0; r < AN_N_ROLES; r++)
        n += columns[r] != SIZE_MAX;
    return an_deal_log_is(header) || ((tells_outcome(columns) || is_open_list(columns)) && n >= 3);
}

static const char *const NAMED_BEFORE[] = {"date entered ", "entered ", "进入"};
static const char *const NAMED_BEHIND[] = {"_entered", " entered", "_date", " date", " time",
                                           "进入时间", "进入日期", "时间",  "日期"};

/* The stage in the name of a column such as proposal_entered, Date entered "Proposal", 报价时间. */
static bool stage_in(const char *column, char *stage, size_t size)
{
    size_t start = 0, n = strlen(column);

    for (size_t i = 0; i < sizeof NAMED_BEFORE / sizeof *NAMED_BEFORE && start == 0; i++)
        if (strncasecmp(column, NAMED_BEFORE[i], strlen(NAMED_BEFORE[i])) == 0)
            start = strlen(NAMED_BEFORE[i]);
    for (size_t i = 0; i < sizeof NAMED_BEHIND / sizeof *NAMED_BEHIND; i++) {
        const size_t length = strlen(NAMED_BEHIND[i]);

        if (n > start + length && strcasecmp(column + n - length, NAMED_BEHIND[i]) == 0) {
            n -= length;
            break;
        }
    }
    while (start < n && strchr("\"'", column[start]))
        start++;
    while (n > start && strchr("\"'", column[n - 1]))
        n--;
    if ((start == 0 && n == strlen(column)) || n <= start || n - start >= size)
        return false;
    snprintf(stage, size, "%.*s", (int)(n - start), column + start);
    return true;
}

bool an_deal_layout_is_stage(const char *column, const char *stage)
{
    const size_t n = strlen(column);

    return an_alias_same(column, stage) || an_alias_distance(stage, column) <= 1 ||
           (n >= 6 && (unsigned char)*column >= 0x80 && strstr(stage, column));
}

static void find_stage_dates(an_deal_layout *layout)
{
    const an_header *header = &layout->start.header;

    for (size_t i = 0; i < header->n && layout->n_stage_dates < AN_STAGE_DATES_MAX; i++) {
        bool used = false;

        for (size_t r = 0; r < AN_N_ROLES; r++)
            used = used || layout->columns[r] == i;
        if (!used && stage_in(header->names[i], layout->stage_dates[layout->n_stage_dates].name,
                              sizeof layout->stage_dates->name))
            layout->stage_dates[layout->n_stage_dates++].column = i;
    }
}

/* --by region finds the column of that role, any other name the column that has it. */
static fc_status find_key(const an_deal_layout *layout, const char *name, size_t *column)
{
    const an_header *header = &layout->start.header;
    const an_role role = an_role_of(name);

    for (size_t i = 0; i < header->n; i++)
        if (an_alias_same(header->names[i], name)) {
            *column = i;
            return FC_OK;
        }
    if (role != AN_N_ROLES && layout->columns[role] != SIZE_MAX) {
        *column = layout->columns[role];
        return FC_OK;
    }
    return an_header_find(header, name, NULL, "--by", column);
}

static fc_status find_keys(an_deal_layout *layout, an_by *by)
{
    static const an_role DEFAULTS[] = {AN_ROLE_REGION, AN_ROLE_PRODUCT};
    const an_header *header = &layout->start.header;
    fc_status status = FC_OK;

    for (size_t i = 0; !layout->options->by && !by->settled && i < 2 && status == FC_OK; i++)
        if (layout->columns[DEFAULTS[i]] != SIZE_MAX)
            status = an_by_add(by, header->names[layout->columns[DEFAULTS[i]]]);
    by->settled = true;
    layout->n_keys = by->n_keys;
    for (size_t k = 0; status == FC_OK && k < by->n_keys; k++)
        status = find_key(layout, by->names[k], &layout->keys[k]);
    for (size_t i = 0; status == FC_OK && i < layout->options->n_where; i++)
        status = find_key(layout, layout->options->where[i].column, &layout->where[i]);
    return status;
}

/* A column named by option, or found: the amount, unless list prices stand for it. */
static fc_status check_columns(an_deal_layout *layout, an_problems *problems)
{
    const an_header *header = &layout->start.header;
    size_t column;

    if (!tells_outcome(layout->columns) && is_open_list(layout->columns))
        an_problems_add(problems, AN_WARNING, header->file, header->line, NULL,
                        "no column tells which deals are won or lost: all of them count as open; "
                        "name it with --column stage=COLUMN or status=COLUMN");
    else if (!tells_outcome(layout->columns))
        return an_header_find(header, "stage", NULL, "--column stage=COLUMN", &column);
    if (layout->columns[AN_ROLE_AMOUNT] == SIZE_MAX &&
        layout->columns[AN_ROLE_WON_AMOUNT] == SIZE_MAX && !layout->options->prices)
        return an_header_find(header, "amount", NULL, "--column amount=COLUMN",
                              &layout->columns[AN_ROLE_AMOUNT]);
    return FC_OK;
}

/* What a date column with days such as 25/01/2026 shows, holds for all of them. */
static fc_status weigh(const an_chunk *first, an_deal_layout *layout, an_problems *problems)
{
    an_layout one = {.text = layout->text, .line_end = layout->line_end, .start = layout->start};
    const size_t amount = layout->columns[AN_ROLE_AMOUNT] != SIZE_MAX
                              ? layout->columns[AN_ROLE_AMOUNT]
                              : layout->columns[AN_ROLE_WON_AMOUNT];
    fc_status failed = FC_OK;
    char message[512] = "";

    for (size_t r = AN_ROLE_FIRST_DATE; r <= AN_ROLE_LAST_DATE; r++) {
        fc_status status;

        one.date = layout->columns[r];
        if (one.date == SIZE_MAX)
            continue;
        one.amount = amount == SIZE_MAX ? one.date : amount;
        if (amount == SIZE_MAX && !one.text.decimal)
            one.text.decimal = '.';
        status = an_evidence_weigh(first, &one, problems);
        if (status != FC_OK && failed == FC_OK)
            snprintf(message, sizeof message, "%s", fc_error_message());
        failed = failed == FC_OK ? status : failed;
    }
    layout->text = one.text;
    return failed == FC_OK || one.text.date_format ? FC_OK : fc_fail(failed, "%s", message);
}

fc_status an_deal_layout_find(const an_chunks *chunks, const an_chunk *first,
                              const an_deals_options *options, bool history, an_by *by,
                              an_problems *problems, an_deal_layout *layout)
{
    const an_role_names names = {options->columns, options->n_columns};
    fc_status status;

    *layout = (an_deal_layout){.options = options,
                               .text = options->text,
                               .line_end = an_chunks_line_end(chunks),
                               .from_stage = SIZE_MAX,
                               .field = SIZE_MAX,
                               .old_value = SIZE_MAX,
                               .new_value = SIZE_MAX};
    layout->text.calendar = &options->calendar;
    layout->where = calloc(options->n_where + 1, sizeof *layout->where);
    if (!layout->where)
        return fc_no_memory();
    status = an_start_find(chunks, first, &options->text, is_header, options, &layout->start);
    if (status != FC_OK)
        return status;
    layout->text.delimiter = layout->start.delimiter;
    an_start_note(&layout->start, chunks, problems);
    status = an_roles_find(&layout->start.header, &names, layout->columns);
    if (status == FC_OK)
        status = history || an_deal_log_is(&layout->start.header) ? an_deal_log_settle(layout)
                                                                  : check_columns(layout, problems);
    if (status == FC_OK && !history)
        status = find_keys(layout, by);
    if (status != FC_OK)
        return status;
    if (!layout->is_log)
        find_stage_dates(layout);
    return weigh(first, layout, problems);
}
