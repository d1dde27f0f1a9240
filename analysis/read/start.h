/* start.h - where the table starts in a file: its delimiter, the titles above the header, the
 * header. */
#ifndef ANALYSIS_READ_START_H
#define ANALYSIS_READ_START_H

#include "analysis/read/chunks.h"
#include "analysis/read/header.h"

typedef struct {
    an_header header;
    char delimiter;
    size_t rows;     /* byte of the first chunk at which the rows start */
    size_t line;     /* and its line */
    size_t n_titles; /* records above the header */
} an_start;

/* Whether these columns are those of a header. */
typedef bool (*an_start_fits)(const void *data, const an_header *header);

enum { AN_START_RECORDS = 20 };

/* The header is the first of the first 20 records that fits, cut at options->delimiter, or else at
 * the one of , ; tab | that stands in it most often outside quotes; records above it are titles.
 * Where none fits, or `fits` is NULL, it is the first with two filled fields, or else the first.
 * FC_EDATA in an empty file. */
fc_status an_start_find(const an_chunks *chunks, const an_chunk *first,
                        const an_text_options *options, an_start_fits fits, const void *data,
                        an_start *start) FC_CHECKED;
void an_start_free(an_start *start);

/* Notes titles that were left out, and the encoding where it is not UTF-8. */
void an_start_note(const an_start *start, const an_chunks *chunks, an_problems *problems);

#endif
