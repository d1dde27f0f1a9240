/* child.c - another program that reads what we send and answers while we still send. */
#include "analysis/chart/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { READ_SIZE = 1 << 16, COMPLAINT_SIZE = 256, MOST_COMPLAINTS = 1 << 20 };

struct an_child {
    bool piped, started; /* which of the following are ours to close and to end */
    int in, out, err;
    pid_t pid;
    char *output;
    size_t size, capacity;
    char complaint[COMPLAINT_SIZE]; /* the last whole line that is not empty */
    char line[COMPLAINT_SIZE];      /* the line being read */
    size_t length;                  /* of the line */
    size_t complained;              /* bytes */
};

/* The environment without what changes numbers, languages or gnuplot's ways. Owns only the array.
 */
static char **make_environment(void)
{
    static char locale[] = "LC_ALL=C.UTF-8";
    size_t n = 0, kept = 0;
    char **environment;

    while (environ[n])
        n++;
    environment = calloc(n + 2, sizeof *environment);
    for (size_t i = 0; environment && i < n; i++)
        if (strncmp(environ[i], "LC_", 3) != 0 && strncmp(environ[i], "LANG", 4) != 0 &&
            strncmp(environ[i], "GNU", 3) != 0)
            environment[kept++] = environ[i];
    if (environment)
        environment[kept] = locale;
    return environment;
}

/* Three ends for the child, above the standard descriptors, which may be closed: in, out, err.
 * Its input is a socket, because writing to one can be told not to raise SIGPIPE. */
static bool make_pipes(an_child *child, int theirs[3])
{
    int pairs[3][2] = {{-1, -1}, {-1, -1}, {-1, -1}};
    bool made = socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pairs[0]) == 0 &&
                pipe2(pairs[1], O_CLOEXEC) == 0 && pipe2(pairs[2], O_CLOEXEC) == 0;

    child->in = pairs[0][0];
    child->out = pairs[1][0];
    child->err = pairs[2][0];
    child->piped = true;
    for (int i = 0; i < 3; i++) {
        theirs[i] = pairs[i][1] < 0 ? -1 : fcntl(pairs[i][1], F_DUPFD_CLOEXEC, 3);
        made = made && theirs[i] >= 0;
        if (pairs[i][1] >= 0)
            close(pairs[i][1]);
    }
    return made;
}

static int spawn(an_child *child, const char *const *argv, char **environment, const int theirs[3])
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, usual;
    int failure;

    sigemptyset(&none);
    sigemptyset(&usual);
    for (const int *s = (const int[]){SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGQUIT, 0}; *s; s++)
        sigaddset(&usual, *s);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF |
                                              POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawn_file_actions_init(&actions);
    for (int i = 0; i < 3; i++)
        posix_spawn_file_actions_adddup2(&actions, theirs[i], i);
    failure =
        posix_spawnp(&child->pid, argv[0], &actions, &attributes, (char *const *)argv, environment);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return failure;
}

static fc_status cannot_start(const char *program, int failure)
{
    if (failure == ENOENT)
        return fc_fail(FC_EUNAVAILABLE, "%s: not installed", program);
    if (failure == EACCES || failure == ENOEXEC)
        return fc_fail(FC_EUNAVAILABLE, "%s: cannot be started: %s", program, strerror(failure));
    return fc_fail(failure == ENOMEM ? FC_ENOMEM : FC_EIO, "%s: cannot be started: %s", program,
                   strerror(failure));
}

fc_status an_child_start(const char *const *argv, an_child **started)
{
    an_child *child = calloc(1, sizeof *child);
    char **environment = make_environment();
    int theirs[3] = {-1, -1, -1}, failure = ENOMEM;

    *started = NULL;
    if (child && environment)
        failure = make_pipes(child, theirs) ? spawn(child, argv, environment, theirs) : errno;
    for (int i = 0; i < 3; i++)
        if (theirs[i] >= 0)
            close(theirs[i]);
    free(environment);
    if (failure == 0) {
        child->started = true;
        *started = child;
        return FC_OK;
    }
    an_child_end(child);
    return cannot_start(argv[0], failure);
}

static void keep_complaint(an_child *child, const char *text, size_t n)
{
    child->complained += n;
    for (size_t i = 0; i < n; i++) {
        const unsigned char c = (unsigned char)text[i];

        if (c == '\n' && child->length > 0) {
            memcpy(child->complaint, child->line, child->length);
            child->complaint[child->length] = '\0';
            child->length = 0;
        }
        if (c >= ' ' && c != 0x7F && (c != ' ' || child->length > 0) &&
            child->length + 1 < COMPLAINT_SIZE)
            child->line[child->length++] = (char)c;
    }
}

/* False at the end of the file. */
static bool read_complaint(an_child *child)
{
    char text[4096];
    const ssize_t n = read(child->err, text, sizeof text);

    if (n > 0)
        keep_complaint(child, text, (size_t)n);
    return n > 0 || (n < 0 && errno == EINTR);
}

static bool read_output(an_child *child)
{
    ssize_t n;

    if (child->capacity - child->size < READ_SIZE) {
        const size_t capacity = 2 * child->capacity + READ_SIZE;
        char *more = realloc(child->output, capacity);

        if (!more)
            return false;
        child->output = more;
        child->capacity = capacity;
    }
    n = read(child->out, child->output + child->size, READ_SIZE);
    if (n > 0)
        child->size += (size_t)n;
    return n > 0 || (n < 0 && errno == EINTR);
}

/* Output stands before errors in `ends`: what was complained before the end is seen with it. */
bool an_child_exchange(an_child *child, const char *text, size_t n, size_t *sent, int milliseconds)
{
    struct pollfd ends[] = {
        {.fd = child->out, .events = POLLIN},
        {.fd = child->err, .events = POLLIN},
        {.fd = n > 0 ? child->in : -1, .events = POLLOUT},
    };
    const int ready = poll(ends, 3, milliseconds);
    bool over = false;

    *sent = 0;
    if (ready <= 0)
        return true;
    if (ends[2].revents) {
        const ssize_t written = send(child->in, text, n, MSG_NOSIGNAL | MSG_DONTWAIT);

        *sent = written > 0 ? (size_t)written : 0;
        over = written < 0 && errno != EINTR && errno != EAGAIN;
    }
    if (over)
        poll(ends + 1, 1, 0); /* why it hung up was said before */
    if (ends[1].revents)
        over = !read_complaint(child) || over;
    if (ends[0].revents)
        over = !read_output(child) || over;
    return !over && child->complained <= MOST_COMPLAINTS;
}

void an_child_finish(an_child *child)
{
    shutdown(child->in, SHUT_WR);
}

const char *an_child_output(const an_child *child, size_t *n)
{
    *n = child->size;
    return child->output;
}

void an_child_take(an_child *child, size_t n)
{
    child->size -= n;
    memmove(child->output, child->output + n, child->size);
}

const char *an_child_complaint(const an_child *child)
{
    return child->complaint;
}

void an_child_end(an_child *child)
{
    if (!child)
        return;
    if (child->started) {
        kill(-child->pid, SIGKILL);
        while (waitpid(child->pid, NULL, 0) < 0 && errno == EINTR)
            ;
    }
    if (child->piped) {
        close(child->in); /* one that could not be made is -1, which does no harm */
        close(child->out);
        close(child->err);
    }
    free(child->output);
    free(child);
}
