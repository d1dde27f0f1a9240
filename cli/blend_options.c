/* blend_options.c - from --pipeline to a blended forecast. */
#include "cli/blend_options.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/exit.h"

const cli_option cli_blend_table[CLI_BLEND_OPTIONS] = {
    {"pipeline", 0, CLI_LIST, offsetof(cli_blend_options, pipeline), "DEALS",
     "CRM export or folder of exports: near periods lean on deals; may be repeated"},
};

/* The keys of the sales as --by would name them: a comma crosses, a slash nests. */
void cli_blend_keys(const an_sales *sales, char *by, size_t size)
{
    const fc_hierarchy *h = sales->hierarchy;
    size_t used = 0;

    by[0] = '\0';
    for (size_t k = 0; k < sales->n_keys; k++) {
        const size_t bottom = fc_hierarchy_size(h) - 1;
        bool first = true;

        for (size_t d = 0, key = 0; d < fc_hierarchy_n_dimensions(h); d++) {
            const size_t depth = fc_hierarchy_depth(h, bottom, d);

            first = first && !(k > key && k < key + depth);
            key += depth;
        }
        if (k > 0 && used + 1 < size)
            by[used++] = first ? ',' : '/';
        for (const char *c = sales->key_names[k]; *c && used + 2 < size; c++) {
            if (strchr(",/\\", *c))
                by[used++] = '\\';
            by[used++] = *c;
        }
        by[used] = '\0';
    }
}

static void tell(const an_blend *b, const char *file, an_problems *problems)
{
    const size_t n = b->horizon < b->n_leads ? b->horizon : b->n_leads;
    char weights[128] = "";

    for (size_t h = 0, used = 0; h < n && used < sizeof weights; h++)
        used += (size_t)snprintf(weights + used, sizeof weights - used, "%s%.2f", h ? ", " : "",
                                 b->weight[h]);
    an_problems_add(
        problems, AN_NOTE, file, 0, NULL,
        "of the total, what deals say has the weight %s in the next periods, learned at "
        "%zu past origins; sales are %.3g times what deals win",
        weights, b->n_origins, isnan(b->ratio[0]) ? 0 : b->ratio[0]);
    if (b->n_unknown)
        an_problems_add(
            problems, AN_WARNING, file, 0, NULL,
            "%zu of %zu combinations of keys do not stand in the sales; their deals are "
            "left out",
            b->n_unknown, b->n_cells);
}

/* With the keys of the sales. */
static fc_status read_deals(const cli_blend_options *o, const cli_sales_options *read,
                            const an_sales *sales, an_problems *problems, an_deals **deals)
{
    cli_sales_options mine = *read;
    cli_pipeline_room room;
    an_deals_options options;
    char by[4096];
    fc_status status;

    cli_blend_keys(sales, by, sizeof by);
    mine.by = by;
    mine.date = mine.amount = mine.quantity = mine.date_format = NULL;
    mine.delimiter = mine.decimal = '\0';
    status = cli_pipeline_translate(&o->deals, &mine, &room, &options);
    if (status == FC_OK)
        status = an_deals_read(o->pipeline.items, o->pipeline.n, &options, problems, deals);
    return status;
}

fc_status cli_blend_run(const cli_blend_options *o, const cli_sales_options *read,
                        const an_sales *sales, const fc_forecast_options *core,
                        fc_forecasts *forecasts, an_blend **blend)
{
    an_problems *problems = NULL;
    an_deals *deals = NULL;
    fc_status status;

    *blend = NULL;
    if (o->pipeline.n == 0)
        return FC_OK;
    status = an_problems_new(&problems);
    if (status == FC_OK)
        status = read_deals(o, read, sales, problems, &deals);
    if (status == FC_OK)
        status = an_blend_new(sales, deals, core, forecasts, blend);
    if (status == FC_OK)
        tell(*blend, o->pipeline.items[0], problems);
    cli_progress_end();
    if (problems)
        cli_tell_problems(problems);
    an_deals_free(deals);
    an_problems_free(problems);
    return status;
}

fc_status cli_blend_book(const cli_blend_options *o, const cli_sales_options *read,
                         const an_sales *sales, bool quiet, an_deals **deals, an_book **book)
{
    an_problems *problems = NULL;
    fc_status status;

    *deals = NULL;
    *book = NULL;
    if (o->pipeline.n == 0)
        return FC_OK;
    status = an_problems_new(&problems);
    if (status == FC_OK)
        status = read_deals(o, read, sales, problems, deals);
    if (status == FC_OK)
        status = an_book_new(*deals, book);
    cli_progress_end();
    if (problems && !quiet)
        cli_tell_problems(problems);
    an_problems_free(problems);
    return status;
}

fc_status cli_blend_watch(const cli_blend_options *o, const cli_sales_options *read,
                          const an_sales *sales, const an_plan *plan, const an_review *review,
                          an_watch_options options, an_watch **watch)
{
    an_deals *deals = NULL;
    an_book *book = NULL;
    fc_status status = cli_blend_book(o, read, sales, true, &deals, &book);

    options.book = book;
    if (status == FC_OK)
        status = an_watch_run(sales, plan, review, &options, watch);
    an_book_free(book);
    an_deals_free(deals);
    return status;
}
