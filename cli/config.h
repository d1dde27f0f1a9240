/* config.h - options from an INI file: gapcast.ini here, or the user's own. */
#ifndef CLI_CONFIG_H
#define CLI_CONFIG_H

#include "cli/command.h"

/* Sets options of `command` from `path`, or where that is NULL from ./gapcast.ini or
 * $XDG_CONFIG_HOME/gapcast/config.ini if there is one. Keys are option names; a section [review]
 * holds for that command only. `given(option)` tells which were on the command line: these win.
 * *texts owns the values. */
fc_status cli_config_read(const cli_command *command, const char *path, void *options,
                          bool (*given)(void *data, const cli_option *option), void *data,
                          void **texts) FC_CHECKED;
void cli_config_free(void *texts);

#endif
