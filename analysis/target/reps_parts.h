/* reps_parts.h - what the files of an_reps share. */
#ifndef ANALYSIS_TARGET_REPS_PARTS_H
#define ANALYSIS_TARGET_REPS_PARTS_H

#include "analysis/target/reps.h"

/* The reps of the file and those that sell without standing in it, with their nodes. */
fc_status an_reps_collect(const char *file, const an_text_options *text, const an_target *target,
                          an_problems *problems, an_reps *reps) FC_CHECKED;

/* The speed in a month: 0 before being hired and after leaving, rising to 1 over the ramp. */
double an_reps_speed(const an_rep *rep, const fc_calendar *calendar, fc_period month);

/* reps->speed and reps->like. */
fc_status an_reps_speeds(const an_target *target, an_reps *reps) FC_CHECKED;

#endif
