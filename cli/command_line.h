/* command_line.h - the command as it was typed, for reports that say how they were made. */
#ifndef CLI_COMMAND_LINE_H
#define CLI_COMMAND_LINE_H

#include <stddef.h>

/* Keeps the command line: without what does not change the result (-o, --threads), and files by
 * their names alone, so that the same work on the same files reads the same wherever it is done. */
void cli_command_line_keep(int argc, char **argv);

const char *cli_command_line(void); /* "gapcast review sales.csv --plan plan.csv" */

/* The arguments behind "gapcast" that make up the work: without -o, --quiet, --threads and --shard.
 * Borrowed from argv; returns how many, `room` at most. */
size_t cli_command_line_work(const char **list, size_t room);

#endif
