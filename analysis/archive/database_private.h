/* database_private.h - the one door to SQLite: what its two files share. */
#ifndef ANALYSIS_ARCHIVE_DATABASE_PRIVATE_H
#define ANALYSIS_ARCHIVE_DATABASE_PRIVATE_H

#include <sqlite3.h>

#include "analysis/archive/database.h"

struct an_database {
    sqlite3 *handle;
    char *path;
};

struct an_statement {
    an_database *database;
    sqlite3_stmt *handle;
    int bound; /* the first failure of a bind */
};

/* What SQLite says, in our words. */
fc_status an_database_tell(const an_database *database, int code) FC_CHECKED;

#endif
