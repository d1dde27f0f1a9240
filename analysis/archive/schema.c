/* schema.c - opens an archive, and brings older ones up to date step by step. */
#include <stdio.h>
#include <stdlib.h>

#include "analysis/archive/archive.h"

/* Marks a file as ours: "gcap". */
#define APPLICATION "1734566256"

struct an_archive {
    an_database *database;
};

/* Script i brings version i to version i + 1. A script that was released never changes. */
static const char *const SCRIPTS[] = {
    /* Values of the past are kept where they change: what was known at a run is the newest value
     * of a run that is not newer. NULL: no longer there. */
    "CREATE TABLE scope(id INTEGER PRIMARY KEY, keys TEXT NOT NULL, unit INTEGER NOT NULL,"
    " scheme INTEGER NOT NULL, fiscal_start INTEGER NOT NULL, week_start INTEGER NOT NULL,"
    " amount TEXT NOT NULL, filter TEXT NOT NULL,"
    " UNIQUE(keys, unit, scheme, fiscal_start, week_start, amount, filter));"
    "CREATE TABLE run(id INTEGER PRIMARY KEY, scope INTEGER NOT NULL REFERENCES scope(id),"
    " made TEXT NOT NULL, command TEXT NOT NULL, options TEXT NOT NULL, version TEXT NOT NULL,"
    " first INTEGER NOT NULL, last INTEGER NOT NULL, horizon INTEGER NOT NULL,"
    " nodes INTEGER NOT NULL, reconciler TEXT NOT NULL, plan TEXT NOT NULL);"
    "CREATE INDEX run_scope ON run(scope, id);"
    "CREATE TABLE input(run INTEGER NOT NULL REFERENCES run(id), role TEXT NOT NULL,"
    " name TEXT NOT NULL, bytes INTEGER, sha256 TEXT);"
    "CREATE INDEX input_run ON input(run);"
    "CREATE TABLE node(id INTEGER PRIMARY KEY, scope INTEGER NOT NULL REFERENCES scope(id),"
    " name TEXT NOT NULL, level INTEGER NOT NULL, bottom INTEGER NOT NULL, UNIQUE(scope, name));"
    "CREATE TABLE actual(node INTEGER NOT NULL REFERENCES node(id), period INTEGER NOT NULL,"
    " run INTEGER NOT NULL REFERENCES run(id), value REAL, PRIMARY KEY(node, period, run))"
    " WITHOUT ROWID;"
    "CREATE TABLE plan(node INTEGER NOT NULL REFERENCES node(id), period INTEGER NOT NULL,"
    " run INTEGER NOT NULL REFERENCES run(id), value REAL, PRIMARY KEY(node, period, run))"
    " WITHOUT ROWID;"
    "CREATE TABLE forecast(run INTEGER NOT NULL REFERENCES run(id),"
    " node INTEGER NOT NULL REFERENCES node(id), period INTEGER NOT NULL, naive REAL, base REAL,"
    " statistical REAL, final REAL NOT NULL, lo80 REAL, hi80 REAL, PRIMARY KEY(run, node, period))"
    " WITHOUT ROWID;"
    "CREATE TABLE model(run INTEGER NOT NULL REFERENCES run(id),"
    " node INTEGER NOT NULL REFERENCES node(id), model TEXT NOT NULL, PRIMARY KEY(run, node))"
    " WITHOUT ROWID;",
    "CREATE TABLE adjustment(run INTEGER NOT NULL REFERENCES run(id),"
    " node INTEGER NOT NULL REFERENCES node(id), period INTEGER NOT NULL, place INTEGER NOT NULL,"
    " step TEXT NOT NULL, author TEXT NOT NULL, note TEXT NOT NULL, amount REAL NOT NULL,"
    " PRIMARY KEY(run, node, period, place)) WITHOUT ROWID;",
    /* drivers: the part of base that calendar and drivers make; history: what statistical was
     * before deals had their say. moved: the part of an actual that a reorganisation brought. */
    "ALTER TABLE forecast ADD COLUMN drivers REAL; ALTER TABLE forecast ADD COLUMN history REAL;"
    "ALTER TABLE forecast ADD COLUMN naive_sd REAL;"
    "ALTER TABLE forecast ADD COLUMN lo50 REAL; ALTER TABLE forecast ADD COLUMN hi50 REAL;"
    "ALTER TABLE forecast ADD COLUMN lo95 REAL; ALTER TABLE forecast ADD COLUMN hi95 REAL;"
    "CREATE TABLE moved(node INTEGER NOT NULL REFERENCES node(id), period INTEGER NOT NULL,"
    " run INTEGER NOT NULL REFERENCES run(id), value REAL, PRIMARY KEY(node, period, run))"
    " WITHOUT ROWID;"
    "CREATE TABLE target(run INTEGER NOT NULL REFERENCES run(id), place INTEGER NOT NULL,"
    " node INTEGER NOT NULL REFERENCES node(id), period TEXT NOT NULL, metric TEXT NOT NULL,"
    " target REAL, last_year REAL, baseline REAL, stretch REAL, p_attain REAL,"
    " basis TEXT NOT NULL, locked TEXT NOT NULL, PRIMARY KEY(run, place)) WITHOUT ROWID;",
};

