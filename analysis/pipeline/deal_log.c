/* deal_log.c - reads a change as what is known after it, and before it. */
#include "analysis/pipeline/deal_log.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "analysis/read/alias.h"

enum { NAMES_MOST = 8 };

/* Names of columns that only logs have. */
typedef enum { OPPORTUNITY, ROW, FROM_STAGE, TO_STAGE, FIELD, OLD, NEW, DAY, N_NAMES } log_name;
static const char *const NAMES[N_NAMES][NAMES_MOST] = {
    [OPPORTUNITY] = {"opportunityid", "opportunity id", "deal id", "商机ID"},
    [ROW] = {"id", "opportunityhistoryid", "history id"},
    [FROM_STAGE] = {"from stage", "old stage", "变更前阶段", "原阶段"},
    [TO_STAGE] = {"to stage", "new stage", "变更后阶段", "新阶段"},
    [FIELD] = {"field", "field / event", "field name", "字段", "变更字段"},
    [OLD] = {"oldvalue", "old value", "原值", "变更前"},
    [NEW] = {"newvalue", "new value", "新值", "变更后"},
    [DAY] = {"edit date", "changed on", "change date", "last modified", "last modified date",
             "modified time", "修改时间", "变更时间"},
};

/* What a change may be of. */
static const struct {
    an_role role;
    uint8_t bit;
} CHANGES[] = {
    {AN_ROLE_STAGE, AN_KNOWN_STAGE},       {AN_ROLE_STATUS, AN_KNOWN_STAGE},
    {AN_ROLE_AMOUNT, AN_KNOWN_AMOUNT},     {AN_ROLE_CLOSE, AN_KNOWN_CLOSE},
    {AN_ROLE_CATEGORY, AN_KNOWN_CATEGORY}, {AN_ROLE_PROBABILITY, AN_KNOWN_PROBABILITY},
};

enum { N_CHANGES = sizeof CHANGES / sizeof *CHANGES };

static size_t look(const an_header *header, log_name name)
{
    for (size_t k = 0; k < NAMES_MOST && NAMES[name][k]; k++)
        for (size_t i = 0; i < header->n; i++)
            if (an_alias_same(header->names[i], NAMES[name][k]))
                return i;
    return SIZE_MAX;
}

static bool has(const an_header *header, log_name a, log_name b)
{
    const size_t x = look(header, a), y = look(header, b);

    return x != SIZE_MAX && y != SIZE_MAX && x != y;
}

bool an_deal_log_is(const an_header *header)
{
    return has(header, OPPORTUNITY, ROW) || has(header, FROM_STAGE, TO_STAGE) ||
           (has(header, FIELD, NEW) && has(header, OLD, NEW));
}

fc_status an_deal_log_settle(an_deal_layout *layout)
{
    const an_header *header = &layout->start.header;
    size_t *columns = layout->columns, day = look(header, DAY);

    layout->is_log = true;
    if (look(header, OPPORTUNITY) != SIZE_MAX)
        columns[AN_ROLE_ID] = look(header, OPPORTUNITY);
    if (look(header, TO_STAGE) != SIZE_MAX)
        columns[AN_ROLE_STAGE] = look(header, TO_STAGE);
    layout->from_stage = look(header, FROM_STAGE);
    layout->field = look(header, FIELD);
    layout->old_value = look(header, OLD);
    layout->new_value = look(header, NEW);
    if (day == SIZE_MAX)
        day = columns[AN_ROLE_MODIFIED] != SIZE_MAX ? columns[AN_ROLE_MODIFIED]
                                                    : columns[AN_ROLE_CREATED];
    columns[AN_ROLE_SNAPSHOT] = day;
    columns[AN_ROLE_CREATED] = columns[AN_ROLE_MODIFIED] = columns[AN_ROLE_CLOSED] = SIZE_MAX;
    if (columns[AN_ROLE_ID] == SIZE_MAX && columns[AN_ROLE_NAME] == SIZE_MAX)
        return an_header_find(header, "OpportunityId", NULL, "--column id=COLUMN", &day);
    if (day == SIZE_MAX)
        return an_header_find(header, "CreatedDate", NULL, "--column modified=COLUMN", &day);
    if (layout->field == SIZE_MAX && columns[AN_ROLE_STAGE] == SIZE_MAX)
        return an_header_find(header, "StageName", NULL, "--column stage=COLUMN", &day);
    return FC_OK;
}

