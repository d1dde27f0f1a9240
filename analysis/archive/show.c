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
#define KNOWN(table, run)                                                         \
    "(SELECT value FROM " table " k WHERE k.node = n.id AND k.period = p.period " \
    "AND k.run <= " run " ORDER BY k.run DESC LIMIT 1)"

static const char SHOW[] = "SELECT n.name, p.period, CASE WHEN p.period <= r.last THEN " KNOWN(
    "actual",
    "r.id") " END, " KNOWN("actual",
                           "9223372036854775807") ", f.naive, f.base, f.statistical, f.final, "
                                                  "f.lo80, "
                                                  "f.hi80, " KNOWN(
                                                      "plan",
                                                      "r.id") ", m.model, (SELECT "
                                                              "group_concat(step || ' ' || author "
                                                              "|| "
                                                              "printf(' %+.6g', amount) || CASE "
                                                              "WHEN note = '' THEN '' ELSE ': ' || "
                                                              "note END, '; ') FROM "
                                                              "adjustment a WHERE a.run = r.id AND "
                                                              "a.node = n.id AND a.period = "
                                                              "p.period) "
                                                              "FROM run r JOIN node n ON n.scope = "
                                                              "r.scope "
                                                              "JOIN model m ON m.run = r.id AND "
                                                              "m.node = n.id "
                                                              "JOIN (SELECT node, period FROM "
                                                              "actual WHERE run <= ?1 UNION "
                                                              "SELECT node, period FROM forecast "
                                                              "WHERE run = ?1 UNION "
                                                              "SELECT node, period FROM plan WHERE "
                                                              "run <= ?1) p ON p.node = n.id "
                                                              "LEFT JOIN forecast f ON f.run = "
                                                              "r.id AND f.node = n.id AND f.period "
                                                              "= p.period "
                                                              "WHERE r.id = ?1 AND (?3 OR n.name = "
                                                              "?2) ORDER BY n.level, n.name, "
                                                              "p.period";

static void show_row(const an_archive_info *info, an_statement *s, an_table *table)
{
    an_archive_key_cells(info, an_statement_get_text(s, 0), table);
    label_cell(table, &info->calendar, (fc_period)an_statement_get_whole(s, 1));
    for (int c = 2; c <= 10; c++)
        an_table_number(table, an_statement_get_number(s, c));
    an_table_text(table, an_statement_get_text(s, 11));
    an_table_text(table, an_statement_get_text(s, 12));
    an_table_end(table);
}

fc_status an_archive_show(an_archive *archive, const an_archive_query *query, an_table **table)
{
    static const an_column columns[] = {
        {"period", AN_TEXT}, {"actual_then", AN_MONEY}, {"actual_now", AN_MONEY},
        {"naive", AN_MONEY}, {"base", AN_MONEY},        {"statistical", AN_MONEY},
        {"final", AN_MONEY}, {"lo80", AN_MONEY},        {"hi80", AN_MONEY},
        {"plan", AN_MONEY},  {"model", AN_TEXT},        {"adjustments", AN_TEXT}};
    an_archive_info info;
    char name[AN_QUERY_TEXT];
    an_statement *s = NULL;
    bool row = true;
    fc_status status = an_archive_find(archive, query->run, &info);

    *table = NULL;
    if (status == FC_OK)
        status = an_archive_node_name(&info, query, name);
    if (status == FC_OK)
        status = an_archive_table(&info, columns, sizeof columns / sizeof *columns, table);
    if (status == FC_OK)
        status = an_statement_new(an_archive_database(archive), SHOW, &s);
    if (status == FC_OK) {
        an_statement_whole(s, 1, info.id);
        an_statement_text(s, 2, name);
        an_statement_whole(s, 3, query->all);
    }
    while (status == FC_OK && row) {
        status = an_statement_step(s, &row);
        if (status == FC_OK && row)
            show_row(&info, s, *table);
    }
    an_statement_free(s);
    if (status == FC_OK && an_table_rows(*table) == 0)
        status = fc_fail(FC_EDATA, "run %lld has no such node", (long long)info.id);
    return status == FC_OK ? an_table_status(*table) : status;
}
