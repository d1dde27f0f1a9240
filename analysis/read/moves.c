/* moves.c - reads reorganisations and brings each row's keys to where they belong. */
#include "analysis/read/moves.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/read/alias.h"
#include "analysis/read/records.h"
#include "analysis/read/value.h"

/* Texts are borrowed from the records; NULL: any, or unchanged. */
typedef struct {
    fc_date since;
    const char *from[AN_MOVE_COLUMNS], *to[AN_MOVE_COLUMNS];
    bool told; /* a column that does not change says which rows it is */
} move;

struct an_moves {
    an_records *records;
    bool was;
    size_t n_columns, n;
    const char *names[AN_MOVE_COLUMNS];
    move *moves; /* by their days */
};

void an_moves_free(an_moves *moves)
{
    if (!moves)
        return;
    an_records_free(moves->records);
    free(moves->moves);
    free(moves);
}

/* The columns of the file: which of the sales' columns each is, as a condition or as a target. */
typedef struct {
    size_t since;
    size_t from[AN_MOVE_COLUMNS], to[AN_MOVE_COLUMNS]; /* SIZE_MAX: none */
} columns;

static const char *target_of(const char *header)
{
    static const char *const MARKS[] = {"to_", "to ", "new_", "new ", "新"};

    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
        if (strncmp(header, MARKS[i], strlen(MARKS[i])) == 0)
            return header + strlen(MARKS[i]);
    return NULL;
}

static size_t name_number(an_moves *m, columns *c, const char *name)
{
    for (size_t i = 0; i < m->n_columns; i++)
        if (an_alias_same(m->names[i], name))
            return i;
    if (m->n_columns == AN_MOVE_COLUMNS)
        return SIZE_MAX;
    c->from[m->n_columns] = c->to[m->n_columns] = SIZE_MAX;
    m->names[m->n_columns] = name;
    return m->n_columns++;
}

static bool is_since(const char *header)
{
    static const char *const NAMES[] = {"since",      "from_date", "start",
                                        "valid_from", "起始",      "生效日期"};

    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (an_alias_same(NAMES[i], header))
            return true;
    return false;
}

static fc_status find_own(an_moves *m, const char *file, columns *c)
{
    c->since = SIZE_MAX;
    for (size_t i = 0; i < an_records_n_columns(m->records); i++) {
        const char *header = an_records_header(m->records, i), *target = target_of(header);
        size_t number;

        if (is_since(header)) {
            c->since = i;
            continue;
        }
        number = name_number(m, c, target ? target : header);
        if (number == SIZE_MAX)
            return fc_fail(FC_EDATA, "%s: more than %d columns", file, AN_MOVE_COLUMNS);
        *(target ? &c->to[number] : &c->from[number]) = i;
    }
    if (c->since == SIZE_MAX)
        return fc_fail(FC_EDATA, "%s:%zu: no column since: the day from which on a move holds",
                       file, an_records_header_line(m->records));
    return FC_OK;
}

static const char *field(const an_moves *m, size_t row, size_t column)
{
    const char *text = column == SIZE_MAX ? "" : an_records_field(m->records, row, column);

    return *text && strcmp(text, "*") != 0 ? text : NULL;
}

static fc_status read_move(const an_moves *m, const char *file, const columns *c, size_t row,
                           move *out)
{
    const size_t line = an_records_line(m->records, row);
    const char *since = an_records_field(m->records, row, c->since), *why = "is empty";
    bool names = false, goes = false;

    *out = (move){.since = FC_DATE_NONE};
    if (!*since ||
        !an_value_date(since, strlen(since), an_records_options(m->records), &out->since, &why))
        return fc_fail(FC_EDATA, "%s:%zu: since: %s", file, line, why);
    for (size_t k = 0; k < m->n_columns; k++) {
        out->from[k] = field(m, row, c->from[k]);
        out->to[k] = field(m, row, c->to[k]);
        names = names || out->from[k];
        goes = goes || out->to[k];
        out->told = out->told || (out->from[k] && !out->to[k]);
    }
    if (!names)
        return fc_fail(FC_EDATA, "%s:%zu: nothing says which rows move", file, line);
    if (!goes)
        return fc_fail(FC_EDATA, "%s:%zu: nothing says where to; fill a column such as to_region",
                       file, line);
    return FC_OK;
}

