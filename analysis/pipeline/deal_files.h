/* deal_files.h - the exports that were named, each with the day in its file name. */
#ifndef ANALYSIS_PIPELINE_DEAL_FILES_H
#define ANALYSIS_PIPELINE_DEAL_FILES_H

#include <stddef.h>

#include "forecast/calendar/date.h"
#include "forecast/status.h"

typedef struct {
    char *path;
    fc_date day; /* FC_DATE_NONE: its name has none */
} an_deal_file;

/* Owns its list. In the order of days. */
typedef struct {
    an_deal_file *list;
    size_t n;
} an_deal_files;

/* Folders stand for the .csv, .tsv, .txt and .xlsx files in them, except hidden ones. FC_ENOINPUT
 * where one is missing or has none; FC_EDATA where only some of several have a day. */
fc_status an_deal_files_find(const char *const *paths, size_t n, an_deal_files *files) FC_CHECKED;
void an_deal_files_free(an_deal_files *files);

/* The day in a file's name: deals_2026-06-30.csv, 20260630.csv, 2026_06_30, 商机2026年6月30日;
 * 2026-06 is its last day. FC_DATE_NONE where there is none. */
fc_date an_deal_files_day(const char *path);

#endif
