/* driver_options.h - the options of commands that forecast with calendar and drivers. */
#ifndef CLI_DRIVER_OPTIONS_H
#define CLI_DRIVER_OPTIONS_H

#include "analysis/drivers.h"
#include "cli/options.h"

typedef struct {
    const char *holidays, *days, *drivers, *scenario;
    cli_list shapes, events;
} cli_driver_options;

enum { CLI_DRIVER_OPTIONS = 6 };

extern const cli_option cli_driver_table[CLI_DRIVER_OPTIONS];

/* The regressors that the options ask for, NULL where for none; the caller frees them. */
fc_status cli_driver_read(const cli_driver_options *options, const an_text_options *text,
                          const an_sales *sales, size_t horizon, an_problems *problems,
                          fc_regressors **regressors) FC_CHECKED;

#endif
