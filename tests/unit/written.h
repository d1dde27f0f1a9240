/* written.h - small input files for tests, in a folder of their own that is the current one. */
#ifndef TESTS_UNIT_WRITTEN_H
#define TESTS_UNIT_WRITTEN_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/unit/assert.h"

static char written_folder[64];
static char written_home[4096];

/* Group set-up and tear-down. */
static int written_begin(void **state)
{
    (void)state;
    strcpy(written_folder, P_tmpdir "/gapcast-XXXXXX");
    return getcwd(written_home, sizeof written_home) && mkdtemp(written_folder) &&
                   chdir(written_folder) == 0
               ? 0
               : -1;
}

static int written_end(void **state)
{
    DIR *folder = opendir(".");
    const struct dirent *entry;

    (void)state;
    while (folder && (entry = readdir(folder)))
        remove(entry->d_name);
    closedir(folder);
    return chdir(written_home) == 0 ? rmdir(written_folder) : -1;
}

static void write_bytes(const char *name, const void *bytes, size_t n)
{
    FILE *file = fopen(name, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

static inline void write_text(const char *name, const char *text)
{
    write_bytes(name, text, strlen(text));
}

#endif
