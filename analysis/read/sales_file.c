/* sales_file.c - threads take chunks of the file in turn and parse them into parts of their own.
 *
 * Chunks are cut in the same places however many threads there are, the parts' sums do not depend
 * on the order of rows, and of several failures the one in the earliest chunk is told: so the
 * result does not depend on the number of threads. */
#include "analysis/read/sales_file.h"

#include <omp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_THREADS = 8, MESSAGE_SIZE = 1024 };

/* What the threads share; changed only by the one that holds the lock. */
typedef struct {
    an_chunks *chunks;
    const an_sales_options *options;
    omp_lock_t lock;
    bool ended;
    size_t failed; /* number of the earliest chunk that failed; SIZE_MAX: none */
    fc_status status;
    char message[MESSAGE_SIZE]; /* a thread's own message is not seen by the others */
} reading;

static void fail(reading *r, size_t number, fc_status status)
{
    if (number >= r->failed)
        return;
    r->failed = number;
    r->status = status;
    snprintf(r->message, sizeof r->message, "%s", fc_error_message());
}

/* The next chunk of the file; false where there is none, or something failed. */
static bool take_chunk(reading *r, an_chunk *chunk)
{
    fc_status status = FC_OK;
    bool taken;

    omp_set_lock(&r->lock);
    taken = !r->ended && r->status == FC_OK;
    if (taken)
        status = an_chunks_next(r->chunks, chunk);
    if (status != FC_OK) {
        fail(r, SIZE_MAX - 1, status); /* behind all that were taken */
        taken = false;
    }
    if (taken) {
        r->ended = chunk->last;
        if (r->options->progress)
            r->options->progress(r->options->progress_data, an_chunks_done(r->chunks),
                                 an_chunks_size(r->chunks));
    }
    omp_unset_lock(&r->lock);
    return taken;
}

static void read_chunk(reading *r, an_rows *rows, const an_chunk *chunk)
{
    fc_status status = an_chunks_check(r->chunks, chunk);

    if (status == FC_OK)
        status = an_rows_read(rows, chunk);
    if (status != FC_OK) {
        omp_set_lock(&r->lock);
        fail(r, chunk->number, status);
        omp_unset_lock(&r->lock);
    }
}

/* One thread's loop. The first thread has the first chunk already. */
static void work(reading *r, an_rows *rows, an_chunk *chunk, bool has_chunk)
{
    while (has_chunk || take_chunk(r, chunk)) {
        read_chunk(r, rows, chunk);
        has_chunk = false;
    }
}

static int count_threads(const an_sales_options *options, const an_observer *observer,
                         const an_chunk *first)
{
    const int wanted = options->threads > 0 ? options->threads : omp_get_max_threads();

    if (observer || first->last || options->text.lenient_quotes)
        return 1;
    return wanted < MAX_THREADS ? wanted : MAX_THREADS;
}

/* Joins the threads' parts in their order. After a failure only the problems up to it are of use:
 * one thread has no others. */
static fc_status join(an_rows *const *rows, int n, fc_status status, an_part *part)
{
    for (int i = 0; i < n && rows[i]; i++) {
        if (status == FC_OK)
            status = an_part_join(part, an_rows_part(rows[i]));
        else if (n == 1)
            an_problems_join(part->problems, an_rows_part(rows[i])->problems);
    }
    an_problems_sort(part->problems);
    return status;
}

/* Reads the first chunk, which it takes over, and all others. */
static fc_status read_chunks(reading *r, const an_layout *layout, const an_observer *observer,
                             an_chunk *first, an_part *part)
{
    const int n = count_threads(r->options, observer, first);
    an_rows *rows[MAX_THREADS] = {NULL};
    an_chunk chunks[MAX_THREADS] = {*first};
    fc_status status = FC_OK;

    *first = (an_chunk){0};
    omp_init_lock(&r->lock);
    r->ended = chunks[0].last;
    for (int i = 0; i < n && status == FC_OK; i++)
        status = an_rows_new(layout, observer, &rows[i]);
    if (status == FC_OK) {
#pragma omp parallel for num_threads(n) schedule(static, 1) if (n > 1)
        for (int i = 0; i < n; i++)
            work(r, rows[i], &chunks[i], i == 0);
        if (r->status != FC_OK)
            status = fc_fail(r->status, "%s", r->message);
    }
    omp_destroy_lock(&r->lock);
    status = join(rows, n, status, part);
    for (int i = 0; i < n; i++) {
        an_chunk_free(&chunks[i]);
        an_rows_free(rows[i]);
    }
    return status;
}

