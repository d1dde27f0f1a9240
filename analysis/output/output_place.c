/* output_place.c - puts a finished file in place so that it can be taken back. */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "analysis/output/output_private.h"

static atomic_bool held; /* files of a set are being put in place */

static bool swap_names(const an_output *output)
{
    return renameat2(AT_FDCWD, output->temporary, AT_FDCWD, output->path, RENAME_EXCHANGE) == 0;
}

/* What was there is kept under the temporary name, where the file system can swap two names. */
static bool put_in_place(an_output *output)
{
    struct stat old;
    const bool found = lstat(output->path, &old) == 0;

    if (found && S_ISDIR(old.st_mode)) {
        errno = EISDIR;
        return false;
    }
    if (found && swap_names(output)) {
        output->placed = SWAPPED;
        return true;
    }
    if (rename(output->temporary, output->path) != 0)
        return false;
    atomic_store(&output->pending, false);
    output->placed = found ? REPLACED : CREATED;
    return true;
}

bool an_output_removes(const an_output *output)
{
    struct stat found;

    return output->removes && lstat(output->path, &found) == 0;
}

static bool take_away(an_output *output)
{
    if (!an_output_name(output))
        return false;
    if (rename(output->path, output->temporary) != 0)
        return errno == ENOENT || errno == ENOTDIR;
    atomic_store(&output->pending, true);
    output->placed = REMOVED;
    return true;
}

fc_status an_output_place(an_output *output)
{
    assert(!output->stream); /* finished */
    if (output->removes ? take_away(output)
                        : !atomic_load(&output->pending) || put_in_place(output))
        return FC_OK;
    return fc_fail(FC_EIO, "%s: cannot be put in place: %s", output->path, strerror(errno));
}

void an_output_unplace(an_output *output)
{
    bool undone = false, pending = true;

    if (output->placed == SWAPPED)
        undone = swap_names(output);
    else if (output->placed == CREATED)
        undone = rename(output->path, output->temporary) == 0;
    else if (output->placed == REMOVED && (undone = rename(output->temporary, output->path) == 0))
        pending = false;
    if (undone)
        atomic_store(&output->pending, pending);
    output->placed = UNTOUCHED;
}

void an_output_hold(sigset_t *before)
{
    sigset_t all;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, before);
    atomic_store(&held, true);
}

void an_output_release(const sigset_t *before)
{
    atomic_store(&held, false);
    pthread_sigmask(SIG_SETMASK, before, NULL);
}

void an_output_await_release(void)
{
    while (atomic_load(&held))
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}
