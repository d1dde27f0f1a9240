/* sheet.c - runs xlsx2csv without a shell. */
#include "analysis/read/sheet.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* Its complaints are of no use to our user; the exit status is. */
static int spawn(const char *path, int output, pid_t *child)
{
    char *argv[] = {"xlsx2csv", "-f", "%Y-%m-%d", "--", (char *)path, NULL};
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);

    if (error)
        return error;
    error = posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    if (!error)
        error = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (!error)
        error = posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (!error)
        error = posix_spawnp(child, argv[0], &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

fc_status an_sheet_open(const char *file, int *descriptor, pid_t *child)
{
    int ends[2], error;

    if (pipe2(ends, O_CLOEXEC) != 0)
        return fc_fail(FC_EINTERNAL, "%s: no pipe to xlsx2csv: %s", file, strerror(errno));
    error = spawn(file, ends[1], child);
    close(ends[1]);
    if (error) {
        close(ends[0]);
        return fc_fail(FC_EUNAVAILABLE,
                       "%s: a workbook is read by the program xlsx2csv, which cannot be "
                       "started (%s); install the package xlsx2csv, or save the sheet as CSV",
                       file, strerror(error));
    }
    *descriptor = ends[0];
    return FC_OK;
}

fc_status an_sheet_close(const char *file, pid_t child)
{
    int status;

    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return fc_fail(FC_EINTERNAL, "%s: xlsx2csv was lost: %s", file, strerror(errno));
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return FC_OK;
    return fc_fail(FC_EDATA, "%s: xlsx2csv cannot read this workbook; save the sheet as CSV", file);
}

void an_sheet_stop(pid_t child)
{
    kill(child, SIGTERM);
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
        ;
}
