/* pipeline_options.c - options about deals into what their reader wants. */
#include "cli/pipeline_options.h"

#include <stdio.h>

#define FIELD(name) offsetof(cli_pipeline_options, name)

const cli_option cli_pipeline_table[CLI_PIPELINE_OPTIONS] = {
    {"column", 0, CLI_LIST, FIELD(columns), "ROLE=COLUMN",
     "what a renamed column of the deals is, such as stage=Phase; may be repeated"},
    {"won", 0, CLI_LIST, FIELD(won), "WORD", "a stage or status that means won; may be repeated"},
    {"lost", 0, CLI_LIST, FIELD(lost), "WORD", "one that means lost"},
    {"stage", 0, CLI_LIST, FIELD(stages), "OLD=NEW",
     "a stage that has another name now; may be repeated"},
    {"history", 0, CLI_TEXT, FIELD(history), "FILE",
     "log of changes beside the export, one row a change: opportunity or field history"},
    {"rates", 0, CLI_TEXT, FIELD(rates), "FILE",
     "currency, rate (and date): for deals in several currencies"},
    {"prices", 0, CLI_TEXT, FIELD(prices), "FILE", "product, price: for deals without an amount"},
};

static fc_status name_column(cli_pipeline_room *room, size_t i, const char *role, const char *name,
                             size_t *n)
{
    if (!name)
        return FC_OK;
    if (snprintf(room->texts[i], sizeof *room->texts, "%s=%s", role, name) >=
        (int)sizeof *room->texts)
        return fc_fail(FC_EUSAGE, "'%.40s...' is too long for a column", name);
    room->columns[(*n)++] = room->texts[i];
    return FC_OK;
}

fc_status cli_pipeline_translate(const cli_pipeline_options *o, const cli_sales_options *sales,
                                 cli_pipeline_room *room, an_deals_options *out)
{
    an_sales_options translated;
    size_t n = 0;
    fc_status status = cli_sales_translate(sales, &room->where, &translated);

    for (size_t i = 0; i < o->columns.n; i++)
        room->columns[n++] = o->columns.items[i];
    if (status == FC_OK)
        status = name_column(room, 0, "amount", sales->amount, &n);
    if (status == FC_OK)
        status = name_column(room, 1, "close date", sales->date, &n);
    if (status == FC_OK)
        status = name_column(room, 2, "quantity", sales->quantity, &n);
    *out = (an_deals_options){
        .text = translated.text,
        .by = translated.by,
        .where = translated.where,
        .n_where = translated.n_where,
        .calendar = translated.calendar,
        .as_of = translated.as_of,
        .columns = room->columns,
        .n_columns = n,
        .words = {.won = o->won.items,
                  .n_won = o->won.n,
                  .lost = o->lost.items,
                  .n_lost = o->lost.n},
        .stages = o->stages.items,
        .n_stages = o->stages.n,
        .history = o->history,
        .rates = o->rates,
        .prices = o->prices,
        .strict = translated.strict,
    };
    return status;
}
