/* time_models.c - CPU seconds of models on the series of a file: fitting and forecasting alone. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "forecast/model.h"

enum { PASSES = 3, NAME = 32, SEASON = 12 };

typedef struct {
    size_t n, room;
    double *values;
    size_t n_series, series_room;
    size_t *first; /* value of each series */
} series_file;

static void *grow(void *memory, size_t *room, size_t size)
{
    *room = *room ? 2 * *room : 1024;
    memory = realloc(memory, *room * size);
    if (!memory) {
        fputs("time_models: out of memory\n", stderr);
        exit(EXIT_FAILURE);
    }
    return memory;
}

/* Rows "series,value", those of a series together, below a header. */
static void read_series(FILE *file, series_file *f)
{
    char name[NAME], before[NAME] = "";
    double value;

    if (fscanf(file, "%*[^\n]") == EOF)
        return;
    while (fscanf(file, " %31[^,],%lf", name, &value) == 2) {
        if (f->n == f->room)
            f->values = grow(f->values, &f->room, sizeof *f->values);
        if (strcmp(name, before) != 0) {
            if (f->n_series + 1 >= f->series_room)
                f->first = grow(f->first, &f->series_room, sizeof *f->first);
            f->first[f->n_series++] = f->n;
            strcpy(before, name);
        }
        f->values[f->n++] = value;
    }
    if (f->n_series > 0)
        f->first[f->n_series] = f->n;
}

static double cpu_seconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static fc_status forecast_all(const series_file *f, const fc_model_type *type, size_t horizon,
                              double *mean, fc_scratch *scratch)
{
    fc_status status = FC_OK;

    for (size_t i = 0; i < f->n_series && status == FC_OK; i++) {
        const fc_series train = {"series", f->values + f->first[i], f->first[i + 1] - f->first[i],
                                 SEASON, 0};
        fc_model *model;

        status = fc_model_fit(type, &train, scratch, &model);
        if (status == FC_OK)
            status = fc_model_forecast(model, horizon, mean);
        fc_model_free(model);
    }
    return status;
}

/* Prints "model series seconds" of the fastest pass. */
static fc_status time_model(const series_file *f, const char *name, size_t horizon, double *mean,
                            fc_scratch *scratch)
{
    const fc_model_type *type = fc_model_find(name);
    fc_status status = type ? FC_OK : fc_fail(FC_EUSAGE, "there is no model '%s'", name);
    double best = 0;

    for (int pass = 0; pass < PASSES && status == FC_OK; pass++) {
        const double start = cpu_seconds();

        status = forecast_all(f, type, horizon, mean, scratch);
        const double seconds = cpu_seconds() - start;

        if (pass == 0 || seconds < best)
            best = seconds;
    }
    if (status == FC_OK)
        printf("%s %zu %.6f\n", name, f->n_series, best);
    return status;
}

/* time_models FILE HORIZON MODEL... */
int main(int argc, char **argv)
{
    FILE *file = argc > 3 ? fopen(argv[1], "r") : NULL;
    const size_t horizon = argc > 3 ? (size_t)atol(argv[2]) : 0;
    double *mean = calloc(horizon + 1, sizeof *mean);
    series_file f = {0};
    fc_scratch *scratch = NULL;
    fc_status status = FC_EUSAGE;

    if (file && horizon > 0 && mean) {
        read_series(file, &f);
        fclose(file);
        status = fc_scratch_new(&scratch);
    } else {
        fputs("usage: time_models FILE HORIZON MODEL...\n", stderr);
    }
    for (int i = 3; i < argc && status == FC_OK; i++)
        status = time_model(&f, argv[i], horizon, mean, scratch);
    if (scratch && status != FC_OK)
        fprintf(stderr, "time_models: %s\n", fc_error_message());
    fc_scratch_free(scratch);
    free(mean);
    free(f.values);
    free(f.first);
    return status == FC_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