static fc_status set_names(const an_layout *layout, an_sales *sales)
{
    sales->has_quantity = sales->has_quantity || layout->quantity != SIZE_MAX;
    if (sales->amount_name)
        return FC_OK;
    sales->amount_name =
        strdup(layout->amount == SIZE_MAX ? "" : an_layout_name(layout, layout->amount));
    if (!sales->amount_name)
        return fc_no_memory();
    for (size_t k = 0; k < layout->n_keys; k++) {
        sales->key_names[k] = strdup(an_layout_name(layout, layout->keys[k]));
        if (!sales->key_names[k])
            return fc_no_memory();
    }
    return FC_OK;
}

/* What is told once a file rather than once a row. */
static void note_counts(const an_layout *layout, const an_counts *c, an_problems *problems)
{
    const char *file = layout->start.header.file;

    for (size_t k = 0; k < layout->n_keys; k++) {
        const char *name = an_layout_name(layout, layout->keys[k]);

        if (c->empty[k].n)
            an_problems_add(problems, AN_NOTE, file, c->empty[k].line, name,
                            "is empty in %zu row%s, first here; the key is \"(empty)\"",
                            c->empty[k].n, c->empty[k].n == 1 ? "" : "s");
        if (c->star[k].n)
            an_problems_add(
                problems, AN_NOTE, file, c->star[k].line, name,
                "is \"*\" in %zu row%s, first here; as that names totals, the key is \"(*)\"",
                c->star[k].n, c->star[k].n == 1 ? "" : "s");
    }
    if (c->no_quantity.n)
        an_problems_add(problems, AN_NOTE, file, c->no_quantity.line,
                        an_layout_name(layout, layout->quantity),
                        "is empty in %zu row%s, first here; they count as 0 pieces",
                        c->no_quantity.n, c->no_quantity.n == 1 ? "" : "s");
    if (c->late.n)
        an_problems_add(problems, AN_NOTE, file, c->late.line, an_layout_name(layout, layout->date),
                        "%zu row%s, first here, after the day of --as-of are left out", c->late.n,
                        c->late.n == 1 ? "" : "s");
    if (c->blank.n)
        an_problems_add(problems, AN_NOTE, file, c->blank.line, NULL,
                        "%zu record%s, first here, without any value", c->blank.n,
                        c->blank.n == 1 ? "" : "s");
}

static fc_status read_file(reading *r, const an_observer *observer, an_by *by, an_part *part,
                           an_sales *sales)
{
    an_layout layout = {0};
    an_chunk first = {0};
    fc_status status = an_chunks_next(r->chunks, &first);

    if (status == FC_OK)
        status = an_chunks_check(r->chunks, &first);
    if (status == FC_OK)
        status = an_layout_find(r->chunks, &first, r->options, by, part->problems, &layout);
    if (status == FC_OK)
        status = set_names(&layout, sales);
    if (status == FC_OK)
        status = read_chunks(r, &layout, observer, &first, part);
    if (status == FC_OK)
        note_counts(&layout, &part->counts, part->problems);
    an_layout_free(&layout);
    an_chunk_free(&first);
    return status;
}

fc_status an_sales_file_read(const char *file, const an_sales_options *options,
                             const an_observer *observer, an_by *by, an_part *part, an_sales *sales)
{
    reading r = {.options = options, .failed = SIZE_MAX};
    an_part own = {0};
    fc_status status = an_part_new(&own);

    if (status == FC_OK)
        status = an_chunks_open(file, &options->text, &r.chunks);
    if (status == FC_OK)
        status = read_file(&r, observer, by, &own, sales);
    if (status == FC_OK)
        status = an_part_join(part, &own);
    else if (own.problems)
        an_problems_join(part->problems, own.problems);
    an_chunks_free(r.chunks);
    an_part_free(&own);
    return status;
}
