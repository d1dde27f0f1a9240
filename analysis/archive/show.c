/* show.c - the list of runs, and every number of one of them. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "analysis/archive/query.h"

static const char LIST[] =
    "SELECT r.id, r.made, r.command, r.version, r.first, r.last, r.horizon, r.nodes, "
    "(SELECT group_concat(role || ' ' || name || coalesce(' ' || substr(sha256, 1, 12), ''), ', ') "
    "FROM input WHERE run = r.id), r.options, s.unit, s.scheme, s.fiscal_start, s.week_start "
    "FROM run r JOIN scope s ON s.id = r.scope ORDER BY r.id";

static void label_cell(an_table *table, const fc_calendar *calendar, fc_period period)
{
    char label[FC_LABEL_SIZE];

    fc_calendar_label(calendar, period, label);
    an_table_text(table, label);
}

static void list_row(an_statement *s, an_table *table)
{
    const fc_calendar calendar = {.unit = (fc_unit)an_statement_get_whole(s, 10),
                                  .scheme = (fc_scheme)an_statement_get_whole(s, 11),
                                  .fiscal_start = (int)an_statement_get_whole(s, 12),
                                  .week_start = (int)an_statement_get_whole(s, 13)};

    an_table_number(table, an_statement_get_number(s, 0));
    for (int c = 1; c <= 3; c++)
        an_table_text(table, an_statement_get_text(s, c));
    for (int c = 4; c <= 5; c++)
        label_cell(table, &calendar, (fc_period)an_statement_get_whole(s, c));
    for (int c = 6; c <= 7; c++)
        an_table_number(table, an_statement_get_number(s, c));
    for (int c = 8; c <= 9; c++)
        an_table_text(table, an_statement_get_text(s, c));
    an_table_end(table);
}

fc_status an_archive_list(an_archive *archive, an_table **table)
{
    static const an_column columns[] = {
        {"run", AN_COUNT},   {"made", AN_TEXT},   {"command", AN_TEXT},  {"version", AN_TEXT},
        {"first", AN_TEXT},  {"last", AN_TEXT},   {"horizon", AN_COUNT}, {"nodes", AN_COUNT},
        {"inputs", AN_TEXT}, {"options", AN_TEXT}};
    an_statement *s = NULL;
    bool row = true;
    fc_status status = an_table_new(columns, sizeof columns / sizeof *columns, table);

    if (status == FC_OK)
        status = an_statement_new(an_archive_database(archive), LIST, &s);
    while (status == FC_OK && row) {
        status = an_statement_step(s, &row);
        if (status == FC_OK && row)
            list_row(s, *table);
    }
    an_statement_free(s);
    return status == FC_OK ? an_table_status(*table) : status;
}

/* What was known at the run, and what is known at the newest run of its series. */
static const char SHOW[] =
    "SELECT n.name, p.period, CASE WHEN p.period <= r.last THEN (SELECT value FROM actual k "
    "WHERE k.node = n.id AND k.period = p.period AND k.run <= r.id ORDER BY k.run DESC LIMIT 1) "
    "END, (SELECT value FROM actual k WHERE k.node = n.id AND k.period = p.period "
    "ORDER BY k.run DESC LIMIT 1), f.naive, f.base, f.drivers, f.history, f.statistical, f.final, "
    "f.lo50, f.hi50, f.lo80, f.hi80, f.lo95, f.hi95, (SELECT value FROM plan k WHERE "
    "k.node = n.id AND k.period = p.period AND k.run <= r.id ORDER BY k.run DESC LIMIT 1), "
    "m.model, (SELECT group_concat(step || ' ' || author || printf(' %+.6g', amount) || "
    "CASE WHEN note = '' THEN '' ELSE ': ' || note END, '; ') FROM adjustment a WHERE "
    "a.run = r.id AND a.node = n.id AND a.period = p.period) "
    "FROM run r JOIN node n ON n.scope = r.scope JOIN model m ON m.run = r.id AND m.node = n.id "
    "JOIN (SELECT node, period FROM actual WHERE run <= ?1 UNION "
    "SELECT node, period FROM forecast WHERE run = ?1 UNION "
    "SELECT node, period FROM plan WHERE run <= ?1) p ON p.node = n.id "
    "LEFT JOIN forecast f ON f.run = r.id AND f.node = n.id AND f.period = p.period "
    "WHERE r.id = ?1 AND (?3 OR n.name = ?2) ORDER BY n.level, n.name, p.period";

