/* cmd_archive.c - gapcast archive: what was forecast, how good it was, and why it moved. */
#include <string.h>

#include "analysis/archive/archive.h"
#include "cli/commands.h"
#include "cli/emit.h"
#include "cli/exit.h"
#include "cli/suggest.h"

typedef struct {
    long run, before;
    cli_list node;
    int levels; /* choice total|all */
    bool forecasts;
    cli_output_options output;
} archive_options;

#define FIELD(name) offsetof(archive_options, name)

static const cli_option own[] = {
    {"run", 0, CLI_WHOLE, FIELD(run), "N", "the run looked at (default: the last)"},
    {"before", 0, CLI_WHOLE, FIELD(before), "N",
     "for changes: the run it is compared with (default: the one before it)"},
    {"node", 0, CLI_LIST, FIELD(node), "COLUMN=VALUE",
     "a node by its keys; may be repeated (default: the total)"},
    {"levels", 0, CLI_CHOICE, FIELD(levels), "total|all", "all nodes (default total)"},
    {"forecasts", 0, CLI_FLAG, FIELD(forecasts), "",
     "for show, of a run that set targets: what it forecast"},
};

static const cli_group groups[] = {
    {"Archive", own, sizeof own / sizeof *own, 0},
    {"Output", cli_output_table, CLI_OUTPUT_OPTIONS, FIELD(output)},
};

static fc_status list(an_archive *archive, const an_archive_query *query, an_table **table)
{
    (void)query;
    return an_archive_list(archive, table);
}

static const struct {
    const char *name;
    fc_status (*make)(an_archive *archive, const an_archive_query *query, an_table **table);
} VERBS[] = {
    {"list", list},
    {"show", an_archive_show},
    {"accuracy", an_archive_accuracy},
    {"changes", an_archive_changes},
};

enum { N_VERBS = sizeof VERBS / sizeof *VERBS };

static fc_status find_verb(const char *name, size_t *verb)
{
    cli_suggestion s;

    cli_suggest_begin(&s, name);
    for (*verb = 0; *verb < N_VERBS; ++*verb) {
        if (strcmp(VERBS[*verb].name, name) == 0)
            return FC_OK;
        cli_suggest_try(&s, VERBS[*verb].name);
    }
    return fc_fail(FC_EUSAGE, "archive: no '%s'; %s%s%s", name, s.best ? "did you mean " : "",
                   s.best ? s.best : "use list, show, accuracy or changes", s.best ? "?" : "");
}

static int run(void *options, const char *const *files, size_t n_files)
{
    const archive_options *o = options;
    const an_archive_query query = {.run = o->run,
                                    .before = o->before,
                                    .node = o->node.items,
                                    .n_node = o->node.n,
                                    .all = o->levels == 2,
                                    .forecasts = o->forecasts};
    an_archive *archive = NULL;
    an_table *table = NULL;
    size_t verb = 0;
    fc_status status = cli_emit_check(&o->output);

    (void)n_files;
    if (status == FC_OK)
        status = find_verb(files[0], &verb);
    if (status == FC_OK)
        status = an_archive_open(files[1], false, &archive);
    if (status == FC_OK)
        status = VERBS[verb].make(archive, &query, &table);
    if (status == FC_OK)
        status = cli_emit(table, &o->output);
    an_table_free(table);
    an_archive_close(archive);
    return cli_fail(status);
}

const cli_command cli_cmd_archive = {
    .name = "archive",
    .usage = "list|show|accuracy|changes FILE.db",
    .summary = "what was forecast, how good it was, and why it moved",
    .description =
        "Looks into a file that --archive of forecast, review and target has kept. list: a row a "
        "run.\n"
        "show: every number of a run. accuracy: errors by lead, step (naive, statistical, "
        "overrides,\n"
        "final) and person, with the forecast value added. changes: why the outlook moved since "
        "the\n"
        "run before, as an exact sum.",
    .groups = groups,
    .n_groups = sizeof groups / sizeof *groups,
    .options_size = sizeof(archive_options),
    .min_files = 2,
    .max_files = 2,
    .run = run,
};