static uint8_t bit_of(an_role role)
{
    for (size_t i = 0; i < N_CHANGES; i++)
        if (CHANGES[i].role == role)
            return CHANGES[i].bit;
    return 0;
}

/* The layout in which one column holds one thing, and nothing else is there. */
static an_deal_layout narrow(const an_deal_layout *layout, an_role role, size_t column)
{
    an_deal_layout one = *layout;

    for (size_t r = 0; r < AN_N_ROLES; r++)
        if (r != AN_ROLE_ID && r != AN_ROLE_NAME && r != AN_ROLE_ACCOUNT && r != AN_ROLE_SNAPSHOT)
            one.columns[r] = SIZE_MAX;
    if (role != AN_N_ROLES)
        one.columns[role] = column;
    one.n_stage_dates = 0;
    return one;
}

static bool parse_with(an_deal_record *p, const an_deal_layout *layout, const an_record *record,
                       an_deal_row *row, size_t *column, const char **why)
{
    const an_deal_layout *own = p->layout;
    bool fine;

    p->layout = layout;
    fine = an_deal_record_parse(p, record, row, NULL, column, why);
    p->layout = own;
    return fine;
}

static fc_status intern_with(an_deal_record *p, const an_deal_layout *layout,
                             const an_record *record, uint16_t *stage)
{
    const an_deal_layout *own = p->layout;
    fc_status status;

    p->layout = layout;
    status = an_deal_record_intern_stage(p, record, stage);
    p->layout = own;
    return status;
}

/* What a record of a field history is about. */
static an_role field_of(const an_deal_record *p, const an_record *record)
{
    char name[128];
    size_t n;
    const char *text = an_deal_record_field(record, p->layout->field, &n);
    an_role role;

    snprintf(name, sizeof name, "%.*s", (int)(n < sizeof name ? n : sizeof name - 1), text);
    role = an_role_of(name);
    return bit_of(role) ? role : AN_N_ROLES;
}

/* The layouts of what was before and of what is after the change; false where nothing of use did
 * change. */
static bool split(const an_deal_record *p, const an_record *record, an_deal_layout *before,
                  an_deal_layout *after, uint8_t *bit)
{
    const an_deal_layout *l = p->layout;
    const an_role role = l->field != SIZE_MAX ? field_of(p, record) : AN_ROLE_STAGE;

    *after = l->field != SIZE_MAX ? narrow(l, role, l->new_value) : *l;
    *before = narrow(l, role, l->field != SIZE_MAX ? l->old_value : l->from_stage);
    *bit = role == AN_N_ROLES ? 0 : bit_of(role);
    return role != AN_N_ROLES;
}

bool an_deal_log_parse(an_deal_record *p, const an_record *record, an_deal_row *row, size_t *column,
                       const char **why)
{
    an_deal_layout before, after;
    an_deal_row old;
    uint8_t bit;
    const bool changed = split(p, record, &before, &after, &bit);

    after.n_stage_dates = 0;
    if (!parse_with(p, &after, record, row, column, why))
        return false;
    row->known = p->layout->field != SIZE_MAX ? bit : 0;
    for (size_t i = 0; p->layout->field == SIZE_MAX && i < N_CHANGES; i++)
        if (p->layout->columns[CHANGES[i].role] != SIZE_MAX)
            row->known |= CHANGES[i].bit;
    row->old_known = 0;
    if (!changed || (p->layout->field == SIZE_MAX && p->layout->from_stage == SIZE_MAX))
        return true;
    if (!parse_with(p, &before, record, &old, column, why))
        return false;
    row->old_known = bit;
    row->old_amount = old.amount;
    row->old_close = old.close;
    return true;
}

fc_status an_deal_log_intern(an_deal_record *p, const an_record *record, an_deal_row *row)
{
    an_deal_layout before, after;
    uint8_t bit;
    fc_status status = FC_OK;

    row->old_stage = AN_STAGE_NONE;
    split(p, record, &before, &after, &bit);
    if (row->known & AN_KNOWN_STAGE)
        status = intern_with(p, &after, record, &row->stage);
    if (status == FC_OK && (row->old_known & AN_KNOWN_STAGE))
        status = intern_with(p, &before, record, &row->old_stage);
    return status;
}
