/* reps_collect.c - the reps file and the reps of the sales, brought together. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/plan/plan_keys.h"
#include "analysis/read/alias.h"
#include "analysis/read/records.h"
#include "analysis/read/value.h"
#include "analysis/target/newcomers.h"
#include "analysis/target/newness.h"
#include "analysis/target/reps_parts.h"
#include "analysis/target/target_private.h"

/* Columns of the file; SIZE_MAX: there is none. */
typedef struct {
    size_t rep, hired, left, ramp, capacity, segment, new_share;
} columns;

typedef struct {
    const char *file;
    const an_records *records;
    const an_target *target;
    size_t key; /* of the sales: which one is the rep */
    columns at;
} source;

static size_t column_of(const an_records *records, const char *const *names)
{
    for (; *names; names++)
        for (size_t c = 0; c < an_records_n_columns(records); c++)
            if (an_alias_same(an_records_header(records, c), *names))
                return c;
    return SIZE_MAX;
}

static fc_status find_columns(source *s)
{
    static const char *const hired[] = {"hired", "hire date", "start", "入职", "入职日期", NULL},
                             *const left[] = {"left", "leave date", "离职", "离职日期", NULL},
                             *const ramp[] = {"ramp_months", "ramp", "爬坡月数", "成熟期", NULL},
                             *const capacity[] = {"capacity", "产能", "上限", NULL},
                             *const new_share[] = {"new_share", "new business", "新业务占比",
                                                   "新客户占比", NULL},
                             *const segment[] = {"segment", "team", "region", "区域",
                                                 "团队",    "区隔", NULL};
    fc_status status;

    s->at = (columns){.hired = column_of(s->records, hired),
                      .left = column_of(s->records, left),
                      .ramp = column_of(s->records, ramp),
                      .capacity = column_of(s->records, capacity),
                      .new_share = column_of(s->records, new_share),
                      .segment = column_of(s->records, segment)};
    status = an_newcomers_key(s->records, s->target->sales, &s->key, &s->at.rep);
    if (s->at.segment == s->at.rep)
        s->at.segment = SIZE_MAX;
    return status;
}

static const char *field(const source *s, size_t row, size_t column)
{
    return column == SIZE_MAX ? "" : an_records_field(s->records, row, column);
}

static fc_status wrong_field(const source *s, size_t row, size_t column, const char *why)
{
    return fc_fail(FC_EDATA, "%s:%zu: column '%s': '%s': %s", s->file,
                   an_records_line(s->records, row), an_records_header(s->records, column),
                   field(s, row, column), why);
}

static fc_status read_date(const source *s, size_t row, size_t column, fc_date *date)
{
    const char *text = field(s, row, column), *why;

    *date = FC_DATE_NONE;
    if (!*text)
        return FC_OK;
    return an_value_date(text, strlen(text), an_records_options(s->records), date, &why)
               ? FC_OK
               : wrong_field(s, row, column, why);
}

static fc_status read_number(const source *s, size_t row, size_t column, double missing,
                             double *number)
{
    const char *text = field(s, row, column), *why;

    *number = missing;
    if (!*text)
        return FC_OK;
    if (!an_value_number(text, strlen(text), an_records_options(s->records), number, &why))
        return wrong_field(s, row, column, why);
    return *number >= 0 ? FC_OK : wrong_field(s, row, column, "it is below 0");
}

/* The node of all that a rep sells: its key, and "*" or what it nests in for the others. */
static size_t node_of(const source *s, const an_plan_keys *keys, const char *name)
{
    const char *tuple[AN_MAX_KEYS];

    for (size_t k = 0; k < s->target->sales->n_keys; k++)
        tuple[k] = k == s->key ? name : "*";
    an_plan_keys_complete(keys, tuple);
    return fc_hierarchy_find(s->target->sales->hierarchy, tuple);
}

/* "30%" or "0.3". */
static fc_status read_share(const source *s, size_t row, size_t column, double *share)
{
    char text[64];
    const char *why;
    bool percent;

    *share = NAN;
    if (!*field(s, row, column))
        return FC_OK;
    snprintf(text, sizeof text, "%s", field(s, row, column));
    percent = text[strlen(text) - 1] == '%';
    text[strlen(text) - percent] = '\0';
    if (!an_value_number(text, strlen(text), an_records_options(s->records), share, &why))
        return wrong_field(s, row, column, why);
    *share /= percent ? 100 : 1;
    if (!(*share >= 0 && *share <= 1))
        return wrong_field(s, row, column, "is no share from 0 to 100%");
    if (strcmp(s->target->sales->key_names[s->target->sales->n_keys - 1], AN_BUSINESS) != 0)
        return fc_fail(FC_EUSAGE, "%s: '%s' needs --new-business", an_records_file(s->records),
                       an_records_header(s->records, column));
    return FC_OK;
}

