/* cmd_models.c - gapcast models: what can be given to --model. */
#include "cli/commands.h"
#include "cli/emit.h"
#include "cli/exit.h"
#include "forecast/model.h"

typedef struct {
    cli_output_options output;
} models_options;

static const an_column columns[] = {
    {"model", AN_TEXT},    {"summary", AN_TEXT}, {"observations", AN_COUNT},
    {"seasons", AN_MIXED}, {"source", AN_TEXT},
};

static int run(void *options, const char *const *files, size_t n_files)
{
    const models_options *o = options;
    an_table *table = NULL;
    fc_status status = cli_emit_check(&o->output);

    (void)files;
    (void)n_files;
    if (status == FC_OK)
        status = an_table_new(columns, sizeof columns / sizeof *columns, &table);
    for (size_t i = 0; status == FC_OK && i < fc_model_count(); i++) {
        const fc_model_type *type = fc_model_at(i);

        an_table_text(table, type->name);
        an_table_text(table, type->summary);
        an_table_number(table, (double)type->min_n);
        an_table_number(table, type->min_seasons);
        an_table_text(table, type->source);
        an_table_end(table);
    }
    if (status == FC_OK)
        status = cli_emit(table, &o->output);
    an_table_free(table);
    return cli_fail(status);
}

static const cli_group groups[] = {
    {"Output", cli_output_table, CLI_OUTPUT_OPTIONS, offsetof(models_options, output)},
};

const cli_command cli_cmd_models = {
    .name = "models",
    .usage = "",
    .summary = "list the forecasting models",
    .description =
        "Lists the names for --model with the history each needs (observations, and seasons\n"
        "where the data have a season) and where its formula stands.",
    .groups = groups,
    .n_groups = 1,
    .options_size = sizeof(models_options),
    .run = run,
};
