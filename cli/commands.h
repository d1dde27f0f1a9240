/* commands.h - every command; a new one is its file and one row here. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/command.h"

#define CLI_COMMANDS(ROW)   \
    ROW(cli_cmd_review)     \
    ROW(cli_cmd_forecast)   \
    ROW(cli_cmd_merge)      \
    ROW(cli_cmd_backtest)   \
    ROW(cli_cmd_explain)    \
    ROW(cli_cmd_watch)      \
    ROW(cli_cmd_kpi)        \
    ROW(cli_cmd_target)     \
    ROW(cli_cmd_archive)    \
    ROW(cli_cmd_pipeline)   \
    ROW(cli_cmd_check)      \
    ROW(cli_cmd_models)     \
    ROW(cli_cmd_doctor)     \
    ROW(cli_cmd_completion) \
    ROW(cli_cmd_man)        \
    ROW(cli_cmd_help)       \
    ROW(cli_cmd_version)

#define DECLARE(command) extern const cli_command command;
CLI_COMMANDS(DECLARE)
#undef DECLARE

#endif
