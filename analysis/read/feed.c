/* feed.c - names of databases taken apart, and fields put together to lines. */
#include "analysis/read/feed.h"

#include <stdlib.h>
#include <string.h>

static const char SQLITE[] = "sqlite:", QUERY[] = "?query=";
static const char *const POSTGRES[] = {"postgresql://", "postgres://"};

static bool starts(const char *name, const char *with)
{
    return strncmp(name, with, strlen(with)) == 0;
}

static bool is_postgres(const char *name)
{
    return starts(name, POSTGRES[0]) || starts(name, POSTGRES[1]);
}

bool an_feed_is_database(const char *name)
{
    return starts(name, SQLITE) || is_postgres(name);
}

/* Where the query begins, and the name ends; NULL: none. */
static const char *query_of(const char *name, size_t *label)
{
    const char *line = strchr(name, '\n'),
               *query = starts(name, SQLITE) ? strstr(name, QUERY) : NULL;

    if (query && (!line || query < line)) {
        *label = (size_t)(query - name);
        return query + strlen(QUERY);
    }
    *label = line ? (size_t)(line - name) : strlen(name);
    return line ? line + 1 : NULL;
}

bool an_feed_has_query(const char *name)
{
    size_t label;

    return query_of(name, &label) != NULL;
}

char *an_feed_label(const char *name)
{
    size_t label;

    query_of(name, &label);
    return strndup(name, label);
}

fc_status an_feed_open(const char *name, an_feed *feed)
{
    size_t n;
    const char *query = query_of(name, &n);
    char *label = strndup(name, n);
    fc_status status;

    *feed = (an_feed){NULL, NULL, NULL};
    if (!label)
        return fc_no_memory();
    if (!query || query[strspn(query, " \t\r\n")] == '\0')
        status = fc_fail(FC_EUSAGE, "%s: what is wanted of it? give --query 'SELECT ...'%s", label,
                         is_postgres(name) ? "" : " or sqlite:PATH?query=SELECT ...");
    else if (is_postgres(name))
        status = an_feed_postgres(label, query, feed);
    else
        status = an_feed_sqlite(label, label + strlen(SQLITE), query, feed);
    free(label);
    return status;
}

static void add(an_feed_line *line, const char *bytes, size_t n)
{
    if (line->n + n > line->room) {
        const size_t room = 2 * line->room + n;
        char *more = realloc(line->bytes, room);

        if (!more) {
            line->failed = true;
            return;
        }
        line->bytes = more;
        line->room = room;
    }
    memcpy(line->bytes + line->n, bytes, n);
    line->n += n;
}

static bool needs_quotes(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strchr(",\"\r\n", text[i]))
            return true;
    return n > 0 && (text[0] == ' ' || text[n - 1] == ' ');
}

void an_feed_field(an_feed_line *line, const char *text, size_t n, bool first)
{
    if (!first)
        add(line, ",", 1);
    if (!needs_quotes(text, n)) {
        if (n > 0)
            add(line, text, n);
        return;
    }
    add(line, "\"", 1);
    for (size_t i = 0; i < n; i++)
        add(line, text[i] == '"' ? "\"\"" : text + i, text[i] == '"' ? 2 : 1);
    add(line, "\"", 1);
}

void an_feed_end(an_feed_line *line)
{
    add(line, "\n", 1);
}
