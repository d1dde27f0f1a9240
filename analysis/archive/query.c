/* query.c - finds runs and nodes, and starts tables that begin with the keys. */
#include "analysis/archive/query.h"

#include <stdio.h>
#include <string.h>

#include "analysis/read/alias.h"

static const char FIND[] =
    "SELECT r.id, r.scope, r.last, r.horizon, s.unit, s.scheme, s.fiscal_start, s.week_start, "
    "s.keys FROM run r JOIN scope s ON s.id = r.scope "
    "WHERE r.id = ?1 OR (?1 = 0 AND r.id = (SELECT max(id) FROM run))";

static void take(an_statement *s, an_archive_info *info)
{
    *info = (an_archive_info){
        .id = an_statement_get_whole(s, 0),
        .scope = an_statement_get_whole(s, 1),
        .last = (fc_period)an_statement_get_whole(s, 2),
        .horizon = (size_t)an_statement_get_whole(s, 3),
        .calendar = {.unit = (fc_unit)an_statement_get_whole(s, 4),
                     .scheme = (fc_scheme)an_statement_get_whole(s, 5),
                     .fiscal_start = (int)an_statement_get_whole(s, 6),
                     .week_start = (int)an_statement_get_whole(s, 7)},
    };
    snprintf(info->keys, sizeof info->keys, "%s", an_statement_get_text(s, 8));
    if (!*info->keys)
        return;
    info->key_names[info->n_keys++] = info->keys;
    for (char *tab = strchr(info->keys, '\t'); tab && info->n_keys < AN_MAX_KEYS;
         tab = strchr(tab, '\t')) {
        *tab++ = '\0';
        info->key_names[info->n_keys++] = tab;
    }
}

fc_status an_archive_find(an_archive *archive, int64_t run, an_archive_info *info)
{
    an_statement *s;
    bool row = false;
    fc_status status = an_statement_new(an_archive_database(archive), FIND, &s);

    if (status == FC_OK) {
        an_statement_whole(s, 1, run);
        status = an_statement_step(s, &row);
    }
    if (status == FC_OK && !row && run)
        status = fc_fail(FC_EDATA,
                         "the archive has no run %lld; gapcast archive list FILE.db "
                         "shows them",
                         (long long)run);
    else if (status == FC_OK && !row)
        status = fc_fail(FC_EDATA, "the archive has no run yet; make one with --archive FILE.db");
    if (status == FC_OK)
        take(s, info);
    an_statement_free(s);
    return status;
}

fc_status an_archive_before(an_archive *archive, const an_archive_info *run, int64_t *before)
{
    char sql[128];
    fc_status status;

    snprintf(sql, sizeof sql, "SELECT max(id) FROM run WHERE scope = %lld AND id < %lld",
             (long long)run->scope, (long long)run->id);
    status = an_database_number(an_archive_database(archive), sql, before);
    if (status == FC_OK && *before == 0)
        status = fc_fail(FC_EDATA, "run %lld is the first of its series: there is none before it",
                         (long long)run->id);
    return status;
}

static fc_status name_key(const an_archive_info *info, const char *given, const char *values[])
{
    const char *equals = strchr(given, '=');
    char name[256];

    if (!equals || equals == given || (size_t)(equals - given) >= sizeof name)
        return fc_fail(FC_EUSAGE, "--node: '%s' is not COLUMN=VALUE", given);
    snprintf(name, sizeof name, "%.*s", (int)(equals - given), given);
    for (size_t k = 0; k < info->n_keys; k++)
        if (an_alias_same(info->key_names[k], name)) {
            values[k] = equals + 1;
            return FC_OK;
        }
    return fc_fail(FC_EUSAGE, "--node: the archived runs have no key '%s'", name);
}

fc_status an_archive_node_name(const an_archive_info *info, const an_archive_query *query,
                               char name[AN_QUERY_TEXT])
{
    const char *values[AN_MAX_KEYS];
    fc_status status = FC_OK;

    for (size_t k = 0; k < info->n_keys; k++)
        values[k] = "*";
    for (size_t i = 0; status == FC_OK && i < query->n_node; i++)
        status = name_key(info, query->node[i], values);
    name[0] = '\0';
    for (size_t k = 0; k < info->n_keys; k++)
        snprintf(name + strlen(name), AN_QUERY_TEXT - strlen(name), "%s%s", k ? "\t" : "",
                 values[k]);
    return status;
}

void an_archive_key_cells(const an_archive_info *info, const char *name, an_table *table)
{
    char key[AN_QUERY_TEXT];

    for (size_t k = 0; k < info->n_keys; k++) {
        const size_t n = strcspn(name, "\t");

        snprintf(key, sizeof key, "%.*s", (int)n, name);
        an_table_text(table, key);
        name += n + (name[n] == '\t');
    }
}

fc_status an_archive_table(const an_archive_info *info, const an_column *rest, size_t n,
                           an_table **table)
{
    an_column columns[AN_MAX_KEYS + AN_QUERY_COLUMNS];

    for (size_t k = 0; k < info->n_keys; k++)
        columns[k] = (an_column){info->key_names[k], AN_TEXT};
    memcpy(columns + info->n_keys, rest, n * sizeof *rest);
    return an_table_new(columns, info->n_keys + n, table);
}
