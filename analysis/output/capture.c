/* capture.c - posix_spawnp with standard output on a pipe. */
#include "analysis/output/capture.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATIENCE_MS = 5000 };

extern char **environ;

static bool start(const char *const *argv, int write_end, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    bool started;

    if (posix_spawn_file_actions_init(&actions) != 0)
        return false;
    started =
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0) == 0 &&
        posix_spawn_file_actions_adddup2(&actions, write_end, STDOUT_FILENO) == 0 &&
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0) == 0 &&
        posix_spawnp(pid, argv[0], &actions, NULL, (char *const *)argv, environ) == 0;
    posix_spawn_file_actions_destroy(&actions);
    return started;
}

/* Reads until the child closes its output, keeping what fits; false when it takes too long. */
static bool read_all(int fd, char *line, size_t size)
{
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    size_t n = 0;
    char rest[512];

    for (;;) {
        const bool room = n + 1 < size;
        ssize_t got;

        if (poll(&wait, 1, PATIENCE_MS) <= 0)
            return false;
        got = read(fd, room ? line + n : rest, room ? size - 1 - n : sizeof rest);
        if (got <= 0)
            break;
        if (room)
            n += (size_t)got;
    }
    line[n] = '\0';
    line[strcspn(line, "\r\n")] = '\0';
    return true;
}

bool an_capture_line(const char *const *argv, char *line, size_t size)
{
    int ends[2], state = 0;
    pid_t pid;
    bool fine;

    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    fine = start(argv, ends[1], &pid);
    close(ends[1]);
    if (fine) {
        fine = read_all(ends[0], line, size);
        if (!fine)
            kill(pid, SIGKILL);
        waitpid(pid, &state, 0);
    }
    close(ends[0]);
    return fine && WIFEXITED(state) && WEXITSTATUS(state) == 0;
}