static const char TARGETS[] =
    "SELECT n.name, t.period, t.metric, t.target, t.last_year, t.baseline, t.stretch, t.p_attain, "
    "t.basis, t.locked FROM target t JOIN node n ON n.id = t.node "
    "WHERE t.run = ?1 AND (?3 OR n.name = ?2) ORDER BY t.place";

/* A question of a run, and how it is told: columns behind the keys. */
typedef struct {
    const char *sql;
    const an_column *columns;
    size_t n;
} question;

static const an_column FORECAST_COLUMNS[] = {
    {"period", AN_TEXT},   {"actual_then", AN_MONEY}, {"actual_now", AN_MONEY},
    {"naive", AN_MONEY},   {"base", AN_MONEY},        {"drivers", AN_MONEY},
    {"history", AN_MONEY}, {"statistical", AN_MONEY}, {"final", AN_MONEY},
    {"lo50", AN_MONEY},    {"hi50", AN_MONEY},        {"lo80", AN_MONEY},
    {"hi80", AN_MONEY},    {"lo95", AN_MONEY},        {"hi95", AN_MONEY},
    {"plan", AN_MONEY},    {"model", AN_TEXT},        {"adjustments", AN_TEXT}};

static const an_column TARGET_COLUMNS[] = {
    {"period", AN_TEXT},     {"metric", AN_TEXT},    {"target", AN_MONEY},
    {"last_year", AN_MONEY}, {"baseline", AN_MONEY}, {"stretch", AN_MONEY},
    {"p_attain", AN_SHARE},  {"basis", AN_TEXT},     {"locked", AN_TEXT}};

static const question QUESTIONS[] = {
    {SHOW, FORECAST_COLUMNS, sizeof FORECAST_COLUMNS / sizeof *FORECAST_COLUMNS},
    {TARGETS, TARGET_COLUMNS, sizeof TARGET_COLUMNS / sizeof *TARGET_COLUMNS}};

/* The period is a label of the calendar's, or as it was printed. */
static void show_row(const an_archive_info *info, const question *q, an_statement *s,
                     an_table *table)
{
    an_archive_key_cells(info, an_statement_get_text(s, 0), table);
    if (q == QUESTIONS)
        label_cell(table, &info->calendar, (fc_period)an_statement_get_whole(s, 1));
    else
        an_table_text(table, an_statement_get_text(s, 1));
    for (size_t c = 1; c < q->n; c++)
        if (q->columns[c].kind == AN_TEXT)
            an_table_text(table, an_statement_get_text(s, (int)c + 1));
        else
            an_table_number(table, an_statement_get_number(s, (int)c + 1));
    an_table_end(table);
}

/* What a run is asked for: its targets, where it has some. */
static fc_status find_question(an_archive *archive, const an_archive_info *info,
                               const an_archive_query *query, const question **q)
{
    char sql[96];
    int64_t targets = 0;
    fc_status status;

    snprintf(sql, sizeof sql, "SELECT EXISTS(SELECT 1 FROM target WHERE run = %lld)",
             (long long)info->id);
    status = an_database_number(an_archive_database(archive), sql, &targets);
    *q = &QUESTIONS[targets && !query->forecasts];
    return status;
}

fc_status an_archive_show(an_archive *archive, const an_archive_query *query, an_table **table)
{
    an_archive_info info;
    char name[AN_QUERY_TEXT];
    an_statement *s = NULL;
    const question *q = QUESTIONS;
    bool row = true;
    fc_status status = an_archive_find(archive, query->run, &info);

    *table = NULL;
    if (status == FC_OK)
        status = an_archive_node_name(&info, query, name);
    if (status == FC_OK)
        status = find_question(archive, &info, query, &q);
    if (status == FC_OK)
        status = an_archive_table(&info, q->columns, q->n, table);
    if (status == FC_OK)
        status = an_statement_new(an_archive_database(archive), q->sql, &s);
    if (status == FC_OK) {
        an_statement_whole(s, 1, info.id);
        an_statement_text(s, 2, name);
        an_statement_whole(s, 3, query->all);
    }
    while (status == FC_OK && row) {
        status = an_statement_step(s, &row);
        if (status == FC_OK && row)
            show_row(&info, q, s, *table);
    }
    an_statement_free(s);
    if (status == FC_OK && an_table_rows(*table) == 0)
        status = fc_fail(FC_EDATA, "run %lld has no such node", (long long)info.id);
    return status == FC_OK ? an_table_status(*table) : status;
}
