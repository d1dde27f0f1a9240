/* notes.h - what a reader must know to trust the figures; each as a note of a table. */
#ifndef ANALYSIS_REPORT_NOTES_H
#define ANALYSIS_REPORT_NOTES_H

#include "analysis/report/view.h"

/* Signs, the outlook, the chance, run rates. */
void an_notes_conventions(an_view *view, an_table *table);

/* What was read and what was left out, with the first `max_problems` problems in full. */
void an_notes_data(an_view *view, size_t max_problems, an_table *table);

/* Models, reconciliation, the command line. */
void an_notes_method(an_view *view, an_table *table);

#endif
