/* test_feed.c - rows of a database come as the bytes of a CSV file. */
#include "analysis/read/feed.h"

#include "analysis/archive/database.h"
#include "analysis/read/source.h"
#include "tests/unit/written.h"

static void make(const char *sql)
{
    an_database *database;

    remove("s.db");
    assert_ok(an_database_open("s.db", true, &database));
    assert_ok(an_database_run(database, sql));
    an_database_close(database);
}

/* All that the source gives, read in pieces of so many bytes; the caller's to free. */
static char *read_all(const char *name, size_t piece)
{
    an_source *source;
    char *all = calloc(1, 1 << 20), *at = all;
    size_t n = piece;

    assert_ok(an_source_open(name, &source));
    while (n == piece) {
        assert_ok(an_source_read(source, at, piece, &n));
        at += n;
    }
    assert_string_equal(an_source_name(source), "sqlite:s.db");
    an_source_free(source);
    return all;
}

static void cells_are_quoted_where_they_must_be(void **state)
{
    static const char expected[] = "a,\"b c,\"\"d\"\"\",华东\n"
                                   "1,0.10000000000000001,x\n"
                                   "-9007199254740993,,\"two\nlines\"\n"
                                   ",1000000000000000,\"say \"\"hi\"\", no\"\n"
                                   "7,2.5,\" blank\"\n";

    (void)state;
    make("CREATE TABLE t(a INTEGER, b REAL, c TEXT);"
         "INSERT INTO t VALUES(1, 0.1, 'x'), (-9007199254740993, NULL, 'two' || char(10) || "
         "'lines'), (NULL, 1e15, 'say \"hi\", no'), (7, 2.5, ' blank')");
    for (size_t piece = 1; piece < 300; piece += 7) {
        char *all =
            read_all("sqlite:s.db?query=SELECT a, b AS \"b c,\"\"d\"\"\", c AS 华东 FROM t", piece);

        assert_string_equal(all, expected);
        free(all);
    }
}

static void a_query_may_stand_behind_a_line_break(void **state)
{
    char *all = read_all("sqlite:s.db\nSELECT 2 AS two -- a comment", 64);

    (void)state;
    assert_string_equal(all, "two\n2\n");
    free(all);
    assert_true(an_feed_has_query("postgresql://h/d\nSELECT 1"));
    assert_false(an_feed_has_query("postgresql://h/d?query=1"));
    assert_false(an_feed_has_query("sqlite:s.db"));
    assert_true(an_feed_is_database("postgres://h"));
    assert_false(an_feed_is_database("sqlite.csv"));
}

static void many_rows_come_whole(void **state)
{
    char *all =
        read_all("sqlite:s.db?query=WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
                 "FROM n WHERE i < 50000) SELECT i FROM n",
                 4096);
    size_t lines = 0;
    const char *last = all;

    (void)state;
    for (const char *at = all; (at = strchr(at, '\n')); at++) {
        lines++;
        if (at[1])
            last = at + 1;
    }
    assert_int_equal(lines, 50001);
    assert_string_equal(last, "50000\n");
    free(all);
}

static void assert_refused(const char *name, fc_status expected, const char *message)
{
    an_source *source;

    assert_fails(an_source_open(name, &source), expected, message);
    assert_null(source);
}

static void what_gives_no_rows_is_refused(void **state)
{
    an_source *source;
    char buffer[64];
    size_t n;

    (void)state;
    assert_refused("sqlite:s.db", FC_EUSAGE,
                   "sqlite:s.db: what is wanted of it? give --query 'SELECT ...' or "
                   "sqlite:PATH?query=SELECT ...");
    assert_refused("sqlite:s.db?query= ", FC_EUSAGE,
                   "sqlite:s.db: what is wanted of it? give --query 'SELECT ...' or "
                   "sqlite:PATH?query=SELECT ...");
    assert_refused("sqlite:none.db?query=SELECT 1", FC_ENOINPUT,
                   "none.db: cannot be read: No such file or directory");
    assert_refused("sqlite:s.db?query=SELECT nowhere", FC_EDATA,
                   "s.db: the query is not understood: no such column: nowhere");
    assert_refused("sqlite:s.db?query=DROP TABLE t", FC_EUSAGE,
                   "s.db: the query does not only read; give a SELECT");
    assert_refused("sqlite:s.db?query=-- nothing", FC_EUSAGE,
                   "s.db: the query does not only read; give a SELECT");
    write_text("text.db",
               "this is no database, but long enough to be looked at, and more than so\n");
    assert_int_equal(an_source_open("sqlite:text.db?query=SELECT 1 FROM t", &source), FC_EDATA);
    assert_ok(an_source_open("sqlite:s.db?query=SELECT x'00ff' AS b", &source));
    assert_fails(an_source_read(source, buffer, sizeof buffer, &n), FC_EDATA,
                 "sqlite:s.db: column 'b' of the query holds bytes that are no text");
    an_source_free(source);
    assert_refused("postgresql://u@h/d", FC_EUSAGE,
                   "postgresql://u@h/d: what is wanted of it? give --query 'SELECT ...'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_quoted_where_they_must_be),
        cmocka_unit_test(a_query_may_stand_behind_a_line_break),
        cmocka_unit_test(many_rows_come_whole),
        cmocka_unit_test(what_gives_no_rows_is_refused),
    };

    return cmocka_run_group_tests(tests, written_begin, written_end);
}