int an_archive_version(void)
{
    return sizeof SCRIPTS / sizeof *SCRIPTS;
}

static fc_status set_version(an_database *d, int version)
{
    char sql[64];

    snprintf(sql, sizeof sql, "PRAGMA user_version = %d", version);
    return an_database_run(d, sql);
}

/* The version of the schema; 0 for a new file. FC_EDATA where the file is not ours. */
static fc_status look(an_database *d, const char *path, int64_t *version)
{
    int64_t application = 0, tables = 0;
    fc_status status = an_database_number(d, "PRAGMA user_version", version);

    if (status == FC_OK)
        status = an_database_number(d, "PRAGMA application_id", &application);
    if (status == FC_OK)
        status = an_database_number(d, "SELECT count(*) FROM sqlite_master", &tables);
    if (status != FC_OK)
        return status;
    if (tables > 0 && application != strtoll(APPLICATION, NULL, 10))
        return fc_fail(FC_EDATA, "%s: is a database of another program; give another file", path);
    if (*version > an_archive_version())
        return fc_fail(FC_EDATA,
                       "%s: was written by a newer gapcast (version %lld of the archive, this one "
                       "knows %d); update gapcast",
                       path, (long long)*version, an_archive_version());
    return FC_OK;
}

/* Inside a transaction that writes, so that two programs never migrate at the same time. */
static fc_status bring_to(an_database *d, const char *path, int wanted)
{
    int64_t version;
    fc_status status = look(d, path, &version);

    if (status == FC_OK && version == 0)
        status = an_database_run(d, "PRAGMA application_id = " APPLICATION);
    for (; status == FC_OK && version < wanted; version++) {
        status = an_database_run(d, SCRIPTS[version]);
        if (status == FC_OK)
            status = set_version(d, (int)version + 1);
    }
    return status;
}

static fc_status migrate(an_database *d, const char *path, int wanted)
{
    int64_t version;
    fc_status status = look(d, path, &version);

    if (status != FC_OK || version >= wanted)
        return status;
    status = an_database_use_log(d);
    if (status == FC_OK)
        status = an_database_run(d, "BEGIN IMMEDIATE");
    if (status == FC_OK)
        status = bring_to(d, path, wanted);
    return status == FC_OK ? an_database_run(d, "COMMIT") : status;
}

fc_status an_archive_open(const char *path, bool create, an_archive **archive)
{
    an_archive *new = calloc(1, sizeof *new);
    fc_status status = new ? an_database_open(path, create, &new->database) : fc_no_memory();

    *archive = NULL;
    if (status == FC_OK)
        status = migrate(new->database, path, an_archive_version());
    if (status != FC_OK) {
        an_archive_close(new);
        return status;
    }
    *archive = new;
    return FC_OK;
}

fc_status an_archive_make_old(const char *path, int version)
{
    an_database *database;
    fc_status status = an_database_open(path, true, &database);

    if (status == FC_OK)
        status = migrate(database, path, version);
    an_database_close(database);
    return status;
}

void an_archive_close(an_archive *archive)
{
    if (!archive)
        return;
    an_database_close(archive->database);
    free(archive);
}

an_database *an_archive_database(an_archive *archive)
{
    return archive->database;
}
