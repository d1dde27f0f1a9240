/* chance_table.h - how often past targets were met, by the chance they were given: table, note. */
#ifndef ANALYSIS_CHANCE_TABLE_H
#define ANALYSIS_CHANCE_TABLE_H

#include "analysis/table/table.h"
#include "forecast/ranges/calibration.h"

/* chance ("70-80 %"), targets, mean_chance, met: a row each tenth that had targets, and one for all
 * with the Brier score and its parts (brier, reliability, resolution, uncertainty) in notes. */
fc_status an_chance_table(const fc_calibration *calibration, const char *lang,
                          an_table **table) FC_CHECKED;

/* All tenths in one note; none where there were no targets. */
void an_chance_note(const fc_calibration *calibration, const char *lang, an_table *table);

#endif
