/* chance_table.c - how often past targets were met, by the chance they were given: table, note. */
#include "analysis/table/chance_table.h"

#include <stdio.h>
#include <string.h>

#include "analysis/text/text.h"

enum { TENTH = 100 / FC_CALIBRATION_BINS, ITEM = 96, SCORE = 16 };

static void add_row(an_table *table, const char *chance, size_t n, double said, size_t met)
{
    an_table_text(table, chance);
    an_table_number(table, (double)n);
    an_table_number(table, said / (double)n);
    an_table_number(table, (double)met / (double)n);
    an_table_end(table);
}

static void add_score(const fc_calibration *c, const char *lang, an_table *table)
{
    const fc_brier b = fc_calibration_brier(c);
    const double scores[] = {b.brier, b.reliability, b.resolution, b.uncertainty};
    char texts[4][SCORE], note[4 * ITEM];

    for (size_t i = 0; i < 4; i++)
        snprintf(texts[i], SCORE, "%.3f", scores[i]);
    an_text_fill(note, sizeof note, lang, "chance-brier", texts[0], texts[1], texts[2], texts[3],
                 NULL);
    an_table_note(table, "%s", note);
}

fc_status an_chance_table(const fc_calibration *c, const char *lang, an_table **table)
{
    static const an_column columns[] = {
        {"chance", AN_TEXT}, {"targets", AN_COUNT}, {"mean_chance", AN_SHARE}, {"met", AN_SHARE}};
    const fc_status status = an_table_new(columns, sizeof columns / sizeof *columns, table);
    double said = 0;
    size_t met = 0;
    char name[ITEM];

    if (status != FC_OK)
        return status;
    for (size_t k = 0; k < FC_CALIBRATION_BINS; k++) {
        const fc_calibration_bin *bin = &c->bins[k];

        said += bin->chance;
        met += bin->met;
        snprintf(name, sizeof name, "%d-%d %%", TENTH * (int)k, TENTH * ((int)k + 1));
        if (bin->n > 0)
            add_row(*table, name, bin->n, bin->chance, bin->met);
    }
    if (c->n_targets > 0) {
        add_row(*table, an_text(lang, "chance-all"), c->n_targets, said, met);
        an_table_note(*table, "%s", an_text(lang, "chance-how"));
        add_score(c, lang, *table);
    }
    return an_table_status(*table);
}

void an_chance_note(const fc_calibration *c, const char *lang, an_table *table)
{
    char list[FC_CALIBRATION_BINS * ITEM] = "", note[sizeof list + 4 * ITEM];

    for (size_t k = 0; k < FC_CALIBRATION_BINS; k++) {
        const fc_calibration_bin *bin = &c->bins[k];
        char tenth[ITEM], n[SCORE], met[SCORE], item[ITEM];

        if (bin->n == 0)
            continue;
        snprintf(tenth, sizeof tenth, "%d–%d%%", TENTH * (int)k, TENTH * ((int)k + 1));
        snprintf(n, sizeof n, "%zu", bin->n);
        snprintf(met, sizeof met, "%.0f%%", 100 * (double)bin->met / (double)bin->n);
        an_text_fill(item, sizeof item, lang, "chance-item", tenth, met, n, NULL);
        snprintf(list + strlen(list), sizeof list - strlen(list), "%s%s",
                 list[0] ? an_text(lang, "chance-mark") : "", item);
    }
    if (!list[0])
        return;
    an_text_fill(note, sizeof note, lang, "chance-note", list, NULL);
    an_table_note(table, "%s", note);
}
