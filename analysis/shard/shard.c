/* shard.c - what a shard is of: arguments and the hashes of the files among them. */
#include "analysis/shard/shard.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

fc_status an_shard_parse(const char *text, size_t *part, size_t *n_parts)
{
    char *end;
    const unsigned long i = isdigit((unsigned char)*text) ? strtoul(text, &end, 10) : 0;
    unsigned long n = 0;

    if (i > 0 && *end == '/' && isdigit((unsigned char)end[1]))
        n = strtoul(end + 1, &end, 10);
    if (i == 0 || n == 0 || *end || i > n || n > AN_SHARD_MOST)
        return fc_fail(FC_EUSAGE, "--shard: '%s' is not i/N with i from 1 to N, N up to %d", text,
                       AN_SHARD_MOST);
    *part = i - 1;
    *n_parts = n;
    return FC_OK;
}

static bool is_file(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

/* The file that an argument names, itself or behind "="; NULL: none. */
static const char *file_in(const char *argument)
{
    const char *equals = argument[0] == '-' ? strchr(argument, '=') : NULL,
               *path = equals ? equals + 1 : argument;

    return is_file(path) ? path : NULL;
}

static fc_status add_input(an_shard *s, const char *path)
{
    an_shard_input *input = &s->inputs[s->n_inputs];
    int64_t bytes;
    fc_status status = an_hash_file(path, input->sha256, &bytes);

    if (status != FC_OK)
        return status;
    input->path = strdup(path);
    s->n_inputs += input->path != NULL;
    return input->path ? FC_OK : fc_no_memory();
}

fc_status an_shard_make(size_t part, size_t n_parts, const char *version,
                        const char *const *arguments, size_t n, an_shard *s)
{
    fc_status status = FC_OK;

    *s = (an_shard){.part = part, .n_parts = n_parts, .version = strdup(version)};
    s->arguments = calloc(n + 1, sizeof *s->arguments);
    s->inputs = calloc(n + 1, sizeof *s->inputs);
    if (!s->version || !s->arguments || !s->inputs)
        status = fc_no_memory();
    for (; status == FC_OK && s->n_arguments < n; s->n_arguments++) {
        const char *argument = arguments[s->n_arguments], *file = file_in(argument);

        s->arguments[s->n_arguments] = strdup(argument);
        if (!s->arguments[s->n_arguments])
            status = fc_no_memory();
        else if (file)
            status = add_input(s, file);
    }
    if (status != FC_OK)
        an_shard_clear(s);
    return status;
}

void an_shard_clear(an_shard *s)
{
    for (size_t i = 0; s->arguments && i < s->n_arguments; i++)
        free(s->arguments[i]);
    for (size_t i = 0; s->inputs && i < s->n_inputs; i++)
        free(s->inputs[i].path);
    free(s->arguments);
    free(s->inputs);
    free(s->version);
    free(s->fits);
    *s = (an_shard){.part = 0};
}

bool an_shard_belongs(const an_shard *a, const an_shard *b)
{
    bool same = a->n_parts == b->n_parts && strcmp(a->version, b->version) == 0 &&
                a->n_arguments == b->n_arguments && a->n_inputs == b->n_inputs;

    for (size_t i = 0; same && i < a->n_arguments; i++)
        same = strcmp(a->arguments[i], b->arguments[i]) == 0;
    for (size_t i = 0; same && i < a->n_inputs; i++)
        same = strcmp(a->inputs[i].path, b->inputs[i].path) == 0 &&
               strcmp(a->inputs[i].sha256, b->inputs[i].sha256) == 0;
    return same;
}

fc_status an_shard_check_inputs(const char *path, const an_shard *s)
{
    for (size_t i = 0; i < s->n_inputs; i++) {
        const an_shard_input *input = &s->inputs[i];
        char sha256[AN_HASH_SIZE];
        int64_t bytes;

        if (!is_file(input->path))
            return fc_fail(FC_ENOINPUT,
                           "%s: it was made of %s, which is not here; run merge in the folder in "
                           "which the shards were made",
                           path, input->path);
        if (an_hash_file(input->path, sha256, &bytes) != FC_OK)
            return FC_ENOINPUT;
        if (strcmp(sha256, input->sha256) != 0)
            return fc_fail(FC_EDATA, "%s: %s has changed since it was made; make the shards again",
                           path, input->path);
    }
    return FC_OK;
}
