/* ini.h - files of sections with 'name = value' lines. */
#ifndef ANALYSIS_INI_H
#define ANALYSIS_INI_H

#include "forecast/status.h"

/* Called for each value, with its line; what it returns, if not FC_OK, is what the reading gives.
 */
typedef fc_status (*an_ini_function)(void *data, const char *section, const char *name,
                                     const char *value, int line);

/* FC_ENOINPUT where the file cannot be read, FC_EUSAGE with the line that is no 'name = value'. */
fc_status an_ini_read(const char *path, an_ini_function function, void *data) FC_CHECKED;

#endif
