/* sheet.h - the first sheet of an .xlsx file as delimited text, by the program xlsx2csv. */
#ifndef ANALYSIS_READ_SHEET_H
#define ANALYSIS_READ_SHEET_H

#include <sys/types.h>

#include "forecast/status.h"

/* Starts the program; *descriptor gives its output. FC_EUNAVAILABLE, naming the package. */
fc_status an_sheet_open(const char *file, int *descriptor, pid_t *child) FC_CHECKED;

/* Waits for its end; FC_EDATA where it could not read the workbook. */
fc_status an_sheet_close(const char *file, pid_t child) FC_CHECKED;

/* Ends it when its output is not wanted any more; keeps the message of what failed before. */
void an_sheet_stop(pid_t child);

#endif
