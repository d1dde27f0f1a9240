/* database.h - one SQLite file: statements and transactions with our statuses and messages. */
#ifndef ANALYSIS_ARCHIVE_DATABASE_H
#define ANALYSIS_ARCHIVE_DATABASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forecast/status.h"

typedef struct an_database an_database;
typedef struct an_statement an_statement;

/* Opens the file, or makes it where `create` is set; nothing is written yet. FC_ENOINPUT,
 * FC_ECANTCREAT, FC_EDATA (no database), FC_EIO (locked by another for longer than
 * AN_DATABASE_PATIENCE). */
fc_status an_database_open(const char *path, bool create, an_database **database) FC_CHECKED;

/* An existing file of anybody, which is not written. */
fc_status an_database_open_to_read(const char *path, an_database **database) FC_CHECKED;
void an_database_close(an_database *database); /* rolls an open transaction back; NULL is fine */

/* From now on writes go through a log beside the file: readers and a writer do not wait for each
 * other. Once for each file. */
fc_status an_database_use_log(an_database *database) FC_CHECKED;

const char *an_database_version(void); /* of SQLite */

enum { AN_DATABASE_PATIENCE = 30 }; /* seconds */

/* Runs statements that give no rows. */
fc_status an_database_run(an_database *database, const char *sql) FC_CHECKED;

void an_database_roll_back(an_database *database); /* keeps the message of what failed */

/* The first number of the first row; 0 where there is none. */
fc_status an_database_number(an_database *database, const char *sql, int64_t *number) FC_CHECKED;
int64_t an_database_last_id(const an_database *database);

/* Free the statement before the database. Places are ?1, ?2 ... */
fc_status an_statement_new(an_database *database, const char *sql,
                           an_statement **statement) FC_CHECKED;
void an_statement_free(an_statement *statement); /* NULL is fine */

/* A query of the user's: FC_EDATA where SQLite does not take it, FC_EUSAGE where it would write. */
fc_status an_statement_new_query(an_database *database, const char *sql,
                                 an_statement **statement) FC_CHECKED;

/* Binding never fails before the step does. A text is copied; NULL and NaN become NULL. */
void an_statement_text(an_statement *statement, int place, const char *text);
void an_statement_number(an_statement *statement, int place, double number);
void an_statement_whole(an_statement *statement, int place, int64_t number);

/* The next row; *row is false at the end, and the statement can then be bound and run again. */
fc_status an_statement_step(an_statement *statement, bool *row) FC_CHECKED;

/* Runs a statement that gives no rows. */
fc_status an_statement_run(an_statement *statement) FC_CHECKED;
void an_statement_reset(an_statement *statement);

/* Columns from 0. A text lives until the next step; NULL is "" or NaN or 0. */
const char *an_statement_get_text(an_statement *statement, int column);
double an_statement_get_number(an_statement *statement, int column);
int64_t an_statement_get_whole(an_statement *statement, int column);

/* Of the columns of a query, and of a cell as it is kept. */
typedef enum { AN_CELL_NULL, AN_CELL_WHOLE, AN_CELL_REAL, AN_CELL_TEXT, AN_CELL_BLOB } an_cell_kind;
int an_statement_columns(const an_statement *statement);
const char *an_statement_name(const an_statement *statement, int column);
an_cell_kind an_statement_kind(an_statement *statement, int column);
const char *an_statement_bytes(an_statement *statement, int column, size_t *n); /* as text */

#endif
