/* evidence.h - what a file's first block proves where a value can be read two ways. */
#ifndef ANALYSIS_READ_EVIDENCE_H
#define ANALYSIS_READ_EVIDENCE_H

#include "analysis/read/layout.h"

/* Sets layout->text.date_format to dmy or mdy where 3/4/2026 stands in the date column and other
 * dates of the block can be read in one of the orders only; and, in a file delimited by ';', the
 * decimal mark in the same way from the amounts. FC_EDATA where values prove both, or where some
 * read two ways and nothing is proved. */
fc_status an_evidence_weigh(const an_chunk *first, an_layout *layout,
                            an_problems *problems) FC_CHECKED;

#endif
