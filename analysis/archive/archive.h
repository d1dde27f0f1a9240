/* archive.h - the memory of forecasts: every run with its inputs, plan, steps and overrides. */
#ifndef ANALYSIS_ARCHIVE_ARCHIVE_H
#define ANALYSIS_ARCHIVE_ARCHIVE_H

#include "analysis/archive/database.h"
#include "analysis/overrides/overrides.h"
#include "analysis/plan/plan.h"
#include "analysis/table/table.h"

typedef struct an_archive an_archive;

/* Opens or makes the file and brings an older schema up to date. FC_EDATA where it is a database of
 * another program or of a newer version. Statuses of an_database_open. */
fc_status an_archive_open(const char *path, bool create, an_archive **archive) FC_CHECKED;
void an_archive_close(an_archive *archive); /* NULL is fine */
an_database *an_archive_database(an_archive *archive);

/* The newest version of the schema; and, for tests of migration, a file of an older one. */
int an_archive_version(void);
fc_status an_archive_make_old(const char *path, int version) FC_CHECKED;

/* A file that went into a run. */
typedef struct {
    const char *role; /* "sales", "plan", "overrides" */
    const char *path; /* "-": standard input, whose bytes are gone */
} an_archive_input;

/* What somebody changed by hand: amount = after - before, at the step of that name. */
typedef struct {
    size_t node;
    fc_period period;
    const char *step; /* "analyst", "manager" ... */
    const char *author, *note;
    double amount;
} an_archive_adjustment;

/* What each step of the overrides did to each node and period; the author and note of the row of
 * that node, else of the step's only author. The caller frees the list; its texts are borrowed. */
fc_status an_archive_adjustments(const an_overrides *overrides, const fc_forecasts *forecasts,
                                 an_archive_adjustment **list, size_t *n) FC_CHECKED;

/* One run to be kept. Borrowed; plan may be NULL. */
typedef struct {
    const char *command, *options, *version; /* "forecast", the command line, "0.1.0" */
    const an_sales *sales;
    const an_sales *unmoved; /* the same before reorganisations; NULL: there are none */
    const fc_forecasts *forecasts;
    const double *history; /* nodes x horizon: coherent, before deals; NULL: without deals */
    const an_plan *plan;
    const an_table *targets; /* an_target_table, a row a node and period; NULL: none were set */
    size_t measure;          /* of the panel: what was forecast */
    const double *final; /* n_nodes x horizon: with all adjustments; NULL: the forecasts' mean */
    const an_archive_input *inputs;
    size_t n_inputs;
    const an_archive_adjustment *adjustments; /* in the order of their steps */
    size_t n_adjustments;
    const an_where *where; /* part of what tells one series of runs from another */
    size_t n_where;
    int64_t id; /* its number once it is kept; an_archive_store does not look at it */
} an_archive_run;

/* All of it or nothing, whatever ends the program. */
fc_status an_archive_store(an_archive *archive, const an_archive_run *run, int64_t *id) FC_CHECKED;

/* A row a run: run, made, command, version, first and last period of actuals, horizon, nodes, plan,
 * inputs, options. */
fc_status an_archive_list(an_archive *archive, an_table **table) FC_CHECKED;

/* What is looked at. Numbers of runs: 0 is the last one, and for `before` the one before `run`. */
typedef struct {
    int64_t run, before;
    const char *const *node; /* "region=East"; keys not named are summed over */
    size_t n_node;
    bool all;              /* every node, not the total alone */
    bool forecasts;        /* of a run that set targets: what it forecast */
    size_t n_levels;       /* with `all`: only nodes of the first levels; 0: of all */
    bool has_span;         /* for changes: only these periods, else from the year on in which */
    fc_period first, last; /* the earlier run ends */
} an_archive_query;

/* Everything that is known of a run: keys, period, actual (as known then, and now), naive, base,
 * drivers (the part of base that is theirs), history (before deals), statistical, final, the bounds
 * of its ranges, plan, model, adjustments. Of a run that set targets: the table it printed, unless
 * `forecasts` is set. */
fc_status an_archive_show(an_archive *archive, const an_archive_query *query,
                          an_table **table) FC_CHECKED;

/* How good each step of all forecasts of the run's series was, by lead and by person. Step: naive,
 * statistical, those of the adjustments, final. Of several runs that know the same past the last
 * one with adjustments counts, else the last. fva = wape of the step before - wape, the same for
 * crps and the size of the bias; months_needed is how many would tell fva from chance. */
fc_status an_archive_accuracy(an_archive *archive, const an_archive_query *query,
                              an_table **table) FC_CHECKED;

/* Why the outlook moved between two runs of the same series: amounts that add up exactly. */
fc_status an_archive_changes(an_archive *archive, const an_archive_query *query,
                             an_table **table) FC_CHECKED;

#endif