static fc_status read_rep(const source *s, const an_plan_keys *keys, size_t row, an_rep *rep)
{
    double ramp = 0;
    fc_status status = read_date(s, row, s->at.hired, &rep->hired);

    if (status == FC_OK)
        status = read_date(s, row, s->at.left, &rep->left);
    if (status == FC_OK && rep->hired != FC_DATE_NONE && rep->left != FC_DATE_NONE &&
        rep->left < rep->hired)
        status = wrong_field(s, row, s->at.left, "it is before the day of hire");
    if (status == FC_OK)
        status = read_number(s, row, s->at.ramp, 0, &ramp);
    if (status == FC_OK)
        status = read_number(s, row, s->at.capacity, INFINITY, &rep->capacity);
    if (status == FC_OK)
        status = read_share(s, row, s->at.new_share, &rep->new_share);
    if (status != FC_OK)
        return status;
    rep->new_business = NAN;
    rep->ramp = (long)ramp;
    rep->name = strdup(field(s, row, s->at.rep));
    rep->segment = s->at.segment == SIZE_MAX ? NULL : strdup(field(s, row, s->at.segment));
    if (!rep->name || (s->at.segment != SIZE_MAX && !rep->segment))
        return fc_no_memory();
    rep->node = node_of(s, keys, rep->name);
    return FC_OK;
}

static fc_status read_rows(const source *s, const an_plan_keys *keys, an_reps *reps)
{
    fc_status status = FC_OK;

    for (size_t row = 0; status == FC_OK && row < an_records_size(s->records); row++) {
        if (!*field(s, row, s->at.rep))
            continue;
        for (size_t i = 0; i < reps->n; i++)
            if (strcmp(reps->reps[i].name, field(s, row, s->at.rep)) == 0)
                return wrong_field(s, row, s->at.rep, "stands in the file twice");
        status = read_rep(s, keys, row, &reps->reps[reps->n++]);
    }
    return status;
}

/* Who sells and is not in the file, at the level of those who are. */
static fc_status add_others(const source *s, an_reps *reps)
{
    const fc_hierarchy *h = s->target->sales->hierarchy;
    const size_t n_file = reps->n;
    size_t level = SIZE_MAX;

    for (size_t i = 0; i < n_file && level == SIZE_MAX; i++)
        if (reps->reps[i].node != SIZE_MAX)
            level = fc_hierarchy_level(h, reps->reps[i].node);
    if (level == SIZE_MAX)
        return fc_fail(FC_EDATA, "%s: none of its reps has sales; do the names agree?", s->file);
    for (size_t node = 0; node < fc_hierarchy_size(h); node++) {
        bool known = fc_hierarchy_level(h, node) != level;

        for (size_t i = 0; i < n_file && !known; i++)
            known = reps->reps[i].node == node;
        if (known)
            continue;
        reps->reps[reps->n] = (an_rep){.node = node,
                                       .name = strdup(fc_hierarchy_key(h, node, s->key)),
                                       .hired = FC_DATE_NONE,
                                       .left = FC_DATE_NONE,
                                       .capacity = INFINITY,
                                       .new_share = NAN,
                                       .new_business = NAN};
        if (!reps->reps[reps->n++].name)
            return fc_no_memory();
    }
    return FC_OK;
}

fc_status an_reps_collect(const char *file, const an_text_options *text, const an_target *target,
                          an_problems *problems, an_reps *reps)
{
    source s = {.file = file, .target = target};
    an_records *records = NULL;
    an_plan_keys *keys = NULL;
    fc_status status = an_records_read(file, text, problems, &records);

    s.records = records;
    if (status == FC_OK)
        status = find_columns(&s);
    reps->key = s.key;
    if (status == FC_OK)
        status = an_plan_keys_new(target->sales, &keys);
    if (status == FC_OK) {
        reps->reps = calloc(an_records_size(records) + fc_hierarchy_size(target->sales->hierarchy),
                            sizeof *reps->reps);
        status = reps->reps ? read_rows(&s, keys, reps) : fc_no_memory();
    }
    if (status == FC_OK)
        status = add_others(&s, reps);
    an_plan_keys_free(keys);
    an_records_free(records);
    return status;
}
