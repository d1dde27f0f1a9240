/* archive_options.c - hands a finished run to the archive. */
#include "cli/archive_options.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/pipeline/deal_files.h"
#include "cli/command.h"
#include "cli/command_line.h"

const cli_option cli_archive_table[CLI_ARCHIVE_OPTIONS] = {
    {"archive", 0, CLI_TEXT, offsetof(cli_archive_options, archive), "FILE.db",
     "keep the run there, for gapcast archive (made where it does not exist)"},
};

/* Everything that is freed behind the run. */
typedef struct {
    an_archive_input *list;
    size_t n;
    an_deal_files deals;
    an_sales *unmoved;
    cli_where where;
} room;

static void add_input(room *r, const char *role, const char *path)
{
    if (path)
        r->list[r->n++] = (an_archive_input){role, path};
}

static fc_status list_inputs(const cli_archive_inputs *in, const char *moves, room *r)
{
    fc_status status = FC_OK;

    if (in->deals && in->deals->n > 0)
        status = an_deal_files_find(in->deals->items, in->deals->n, &r->deals);
    if (status != FC_OK)
        return status;
    r->list = malloc((in->n_files + in->n_others + r->deals.n + 1) * sizeof *r->list);
    if (!r->list)
        return fc_no_memory();
    for (size_t i = 0; i < in->n_files; i++)
        add_input(r, "sales", in->files[i]);
    for (size_t i = 0; i < in->n_others; i++)
        add_input(r, in->others[i].role, in->others[i].path);
    for (size_t i = 0; i < r->deals.n; i++)
        add_input(r, "deals", r->deals.list[i].path);
    add_input(r, "moves", moves);
    return FC_OK;
}

/* The sales as they would be without reorganisations. */
static fc_status read_unmoved(const cli_sales_options *options, const cli_archive_inputs *in,
                              an_sales **unmoved)
{
    cli_sales_options plain = *options;
    an_problems *told = NULL; /* the first reading told them */
    fc_status status;

    for (size_t i = 0; i < in->n_files; i++)
        if (strcmp(in->files[i], "-") == 0)
            return fc_fail(FC_EUSAGE, "--archive: with --moves the sales are read twice; give a "
                                      "file instead of -");
    plain.moves = NULL;
    plain.structure = 0;
    status = an_problems_new(&told);
    if (status == FC_OK)
        status = cli_sales_read(&plain, in->files, in->n_files, told, unmoved);
    an_problems_free(told);
    return status;
}

static fc_status prepare(const cli_sales_options *sales, const cli_archive_inputs *in, room *r,
                         an_archive_run *run)
{
    an_sales_options translated;
    fc_status status = cli_sales_translate(sales, &r->where, &translated);

    if (status == FC_OK)
        status = list_inputs(in, sales->moves, r);
    if (status == FC_OK && sales->moves)
        status = read_unmoved(sales, in, &r->unmoved);
    run->command = in->command;
    run->options = cli_command_line();
    run->version = GAPCAST_VERSION;
    run->inputs = r->list;
    run->n_inputs = r->n;
    run->unmoved = r->unmoved;
    run->where = translated.where;
    run->n_where = translated.n_where;
    return status;
}

fc_status cli_archive_keep(const cli_archive_options *options, const cli_sales_options *sales,
                           const cli_archive_inputs *in, an_archive_run *run)
{
    an_archive *archive = NULL;
    room r = {.n = 0};
    fc_status status;

    run->id = 0;
    if (!options->archive)
        return FC_OK;
    status = prepare(sales, in, &r, run);
    if (status == FC_OK)
        status = an_archive_open(options->archive, true, &archive);
    if (status == FC_OK)
        status = an_archive_store(archive, run, &run->id);
    an_archive_close(archive);
    an_sales_free(r.unmoved);
    an_deal_files_free(&r.deals);
    free(r.list);
    return status;
}

fc_status cli_archive_recall(const cli_archive_options *options, const an_sales *sales, int64_t id,
                             fc_period year, an_memory **memory)
{
    an_archive *archive = NULL;
    size_t n_levels = 1;
    fc_period first, last;
    fc_status status;

    *memory = NULL;
    if (!options->archive)
        return FC_OK;
    for (size_t d = 0; d < fc_hierarchy_n_dimensions(sales->hierarchy); d++) {
        size_t n;
        const size_t *nodes = fc_hierarchy_children(sales->hierarchy, 0, d, &n);

        if (n > 0 && fc_hierarchy_level(sales->hierarchy, nodes[0]) >= n_levels)
            n_levels = fc_hierarchy_level(sales->hierarchy, nodes[0]) + 1;
    }
    an_plan_periods(&sales->calendar, FC_YEAR, year, &first, &last);
    status = an_archive_open(options->archive, false, &archive);
    if (status == FC_OK)
        status = an_memory_read(archive, id, first, last, n_levels, memory);
    an_archive_close(archive);
    return status;
}
