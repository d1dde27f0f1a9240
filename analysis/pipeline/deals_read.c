/* deals_read.c - one export after the other, in the order of their days. */
#include "analysis/pipeline/deals_read.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/pipeline/deal_feed.h"
#include "analysis/pipeline/deal_files.h"
#include "analysis/pipeline/deal_rows.h"
#include "analysis/pipeline/stage_names.h"
#include "analysis/read/value.h"

/* The day of an export: that in its name, else the last one that stands in it. */
static fc_status day_of(const an_deal_reader *reader, const an_deal_file *file,
                        const an_deal_rows *rows, fc_date *day)
{
    *day = file->day != FC_DATE_NONE ? file->day : rows->last;
    if (*day != FC_DATE_NONE || rows->has_snapshot)
        return FC_OK;
    *day = reader->options->as_of;
    if (*day != FC_DATE_NONE)
        return FC_OK;
    return fc_fail(FC_EDATA,
                   "%s: nothing tells of which day this export is: no created, closed or modified "
                   "date; put the day into its name, such as deals_2026-06-30.csv, or give --as-of",
                   file->path);
}

static fc_status read_file(an_deal_reader *reader, const an_deal_file *file, bool ends)
{
    an_deal_rows rows = {0};
    fc_date day = FC_DATE_NONE;
    fc_status status = an_deal_rows_read(reader, file->path, &rows);

    if (status == FC_OK && rows.n > 0)
        status = day_of(reader, file, &rows, &day);
    if (status == FC_OK && rows.n > 0)
        status = an_deal_feed(reader, file->path, day, ends, &rows);
    an_deal_rows_free(&rows);
    return status;
}

static fc_status read_files(an_deal_reader *reader, const an_deal_files *files)
{
    const fc_date as_of = reader->options->as_of;
    fc_status status = FC_OK;

    for (size_t i = 0; status == FC_OK && i < files->n; i++) {
        const fc_date day = files->list[i].day;
        const bool dated =
            day != FC_DATE_NONE && files->list[0].day != files->list[files->n - 1].day;
        const bool last = i + 1 == files->n || files->list[i + 1].day != day;

        if (day != FC_DATE_NONE && as_of != FC_DATE_NONE && day > as_of && dated)
            continue;
        status = read_file(reader, &files->list[i], dated && last);
    }
    return status;
}

/* The log of the deals in the exports, before any of these. */
static fc_status read_history(an_deal_reader *reader)
{
    const char *path = reader->options->history;
    const an_deal_file file = {(char *)path, FC_DATE_NONE};
    fc_status status;

    if (!path)
        return FC_OK;
    reader->history = true;
    status = read_file(reader, &file, false);
    reader->history = false;
    return status;
}

static fc_status take_keys(an_deal_reader *reader)
{
    an_deals *deals = reader->deals;

    deals->n_keys = reader->by.n_keys;
    deals->n_dimensions = reader->by.n_dimensions;
    memcpy(deals->dimensions, reader->by.dimensions, sizeof deals->dimensions);
    for (size_t k = 0; k < deals->n_keys; k++) {
        deals->key_names[k] = strdup(reader->by.names[k]);
        if (!deals->key_names[k])
            return fc_no_memory();
    }
    return FC_OK;
}

static fc_status begin(an_deal_reader *reader)
{
    const an_deals_options *o = reader->options;
    an_deals *deals = reader->deals;
    fc_status status = an_stage_names_check(o);

    if (status == FC_OK && o->by)
        status = an_by_parse(o->by, &reader->by);

    deals->as_of = o->as_of;
    deals->calendar = o->calendar;
    if (status == FC_OK)
        status = an_value_check_format(o->text.date_format);
    if (status == FC_OK)
        status = fc_keys_new(3, &deals->texts);
    if (status == FC_OK)
        status = fc_keys_new(1, &deals->stages);
    if (status == FC_OK)
        status = an_deal_store_new(deals, &reader->store);
    if (status == FC_OK && o->rates)
        status = an_rates_read(o->rates, &o->text, o->as_of, reader->problems, &reader->rates);
    if (status == FC_OK && o->prices)
        status = an_prices_read(o->prices, &o->text, reader->problems, &reader->prices);
    return status;
}

/* Says why there is no deal. */
static fc_status fail_empty(const an_deals *deals, fc_date as_of, const an_deal_file *first)
{
    const bool too_late = as_of != FC_DATE_NONE && first->day != FC_DATE_NONE && first->day > as_of;
    const size_t unused = deals->rows_aside + deals->rows_filtered;

    if (too_late || (as_of != FC_DATE_NONE && deals->rows > unused))
        return fc_fail(FC_EDATA,
                       "%s: no deal was there yet on the day of --as-of; give a later one",
                       first->path);
    if (deals->rows == 0)
        return fc_fail(FC_EDATA, "%s: there is no deal in it, only a header", first->path);
    return fc_fail(FC_EDATA, "%s: no deal that could be used; %zu rows set aside, %zu left out",
                   first->path, deals->rows_aside, deals->rows_filtered);
}

fc_status an_deals_read(const char *const *files, size_t n_files, const an_deals_options *options,
                        an_problems *problems, an_deals **deals)
{
    an_deal_files list = {0};
    an_deal_reader reader = {.options = options, .problems = problems};
    size_t n_unknown = 0;
    fc_status status;

    *deals = NULL;
    reader.deals = calloc(1, sizeof *reader.deals);
    status = reader.deals ? an_deal_files_find(files, n_files, &list) : fc_no_memory();
    if (status == FC_OK)
        status = begin(&reader);
    if (status == FC_OK)
        status = read_history(&reader);
    if (status == FC_OK)
        status = read_files(&reader, &list);
    if (status == FC_OK)
        status = take_keys(&reader);
    if (status == FC_OK)
        status = an_deal_store_finish(reader.store, &n_unknown);
    if (status == FC_OK && n_unknown > 0)
        an_problems_add(problems, AN_WARNING, options->history, 0, NULL,
                        "%zu deals of the history are in no export and are left out", n_unknown);
    if (status == FC_OK && reader.deals->n == 0)
        status = fail_empty(reader.deals, options->as_of, &list.list[0]);
    if (status == FC_OK)
        status = an_stage_names_join(reader.deals, options, list.list[0].path, problems);
    if (status == FC_OK) {
        reader.deals->has_close_history = reader.deals->n_snapshots > 1 || reader.deals->has_log;
        *deals = reader.deals;
    } else {
        an_deals_free(reader.deals);
    }
    an_deal_store_free(reader.store);
    an_by_free(&reader.by);
    an_rates_free(reader.rates);
    an_rates_free(reader.prices);
    an_deal_files_free(&list);
    return status;
}
