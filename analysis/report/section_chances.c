/* section_chances.c - how often chances came true in backtests, tenth by tenth. */
#include <stdio.h>

#include "analysis/report/section.h"
#include "analysis/table/chance_table.h"

enum { TENTH = 100 / FC_CALIBRATION_BINS };

static void bar(an_section *s, double said, double met)
{
    if (s->small == AN_SMALL_NONE || s->n_rows >= s->room)
        return;
    s->values[2 * s->n_rows] = said;
    s->values[2 * s->n_rows + 1] = met;
}

static void add_row(an_view *view, const fc_calibration_bin *bin, const char *name, an_section *s)
{
    const double n = (double)bin->n, said = bin->chance / n, met = (double)bin->met / n;

    bar(s, said, met);
    an_section_cell(s, name, "");
    an_section_cell(s, an_view_count(view, bin->n), "");
    an_section_cell(s, an_view_percent(view, 100 * said, false), "");
    an_section_cell(s, an_view_percent(view, 100 * met, false), "");
}

size_t an_section_chances(an_view *view, an_section *to)
{
    static const char *const heads[] = {"chance-called", "chance-targets", "chance-mean",
                                        "chance-met"};
    const fc_calibration *c = view->in->calibration;
    char name[32], score[16];

    if (!c || c->n_targets == 0)
        return 0;
    *to = (an_section){.id = "chances"};
    to->heading = an_text(view->lang, "chance-heading");
    to->intro = an_text(view->lang, "chance-how");
    to->caption = an_text(view->lang, "chance-caption");
    snprintf(score, sizeof score, "%.3f", fc_calibration_brier(c).brier);
    to->foot = an_view_words(view, "chance-foot", an_view_count(view, c->n_targets), score, NULL);
    an_section_begin(view, to, heads, 4, FC_CALIBRATION_BINS);
    to->page_columns = 0; /* there it is one sentence: see notes.c */
    an_section_small(view, to, AN_SMALL_STEP, 2, "chance-small");
    for (size_t k = 0; k < FC_CALIBRATION_BINS; k++) {
        snprintf(name, sizeof name, "%d–%d%%", TENTH * (int)k, TENTH * ((int)k + 1));
        if (c->bins[k].n > 0)
            add_row(view, &c->bins[k], an_pool_text(&view->pool, name), to);
    }
    return 1;
}
