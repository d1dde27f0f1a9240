/* store.c - one run into the archive: in one transaction, and what did not change only once. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "analysis/archive/hash.h"
#include "analysis/archive/store.h"
#include "analysis/read/feed.h"

enum { TEXT_SIZE = 2048 };

typedef an_archive_storing storing;

static void append(char text[TEXT_SIZE], const char *piece, const char *between)
{
    const size_t n = strlen(text);

    snprintf(text + n, TEXT_SIZE - n, "%s%s", n ? between : "", piece);
}

static void describe_scope(const an_archive_run *run, char keys[TEXT_SIZE], char filter[TEXT_SIZE])
{
    keys[0] = filter[0] = '\0';
    for (size_t k = 0; k < run->sales->n_keys; k++)
        append(keys, run->sales->key_names[k], "\t");
    for (size_t i = 0; i < run->n_where; i++) {
        append(filter, run->where[i].column, "\t");
        append(filter, run->where[i].value, "=");
    }
}

static void bind_scope(const an_archive_run *run, an_statement *s)
{
    const fc_calendar *c = &run->sales->calendar;
    char keys[TEXT_SIZE], filter[TEXT_SIZE];

    describe_scope(run, keys, filter);
    an_statement_text(s, 1, keys);
    an_statement_whole(s, 2, c->unit);
    an_statement_whole(s, 3, c->scheme);
    an_statement_whole(s, 4, c->fiscal_start);
    an_statement_whole(s, 5, c->week_start);
    an_statement_text(s, 6, run->measure == AN_QUANTITY ? "quantity" : run->sales->amount_name);
    an_statement_text(s, 7, filter);
}

/* Runs of the same keys, calendar, amount and filter belong together. */
static fc_status find_scope(storing *st)
{
    an_statement *put = NULL, *get = NULL;
    bool row = false;
    fc_status status = an_statement_new(
        st->db, "INSERT OR IGNORE INTO scope VALUES(NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7)", &put);

    if (status == FC_OK) {
        bind_scope(st->run, put);
        status = an_statement_run(put);
    }
    if (status == FC_OK)
        status = an_statement_new(
            st->db,
            "SELECT id FROM scope WHERE keys = ?1 AND unit = ?2 AND scheme = ?3 AND "
            "fiscal_start = ?4 AND week_start = ?5 AND amount = ?6 AND filter = ?7",
            &get);
    if (status == FC_OK) {
        bind_scope(st->run, get);
        status = an_statement_step(get, &row);
    }
    if (status == FC_OK)
        st->scope = an_statement_get_whole(get, 0);
    an_statement_free(put);
    an_statement_free(get);
    return status;
}

static void bind_run(const storing *st, const char *plan_hash, an_statement *s)
{
    const an_archive_run *run = st->run;
    const time_t now = time(NULL);
    struct tm utc;
    char made[32];
    fc_period first, last;

    gmtime_r(&now, &utc);
    strftime(made, sizeof made, "%Y-%m-%dT%H:%M:%SZ", &utc);
    fc_panel_span(run->sales->panel, &first, &last);
    an_statement_whole(s, 1, st->scope);
    an_statement_text(s, 2, made);
    an_statement_text(s, 3, run->command);
    an_statement_text(s, 4, run->options);
    an_statement_text(s, 5, run->version);
    an_statement_whole(s, 6, first);
    an_statement_whole(s, 7, fc_forecasts_first(run->forecasts) - 1);
    an_statement_whole(s, 8, (int64_t)fc_forecasts_horizon(run->forecasts));
    an_statement_whole(s, 9, (int64_t)fc_hierarchy_size(run->sales->hierarchy));
    an_statement_text(s, 10, fc_forecasts_reconciler(run->forecasts));
    an_statement_text(s, 11, plan_hash);
}

static fc_status add_input(storing *st, an_statement *s, const an_archive_input *input,
                           const char *hex, int64_t bytes)
{
    char *label = an_feed_label(input->path); /* of a database: without its query */
    const char *slash = label ? strrchr(label, '/') : NULL;
    fc_status status;

    if (!label)
        return fc_no_memory();
    an_statement_whole(s, 1, st->id);
    an_statement_text(s, 2, input->role);
    an_statement_text(s, 3, slash ? slash + 1 : label);
    an_statement_number(s, 4, *hex ? (double)bytes : NAN);
    an_statement_text(s, 5, *hex ? hex : NULL);
    status = an_statement_run(s);
    free(label);
    return status;
}