static int by_day(const void *a, const void *b)
{
    const move *x = a, *y = b;

    return (x->since > y->since) - (x->since < y->since);
}

static fc_status read_all(an_moves *m, const char *file)
{
    columns c;
    fc_status status = find_own(m, file, &c);

    m->n = an_records_size(m->records);
    m->moves = calloc(m->n + 1, sizeof *m->moves);
    if (status == FC_OK && !m->moves)
        status = fc_no_memory();
    for (size_t i = 0; status == FC_OK && i < m->n; i++)
        status = read_move(m, file, &c, i, &m->moves[i]);
    if (status == FC_OK)
        qsort(m->moves, m->n, sizeof *m->moves, by_day);
    return status;
}

fc_status an_moves_read(const char *file, const an_text_options *text, bool was,
                        an_problems *problems, an_moves **moves)
{
    an_moves *new = calloc(1, sizeof *new);
    fc_status status = new ? an_records_read(file, text, problems, &new->records) : fc_no_memory();

    *moves = NULL;
    if (status == FC_OK) {
        new->was = was;
        status = read_all(new, file);
    }
    if (status != FC_OK) {
        an_moves_free(new);
        return status;
    }
    *moves = new;
    return FC_OK;
}

fc_status an_moves_find(const an_moves *m, const an_header *header, size_t found[AN_MOVE_COLUMNS])
{
    fc_status status = FC_OK;

    for (size_t k = 0; status == FC_OK && k < m->n_columns; k++)
        status = an_header_find(header, m->names[k], NULL, "--moves", &found[k]);
    return status;
}

/* The row as it stands after the moves so far. */
typedef struct {
    const size_t *columns, *key_columns;
    const an_record *record;
    size_t n_keys;
    const char **keys;
    size_t *lengths;
} row;

static size_t key_of(const row *r, size_t column)
{
    for (size_t k = 0; k < r->n_keys; k++)
        if (r->key_columns[k] == r->columns[column])
            return k;
    return SIZE_MAX;
}

static bool has(const row *r, size_t column, const char *wanted)
{
    const size_t k = key_of(r, column);
    const an_field *f = &r->record->fields[r->columns[column]];
    const char *text = k == SIZE_MAX ? f->text : r->keys[k];
    const size_t length = k == SIZE_MAX ? f->length : r->lengths[k];

    return strlen(wanted) == length && memcmp(wanted, text, length) == 0;
}

static void set(const row *r, size_t column, const char *value)
{
    const size_t k = key_of(r, column);

    if (k == SIZE_MAX || !value)
        return;
    r->keys[k] = value;
    r->lengths[k] = strlen(value);
}

/* Forward: rows as `from` says get what `to` says. Back: the other way round. */
static void apply(const an_moves *m, const move *one, const row *r, bool back)
{
    for (size_t k = 0; k < m->n_columns; k++) {
        const char *wanted = back && one->to[k] ? one->to[k] : one->from[k];

        if (wanted && !has(r, k, wanted))
            return;
    }
    for (size_t k = 0; k < m->n_columns; k++)
        if (one->to[k])
            set(r, k, back ? one->from[k] : one->to[k]);
}

void an_moves_apply(const an_moves *m, const size_t found[AN_MOVE_COLUMNS], const an_record *record,
                    fc_date date, const size_t *key_columns, size_t n_keys, const char **keys,
                    size_t *lengths)
{
    const row r = {found, key_columns, record, n_keys, keys, lengths};

    if (!m)
        return;
    for (size_t i = m->was ? m->n : 0; i-- > 0;)
        if (date < m->moves[i].since && m->moves[i].told)
            apply(m, &m->moves[i], &r, true);
    for (size_t i = 0; i < m->n; i++)
        if (!m->was || date >= m->moves[i].since)
            apply(m, &m->moves[i], &r, false);
}
