/* output.c - files that are complete or untouched: written beside their place, then renamed. */
#include "analysis/output/output_private.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

static _Atomic(an_output *) outputs;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static an_output *take(void)
{
    an_output *output;

    pthread_mutex_lock(&lock);
    for (output = atomic_load(&outputs); output && output->taken;)
        output = output->next;
    if (!output && (output = calloc(1, sizeof *output))) {
        output->next = atomic_load(&outputs);
        atomic_store(&outputs, output);
    }
    if (output) {
        output->taken = true;
        output->removes = false;
        output->placed = UNTOUCHED;
    }
    pthread_mutex_unlock(&lock);
    return output;
}

static void give_back(an_output *output)
{
    pthread_mutex_lock(&lock);
    output->taken = false;
    pthread_mutex_unlock(&lock);
}

static fc_status cannot_create(const char *path, const char *reason)
{
    return fc_fail(FC_ECANTCREAT, "%s: cannot be created: %s", path, reason);
}

/* Renaming onto /dev/null would replace it for everyone, and /dev/stdout is a link to what is open.
 */
static bool has_no_place(const char *path)
{
    struct stat here, there;

    if (lstat(path, &here) != 0 || stat(path, &there) != 0)
        return false;
    return (!S_ISREG(there.st_mode) && !S_ISDIR(there.st_mode)) ||
           (S_ISLNK(here.st_mode) && (!strncmp(path, "/dev/", 5) || !strncmp(path, "/proc/", 6)));
}

/* A name nobody can foresee in the folder of `path`; short, whatever the length of the file's name.
 */
bool an_output_name(an_output *output)
{
    const char *slash = strrchr(output->path, '/');
    const int folder = slash ? (int)(slash - output->path) + 1 : 0;
    uint64_t random;

    if (getrandom(&random, sizeof random, 0) != sizeof random)
        return false;
    if (snprintf(output->temporary, sizeof output->temporary, "%.*s.gapcast-%016llx.tmp", folder,
                 output->path, (unsigned long long)random) < (int)sizeof output->temporary)
        return true;
    errno = ENAMETOOLONG;
    return false;
}

static int open_temporary(an_output *output)
{
    const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    int fd;

    do {
        if (!an_output_name(output))
            return -1;
        atomic_store(&output->pending, true);
        fd = open(output->temporary, flags, 0600);
        if (fd < 0)
            atomic_store(&output->pending, false);
    } while (fd < 0 && errno == EEXIST);
    return fd;
}

static fc_status open_stream(an_output *output)
{
    struct stat place;
    int fd;

    if (stat(output->path, &place) == 0 && S_ISDIR(place.st_mode))
        return cannot_create(output->path, "it is a folder; name a file in it");
    if (has_no_place(output->path)) {
        snprintf(output->temporary, sizeof output->temporary, "%s", output->path);
        fd = open(output->path, O_WRONLY | O_CLOEXEC);
    } else {
        fd = open_temporary(output);
    }
    if (fd < 0 && errno == ENOENT)
        return cannot_create(output->path, "there is no such folder; make it first");
    if (fd < 0)
        return cannot_create(output->path, strerror(errno));
    output->stream = fdopen(fd, "wb");
    if (!output->stream) {
        close(fd);
        return fc_no_memory();
    }
    return FC_OK;
}

static fc_status take_for(const char *path, an_output **out)
{
    *out = NULL;
    if (!*path || strlen(path) >= PATH_MAX)
        return cannot_create(path, *path ? strerror(ENAMETOOLONG) : "the name is empty");
    *out = take();
    if (!*out)
        return fc_no_memory();
    strcpy((*out)->path, path);
    return FC_OK;
}

fc_status an_output_open(const char *path, an_output **out)
{
    an_output *output;
    fc_status status = take_for(path, &output);

    *out = NULL;
    if (status != FC_OK)
        return status;
    status = open_stream(output);
    if (status != FC_OK) {
        an_output_discard(output);
        return status;
    }
    *out = output;
    return FC_OK;
}

fc_status an_output_removal(const char *path, an_output **out)
{
    fc_status status = take_for(path, out);

    if (status == FC_OK)
        (*out)->removes = true;
    return status;
}

FILE *an_output_stream(an_output *output)
{
    return output->stream;
}

const char *an_output_temporary(const an_output *output)
{
    return output->temporary;
}

/* What the user allows: the mode of the file that is replaced, else what his umask says. */
static mode_t final_mode(const char *path)
{
    const mode_t mask = umask(077);
    struct stat old;

    umask(mask);
    return lstat(path, &old) == 0 && S_ISREG(old.st_mode) ? old.st_mode & 0777 : 0666 & ~mask;
}

fc_status an_output_finish(an_output *output)
{
    bool failed;

    if (!output->stream)
        return FC_OK;
    errno = 0;
    failed = ferror(output->stream) || fflush(output->stream) != 0;
    if (!failed && atomic_load(&output->pending))
        failed = fchmod(fileno(output->stream), final_mode(output->path)) != 0;
    if (fclose(output->stream) != 0)
        failed = true;
    output->stream = NULL;
    if (!failed)
        return FC_OK;
    return fc_fail(FC_EIO, "%s: writing failed: %s; make room or give another place", output->path,
                   errno ? strerror(errno) : "the device took no more");
}

fc_status an_output_told(const char *path, fc_status status)
{
    char message[1024];

    if (status != FC_EIO || strncmp(fc_error_message(), path, strlen(path)) == 0)
        return status;
    snprintf(message, sizeof message, "%s", fc_error_message());
    return fc_fail(status, "%s: %s", path, message);
}

fc_status an_output_commit(an_output *output)
{
    fc_status status = an_output_finish(output);

    if (status == FC_OK && atomic_load(&output->pending)) {
        if (rename(output->temporary, output->path) == 0)
            atomic_store(&output->pending, false);
        else
            status =
                fc_fail(FC_EIO, "%s: cannot be put in place: %s", output->path, strerror(errno));
    }
    an_output_discard(output);
    return status;
}

void an_output_discard(an_output *output)
{
    if (!output)
        return;
    if (output->stream)
        fclose(output->stream);
    output->stream = NULL;
    if (atomic_load(&output->pending))
        unlink(output->temporary);
    atomic_store(&output->pending, false);
    give_back(output);
}

void an_output_abandon_all(void)
{
    an_output_await_release();
    for (an_output *output = atomic_load(&outputs); output; output = output->next)
        if (atomic_load(&output->pending))
            unlink(output->temporary);
}

fc_status an_output_folder(const char *path)
{
    bool made;

    return an_output_make_folder(path, &made);
}

fc_status an_output_make_folder(const char *path, bool *made)
{
    struct stat found;

    *made = false;
    if (mkdir(path, 0777) == 0) {
        *made = true;
        return FC_OK;
    }
    if (errno != EEXIST)
        return cannot_create(path, errno == ENOENT ? "the folder above it does not exist"
                                                   : strerror(errno));
    if (stat(path, &found) == 0 && S_ISDIR(found.st_mode))
        return FC_OK;
    return cannot_create(path, "a file of that name is in the way");
}
