/* doctor.h - what is installed, what is missing, what for, and how to get it. */
#ifndef ANALYSIS_DOCTOR_H
#define ANALYSIS_DOCTOR_H

#include <stdbool.h>

#include "analysis/table/table.h"

/* A row a part: part, state (ok, missing), version, needed for, remedy. *all_needed is false where
 * a part that commands cannot do without is missing. */
fc_status an_doctor_table(an_table **table, bool *all_needed) FC_CHECKED;

#endif
