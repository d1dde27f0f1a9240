/* deal_files.c - folders, and days in file names. */
#include "analysis/pipeline/deal_files.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

void an_deal_files_free(an_deal_files *files)
{
    for (size_t i = 0; i < files->n; i++)
        free(files->list[i].path);
    free(files->list);
    *files = (an_deal_files){0};
}

/* At most `max` digits at *at, stepped over. */
static int digits(const char **at, int max, int *n)
{
    int value = 0;

    for (*n = 0; *n < max && isdigit((unsigned char)**at); (*n)++)
        value = 10 * value + (*(*at)++ - '0');
    return value;
}

static bool skip(const char **at, const char *text)
{
    const size_t n = strlen(text);

    if (strncmp(*at, text, n) != 0)
        return false;
    *at += n;
    return true;
}

static bool separator(const char **at, const char *sign)
{
    return skip(at, "-") || skip(at, "_") || skip(at, ".") || skip(at, sign);
}

/* A day that starts at `at`, which a digit follows but none precedes. */
static fc_date day_at(const char *at)
{
    int n, n_month, n_day;
    const int year = digits(&at, 4, &n);
    int month, day;
    fc_date date;

    if (n != 4 || year < 1990 || year > 2100)
        return FC_DATE_NONE;
    separator(&at, "年");
    month = digits(&at, 2, &n_month);
    if (n_month == 0 || month < 1 || month > 12)
        return FC_DATE_NONE;
    separator(&at, "月");
    day = digits(&at, 2, &n_day);
    if (isdigit((unsigned char)*at))
        return FC_DATE_NONE;
    if (n_day == 0)
        return fc_date_make(month == 12 ? year + 1 : year, month % 12 + 1, 1, &date) ? date - 1
                                                                                     : FC_DATE_NONE;
    return fc_date_make(year, month, day, &date) ? date : FC_DATE_NONE;
}

fc_date an_deal_files_day(const char *path)
{
    const char *name = strrchr(path, '/');
    fc_date day = FC_DATE_NONE;

    name = name ? name + 1 : path;
    for (const char *at = name; *at && day == FC_DATE_NONE; at++)
        if (isdigit((unsigned char)*at) && (at == name || !isdigit((unsigned char)at[-1])))
            day = day_at(at);
    return day;
}

static fc_status add(an_deal_files *files, const char *folder, const char *name)
{
    an_deal_file *list = realloc(files->list, (files->n + 1) * sizeof *list);
    const size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);

    if (list)
        files->list = list;
    if (!list || !path) {
        free(path);
        return fc_no_memory();
    }
    snprintf(path, size, "%s%s%s", folder, *folder ? "/" : "", name);
    list[files->n++] = (an_deal_file){path, an_deal_files_day(path)};
    return FC_OK;
}

static bool is_table(const char *name)
{
    static const char *const ENDS[] = {".csv", ".tsv", ".txt", ".xlsx"};
    const char *end = strrchr(name, '.');

    for (size_t i = 0; *name != '.' && end && i < sizeof ENDS / sizeof *ENDS; i++)
        if (strcasecmp(end, ENDS[i]) == 0)
            return true;
    return false;
}

static fc_status add_folder(an_deal_files *files, const char *path)
{
    DIR *folder = opendir(path);
    const struct dirent *entry;
    const size_t before = files->n;
    fc_status status = FC_OK;

    if (!folder)
        return fc_fail(FC_ENOINPUT, "%s: %s", path, strerror(errno));
    while (status == FC_OK && (entry = readdir(folder)))
        if (is_table(entry->d_name))
            status = add(files, path, entry->d_name);
    closedir(folder);
    if (status == FC_OK && files->n == before)
        return fc_fail(FC_ENOINPUT, "%s: the folder has no .csv, .tsv, .txt or .xlsx file", path);
    return status;
}

static int by_day(const void *a, const void *b)
{
    const an_deal_file *x = a, *y = b;

    return x->day != y->day ? (x->day > y->day) - (x->day < y->day) : strcmp(x->path, y->path);
}

/* All have a day, or none has. */
static fc_status check_days(const an_deal_files *files)
{
    const char *with = NULL, *without = NULL;

    for (size_t i = 0; i < files->n; i++)
        *(files->list[i].day == FC_DATE_NONE ? &without : &with) = files->list[i].path;
    if (with && without)
        return fc_fail(FC_EDATA,
                       "%s: no day in the file's name, while %s has one; name it such as "
                       "deals_2026-06-30.csv, or give it apart",
                       without, with);
    return FC_OK;
}

fc_status an_deal_files_find(const char *const *paths, size_t n, an_deal_files *files)
{
    fc_status status = FC_OK;

    *files = (an_deal_files){0};
    for (size_t i = 0; status == FC_OK && i < n; i++) {
        struct stat about;
        const bool is_folder =
            strcmp(paths[i], "-") != 0 && stat(paths[i], &about) == 0 && S_ISDIR(about.st_mode);

        status = is_folder ? add_folder(files, paths[i]) : add(files, "", paths[i]);
    }
    if (status == FC_OK && files->n > 1)
        status = check_days(files);
    if (status != FC_OK) {
        an_deal_files_free(files);
        return status;
    }
    qsort(files->list, files->n, sizeof *files->list, by_day);
    return FC_OK;
}
