/* calibration_table.h - whether ranges and chances of a backtest came true: table, words, chart. */
#ifndef ANALYSIS_CALIBRATION_TABLE_H
#define ANALYSIS_CALIBRATION_TABLE_H

#include "analysis/table/table.h"
#include "forecast/backtest.h"

/* A row a model, number of periods summed and measure: ranges of 50, 80 and 95 %, chances of
 * targets in tenths, and scores; how many there were, what was said and what came. */
fc_status an_calibration_table(const fc_backtest *backtest, const char *const *models,
                               size_t n_models, an_table **table) FC_CHECKED;

/* One line a model that sums it up, among the notes of the table. */
void an_calibration_notes(const fc_backtest *backtest, const char *const *models, size_t n_models,
                          an_table *table);

/* reliability.svg in the folder: how often targets of about the same chance were met, by the first
 * model, over the longest sums with enough targets. Nothing where there were no targets. */
fc_status an_calibration_chart(const fc_backtest *backtest, const char *model, const char *lang,
                               const char *folder) FC_CHECKED;

#endif
