/* check_rows.c - what `check` keeps of the rows: hashes, the largest amounts, a histogram, the
 * days. */
#include "analysis/check/check_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/check/duplicates.h"
#include "forecast/panel/hash.h"

enum {
    N_LARGEST = 100,
    /* Bins of 1/32 of an octave: eleven bits of exponent, five of mantissa. */
    BIN_SHIFT = 64 - 1 - 11 - 5,
    N_BINS = 1 << 16,
    FAR = 366,          /* days */
    FIRST_DAY = -25567, /* 1900-01-01 */
    N_DAYS = 110000     /* to the end of 2200 */
};

static const double OUTLIER = 100; /* times the median */

typedef struct {
    double amount;
    an_place place;
} large;

struct an_check_rows {
    an_problems *problems;
    an_duplicates *duplicates;
    char **files; /* in the order read; the record's own name does not live as long */
    size_t n_files;
    size_t doubtful, negative, zero;
    size_t bins[N_BINS], n_binned;
    large largest[N_LARGEST]; /* from the largest down */
    size_t n_largest;
    bool days[N_DAYS];
    fc_date first, last;
    an_place first_place, last_place;
};

fc_status an_check_rows_new(an_problems *problems, an_check_rows **rows)
{
    an_check_rows *new = calloc(1, sizeof *new);
    fc_status status;

    *rows = NULL;
    if (!new)
        return fc_no_memory();
    new->problems = problems;
    new->first = new->last = FC_DATE_NONE;
    status = an_duplicates_new(&new->duplicates);
    if (status != FC_OK)
        an_check_rows_free(new);
    else
        *rows = new;
    return status;
}

void an_check_rows_free(an_check_rows *rows)
{
    if (!rows)
        return;
    for (size_t i = 0; i < rows->n_files; i++)
        free(rows->files[i]);
    free(rows->files);
    an_duplicates_free(rows->duplicates);
    free(rows);
}

/* The name's number; files come one after the other. False without memory: then nothing is looked
 * for. */
static bool file_number(an_check_rows *rows, const char *file, size_t *number)
{
    char **grown;

    *number = rows->n_files - 1;
    if (rows->n_files > 0 && strcmp(rows->files[*number], file) == 0)
        return true;
    grown = realloc(rows->files, (rows->n_files + 1) * sizeof *grown);
    if (!grown)
        return false;
    rows->files = grown;
    rows->files[rows->n_files] = strdup(file);
    *number = rows->n_files;
    return rows->files[rows->n_files] && rows->n_files++ < SIZE_MAX;
}

static void look_for_duplicate(an_check_rows *rows, const an_record *record, an_place place)
{
    const an_place *before;
    uint64_t hash = 0;

    for (size_t i = 0; i < record->n; i++)
        hash = fc_hash(hash, record->fields[i].text, record->fields[i].length);
    before = an_duplicates_find(rows->duplicates, hash, place);
    if (!before)
        return;
    rows->doubtful++;
    if (before->file == place.file)
        an_problems_add(rows->problems, AN_WARNING, record->file, record->line, NULL,
                        "the same as line %zu in every field; it is counted again", before->line);
    else
        an_problems_add(rows->problems, AN_WARNING, record->file, record->line, NULL,
                        "the same as line %zu of %s in every field; it is counted again",
                        before->line, rows->files[before->file]);
}

/* Bits of a double that is not negative grow with it, so their front is a bin. */
static size_t bin_of(double size)
{
    uint64_t bits;

    memcpy(&bits, &size, sizeof bits);
    return bits >> BIN_SHIFT;
}

static void look_at_size(an_check_rows *rows, double amount, an_place place)
{
    const double size = fabs(amount);
    size_t at = rows->n_largest;

    rows->negative += amount < 0;
    rows->zero += amount == 0;
    if (amount == 0)
        return;
    rows->bins[bin_of(size)]++;
    rows->n_binned++;
    if (at == N_LARGEST && size <= fabs(rows->largest[at - 1].amount))
        return;
    at -= at == N_LARGEST;
    for (; at > 0 && fabs(rows->largest[at - 1].amount) < size; at--)
        rows->largest[at] = rows->largest[at - 1];
    rows->largest[at] = (large){amount, place};
    rows->n_largest += rows->n_largest < N_LARGEST;
}

static void look_at_day(an_check_rows *rows, fc_date date, an_place place)
{
    const size_t i = (size_t)(date - FIRST_DAY);

    if (i < N_DAYS)
        rows->days[i] = true;
    if (rows->first == FC_DATE_NONE || date < rows->first) {
        rows->first = date;
        rows->first_place = place;
    }
    if (date > rows->last) {
        rows->last = date;
        rows->last_place = place;
    }
}

void an_check_rows_take(void *data, const an_record *record, fc_date date, double amount)
{
    an_check_rows *rows = data;
    an_place place = {0, record->line};

    if (!file_number(rows, record->file, &place.file))
        return;
    look_for_duplicate(rows, record, place);
    look_at_size(rows, amount, place);
    look_at_day(rows, date, place);
}

/* The upper end of the bin that holds the median, so that fewer rather than more are outliers. */
static double median(const an_check_rows *rows)
{
    size_t below = 0, i = 0;
    uint64_t bits;
    double end;

    while (i < N_BINS && 2 * (below + rows->bins[i]) < rows->n_binned)
        below += rows->bins[i++];
    bits = (uint64_t)(i + 1) << BIN_SHIFT;
    memcpy(&end, &bits, sizeof end);
    return end;
}

static void tell_outliers(an_check_rows *rows)
{
    const double middle = median(rows);

    for (size_t i = 0; i < rows->n_largest; i++) {
        const large *l = &rows->largest[i];

        if (fabs(l->amount) <= OUTLIER * middle)
            return;
        rows->doubtful++;
        an_problems_add(
            rows->problems, AN_WARNING, rows->files[l->place.file], l->place.line, NULL,
            "the amount %.15g is %.0f times the median of the amounts; is its unit right?",
            l->amount, fabs(l->amount) / middle);
    }
}

/* The first and the last day, where the next one is more than a year away. */
static void tell_far_days(an_check_rows *rows)
{
    fc_date second = rows->first + 1, before = rows->last - 1;
    char day[11];

    while (second < rows->last && !rows->days[second - FIRST_DAY])
        second++;
    while (before > rows->first && !rows->days[before - FIRST_DAY])
        before--;
    if (second - rows->first > FAR && second < rows->last) {
        fc_date_format(rows->first, day);
        rows->doubtful++;
        an_problems_add(rows->problems, AN_WARNING, rows->files[rows->first_place.file],
                        rows->first_place.line, NULL,
                        "the day %s is %d days before any other; is its year right?", day,
                        second - rows->first);
    }
    if (rows->last - before > FAR && before > rows->first) {
        fc_date_format(rows->last, day);
        rows->doubtful++;
        an_problems_add(rows->problems, AN_WARNING, rows->files[rows->last_place.file],
                        rows->last_place.line, NULL,
                        "the day %s is %d days after any other; is its year right?", day,
                        rows->last - before);
    }
}

void an_check_rows_end(an_check_rows *rows)
{
    if (rows->n_files == 0)
        return;
    tell_outliers(rows);
    tell_far_days(rows);
}

size_t an_check_rows_doubtful(const an_check_rows *rows)
{
    return rows->doubtful;
}

size_t an_check_rows_negative(const an_check_rows *rows)
{
    return rows->negative;
}

size_t an_check_rows_zero(const an_check_rows *rows)
{
    return rows->zero;
}
