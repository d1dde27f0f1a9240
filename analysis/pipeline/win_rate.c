/* win_rate.c - the three things that people call win rate, and notes that all reports share. */
#include <string.h>

#include "analysis/pipeline/reports.h"

enum { A_MONTH = 31 };

const char *an_win_rate_definition(an_win_rate win_rate, const char *lang)
{
    static const char *const TEXTS[][2] = {
        [AN_WIN_CLOSED] = {"win rate: won / (won + lost), of deals that ended in the window",
                           "赢单率：赢单 /（赢单 + 输单），按窗口内结束的商机计"},
        [AN_WIN_COHORT] = {"win rate: won / (won + lost), of deals created in the window",
                           "赢单率：赢单 /（赢单 + 输单），按窗口内创建的商机计"},
        [AN_WIN_ALL] = {"win rate: won / all deals created in the window, open ones too",
                        "赢单率：赢单 / 窗口内创建的全部商机，含进行中的"},
    };

    return TEXTS[win_rate][lang && strcmp(lang, "zh") == 0];
}

bool an_win_counts(const an_book *book, const an_deal *deal, const an_pipeline_options *options,
                   bool *won)
{
    const an_deal_state *last = an_deals_last(book->deals, deal);
    const bool closed = last->outcome != AN_DEAL_OPEN;
    const fc_date day = options->win_rate == AN_WIN_CLOSED ? last->close : deal->created;

    *won = last->outcome == AN_DEAL_WON;
    if (!closed && options->win_rate != AN_WIN_ALL)
        return false;
    return options->since == FC_DATE_NONE || day >= options->since;
}

void an_pipeline_notes(const an_book *book, an_table *table)
{
    const an_deals *deals = book->deals;
    const int old =
        deals->n_snapshots ? (int)(deals->as_of - deals->snapshots[deals->n_snapshots - 1]) : 0;
    char as_of[11], last[11];

    fc_date_format(deals->as_of, as_of);
    if (old > A_MONTH) {
        fc_date_format(deals->snapshots[deals->n_snapshots - 1], last);
        an_table_note(table,
                      "the last export is of %s, %d days before the as-of date: nothing is known "
                      "of what happened since, and open deals count as still open",
                      last, old);
    }
    an_table_note(
        table, "as of %s: %zu deals from %zu rows of %zu export%s; set aside: %zu; left out: %zu",
        as_of, deals->n, deals->rows, deals->n_snapshots, deals->n_snapshots == 1 ? "" : "s",
        deals->rows_aside, deals->rows_filtered);
}