/* Hashes are made before the transaction begins: others do not wait for it. */
static fc_status add_run(storing *st, char (*hex)[AN_HASH_SIZE], const int64_t *bytes)
{
    const char *plan = "";
    an_statement *s = NULL, *inputs = NULL;
    fc_status status;

    for (size_t i = 0; i < st->run->n_inputs; i++)
        plan = strcmp(st->run->inputs[i].role, "plan") == 0 ? hex[i] : plan;
    status = an_statement_new(
        st->db, "INSERT INTO run VALUES(NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)", &s);
    if (status == FC_OK) {
        bind_run(st, plan, s);
        status = an_statement_run(s);
        st->id = an_database_last_id(st->db);
    }
    if (status == FC_OK)
        status = an_statement_new(st->db, "INSERT INTO input VALUES(?1, ?2, ?3, ?4, ?5)", &inputs);
    for (size_t i = 0; status == FC_OK && i < st->run->n_inputs; i++)
        status = add_input(st, inputs, &st->run->inputs[i], hex[i], bytes[i]);
    an_statement_free(inputs);
    an_statement_free(s);
    return status;
}

/* The keys of a node joined by tabs, as no key holds one in a sensible file; others are refused. */
static fc_status node_name(const storing *st, size_t node, char name[TEXT_SIZE])
{
    const fc_hierarchy *h = st->run->sales->hierarchy;

    name[0] = '\0';
    for (size_t k = 0; k < fc_hierarchy_n_keys(h); k++) {
        const char *key = fc_hierarchy_key(h, node, k);

        if (strchr(key, '\t') || strlen(name) + strlen(key) + 2 > TEXT_SIZE)
            return fc_fail(FC_EDATA,
                           "--archive: a key with a tab, or of more than %d bytes: '%.40s'",
                           TEXT_SIZE, key);
        snprintf(name + strlen(name), TEXT_SIZE - strlen(name), "%s%s", k ? "\t" : "", key);
    }
    return FC_OK;
}

static fc_status add_nodes(storing *st)
{
    const fc_hierarchy *h = st->run->sales->hierarchy;
    const size_t n = fc_hierarchy_size(h), n_bottom = fc_hierarchy_n_bottom(h);
    an_statement *put = NULL, *get = NULL;
    char name[TEXT_SIZE];
    bool row = false;
    fc_status status =
        an_statement_new(st->db, "INSERT OR IGNORE INTO node VALUES(NULL, ?1, ?2, ?3, ?4)", &put);

    if (status == FC_OK)
        status =
            an_statement_new(st->db, "SELECT id FROM node WHERE scope = ?1 AND name = ?2", &get);
    for (size_t i = 0; status == FC_OK && i < n; i++) {
        status = node_name(st, i, name);
        an_statement_whole(put, 1, st->scope);
        an_statement_text(put, 2, name);
        an_statement_whole(put, 3, (int64_t)fc_hierarchy_level(h, i));
        an_statement_whole(put, 4, i >= n - n_bottom);
        if (status == FC_OK)
            status = an_statement_run(put);
        an_statement_whole(get, 1, st->scope);
        an_statement_text(get, 2, name);
        if (status == FC_OK)
            status = an_statement_step(get, &row);
        st->node_ids[i] = an_statement_get_whole(get, 0);
        an_statement_reset(get);
    }
    an_statement_free(put);
    an_statement_free(get);
    return status;
}

static fc_status store(storing *st, char (*hex)[AN_HASH_SIZE], const int64_t *bytes)
{
    fc_status status = an_database_run(st->db, "BEGIN IMMEDIATE");

    if (status == FC_OK)
        status = find_scope(st);
    if (status == FC_OK)
        status = add_run(st, hex, bytes);
    if (status == FC_OK)
        status = add_nodes(st);
    if (status == FC_OK)
        status = an_archive_store_values(st);
    if (status == FC_OK)
        status = an_database_run(st->db, "COMMIT");
    if (status != FC_OK)
        an_database_roll_back(st->db);
    return status;
}

static fc_status hash_inputs(const an_archive_run *run, char (*hex)[AN_HASH_SIZE], int64_t *bytes)
{
    fc_status status = FC_OK;

    for (size_t i = 0; status == FC_OK && i < run->n_inputs; i++)
        if (strcmp(run->inputs[i].path, "-") != 0 && !an_feed_is_database(run->inputs[i].path))
            status = an_hash_file(run->inputs[i].path, hex[i], &bytes[i]);
    return status;
}

fc_status an_archive_store(an_archive *archive, const an_archive_run *run, int64_t *id)
{
    storing st = {.db = an_archive_database(archive), .run = run};
    char(*hex)[AN_HASH_SIZE] = calloc(run->n_inputs + 1, sizeof *hex);
    int64_t *bytes = calloc(run->n_inputs + 1, sizeof *bytes);
    fc_status status = FC_OK;

    *id = 0;
    st.node_ids = calloc(fc_hierarchy_size(run->sales->hierarchy), sizeof *st.node_ids);
    if (!hex || !bytes || !st.node_ids)
        status = fc_no_memory();
    if (status == FC_OK)
        status = hash_inputs(run, hex, bytes);
    if (status == FC_OK)
        status = store(&st, hex, bytes);
    if (status == FC_OK)
        *id = st.id;
    free(st.node_ids);
    free(bytes);
    free(hex);
    return status;
}
