/* reps_table.c - what each sales person can carry, a row each. */
#include "analysis/target/reps.h"

fc_status an_reps_table(const an_reps *reps, an_table **table)
{
    static const an_column columns[] = {
        {"rep", AN_TEXT},         {"segment", AN_TEXT},       {"full_months", AN_NUMBER},
        {"record", AN_MONEY},     {"speed", AN_MONEY},        {"months", AN_NUMBER},
        {"capability", AN_MONEY}, {"best_peer", AN_MONEY},    {"target", AN_MONEY},
        {"quota", AN_MONEY},      {"new_business", AN_MONEY}, {"reason", AN_TEXT},
    };
    fc_status status = an_table_new(columns, sizeof columns / sizeof *columns, table);

    for (size_t i = 0; status == FC_OK && i < reps->n; i++) {
        const an_rep *rep = &reps->reps[i];

        an_table_text(*table, rep->name);
        an_table_text(*table, rep->segment ? rep->segment : "");
        an_table_number(*table, rep->full_months);
        an_table_number(*table, rep->record);
        an_table_number(*table, rep->speed);
        an_table_number(*table, rep->months);
        an_table_number(*table, rep->capability);
        an_table_number(*table, rep->best_peer);
        an_table_number(*table, rep->target);
        an_table_number(*table, rep->quota);
        an_table_number(*table, rep->new_business);
        an_table_text(*table, rep->reason);
        an_table_end(*table);
    }
    return status == FC_OK ? an_table_status(*table) : status;
}
