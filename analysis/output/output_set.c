/* output_set.c - the files of one run: all of them are put in place together, or none is. */
#include "analysis/output/output_set.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct an_output_set {
    an_output **outputs;
    size_t n, capacity;
    char **folders; /* made by this set */
    size_t n_folders;
};

fc_status an_output_set_new(an_output_set **set)
{
    *set = calloc(1, sizeof **set);
    return *set ? FC_OK : fc_no_memory();
}

fc_status an_output_set_folder(an_output_set *set, const char *path)
{
    bool made;
    fc_status status = an_output_make_folder(path, &made);
    char **folders, *copy;

    if (status != FC_OK || !made)
        return status;
    folders = realloc(set->folders, (set->n_folders + 1) * sizeof *folders);
    if (folders)
        set->folders = folders;
    copy = folders ? strdup(path) : NULL;
    if (!copy) {
        rmdir(path);
        return fc_no_memory();
    }
    set->folders[set->n_folders++] = copy;
    return FC_OK;
}

fc_status an_output_set_add(an_output_set *set, an_output *output)
{
    if (set->n == set->capacity) {
        const size_t capacity = set->capacity * 2 + 16;
        an_output **more = realloc(set->outputs, capacity * sizeof *more);

        if (!more) {
            an_output_discard(output);
            return fc_no_memory();
        }
        set->outputs = more;
        set->capacity = capacity;
    }
    set->outputs[set->n++] = output;
    return FC_OK;
}

fc_status an_output_set_open(an_output_set *set, const char *path, an_output **output)
{
    fc_status status = an_output_open(path, output);

    if (status == FC_OK)
        status = an_output_set_add(set, *output);
    if (status != FC_OK)
        *output = NULL;
    return status;
}

fc_status an_output_set_remove(an_output_set *set, const char *path)
{
    an_output *output;
    fc_status status = an_output_removal(path, &output);

    return status == FC_OK ? an_output_set_add(set, output) : status;
}

static void release(an_output_set *set)
{
    for (size_t i = 0; i < set->n; i++)
        an_output_discard(set->outputs[i]);
    for (size_t i = 0; i < set->n_folders; i++)
        free(set->folders[i]);
    free(set->outputs);
    free(set->folders);
    free(set);
}

fc_status an_output_set_commit(an_output_set *set)
{
    fc_status status = FC_OK;
    sigset_t signals;
    size_t n = 0;

    for (size_t i = 0; i < set->n && status == FC_OK; i++)
        status = an_output_finish(set->outputs[i]);
    if (status == FC_OK) {
        an_output_hold(&signals);
        while (n < set->n && (status = an_output_place(set->outputs[n])) == FC_OK)
            n++;
        while (status != FC_OK && n > 0)
            an_output_unplace(set->outputs[--n]);
        an_output_release(&signals);
    }
    if (status == FC_OK)
        release(set);
    else
        an_output_set_discard(set);
    return status;
}

static bool removes_any(const an_output_set *set)
{
    for (size_t i = 0; i < set->n; i++)
        if (an_output_removes(set->outputs[i]))
            return true;
    return false;
}

fc_status an_output_set_commit_after(an_output_set *set, fc_status before)
{
    char message[1024];
    fc_status status;

    snprintf(message, sizeof message, "%s", before == FC_OK ? "" : fc_error_message());
    if (before != FC_OK && removes_any(set)) {
        an_output_set_discard(set);
        return fc_fail(before, "%s; no file is written, as charts of an earlier run are there",
                       message);
    }
    status = an_output_set_commit(set);
    return status == FC_OK && before != FC_OK ? fc_fail(before, "%s", message) : status;
}

void an_output_set_discard(an_output_set *set)
{
    if (!set)
        return;
    for (size_t i = 0; i < set->n; i++)
        an_output_discard(set->outputs[i]);
    set->n = 0;
    while (set->n_folders > 0) {
        rmdir(set->folders[--set->n_folders]); /* what others put there keeps it */
        free(set->folders[set->n_folders]);
    }
    release(set);
}
